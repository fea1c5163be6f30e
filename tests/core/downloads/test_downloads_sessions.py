# SPDX-License-Identifier: GPL-2.0-or-later
"""Whole sessions, downloaded and unpacked: what is chosen, resumed, refused."""

from __future__ import annotations

import io
import json
import shutil
import struct
import zipfile
from pathlib import Path

import pytest
from downloads_helpers import FRAMES, NAME, drawn, feedback, session_of
from seatizen_atlas.core.conveyor import Status
from seatizen_atlas.core.downloads.sessions import (
    STATE,
    Content,
    Wanted,
    download_sessions,
    wanted_sessions,
)
from seatizen_atlas.core.downloads.unpack import unpack
from seatizen_atlas.core.errors import Cancelled, InputError, SeatizenError
from seatizen_atlas.core.processing.downloadsessions import DownloadSessions
from seatizen_atlas.core.zenodo.client import ZenodoClient
from seatizen_atlas.core.zenodo.errors import ArchiveError
from seatizen_atlas.core.zenodo.token import Token
from zenodo_standin import TOKEN, make_zip

PICTURES = {f"{NAME}_1_{number}.jpeg": drawn(number, weight=2_000) for number in range(6)}
SESSION = {
    **session_of(PICTURES),
    "DCIM/GX010001.MP4": b"a video" * 5_000,
    "GPS/DEVICE/track.txt": b"positions",
    "SENSORS/log.txt": b"a log",
    f"PROCESSED_DATA/IA/{NAME}_scores.csv": b"FileName,Sand\n",
    "000_preview.pdf": b"%PDF",
}
THIS = (Wanted(NAME),)
PROCESSED = {path for path in SESSION if not path.startswith(("DCIM", "GPS", "SENSORS"))}


@pytest.fixture
def published(zenodo):
    return zenodo.add_session(SESSION, name=NAME)


@pytest.fixture
def download(zenodo, tmp_path):
    def run(*words, wanted=THIS, token=False, said=None):
        said = said or feedback()
        with ZenodoClient(zenodo.url, token=Token(TOKEN) if token else None, feedback=said) as client:
            return download_sessions(client, wanted, tmp_path / "out", Content.parse(words), said)

    return run


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.name != STATE
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), PROCESSED),
        (("processed",), PROCESSED),
        (("raw",), set(SESSION) - PROCESSED),
        (("raw", "processed"), set(SESSION)),
        (("m",), {"METADATA/metadata.csv", "METADATA/predictions_gps.csv"}),
        (("df",), {"DCIM/GX010001.MP4", *(f"{FRAMES}/{name}" for name in PICTURES)}),
    ],
)
def test_what_is_asked_for_comes_into_the_tree(published, download, tmp_path, words, expected):
    report = download(*words)
    assert report.count(Status.ADDED) == 1 and report.files == len(expected)
    root = tmp_path / "out"
    assert files(root) == {f"{NAME}/{path}": SESSION[path] for path in expected}
    assert not (root / ".seatizen-downloads").exists()


def test_a_second_run_downloads_nothing_and_replaces_what_is_gone_or_changed(
    published, download, tmp_path, zenodo
):
    download()
    zenodo.requests.clear()
    report = download()
    assert report.count(Status.UNCHANGED) == 1 and report.bytes_downloaded == 0
    assert zenodo.count("/content") == 0
    shutil.rmtree(tmp_path / "out" / NAME / "METADATA")
    zenodo.replace_members(published.processed, "PROCESSED_DATA_IA.zip", {"new.csv": b"new"})
    zenodo.requests.clear()
    download()
    assert zenodo.count("/content") == 2
    root = tmp_path / "out" / NAME
    assert (root / "METADATA" / "metadata.csv").is_file()
    assert (root / "PROCESSED_DATA" / "IA" / "new.csv").read_bytes() == b"new"


def test_a_broken_download_goes_on_where_it_ended(published, download, tmp_path, zenodo):
    said = feedback()
    zenodo.after("/files/PROCESSED_DATA_FRAMES.zip/content", said.cancel)
    with pytest.raises(Cancelled):
        download(said=said)
    zenodo.requests.clear()
    report = download()
    assert report.count(Status.ADDED) == 1
    assert files(tmp_path / "out") == {f"{NAME}/{path}": SESSION[path] for path in PROCESSED}


def test_all_raw_versions_come_and_the_newest_wins(published, download, tmp_path, zenodo):
    more = make_zip({"GX010001.MP4": b"better", "GX010002.MP4": b"second"}, stored=True)
    zenodo.publish_new_version(published.concept, {"DCIM.zip": more}, keep=False, version="RAW_DATA_2")
    download("raw")
    found = files(tmp_path / "out")
    assert found[f"{NAME}/DCIM/GX010001.MP4"] == b"better"
    assert found[f"{NAME}/DCIM/GX010002.MP4"] == b"second"
    assert found[f"{NAME}/SENSORS/log.txt"] == b"a log"


def test_restricted_raw_data_are_told_and_come_with_a_token(published, download, tmp_path, zenodo):
    zenodo.set_access(published.raw, "restricted")
    report = download("raw", "processed")
    assert report.sessions[0].status is Status.ADDED and "restricted" in report.sessions[0].message
    assert set(files(tmp_path / "out")) == {f"{NAME}/{path}" for path in PROCESSED}
    report = download("raw", wanted=(Wanted("", published.concept),))
    assert report.sessions[0].status is Status.FAILED and "restricted" in report.failures[0]
    download("raw", token=True)
    assert set(files(tmp_path / "out")) == {f"{NAME}/{path}" for path in SESSION}


@pytest.mark.parametrize("which", ["concept", "raw", "processed"])
def test_any_doi_stands_for_its_session(published, download, tmp_path, which):
    report = download("m", wanted=(Wanted("", getattr(published, which)),))
    assert report.sessions[0].name == NAME and report.files == 2


def test_a_session_that_is_not_there_does_not_stop_the_others(published, download, tmp_path):
    report = download("m", wanted=(Wanted("20200101_REU-X_ASV-1_01"), Wanted("", 987654), Wanted(NAME)))
    assert [outcome.status for outcome in report.sessions] == [Status.FAILED, Status.FAILED, Status.ADDED]
    assert "identifier" in report.failures[0] and "987654" in report.failures[1]


def test_another_sessions_doi_is_refused(published, download):
    report = download("m", wanted=(Wanted("20200101_REU-X_ASV-1_01", published.concept),))
    assert NAME in report.failures[0]


def test_a_name_that_is_no_session_becomes_no_folder(zenodo, download, tmp_path):
    concept, _record = zenodo.add_record(
        {"METADATA.zip": make_zip({"a.csv": b"a"})},
        related_identifiers=[{"identifier": "urn:../../evil", "relation": "isAlternateIdentifier"}],
    )
    report = download("m", wanted=(Wanted("", concept),))
    assert "not the name of a session" in report.failures[0]
    assert files(tmp_path / "out") == {}


def test_the_room_is_asked_for_before(published, download, tmp_path, monkeypatch):
    said = feedback()
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 5, 5))
    with pytest.raises(SeatizenError, match="MB are needed"):
        download(said=said)
    assert "to download" in said.textLog()
    assert files(tmp_path / "out") == {}


# which sessions ---------------------------------------------------------------------------------------


def test_sessions_are_asked_for_in_many_ways(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(f"session_name;doi\n{NAME};\n;https://doi.org/10.5281/zenodo.77\n")
    found = wanted_sessions(["a"], ["10.5281/zenodo.12", "34"], path)
    assert found == (Wanted("a"), Wanted("", 12), Wanted("", 34), Wanted(NAME), Wanted("", 77))


def test_an_atlas_knows_the_dois_of_its_sessions(harvested, published):
    assert wanted_sessions(atlas=harvested) == (Wanted(NAME, published.concept),)
    assert wanted_sessions([NAME, "other"], atlas=harvested) == (
        Wanted(NAME, published.concept),
        Wanted("other"),
    )


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "doi\nnonsense\n"])
def test_bad_lists_are_told(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_text(text)
    with pytest.raises(InputError):
        wanted_sessions(sessions_csv=path)


def test_nothing_asked_for_and_unknown_contents_are_told():
    with pytest.raises(InputError, match="No session"):
        wanted_sessions()
    with pytest.raises(InputError, match="no DOI"):
        wanted_sessions(dois=["x"])
    with pytest.raises(InputError, match="METADATA"):
        Content.parse(["xyz"])


# archives ---------------------------------------------------------------------------------------------


def zipped(folder: Path, members: dict[str, bytes], **options: object) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w", **options) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_an_archive_packed_with_its_folder_is_understood(tmp_path):
    path = zipped(tmp_path, {"IA/a.csv": b"1", "IA/b.csv": b"22"})
    assert unpack(path, tmp_path / "s", "PROCESSED_DATA/IA") == [
        ("PROCESSED_DATA/IA/a.csv", 1),
        ("PROCESSED_DATA/IA/b.csv", 2),
    ]


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "C:/x", "..\\x"])
def test_members_that_lead_out_are_refused_before_anything_is_written(tmp_path, name):
    path = zipped(tmp_path, {"good.txt": b"1", name: b"2"})
    with pytest.raises(ArchiveError, match="dangerous"):
        unpack(path, tmp_path / "s", "DCIM")
    assert not (tmp_path / "s").exists() and not (tmp_path / "x").exists()


def test_a_symbolic_link_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc")
    with pytest.raises(ArchiveError, match="symbolic link"):
        unpack(path, tmp_path / "s", "DCIM")


def test_a_bomb_is_refused(tmp_path):
    path = zipped(tmp_path, {"zeros": b"\0" * (80 << 20)}, compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(ArchiveError, match="not believable"):
        unpack(path, tmp_path / "s", "DCIM")


def test_names_that_differ_in_case_only_are_refused(tmp_path):
    path = zipped(tmp_path, {"a.txt": b"1", "A.txt": b"2"})
    with pytest.raises(ArchiveError, match="overwrite"):
        unpack(path, tmp_path / "s", "DCIM")


def test_wrong_bytes_leave_no_file(tmp_path):
    path = zipped(tmp_path, {"a.txt": b"abcdefgh" * 100})
    data = bytearray(path.read_bytes())
    data[data.index(b"abcdefgh")] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(ArchiveError, match="damaged"):
        unpack(path, tmp_path / "s", "DCIM")
    assert files(tmp_path / "s") == {}


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all" * 10])
def test_no_archive_is_told(tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(ArchiveError):
        unpack(tmp_path / "a.zip", tmp_path / "s", "DCIM")


def test_an_entry_that_lies_about_its_size_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"x" * 1000)
    data = bytearray(buffer.getvalue())
    at = data.rindex(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<L", 10)
    (tmp_path / "a.zip").write_bytes(bytes(data))
    with pytest.raises(ArchiveError):
        unpack(tmp_path / "a.zip", tmp_path / "s", "DCIM")
    assert files(tmp_path / "s") == {}


# through the other door -------------------------------------------------------------------------------


def test_the_algorithm_on_the_command_line(zenodo, published, harvested, qgis_process, tmp_path):
    report = tmp_path / "report.json"
    code, results, errors = qgis_process.run(
        "downloadsessions", ATLAS=harvested, OUTPUT_FOLDER=tmp_path / "out", CONTENT="m,i",
        ZENODO_URL=zenodo.url, REPORT=report,
    )  # fmt: skip
    assert code == 0, errors
    assert (results["SESSIONS_DOWNLOADED"], results["FILES"]) == (1, 3)
    assert json.loads(report.read_text(encoding="utf-8"))["sessions"][0]["name"] == NAME
    code, _results, errors = qgis_process.run(
        "downloadsessions", SESSIONS="20200101_REU-X_ASV-1_01", OUTPUT_FOLDER=tmp_path / "out",
        ZENODO_URL=zenodo.url,
    )  # fmt: skip
    assert code != 0 and "identifier" in errors and "Traceback" not in errors


def test_its_parameters_are_those_of_the_contract():
    algorithm = DownloadSessions().create()
    names = {definition.name() for definition in algorithm.parameterDefinitions()}
    wanted = "ATLAS SESSIONS DOIS SESSIONS_CSV OUTPUT_FOLDER CONTENT ZENODO_URL AUTH_CONFIG"
    assert set(wanted.split()) <= names
    assert {"FILES", "BYTES_DOWNLOADED"} <= {output.name() for output in algorithm.outputDefinitions()}
