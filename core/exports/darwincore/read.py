# SPDX-License-Identifier: GPL-2.0-or-later
"""What of an atlas goes into a Darwin Core archive: sessions, and block by block their annotated frames."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qgis.core import QgsGeometry, QgsPointXY, QgsProcessingFeedback

from ...atlas.blob import geometry_of
from ...atlas.gateway import Atlas
from ...atlas.sql import Fragment, fill
from ...reading.annotations import newest_annotations
from ...reading.scores import find_classes, scores_of
from ...selection.chosen import select
from ...selection.filters import FrameFilter
from .. import queries
from .countries import alpha2
from .taxonomy import NEVER, Label

BLOCK = 2_000
"""Frames that are read at once."""


@dataclass(frozen=True)
class Session:
    """A session as a parent event."""

    doi: str
    event_id: str
    name: str
    day: str
    country: str
    place: str
    platform: str
    footprint: QgsGeometry | None
    frames: int


@dataclass(frozen=True)
class Frame:
    """A frame with a position."""

    id: int
    name: str
    path: str
    version: str
    longitude: float
    latitude: float
    taken: str
    fix: int | None
    session: Session


@dataclass(frozen=True)
class Mark:
    """One annotation that counts: a label of a frame, 1 or 0, and who set it when.

    Attributes:
        exported: False for a label that is never exported; its frame is an event all the same.
    """

    label: Label
    value: int
    day: str
    author: str
    dataset: str
    exported: bool = True


@dataclass(frozen=True)
class Score:
    """A prediction that reaches its threshold."""

    label: Label
    class_id: int
    class_name: str
    threshold: float
    score: float


@dataclass(frozen=True)
class Model:
    """The model whose predictions are exported."""

    id: int
    name: str
    reference: str


@dataclass(frozen=True)
class Seen:
    """A frame with what people and the model saw in it.

    Attributes:
        frame: None for a frame without a position.
        name: what names it within its session.
        marks: the annotations that count, also those whose label is not exported (`Mark.exported`).
        scores: the predictions that reach their threshold, of labels with a taxon.
    """

    frame: Frame | None
    name: str
    marks: tuple[Mark, ...]
    scores: tuple[Score, ...]


class Reader:
    """One pass over the annotated frames of an atlas; with predictions, over all of its frames."""

    def __init__(
        self, atlas: Atlas, labels: dict[int, Label], *, predictions: bool, feedback: QgsProcessingFeedback
    ) -> None:
        self._atlas = atlas
        self._labels = labels
        self._selection = select(atlas, FrameFilter(), feedback)
        self.model = _model(atlas, self._selection.model_id) if predictions else None
        chosen = find_classes(atlas, (column.ids[0] for column in self._selection.classes))
        self._classes = {one.id: one for one in chosen if one.name.casefold() not in NEVER}
        self._sessions = _sessions(atlas)
        # A name may repeat within a session (GOPRO1/G1.JPG, GOPRO2/G1.JPG): its path names the frame then.
        self._doubled = {
            name for (name,) in atlas.rows("SELECT filename FROM frame GROUP BY filename HAVING count(*) > 1")
        }

    @property
    def total(self) -> int:
        """The number of frames that will be read."""
        if self.model is not None:
            return self._selection.frames
        return int(self._atlas.scalar(queries.count_annotated(self._selection)))

    def blocks(self) -> Iterator[list[Seen]]:
        """The frames in the order of their ids, `BLOCK` of them at a time."""
        after = 0
        while rows := self._atlas.rows(self._frames(after)):
            after = rows[-1][0]
            marks = self._marks(rows[0][0], after)
            scores = self._scores(rows[0][0], after)
            yield [self._seen(row, marks.get(row[0], []), scores.get(row[0], [])) for row in rows]

    def _frames(self, after: int) -> Fragment:
        source = Fragment("frame f")
        if self.model is None:
            source = fill(
                "(SELECT DISTINCT frame_id FROM multilabel_annotation WHERE frame_id > {after}"
                " ORDER BY frame_id LIMIT {limit}) a CROSS JOIN frame f ON f.id = a.frame_id",
                after=after,
                limit=BLOCK,
            )
        return fill(
            "SELECT f.id + 0 AS frame_id, f.filename, f.relative_file_path, f.version_doi, {x} AS x,"
            " {y} AS y, CAST(f.GPSDatetime AS TEXT) AS taken, f.GPSFix, v.deposit_doi FROM {source}"
            " CROSS JOIN version v ON v.doi = f.version_doi WHERE f.id > {after} ORDER BY f.id LIMIT {limit}",
            x=queries.position("X"),
            y=queries.position("Y"),
            source=source,
            after=after,
            limit=BLOCK,
        )

    def _seen(self, row: tuple[Any, ...], marks: list[Mark], scores: list[Score]) -> Seen:
        number, name, path, version, x, y, taken, fix, deposit = row
        session = self._sessions[deposit]
        frame = None
        if not (math.isinf(x) or math.isinf(y)):
            frame = Frame(number, name, path or "", version, x, y, taken or "", fix, session)
        if name in self._doubled:
            name = (path or "").removeprefix(f"{session.name}/") or f"{version}/{name}"
        return Seen(frame, name, tuple(marks), tuple(scores))

    def _marks(self, first: int, last: int) -> dict[int, list[Mark]]:
        """The annotations that count, by frame."""
        here = fill("a.frame_id BETWEEN {first} AND {last}", first=first, last=last)
        query = fill(
            "SELECT a.frame_id, a.ml_label_id AS label, a.value, CAST(s.annotation_date AS TEXT) AS day,"
            " s.author_name AS author, s.dataset_name AS dataset FROM ({newest}) a"
            " JOIN multilabel_annotation_session s ON s.id = a.session_id ORDER BY a.frame_id, label",
            newest=newest_annotations(here),
        )
        marks: dict[int, list[Mark]] = {}
        for frame, label, value, day, author, dataset in self._atlas.iterate(query):
            known = self._labels.get(label)
            mark = Mark(
                known or Label(label, "", None), value, day or "", author, dataset, exported=known is not None
            )
            marks.setdefault(frame, []).append(mark)
        return marks

    def _scores(self, first: int, last: int) -> dict[int, list[Score]]:
        if self.model is None:
            return {}
        here = fill("s.frame_id BETWEEN {first} AND {last}", first=first, last=last)
        query = fill(
            "SELECT p.frame_id, p.class_id, p.score FROM ({scores}) p JOIN multilabel_class c"
            " ON c.id = p.class_id WHERE p.score >= c.threshold ORDER BY p.frame_id, p.class_id",
            scores=scores_of(tuple(self._classes.values()), here),
        )
        scores: dict[int, list[Score]] = {}
        for frame, class_id, score in self._atlas.iterate(query):
            of = self._classes[class_id]
            label = self._labels.get(of.label_id)
            if label is not None and label.taxon is not None:
                scores.setdefault(frame, []).append(Score(label, class_id, of.name, of.threshold, score))
        return scores

    def hull(self, deposit: str) -> QgsGeometry:
        """The hull of a session's frames, for a session without a footprint."""
        rows = self._atlas.rows(
            fill(
                "SELECT ST_MinX(f.GPSPosition) AS x, ST_MinY(f.GPSPosition) AS y FROM frame f"
                " JOIN version v ON v.doi = f.version_doi"
                " WHERE v.deposit_doi = {deposit} AND f.GPSPosition NOTNULL",
                deposit=deposit,
            )
        )
        return QgsGeometry.fromMultiPointXY([QgsPointXY(x, y) for x, y in rows]).convexHull()


def _model(atlas: Atlas, model_id: int | None) -> Model | None:
    rows = atlas.rows(
        fill(
            "SELECT id + 0 AS number, name, doi, link FROM multilabel_model WHERE id = {id}",
            id=model_id,
        )
    )
    return next((Model(number, name, doi or link) for number, name, doi, link in rows), None)


def _sessions(atlas: Atlas) -> dict[str, Session]:
    counts = dict(
        atlas.rows(
            "SELECT v.deposit_doi, count(*) FROM frame f JOIN version v ON v.doi = f.version_doi GROUP BY 1"
        )
    )
    rows = atlas.rows(
        "SELECT d.doi, d.session_name, d.session_date, d.alpha3_country_code, d.location, d.platform_type,"
        " hex(d.footprint) AS footprint FROM deposit d ORDER BY d.id"
    )
    names = Counter(row[1] for row in rows)
    sessions = {}
    for doi, name, day, country, place, platform, footprint in rows:
        event_id = name if names[name] == 1 else f"{name}@{doi}"
        shape = geometry_of(bytes.fromhex(footprint or ""))
        sessions[doi] = Session(
            doi, event_id, name, day, alpha2(country), place or "", platform or "", shape, counts.get(doi, 0)
        )
    return sessions
