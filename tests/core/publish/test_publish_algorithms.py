# SPDX-License-Identifier: GPL-2.0-or-later
"""The algorithms: by qgis_process, in a model, and what others read of what they wrote."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import requests
from publish_helpers import Desk, upload, versions, write
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildDependency,
    QgsProcessingModelChildParameterSource,
)
from seatizen_atlas.core.processing.provider import SeatizenProvider
from seatizen_atlas.core.upkeep.create import create_atlas
from zenodo_standin import TOKEN, Standin


def test_sessions_go_up_by_qgis_process(qgis_process, zenodo: Standin, board: Desk, tmp_path: Path):
    given = {
        "SESSIONS": board.sessions, "METADATA_JSON": board.metadata, "RAW": "true", "PROCESSED": "m",
        "ZENODO_URL": zenodo.url, "REPORT": tmp_path / "report.json",
    }  # fmt: skip
    token = {"SEATIZEN_ZENODO_TOKEN": TOKEN}
    code, _results, told = qgis_process.run("uploadsessions", environment={}, **given)
    assert code != 0 and "wants a token" in told
    code, results, told = qgis_process.run("uploadsessions", environment=token, **given)
    assert (code, results["DEPOSITS"], results["SESSIONS_FAILED"]) == (0, 1, 0), told
    assert len(zenodo.store.versions) == 2
    report = (tmp_path / "report.json").read_text()
    assert json.loads(report)["sessions"][0]["status"] == "published"
    assert TOKEN not in report + told


def test_a_third_partys_client_reads_back_what_was_written(zenodo: Standin, board: Desk):
    from inveniordm_py import InvenioAPI

    upload(zenodo, board.sessions, board.metadata)
    (name,) = board.names()
    number = versions(zenodo)[name, "PROCESSED_DATA"].id
    client = InvenioAPI(f"{zenodo.url}/api", TOKEN)
    record = client.records(str(number)).get().data
    assert record["metadata"]["title"].startswith(
        "Underwater images collected by an Autonomous Surface Vehicle"
    )
    assert record["metadata"]["relations"]["version"][0]["index"] == 1
    entry = client.records(str(number)).files("METADATA.zip").get().data
    assert entry["status"] == "completed"
    content = client.records(str(number)).files("METADATA.zip").download().content
    table = zipfile.ZipFile(BytesIO(content)).read("metadata.csv")
    assert table == (board.sessions / name / "METADATA" / "metadata.csv").read_bytes()
    latest = client.records(str(versions(zenodo)[name, "RAW_DATA"].id)).versions.latest()
    assert str(latest.data["id"]) == str(number)


def test_a_single_picture_is_read_by_range_out_of_what_was_written(zenodo: Standin, board: Desk):
    from remotezip import RemoteZip

    upload(zenodo, board.sessions, board.metadata)
    (name,) = board.names()
    number = versions(zenodo)[name, "PROCESSED_DATA"].id
    url = f"{zenodo.url}/api/records/{number}/files/PROCESSED_DATA_FRAMES.zip/content"
    with RemoteZip(url, headers={"User-Agent": "tests/1.0"}) as archive:
        picture = archive.infolist()[0]
        assert picture.compress_type == zipfile.ZIP_STORED
        held = board.sessions / name / "PROCESSED_DATA" / "FRAMES" / picture.filename
        assert archive.read(picture) == held.read_bytes()
    assert requests.get(url, headers={"User-Agent": "tests/1.0"}, timeout=10).ok


def run(name: str, **parameters: object) -> dict[str, object]:
    """An algorithm's outputs."""
    registry = QgsApplication.processingRegistry()
    provider = SeatizenProvider()
    registry.addProvider(provider)
    try:
        algorithm = registry.createAlgorithmById(f"seatizen:{name}")
        values = {key: str(value) for key, value in parameters.items()}
        results, fine = algorithm.run(values, QgsProcessingContext(), QgsProcessingFeedback(False))
    finally:
        registry.removeProvider(provider)
    assert fine, name
    return results


def test_every_algorithm_gives_what_the_contract_says(
    zenodo: Standin, board: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SEATIZEN_ZENODO_TOKEN", TOKEN)
    common = {"ZENODO_URL": zenodo.url}
    described = {**common, "SESSIONS": board.sessions, "METADATA_JSON": board.metadata}
    assert run("uploadsessions", **described, PROCESSED="m", DRY_RUN="true")["FILES_UPLOADED"] == 0
    made = run("uploadsessions", **described, RAW="true", PROCESSED="M")
    assert (made["DEPOSITS"], made["FILES_UPLOADED"]) == (1, 5) and made["BYTES_UPLOADED"] > 0
    assert run("updatesessionmetadata", **described, VERSIONS="all")["VERSIONS_UPDATED"] == 0
    board.metadata.write_text(board.metadata.read_text().replace("Ecology", "Sea"))
    assert run("updatesessionmetadata", **described, VERSIONS="last")["VERSIONS_UPDATED"] == 1
    assert run("sessionaccess", **common, ACTION="grant", PERSON="ben")["GRANTS"] == 1
    assert run("sessionaccess", **common)["GRANTS"] == 1
    assert run("cleandrafts", **common) == {"DRAFTS_FOUND": 0, "DRAFTS_DELETED": 0}
    atlas = create_atlas(tmp_path / "atlas.gpkg", feedback=QgsProcessingFeedback(False))
    write(tmp_path / "text.txt", b"<p>The atlas.</p>")
    metadata = write(tmp_path / "m.json", b'{"creators": [{"name": "Ana Bo"}], "description": "text.txt"}')
    round_ = {**common, "ATLAS": atlas, "FOLDER": tmp_path / "tables", "METADATA_JSON": metadata}
    done = run("maintainatlas", **round_, COMMUNITIES="seatizen-data", PUBLISH="true")
    assert (done["SESSIONS_ADDED"], done["SESSIONS_FAILED"], done["VALID"], done["VERSION"]) == (
        1,
        0,
        True,
        "v1.0.0",
    )
    again = run("publishatlas", **round_, DRY_RUN="true")
    assert (again["VERSION"], again["DOI"]) == ("v1.0.1", "")
    assert run("updateatlasmetadata", **common, METADATA_JSON=metadata)["DOI"] == done["DOI"] != ""


def test_the_round_as_a_model(zenodo: Standin, board: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SEATIZEN_ZENODO_TOKEN", TOKEN)
    (name,) = board.names()
    zenodo.add_session(board.sessions / name)
    atlas = create_atlas(tmp_path / "atlas.gpkg", feedback=QgsProcessingFeedback(False))
    write(tmp_path / "text.txt", b"<p>The atlas.</p>")
    metadata = write(tmp_path / "m.json", b'{"creators": [{"name": "Ana Bo"}], "description": "text.txt"}')
    tables = tmp_path / "tables"
    tables.mkdir()
    registry = QgsApplication.processingRegistry()
    provider = SeatizenProvider()
    registry.addProvider(provider)
    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("round", "tests")
    before = ""
    for step, parameters in (
        ("syncatlas", {"ZENODO_URL": zenodo.url, "COMMUNITIES": "seatizen-data"}),
        ("checkatlas", {}),
        ("exporttables", {"OUTPUT_FOLDER": str(tables), "FORMATS": "csv"}),
        ("publishatlas", {"ZENODO_URL": zenodo.url, "FOLDER": str(tables), "METADATA_JSON": str(metadata)}),
    ):
        child = QgsProcessingModelChildAlgorithm(f"seatizen:{step}")
        child.setChildId(step)
        for key, value in {"ATLAS": str(atlas), **parameters}.items():
            child.addParameterSources(key, [source.fromStaticValue(value)])
        if before:
            child.setDependencies([QgsProcessingModelChildDependency(before)])
        model.addChildAlgorithm(child)
        before = step
    _results, fine = model.run({}, QgsProcessingContext(), QgsProcessingFeedback(False), {}, False)
    registry.removeProvider(provider)
    assert fine
    published = [v for v in zenodo.store.versions.values() if v.metadata["version"] == "v1.0.0"]
    assert len(published) == 1 and "metadata_images.csv" in published[0].files
