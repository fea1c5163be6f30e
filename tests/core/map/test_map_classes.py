# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames coloured by a class."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsExpressionContext,
    QgsFeatureRequest,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
)
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import InputError
from seatizen_atlas.core.map.class_layers import Drawn, add_class_layers, classes_of
from seatizen_atlas.core.map.filtering import apply, compare
from seatizen_atlas.core.map.layers import load_atlas
from seatizen_atlas.core.selection.filters import FrameFilter


@pytest.fixture
def project():
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def sand(surveyed_atlas, project, feedback):
    load_atlas(surveyed_atlas, project, feedback)
    return next(one for one in classes_of(surveyed_atlas)[0].classes if one.name == "Sand")


def scores(path, name="Sand"):
    with Atlas.open(path) as atlas:
        return dict(
            atlas.rows(
                "SELECT p.frame_id, p.score FROM multilabel_prediction p JOIN multilabel_class c"
                f" ON c.id = p.ml_class_id WHERE c.name = '{name}'"
            )
        )


def drawn_as(layer):
    """The legend's words for each frame that is drawn."""
    renderer = layer.renderer().clone()
    context = QgsRenderContext()
    context.setExpressionContext(QgsExpressionContext())
    found = {}
    words = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        keys = renderer.legendKeysForFeature(feature, context)
        if keys:
            (key,) = keys
            found[feature.id()] = words[key]
    renderer.stopRender(context)
    return found


def test_frames_are_coloured_by_their_score(surveyed_atlas, project, sand):
    (layer,) = add_class_layers(project, surveyed_atlas, [sand], Drawn.SCORE)
    by_frame = scores(surveyed_atlas)
    assert {f.id(): f["score"] for f in layer.getFeatures()} == by_frame
    labels = [item.label() for item in layer.renderer().legendSymbolItems()]
    assert sum("threshold 0.55" in label for label in labels) == 1
    words = drawn_as(layer)
    assert set(words) == set(by_frame)
    for number, label in words.items():
        low, high = (float(part.split()[0]) for part in label.split("–"))
        assert low - 0.006 <= by_frame[number] <= high + 0.006


def test_presence_goes_by_the_threshold(surveyed_atlas, project, sand):
    (layer,) = add_class_layers(project, surveyed_atlas, [sand], Drawn.PRESENCE)
    by_frame = scores(surveyed_atlas)
    for number, label in drawn_as(layer).items():
        assert label.startswith("present" if by_frame[number] >= sand.threshold else "absent")


def test_agreement_of_the_newest_annotation_and_the_model(surveyed_atlas, project, sand):
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.transaction():
        atlas.execute(
            "INSERT INTO multilabel_annotation_session (id, annotation_date, dataset_name, author_name)"
            " VALUES (1, '2024-05-01T00:00:00.000Z', 'a', 'x'), (2, '2025-05-01T00:00:00.000Z', 'b', 'y')"
        )
        atlas.execute(
            "INSERT INTO multilabel_annotation (value, frame_id, ml_label_id, ml_annotation_session_id)"
            f" SELECT id % 2, id, {sand.label_id}, 1 FROM frame WHERE id <= 40"
            f" UNION ALL SELECT 1, id, {sand.label_id}, 2 FROM frame WHERE id <= 10"
        )
    (layer,) = add_class_layers(project, surveyed_atlas, [sand], Drawn.AGREEMENT)
    by_frame = scores(surveyed_atlas)
    words = drawn_as(layer)
    assert set(words) == set(range(1, 41))
    for number, label in words.items():
        person = number <= 10 or number % 2 == 1
        model = by_frame[number] >= sand.threshold
        if person == model:
            assert label == ("both say present" if person else "both say absent")
        else:
            assert label.startswith("only the person" if person else "only the model")


def test_frames_without_a_prediction_are_not_drawn(surveyed_atlas, project, sand):
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.transaction():
        atlas.execute("DELETE FROM multilabel_prediction WHERE frame_id <= 5")
    for kind in (Drawn.SCORE, Drawn.PRESENCE):
        (layer,) = add_class_layers(project, surveyed_atlas, [sand], kind)
        assert min(drawn_as(layer)) == 6


def test_several_classes_stand_side_by_side_or_upon_each_other(surveyed_atlas, project, sand):
    others = [one for one in classes_of(surveyed_atlas)[0].classes if one.name in ("Fish", "Rubble")]
    for side_by_side, expected in ((True, 3), (False, 1)):
        layers = add_class_layers(
            project, surveyed_atlas, [sand, *others], Drawn.PRESENCE, side_by_side=side_by_side
        )
        present = [layer.renderer().categories() for layer in layers]  # which own their symbols
        assert len({parts[0].symbol().symbolLayer(0).offset().x() for parts in present}) == expected
        assert len({parts[0].symbol().color().name() for parts in present}) == 3
    group = project.layerTreeRoot().findGroups()[0]
    assert [node.layer() for node in group.findLayers()[:3]] == layers


def test_class_layers_follow_the_filter(surveyed_atlas, project, sand, feedback):
    (layer,) = add_class_layers(project, surveyed_atlas, [sand], Drawn.SCORE)
    everything = len(list(layer.getFeatures()))
    found = compare(surveyed_atlas, FrameFilter(gps_fixes=(2,), platforms=("ASV",)), feedback)
    list(apply(project, surveyed_atlas, found))
    assert len(list(layer.getFeatures())) == found.frames < everything
    list(apply(project, surveyed_atlas, compare(surveyed_atlas, FrameFilter(), feedback)))
    assert len(list(layer.getFeatures())) == everything


@pytest.mark.parametrize("frames", ["", "GPSFix IN (2) AND version_doi IN (SELECT doi FROM version)"])
def test_a_view_does_not_read_all_frames(surveyed_atlas, project, sand, frames):
    """Only a statement in which OGR finds SELECT, FROM and WHERE once goes by the R-tree."""
    (layer,) = add_class_layers(project, surveyed_atlas, [sand], Drawn.AGREEMENT, frames=frames)
    words = layer.subsetString().split(" ")
    assert [words.count(word) for word in ("SELECT", "FROM", "WHERE")] == [1, 1, 1]
    feature = next(
        f for f in layers_of(project) if f.customProperty("seatizen_atlas/role") == "frames"
    ).getFeature(7)
    point = feature.geometry().asPoint()
    box = QgsRectangle(point.x() - 1e-5, point.y() - 1e-5, point.x() + 1e-5, point.y() + 1e-5)
    assert sum(1 for _ in layer.getFeatures(QgsFeatureRequest(box))) <= 40


def layers_of(project):
    return project.mapLayers().values()


def test_an_atlas_without_predictions_says_so(surveyed_atlas):
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.transaction():
        atlas.execute("DELETE FROM multilabel_prediction")
    with pytest.raises(InputError, match="no predictions"):
        classes_of(surveyed_atlas)
