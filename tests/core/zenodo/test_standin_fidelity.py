# SPDX-License-Identifier: GPL-2.0-or-later
"""The stand-in is believed because clients that were written for the real Zenodo work against it, unmodified.

remotezip reads archives by range, zenodo-client deposits, publishes, versions and downloads, archivefs lists,
follows concepts and reads inside archives.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import requests
from zenodo_standin import TOKEN, Standin

NAME = "20231110_REU-ST-LEU_ASV-1_04"
AGENT = {"User-Agent": "fidelity-tests/1.0 (+https://example.org)"}
MEMBERS = {
    "METADATA/metadata.csv": b"FileName,relative_file_path\n"
    + b"a.jpeg,s/PROCESSED_DATA/FRAMES/a.jpeg\n" * 9000,
    "METADATA/predictions_gps.csv": b"FileName\n" + b"a.jpeg\n" * 500,
    "PROCESSED_DATA/IA/x_scores.csv": bytes(range(256)) * 1200,
}


@pytest.fixture()
def zenodo():
    with Standin() as standin:
        yield standin


def test_remotezip_reads_members_by_range(zenodo: Standin):
    from remotezip import RemoteZip

    session = zenodo.add_session(MEMBERS, name=NAME)
    url = f"{zenodo.url}/api/records/{session.processed}/files/PROCESSED_DATA_IA.zip/content"
    with RemoteZip(url, headers=AGENT, initial_buffer_size=100) as archive:
        assert archive.namelist() == ["x_scores.csv"]
        assert archive.read("x_scores.csv") == MEMBERS["PROCESSED_DATA/IA/x_scores.csv"]
    ranges = [seen.headers["Range"] for seen in zenodo.seen("/content")]
    assert ranges[0] == "bytes=-100"
    assert {seen.status for seen in zenodo.seen("/content")} == {206}


def test_zenodo_client_deposits_versions_and_downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYSTOW_HOME", str(tmp_path / "pystow"))
    from zenodo_client import Creator, Metadata, Zenodo

    first, second = tmp_path / "data.csv", tmp_path / "more.csv"
    first.write_text("a,b\n1,2\n")
    second.write_text("c\n3\n")
    # its uploads and downloads go out with their libraries' default User-Agent
    with Standin(edge_firewall=False) as zenodo:
        client = Zenodo(access_token=TOKEN)
        client.base = zenodo.url
        client.api_base = zenodo.url + "/api"
        client.depositions_base = zenodo.url + "/api/deposit/depositions"
        described = Metadata(
            title="Test", upload_type="dataset", description="d", version="2024-01-01",
            creators=[Creator(name="Doe, Jane")], access_right="open", license="CC-BY-4.0",
        )  # fmt: skip
        draft = client.create(described, [first], publish=False).json()
        assert (draft["state"], draft["submitted"]) == ("unsubmitted", False)
        published = client.publish(draft["id"], sleep=False)
        assert published.status_code == 202
        assert published.json()["state"] == "done"

        updated = client.update(str(draft["id"]), [second]).json()
        assert updated["id"] != draft["id"]
        assert updated["conceptrecid"] == draft["conceptrecid"]
        assert {file["filename"] for file in updated["files"]} == {"data.csv", "more.csv"}

        record = client.get_record(draft["conceptrecid"]).json()  # a concept id: redirected to the latest
        assert record["id"] == updated["id"]
        path = client.download(str(updated["id"]), name="more.csv")
        assert path.read_text() == second.read_text()
        assert not zenodo.failures


def test_archivefs_lists_follows_concepts_and_reads_inside_archives(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    from archivefs.backends.zenodo import ZenodoFileSystem

    with Standin(edge_firewall=False) as zenodo:  # its session has its library's default User-Agent
        session = zenodo.add_session(MEMBERS, name=NAME)
        remote = ZenodoFileSystem(api_url=zenodo.url + "/api", extract_zips=True, skip_instance_cache=True)
        listed = remote.ls(f"10.5281/zenodo.{session.concept}", detail=False)
        assert {Path(name).name for name in listed} >= {"METADATA.zip", "PROCESSED_DATA_IA.zip"}
        inside = f"{session.processed}/METADATA.zip"
        assert {Path(entry["name"]).name for entry in remote.ls(inside)} == {
            "metadata.csv",
            "predictions_gps.csv",
        }
        read = remote.cat_file(f"{inside}/metadata.csv")
        assert hashlib.sha256(read).digest() == hashlib.sha256(MEMBERS["METADATA/metadata.csv"]).digest()
        assert [v["record_id"] for v in remote.versions(str(session.processed))] == [
            str(session.processed),
            str(session.raw),
        ]
        assert remote.latest_version(str(session.raw))["record_id"] == str(session.processed)


# What those clients do not reach is asserted by hand, from the public captures.


def get(zenodo: Standin, path: str, *, token: str | None = None, **options: Any) -> requests.Response:
    headers = {**AGENT, **options.pop("headers", {})}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return requests.get(zenodo.url + path, headers=headers, timeout=10, allow_redirects=False, **options)


def test_query_caps_and_window(zenodo: Standin):
    zenodo.add_session(MEMBERS, name=NAME)
    anonymous = get(zenodo, "/api/records?size=26")
    assert anonymous.status_code == 400
    assert anonymous.json() == {
        "status": 400,
        "message": "A validation error occurred.",
        "errors": [
            {
                "field": "size",
                "messages": [
                    "Page size cannot be greater than 25. Please use authenticated requests to increase the "
                    "limit to 100."
                ],
            }
        ],
    }
    assert get(zenodo, "/api/records?size=100", token=TOKEN).status_code == 200
    assert get(zenodo, "/api/records?size=101", token=TOKEN).json()["errors"][0]["messages"] == [
        "Page size cannot be greater than 100."
    ]
    beyond = get(zenodo, "/api/records?size=25&page=401")
    assert (beyond.status_code, beyond.json()) == (
        400,
        {"status": 400, "message": "Invalid querystring parameters."},
    )


def test_listing_is_newest_first_latest_only_with_sorted_links(zenodo: Standin):
    sessions = [zenodo.add_session(MEMBERS, name=f"2023111{n}_REU-X_ASV-1_00") for n in range(3)]
    page = get(zenodo, "/api/communities/seatizen-data/records?size=2").json()
    assert [hit["id"] for hit in page["hits"]["hits"]] == [sessions[2].processed, sessions[1].processed]
    assert page["hits"]["total"] == 3
    assert page["links"]["next"].startswith(
        f"{zenodo.url}/api/communities/seatizen-data/records?page=2&size=2"
    )
    every = get(zenodo, "/api/communities/seatizen-data/records?allversions=true").json()
    assert every["hits"]["total"] == 6
    assert get(zenodo, "/api/communities/Seatizen-Data/records").status_code == 404
    assert get(zenodo, "/api/records?communities=no-such").json()["hits"]["total"] == 3


def test_redirects_tombstones_and_access(zenodo: Standin):
    one, two, three = (zenodo.add_session(MEMBERS, name=f"2023111{n}_REU-X_ASV-1_00") for n in range(3))
    moved = get(zenodo, f"/api/records/{one.concept}?x=1")
    assert (moved.status_code, moved.headers["Location"]) == (
        302,
        f"{zenodo.url}/api/records/{one.processed}",
    )
    assert get(zenodo, f"/api/records/{one.raw}/versions/latest").status_code == 301
    assert get(zenodo, f"/api/records/{one.concept}/versions").status_code == 404
    assert get(zenodo, "/api/records/99").json() == {
        "status": 404,
        "message": "The persistent identifier does not exist.",
    }
    zenodo.delete_record(one.processed, note="asked for")
    gone = get(zenodo, f"/api/records/{one.processed}")
    assert (gone.status_code, gone.json()["tombstone"]["note"]) == (410, "asked for")
    assert get(zenodo, f"/api/records/{one.processed}/versions").json()["hits"]["total"] == 0
    zenodo.delete_record(two.processed, visible=False)
    assert get(zenodo, f"/api/records/{two.processed}").status_code == 404
    zenodo.set_access(three.processed, "embargoed", "2099-01-01")
    assert get(zenodo, f"/api/records/{three.processed}").json()["files"] == []
    assert get(zenodo, f"/api/records/{three.processed}", token=TOKEN).json()["files"]
    assert get(zenodo, f"/api/records/{three.processed}/files/METADATA.zip/content").status_code == 403
    assert get(zenodo, f"/api/records/{three.processed}/files").status_code == 403


def test_ranges_and_checksum_header(zenodo: Standin):
    body = next(bytes([n]) * 300 for n in range(256) if _md5(bytes([n]) * 300).startswith("0"))
    _, record = zenodo.add_record({"a.bin": body})
    path = f"/api/records/{record}/files/a.bin/content"

    def ranged(text: str) -> requests.Response:
        return get(zenodo, path, headers={"Range": text})

    assert ranged("bytes=10-19").headers["Content-Range"] == "bytes 10-19/300"
    assert ranged("bytes=-7").headers["Content-Range"] == "bytes 293-299/300"
    assert ranged("bytes=290-400").content == body[290:]
    past = ranged("bytes=300-")
    assert (past.status_code, past.headers["Content-Range"]) == (416, "bytes */300")
    whole = get(zenodo, path)
    assert whole.headers["OC-Checksum"] == "MD5:" + _md5(body).lstrip("0")
    assert len(whole.headers["OC-Checksum"]) < len("MD5:") + 32
    assert "ETag" not in whole.headers and "Last-Modified" not in whole.headers
    assert get(zenodo, f"/records/{record}/files/a.bin?download=1").content == body


def test_rate_limits_move_and_are_told():
    from zenodo_standin import Limits

    now = [1_000_000.0]
    with Standin(limits=Limits(search=((3, 60.0),), other=((5, 60.0),)), now=lambda: now[0]) as zenodo:
        answers = [get(zenodo, "/api/records") for _ in range(4)]
        assert [a.status_code for a in answers] == [200, 200, 200, 429]
        assert [a.headers["X-RateLimit-Remaining"] for a in answers] == ["2", "1", "0", "0"]
        assert answers[3].json() == {"status": 429, "message": "3 per 1 minute"}
        assert int(answers[3].headers["Retry-After"]) >= 60
        assert get(zenodo, "/api/records/1").status_code == 404  # the other bucket
        now[0] += 61
        assert get(zenodo, "/api/records").status_code == 200
        other = requests.get(zenodo.url + "/api/records", headers={"User-Agent": "b/1"}, timeout=5)
        assert other.headers["X-RateLimit-Remaining"] == "2"  # keyed on the User-Agent


def test_edge_firewall_refuses_default_agents(zenodo: Standin):
    refused = requests.get(zenodo.url + "/api/records", timeout=5)
    assert refused.status_code == 403
    assert refused.headers["Content-Type"].startswith("text/html")


def test_container_lists_and_serves_members(zenodo: Standin):
    session = zenodo.add_session(MEMBERS, name=NAME)
    path = f"/api/records/{session.processed}/files/METADATA.zip/container"
    listed = get(zenodo, path).json()
    assert {entry["key"] for entry in listed["entries"]} == {"metadata.csv", "predictions_gps.csv"}
    assert get(zenodo, f"{path}/predictions_gps.csv").content == MEMBERS["METADATA/predictions_gps.csv"]


def test_index_lag_and_dates_that_become_text(zenodo: Standin):
    session = zenodo.add_session(MEMBERS, name=NAME)
    zenodo.store.index_lag = 3600
    zenodo.add_session(MEMBERS, name="20240101_REU-X_ASV-1_00")
    assert get(zenodo, "/api/records").json()["hits"]["total"] == 1
    found = get(zenodo, "/api/records", params={"q": "updated:[2020-01-01 TO *]"}).json()
    assert [hit["id"] for hit in found["hits"]["hits"]] == [session.processed]
    trap = get(zenodo, "/api/records", params={"q": "updated:[2020-01-01T00:00:00.123+00:00 TO *]"})
    assert (trap.status_code, trap.json()["hits"]["total"]) == (200, 0)


def test_deposit_states_and_new_versions(zenodo: Standin):
    base = "/api/deposit/depositions"
    auth = {**AGENT, "Authorization": f"Bearer {TOKEN}"}

    def call(method: str, path: str, **options: Any) -> requests.Response:
        return requests.request(
            method, zenodo.url + path, headers=options.pop("headers", auth), timeout=5, **options
        )

    assert call("POST", base, headers=AGENT).json() == {"status": 403, "message": "Permission denied."}
    assert call("POST", base, json={"surprise": 1}).status_code == 400
    metadata = {"title": "T", "upload_type": "dataset", "creators": [{"name": "Doe, J"}], "colour": "blue"}
    draft = call("POST", base, json={"metadata": metadata}).json()
    assert "colour" not in draft["metadata"]
    number, bucket = draft["id"], draft["links"]["bucket"].removeprefix(zenodo.url)
    assert call("POST", f"{base}/{number}/actions/publish").status_code == 400  # no files
    put = call("PUT", f"{bucket}/a.txt", data=b"abc")
    assert (put.status_code, put.json()["checksum"]) == (201, "md5:" + _md5(b"abc"))
    text = {**auth, "Content-Type": "text/plain"}
    assert call("PUT", f"{bucket}/a.txt", data=b"abc", headers=text).status_code == 415
    charset = {**auth, "Content-Type": "application/json; charset=utf-8"}
    assert call("PUT", f"{base}/{number}", data=b"{}", headers=charset).status_code == 415
    assert call("POST", f"{base}/{number}/actions/publish").status_code == 202
    assert call("POST", f"{base}/{number}/actions/publish").status_code == 404
    assert call("PUT", f"{base}/{number}", json={"metadata": metadata}).status_code == 404
    assert call("PUT", f"{bucket}/b.txt", data=b"abc").status_code == 403
    edited = call("POST", f"{base}/{number}/actions/edit")
    assert (edited.status_code, edited.json()["state"]) == (201, "inprogress")
    assert call("POST", f"{base}/{number}/actions/discard").status_code == 204
    new = call("POST", f"{base}/{number}/actions/newversion").json()
    assert [file["filename"] for file in new["files"]] == ["a.txt"]
    again = call("POST", f"{base}/{number}/actions/newversion")
    assert again.json()["errors"] == [
        {"field": "files.enabled", "messages": ["Please remove all files first."]}
    ]
    recovered = call("POST", f"/api/records/{number}/versions")
    assert (recovered.status_code, recovered.json()["id"]) == (201, new["id"])
    file_id = new["files"][0]["id"]
    zenodo.fault("/files/", "json500", method="DELETE", after_effect=True)
    assert call("DELETE", f"{base}/{new['id']}/files/{file_id}").status_code == 500
    assert call("GET", f"{base}/{new['id']}/files").json() == []
    assert call("DELETE", f"{base}/{new['id']}").status_code == 204
    foreign = {**AGENT, "Authorization": "Bearer other-token"}
    assert call("GET", f"{base}/{number}", headers=foreign).status_code == 403
    assert [d["id"] for d in call("GET", base).json()] == [number]


def test_the_requests_are_kept_without_the_token(zenodo: Standin):
    get(zenodo, f"/api/records?access_token={TOKEN}", token=TOKEN)
    assert zenodo.requests[0].authorized
    assert TOKEN not in repr(zenodo.requests)


def test_three_hundred_sessions_are_cheap(zenodo: Standin):
    for number in range(300):
        zenodo.add_session(MEMBERS, name=f"20200101_REU-S{number:03d}_ASV-1_00")
    page = get(zenodo, "/api/communities/seatizen-data/records?page=12&size=25").json()
    assert (page["hits"]["total"], len(page["hits"]["hits"])) == (300, 25)


def test_zips_are_ordinary(zenodo: Standin, tmp_path: Path):
    session = zenodo.add_session(MEMBERS, name=NAME)
    (tmp_path / "a.zip").write_bytes(zenodo.file(session.processed, "METADATA.zip").open().read())
    assert zipfile.ZipFile(tmp_path / "a.zip").testzip() is None


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
