# SPDX-License-Identifier: GPL-2.0-or-later
"""The order of the dialogs' modules, and what all of their windows do alike."""

from __future__ import annotations

import ast
import time
from pathlib import Path

import pytest
from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTabBar,
    QTabWidget,
    QWidget,
)
from seatizen_atlas.core.processing.provider import ALGORITHMS
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.dialogs.account_view import AccountView
from seatizen_atlas.dialogs.actions import Dialog, actions
from seatizen_atlas.dialogs.import_dialog import ImportDialog
from seatizen_atlas.dialogs.report_table import ReportTable
from seatizen_atlas.dialogs.verb_dialog import VerbDialog
from seatizen_atlas.dialogs.windows import confirmed

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
    assert neighbours()["shell"] == {"messages", "stillness", "task"}


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


def test_enter_runs_nothing_that_changes_an_atlas(dialog):
    """The default button looks, tries, plans; no other one is pressed by Enter in a field."""
    buttons = dialog.findChildren(QPushButton)
    (default,) = [button for button in buttons if button.isDefault()]
    assert default.text().replace("&", "") in ("Preview", "Plan", "Dry run", "List", "Compare")
    assert not [button.text() for button in buttons if button.autoDefault() and not button.isDefault()]


def test_everything_can_be_reached_by_keys_and_has_a_name(dialog):
    for widget in dialog.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.inherits("QAbstractScrollArea"):
            assert name_of(widget, dialog), widget
    for kind in (ReportTable, AccountView, QPlainTextEdit):
        assert all(table.accessibleName() for table in dialog.findChildren(kind))


def name_of(widget, dialog):
    """What a screen reader says; a part of a composed widget is named by the whole."""
    labels = {label.buddy() for label in dialog.findChildren(QLabel)}
    while widget is not dialog:
        text = getattr(widget, "text", lambda: "")() if isinstance(widget, QAbstractButton) else ""
        if (
            widget.accessibleName()
            or text
            or widget in labels
            or isinstance(widget, (QTabWidget, QTabBar, QSplitter))
        ):
            return True
        widget = widget.parentWidget()
    return False


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("made", DIALOGS, ids=lambda dialog: dialog.place)
def test_a_dialog_fits_a_small_screen(shell, tmp_path, request, made, language):
    if language == "fr":
        request.getfixturevalue("french")
    shell.set_atlas(tmp_path / f"{'a_long_name_' * 20}.gpkg")
    dialog = made.find()(shell)
    least = dialog.minimumSizeHint()
    assert least.width() <= 930 and least.height() <= 550, least
    room = dialog.screen().availableGeometry()
    assert dialog.width() < room.width() and dialog.height() < room.height()


def test_a_dialog_opens_as_it_was_left(dialog, shell):
    dialog.resize(888, 555)
    dialog.close()
    again = type(dialog)(shell)
    again.show()
    assert (again.width(), again.height()) == (888, 555)
    again.close()


def test_an_open_dialog_follows_the_atlas(dialog, shell, tmp_path, wait_for):
    other = tmp_path / "other.gpkg"
    shell.set_atlas(other)
    wait_for(lambda: dialog._atlas == other)
    if dialog._atlas_name.window() is dialog:  # it is not shown by dialogs about sessions on Zenodo
        assert dialog._atlas_name.text() == str(other)
    wait_for(lambda: not shell.runner.tasks())
    shell.set_atlas(None)
    if dialog.NEEDS_ATLAS:
        assert not any(button.isEnabled() for button in dialog._starters)


def test_a_dialog_follows_once_its_work_is_done(shell, atlas_file, tmp_path, wait_for):
    """What runs is for the atlas that it began with, and so is what is told and loaded afterwards."""
    shell.set_atlas(atlas_file)
    dialog = ImportDialog.present(shell)
    go, seen = [], []
    dialog.start(lambda feedback: wait(go, feedback), lambda _result: seen.append(dialog._atlas))
    shell.set_atlas(tmp_path / "other.gpkg")
    assert dialog._atlas == atlas_file
    go.append(1)
    wait_for(lambda: seen)
    assert seen == [atlas_file] and dialog._atlas == tmp_path / "other.gpkg"
    dialog.close()


def test_a_second_click_starts_nothing(shell, atlas_file, wait_for):
    shell.set_atlas(atlas_file)
    dialog = ImportDialog.present(shell)
    go, ran = [], []
    assert dialog.start(lambda feedback: wait(go, feedback), ran.append)
    assert not dialog.start(lambda feedback: wait(go, feedback), ran.append)
    assert not any(button.isEnabled() for button in dialog._starters)
    go.append(1)
    wait_for(lambda: not shell.runner.tasks())
    assert len(ran) == 1
    dialog.close()


def wait(go, feedback):
    while not go and not feedback.isCanceled():
        time.sleep(0.01)


@pytest.fixture
def atlas_file(tmp_path):
    return create_atlas(tmp_path / "atlas.gpkg", feedback=QgsProcessingFeedback(False))


def test_no_is_the_answer_of_enter_before_something_is_destroyed(shell, monkeypatch):
    asked = []

    def question(_parent, _title, _text, buttons, default):
        asked.append((buttons, default))
        return default

    monkeypatch.setattr(QMessageBox, "question", question)
    assert not confirmed(shell.window, "Remove", "Really?")
    assert asked[0][1] == QMessageBox.StandardButton.No


def test_questions_are_asked_in_one_way():
    """Nobody forgets that No is the default."""
    asking = [path.name for path in FOLDER.rglob("*.py") if "QMessageBox.question" in path.read_text("utf-8")]
    assert asking == ["windows.py"]


NAMES = {
    "checkatlas": "check",
    "createatlas": "new_atlas",
    "downloadatlas": "download_atlas",
    "exportdarwincore": "export_darwin_core",
    "exportgeoparquet": "export_geoparquet",
    "exporttables": "export_tables",
    "importsessions": "import_dialog.ImportDialog",
    "loadatlas": "load_layers",
    "migrateatlas": "migrate_dialog.MigrateDialog",
    "syncatlas": "sync_dialog.SyncDialog",
}
"""The dock's entry for each algorithm."""


def test_one_thing_has_one_name(shell):
    """In the toolbox, in the dock and above its dialog."""
    titles = {made.ID: made().title() for made in ALGORITHMS}
    texts = {place_of(entry): entry.text.rstrip("…") for entry in actions()}
    assert {key: texts[place] for key, place in NAMES.items()} == {key: titles[key] for key in NAMES}
    for entry in actions():
        if isinstance(entry.callback, Dialog):
            assert entry.callback.find()(shell).windowTitle() == entry.text.rstrip("…")


def place_of(entry):
    """A function by its name, a dialog by its class."""
    return getattr(entry.callback, "place", getattr(entry.callback, "__name__", entry.text))
