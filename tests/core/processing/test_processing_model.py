# SPDX-License-Identifier: GPL-2.0-or-later
"""A model of the model designer chains what analysts chain: follow Zenodo, annotate, export."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from generate import make_sessions
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildDependency,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelParameter,
    QgsProcessingParameterFile,
)
from seatizen_atlas.core.processing.provider import SeatizenProvider
from seatizen_atlas.core.upkeep.create import create_atlas
from zenodo_standin import Standin


@pytest.fixture
def provider():
    registry = QgsApplication.processingRegistry()
    provider = SeatizenProvider()
    registry.addProvider(provider)
    yield provider
    registry.removeProvider(provider)


def chain(*steps: tuple[str, dict[str, object]]) -> QgsProcessingModelAlgorithm:
    """A model with the parameter `atlas`, whose steps run one after the other on it."""
    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("chain", "tests")
    model.addModelParameter(
        QgsProcessingParameterFile("atlas", "Atlas"), QgsProcessingModelParameter("atlas")
    )
    before = None
    for name, parameters in steps:
        child = QgsProcessingModelChildAlgorithm(f"seatizen:{name}")
        child.setChildId(name)
        child.addParameterSources("ATLAS", [source.fromModelParameter("atlas")])
        for parameter, value in parameters.items():
            child.addParameterSources(parameter, [source.fromStaticValue(value)])
        if before is not None:
            child.setDependencies([QgsProcessingModelChildDependency(before)])
        model.addChildAlgorithm(child)
        before = name
    return model


def run(model: QgsProcessingModelAlgorithm, atlas: Path) -> bool:
    context = QgsProcessingContext()
    _results, fine = model.run({"atlas": str(atlas)}, context, QgsProcessingFeedback(False), {}, False)
    return fine


def test_sync_annotations_and_export_in_one_model(provider, tmp_path):
    names = make_sessions(tmp_path / "sessions", 2, 40)
    frame = f"{names[0]}_1_3.jpeg"
    annotations = tmp_path / "20250101_120000__ana-lima__first-look.csv"
    annotations.write_text(f"FileName,Fish,Sand\n{frame},1,0\n")
    (tmp_path / "out").mkdir()
    atlas = create_atlas(tmp_path / "atlas.gpkg", feedback=QgsProcessingFeedback(False))
    with Standin() as zenodo:
        for name in names:
            zenodo.add_session(tmp_path / "sessions" / name)
        model = chain(
            ("syncatlas", {"ZENODO_URL": zenodo.url, "COMMUNITIES": "seatizen-data"}),
            ("importannotations", {"INPUT": str(annotations)}),
            (
                "exporttables",
                {
                    "OUTPUT_FOLDER": str(tmp_path / "out"),
                    "TABLES": "session_doi,metadata_multilabel_annotation",
                    "FORMATS": "csv",
                },
            ),
        )
        assert run(model, atlas)
    with (tmp_path / "out" / "session_doi.csv").open(newline="") as file:
        assert [row["session_name"] for row in csv.DictReader(file)] == names
    with (tmp_path / "out" / "metadata_multilabel_annotation.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["FileName"], row["Fish"], row["Sand"], row["Rock"]) for row in rows] == [
        (frame, "1", "0", "-1")
    ]
