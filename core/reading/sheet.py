# SPDX-License-Identifier: GPL-2.0-or-later
"""Many frames side by side: which they are, and how often each class and label is among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsFeatureRequest, QgsFeedback, QgsVectorLayerFeatureSource

from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, fill, join
from ..errors import Cancelled
from ..translation import tr
from .annotations import newest_annotations
from .frames import Spot, as_spot, in_order
from .scores import read_models

MOST = 20_000
"""Frames that one sheet shows at most."""
_AT_ONCE = 5_000


@dataclass(frozen=True)
class Count:
    """Of how many frames the model, and people, say that something is there; None: nobody was asked."""

    name: str
    model: int | None
    people: int | None


@dataclass(frozen=True)
class Sheet:
    """Frames in the order in which they were taken.

    Attributes:
        more: whether there are more than are shown.
        counts: by class or label, those first that are there most often.
        annotated: frames that people have looked at → labels that are there.
    """

    spots: tuple[Spot, ...]
    more: bool
    counts: tuple[Count, ...]
    annotated: Mapping[int, int]


def shown_ids(source: QgsVectorLayerFeatureSource, feedback: QgsFeedback, most: int = MOST) -> list[int]:
    """Ids of the frames that a layer shows, its filter included; one more than `most` at most."""
    request = QgsFeatureRequest().setNoAttributes().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    found = []
    for feature in source.getFeatures(request.setLimit(most + 1)):
        if feedback.isCanceled():
            raise Cancelled(tr("Cancelled."))
        found.append(feature.id())
    return found


def read_sheet(path: Path, frames: Sequence[int], feedback: QgsFeedback, most: int = MOST) -> Sheet:
    """Read frames of an atlas by their ids, and count what is there.

    Raises:
        AtlasError: the atlas cannot be read.
        Cancelled: the user asked to stop.
    """
    chosen = list(frames[:most])
    with Atlas.open(path) as atlas, atlas.interruptible(feedback):
        atlas.execute("CREATE TEMP TABLE sheet_frame (id INTEGER PRIMARY KEY)")
        for start in range(0, len(chosen), _AT_ONCE):
            rows = join(", ", (fill("({id})", id=int(n)) for n in chosen[start : start + _AT_ONCE]))
            atlas.execute(fill("INSERT OR IGNORE INTO temp.sheet_frame VALUES {rows}", rows=rows))
        spots = in_order(
            as_spot(row)
            for row in atlas.iterate(
                "SELECT f.id + 0 AS number, f.version_doi, f.relative_file_path, f.filename,"
                " CAST(f.GPSDatetime AS TEXT) AS time, ST_MinX(f.GPSPosition) AS x,"
                " ST_MinY(f.GPSPosition) AS y, f.GPSTrack"
                " FROM temp.sheet_frame s CROSS JOIN frame f ON f.id = s.id"
            )
        )
        if feedback.isCanceled():
            raise Cancelled(tr("Cancelled."))
        seen = _seen(atlas)
        return Sheet(spots, len(frames) > most, _counts(atlas, seen), _labels_there(seen))


Seen = Sequence[tuple[int, int, int]]


def _seen(atlas: Atlas) -> Seen:
    """The newest annotation of each frame and label: frame, label, value."""
    newest = newest_annotations(Fragment("a.frame_id IN (SELECT id FROM temp.sheet_frame)"))
    return [
        (frame, label, value)
        for frame, label, value in atlas.rows(
            fill("SELECT frame_id, ml_label_id, value FROM ({newest})", newest=newest)
        )
    ]


def _labels_there(seen: Seen) -> dict[int, int]:
    found: dict[int, int] = {}
    for frame, _label, value in seen:
        found[frame] = found.get(frame, 0) + bool(value)
    return found


def _counts(atlas: Atlas, seen: Seen) -> tuple[Count, ...]:
    names = dict(atlas.rows("SELECT id + 0 AS number, name FROM multilabel_label"))
    asked = {label for _frame, label, _value in seen}
    people = {label: sum(bool(v) for _f, other, v in seen if other == label) for label in asked}
    classes = _predicted(atlas)
    counts = [Count(name, frames, people.pop(label, None)) for name, label, frames in classes]
    counts += [Count(names.get(label, "?"), None, number) for label, number in people.items() if number]
    return tuple(sorted(counts, key=lambda one: (-(one.model or 0), -(one.people or 0), one.name)))


def _predicted(atlas: Atlas) -> list[tuple[str, int, int]]:
    """Of the last model that predicted any of them: class, its label, frames that reach its threshold."""
    for model in reversed(read_models(atlas)):
        classes = [one for one in model.classes if one.stored]
        if not classes:
            continue
        sums = (fill("sum({reached}) AS {name}", reached=one.reached(), name=one.column) for one in classes)
        row = atlas.rows(
            fill(
                "SELECT {sums}, count(*) AS predicted FROM temp.sheet_frame f CROSS JOIN {table} s"
                " ON s.frame_id = f.id",
                sums=join(", ", sums),
                table=model.table,
            )
        )[0]
        if row[-1]:
            return [(one.name, one.label_id, frames) for one, frames in zip(classes, row) if frames]
    return []
