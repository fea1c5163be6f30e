# SPDX-License-Identifier: GPL-2.0-or-later
"""The same place at other times: within the errors of both positions, and nothing else."""

from __future__ import annotations

import math

import pytest
from qgis.core import (
    QgsFeedback,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasError, Cancelled, InputError
from seatizen_atlas.core.judging.place import same_place
from seatizen_atlas.core.processing.sameplace import SamePlace
from seatizen_atlas.core.reading.position import position_error
from seatizen_atlas.core.reading.words import fix_names

LATITUDE, LONGITUDE = -21.1, 55.25
EAST = 111_320 * math.cos(math.radians(LATITUDE))  # metres a degree


def first_frames(path) -> dict[str, int]:
    """A frame of each session, by its deposit."""
    with Atlas.open(path) as atlas:
        return dict(
            atlas.rows(
                "SELECT v.deposit_doi, min(f.id) AS n FROM frame f JOIN version v ON v.doi = f.version_doi"
                " GROUP BY 1 ORDER BY 1"
            )
        )


@pytest.fixture
def placed(surveyed_atlas):
    """Frames of other sessions so many metres east of the first one's, with these fixes."""
    frames = list(first_frames(surveyed_atlas).values())

    def put(places):
        layer = QgsVectorLayer(f"{surveyed_atlas}|layername=frame", "frames", "ogr")
        fix = layer.fields().indexOf("GPSFix")
        points, fixes = {}, {}
        for frame, (metres, quality) in zip(frames, places):
            points[frame] = QgsGeometry.fromPointXY(QgsPointXY(LONGITUDE + metres / EAST, LATITUDE))
            fixes[frame] = {fix: quality}
        assert layer.dataProvider().changeGeometryValues(points)
        assert layer.dataProvider().changeAttributeValues(fixes)
        return frames[: len(places)]

    return put


def found(atlas, frame, **options):
    return [visit.spot.frame_id for visit in same_place(atlas, frame, QgsFeedback(), **options).visits]


def test_every_fix_has_an_error_and_the_words_say_the_same():
    errors = [position_error(fix) for fix in (1, 2, 5, None)]
    assert errors == sorted(errors)
    for fix, unit in ((1, "centimetres"), (2, "decimetres"), (5, "metres")):
        assert fix_names()[fix].endswith(f"to {unit}")
        least = {"centimetres": 0.01, "decimetres": 0.1, "metres": 1.0}[unit]
        assert least <= position_error(fix) < 10 * least


def test_both_errors_count_and_no_more(placed, surveyed_atlas):
    here, near, far, single, off, unknown = placed(
        [(0, 1), (0.09, 1), (0.2, 1), (5.0, 5), (5.2, 5), (10.0, None)]
    )
    assert set(found(surveyed_atlas, here)) == {near, single, unknown}
    assert set(found(surveyed_atlas, here, reach=0.3)) == {near, far, single, off, unknown}
    assert here in found(surveyed_atlas, off, reach=0.3)  # and the other way round


def test_they_come_by_date_with_distance_and_number(placed, surveyed_atlas):
    frames = placed([(0, 5), (3, 5), (1, 5), (2, 5)])
    with Atlas.open(surveyed_atlas) as atlas:
        other = atlas.scalar(
            f"SELECT id + 0 AS n FROM frame WHERE version_doi = (SELECT version_doi FROM frame"
            f" WHERE id = {frames[1]}) AND id > {frames[1]} ORDER BY id"
        )
    layer = QgsVectorLayer(f"{surveyed_atlas}|layername=frame", "frames", "ogr")
    layer.dataProvider().changeGeometryValues({other: layer.getFeature(frames[0]).geometry()})
    place = same_place(surveyed_atlas, frames[0], QgsFeedback())
    days = [visit.day for visit in place.visits]
    assert days == sorted(days) and len(days) == 3
    visits = {visit.spot.frame_id: visit for visit in place.visits}
    assert set(visits) == {other, frames[2], frames[3]}  # of a session the nearest alone
    assert visits[other].frames == 2 and visits[other].distance == pytest.approx(0)
    assert visits[frames[3]].distance == pytest.approx(2, abs=0.02)
    assert place.frame.session not in {visit.session for visit in place.visits}


def test_a_frame_without_position_or_none_at_all_is_told(placed, surveyed_atlas):
    (frame,) = placed([(0, 1)])
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.transaction():
        atlas.execute(f"UPDATE frame SET GPSPosition = NULL WHERE id = {frame}")
    with pytest.raises(InputError, match="no position"):
        found(surveyed_atlas, frame)
    with pytest.raises(AtlasError, match="no more"):
        found(surveyed_atlas, 10**9)
    with pytest.raises(InputError, match="metres"):
        found(surveyed_atlas, frame + 1, reach=-1)


def test_cancel_is_heard(placed, surveyed_atlas):
    frame, _other = placed([(0, 5), (1, 5)])
    feedback = QgsFeedback()
    feedback.cancel()
    with pytest.raises(Cancelled):
        same_place(surveyed_atlas, frame, feedback)


def test_the_algorithm_writes_a_point_a_session(placed, surveyed_atlas, tmp_path):
    here, other = placed([(0, 1), (0.05, 1)])
    parameters = {
        "ATLAS": str(surveyed_atlas),
        "FRAME": here,
        "REACH": 0,
        "OUTPUT": str(tmp_path / "place.gpkg"),
    }
    algorithm = SamePlace().create()
    results, ok = algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback(False))
    assert ok and results["SESSIONS"] == 1
    (feature,) = QgsVectorLayer(results["OUTPUT"], "place", "ogr").getFeatures()
    assert feature["frame_id"] == other and feature["distance"] == pytest.approx(0.05, abs=0.001)
    assert not algorithm.run(
        {**parameters, "FRAME": 10**9}, QgsProcessingContext(), QgsProcessingFeedback(False)
    )[1]
