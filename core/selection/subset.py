# SPDX-License-Identifier: GPL-2.0-or-later
"""Filters as subset strings of the atlas's layers: the map shows what an export would hold."""

from __future__ import annotations

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, Name, fill, join
from ..errors import InputError
from ..translation import tr
from .chosen import require_schema, select
from .conditions import ALIAS, BARE, deposit_conditions, frame_conditions, in_polygons
from .filters import FrameFilter
from .names import find_columns, find_model

_MOST_CORNERS = 1_000
"""Polygons of more corners take SQLite too long for each frame that is drawn."""
_MOST_LISTED = 50_000
"""Longer lists of ids make the string, which is kept in the project, too long for SQLite."""


def frame_subset(atlas: Atlas, wanted: FrameFilter, feedback: QgsProcessingFeedback) -> str:
    """The subset string of the layer of frames; empty when the filter asks for everything.

    Raises:
        InputError: a name that the atlas does not have, or an area or a selection of too many frames.
    """
    return join(" AND ", _frame_conditions(atlas, wanted, BARE, feedback))


def session_subset(
    atlas: Atlas, wanted: FrameFilter, feedback: QgsProcessingFeedback, column: str = "doi"
) -> str:
    """The subset string of a layer of sessions: those with a frame that passes.

    Args:
        column: the one with the deposit's DOI: `doi` of footprints, `deposit_doi` of tracks and cells.

    Raises:
        InputError: as `frame_subset`.
    """
    if not wanted.chooses_frames:
        deposits = deposit_conditions(atlas, wanted)
        if not deposits:
            return ""
        return fill(
            "{column} IN (SELECT d.doi FROM deposit d WHERE {deposits})",
            column=Name(column),
            deposits=deposits,
        )
    return fill(
        "{column} IN (SELECT v.deposit_doi FROM frame f JOIN version v ON v.doi = f.version_doi"
        " WHERE {conditions})",
        column=Name(column),
        conditions=join(" AND ", _frame_conditions(atlas, wanted, ALIAS, feedback)),
    )


def _frame_conditions(
    atlas: Atlas, wanted: FrameFilter, frame: Fragment, feedback: QgsProcessingFeedback
) -> list[Fragment]:
    require_schema(atlas)
    model_id = find_model(atlas, wanted.model)
    classes, _labels = find_columns(atlas, model_id, wanted.classes)
    conditions = frame_conditions(atlas, wanted, model_id, classes, frame)
    area, simple = wanted.area, False
    if area is not None:
        simple = area.constGet().nCoordinates() <= _MOST_CORNERS
        if simple:
            conditions.append(in_polygons(area, frame))
    if (area is not None and not simple) or wanted.frames is not None:
        # SQLite cannot look into intricate polygons, nor into what is selected in a layer: frames are listed.
        listed = FrameFilter(area=None if simple else area, frames=wanted.frames)
        conditions.append(_listed(atlas, listed, frame, feedback))
    return conditions


def _listed(atlas: Atlas, wanted: FrameFilter, frame: Fragment, feedback: QgsProcessingFeedback) -> Fragment:
    selection = select(atlas, wanted, feedback)
    if selection.table is None or selection.frames > _MOST_LISTED:
        raise InputError(
            tr("{count} frames are too many to be listed in a filter of the map.").format(
                count=selection.frames
            ),
            advice=tr("Choose fewer than {most}, or filter by an extent.").format(most=_MOST_LISTED),
        )
    ids = atlas.rows(fill("SELECT id + 0 AS number FROM temp.{chosen}", chosen=selection.table))
    return fill("{frame}id IN ({ids})", frame=frame, ids=[number for (number,) in ids])
