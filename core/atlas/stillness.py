# SPDX-License-Identifier: GPL-2.0-or-later
"""Nobody draws an atlas while a transaction commits.

QGIS reads GeoPackages without locks: a redraw in the middle of a commit may see pages of both states. Whoever
draws registers here how to pause; the gateway asks for it around each commit. Without a desktop nobody does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

Release = Callable[[], None]
Holder = Callable[[Path], Release]

_holders: list[Holder] = []


def register(holder: Holder) -> None:
    """Have `holder(path)` called before each commit, on the committing thread; what it returns, after it."""
    _holders.append(holder)


def unregister(holder: Holder) -> None:
    """Undo `register`."""
    _holders.remove(holder)


@contextmanager
def still(path: Path) -> Iterator[None]:
    """Run the block while nobody draws the atlas at `path`."""
    with ExitStack() as releases:
        for holder in tuple(_holders):
            releases.callback(holder(path))
        yield
