# SPDX-License-Identifier: GPL-2.0-or-later
"""Drafts cleaned, metadata updated, access given, the atlas published, the whole round."""

from __future__ import annotations

import contextlib
import json
import os
import time
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from publish_helpers import Desk, Feedback, Hasty, upload, versions, write
from seatizen_atlas.core.atlas.gateway import Atlas, lock_place
from seatizen_atlas.core.errors import AtlasBusy, AtlasError, InputError, SeatizenError, ServiceError
from seatizen_atlas.core.publish.access import session_access
from seatizen_atlas.core.publish.atlas import publish_atlas, update_atlas_metadata
from seatizen_atlas.core.publish.blank_drafts import clean_drafts
from seatizen_atlas.core.publish.content import Wanted
from seatizen_atlas.core.publish.maintain import maintain_atlas
from seatizen_atlas.core.publish.metadata_update import update_session_metadata
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.upkeep.summary import summarise
from seatizen_atlas.core.zenodo.client import ZenodoClient
from seatizen_atlas.core.zenodo.drafts import create, edit, new_version, save, upload_file
from seatizen_atlas.core.zenodo.token import Token
from zenodo_standin import TOKEN, Standin

SOON = (datetime.now(timezone.utc) + timedelta(days=30)).date().isoformat()


@pytest.fixture
def client(zenodo: Standin) -> Iterator[ZenodoClient]:
    with ZenodoClient(zenodo.url, token=Token(TOKEN), clock=Hasty()) as made:
        yield made


# drafts ---------------------------------------------------------------------------------------------


def test_only_blank_drafts_of_ones_own_are_deleted(zenodo: Standin, client: ZenodoClient, tmp_path: Path):
    _, record = zenodo.add_record({"a.txt": b"a"}, title="Published")
    blank = [create(client, {}).id, create(client, {"metadata": {"description": "<p>text</p>"}}).id]
    titled = create(client, {"metadata": {"title": "Mine"}}).id
    filled = create(client, {}).id
    file = write(tmp_path / "a", b"abc")
    upload_file(client, filled, "a", file, 3, "900150983cd24fb0d6963f7d28e17f72")
    following = new_version(client, record).id
    save(client, following, {"metadata": {}})
    edit(client, record)
    with ZenodoClient(zenodo.url, token=Token("other-token")) as other:
        create(other, {})
    before = set(zenodo.store.all_drafts())
    planned = clean_drafts(client, Feedback(), dry_run=True)
    assert ({draft.id for draft in planned.drafts}, planned.deleted) == (set(blank), 0)
    assert set(zenodo.store.all_drafts()) == before
    report = clean_drafts(client, Feedback())
    assert (report.found, report.deleted) == (2, 2)
    assert set(zenodo.store.all_drafts()) == before - set(blank)
    assert {titled, filled, following, record} <= set(zenodo.store.all_drafts())


def test_a_draft_that_somebody_begins_to_fill_meanwhile_is_kept(zenodo: Standin, client: ZenodoClient):
    draft = create(client, {}).id
    zenodo.before(
        f"/{draft}/draft$", lambda: zenodo.store.drafts[draft].body()["metadata"].update(title="Now")
    )
    report = clean_drafts(client, Feedback())
    assert [one.state for one in report.drafts] == ["kept"]
    assert draft in zenodo.store.drafts
    second = create(client, {}).id
    bump = lambda: setattr(zenodo.store.drafts[second], "revision", 9)  # noqa: E731
    zenodo.after(f"/{second}/draft$", bump)
    assert [one.state for one in clean_drafts(client, Feedback()).drafts] == ["kept"]
    zenodo.fault(f"/{second}/draft$", "json500", method="DELETE", after_effect=True)
    assert [one.state for one in clean_drafts(client, Feedback()).drafts] == ["deleted"]


# metadata -------------------------------------------------------------------------------------------


def change(metadata: Path, **changes: object) -> None:
    metadata.write_text(json.dumps({**json.loads(metadata.read_text()), **changes}))


def test_metadata_of_all_versions_the_last_or_named_ones(zenodo: Standin, client: ZenodoClient, board: Desk):
    upload(zenodo, board.sessions, board.metadata)
    (name,) = board.names()
    before = {key: (dict(v.files), v.access, v.id) for key, v in versions(zenodo).items()}

    def run(*wanted: str, **options: bool):
        return update_session_metadata(
            client, board.sessions, None, board.metadata, wanted, Feedback(), **options
        )

    assert run("all").versions_updated == 0, "up to date"
    change(board.metadata, keywords=["Reef"])
    planned = run("all", dry_run=True)
    assert planned.versions_updated == 2 and planned.sessions[0].status == "planned"
    assert [field for field, _, _ in planned.sessions[0].versions[0].changes] == ["subjects"]
    assert not zenodo.seen("/draft$", "PUT")[2:], "nothing was changed"
    assert run("RAW_DATA").versions_updated == 1
    assert run("last").versions_updated == 1
    assert run("all").versions_updated == 0
    assert "no version is named “X”" in run("X").failures[0]
    after = {key: (dict(v.files), v.access, v.id) for key, v in versions(zenodo).items()}
    assert after == before, "files, access, ids"
    assert (
        versions(zenodo)[name, "RAW_DATA"].metadata["keywords"][2] == "Reef"
        or "Reef" in versions(zenodo)[name, "RAW_DATA"].metadata["keywords"]
    )
    assert not zenodo.store.all_drafts()


def test_metadata_that_zenodo_refuses_change_nothing(zenodo: Standin, client: ZenodoClient, board: Desk):
    upload(zenodo, board.sessions, board.metadata, Wanted(raw=True))
    (record,) = zenodo.store.versions.values()
    change(board.metadata, title="x")
    report = update_session_metadata(client, board.sessions, None, board.metadata, ["all"], Feedback())
    assert "metadata.title: Shorter than minimum length 3." in report.failures[0] and report.everything_failed
    assert record.draft is None and record.metadata["title"].startswith("Underwater")
    edit(client, record.id)
    record.draft.body()["metadata"]["title"] = "By hand"
    change(board.metadata, title="By machine")
    report = update_session_metadata(client, board.sessions, None, board.metadata, ["all"], Feedback())
    assert f"Record {record.id} is being edited on Zenodo" in report.failures[0]


@pytest.mark.parametrize(
    ("pattern", "method"), [("/draft$", "POST"), ("/draft$", "PUT"), ("/publish$", "POST")]
)
@pytest.mark.parametrize("times", [1, 50])
def test_an_update_survives_lost_answers(
    zenodo: Standin, client: ZenodoClient, board: Desk, pattern: str, method: str, times: int
):
    upload(zenodo, board.sessions, board.metadata, Wanted(raw=True))
    change(board.metadata, keywords=["Reef"])
    zenodo.fault(pattern, "html504", times=times, method=method, after_effect=True)
    for _ in range(2):
        update_session_metadata(client, board.sessions, None, board.metadata, ["all"], Feedback())
        zenodo.script.clear()
    (record,) = zenodo.store.versions.values()
    assert "Reef" in record.metadata["keywords"] and record.draft is None


# access ---------------------------------------------------------------------------------------------


def test_access_by_person_and_by_link(zenodo: Standin, client: ZenodoClient, desk: Desk):
    upload(zenodo, desk.sessions, desk.metadata)
    (board, *_) = desk.names()
    granted = session_access(client, [], "grant", Feedback(), person="ben")
    assert [(one.session, one.status, one.users) for one in granted.sessions] == [
        (board, "granted", ("2 (view)",))
    ], "the drone's raw data are open"
    assert session_access(client, [board], "grant", Feedback(), person="2").sessions[0].status == "unchanged"
    linked = session_access(client, [board], "grant", Feedback(), until=SOON)
    ((address, expires),) = linked.sessions[0].links
    assert (address.startswith(f"{zenodo.url}/records/"), expires) == (True, SOON)
    assert session_access(client, [board], "grant", Feedback(), until=SOON).sessions[0].status == "unchanged"
    assert session_access(client, [board], "list", Feedback()).grants == 2
    assert session_access(client, [board], "end", Feedback(), person="2", dry_run=True).grants == 1
    assert session_access(client, [board], "end", Feedback(), person="2").sessions[0].status == "ended"
    assert session_access(client, [board], "end", Feedback()).sessions[0].status == "ended"
    assert session_access(client, [board], "list", Feedback()).grants == 0
    report = session_access(client, ["20200101_REU-X_ASV-1_01"], "list", Feedback())
    assert report.everything_failed and "no restricted version" in report.failures[0]


def test_what_is_wrong_with_an_access_is_told(zenodo: Standin, client: ZenodoClient):
    zenodo.store.users.update({4: "bento"})
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        session_access(client, [], "grant", Feedback())
    with pytest.raises(InputError, match="not in the future"):
        session_access(client, [], "grant", Feedback(), until="2020-01-01")
    with pytest.raises(ServiceError, match="knows nobody named “zoe”"):
        session_access(client, [], "grant", Feedback(), person="zoe")
    with pytest.raises(ServiceError, match=r"Several users .* Ben \(2\), Bento \(4\)"):
        session_access(client, [], "list", Feedback(), person="be")
    with pytest.raises(InputError, match="“give” is no action"):
        session_access(client, [], "give", Feedback())


# the atlas ------------------------------------------------------------------------------------------


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    folder = tmp_path / "atlas"
    folder.mkdir()
    made = create_atlas(folder / "mine.gpkg", feedback=Feedback())
    write(folder / "tables" / "session_doi.csv", b"session_name\n")
    write(folder / "tables" / "private.csv", b"not for the public\n")
    write(folder / "tables" / "backup.zip", b"PK no archive")
    with zipfile.ZipFile(folder / "tables" / "annotations.zip", "w") as archive:
        archive.writestr("meta.xml", "<archive/>")
        archive.writestr("eml.xml", "<eml/>")
    write(folder / "atlas.txt", b"<p>The atlas.</p>")
    given = {
        "creators": [{"name": "Ana Bo", "orcid": "0000-0002-1825-0097"}],
        "description": "atlas.txt",
        "keywords": ["Coral Reef"],
        "version": "v1.2.6",
        "communities": ["seatizen-data"],
    }
    (folder / "atlas.json").write_text(json.dumps(given))
    return made


def publish(client: ZenodoClient, atlas: Path, **options):
    folder = atlas.parent
    return publish_atlas(client, atlas, folder / "tables", folder / "atlas.json", Feedback(), **options)


def test_the_atlas_goes_up_and_remembers_its_version(zenodo: Standin, client: ZenodoClient, atlas: Path):
    planned = publish(client, atlas, dry_run=True)
    assert (planned.status, planned.version, planned.doi) == ("planned", "v1.0.0", "")
    files = {"seatizen_atlas_db.gpkg", "session_doi.csv", "annotations.zip"}
    assert {file.key for file in planned.plan.files} == files, "no other file of the folder"
    assert not zenodo.store.drafts and not (atlas.parent / ".seatizen_publish").exists()
    md5 = zenodo_md5(atlas)
    first = publish(client, atlas)
    assert (first.status, first.version) == ("published", "v1.0.0")
    (record,) = zenodo.store.versions.values()
    assert first.doi == f"10.5281/zenodo.{record.id}"
    assert record.files["seatizen_atlas_db.gpkg"].blob.md5 == md5
    assert record.concept.communities == ["seatizen-data"]
    assert summarise(atlas).last_version == "v1.0.0"
    again = publish(client, atlas)
    assert (again.status, again.version, again.record_id) == ("unchanged", "v1.0.0", record.id)
    write(atlas.parent / "tables" / "session_doi.csv", b"session_name\nnew\n")
    second = publish(client, atlas)
    assert (second.status, second.version) == ("published", "v1.0.1")
    third = publish(client, atlas, version="v2.0.0")
    assert third.version == "v2.0.0" and len(zenodo.store.versions) == 3
    assert set(zenodo.store.versions[third.record_id].files) == files


def zenodo_md5(path: Path) -> str:
    import hashlib

    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("times", [1, 80])
@pytest.mark.parametrize("pattern", ["^/api/records$", "/publish$", "/commit$"])
def test_the_atlas_is_published_once_whatever_is_lost(
    zenodo: Standin, client: ZenodoClient, atlas: Path, pattern: str, times: int
):
    zenodo.fault(pattern, "html504", times=times, method="POST", after_effect=True)
    for _ in range(2):
        with contextlib.suppress(SeatizenError):
            publish(client, atlas)
        zenodo.script.clear()
    assert [v.metadata["version"] for v in zenodo.store.versions.values()] == ["v1.0.0"]
    assert not zenodo.store.drafts and summarise(atlas).last_version == "v1.0.0"


def test_an_atlas_that_is_not_fit_is_refused(zenodo: Standin, client: ZenodoClient, atlas: Path):
    tables = atlas.parent / "tables"
    old = time.time() - 3600
    os.utime(tables / "session_doi.csv", (old, old))
    with pytest.raises(InputError, match="“session_doi.csv” is older than the atlas"):
        publish(client, atlas)
    (tables / "session_doi.csv").touch()
    with lock_place(atlas), pytest.raises(AtlasBusy):
        publish(client, atlas)
    with Atlas.open(atlas, update=True) as opened, opened.transaction():
        opened.execute("UPDATE gpkg_contents SET srs_id = -1 WHERE table_name = 'deposit'")
    (tables / "session_doi.csv").touch()
    with pytest.raises(AtlasError, match="does not pass the check"):
        publish(client, atlas)
    with Atlas.open(atlas, update=True) as opened, opened.transaction():
        opened.execute("UPDATE gpkg_contents SET srs_id = 4326 WHERE table_name = 'deposit'")
        opened.execute("DELETE FROM etl_runs WHERE last_sql_script_executed > 6")
    with pytest.raises(AtlasError, match="needs .* more"):
        publish(client, atlas)
    assert not zenodo.store.versions and not zenodo.store.drafts


def test_the_metadata_of_the_last_atlas(zenodo: Standin, client: ZenodoClient, atlas: Path):
    metadata = atlas.parent / "atlas.json"
    with pytest.raises(SeatizenError, match="published no atlas"):
        update_atlas_metadata(client, metadata, Feedback())
    publish(client, atlas)
    (record,) = zenodo.store.versions.values()
    change(metadata, keywords=["Sea"])
    done, doi = update_atlas_metadata(client, metadata, Feedback(), dry_run=True)
    assert (doi, [one for one, _, _ in done.changes]) == (f"10.5281/zenodo.{record.id}", ["subjects"])
    assert record.metadata["keywords"] == ["Coral Reef"]
    update_atlas_metadata(client, metadata, Feedback())
    assert record.metadata["keywords"] == ["Sea"] and record.metadata["version"] == "v1.0.0"


def test_the_whole_round_and_where_it_stops(zenodo: Standin, client: ZenodoClient, atlas: Path, desk: Desk):
    for session in sorted(desk.sessions.iterdir()):
        zenodo.add_session(session)
    tables, metadata = atlas.parent / "round", atlas.parent / "atlas.json"

    def round_(**options: bool):
        return maintain_atlas(
            client, atlas, ["seatizen-data"], tables, metadata, Feedback(), publish=True, **options
        )

    planned = round_(dry_run=True)
    assert planned.sync.added == 3 and planned.export is None and not tables.exists()
    done = round_()
    assert (done.stopped, done.sync.added, done.check.valid) == ("", 3, True)
    assert (done.publication.status, done.publication.version) == ("published", "v1.0.0")
    held = zenodo.store.versions[done.publication.record_id].files
    assert {"seatizen_atlas_db.gpkg", "session_doi.csv", "metadata_images.csv"} < set(held)
    again = round_()
    assert (again.publication.status, again.publication.version) == ("unchanged", "v1.0.0")
    (name, *_) = desk.names()
    made = next(v for v in zenodo.store.versions.values() if name in v.metadata["title"])
    zenodo.publish_new_version(made.concept.id, {"METADATA.zip": b"no zip at all"})
    failed = round_()
    assert failed.sync.failed == 1 and failed.publication is None
    assert "1 session failed" in failed.stopped
    with pytest.raises(InputError, match="No metadata file"):
        maintain_atlas(client, atlas, ["seatizen-data"], tables, None, Feedback(), publish=True)
