# SPDX-License-Identifier: GPL-2.0-or-later
"""What an atlas derives from its geometries, brought up to date: extents and spatial indexes.

GDAL widens an extent to what single-precision numbers can say whenever a layer is edited, and an editor that
does not know the triggers of a GeoPackage leaves its index behind. The rows themselves are not touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..atlas.history import require_current
from ..atlas.sql import Fragment, Name, fill, join
from ..errors import AtlasError, Cancelled
from ..translation import tr
from .geopackage_rules import rtree_name
from .row_rules import GEOMETRIES, index_rules

VIEWS = {"vw_deposit_linestring_with_platform": "deposit_linestring"}
"""Views with geometries → the table that these are of."""


@dataclass(frozen=True)
class RefreshReport:
    """Layers whose extent, and layers whose spatial index, was not what their geometries are."""

    path: Path
    extents: tuple[str, ...]
    indexes: tuple[str, ...]


def refresh_atlas(path: str | Path, feedback: QgsProcessingFeedback) -> RefreshReport:
    """Bring extents and spatial indexes up to date, in one transaction; what is right stays as it is.

    Raises:
        AtlasError: the atlas is in use, has to be migrated first, or cannot be written to.
        Cancelled: nothing was changed.
    """
    with Atlas.open(path, update=True) as atlas, atlas.lock():
        require_current(atlas)
        try:
            with atlas.interruptible(feedback), atlas.transaction():
                indexes = [table for table in GEOMETRIES if _refresh_index(atlas, table, feedback)]
                extents = [table for table in GEOMETRIES if _refresh_extent(atlas, table, table)]
                extents += [view for view, table in VIEWS.items() if _refresh_extent(atlas, view, table)]
        except AtlasError as error:
            if feedback.isCanceled():
                raise Cancelled(tr("Stopped; nothing was changed.")) from error
            raise
    for layers, message in (
        (indexes, tr("Spatial indexes made anew: {}.")),
        (extents, tr("Extents corrected: {}.")),
    ):
        if layers:
            feedback.pushInfo(message.format(", ".join(layers)))
    return RefreshReport(Path(path), tuple(extents), tuple(indexes))


def _refresh_index(atlas: Atlas, table: str, feedback: QgsProcessingFeedback) -> bool:
    """Make the spatial index of a table anew when any entry of it is missing, wrong or too many."""
    if feedback.isCanceled():
        raise Cancelled(tr("Stopped; nothing was changed."))
    column, _kind = GEOMETRIES[table]
    feedback.setProgressText(tr("Looking at the spatial index of “{}”").format(table))
    if not any(
        atlas.scalar(
            fill(
                "SELECT EXISTS (SELECT 1 FROM {table} t WHERE {condition}) AS it",
                table=Name(rule.table),
                condition=rule.condition,
            )
        )
        for rule in index_rules(table, column)
    ):
        return False
    index = Name(rtree_name(table, column))
    atlas.execute(fill("DELETE FROM {index}", index=index))
    atlas.execute(
        fill(
            "INSERT INTO {index} SELECT t.rowid, ST_MinX({g}), ST_MaxX({g}), ST_MinY({g}), ST_MaxY({g})"
            " FROM {table} t WHERE {g} NOTNULL AND NOT ST_IsEmpty({g})",
            index=index,
            table=Name(table),
            g=Fragment(fill("t.{column}", column=Name(column))),
        )
    )
    return True


def _refresh_extent(atlas: Atlas, layer: str, table: str) -> bool:
    column, _kind = GEOMETRIES[table]
    bounds = [
        fill("{extreme}({side}({g}))", extreme=Fragment(extreme), side=Fragment(side), g=Name(column))
        for extreme, side in (("min", "ST_MinX"), ("min", "ST_MinY"), ("max", "ST_MaxX"), ("max", "ST_MaxY"))
    ]
    return (
        atlas.execute(
            fill(
                "UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = (SELECT {bounds} FROM {table}),"
                " last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE table_name = {layer}"
                " AND (min_x, min_y, max_x, max_y) IS NOT (SELECT {bounds} FROM {table})",
                bounds=join(", ", bounds),
                table=Name(table),
                layer=layer,
            )
        )
        > 0
    )
