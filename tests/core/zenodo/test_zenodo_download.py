# SPDX-License-Identifier: GPL-2.0-or-later
"""Whole files and the published atlas: resumed, checked, put in place in one step or not at all."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from qgis.core import QgsProcessingContext
from qgis.PyQt.QtCore import QLockFile
from seatizen_atlas.core.errors import AtlasBusy, AtlasError, Cancelled, SeatizenError, ServiceError
from seatizen_atlas.core.http.errors import FileChanged
from seatizen_atlas.core.processing.downloadatlas import DownloadAtlas
from seatizen_atlas.core.zenodo.atlas import ATLAS_RECORD, download_atlas
from seatizen_atlas.core.zenodo.download import download_file
from seatizen_atlas.core.zenodo.errors import OutOfReach, RecordMissing
from seatizen_atlas.core.zenodo.records import RecordFile, record
from zenodo_helpers import Feedback, client_of
from zenodo_standin import Standin

BODY = bytes(range(256)) * 8000  # two megabytes


@pytest.fixture()
def zenodo():
    with Standin() as standin:
        standin.add_record(
            {"seatizen_atlas_db.gpkg": BODY, "session_doi.csv": b"x"},
            concept_id=ATLAS_RECORD,
            version="v1.2.0",
        )
        yield standin


@pytest.fixture()
def file(zenodo: Standin) -> RecordFile:
    found = record(client_of(zenodo), ATLAS_RECORD).file("seatizen_atlas_db.gpkg")
    assert found is not None
    zenodo.requests.clear()
    return found


def test_a_file_arrives_whole(zenodo: Standin, file: RecordFile, tmp_path: Path):
    feedback = Feedback()
    done = download_file(client_of(zenodo), file, tmp_path / "new" / "a.gpkg", feedback)
    assert done.path.read_bytes() == BODY
    assert (done.bytes_downloaded, done.bytes_resumed) == (len(BODY), 0)
    assert len(zenodo.requests) == 1
    assert feedback.progress() == 100
    assert [path.name for path in done.path.parent.iterdir()] == ["a.gpkg"]


def test_cancel_keeps_what_came_and_the_next_run_goes_on(zenodo: Standin, file: RecordFile, tmp_path: Path):
    target = tmp_path / "a.gpkg"
    target.write_bytes(b"the old one")
    feedback = Feedback()
    began = 0.0

    def stop(done: int) -> None:
        nonlocal began
        if done > 500_000 and not feedback.isCanceled():
            began = time.monotonic()
            feedback.cancel()

    with pytest.raises(Cancelled):
        download_file(client_of(zenodo, feedback=feedback), file, target, feedback, progress=stop)
    assert time.monotonic() - began < 1
    assert target.read_bytes() == b"the old one"
    left = (tmp_path / "a.gpkg.part").stat().st_size
    assert 500_000 < left < len(BODY)
    done = download_file(client_of(zenodo), file, target)
    assert (done.bytes_resumed, done.bytes_downloaded) == (left, len(BODY) - left)
    assert zenodo.requests[-1].sent == len(BODY) - left
    assert target.read_bytes() == BODY


def test_the_beginning_of_another_file_is_found_out(zenodo: Standin, file: RecordFile, tmp_path: Path):
    (tmp_path / "a.gpkg.part").write_bytes(b"of an older version" * 1000)
    assert download_file(client_of(zenodo), file, tmp_path / "a.gpkg").path.read_bytes() == BODY
    (tmp_path / "b.gpkg.part").write_bytes(BODY + b"longer")
    assert download_file(client_of(zenodo), file, tmp_path / "b.gpkg").path.read_bytes() == BODY


def test_everything_here_but_the_last_step(zenodo: Standin, file: RecordFile, tmp_path: Path):
    (tmp_path / "a.gpkg.part").write_bytes(BODY)
    done = download_file(client_of(zenodo), file, tmp_path / "a.gpkg")
    assert (done.bytes_downloaded, len(zenodo.requests)) == (0, 0)
    assert done.path.read_bytes() == BODY


def test_a_server_without_ranges_starts_over(zenodo: Standin, file: RecordFile, tmp_path: Path):
    (tmp_path / "a.gpkg.part").write_bytes(BODY[:1000])
    zenodo.fault("/content", "ignore-range")
    assert download_file(client_of(zenodo), file, tmp_path / "a.gpkg").path.read_bytes() == BODY


@pytest.mark.parametrize("kind", ["truncated", "reset", "html504", "429", "html403", "html200", "json500"])
def test_passing_failures(zenodo: Standin, file: RecordFile, tmp_path: Path, kind: str):
    zenodo.fault("/content", kind, times=2)
    assert download_file(client_of(zenodo), file, tmp_path / "a.gpkg").path.read_bytes() == BODY


def test_wrong_bytes_of_the_right_size(zenodo: Standin, file: RecordFile, tmp_path: Path):
    zenodo.fault("/content", "wrong-bytes")
    assert download_file(client_of(zenodo), file, tmp_path / "a.gpkg").path.read_bytes() == BODY
    zenodo.fault("/content", "wrong-bytes", times=9)
    with pytest.raises(ServiceError, match="wrong checksum"):
        download_file(client_of(zenodo), file, tmp_path / "b.gpkg")
    assert {path.name for path in tmp_path.iterdir()} == {"a.gpkg"}


def test_replaced_closed_or_deleted_meanwhile(zenodo: Standin, file: RecordFile, tmp_path: Path):
    zenodo.replace_file(file.record_id, file.key, BODY[::-1])
    with pytest.raises(FileChanged):
        download_file(client_of(zenodo), file, tmp_path / "a.gpkg")
    zenodo.set_access(file.record_id, "restricted")
    with pytest.raises(OutOfReach):
        download_file(client_of(zenodo), file, tmp_path / "a.gpkg")
    zenodo.delete_record(file.record_id)
    with pytest.raises(RecordMissing):
        download_file(client_of(zenodo), file, tmp_path / "a.gpkg")
    assert not (tmp_path / "a.gpkg").exists()


def test_no_room_and_no_right_to_write(zenodo: Standin, file: RecordFile, tmp_path: Path, monkeypatch):
    (tmp_path / "a.gpkg.part").mkdir()
    with pytest.raises(SeatizenError, match="cannot be written"):
        download_file(client_of(zenodo), file, tmp_path / "a.gpkg")
    import shutil

    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1 << 20))
    zenodo.requests.clear()
    with pytest.raises(SeatizenError, match="MB free"):
        download_file(client_of(zenodo), file, tmp_path / "b.gpkg")
    assert not zenodo.requests


# the atlas --------------------------------------------------------------------------------------------


def test_the_newest_atlas_and_only_when_it_is_new(zenodo: Standin, tmp_path: Path):
    zenodo.publish_new_version(ATLAS_RECORD, {"seatizen_atlas_db.gpkg": BODY + b"!"}, version="v1.2.1")
    output = tmp_path / "atlas.gpkg"
    first = download_atlas(client_of(zenodo), output, Feedback())
    assert (first.version, first.bytes_downloaded, first.unchanged) == ("v1.2.1", len(BODY) + 1, False)
    again = download_atlas(client_of(zenodo), output, Feedback())
    assert (again.unchanged, again.bytes_downloaded) == (True, 0)
    older = zenodo.store.concepts[ATLAS_RECORD].versions[0].id
    assert download_atlas(client_of(zenodo), output, Feedback(), record_id=older).version == "v1.2.0"
    assert output.read_bytes() == BODY
    assert {path.name for path in tmp_path.iterdir()} == {"atlas.gpkg"}


def test_an_atlas_in_use_is_not_replaced(zenodo: Standin, tmp_path: Path):
    output = tmp_path / "atlas.gpkg"
    output.write_bytes(b"old")
    (tmp_path / "atlas.gpkg-wal").write_bytes(b"edits")
    with pytest.raises(AtlasBusy):
        download_atlas(client_of(zenodo), output, Feedback())
    (tmp_path / "atlas.gpkg-wal").unlink()
    lock = QLockFile(f"{output}.lock")
    assert lock.tryLock(0)
    with pytest.raises(AtlasBusy):
        download_atlas(client_of(zenodo), output, Feedback())
    lock.unlock()
    # somebody begins to edit while the download runs
    zenodo.after("/content", lambda: (tmp_path / "atlas.gpkg-wal").write_bytes(b"edits"))
    with pytest.raises(AtlasBusy):
        download_atlas(client_of(zenodo), output, Feedback())
    assert output.read_bytes() == b"old"


def test_records_without_an_atlas(zenodo: Standin, tmp_path: Path):
    _, none = zenodo.add_record({"a.csv": b"1"})
    _, closed = zenodo.add_record({"a.gpkg": b"1"}, access_right="restricted")
    with pytest.raises(ServiceError, match="0 GeoPackages"):
        download_atlas(client_of(zenodo), tmp_path / "a.gpkg", Feedback(), record_id=none)
    with pytest.raises(OutOfReach):
        download_atlas(client_of(zenodo), tmp_path / "a.gpkg", Feedback(), record_id=closed)
    with pytest.raises(AtlasError, match="not the name"):
        download_atlas(client_of(zenodo), tmp_path / "a.txt", Feedback())


def test_the_algorithm(zenodo: Standin, tmp_path: Path):
    output = tmp_path / "atlas.gpkg"
    parameters = {"OUTPUT": str(output), "ZENODO_URL": zenodo.url}
    outputs, good = DownloadAtlas().create().run(parameters, QgsProcessingContext(), Feedback())
    assert good
    assert outputs == {"OUTPUT": str(output), "VERSION": "v1.2.0"}
    assert output.read_bytes() == BODY


def test_the_algorithm_in_another_thread(zenodo: Standin, tmp_path: Path):
    """As QGIS runs it: prepared on the main thread, run in a task."""
    parameters = {
        "OUTPUT": str(tmp_path / "atlas.gpkg"),
        "ZENODO_URL": zenodo.url,
        "RECORD": str(ATLAS_RECORD),
    }
    algorithm, context, feedback = DownloadAtlas().create(), QgsProcessingContext(), Feedback()
    assert algorithm.prepare(parameters, context, feedback)
    results: list[dict] = []
    worker = threading.Thread(
        target=lambda: results.append(algorithm.processAlgorithm(parameters, context, feedback))
    )
    worker.start()
    worker.join()
    assert results[0]["VERSION"] == "v1.2.0"
