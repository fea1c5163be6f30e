# SPDX-License-Identifier: GPL-2.0-or-later
"""The commands “Download frames…” and “Download sessions…”: Processing's dialogs, filled in from the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingFeatureSourceDefinition

from ..core.settings import know_sessions
from .export_commands import open_algorithm
from .viewer.frames_layers import frames_layers

if TYPE_CHECKING:
    from .shell import Shell


def download_frames(shell: Shell) -> None:
    """The images of the selected frames, else of those that the layer's filter leaves."""
    layers = frames_layers(shown=True) or frames_layers()
    chosen = [layer for layer in layers if layer.selectedFeatureCount()]
    layer = next(iter(chosen or layers), None)
    given: dict[str, Any] = {}
    if layer is not None:
        given["INPUT"] = QgsProcessingFeatureSourceDefinition(layer.id(), bool(chosen))
    _run("seatizen:downloadframes", given)


def download_sessions(shell: Shell) -> None:
    """Whole sessions of the current atlas."""
    _run("seatizen:downloadsessions", {"ATLAS": str(shell.atlas_path or "")})


def _run(algorithm: str, parameters: dict[str, Any]) -> None:
    """What was downloaded is looked at from the disk from now on."""
    results = open_algorithm(algorithm, parameters)
    if results.get("OUTPUT_FOLDER") and results.get("FILES"):
        know_sessions(results["OUTPUT_FOLDER"])
