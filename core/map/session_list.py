# SPDX-License-Identifier: GPL-2.0-or-later
"""The sessions of an atlas with their figures, for whoever looks for one among hundreds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback, QgsRectangle

from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, fill, join
from ..reading.scores import read_models, require_scores
from ..translation import tr


@dataclass(frozen=True)
class SessionFigures:
    """One session.

    Args:
        day: as YYYY-MM-DD, from the session's name.
        annotated: frames with annotations.
        box: where it lies, EPSG:4326; None without any position.
    """

    doi: str
    name: str
    place: str
    country: str
    platform: str
    day: str
    frames: int
    annotated: int
    box: QgsRectangle | None

    @property
    def annotated_share(self) -> float:
        """Between 0 and 1."""
        return self.annotated / self.frames if self.frames else 0.0


def list_sessions(path: str | Path, feedback: QgsProcessingFeedback) -> list[SessionFigures]:
    """The sessions of an atlas, whatever script it is at, the newest first.

    Raises:
        AtlasError: the file is missing, unreadable or no atlas.
    """
    feedback.setProgressText(tr("Reading the sessions"))
    with Atlas.open(path) as atlas, atlas.interruptible(feedback):
        return [
            SessionFigures(doi, name, place, country, platform, day, frames, annotated, _box(*bounds))
            for doi, name, place, country, platform, day, frames, annotated, *bounds in atlas.iterate(
                fill(_SESSIONS, nowhere=Fragment("9e999"))
            )
        ]


def classes_seen(path: str | Path, feedback: QgsProcessingFeedback) -> dict[str, int]:
    """How many classes the last model has seen in each session, by the session's DOI: those whose threshold
    is reached in a frame at least. Sessions without predictions are left out.

    Raises:
        AtlasError: the atlas cannot be read, or keeps its predictions as it did before script 10.
    """
    feedback.setProgressText(tr("Looking for classes"))
    with Atlas.open(path) as atlas, atlas.interruptible(feedback):
        require_scores(atlas)
        models = read_models(atlas)
        classes = [one for one in models[-1].classes if one.stored] if models else []
        if not classes:
            return {}
        seen = join(" + ", (fill("coalesce(max({reached}), 0)", reached=one.reached()) for one in classes))
        return dict(
            atlas.rows(
                fill(
                    "SELECT v.deposit_doi, {seen} AS classes FROM {table} s JOIN frame f ON f.id = s.frame_id"
                    " JOIN version v ON v.doi = f.version_doi GROUP BY v.deposit_doi",
                    seen=seen,
                    table=models[-1].table,
                )
            )
        )


def _box(west: float, south: float, east: float, north: float) -> QgsRectangle | None:
    bounds = (west, south, east, north)
    return QgsRectangle(*bounds) if all(map(math.isfinite, bounds)) else None


# A figure that may be absent has a stand-in: OGR takes a column's type from the first row.
_SESSIONS = """
SELECT d.doi, d.session_name, coalesce(d.location, '') AS place,
 coalesce(d.alpha3_country_code, '') AS country,
 coalesce(d.platform_type, '') AS platform, coalesce(d.session_date, '') AS day,
 coalesce(f.frames, 0) AS frames, coalesce(a.frames, 0) AS annotated,
 coalesce(ST_MinX(d.footprint), {nowhere}) AS west, coalesce(ST_MinY(d.footprint), {nowhere}) AS south,
 coalesce(ST_MaxX(d.footprint), {nowhere}) AS east, coalesce(ST_MaxY(d.footprint), {nowhere}) AS north
FROM deposit d
LEFT JOIN (
 SELECT v.deposit_doi, sum(n.frames) AS frames
 FROM (SELECT version_doi, count(*) AS frames FROM frame GROUP BY version_doi) n
 JOIN version v ON v.doi = n.version_doi GROUP BY v.deposit_doi
) f ON f.deposit_doi = d.doi
LEFT JOIN (
 SELECT v.deposit_doi, count(*) AS frames
 FROM (SELECT DISTINCT frame_id FROM multilabel_annotation) l
 JOIN frame m ON m.id = l.frame_id JOIN version v ON v.doi = m.version_doi GROUP BY v.deposit_doi
) a ON a.deposit_doi = d.doi
ORDER BY d.session_date DESC, d.session_name
"""
