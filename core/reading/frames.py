# SPDX-License-Identifier: GPL-2.0-or-later
"""One frame with all that is known of it, and the frames of its version in the order of the survey."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..atlas.gateway import Atlas
from ..atlas.sql import fill, join
from ..errors import AtlasError
from ..translation import tr
from .annotations import newest_annotations
from .images import FrameImage
from .scores import read_models, require_scores

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Spot:
    """A frame as a step of its track; position in degrees (None: unknown), heading from north."""

    frame_id: int
    image: FrameImage
    filename: str
    time: str
    x: float | None
    y: float | None
    heading: float | None


@dataclass(frozen=True)
class Score:
    """What the model says of a class: present when the score reaches the threshold."""

    name: str
    score: float
    threshold: float
    label_id: int

    @property
    def present(self) -> bool:
        return self.score >= self.threshold


@dataclass(frozen=True)
class Look:
    """What one annotation session says of a frame: values by label name."""

    author: str
    date: str
    dataset: str
    values: Mapping[str, bool]


@dataclass(frozen=True)
class FrameFacts:
    """A frame.

    Attributes:
        fix: quality of the position as GPS receivers tell it: 1, 2 or 5.
        model: name of the model whose scores these are; the newest that has any.
        scores: by class, the highest first.
        looks: annotation sessions, the newest first.
        seen: the newest annotation of each label, by the label's id.
        note: why the scores could not be read, as a sentence.
    """

    spot: Spot
    session: str
    deposit_doi: str
    original_name: str
    altitude: float | None
    pitch: float | None
    roll: float | None
    fix: int | None
    model: str
    scores: tuple[Score, ...]
    looks: tuple[Look, ...]
    seen: Mapping[int, bool]
    note: str = ""


def read_frame(path: Path, frame_id: int) -> FrameFacts:
    """All that an atlas knows of a frame.

    Raises:
        AtlasError: it has no such frame (any more), or cannot be read.
    """
    with Atlas.open(path) as atlas:
        rows = atlas.rows(
            fill(
                "SELECT f.id + 0 AS number, f.version_doi, f.relative_file_path, f.filename,"
                " CAST(f.GPSDatetime AS TEXT) AS time, ST_MinX(f.GPSPosition) AS x,"
                " ST_MinY(f.GPSPosition) AS y, f.GPSTrack, f.OriginalFileName, f.GPSAltitude, f.GPSPitch,"
                " f.GPSRoll, f.GPSFix, d.session_name, d.doi FROM frame f"
                " JOIN version v ON v.doi = f.version_doi JOIN deposit d ON d.doi = v.deposit_doi"
                " WHERE f.id = {frame}",
                frame=frame_id,
            )
        )
        if not rows:
            raise AtlasError(
                tr("The atlas “{}” holds this frame no more.").format(path.name),
                advice=tr("Load the layers again."),
            )
        row = rows[0]
        note = ""
        try:
            model, scores = _scores(atlas, frame_id)
        except AtlasError as problem:  # an atlas of before: the rest is there to be seen
            model, scores, note = "", (), str(problem)
        looks, seen = _looks(atlas, frame_id)
        return FrameFacts(
            as_spot(row[:8]), row[13], row[14], row[8] or "", row[9], row[10], row[11], _whole(row[12]),
            model, scores, looks, seen, note,
        )  # fmt: skip


def read_track(path: Path, frame_id: int) -> tuple[Spot, ...]:
    """The frames of the same version as a frame, in the order in which they were taken.

    Frames of the same second follow each other as their names do, numbers by their value.
    """
    with Atlas.open(path) as atlas:
        rows = atlas.rows(
            fill(
                "SELECT f.id + 0 AS number, f.version_doi, f.relative_file_path, f.filename,"
                " CAST(f.GPSDatetime AS TEXT) AS time, ST_MinX(f.GPSPosition) AS x,"
                " ST_MinY(f.GPSPosition) AS y, f.GPSTrack FROM frame f"
                " WHERE f.version_doi = (SELECT version_doi FROM frame WHERE id = {frame})",
                frame=frame_id,
            )
        )
    return in_order(as_spot(row) for row in rows)


def in_order(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Spots in the order of time; those without a time come last."""
    return tuple(sorted(spots, key=lambda spot: (spot.time or "~", natural(spot.filename), spot.frame_id)))


def natural(name: str) -> list[tuple[int, str]]:
    """A key that sorts `a_9` before `a_10`."""
    return [(int(part), "") if part.isdigit() else (-1, part.lower()) for part in _DIGITS.split(name)]


def as_spot(row: Sequence[object]) -> Spot:
    """A spot of its columns: id, version, path, file name, time, longitude, latitude, heading."""
    number, version, path, filename, time, x, y, heading = row
    return Spot(
        int(str(number)), FrameImage(str(version), str(path or "")), str(filename), str(time or "")[:19],
        _real(x), _real(y), _real(heading),
    )  # fmt: skip


def _real(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, (int, float)) else None


def _scores(atlas: Atlas, frame_id: int) -> tuple[str, tuple[Score, ...]]:
    """What the newest model that predicted the frame says of it."""
    require_scores(atlas)
    for model in reversed(read_models(atlas)):
        classes = [one for one in model.classes if one.stored]
        if not classes:
            continue
        columns = (fill("{score} AS {name}", score=one.score(), name=one.column) for one in classes)
        rows = atlas.rows(
            fill(
                "SELECT {columns} FROM {table} s WHERE s.frame_id = {frame}",
                columns=join(", ", columns),
                table=model.table,
                frame=frame_id,
            )
        )
        if rows:
            scores = [
                Score(one.name, float(score), one.threshold, one.label_id)
                for one, score in zip(classes, rows[0])
                if score is not None
            ]
            return model.name, tuple(sorted(scores, key=lambda score: (-score.score, score.name)))
    return "", ()


def _looks(atlas: Atlas, frame_id: int) -> tuple[tuple[Look, ...], dict[int, bool]]:
    rows = atlas.rows(
        fill(
            "SELECT s.id + 0 AS session, s.author_name, CAST(s.annotation_date AS TEXT) AS day,"
            " s.dataset_name, l.name, a.value FROM multilabel_annotation a"
            " JOIN multilabel_annotation_session s ON s.id = a.ml_annotation_session_id"
            " JOIN multilabel_label l ON l.id = a.ml_label_id WHERE a.frame_id = {frame}"
            " ORDER BY s.annotation_date DESC, s.id DESC, l.name",
            frame=frame_id,
        )
    )
    newest = newest_annotations(fill("a.frame_id = {frame}", frame=frame_id))
    seen = {
        label: bool(value)
        for label, value in atlas.rows(fill("SELECT ml_label_id, value FROM ({newest})", newest=newest))
    }
    heads: dict[int, tuple[str, str, str]] = {}
    values: dict[int, dict[str, bool]] = {}
    for session, author, day, dataset, name, value in rows:
        heads.setdefault(session, (author, str(day or "")[:10], dataset))
        values.setdefault(session, {})[name] = bool(value)
    return tuple(Look(*heads[session], values[session]) for session in heads), seen
