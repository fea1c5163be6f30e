# SPDX-License-Identifier: GPL-2.0-or-later
"""Reports as files: whole or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from seatizen_atlas.core.errors import InputError, SeatizenError
from seatizen_atlas.core.report import write_report, write_table


@dataclass(frozen=True)
class Item:
    name: str
    path: Path
    when: datetime
    error: SeatizenError | None


def test_dataclasses_become_json(tmp_path):
    error = InputError("is empty.", file="/x/metadata.csv")
    items = (Item("une séance", Path("/x"), datetime(2024, 5, 6, 7, 8), error),)
    path = write_report(tmp_path / "new" / "report.json", {"items": items})
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "items": [
            {
                "name": "une séance",
                "path": "/x",
                "when": "2024-05-06 07:08:00",
                "error": "metadata.csv: is empty.",
            }
        ]
    }
    assert [entry.name for entry in path.parent.iterdir()] == ["report.json"]


def test_tables_become_csv(tmp_path):
    path = write_table(tmp_path / "report.csv", ("Session", "Frames"), [("a, b", 3), ("c", 4)])
    assert path.read_text(encoding="utf-8") == 'Session,Frames\n"a, b",3\nc,4\n'


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SeatizenError, match="cannot be written. Close it"):
        write_report(tmp_path / "file" / "report.json", {})
