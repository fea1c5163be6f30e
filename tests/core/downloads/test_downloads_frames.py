# SPDX-License-Identifier: GPL-2.0-or-later
"""Chosen images, downloaded: from a layer, a selection, a list; once, again, and when something is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from downloads_helpers import FRAMES, NAME, drawn, feedback, image, session_of
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)
from seatizen_atlas.core.conveyor import Status
from seatizen_atlas.core.downloads.frames import download_frames
from seatizen_atlas.core.downloads.lists import images_of_list
from seatizen_atlas.core.errors import Cancelled, InputError, SeatizenError
from seatizen_atlas.core.processing.downloadframes import DownloadFrames
from seatizen_atlas.core.zenodo.client import ZenodoClient

KEY = "PROCESSED_DATA_FRAMES.zip"
PICTURES = {f"{NAME}_1_{number}.jpeg": drawn(number, weight=20_000) for number in range(20)}
NAMES = list(PICTURES)


@pytest.fixture
def published(zenodo):
    return zenodo.add_session(session_of(PICTURES), name=NAME)


@pytest.fixture
def download(zenodo, tmp_path):
    def run(images, folder=tmp_path / "out", said=None, problems=()):
        said = said or feedback()
        with ZenodoClient(zenodo.url, feedback=said) as client:
            return download_frames(client, images, folder, said, problems)

    return run


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_images_come_into_the_tree_of_their_session(published, download, tmp_path, zenodo):
    chosen = NAMES[2:5]
    zenodo.requests.clear()
    report = download([image(published.processed, name) for name in chosen])
    assert files(tmp_path / "out") == {f"{NAME}/{FRAMES}/{name}": PICTURES[name] for name in chosen}
    assert report.count(Status.ADDED) == 3
    assert len(zenodo.requests) <= 4, "neighbours come together"
    assert report.bytes_downloaded < sum(len(PICTURES[name]) for name in chosen) + 25_000


def test_what_is_there_is_not_downloaded_again_but_what_is_broken_is(published, download, tmp_path, zenodo):
    images = [image(published.processed, name) for name in NAMES[:4]]
    download(images[:3])
    path = tmp_path / "out" / NAME / FRAMES / NAMES[1]
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    zenodo.requests.clear()
    report = download(images)
    assert (report.count(Status.UNCHANGED), report.count(Status.ADDED)) == (2, 2)
    assert path.read_bytes() == PICTURES[NAMES[1]]
    assert zenodo.bytes_sent < 2 * len(PICTURES[NAMES[1]]) + 25_000


def test_what_cannot_be_had_is_told_and_the_others_come(published, download, tmp_path, zenodo):
    other = zenodo.add_session(session_of(PICTURES), name="20231111_REU-ST-LEU_ASV-1_04")
    zenodo.set_access(other.processed, "restricted")
    images = [
        image(published.processed, NAMES[0]),
        image(published.processed, "absent.jpeg"),
        image(other.processed, NAMES[0], session="20231111_REU-ST-LEU_ASV-1_04"),
        image(published.processed, "../../../x.jpeg"),
        image(999, NAMES[0]),
        image("abc", NAMES[0]),
    ]
    report = download(images)
    assert [each.status for each in report.images].count(Status.ADDED) == 1
    told = " ".join(report.failures)
    for word in ("holds no “absent.jpeg”", "restricted", "leads out", "no record 999", "not the number"):
        assert word in told
    assert list(files(tmp_path / "out")) == [f"{NAME}/{FRAMES}/{NAMES[0]}"]


def test_cancel_leaves_whole_images_and_the_next_run_goes_on(
    published, download, tmp_path, zenodo, monkeypatch
):
    from seatizen_atlas.core.downloads import frames as module

    monkeypatch.setattr(module, "_TOGETHER", 2)
    images = [image(published.processed, name) for name in NAMES[:8]]
    said = feedback()
    zenodo.after(f"/files/{KEY}/content", said.cancel, skip=2)
    with pytest.raises(Cancelled):
        download(images, said=said)
    left = files(tmp_path / "out")
    assert 0 < len(left) < 8
    assert all(PICTURES[Path(name).name] == data for name, data in left.items())
    report = download(images)
    assert report.count(Status.UNCHANGED) == len(left)
    assert len(files(tmp_path / "out")) == 8


def test_no_room_is_said_before_anything_comes(published, download, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 5, 5))
    with pytest.raises(SeatizenError, match="MB are needed"):
        download([image(published.processed, NAMES[0])])
    assert files(tmp_path / "out") == {}


def test_two_images_of_one_name_do_not_overwrite_each_other(published, download, tmp_path, zenodo):
    version = zenodo.publish_new_version(published.concept)
    zenodo.replace_members(version, KEY, {NAMES[0]: drawn(77)})
    report = download([image(published.processed, NAMES[0]), image(version, NAMES[0])])
    assert report.count(Status.FAILED) == 1 and "Two different" in report.failures[0]
    assert files(tmp_path / "out") == {f"{NAME}/{FRAMES}/{NAMES[0]}": PICTURES[NAMES[0]]}


def test_nothing_chosen_is_said(download):
    with pytest.raises(InputError, match="No image"):
        download([])


# lists ------------------------------------------------------------------------------------------------


def test_a_list_with_broken_rows_gives_the_others(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        "relative_file_path;frames_doi\n"
        "a/DCIM/1.JPG;https://doi.org/10.5281/zenodo.12\n"
        "a/DCIM/2.JPG;nonsense\n;13\n"
        "a/DCIM/3.JPG;10.5281/zenodo.14\n"
        "a/DCIM/4.JPG;\n",
        encoding="utf-16",
    )
    images, problems = images_of_list(path)
    assert [(each.version_doi, each.name) for each in images] == [("12", "1.JPG"), ("14", "3.JPG")]
    assert "row 3" in str(problems[0]) and "frames_doi" in str(problems[0])
    assert "row 4" in str(problems[1]) and "relative_file_path" in str(problems[1])
    assert "row 6" in str(problems[2]) and "frames_doi”: is empty" in str(problems[2])


def test_a_list_without_its_columns_is_refused(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="version_doi"):
        images_of_list(path)


# the algorithm ----------------------------------------------------------------------------------------


def run(zenodo, **parameters):
    algorithm = DownloadFrames().create()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    said = feedback()
    results, ok = algorithm.run({"ZENODO_URL": zenodo.url, **parameters}, context, said)
    return results, ok, said.textLog()


@pytest.fixture
def layer(harvested):
    made = QgsVectorLayer(f"{harvested}|layername=frame", "Frames", "ogr")
    QgsProject.instance().addMapLayer(made)
    yield made
    QgsProject.instance().clear()


def test_a_selection_is_downloaded(zenodo, published, layer, tmp_path):
    layer.selectByIds([1, 3])
    source = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    results, ok, log = run(zenodo, INPUT=source, OUTPUT_FOLDER=str(tmp_path / "out"))
    assert ok, log
    assert (results["FILES"], results["FILES_FAILED"]) == (2, 0) and results["BYTES_DOWNLOADED"] > 40_000
    assert len(files(tmp_path / "out")) == 2


def test_a_filtered_layer_is_downloaded(zenodo, published, layer, tmp_path):
    layer.setSubsetString("id <= 5")
    results, ok, log = run(zenodo, INPUT=layer.id(), OUTPUT_FOLDER=str(tmp_path / "out"))
    assert ok and results["FILES"] == 5, log


def test_a_list_is_downloaded_and_accounted_for(zenodo, published, tmp_path):
    path, report = tmp_path / "list.csv", tmp_path / "report.json"
    rows = [f"{published.processed},{NAME}/{FRAMES}/{name}" for name in (NAMES[0], "absent.jpeg")]
    path.write_text("\n".join(["version_doi,relative_file_path", *rows, "x,y"]))
    results, ok, log = run(zenodo, INPUT=str(path), OUTPUT_FOLDER=str(tmp_path / "out"), REPORT=str(report))
    assert ok, log
    assert (results["FILES"], results["FILES_FAILED"]) == (1, 2)
    assert "absent.jpeg" in report.read_text(encoding="utf-8")


def test_a_run_that_comes_to_nothing_fails(zenodo, published, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(f"version_doi,relative_file_path\n{published.processed},{NAME}/{FRAMES}/absent.jpeg\n")
    _results, ok, log = run(zenodo, INPUT=str(path), OUTPUT_FOLDER=str(tmp_path / "out"))
    assert not ok and "holds no" in log


def test_a_layer_of_something_else_is_refused(zenodo, tmp_path):
    other = QgsVectorLayer("Point?field=a:string", "Other", "memory")
    QgsProject.instance().addMapLayer(other)
    _results, ok, log = run(zenodo, INPUT=other.id(), OUTPUT_FOLDER=str(tmp_path / "out"))
    QgsProject.instance().clear()
    assert not ok and "no layer of frames" in log


def test_a_list_and_a_layer_on_the_command_line(zenodo, published, harvested, qgis_process, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(f"version_doi,relative_file_path\n{published.processed},{NAME}/{FRAMES}/{NAMES[0]}\n")
    for given in (path, f"{harvested}|layername=frame|subset=id <= 2"):
        code, results, errors = qgis_process.run(
            "downloadframes", INPUT=given, OUTPUT_FOLDER=tmp_path / "out", ZENODO_URL=zenodo.url
        )
        assert code == 0, errors
    assert (results["FILES"], results["FILES_UNCHANGED"]) == (2, 1)
    code, _results, errors = qgis_process.run(
        "downloadframes", INPUT=tmp_path / "absent.csv", OUTPUT_FOLDER=tmp_path / "out", ZENODO_URL=zenodo.url
    )
    assert code != 0 and "Traceback" not in errors
