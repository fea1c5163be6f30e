# SPDX-License-Identifier: GPL-2.0-or-later
"""The commands that open the viewer and the contact sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .frames_layers import atlas_of, frames_layers

if TYPE_CHECKING:
    from ..shell import Shell
    from .dock import ViewerDock


def open_viewer(shell: Shell) -> ViewerDock:
    """Show the viewer, ready to take a frame from the map; a single selected frame is shown at once."""
    from .dock import KEY, ViewerDock

    if not frames_layers():
        shell.load_layers()
    dock = shell.show_dock(KEY, lambda: ViewerDock(shell, shell.window))
    dock.pick_action.setChecked(True)
    if dock.walker.step is None:
        for layer in frames_layers():
            atlas = atlas_of(layer)
            if layer.selectedFeatureCount() and atlas is not None:
                dock.open(atlas, min(layer.selectedFeatureIds()))
                break
    dock.view.canvas.setFocus()
    return dock
