# SPDX-License-Identifier: GPL-2.0-or-later
"""The three export algorithms, as the toolbox, models and qgis_process run them."""

from __future__ import annotations

import csv
import json
import shutil

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.processing.exportdarwincore import ExportDarwinCore
from seatizen_atlas.core.processing.exportgeoparquet import ExportGeoParquet
from seatizen_atlas.core.processing.exporttables import ExportTables

IMAGES = "metadata_images"
ALGORITHMS = [ExportTables, ExportGeoParquet, ExportDarwinCore]


@pytest.fixture
def run(atlas):
    """Runs an algorithm on the atlas as Processing does, checks of its parameters included."""

    def call(algorithm, context=None, **parameters):
        context = context or QgsProcessingContext()
        parameters = {"ATLAS": str(atlas.path), **parameters}
        made = algorithm().create()
        fine, message = made.checkParameterValues(parameters, context)
        if not fine:
            raise QgsProcessingException(message)
        results, fine = made.run(parameters, context, QgsProcessingFeedback(False), {}, False)
        assert fine
        return results

    return call


@pytest.fixture
def images(run, out, read_csv):
    """The numbers of the frames that an export of the images holds."""

    def call(**parameters):
        run(ExportTables, OUTPUT_FOLDER=str(out), TABLES=[IMAGES], **parameters)
        return len(read_csv(out / f"{IMAGES}.csv"))

    return call


def test_all_tables_in_both_formats(run, out):
    results = run(ExportTables, OUTPUT_FOLDER=str(out), FORMATS="csv,parquet")
    assert results == {"OUTPUT_FOLDER": str(out), "FILES": 8, "ROWS": 3 + 9 + 3 + 3}
    assert len(list(out.iterdir())) == 8


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        ({}, 9),
        ({"PLATFORMS": "ASV"}, 5),
        ({"PLATFORMS": "uav, scuba"}, 4),
        ({"PLATFORMS": ["UAV", "SCUBA"]}, 4),
        ({"DATE_FROM": "2021-01-06"}, 4),
        ({"DATE_FROM": "2021-01-06", "DATE_TO": "2021-12-31"}, 2),
        ({"DATE_TO": QDate(2021, 1, 5)}, 5),
        ({"SESSIONS": "20220614_MYT-NGOUJA_scuba"}, 2),
        ({"EXTENT": "45,46,-13,-12 [EPSG:4326]"}, 2),
        ({"EXTENT": "321000,323000,7655000,7659000 [EPSG:2975]"}, 5),
        ({"GPS_FIX": "1, 5"}, 2),
        ({"WITH_CLASSES": "Acropora_Branching"}, 1),
        ({"WITH_CLASSES": "Acropora_Branching>=0.05"}, 2),
        ({"ANNOTATED": "annotated"}, 3),
        ({"ANNOTATED": "unannotated"}, 6),
        ({"PLATFORMS": "", "DATE_FROM": None, "EXTENT": "", "FRAMES": ""}, 9),
    ],
)
def test_filters_as_scripts_write_them(images, filters, rows):
    assert images(**filters) == rows


def test_an_area_of_another_crs(images):
    layer = QgsVectorLayer("Polygon?crs=EPSG:2975", "area", "memory")
    feature = QgsFeature()
    around_two = QgsGeometry.fromRect(QgsRectangle(55.2805, -21.1725, 55.2825, -21.17))
    around_two.transform(
        QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:4326"),
            QgsCoordinateReferenceSystem("EPSG:2975"),
            QgsCoordinateTransformContext(),
        )
    )
    feature.setGeometry(around_two)
    layer.dataProvider().addFeature(feature)
    project = QgsProject()
    project.addMapLayer(layer)
    context = QgsProcessingContext()
    context.setProject(project)
    assert images(context=context, AREA=layer.id()) == 2


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"PLATFORMS": "Rocket"}, "no platform “Rocket”.*ASV, SCUBA, UAV"),
        ({"CLASSES": "Sandd"}, "no class “Sandd”.*Sand"),
        ({"DATE_FROM": "2022-01-01", "DATE_TO": "2021-01-01"}, "is after"),
        ({"TABLES": "frames"}, "TABLES has no “frames”.*session_doi"),
        ({"FORMATS": "xls"}, "FORMATS has no “xls”.*csv, parquet"),
        ({"VALUES": "truth"}, "VALUES has no “truth”.*presence, score"),
        ({"FRAMES": "1,2"}, "FRAMES"),
        ({"GPS_FIX": "good"}, "GPS_FIX is “good”, which holds something else.*1 \\(fixed"),
        ({"WITH_CLASSES": "Sand>=much"}, "WITH_CLASSES has “Sand>=much”, which has no number"),
        ({"WITH_CLASSES": "Sandd"}, "no class “Sandd”.*Sand"),
        ({"ANNOTATED": "perhaps"}, "ANNOTATED has no “perhaps”.*annotated, unannotated"),
        ({"OUTPUT_FOLDER": "/nowhere/at/all"}, "/nowhere/at.*does not exist"),
        ({"ATLAS": "/nowhere/atlas.gpkg"}, "There is no file"),
    ],
)
def test_bad_input_is_one_sentence(run, out, wrong, message):
    with pytest.raises(QgsProcessingException, match=message) as caught:
        run(ExportTables, **{"OUTPUT_FOLDER": str(out), **wrong})
    assert "\n" not in str(caught.value)
    assert list(out.iterdir()) == []


def test_an_empty_area_is_refused(images):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326", "area", "memory")
    project = QgsProject()
    project.addMapLayer(layer)
    context = QgsProcessingContext()
    context.setProject(project)
    with pytest.raises(QgsProcessingException, match="holds no polygon"):
        images(context=context, AREA=layer.id())


def test_tables_can_be_opened_afterwards(run, out):
    project = QgsProject()
    context = QgsProcessingContext()
    context.setProject(project)
    run(ExportTables, context=context, OUTPUT_FOLDER=str(out), LOAD="yes")
    wanted = context.layersToLoadOnCompletion()
    assert {details.name for details in wanted.values()} == {
        "session_doi",
        IMAGES,
        "metadata_multilabel_predictions",
        "metadata_multilabel_annotation",
    }
    layers = {layer.name(): layer for layer in context.temporaryLayerStore().mapLayers().values()}
    assert layers[IMAGES].isSpatial() and layers[IMAGES].crs().authid() == "EPSG:4326"
    assert not layers["session_doi"].isSpatial()


def test_a_temporary_folder_is_made(run):
    results = run(ExportGeoParquet, OUTPUT_FOLDER="TEMPORARY_OUTPUT", PLATFORMS="SCUBA")
    assert (results["FILES"], results["ROWS"]) == (1, 2)


def test_the_archive(run, atlas, out, tmp_path):
    from seatizen_atlas.core.exports.darwincore.taxonomy import Answers, resolve_labels

    class AnySpecies:
        def species(self, key):
            return {"canonicalName": f"Genus{key}", "kingdom": "Animalia"}

    used = {2, 3, 5, 27, 29, 52, 133, 144}
    feedback = QgsProcessingFeedback(False)
    with Answers(atlas.path, feedback) as answers, Atlas.open(atlas.path) as opened:
        resolve_labels(opened, used, None, AnySpecies(), answers, feedback)
    metadata = tmp_path / "metadata.json"
    metadata.write_text('{"title": "Reefs of two oceans"}')
    results = run(
        ExportDarwinCore,
        OUTPUT=str(out / "archive.zip"),
        LICENSE="CC0-1.0",
        METADATA_JSON=str(metadata),
        GBIF_URL="http://127.0.0.1:9",  # nobody listens there: the atlas knows all taxa
        PREDICTIONS="false",
    )
    assert (results["EVENTS"], results["OCCURRENCES"]) == (5, 6)
    with pytest.raises(QgsProcessingException, match="does not accept the licence “GPL”"):
        run(ExportDarwinCore, OUTPUT=str(out / "archive.zip"), LICENSE="GPL")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_parameter_is_explained_with_an_example(algorithm):
    made = algorithm().create()
    for definition in made.parameterDefinitions():
        assert definition.help(), definition.name()
        if definition.type() != "boolean":
            assert "Example" in definition.help(), definition.name()
    assert made.group() and not made.icon().isNull()


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_the_current_atlas_is_the_default(algorithm, monkeypatch):
    monkeypatch.setenv("SEATIZEN_ATLAS", "/data/current.gpkg")
    assert algorithm().create().parameterDefinition("ATLAS").defaultValue() == "/data/current.gpkg"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_no_token_is_read_for_an_export(algorithm, monkeypatch):
    monkeypatch.setenv("SEATIZEN_ZENODO_TOKEN", "secret-token")
    made = algorithm().create()
    if algorithm is ExportDarwinCore:
        assert made.prepareAlgorithm({}, QgsProcessingContext(), QgsProcessingFeedback(False))
        assert not made.gbif(QgsProcessingFeedback(False)).has_token
    assert made.parameterDefinition("AUTH_CONFIG") is None


def test_qgis_process_runs_it(qgis_process, atlas, out):
    done = qgis_process(
        "--json",
        "run",
        "seatizen:exporttables",
        "--",
        f"ATLAS={atlas.path}",
        f"OUTPUT_FOLDER={out}",
        "TABLES=session_doi,metadata_images",
        "PLATFORMS=ASV",
        "DATE_TO=2021-12-31",
    )
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout[done.stdout.index("{") :])["results"]
    assert (results["FILES"], results["ROWS"]) == (2, 6)
    with (out / "session_doi.csv").open(newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 1


def test_qgis_process_ends_with_one_clear_line(qgis_process, atlas, out):
    done = qgis_process(
        "run",
        "seatizen:exporttables",
        "--",
        f"ATLAS={atlas.path}",
        f"OUTPUT_FOLDER={out}",
        "PLATFORMS=Rocket",
    )
    assert done.returncode != 0
    assert "no platform “Rocket”" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not list(out.iterdir())
    shutil.rmtree(out)
