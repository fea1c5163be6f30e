# SPDX-License-Identifier: GPL-2.0-or-later
"""A new atlas in an old one's place: never under its journal, nothing of the old one lost, links kept."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from left_behind import HALF_DONE, SAVED_EDITS, leave, names, query
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasBusy, AtlasError
from seatizen_atlas.core.files import whole_file, whole_folder
from seatizen_atlas.core.upkeep.backup import list_backups, restore_backup
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.upkeep.download import ATLAS_RECORD, download_atlas
from seatizen_atlas.core.zenodo.client import ZenodoClient
from zenodo_standin import Standin

FRAMES = "SELECT count(*) FROM frame"
DOI = "SELECT DISTINCT doi FROM multilabel_model"


def create(path: Path, other: Path, feedback: QgsProcessingFeedback) -> None:
    create_atlas(path, overwrite=True, feedback=feedback)


def restore(path: Path, other: Path, feedback: QgsProcessingFeedback) -> None:
    restore_backup(path, other, feedback=feedback)


def download(path: Path, other: Path, feedback: QgsProcessingFeedback) -> None:
    with Standin() as zenodo:
        zenodo.add_record({"seatizen_atlas_db.gpkg": other.read_bytes()}, concept_id=ATLAS_RECORD)
        with ZenodoClient(zenodo.url) as client:
            download_atlas(client, path, feedback, overwrite=True)


VERBS = pytest.mark.parametrize("verb", [create, restore, download])


@pytest.fixture
def other(tmp_path, feedback) -> Path:
    (tmp_path / "other").mkdir()
    return create_atlas(tmp_path / "other" / "other.gpkg", feedback=feedback)


@pytest.fixture
def atlas(tmp_path, surveyed_atlas) -> Path:
    (tmp_path / "place").mkdir()
    return Path(shutil.move(surveyed_atlas, tmp_path / "place" / "atlas.gpkg"))


def assert_new(path: Path) -> None:
    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert query(path, FRAMES) == [(0,)]
    assert query(path, DOI) != [("saved",)]
    assert not {name for name in names(path.parent) if name.startswith((".", path.name + "-"))}


@VERBS
def test_saved_edits_of_a_killed_program_are_kept_with_the_old_atlas(verb, atlas, other, feedback):
    frames = query(atlas, FRAMES)
    leave(atlas, SAVED_EDITS)
    verb(atlas, other, feedback)
    assert_new(atlas)
    (kept,) = list_backups(atlas)
    assert kept.path.name.endswith("_replaced.gpkg") and kept.before_script is None
    assert (query(kept.path, DOI), query(kept.path, FRAMES)) == ([("saved",)], frames)


@VERBS
def test_what_a_killed_import_left_half_done_is_undone_first(verb, atlas, other, feedback):
    frames = query(atlas, FRAMES)
    leave(atlas, HALF_DONE)
    verb(atlas, other, feedback)  # and nobody says that it is in use
    assert_new(atlas)
    (kept,) = list_backups(atlas)
    assert query(kept.path, "PRAGMA integrity_check") == [("ok",)]
    assert query(kept.path, FRAMES) == frames
    assert query(kept.path, DOI) != [("half done",)]
    assert query(kept.path, "SELECT name FROM sqlite_master WHERE name = 'half_done'") == []


@VERBS
@pytest.mark.parametrize("code", [SAVED_EDITS, HALF_DONE])
def test_what_a_deleted_atlas_left_is_put_aside(verb, code, atlas, other, feedback):
    left = leave(atlas, code)
    content = left.read_bytes()
    atlas.unlink()
    verb(atlas, other, feedback)
    assert_new(atlas)
    (aside,) = (path for path in atlas.parent.iterdir() if path.name.endswith(left.name[len(atlas.name) :]))
    assert aside.read_bytes() == content
    assert "put aside" in feedback.textLog()


@VERBS
def test_a_damaged_file_is_put_aside_with_what_lies_beside_it(verb, atlas, other, feedback):
    atlas.write_bytes(b"ruined" * 1000)
    beside = atlas.with_name(atlas.name + "-wal")
    beside.write_bytes(b"edits")
    verb(atlas, other, feedback)
    assert_new(atlas)
    (kept,) = list_backups(atlas)
    assert kept.path.read_bytes() == b"ruined" * 1000
    assert kept.path.with_name(kept.path.name + "-wal").read_bytes() == b"edits"


@VERBS
def test_a_link_stays_a_link(verb, atlas, other, feedback, tmp_path):
    link = tmp_path / "link.gpkg"
    link.symlink_to(atlas)
    leave(atlas, SAVED_EDITS)
    verb(link, other, feedback)
    assert link.is_symlink() and link.resolve() == atlas.resolve()
    assert_new(atlas)
    (kept,) = list_backups(atlas)
    assert query(kept.path, DOI) == [("saved",)]


@VERBS
def test_an_atlas_that_is_being_edited_is_not_replaced(verb, atlas, other, feedback):
    frames = query(atlas, FRAMES)
    editor = sqlite3.connect(atlas, isolation_level=None)
    editor.execute("PRAGMA journal_mode = WAL")
    editor.execute("UPDATE multilabel_model SET doi = 'saved'")
    with pytest.raises(AtlasBusy, match="“atlas.gpkg” is in use by another program"):
        verb(atlas, other, feedback)
    assert (query(atlas, FRAMES), query(atlas, DOI)) == (frames, [("saved",)])
    editor.close()
    assert names(atlas.parent) <= {"atlas.gpkg", "atlas.gpkg.part"}


@VERBS
def test_an_atlas_at_which_a_run_is_at_work_is_not_replaced(verb, atlas, other, feedback):
    with Atlas.open(atlas) as opened, opened.lock(), pytest.raises(AtlasBusy, match="is at work"):
        verb(atlas, other, feedback)


@VERBS
def test_a_write_protected_atlas_is_not_replaced(verb, atlas, other, feedback):
    atlas.chmod(0o444)
    with pytest.raises(AtlasError, match="cannot be written to"):
        verb(atlas, other, feedback)
    assert query(atlas, FRAMES) != [(0,)]


@VERBS
def test_a_folder_is_not_replaced(verb, tmp_path, other, feedback):
    (tmp_path / "folder.gpkg").mkdir()
    with pytest.raises(AtlasError, match="is a folder"):
        verb(tmp_path / "folder.gpkg", other, feedback)


def test_an_atlas_without_a_session_is_not_kept(other, feedback):
    create_atlas(other, overwrite=True, feedback=feedback)
    assert names(other.parent) == {"other.gpkg"}


def test_an_existing_file_is_replaced_only_when_that_is_allowed(atlas, feedback):
    frames = query(atlas, FRAMES)
    with pytest.raises(AtlasError, match="exists already"):
        create_atlas(atlas, feedback=feedback)
    assert query(atlas, FRAMES) == frames


def test_what_cannot_take_its_place_leaves_the_old_atlas(atlas, feedback, monkeypatch):
    frames = query(atlas, FRAMES)

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "in use", str(target))

    with monkeypatch.context() as context:
        context.setattr(Path, "replace", refuse)
        with pytest.raises(AtlasError, match="“atlas.gpkg” cannot be replaced"):
            create_atlas(atlas, overwrite=True, feedback=feedback)
    assert query(atlas, FRAMES) == frames
    assert names(atlas.parent) == {"atlas.gpkg"}


# Plain files and folders


def test_a_link_to_a_file_or_folder_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.csv").write_text("old")
    for link, target in (("file.csv", "real/a.csv"), ("folder", "real")):
        (tmp_path / link).symlink_to(tmp_path / target)
    with whole_file(tmp_path / "file.csv") as unfinished:
        unfinished.write_text("new")
    assert (tmp_path / "file.csv").is_symlink() and (tmp_path / "real" / "a.csv").read_text() == "new"
    with whole_folder(tmp_path / "folder") as unfinished:
        (unfinished / "b.csv").write_text("new")
    assert (tmp_path / "folder").is_symlink() and names(tmp_path / "real") == {"b.csv"}


def test_a_folder_whose_replacement_was_killed_half_way_is_not_lost(tmp_path):
    (tmp_path / ".replaced-data").mkdir()
    (tmp_path / ".replaced-data" / "a.csv").write_text("old")
    with pytest.raises(ZeroDivisionError), whole_folder(tmp_path / "data"):
        raise ZeroDivisionError
    assert (tmp_path / "data" / "a.csv").read_text() == "old"
