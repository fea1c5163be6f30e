# SPDX-License-Identifier: GPL-2.0-or-later
"""The order of the dialogs' modules, and what all of their windows do alike."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from seatizen_atlas.dialogs.actions import Dialog, actions
from seatizen_atlas.dialogs.verb_dialog import VerbDialog

FOLDER = Path(__file__).resolve().parents[2] / "dialogs"


def neighbours() -> dict[str, set[str]]:
    """The modules that each module imports, inside functions and for type checkers too."""
    found: dict[str, set[str]] = {}
    for path in FOLDER.glob("*.py"):
        imports = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ImportFrom)]
        own = [node for node in imports if node.level == 1]
        modules = {node.module for node in own if node.module}
        modules |= {alias.name for node in own if not node.module for alias in node.names}
        found[path.stem] = modules
    return found


def test_no_circle_among_the_dialogs():
    graph = neighbours()
    assert len(graph) > 10 and "shell" in graph["verb_dialog"]
    while leaves := {name for name, needs in graph.items() if not needs & set(graph)}:
        graph = {name: needs for name, needs in graph.items() if name not in leaves}
    assert not graph, "these import one another"


def test_the_shell_is_small():
    """Dialogs stand on it; it knows none of them."""
    assert neighbours()["shell"] == {"stillness", "task"}


DIALOGS = [entry.callback for entry in actions() if isinstance(entry.callback, Dialog)]


@pytest.fixture(params=DIALOGS, ids=lambda dialog: dialog.place)
def dialog(request, shell, tmp_path):
    shell.set_atlas(tmp_path / "missing.gpkg")
    made = request.param(shell)
    yield made
    made.close()


def test_every_dialog_is_found_and_has_a_key_of_its_own():
    found = [dialog.find() for dialog in DIALOGS]
    assert all(issubclass(kind, VerbDialog) for kind in found)
    assert len({kind.KEY for kind in found}) == len(found) and all(kind.KEY for kind in found)
