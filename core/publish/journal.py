# SPDX-License-Identifier: GPL-2.0-or-later
"""What was done already: a small file for each session, so that the next run goes on where this one ended.

It lies beside the session folders, never in them: `.seatizen_publish/<host>/<session>/`, with the lock that
keeps a second run away and the archive that is about to go up.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from qgis.PyQt.QtCore import QLockFile

from ..errors import SeatizenError
from ..files import unwritable
from ..report import write_text
from ..translation import tr

_log = logging.getLogger(__name__)
FOLDER = ".seatizen_publish"
FILE = "journal.json"


@dataclass
class Known:
    """A file whose checksum was worked out: for as long as its fingerprint is the same."""

    fingerprint: str
    size: int
    md5: str


@dataclass
class Journal:
    """The state of one deposit's publication.

    Attributes:
        path: where it is written; every `save` replaces it whole.
        creating: the label of a draft that was asked for and whose id is not known yet.
        goals: labels of further versions that are under way, by the family that they continue.
        drafts, published: ids on Zenodo by label.
        files: by key.
    """

    path: Path
    creating: str = ""
    goals: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, int] = field(default_factory=dict)
    published: dict[str, int] = field(default_factory=dict)
    files: dict[str, Known] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Journal:
        """Read it; one that is absent or unreadable is empty: Zenodo itself is looked at then."""
        try:
            given = json.loads(path.read_text(encoding="utf-8"))
            files = {str(key): Known(**known) for key, known in given.pop("files").items()}
            return cls(path, files=files, **given)
        except FileNotFoundError:
            return cls(path)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            _log.warning("the journal %s cannot be read and is begun anew: %s", path, error)
            return cls(path)

    def save(self) -> None:
        """Write it, whole or not at all."""
        content = asdict(self)
        del content["path"]
        write_text(self.path, json.dumps(content, indent=1) + "\n")

    def finish(self) -> None:
        """Everything that was wanted is published."""
        self.creating = ""
        self.goals.clear()
        self.drafts.clear()
        self.save()


def journal_folder(beside: Path, base_url: str, name: str) -> Path:
    """Where the journal of a deposit is: `beside` is the folder that holds the session's, or the atlas."""
    return beside / FOLDER / urlsplit(base_url).netloc.lower().replace(":", "_") / name


@contextmanager
def opened_journal(folder: Path, name: str) -> Iterator[Journal]:
    """A journal for writing, for one run at a time; archives that a killed run has left are removed.

    Raises:
        SeatizenError: another run is at it, or nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)  # only the death of its holder makes it stale
    if not lock.tryLock(0):
        if lock.error() == QLockFile.LockError.PermissionError:
            raise unwritable(folder, PermissionError(folder))
        raise SeatizenError(
            tr("Another run is publishing “{}” at this moment.").format(name),
            advice=tr("Wait until it has ended."),
        )
    try:
        for left in folder.iterdir():
            if left.name not in {FILE, "lock"}:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield Journal.load(folder / FILE)
    finally:
        lock.unlock()
