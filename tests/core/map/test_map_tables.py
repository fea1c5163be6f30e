# SPDX-License-Identifier: GPL-2.0-or-later
"""What the layers of an atlas know of each other: relations, words, forms, tips."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsAbstractFeatureIterator,
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsProject,
)
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.map.layers import load_atlas
from seatizen_atlas.core.map.tips import bar


@pytest.fixture
def project():
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def annotated_atlas(surveyed_atlas):
    """Frame 7 was annotated twice."""
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.transaction():
        atlas.execute(
            "INSERT INTO multilabel_annotation_session (id, annotation_date, dataset_name, author_name)"
            " VALUES (1, '2024-05-01T10:00:00.000Z', 'reef', 'A. Diver'),"
            " (2, '2025-01-02T00:00:00.000Z', 'reef', 'B. <b>')"
        )
        atlas.execute(
            "INSERT INTO multilabel_annotation (value, frame_id, ml_label_id, ml_annotation_session_id)"
            " SELECT 1, 7, id, 1 FROM multilabel_label WHERE name IN ('Sand', 'Rubble')"
        )
        atlas.execute(
            "INSERT INTO multilabel_annotation (value, frame_id, ml_label_id, ml_annotation_session_id)"
            " SELECT 0, 7, id, 2 FROM multilabel_label WHERE name = 'Fish'"
        )
    return surveyed_atlas


@pytest.fixture
def layers(annotated_atlas, project, feedback):
    return {
        layer.customProperty("seatizen_atlas/role"): layer
        for layer in load_atlas(annotated_atlas, project, feedback)
    }


def related(project, layers, key, feature):
    """The rows of the layer `key` that a relation leads to from a feature."""
    relation = project.relationManager().relation(f"seatizen_{layers[key].id()}")
    assert relation.isValid()
    return list(relation.getRelatedFeatures(feature))


def shown(layer, feature, column):
    """A value as tables, forms and Identify show it."""
    index = layer.fields().indexOf(column)
    setup = layer.editorWidgetSetup(index)
    formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter(setup.type())
    return formatter.representValue(layer, index, setup.config(), None, feature[column])


def tip(layer, feature, project):
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.appendScope(QgsExpressionContextUtils.projectScope(project))
    context.appendScope(QgsExpressionContextUtils.layerScope(layer))
    context.setFeature(feature)
    text = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    assert "[%" not in text
    return text


def test_a_frame_leads_to_its_session_and_back(project, layers):
    frame = layers["frames"].getFeature(7)
    assert shown(layers["frames"], frame, "version_doi") == frame["filename"].rpartition("_1_")[0]
    relation = project.relationManager().relation(f"seatizen_{layers['frames'].id()}")
    version = relation.getReferencedFeature(frame)
    assert version["doi"] == frame["version_doi"]
    session = (
        project.relationManager()
        .relation(f"seatizen_{layers['versions'].id()}")
        .getReferencedFeature(version)
    )
    assert session["session_name"] in frame["filename"]
    (back,) = related(project, layers, "versions", session)
    assert back["doi"] == version["doi"]
    assert frame.id() in [one.id() for one in related(project, layers, "frames", back)]


def test_a_frame_has_its_scores_with_names_and_thresholds(project, layers, annotated_atlas):
    with Atlas.open(annotated_atlas) as atlas:
        expected = {
            name: (score, threshold, int(score >= threshold))
            for name, score, threshold in atlas.rows(
                "SELECT c.name, p.score, c.threshold FROM multilabel_prediction p"
                " JOIN multilabel_class c ON c.id = p.ml_class_id WHERE p.frame_id = 7"
            )
        }
    scores = related(project, layers, "scores", layers["frames"].getFeature(7))
    found = {one["class_name"]: (one["score"], one["class_threshold"], one["present"]) for one in scores}
    assert len(expected) == 31
    assert found == expected
    assert {shown(layers["scores"], one, "present") for one in scores} == {"yes", "no"}


def test_a_frame_has_its_annotations_by_whom_and_when(project, layers):
    found = {
        (one["label_name"], shown(layers["annotations"], one, "value"), one["author_name"])
        for one in related(project, layers, "annotations", layers["frames"].getFeature(7))
    }
    assert found == {
        ("Sand", "present", "A. Diver"),
        ("Rubble", "present", "A. Diver"),
        ("Fish", "absent", "B. <b>"),
    }


def test_the_tip_of_a_frame_names_classes_annotators_and_utc(project, layers):
    frame = layers["frames"].getFeature(7)
    text = tip(layers["frames"], frame, project)
    scores = related(project, layers, "scores", frame)
    predicted = text.partition("Predicted")[2]
    for one in scores:
        assert (f"<td>{one['class_name']}</td>" in predicted) == bool(one["present"])
    assert " UTC" in text
    assert "Rubble" in text
    assert "A. Diver (2024-05-01)" in text
    assert "B. &lt;b>" in text
    other = tip(layers["frames"], layers["frames"].getFeature(8), project)
    assert "Annotated" not in other


def test_the_tip_of_a_session_counts_its_frames(project, layers):
    session = next(layers["footprints"].getFeatures())
    (version,) = related(project, layers, "versions", session)
    frames = len(related(project, layers, "frames", version))
    assert f"<td>{frames}</td>" in tip(layers["footprints"], session, project)


@pytest.mark.parametrize(
    ("key", "column", "value", "words"),
    [
        ("frames", "GPSFix", 1, "fixed, good to centimetres"),
        ("footprints", "have_raw_data", 1, "yes"),
        ("footprints", "platform_type", "ASV", "Boat drone (ASV)"),
        ("tracks", "platform_type", "UAV", "Aerial drone (UAV)"),
    ],
)
def test_words_instead_of_codes(layers, key, column, value, words):
    feature = next(f for f in layers[key].getFeatures() if f[column] == value)
    assert shown(layers[key], feature, column) == words


def test_tables_begin_with_what_people_look_for(layers):
    for key, first in (
        ("frames", "filename"),
        ("footprints", "session_name"),
        ("scores", "class_name"),
        ("annotations", "label_name"),
        ("versions", "session_name"),
    ):
        columns = layers[key].attributeTableConfig().columns()
        assert columns[0].name == first
        hidden = {column.name for column in columns if column.hidden}
        assert "ml_class_id" not in {c.name for c in columns} - hidden


def test_the_form_of_a_frame_has_tabs(layers):
    tabs = [tab.name() for tab in layers["frames"].editFormConfig().tabs()]
    assert tabs == ["Facts", "Scores", "Annotations"]
    assert [t.name() for t in layers["footprints"].editFormConfig().tabs()] == ["Facts", "Versions", "Tracks"]


def test_a_users_own_table_stays(layers, project, annotated_atlas, feedback):
    config = layers["frames"].attributeTableConfig()
    config.setColumnHidden(0, True)
    layers["frames"].setAttributeTableConfig(config)
    load_atlas(annotated_atlas, project, feedback)
    assert layers["frames"].attributeTableConfig().columns()[0].hidden
    assert len(layers["scores"].vectorJoins()) == 1
    assert [f.name() for f in layers["scores"].fields()].count("class_name") == 1


def test_scores_are_looked_up_in_the_file_and_not_read_through(layers, project):
    """A filter on the frame must reach SQLite: tens of millions of scores cannot pass QGIS."""
    relation = project.relationManager().relation(f"seatizen_{layers['scores'].id()}")
    request = relation.getRelatedFeaturesRequest(layers["frames"].getFeature(7))
    found = layers["scores"].dataProvider().getFeatures(request)
    assert found.compileStatus() == QgsAbstractFeatureIterator.CompileStatus.Compiled
    assert len(list(found)) == 31


@pytest.mark.parametrize(
    ("score", "threshold", "drawn"),
    [(0.0, 0.5, "░░░░░│░░░░░"), (1.0, 0.2, "██│████████"), (0.34, 0.29, "███│░░░░░░░")],
)
def test_a_bar_shows_score_and_threshold(score, threshold, drawn):
    assert QgsExpression(bar(str(score), str(threshold), 10)).evaluate() == drawn


def test_an_atlas_without_predictions_and_annotations_has_tips_all_the_same(
    surveyed_atlas, project, feedback
):
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.transaction():
        atlas.execute("DELETE FROM multilabel_prediction")
    layers = {
        layer.customProperty("seatizen_atlas/role"): layer
        for layer in load_atlas(surveyed_atlas, project, feedback)
    }
    frame = layers["frames"].getFeature(7)
    text = tip(layers["frames"], frame, project)
    assert frame["filename"] in text
    assert "Predicted" not in text
    assert not list(layers["scores"].getFeatures(QgsFeatureRequest().setLimit(1)))
