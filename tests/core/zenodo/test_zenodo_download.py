# SPDX-License-Identifier: GPL-2.0-or-later
"""Whole files: resumed, checked, put in place in one step or not at all."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from seatizen_atlas.core.errors import Cancelled, SeatizenError, ServiceError
from seatizen_atlas.core.http.errors import FileChanged
from seatizen_atlas.core.upkeep.download import ATLAS_RECORD
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
