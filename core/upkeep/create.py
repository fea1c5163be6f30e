# SPDX-License-Identifier: GPL-2.0-or-later
"""A new, empty atlas: made by running the numbered scripts, so that it equals a migrated one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas, create_geopackage
from ..atlas.place import hold_place, remove_geopackage
from .migrations import apply_script, load_scripts


def create_atlas(
    path: str | Path,
    *,
    overwrite: bool = False,
    dress: Callable[[Atlas], None] | None = None,
    feedback: QgsProcessingFeedback,
) -> Path:
    """Create an atlas at `path`; an existing file is replaced only by a complete new one, and kept beside.

    Args:
        dress: gives the new atlas what is no matter of scripts, such as the styles of its layers.

    Raises:
        AtlasError: the file exists (without `overwrite`), is in use, or cannot be created.
    """
    path = Path(path)
    if path.suffix.lower() != ".gpkg":
        path = path.with_name(path.name + ".gpkg")
    with hold_place(path, overwrite=overwrite) as place:
        build_atlas(place.unfinished, feedback)
        if dress is not None:
            with Atlas.open(place.unfinished, update=True) as atlas:
                dress(atlas)
        place.put(feedback)
    return path


def build_atlas(path: Path, feedback: QgsProcessingFeedback) -> None:
    """Build an empty atlas at `path`; whatever lay there is removed first."""
    remove_geopackage(path)
    create_geopackage(path)
    scripts = load_scripts()
    # A new atlas is a matter of a tenth of a second: its statements one by one are of no interest.
    silent = QgsProcessingFeedback(False)
    with Atlas.open(path, update=True, recognised=False) as atlas:
        for number, script in enumerate(scripts):
            apply_script(atlas, script, silent)
            feedback.setProgress(100 * (number + 1) / len(scripts))
