# SPDX-License-Identifier: GPL-2.0-or-later
"""A new, empty atlas: made by running the numbered scripts, so that it equals a migrated one."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas, create_geopackage
from ..errors import AtlasError
from ..map.stored_styles import store_styles
from ..translation import tr
from .migrations import apply_script, load_scripts


def create_atlas(path: str | Path, *, overwrite: bool = False, feedback: QgsProcessingFeedback) -> Path:
    """Create an atlas at `path`; an existing file is replaced only by a complete new one.

    Raises:
        AtlasError: the file exists (without `overwrite`), or cannot be created.
    """
    path = Path(path)
    if path.suffix.lower() != ".gpkg":
        path = path.with_name(path.name + ".gpkg")
    if path.exists() and not overwrite:
        raise AtlasError(
            tr("“{}” exists already.").format(path),
            advice=tr("Choose another name, or allow it to be overwritten."),
        )
    if not path.parent.is_dir():
        raise AtlasError(
            tr("There is no folder “{}”.").format(path.parent), advice=tr("Create the folder first.")
        )
    unfinished = path.with_name(f".{path.stem}.new.gpkg")
    try:
        build_atlas(unfinished, feedback)
        unfinished.replace(path)
    finally:
        remove_geopackage(unfinished)
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


def remove_geopackage(path: Path) -> None:
    """Remove a GeoPackage and the files that SQLite may have left beside it; missing ones are no error."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
