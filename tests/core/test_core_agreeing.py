# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands in several places because each serves another reader, and has to say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core import conveyor, session_name
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.exports import geoparquet, queries
from seatizen_atlas.core.exports.darwincore import rows as darwin_core
from seatizen_atlas.core.exports.tables import TABLES
from seatizen_atlas.core.harvest import plan
from seatizen_atlas.core.map import platforms, styles
from seatizen_atlas.core.map import tables as map_tables
from seatizen_atlas.core.reading import position, words
from seatizen_atlas.core.sessions import frames, ingest, prepare
from seatizen_atlas.core.translation import in_english
from seatizen_atlas.core.upkeep.create import create_atlas

KEPT_BY_THE_ATLAS = {"id", "version_doi", "GPSPosition"}
"""Columns of a frame that no file of a session gives it."""


@pytest.fixture(scope="module")
def columns(tmp_path_factory) -> dict[str, str]:
    """The columns of an atlas's frames and their types."""
    path = tmp_path_factory.mktemp("agreeing") / "atlas.gpkg"
    create_atlas(path, feedback=QgsProcessingFeedback(False))
    with Atlas.open(path) as atlas:
        return dict(atlas.rows("SELECT name, type FROM pragma_table_info('frame')"))


def test_what_is_read_staged_and_entered_are_the_frames_columns(columns):
    position = {"longitude", "latitude"}
    assert set(frames.FRAME_COLUMNS) - position == columns.keys() - KEPT_BY_THE_ATLAS
    assert prepare._FRAME_FIELDS.keys() == columns.keys() - KEPT_BY_THE_ATLAS
    assert {"filename", *ingest._COPIED} == columns.keys() - KEPT_BY_THE_ATLAS


@pytest.mark.parametrize(
    "fields", [queries.IMAGE_FIELDS, queries.PREDICTION_FIELDS, queries.ANNOTATION_FIELDS]
)
def test_exports_read_columns_of_the_frame(columns, fields):
    for field in fields:
        read = set(re.findall(r"\bf\.(\w+)", field.sql))
        assert read <= columns.keys(), field.name
        if field.name in columns:
            assert read == {field.name}


def test_an_image_is_exported_with_all_that_the_atlas_knows_of_it(columns):
    read = {name for field in queries.IMAGE_FIELDS for name in re.findall(r"\bf\.(\w+)", field.sql)}
    assert read == columns.keys() - {"id"}


def test_the_map_shows_the_frames_columns_under_their_types(columns):
    (role,) = (role for role in styles.ROLES if role.key == styles.FRAMES)
    types = {"TEXT": "string", "REAL": "double", "INTEGER": "integer", "DATETIME": "datetime"}
    shown = dict(field.split(":") for field in role.fields)
    assert shown == {name: types[kind] for name, kind in columns.items() if name != "GPSPosition"}
    assert set(map_tables._COLUMNS[map_tables.FRAMES]) == shown.keys() - {"id"}
    assert shown.keys() <= styles.field_names().keys() | {"id"}


def test_every_platform_has_a_name_a_colour_and_a_protocol():
    known = {*session_name.PLATFORMS}
    assert len(known) == len(session_name.PLATFORMS)
    assert platforms.COLOURS.keys() == known | {""} == platforms._names().keys()
    assert [one.code for one in platforms.all_platforms()] == [*session_name.PLATFORMS, ""]
    assert darwin_core._PROTOCOLS.keys() == known
    for code in known:
        assert session_name.SessionName.parse(f"20230101_REU-PLACE_{code}-1_00").platform == code


def test_the_qualities_of_a_position_are_the_same_in_words_files_and_metres():
    codes = sorted(words.fix_names())
    assert codes == sorted(position._METRES)
    metres = [*map(position.position_error, codes), position.position_error(None)]
    assert metres == sorted(set(metres)), "a better fix is nearer"
    with in_english():
        told = words.fix_names()
    assert all(f"{code} = {told[code]}" in queries.GPS_FIX_MEANING for code in codes)
    for fields in (queries.IMAGE_FIELDS, queries.PREDICTION_FIELDS, geoparquet._FIELDS):
        (fix_field,) = (field for field in fields if field.name == "GPSFix")
        assert fix_field.meaning == queries.GPS_FIX_MEANING


def test_every_outcome_has_a_word_of_its_own():
    named = conveyor.status_names()
    assert named.keys() == set(conveyor.Status)
    assert len(set(named.values())) == len(named)
    assert {change.value for change in ingest.Change} <= {status.value for status in conveyor.Status}
    assert plan.State.FAILED.value == conveyor.Status.FAILED.value


def test_the_documentation_names_every_table():
    text = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [name for name in TABLES if f"`{name}`" not in text] == []
