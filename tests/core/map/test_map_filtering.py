# SPDX-License-Identifier: GPL-2.0-or-later
"""Filters on the map: what passes, what the layers show, and what a project remembers."""

from __future__ import annotations

from datetime import date

import pytest
from qgis.core import QgsGeometry, QgsPointXY, QgsProject, QgsRectangle
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasError, InputError
from seatizen_atlas.core.map.filtering import apply, choices, compare
from seatizen_atlas.core.map.layers import load_atlas
from seatizen_atlas.core.map.styles import MAP
from seatizen_atlas.core.map.views import (
    delete_view,
    from_text,
    remember_filter,
    save_view,
    saved_views,
    set_filter,
    to_text,
)
from seatizen_atlas.core.selection.filters import Agreement, FrameFilter, Presence

STATEMENTS = {role.key: role.statement for role in MAP}


@pytest.fixture
def project():
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def layers(surveyed_atlas, project, feedback):
    return {
        layer.customProperty("seatizen_atlas/role"): layer
        for layer in load_atlas(surveyed_atlas, project, feedback)
    }


def show(path, wanted, project, feedback):
    found = compare(path, wanted, feedback)
    list(apply(project, path, found))
    return found


def expected(path, condition):
    """Ids of the frames, by a condition written for the test."""
    with Atlas.open(path) as atlas:
        return {
            number
            for (number,) in atlas.rows(
                "SELECT f.id + 0 AS number FROM frame f JOIN version v ON v.doi = f.version_doi"
                f" JOIN deposit d ON d.doi = v.deposit_doi WHERE {condition}"
            )
        }


@pytest.mark.parametrize(
    ("wanted", "condition"),
    [
        (FrameFilter(platforms=("asv", "UAV")), "d.platform_type IN ('ASV', 'UAV')"),
        (FrameFilter(date_to=date(2019, 1, 20)), "d.session_date <= '2019-01-20'"),
        (FrameFilter(gps_fixes=(2,)), "f.GPSFix = 2"),
        (FrameFilter(annotated=False, gps_fixes=(1,)), "f.GPSFix = 1"),
        (
            FrameFilter(present=(Presence("Sand"), Presence("Fish", 0.9))),
            "EXISTS (SELECT 1 FROM multilabel_prediction p JOIN multilabel_class c ON c.id = p.ml_class_id"
            " WHERE p.frame_id = f.id AND c.name = 'Sand' AND p.score >= c.threshold) AND EXISTS (SELECT 1"
            " FROM multilabel_prediction p JOIN multilabel_class c ON c.id = p.ml_class_id"
            " WHERE p.frame_id = f.id AND c.name = 'Fish' AND p.score >= 0.9)",
        ),
        (
            FrameFilter(platforms=("ASV",), gps_fixes=(1,), present=(Presence("Rubble", 0.5),)),
            "d.platform_type = 'ASV' AND f.GPSFix = 1 AND EXISTS (SELECT 1 FROM multilabel_prediction p"
            " JOIN multilabel_class c ON c.id = p.ml_class_id WHERE p.frame_id = f.id"
            " AND c.name = 'Rubble' AND p.score >= 0.5)",
        ),
    ],
)
def test_all_layers_show_what_passes(surveyed_atlas, layers, project, feedback, wanted, condition):
    passing = expected(surveyed_atlas, condition)
    assert passing
    found = show(surveyed_atlas, wanted, project, feedback)
    assert found.frames == len(passing)
    assert {f.id() for f in layers["frames"].getFeatures()} == passing
    names = {layers["frames"].getFeature(number)["filename"].rpartition("_1_")[0] for number in passing}
    assert {f["session_name"] for f in layers["footprints"].getFeatures()} == names
    assert {f["session_name"]: f["frames"] for f in layers["sessions"].getFeatures()}.keys() == names
    assert found.sessions == len(names)
    for level in ("place", "territory"):
        of_level = [f for f in layers["places"].getFeatures() if f["level"] == level]
        assert sum(f["frames"] for f in of_level) == len(passing)
        assert sum(f["sessions"] for f in of_level) == len(names)
    for level in (0, 5, 12):
        squares = [f for f in layers["density"].getFeatures() if f["level"] == level]
        assert sum(f["frames"] for f in squares) == len(passing)
    assert {f["session_name"] for f in layers["tracks"].getFeatures()} == names


def test_no_filter_shows_everything_again(surveyed_atlas, layers, project, feedback):
    everything = layers["frames"].featureCount()
    show(surveyed_atlas, FrameFilter(gps_fixes=(2,)), project, feedback)
    found = show(surveyed_atlas, FrameFilter(), project, feedback)
    assert found.everything
    assert (found.frames, found.sessions) == (everything, 12)
    assert all(layers[key].subsetString() == statement for key, statement in STATEMENTS.items())
    assert len(list(layers["frames"].getFeatures())) == everything


def test_nothing_may_pass(surveyed_atlas, layers, project, feedback):
    found = show(surveyed_atlas, FrameFilter(annotated=True), project, feedback)
    assert (found.frames, found.sessions) == (0, 0)
    assert all(layer.isValid() for layer in layers.values())
    assert all(not list(layers[key].getFeatures()) for key in STATEMENTS)


@pytest.mark.parametrize("holes", [False, True])
def test_a_polygon_holds_the_frames_in_it(surveyed_atlas, layers, project, feedback, holes):
    box = next(layers["footprints"].getFeatures()).geometry().boundingBox()
    middle = box.center()
    wide, high = 0.8 * box.width(), 0.8 * box.height()

    def diamond(size):
        return [
            QgsPointXY(middle.x() + x * wide * size, middle.y() + y * high * size)
            for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
        ]

    rings = [diamond(1.0), diamond(0.2)] if holes else [diamond(1.0)]
    area = QgsGeometry.fromPolygonXY(rings)
    within = {f.id() for f in layers["frames"].getFeatures() if area.contains(f.geometry())}
    assert within
    found = show(surveyed_atlas, FrameFilter(area=area), project, feedback)
    assert {f.id() for f in layers["frames"].getFeatures()} == within
    assert found.frames == len(within)


def test_a_filter_leaves_the_file_as_it_is(surveyed_atlas, layers, project, feedback):
    """QGIS's own way to set a subset string puts a GeoPackage into write-ahead mode."""
    before = surveyed_atlas.read_bytes()
    show(surveyed_atlas, FrameFilter(gps_fixes=(2,)), project, feedback)
    list(layers["frames"].getFeatures())
    assert not list(surveyed_atlas.parent.glob("*-wal"))
    assert surveyed_atlas.read_bytes()[18:20] == before[18:20]


def test_a_filter_stays_when_the_layers_are_renewed(surveyed_atlas, layers, project, feedback):
    found = show(surveyed_atlas, FrameFilter(gps_fixes=(2,)), project, feedback)
    load_atlas(surveyed_atlas, project, feedback)
    assert len(list(layers["frames"].getFeatures())) == found.frames
    assert layers["density"].subsetString() == found.subsets["density"]


def test_another_atlas_of_the_project_is_left_alone(surveyed_atlas, layers, project, feedback):
    import shutil

    second = shutil.copy(surveyed_atlas, surveyed_atlas.with_name("second.gpkg"))
    others = load_atlas(second, project, feedback)
    show(surveyed_atlas, FrameFilter(gps_fixes=(2,)), project, feedback)
    assert not others[0].subsetString()
    assert layers["frames"].subsetString()


def test_what_the_atlas_does_not_have_is_told(surveyed_atlas, feedback):
    with pytest.raises(InputError, match="Nothing_such"):
        compare(surveyed_atlas, FrameFilter(present=(Presence("Nothing_such"),)), feedback)
    with pytest.raises(InputError, match="SURF"):
        compare(surveyed_atlas, FrameFilter(platforms=("SURF",)), feedback)
    with pytest.raises(AtlasError):
        compare(surveyed_atlas.with_name("absent.gpkg"), FrameFilter(), feedback)


def test_choices_are_those_of_the_atlas(surveyed_atlas, feedback):
    found = choices(surveyed_atlas, feedback)
    assert "ASV" in found.platforms
    assert found.first_day == "2019-01-05"
    ((model, classes),) = found.models.items()
    assert model == "DinoVdeau"
    assert {one.name: one.threshold for one in classes}["Sand"] == pytest.approx(0.548)


WHOLE = FrameFilter(
    extent=QgsRectangle(55.1, -21.2, 55.3, -21.0),
    area=QgsGeometry.fromWkt("Polygon ((55 -21, 56 -21, 56 -22, 55 -21))"),
    platforms=("ASV",),
    date_from=date(2020, 2, 29),
    date_to=date(2024, 1, 1),
    sessions=("20190105_REU-X_ASV-1_00",),
    gps_fixes=(1, 2),
    model="DinoVdeau",
    classes=("Sand",),
    present=(Presence("Sand", 0.25), Presence("Fish")),
    annotated=False,
    agreement=Agreement.DIFFERS,
)


@pytest.mark.parametrize("wanted", [FrameFilter(), WHOLE, FrameFilter(annotated=True)])
def test_a_filter_is_remembered_whole(wanted):
    text = to_text(wanted)
    again = from_text(text)
    assert to_text(again) == text
    assert again.present == wanted.present
    assert (again.annotated, again.agreement) == (wanted.annotated, wanted.agreement)
    assert (again.date_from, again.platforms, again.gps_fixes) == (
        wanted.date_from,
        wanted.platforms,
        wanted.gps_fixes,
    )


def test_views_are_saved_in_the_project(tmp_path):
    project = QgsProject()
    save_view(project, "Sand in Saint-Leu", WHOLE)
    save_view(project, "all", FrameFilter())
    remember_filter(project, tmp_path / "a.gpkg", FrameFilter(platforms=("UAV",)))
    assert project.write(str(tmp_path / "project.qgz"))
    again = QgsProject()
    assert again.read(str(tmp_path / "project.qgz"))
    assert set(saved_views(again)) == {"Sand in Saint-Leu", "all"}
    assert saved_views(again)["Sand in Saint-Leu"].present == WHOLE.present
    assert set_filter(again, tmp_path / "a.gpkg").platforms == ("UAV",)
    assert set_filter(again, tmp_path / "b.gpkg") == FrameFilter()
    delete_view(again, "all")
    assert set(saved_views(again)) == {"Sand in Saint-Leu"}


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"a": "{\\"date_from\\": 3}"}'])
def test_a_project_edited_by_hand_breaks_nothing(text):
    project = QgsProject()
    project.writeEntry("seatizen_atlas", "views", text)
    assert saved_views(project) == {}
