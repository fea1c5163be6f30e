# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock and the commands around the atlas."""

from __future__ import annotations

import re
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from legacy_atlas import make_legacy_atlas
from qgis.core import Qgis, QgsProcessingFeedback, QgsProject
from qgis.PyQt.QtCore import QLocale, Qt
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QLabel, QMessageBox, QProgressBar, QPushButton, QToolButton
from seatizen_atlas.core.errors import SeatizenError
from seatizen_atlas.core.settings import Settings
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.upkeep.summary import summarise
from seatizen_atlas.dialogs import actions as all_actions
from seatizen_atlas.dialogs import atlas_commands
from seatizen_atlas.dialogs.report_table import ReportDialog, moment

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from zenodo_standin import Standin


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    """An empty atlas; nothing below writes to it."""
    path = tmp_path_factory.mktemp("atlas") / "seatizen_atlas_db.gpkg"
    return create_atlas(path, feedback=QgsProcessingFeedback())


def shown(dock, name):
    return dock.findChild(QLabel, name).text()


def button(dock, text):
    return next(b for b in dock.findChildren(QToolButton) if b.accessibleName() == text)


def messages(shell):
    """What stands in the message bar: title and text of each, and its buttons."""
    return [
        (item.title(), item.text(), {b.text(): b for b in item.findChildren(QPushButton)})
        for item in shell.iface.messageBar().items()
    ]


@pytest.fixture(autouse=True)
def empty_message_bar(shell):
    shell.iface.messageBar().clearWidgets()
    yield
    shell.iface.messageBar().clearWidgets()


def test_without_an_atlas_the_dock_says_how_to_go_on(desktop):
    labels = [label.text() for label in desktop.dock.findChildren(QLabel) if label.isVisibleTo(desktop.dock)]
    assert any("No atlas is open yet" in text for text in labels)
    offered = [b.accessibleName() for b in desktop.dock.findChildren(QToolButton) if b.isVisible()]
    assert offered[:3] == ["Download the published atlas…", "Open atlas…", "Create atlas…"]
    assert "Load layers" not in offered
    assert button(desktop.dock, "Open atlas…").isEnabled()
    assert not button(desktop.dock, "Import sessions…").isEnabled()


def test_an_atlas_is_read_in_the_background(desktop, shell, atlas, wait_for):
    shell.set_atlas(atlas)
    wait_for(lambda: shown(desktop.dock, "sessions") == "0")
    assert shown(desktop.dock, "frames") == "0"
    assert shown(desktop.dock, "annotations") == "0"
    assert shown(desktop.dock, "last_script") >= "06"
    assert shown(desktop.dock, "last_harvest") == "never"
    assert button(desktop.dock, "Load layers").isEnabled()
    assert Settings.load().atlas_path == str(atlas)


def test_an_atlas_that_is_gone_is_said_in_the_dock(desktop, shell, tmp_path, wait_for):
    shell.set_atlas(tmp_path / "gone.gpkg")
    wait_for(lambda: any("gone.gpkg" in t for t in visible_texts(desktop.dock) if t != "gone.gpkg"))
    assert shown(desktop.dock, "frames") == "–"


def visible_texts(dock):
    return [label.text() for label in dock.findChildren(QLabel) if label.isVisible()]


def test_a_hidden_dock_reads_nothing(desktop, shell, atlas, wait_for):
    desktop.dock.hide()
    shell.set_atlas(atlas)
    assert shell.runner.running("summary") is None
    desktop.dock.show()
    wait_for(lambda: shown(desktop.dock, "frames") == "0")


def test_at_start_up_the_last_figures_are_shown_and_nothing_is_read(desktop_interface, atlas, wait_for):
    from seatizen_atlas.dialogs.desktop import Desktop

    window = desktop_interface.mainWindow()
    window.show()
    Settings(atlas_path=str(atlas)).save()
    first = Desktop(desktop_interface)
    assert not first.shell.runner.tasks()
    assert shown(first.dock, "frames") == "–"
    first.dock.refresh()
    wait_for(lambda: shown(first.dock, "frames") == "0")
    first.remove()

    second = Desktop(desktop_interface)
    assert second.dock.isVisible()
    assert not second.shell.runner.tasks()
    assert shown(second.dock, "frames") == "0"
    assert shown(second.dock, "last_harvest") == "never"
    second.remove()
    window.hide()


def test_a_change_while_the_atlas_is_read_is_not_missed(desktop, shell, atlas, tmp_path, wait_for):
    shell.set_atlas(atlas)
    shell.set_atlas(tmp_path / "gone.gpkg")
    shell.set_atlas(atlas)
    wait_for(lambda: shown(desktop.dock, "frames") == "0" and not shell.runner.tasks())


def test_a_running_task_shows_with_its_step_and_cancel(desktop, shell, wait_for):
    ended = []

    def verb(feedback):
        feedback.setProgressText("session 2 of 3")
        feedback.setProgress(40)
        while not feedback.isCanceled():
            pass

    shell.run("long", "Long work", verb, done=ended.append, failed=ended.append)
    wait_for(lambda: "session 2 of 3" in visible_texts(desktop.dock))
    wait_for(lambda: any(bar.value() == 40 for bar in desktop.dock.findChildren(QProgressBar)))
    QTest.mouseClick(button(desktop.dock, "Cancel Long work"), Qt.MouseButton.LeftButton)
    wait_for(lambda: ended)
    wait_for(lambda: not [bar for bar in desktop.dock.findChildren(QProgressBar) if bar.isVisible()])


def test_everything_can_be_reached_and_is_named(desktop):
    """Keyboard and screen reader: every button takes the focus and has a name, a tooltip and an icon."""
    for entry in all_actions.actions():
        found = button(desktop.dock, entry.text)
        assert found.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert found.toolTip() and not found.icon().isNull()
        assert entry.section in all_actions.sections()


def test_an_action_that_fails_tells_the_user(shell, no_swallowed_exception):
    def known(_shell):
        raise SeatizenError("The sea is rough.", advice="Wait.")

    shell.perform("Dive", known)
    title, text, ways = messages(shell)[0]
    assert (title, text) == ("Dive", "The sea is rough. Wait.")
    assert "Open the log" in ways

    shell.perform("Dive", lambda _shell: 1 / 0)
    assert "“Dive” failed unexpectedly" in messages(shell)[0][1]
    assert no_swallowed_exception
    no_swallowed_exception.clear()


def test_a_failed_task_can_be_tried_again(shell, wait_for):
    attempts = []

    def verb(_feedback):
        attempts.append(1)
        if len(attempts) == 1:
            raise SeatizenError("Not yet.")
        return "there"

    results = []
    shell.run("k", "Try", verb, done=results.append)
    wait_for(lambda: messages(shell))
    messages(shell)[0][2]["Try again"].click()
    wait_for(lambda: results == ["there"])


def test_the_log_opens_from_a_message(shell):
    shell.tell_error("Title", SeatizenError("It broke."))
    messages(shell)[0][2]["Open the log"].click()
    assert shell.iface.asked == ["log"]


def test_a_new_atlas_becomes_the_current_one(shell, tmp_path, monkeypatch, wait_for):
    target = tmp_path / "fresh"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    atlas_commands.new_atlas(shell)
    wait_for(lambda: shell.atlas_path == Path(f"{target}.gpkg"), 60)
    assert shell.atlas_path.exists()
    assert "Import sessions…" in messages(shell)[0][2]


def test_the_published_atlas_comes_migrated_and_on_the_map(shell, desktop, tmp_path, monkeypatch, wait_for):
    """From the empty dock to a map: one file name is all that is asked."""
    with Standin() as zenodo:
        published = make_legacy_atlas(tmp_path / "published.gpkg")
        files = {"seatizen_atlas_db.gpkg": published.read_bytes()}
        zenodo.add_record(files, concept_id=11125847, version="v1.2.3")
        monkeypatch.setenv("SEATIZEN_ZENODO_URL", zenodo.url)
        target = tmp_path / "here.gpkg"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
        button(desktop.dock, "Download the published atlas…").click()
        wait_for(lambda: shell.atlas_path == target, 60)
    assert QgsProject.instance().mapLayers()
    assert not summarise(target).needs_migration
    assert "here.gpkg" in messages(shell)[0][1]


def test_open_makes_an_atlas_the_current_one(shell, atlas, monkeypatch, wait_for):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(atlas), ""))
    atlas_commands.choose_atlas(shell)
    wait_for(lambda: shell.atlas_path == atlas)
    wait_for(lambda: messages(shell))
    _title, text, ways = messages(shell)[0]
    assert "is open" in text
    ways["Load layers"].click()
    assert QgsProject.instance().mapLayers()


@pytest.mark.parametrize("content", [b"", b"anything", None])
def test_what_is_no_atlas_never_becomes_the_current_one(shell, atlas, tmp_path, wait_for, content):
    shell.set_atlas(atlas)
    other = tmp_path / "other.gpkg"
    if content is not None:
        other.write_bytes(content)
    atlas_commands.open_atlas(shell, other)
    wait_for(lambda: messages(shell))
    assert "other.gpkg" in messages(shell)[0][1]
    assert "Open atlas…" in messages(shell)[0][2]
    assert shell.atlas_path == atlas and Settings.load().atlas_path == str(atlas)


def test_a_check_of_a_sound_atlas_says_so(shell, atlas, wait_for):
    shell.set_atlas(atlas)
    atlas_commands.check(shell)
    wait_for(lambda: messages(shell), 60)
    assert messages(shell)[0][1] == f"“{atlas.name}” is valid: nothing was found."


def test_the_findings_of_a_check_are_a_table_that_can_be_saved(shell, atlas, tmp_path, monkeypatch, wait_for):
    broken = tmp_path / "broken.gpkg"
    shutil.copy(atlas, broken)
    with closing(sqlite3.connect(broken)) as other, other:  # the plugin's own door would refuse it
        other.execute("INSERT INTO version (doi, deposit_doi) VALUES ('2', '1')")
    shell.set_atlas(broken)
    atlas_commands.check(shell)
    wait_for(lambda: any(title == "Check atlas" for title, _text, _ways in messages(shell)), 60)
    _title, text, ways = next(message for message in messages(shell) if message[0] == "Check atlas")
    assert "1 error, " in text
    opened_dialogs = []
    monkeypatch.setattr(ReportDialog, "exec", lambda self: opened_dialogs.append(self))
    ways["Show"].click()
    table = opened_dialogs[0].table
    assert table.rowCount() == 1
    assert table.item(0, 0).text() == "Error" and table.item(0, 1).text() == "1"
    assert "version" in table.item(0, 2).text()

    target = tmp_path / "findings.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    opened_dialogs[0]._save()
    assert target.read_text(encoding="utf-8").startswith("Kind,Count,Finding,For example\nError,1,")
    opened_dialogs[0].close()


def test_a_check_of_an_earlier_atlas_leads_to_the_migration(shell, tmp_path, wait_for):
    shell.set_atlas(make_legacy_atlas(tmp_path / "old.gpkg"))
    atlas_commands.check(shell)
    wait_for(lambda: messages(shell), 60)
    ways = messages(shell)[0][2]
    assert {"Migrate atlas…", "Show"} <= set(ways) and "Refresh atlas" not in ways
    ways["Migrate atlas…"].click()
    assert shell._dialogs["migrate"].isVisible()
    wait_for(lambda: not shell.runner.tasks())


def test_what_only_wants_a_refresh_is_refreshed(shell, atlas, tmp_path, wait_for):
    edited = tmp_path / "edited.gpkg"
    shutil.copy(atlas, edited)
    with closing(sqlite3.connect(edited)) as other, other:
        other.execute("UPDATE gpkg_contents SET min_x = 1, max_x = 2 WHERE table_name = 'deposit'")
    shell.set_atlas(edited)
    atlas_commands.check(shell)
    wait_for(lambda: messages(shell), 60)
    messages(shell)[0][2]["Refresh atlas"].click()
    wait_for(lambda: messages(shell) and messages(shell)[0][0] == "Refresh atlas", 60)
    assert "Extents corrected: 1 layer" in messages(shell)[0][1]
    messages(shell)[0][2]["Check atlas"].click()
    wait_for(lambda: messages(shell) and "is valid: nothing was found" in messages(shell)[0][1], 60)


def test_nothing_chosen_changes_nothing(shell, monkeypatch):
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a, **_k: ("", ""))
    atlas_commands.choose_atlas(shell)
    atlas_commands.new_atlas(shell)
    assert shell.atlas_path is None
    assert not shell.runner.tasks()


def test_messages_without_trouble_go_by_themselves(shell):
    shell.tell("Title", "Text")
    shell.tell("Title", "Trouble", level=Qgis.MessageLevel.Critical)
    durations = [item.duration() for item in shell.iface.messageBar().items()]
    assert sorted(durations) == [0, 6]


@pytest.mark.parametrize(("language", "written"), [("en_GB", "24/11/2026"), ("de_DE", "24.11.26")])
def test_dates_are_written_as_the_user_does(language, written):
    before = QLocale()
    try:
        QLocale.setDefault(QLocale(language))
        for stored in ("2026-11-24T12:30:05Z", "2026-11-24 12:30:05", "2026-11-24T12:30:05.123456Z"):
            assert moment(stored).startswith(written) and not re.search(r"[TZ]|:05", moment(stored))
        assert moment("some day") == "some day"
    finally:
        QLocale.setDefault(before)


def test_help_and_about(desktop, shell, monkeypatch):
    opened, shown = [], []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box.text() + box.informativeText()))
    for action in desktop.menu.actions()[-2:]:
        action.trigger()
    assert opened == ["https://github.com/SeatizenDOI/seatizen-atlas-qgis/blob/main/docs/index.md"]
    assert re.search(r"Seatizen Atlas \d+\.\d+", shown[0]) and "10.5281/zenodo.11125847" in shown[0]


def test_keys_can_be_given_to_everything(desktop, desktop_interface):
    keys = {action.text(): key for action, key in desktop_interface.shortcuts}
    assert {entry.text for entry in all_actions.actions()} <= set(keys)
    assert keys["Seatizen Atlas"] == "Ctrl+Alt+S"
    assert [key for key in keys.values() if key] == ["Ctrl+Alt+S"]
