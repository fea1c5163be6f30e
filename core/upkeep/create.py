# SPDX-License-Identifier: GPL-2.0-or-later
"""A new, empty atlas: made by running the numbered scripts, so that it equals a migrated one."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas, create_geopackage
from ..atlas.place import hold_place, remove_geopackage
from ..map.stored_styles import store_styles
from .migrations import apply_script, load_scripts


def create_atlas(path: str | Path, *, overwrite: bool = False, feedback: QgsProcessingFeedback) -> Path:
    """Create an atlas at `path`; an existing file is replaced only by a complete new one, and kept beside.

    Raises:
        AtlasError: the file exists (without `overwrite`), is in use, or cannot be created.
    """
    path = Path(path)
    if path.suffix.lower() != ".gpkg":
        path = path.with_name(path.name + ".gpkg")
    with hold_place(path, overwrite=overwrite) as place:
        build_atlas(place.unfinished, feedback)
        place.put(feedback)
    return path


def build_atlas(path: Path, feedback: QgsProcessingFeedback) -> None:
    """Build an empty atlas at `path`, styles included; whatever lay there is removed first."""
    remove_geopackage(path)
    create_geopackage(path)
    scripts = load_scripts()
    # A new atlas is a matter of a tenth of a second: its statements one by one are of no interest.
    silent = QgsProcessingFeedback(False)
    with Atlas.open(path, update=True, recognised=False) as atlas:
        for number, script in enumerate(scripts):
            apply_script(atlas, script, silent)
            feedback.setProgress(100 * (number + 1) / len(scripts))
        store_styles(atlas)
