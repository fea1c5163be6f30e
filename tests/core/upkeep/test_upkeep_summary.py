# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of an atlas."""

from __future__ import annotations

import pytest
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasError
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.upkeep.migrations import last_script, load_scripts, record_run
from seatizen_atlas.core.upkeep.summary import summarise


def test_figures_are_those_of_the_tables(surveyed_atlas):
    summary = summarise(surveyed_atlas)
    with Atlas.open(surveyed_atlas) as atlas:
        frames = atlas.scalar("SELECT count(id) FROM frame")
        script = last_script(atlas)
    assert (summary.sessions, summary.frames, summary.predictions) == (12, frames, 31 * frames)
    assert (summary.annotations, summary.last_script) == (0, script)
    assert not summary.needs_migration


def test_a_new_atlas_was_never_harvested_nor_published(tmp_path, feedback):
    summary = summarise(create_atlas(tmp_path / "new.gpkg", feedback=feedback))
    assert (summary.last_harvest, summary.last_version) == (None, None)
    assert (summary.sessions, summary.frames) == (0, 0)


def test_the_newest_run_counts(tmp_path, feedback):
    path = create_atlas(tmp_path / "new.gpkg", feedback=feedback)
    with Atlas.open(path, update=True) as atlas:
        record_run(atlas, harvested_at="2025-06-01T10:00:00Z", version="v1.2.3")
        record_run(atlas, version="v1.2.4")
    summary = summarise(path)
    assert (summary.last_harvest, summary.last_version) == ("2025-06-01T10:00:00Z", "v1.2.4")


def test_an_atlas_before_the_last_script_is_read_and_needs_migration(surveyed_atlas):
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute("DELETE FROM etl_runs WHERE last_sql_script_executed > 5")
    summary = summarise(surveyed_atlas)
    assert summary.last_script == 5 < load_scripts()[-1].number
    assert summary.needs_migration
    assert summary.frames


def test_an_atlas_without_runs_is_read(surveyed_atlas):
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute("DROP TABLE etl_runs")
    summary = summarise(surveyed_atlas)
    assert summary.last_script < 5
    assert (summary.last_harvest, summary.last_version) == (None, None)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(AtlasError, match=r"no file .*absent\.gpkg"):
        summarise(tmp_path / "absent.gpkg")
