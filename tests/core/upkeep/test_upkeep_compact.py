# SPDX-License-Identifier: GPL-2.0-or-later
"""After scripts that empty much of an atlas the file shrinks; the rows stay, whatever happens meanwhile."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from left_behind import names, query
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.upkeep import backup
from seatizen_atlas.core.upkeep.compact import compact_if_worth_it
from seatizen_atlas.core.upkeep.migrations import migrate_atlas

ROOT = Path(__file__).resolve().parents[3]
ROWS = "SELECT id, filename, hex(GPSPosition) FROM frame ORDER BY id"
EMPTYING = """
CREATE TABLE score (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, mean REAL);
INSERT INTO score SELECT frame_id, avg(score) FROM multilabel_prediction GROUP BY frame_id;
DELETE FROM multilabel_prediction;
"""


@pytest.fixture
def scripts(tmp_path) -> Path:
    (tmp_path / "sql").mkdir()
    (tmp_path / "sql" / "40_emptying.sql").write_text(EMPTYING)
    return tmp_path / "sql"


def migrate(atlas: Path, scripts: Path, feedback: QgsProcessingFeedback) -> None:
    migrate_atlas(atlas, scripts_folder=scripts, backup=False, feedback=feedback)


def test_a_migration_that_empties_the_atlas_makes_the_file_smaller(surveyed_atlas, scripts, feedback):
    size, rows = surveyed_atlas.stat().st_size, query(surveyed_atlas, ROWS)
    identity = query(surveyed_atlas, "SELECT * FROM pragma_application_id JOIN pragma_user_version")
    migrate(surveyed_atlas, scripts, feedback)
    assert surveyed_atlas.stat().st_size < 0.75 * size
    assert query(surveyed_atlas, "PRAGMA integrity_check") == [("ok",)]
    assert query(surveyed_atlas, ROWS) == rows
    assert query(surveyed_atlas, "SELECT count(*) FROM score") == [(len(rows),)]
    assert query(surveyed_atlas, "SELECT * FROM pragma_application_id JOIN pragma_user_version") == identity
    assert names(surveyed_atlas.parent) == {"surveyed.gpkg", "sql"}
    assert "surveyed.gpkg takes" in feedback.textLog()


def test_an_atlas_without_much_room_in_it_is_left_alone(surveyed_atlas, feedback):
    inode = surveyed_atlas.stat().st_ino
    assert not compact_if_worth_it(surveyed_atlas, feedback)
    assert surveyed_atlas.stat().st_ino == inode


def test_without_room_on_the_disk_the_migration_counts_all_the_same(
    surveyed_atlas, scripts, feedback, monkeypatch
):
    usage = shutil.disk_usage(surveyed_atlas.parent)
    size = surveyed_atlas.stat().st_size
    monkeypatch.setattr(backup, "ROOM_FOR_MIGRATION", 0)
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    migrate(surveyed_atlas, scripts, feedback)
    assert surveyed_atlas.stat().st_size >= size
    assert query(surveyed_atlas, "SELECT count(*) FROM multilabel_prediction") == [(0,)]
    assert "could not be made smaller" in feedback.textLog()


KILLED = """
import os, signal, sys, threading
sys.path.insert(0, {tests!r})
import conftest
from pathlib import Path
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.upkeep import compact
copy = compact.copy_atlas
def kill(source, target, feedback):
    copy(source, target, feedback)
    os.kill(os.getpid(), signal.SIGKILL)
compact.copy_atlas = kill
compact.compact_if_worth_it(Path({path!r}), QgsProcessingFeedback(False))
"""


def test_a_kill_leaves_the_old_file_whole(surveyed_atlas, feedback):
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute("DELETE FROM multilabel_prediction")
    size, rows = surveyed_atlas.stat().st_size, query(surveyed_atlas, ROWS)
    code = KILLED.format(tests=str(ROOT / "tests"), path=str(surveyed_atlas))
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == -signal.SIGKILL, run.stderr
    assert surveyed_atlas.stat().st_size == size and query(surveyed_atlas, ROWS) == rows
    assert compact_if_worth_it(surveyed_atlas, feedback)
    assert surveyed_atlas.stat().st_size < size and query(surveyed_atlas, ROWS) == rows
    assert names(surveyed_atlas.parent) == {"surveyed.gpkg"}
