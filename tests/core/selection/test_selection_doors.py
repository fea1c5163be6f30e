# SPDX-License-Identifier: GPL-2.0-or-later
"""Ten thousand selected frames come out of an export as ten thousand, whichever door they go in by."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from big_atlas import make_big_atlas
from qgis.analysis import QgsNativeAlgorithms
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelParameter,
    QgsProcessingParameterFile,
    QgsProject,
    QgsVectorLayer,
)
from seatizen_atlas.core.processing.provider import SeatizenProvider

SELECTED = 10_000
FIRST = 501
TABLE = "metadata_images"


@pytest.fixture(scope="session")
def large(tmp_path_factory) -> Path:
    return make_big_atlas(tmp_path_factory.mktemp("large") / "atlas.gpkg", sessions=6, frames=13_000)


@pytest.fixture
def export(qgis_app):
    registry = QgsApplication.processingRegistry()
    provider, native = SeatizenProvider(), QgsNativeAlgorithms(QgsApplication.processingRegistry())
    registry.addProvider(provider)
    registry.addProvider(native)
    yield registry.createAlgorithmById("seatizen:exporttables")
    registry.removeProvider(provider)
    registry.removeProvider(native)


@pytest.fixture
def project(large):
    """A project with the layer of frames, of which some are selected."""
    project = QgsProject()
    layer = QgsVectorLayer(f"{large}|layername=frame", "Frames", "ogr")
    project.addMapLayer(layer)
    layer.selectByIds(list(range(FIRST, FIRST + SELECTED)))
    return project


def exported(folder: Path) -> set[str]:
    with (folder / f"{TABLE}.csv").open(newline="", encoding="utf-8") as file:
        return {row["FileName"] for row in csv.DictReader(file)}


@pytest.fixture
def expected(large) -> set[str]:
    layer = QgsVectorLayer(f"{large}|layername=frame", "Frames", "ogr")
    ids = range(FIRST, FIRST + SELECTED)
    return {feature["filename"] for feature in layer.getFeatures() if feature["id"] in ids}


def selected(project: QgsProject) -> QgsProcessingFeatureSourceDefinition:
    return QgsProcessingFeatureSourceDefinition(next(iter(project.mapLayers())), True)


def test_a_script(export, project, large, tmp_path, expected):
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(project)
    parameters = {"ATLAS": str(large), "OUTPUT_FOLDER": str(tmp_path), "TABLES": TABLE, "FORMATS": "csv"}
    results, fine = export.run({**parameters, "FRAMES": selected(project)}, context, feedback)
    assert fine and results["ROWS"] == SELECTED == len(expected)
    assert exported(tmp_path) == expected
    assert "10,000 frames chosen in “Frames”" in feedback.textLog()


def test_a_task_in_the_background(export, project, large, tmp_path, expected):
    """As the toolbox runs it."""
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(project)
    parameters = {"ATLAS": str(large), "OUTPUT_FOLDER": str(tmp_path), "TABLES": TABLE, "FORMATS": "csv"}
    parameters["FRAMES"] = selected(project)
    ended: list[bool] = []
    task = QgsProcessingAlgRunnerTask(export, parameters, context, feedback)
    task.executed.connect(lambda fine, _results: ended.append(fine))
    QgsApplication.taskManager().addTask(task)
    while not ended:
        QgsApplication.processEvents()
    assert ended == [True]
    assert exported(tmp_path) == expected


def test_a_model_hands_on_what_a_step_picked(export, large, tmp_path, expected):
    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("picked", "tests")
    model.addModelParameter(
        QgsProcessingParameterFile("atlas", "Atlas"), QgsProcessingModelParameter("atlas")
    )
    pick = QgsProcessingModelChildAlgorithm("native:extractbyexpression")
    pick.setChildId("pick")
    pick.addParameterSources("INPUT", [source.fromStaticValue(f"{large}|layername=frame")])
    expression = f'"id" >= {FIRST} AND "id" < {FIRST + SELECTED}'
    pick.addParameterSources("EXPRESSION", [source.fromStaticValue(expression)])
    model.addChildAlgorithm(pick)
    tables = QgsProcessingModelChildAlgorithm("seatizen:exporttables")
    tables.setChildId("tables")
    tables.addParameterSources("ATLAS", [source.fromModelParameter("atlas")])
    tables.addParameterSources("FRAMES", [source.fromChildOutput("pick", "OUTPUT")])
    for name, value in {"OUTPUT_FOLDER": str(tmp_path), "TABLES": TABLE, "FORMATS": "csv"}.items():
        tables.addParameterSources(name, [source.fromStaticValue(value)])
    model.addChildAlgorithm(tables)
    _results, fine = model.run(
        {"atlas": str(large)}, QgsProcessingContext(), QgsProcessingFeedback(False), {}, False
    )
    assert fine
    assert exported(tmp_path) == expected


def test_qgis_process(qgis_process, large, tmp_path, expected):
    subset = f"{large}|layername=frame|subset=id >= {FIRST} AND id < {FIRST + SELECTED}"
    code, results, errors = qgis_process.run(
        "exporttables", ATLAS=large, OUTPUT_FOLDER=tmp_path, TABLES=TABLE, FORMATS="csv", FRAMES=subset
    )
    assert code == 0, errors
    assert results["ROWS"] == SELECTED
    assert exported(tmp_path) == expected


def test_another_atlas_is_refused_by_the_console(qgis_process, large, tmp_path):
    other = shutil.copy(
        make_big_atlas(tmp_path / "o.gpkg", sessions=2, frames=60, seed=2), tmp_path / "b.gpkg"
    )
    code, _results, errors = qgis_process.run(
        "exporttables", ATLAS=large, OUTPUT_FOLDER=tmp_path, FRAMES=f"{other}|layername=frame"
    )
    assert code != 0 and "are not in the atlas “atlas.gpkg”" in errors
    assert not list(tmp_path.glob("*.csv"))
