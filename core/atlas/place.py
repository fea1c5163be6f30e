# SPDX-License-Identifier: GPL-2.0-or-later
"""The one way in which a new atlas takes its place: whole, and never under the journal of another one.

SQLite keeps what is not yet in a database in files beside it (`-wal`, `-journal`), and reads them into
whatever file bears the name. So what belongs to the old atlas is brought home first, or put aside with it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ..errors import AtlasBusy, AtlasError
from ..translation import tr
from .gateway import Atlas, beside, lock_place, require_writable

log = logging.getLogger(__name__)

REPLACED = "replaced"
TIME = "%Y%m%d-%H%M%S"
_COMPANIONS = ("-journal", "-wal", "-shm")


class Place:
    """The place of an atlas that is held while a new one is made at `unfinished`, beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._target = path.resolve()  # a link stays a link
        self.unfinished = self._target.with_name(f".{self._target.stem}.new{self._target.suffix}")

    def put(self, feedback: QgsFeedback, *, keep: bool = True) -> Path | None:
        """Put the new atlas in its place.

        What was there stays beside it under a name with the date, which is returned; only an atlas without
        a session goes, or one whose rows are all in the new one (`keep=False`).

        Raises:
            AtlasError: it is in use, or cannot be replaced; it is as it was then.
        """
        worthless = _settle(self._target)
        target = self._target
        aside = dated_name(target, REPLACED)
        kept = keep and target.exists() and not worthless
        try:
            moved = _put_companions_aside(target, aside)
            if kept:
                _second_name(target, aside)
            try:
                self.unfinished.replace(target)
            except OSError:
                if kept:
                    _undo_second_name(target, aside)
                for old, new in moved:
                    new.rename(old)
                raise
        except OSError as error:
            raise AtlasError(
                tr("“{}” cannot be replaced.").format(self.path.name),
                details=str(error),
                advice=tr("Close it in other programs, and check the permissions of its folder."),
            ) from error
        if isinstance(feedback, QgsProcessingFeedback):
            if kept:
                feedback.pushInfo(tr("What was there before was kept as “{}”.").format(aside))
            for _old, new in moved:
                feedback.pushWarning(
                    tr("Unfinished work of an earlier atlas lay beside it and was put aside as “{}”.").format(
                        new.name
                    )
                )
        return aside if kept else None


@contextmanager
def hold_place(path: Path, *, overwrite: bool = True) -> Iterator[Place]:
    """Hold the place of an atlas, there or not, while a new one is made; nothing unfinished stays.

    Raises:
        AtlasError: it is a folder, there is no folder for it, it is in use, or (without `overwrite`) there.
    """
    path = Path(path)
    if path.is_dir():
        raise AtlasError(
            tr("“{}” is a folder.").format(path), advice=tr("Choose a file that ends with .gpkg.")
        )
    if path.exists() and not overwrite:
        raise AtlasError(
            tr("“{}” exists already.").format(path),
            advice=tr("Choose another name, or allow it to be overwritten."),
        )
    if not path.resolve().parent.is_dir():
        raise AtlasError(
            tr("There is no folder “{}”.").format(path.resolve().parent),
            advice=tr("Create the folder first."),
        )
    place = Place(path)
    with lock_place(path):
        _settle(path.resolve())
        try:
            remove_geopackage(place.unfinished)
            yield place
        finally:
            remove_geopackage(place.unfinished)


def dated_name(atlas: Path, what: str) -> Path:
    """A free name beside an atlas: `<atlas>_<YYYYMMDD-HHMMSS>_<what>.gpkg`."""
    time = datetime.now().strftime(TIME)
    names = [f"{atlas.stem}_{time}{again}_{what}" for again in ("", *(f"-{n}" for n in range(2, 100)))]
    return next(p for p in (atlas.with_name(name + atlas.suffix) for name in names) if not p.exists())


def remove_geopackage(path: Path) -> None:
    """Remove a GeoPackage and the files that SQLite may have left beside it; missing ones are no error."""
    for suffix in ("", *_COMPANIONS):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def has_companions(path: Path) -> bool:
    """Tell whether a log or journal of SQLite's lies beside an atlas: of a program at work, or killed."""
    return any(beside(path, suffix).exists() for suffix in _COMPANIONS)


def _settle(target: Path) -> bool:
    """Bring home what lies in the old atlas's log or journal; tell whether it is an atlas without a session.

    Raises:
        AtlasBusy: another program works on it.
        AtlasError: it is write-protected.
    """
    if not target.exists():
        return False
    require_writable(target)
    try:
        with Atlas.open(target, update=True, recognised=False) as atlas:
            atlas.execute("PRAGMA journal_mode = DELETE")  # takes the log in; refused while others use it
            with atlas.transaction():
                return not atlas.scalar("SELECT EXISTS (SELECT 1 FROM deposit) AS any_session")
    except AtlasBusy:
        raise
    except AtlasError as error:
        # No atlas, or a damaged one: it is put aside with all that lies beside it.
        log.info("Replacing %s: %s (%s)", target, error, error.details)
        return False


def _put_companions_aside(target: Path, aside: Path) -> list[tuple[Path, Path]]:
    """Move what lies beside an atlas that is gone or damaged out of the way of the new one."""
    moved = []
    for suffix in _COMPANIONS:
        old = target.with_name(target.name + suffix)
        if not old.exists():
            continue
        if suffix == "-shm" or not old.stat().st_size:
            old.unlink()  # an index of the log, which SQLite makes anew; an ended journal
            continue
        new = aside.with_name(aside.name + suffix)
        old.rename(new)
        moved.append((old, new))
    return moved


def _second_name(target: Path, aside: Path) -> None:
    """Give the old file a second name, so that there is an atlas at every moment; or rename it."""
    try:
        os.link(target, aside)
    except OSError:
        target.rename(aside)


def _undo_second_name(target: Path, aside: Path) -> None:
    if target.exists():
        aside.unlink()
    else:
        aside.rename(target)
