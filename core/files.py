# SPDX-License-Identifier: GPL-2.0-or-later
"""Output files and folders: whole or not at all; and the packages that writing some of them needs."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qgis.PyQt.QtCore import QLockFile

from .errors import InputError, MissingPackage, SeatizenError
from .translation import tr


def require_folder(folder: Path) -> Path:
    """Return `folder`, made if only its last part is missing, or say why nothing can be written there.

    Raises:
        SeatizenError: its parent does not exist, it is a file, or it cannot be written to.
    """
    if folder.exists() and not folder.is_dir():
        raise SeatizenError(
            tr("“{}” is a file, not a folder.").format(folder), advice=tr("Choose a folder for the output.")
        )
    if not folder.is_dir():
        if not folder.parent.is_dir():
            raise SeatizenError(
                tr("The folder “{}” does not exist.").format(folder.parent),
                advice=tr("Create it first, or choose another one."),
            )
        try:
            folder.mkdir()
        except OSError as error:
            raise unwritable(folder, error) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise unwritable(folder, PermissionError(folder))
    return folder


def keep_rather_than_empty(paths: Iterable[Path]) -> None:
    """Raise InputError when one of these exists: nothing is no successor of a file of before."""
    for path in paths:
        if path.exists():
            raise InputError(
                tr("There is nothing to write, so “{name}” was left as it is.").format(name=path.name),
                advice=tr("Check that this is the right atlas, or choose another place."),
            )


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; at the end it takes the place of `path`, on any failure it goes.

    The body opens, writes and closes the file at the path that it is given, whose ending is that of `path`.
    Where `path` is a link, its target is replaced.
    """
    place = path.resolve()
    if place.is_dir():
        raise SeatizenError(
            tr("“{}” is a folder, not a file.").format(path), advice=tr("Choose the name of a file.")
        )
    unfinished = place.with_name(f".unfinished-{place.name}")
    try:
        unfinished.unlink(missing_ok=True)
        yield unfinished
        unfinished.replace(place)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give a new folder beside `path`; at the end it takes the place of `path`, on any failure it goes.

    Where `path` is a link, its target is replaced.
    """
    place = path.resolve()
    unfinished = place.with_name(f".unfinished-{place.name}")
    replaced = place.with_name(f".replaced-{place.name}")
    try:
        if replaced.exists() and not place.exists():  # a run was killed between the two steps below
            replaced.replace(place)
        for leftover in (unfinished, replaced):
            shutil.rmtree(leftover, ignore_errors=True)
        unfinished.mkdir()
        yield unfinished
        # A folder with content cannot be replaced in one step: the old one steps aside, and back on failure.
        if place.exists():
            place.replace(replaced)
        try:
            unfinished.replace(place)
        except OSError:
            if replaced.exists():
                replaced.replace(place)
            raise
        shutil.rmtree(replaced, ignore_errors=True)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def unwritable(path: Path, error: OSError) -> SeatizenError:
    """The sentence about a path that cannot be written."""
    return SeatizenError(
        tr("“{}” cannot be written.").format(path),
        details=str(error),
        advice=tr("Close it if another program has it open, and check the permissions and the free space."),
    )


def take_lock(path: Path) -> QLockFile | None:
    """Take a lock file that its holder's death releases; None when it is held.

    Qt holds one without content for taken. A holder writes its name at once: where there is none after a
    second, it was killed before it could.

    Raises:
        PermissionError: no lock file can be made there.
    """
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # only the death of its holder makes it stale
    if lock.tryLock(0):
        return lock
    if _is_empty(path):
        time.sleep(1)
        if _is_empty(path):
            path.unlink()
        if lock.tryLock(0):
            return lock
    if lock.error() == QLockFile.LockError.PermissionError:
        raise PermissionError(str(path))
    return None


def _is_empty(path: Path) -> bool:
    return path.is_file() and not path.stat().st_size


def has_pyarrow() -> bool:
    """Tell whether pyarrow with its Parquet part is there; nothing is imported."""
    return importlib.util.find_spec("pyarrow") is not None and (
        importlib.util.find_spec("pyarrow.parquet") is not None
    )


def require_pyarrow(feature: str) -> None:
    """Raise MissingPackage, with the command of this platform, when pyarrow is absent."""
    if not has_pyarrow():
        raise MissingPackage(
            tr("{} needs the Python package pyarrow.").format(feature),
            advice=tr("Install it with: {} – then restart QGIS.").format(install_command("pyarrow")),
        )


def require_pandas() -> None:
    """Raise MissingPackage, with the command of this platform, when pandas is absent or does not load."""
    try:
        import pandas  # noqa: F401 - only whether it can be had
    except ImportError as error:
        raise MissingPackage(
            tr("Reading tables needs the Python package pandas."),
            details=str(error),
            advice=tr("Install it with: {} – then restart QGIS.").format(install_command("pandas")),
        ) from None


def install_command(package: str) -> str:
    """The command that adds a package to the Python of this QGIS."""
    if sys.platform == "win32":
        return tr("python -m pip install {} (in the OSGeo4W shell)").format(package)
    if sys.platform == "darwin":
        return f"{Path(sys.prefix) / 'bin' / 'python3'} -m pip install {package}"
    if Path("/.flatpak-info").exists():
        return f"flatpak run --command=pip org.qgis.qgis install --user {package}"
    # Distributions mark their Python as managed; pyarrow 21 needs a newer numpy than Debian 12 has.
    bound = '"pyarrow<21"' if package == "pyarrow" else package
    return f"python3 -m pip install --user --break-system-packages {bound}"
