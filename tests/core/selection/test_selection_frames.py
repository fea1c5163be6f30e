# SPDX-License-Identifier: GPL-2.0-or-later
"""Every filter chooses the frames that a plain look at all rows finds: for exports and as subset strings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from big_atlas import make_big_atlas
from qgis.core import (
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerSelectedFeatureSource,
)
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import Cancelled, InputError
from seatizen_atlas.core.selection.chosen import select
from seatizen_atlas.core.selection.filters import Agreement, FrameFilter, Presence
from seatizen_atlas.core.selection.subset import frame_subset, session_subset

REUNION = QgsRectangle(55.2, -21.4, 55.35, -21.1)
TRIANGLE = QgsGeometry.fromWkt("Polygon((55.2 -21.3, 55.4 -21.3, 55.2 -21.0, 55.2 -21.3))")
CLASS, LABEL, THRESHOLD = 1, 2, 0.351


@dataclass(frozen=True)
class Frame:
    """A frame as the atlas has it, with what the filters look at."""

    id: int
    session: str
    deposit: str
    x: float
    y: float
    fix: int
    score: float
    annotation: int | None
    annotated: bool

    @property
    def platform(self) -> str:
        return self.session.split("_")[2].partition("-")[0].upper()

    @property
    def day(self) -> str:
        return f"{self.session[:4]}-{self.session[4:6]}-{self.session[6:8]}"

    @property
    def agrees(self) -> bool | None:
        return None if self.annotation is None else self.annotation == int(self.score >= THRESHOLD)


@pytest.fixture
def annotated_atlas(surveyed_atlas):
    """Every seventh frame is annotated: the class's label by two people, the newer one against the older."""
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.transaction():
        for day, author in (("2024-06-01 08:00:00", "ana"), ("2024-01-01 08:00:00", "zoe")):
            atlas.execute(
                "INSERT INTO multilabel_annotation_session (annotation_date, dataset_name, author_name)"
                f" VALUES ('{day}', 'look', '{author}')"
            )
        new = "SELECT id % 3 = 0, id, 2, 1 FROM frame WHERE id % 7 = 0"
        old = "SELECT id % 3 <> 0, id, 2, 2 FROM frame WHERE id % 7 = 0"
        other = "SELECT 1, id, 144, 2 FROM frame WHERE id % 11 = 0"
        for rows in (new, old, other):
            atlas.execute(
                "INSERT INTO multilabel_annotation (value, frame_id, ml_label_id, ml_annotation_session_id) "
                + rows
            )
    return surveyed_atlas


@pytest.fixture
def frames(annotated_atlas) -> list[Frame]:
    with Atlas.open(annotated_atlas) as atlas:
        scores = dict(
            atlas.rows(f"SELECT frame_id, score FROM multilabel_prediction WHERE ml_class_id = {CLASS}")
        )
        rows = atlas.rows(
            "SELECT f.id + 0 AS number, d.session_name, d.doi, ST_MinX(f.GPSPosition) AS x,"
            " ST_MinY(f.GPSPosition) AS y, f.GPSFix FROM frame f JOIN version v ON v.doi = f.version_doi"
            " JOIN deposit d ON d.doi = v.deposit_doi"
        )
    return [
        Frame(
            *row,
            score=scores[row[0]],
            annotation=int(row[0] % 3 == 0) if row[0] % 7 == 0 else None,
            annotated=row[0] % 7 == 0 or row[0] % 11 == 0,
        )
        for row in rows
    ]


def in_triangle(frame: Frame) -> bool:
    return frame.x >= 55.2 and frame.y >= -21.3 and 55.4 - frame.x >= (frame.y + 21.3) * 2 / 3


FILTERS: list[tuple[FrameFilter, Callable[[Frame], bool]]] = [
    (FrameFilter(), lambda f: True),
    (FrameFilter(platforms=("asv", "UAV")), lambda f: f.platform in ("ASV", "UAV")),
    (
        FrameFilter(date_from=date(2019, 1, 9), date_to=date(2019, 1, 25)),
        lambda f: "2019-01-09" <= f.day <= "2019-01-25",
    ),
    (
        FrameFilter(extent=REUNION),
        lambda f: 55.2 <= f.x <= 55.35 and -21.4 <= f.y <= -21.1,
    ),
    (FrameFilter(area=TRIANGLE), in_triangle),
    (FrameFilter(gps_fixes=(2,)), lambda f: f.fix == 2),
    (FrameFilter(present=(Presence("acropora_branching"),)), lambda f: f.score >= THRESHOLD),
    (FrameFilter(present=(Presence("Acropora_Branching", 0.8),)), lambda f: f.score >= 0.8),
    (FrameFilter(annotated=True), lambda f: f.annotated),
    (FrameFilter(annotated=False), lambda f: not f.annotated),
    (
        FrameFilter(agreement=Agreement.AGREES, classes=("Acropora_Branching",)),
        lambda f: f.agrees is True,
    ),
    (
        FrameFilter(agreement=Agreement.DIFFERS, classes=("Acropora_Branching",)),
        lambda f: f.agrees is False,
    ),
    (
        FrameFilter(
            extent=REUNION, gps_fixes=(1,), annotated=True, present=(Presence("Acropora_Branching"),)
        ),
        lambda f: (
            55.2 <= f.x <= 55.35
            and -21.4 <= f.y <= -21.1
            and f.fix == 1
            and f.annotated
            and f.score >= THRESHOLD
        ),
    ),
]


@pytest.mark.parametrize(("wanted", "passes"), FILTERS)
def test_exports_and_the_map_mean_the_same_frames(annotated_atlas, frames, feedback, wanted, passes):
    expected = {frame.id for frame in frames if passes(frame)}
    assert expected, "a filter that nothing passes proves nothing"
    with Atlas.open(annotated_atlas) as atlas:
        selection = select(atlas, wanted, feedback)
        source = selection.frame_source()
        assert {n for (n,) in atlas.rows(f"SELECT f.id + 0 AS n FROM {source}")} == expected
        assert selection.frames == len(expected)
        subset = frame_subset(atlas, wanted, feedback)
        sessions = session_subset(atlas, wanted, feedback)
        tracks = session_subset(atlas, wanted, feedback, "deposit_doi")
    layer = QgsVectorLayer(f"{annotated_atlas}|layername=frame", "frames", "ogr")
    assert layer.setSubsetString(subset)
    assert {feature["id"] for feature in layer.getFeatures()} == expected
    deposits = {frame.deposit for frame in frames if passes(frame)}
    for table, column, text in (
        ("deposit", "doi", sessions),
        ("deposit_linestring", "deposit_doi", tracks),
    ):
        layer = QgsVectorLayer(f"{annotated_atlas}|layername={table}", table, "ogr")
        assert layer.setSubsetString(text)
        assert {feature[column] for feature in layer.getFeatures()} == deposits


def test_a_filter_for_everything_is_no_subset(annotated_atlas, feedback):
    with Atlas.open(annotated_atlas) as atlas:
        assert frame_subset(atlas, FrameFilter(), feedback) == ""
        assert session_subset(atlas, FrameFilter(), feedback) == ""


def layer_of(path, name: str = "Frames") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{path}|layername=frame", name, "ogr")
    assert layer.isValid()
    return layer


def chosen(path, source, **more) -> set[int]:
    with Atlas.open(path) as atlas:
        selection = select(atlas, FrameFilter(frames=source, **more), QgsProcessingFeedback(False))
        return {n for (n,) in atlas.rows(f"SELECT f.id + 0 AS n FROM {selection.frame_source()}")}


def test_selected_frames_are_a_filter(annotated_atlas):
    layer = layer_of(annotated_atlas)
    layer.selectByIds([5, 7, 1200])
    assert chosen(annotated_atlas, QgsVectorLayerSelectedFeatureSource(layer)) == {5, 7, 1200}
    picked = chosen(annotated_atlas, QgsVectorLayerSelectedFeatureSource(layer), annotated=True)
    assert picked == {7}


def test_a_filtered_layer_is_a_filter(annotated_atlas):
    layer = layer_of(annotated_atlas)
    layer.setSubsetString("id IN (3, 4)")
    assert chosen(annotated_atlas, layer) == {3, 4}


def test_frames_that_another_step_picked_are_found_by_what_they_are(annotated_atlas):
    """A model hands on what it extracted, as a layer in memory."""
    picked = layer_of(annotated_atlas).materialize(QgsFeatureRequest().setFilterFids([9, 10]))
    assert chosen(annotated_atlas, picked) == {9, 10}


@pytest.mark.parametrize("count", [10_000, 100_000])
def test_large_selections_are_whole(tmp_path, count):
    path = make_big_atlas(tmp_path / "large.gpkg", sessions=20, frames=int(count * 1.2))
    layer = layer_of(path)
    wanted = list(range(2, count + 2))
    layer.selectByIds(wanted)
    assert layer.selectedFeatureCount() == count
    assert chosen(path, QgsVectorLayerSelectedFeatureSource(layer)) == set(wanted)


def test_how_many_are_chosen_is_said(annotated_atlas):
    heard = QgsProcessingFeedback(False)
    layer = layer_of(annotated_atlas, "My frames")
    layer.selectByIds([5, 7])
    with Atlas.open(annotated_atlas) as atlas:
        select(atlas, FrameFilter(frames=QgsVectorLayerSelectedFeatureSource(layer)), heard)
    assert "2 frames chosen in “My frames”" in heard.textLog()


def test_frames_of_another_atlas_are_refused(annotated_atlas, tmp_path):
    other = layer_of(make_big_atlas(tmp_path / "other.gpkg", sessions=2, frames=50, seed=3))
    with pytest.raises(InputError, match="frames chosen in “Frames” are not in the atlas “surveyed.gpkg”"):
        chosen(annotated_atlas, other)


def test_another_layer_is_refused(annotated_atlas):
    sessions = QgsVectorLayer(f"{annotated_atlas}|layername=deposit", "Sessions", "ogr")
    with pytest.raises(InputError, match="“Sessions” is no layer of frames: it has no column version_doi"):
        chosen(annotated_atlas, sessions)


def test_no_selected_frame_is_refused(annotated_atlas):
    layer = layer_of(annotated_atlas)
    with pytest.raises(InputError, match="No frame is chosen in “Frames”"):
        chosen(annotated_atlas, QgsVectorLayerSelectedFeatureSource(layer))


def test_cancel_stops_the_choosing(annotated_atlas):
    stopped = QgsProcessingFeedback(False)
    stopped.cancel()
    with Atlas.open(annotated_atlas) as atlas, pytest.raises(Cancelled):
        select(atlas, FrameFilter(frames=layer_of(annotated_atlas)), stopped)


def test_the_map_lists_no_endless_ids(annotated_atlas, feedback, monkeypatch):
    from seatizen_atlas.core.selection import subset

    monkeypatch.setattr(subset, "_MOST_LISTED", 5)
    with Atlas.open(annotated_atlas) as atlas, pytest.raises(InputError, match="too many to be listed"):
        frame_subset(atlas, FrameFilter(frames=layer_of(annotated_atlas)), feedback)


def test_a_class_that_the_model_does_not_predict(annotated_atlas, feedback):
    wanted = FrameFilter(present=(Presence("Actinopyga_echinites"),))
    with (
        Atlas.open(annotated_atlas) as atlas,
        pytest.raises(InputError, match="does not predict “Actinopyga_echinites”"),
    ):
        select(atlas, wanted, feedback)
