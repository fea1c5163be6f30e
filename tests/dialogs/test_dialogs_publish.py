# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialogs that write to Zenodo, against the local one."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.PyQt.QtWidgets import QMessageBox
from seatizen_atlas.core.settings import Settings
from seatizen_atlas.core.zenodo.access import Zenodo, which_zenodo
from seatizen_atlas.dialogs import zenodo_dialog
from seatizen_atlas.dialogs.access_dialog import AccessDialog
from seatizen_atlas.dialogs.drafts_dialog import DraftsDialog
from seatizen_atlas.dialogs.publish_atlas_dialog import PublishAtlasDialog
from seatizen_atlas.dialogs.publish_dialog import PublishDialog
from zenodo_standin import TOKEN, Standin

sys.path.append(str(Path(__file__).resolve().parents[1] / "core" / "publish"))

from publish_helpers import make_metadata, make_sites, write


@pytest.fixture
def zenodo(monkeypatch, desktop_interface):
    monkeypatch.setenv("SEATIZEN_ZENODO_TOKEN", TOKEN)
    with Standin() as standin:
        replace(Settings.load(), zenodo_url=standin.url).save()
        yield standin


@pytest.fixture
def asked(monkeypatch):
    """Questions that were asked; they are answered with yes."""
    questions = []

    def question(_parent, _title, text, *_buttons):
        questions.append(text)
        return QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "question", question)
    return questions


def is_idle(shell, dialog):
    return lambda: shell.runner.running(dialog.KEY) is None


def cells(table) -> list[list[str]]:
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


@pytest.fixture
def desk(tmp_path):
    sessions = make_sites(tmp_path / "sessions", 0, 5)
    return tmp_path / "sessions", make_metadata(tmp_path / "metadata", sessions)


def test_preview_then_publish_then_metadata(shell, zenodo, desk, wait_for, asked, monkeypatch):
    dialog = PublishDialog.present(shell)
    dialog._folder.setFilePath(str(desk[0]))
    dialog._metadata.setFilePath(str(desk[1]))
    assert "127.0.0.1" in dialog.banner.text() and "trying out" in dialog.banner.text()
    dialog.preview()
    wait_for(is_idle(shell, dialog))
    rows = cells(dialog._table)
    assert [row[1:4] for row in rows[:2]] == [
        ["RAW_DATA", "new", "restricted"],
        ["PROCESSED_DATA", "new", "open"],
    ]
    assert not zenodo.store.drafts and "4 records would be changed" in dialog._said.text()
    dialog._table.selectRow(1)
    details = dialog._text.toPlainText()
    assert re.search(r"^GPS.zip \(.*\): is taken over$", details, re.MULTILINE)
    assert re.search(r"^DCIM.zip \(.*\): is left out$", details, re.MULTILINE)
    assert "title\n  + Underwater images collected by" in details
    monkeypatch.setattr(zenodo_dialog, "which_zenodo", lambda _address: Zenodo.PRODUCTION)
    dialog.publish()
    wait_for(lambda: len(zenodo.store.versions) == 4 and is_idle(shell, dialog)())
    assert asked == ["4 records on the real Zenodo will be changed. Go on?"]
    assert [row[2] for row in cells(dialog._table)] == ["published"] * 4
    dialog.publish()
    wait_for(is_idle(shell, dialog))
    assert "There is nothing to publish" in dialog._said.text() and len(asked) == 1
    desk[1].write_text(desk[1].read_text().replace("Ecology", "Sea"))
    dialog._task_box.setCurrentIndex(1)
    dialog.publish()
    wait_for(lambda: "versions updated" in dialog._said.text())
    assert len(asked) == 2
    assert all("Sea" in version.metadata["keywords"] for version in zenodo.store.versions.values())
    dialog.close()


def test_what_is_ticked_is_what_is_planned(shell, zenodo, desk, wait_for):
    desk[1].write_text(desk[1].read_text().replace('"image_type"', '"version": "EXTRA", "image_type"'))
    dialog = PublishDialog.present(shell)
    dialog._folder.setFilePath(str(desk[0]))
    dialog._metadata.setFilePath(str(desk[1]))
    dialog._raw.setChecked(False)
    dialog._processed.setChecked(False)
    dialog._custom.setText("M")
    dialog._record.setChecked(True)
    dialog.preview()
    wait_for(is_idle(shell, dialog))
    assert [row[1] for row in cells(dialog._table)] == ["EXTRA", "EXTRA"]
    dialog._table.selectRow(0)
    assert "METADATA.zip" in dialog._text.toPlainText() and "_iso19115.xml" in dialog._text.toPlainText()
    dialog._task_box.setCurrentIndex(1)
    assert not dialog._custom.isVisible() and dialog._last.isVisible()
    dialog.close()


def test_no_means_no(shell, zenodo, desk, wait_for, monkeypatch):
    monkeypatch.setattr(zenodo_dialog, "which_zenodo", lambda _address: Zenodo.PRODUCTION)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.No)
    dialog = PublishDialog.present(shell)
    dialog._folder.setFilePath(str(desk[0]))
    dialog._metadata.setFilePath(str(desk[1]))
    dialog.publish()
    wait_for(is_idle(shell, dialog))
    assert not zenodo.store.drafts and not zenodo.store.versions
    dialog.close()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://zenodo.org", Zenodo.PRODUCTION),
        ("https://sandbox.zenodo.org", Zenodo.SANDBOX),
        ("http://localhost:8090", Zenodo.LOCAL),
        ("https://repository.example.org", Zenodo.PRODUCTION),
    ],
)
def test_the_real_zenodo_is_told_from_those_for_trying_out(shell, address, kind):
    assert which_zenodo(address) is kind
    replace(Settings.load(), zenodo_url=address).save()
    dialog = DraftsDialog.present(shell)
    colours = {Zenodo.PRODUCTION: "#a3201c", Zenodo.SANDBOX: "#f2c037", Zenodo.LOCAL: "#5d6d7e"}
    assert colours[kind] in dialog.banner.styleSheet()
    assert address.partition("://")[2] in dialog.banner.text()
    dialog.close()


def test_without_a_token_it_says_so(shell, zenodo, desk, wait_for, monkeypatch):
    monkeypatch.delenv("SEATIZEN_ZENODO_TOKEN")
    dialog = PublishDialog.present(shell)
    dialog.preview()
    assert "No sessions were chosen" in dialog._said.text() or is_idle(shell, dialog)()
    dialog._folder.setFilePath(str(desk[0]))
    dialog._metadata.setFilePath(str(desk[1]))
    dialog.preview()
    wait_for(is_idle(shell, dialog))
    assert "wants a token" in dialog._said.text()
    dialog.close()


def test_drafts_are_listed_and_deleted(shell, zenodo, wait_for, asked):
    import requests

    headers = {"Authorization": f"Bearer {TOKEN}", "User-Agent": "test/1.0"}
    for body in ({}, {}, {"metadata": {"title": "Mine"}}):
        requests.post(f"{zenodo.url}/api/records", json=body, headers=headers, timeout=10)
    dialog = DraftsDialog.present(shell)
    assert not dialog._go.isEnabled()
    dialog.look()
    wait_for(is_idle(shell, dialog))
    assert len(cells(dialog._table)) == 2 and dialog._go.isEnabled()
    dialog.delete()
    wait_for(lambda: "2 drafts deleted" in dialog._said.text())
    assert asked == ["Delete 2 blank drafts for good?"] and len(zenodo.store.drafts) == 1
    dialog.close()


def test_access_is_listed_granted_and_ended(shell, zenodo, wait_for, asked):
    name = "20231110_REU-ST-LEU_ASV-1_04"
    zenodo.add_session(
        {"METADATA/metadata.csv": b"FileName\n"}, name=name, processed=False, access_right="restricted"
    )
    dialog = AccessDialog.present(shell)
    dialog._person.setText("ben")
    dialog._ask("grant")
    wait_for(is_idle(shell, dialog))
    assert asked == ["Grant access to all restricted sessions of the account?"]
    assert cells(dialog._table)[0][:3] == [name, "granted", "2 (view)"]
    dialog._sessions.setText(name)
    dialog._ask("end")
    wait_for(is_idle(shell, dialog))
    assert cells(dialog._table)[0][1:3] == ["ended", ""]
    dialog.close()


def test_the_atlas_is_published_from_its_dialog(shell, zenodo, wait_for, asked, tmp_path):
    from qgis.core import QgsProcessingFeedback
    from seatizen_atlas.core.upkeep.create import create_atlas

    atlas = create_atlas(tmp_path / "atlas.gpkg", feedback=QgsProcessingFeedback(False))
    write(tmp_path / "tables" / "session_doi.csv", b"session_name\n")
    write(tmp_path / "text.txt", b"<p>The atlas.</p>")
    metadata = write(tmp_path / "m.json", b'{"creators": [{"name": "Ana Bo"}], "description": "text.txt"}')
    shell.set_atlas(atlas)
    dialog = PublishAtlasDialog.present(shell)
    dialog._folder.setFilePath(str(tmp_path / "tables"))
    dialog._metadata.setFilePath(str(metadata))
    dialog.preview()
    wait_for(is_idle(shell, dialog))
    assert "session_doi.csv" in dialog._text.toPlainText() and not zenodo.store.versions
    dialog.publish()
    wait_for(lambda: "v1.0.0 is published" in dialog._said.text())
    metadata.write_text(metadata.read_text().replace("Ana Bo", "Ana Lu"))
    dialog.update_metadata()
    wait_for(lambda: "up to date" in dialog._said.text())
    (record,) = zenodo.store.versions.values()
    assert record.metadata["creators"][0]["name"] == "Lu, Ana" and not asked
    dialog.close()
