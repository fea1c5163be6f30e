# SPDX-License-Identifier: GPL-2.0-or-later
"""The entry “Same place, other years”: the viewer, and beside it what others saw there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .dock import open_dock as open_viewer

if TYPE_CHECKING:
    from ..shell import Shell
    from .place_dock import PlaceDock


def open_dock(shell: Shell) -> PlaceDock:
    """Show the same place, for the frame of the viewer."""
    return open_viewer(shell).open_place()
