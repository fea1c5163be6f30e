# SPDX-License-Identifier: GPL-2.0-or-later
"""The options page: shows, saves, and leaves the environment's word alone."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtWidgets import QLabel, QWidget
from seatizen_atlas.core.settings import Settings
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.dialogs.options import OptionsPage
from seatizen_atlas.dialogs.shell import OPTIONS_PAGE


def test_settings_are_shown_and_saved(shell):
    Settings("/a.gpkg", "https://sandbox.zenodo.org", ("one", "two"), "").save()
    page = OptionsPage(shell)
    assert page.objectName() == OPTIONS_PAGE
    assert page.atlas.filePath() == "/a.gpkg"
    assert page.zenodo_url.text() == "https://sandbox.zenodo.org"
    assert page.communities.text() == "one, two"
    page.zenodo_url.setText("http://127.0.0.1:8090/")
    page.communities.setText("three,, two ")
    page.apply()
    assert Settings.load() == Settings("/a.gpkg", "http://127.0.0.1:8090", ("three", "two"), "")


def test_another_atlas_is_opened_if_it_is_one(shell, tmp_path, wait_for):
    atlas = create_atlas(tmp_path / "b.gpkg", feedback=QgsProcessingFeedback(False))
    page = OptionsPage(shell)
    page.atlas.setFilePath(str(atlas))
    page.apply()
    wait_for(lambda: shell.atlas_path == atlas)
    assert Settings.load().atlas_path == str(atlas)
    page.atlas.setFilePath(str(tmp_path / "none.gpkg"))
    page.apply()
    wait_for(lambda: any("none.gpkg" in item.text() for item in shell.iface.messageBar().items()))
    assert shell.atlas_path == atlas and Settings.load().atlas_path == str(atlas)
    page.atlas.setFilePath("")
    page.apply()
    assert shell.atlas_path is None and Settings.load().atlas_path == ""


@pytest.mark.parametrize(
    "address", ["zenodo", "ftp://zenodo.org", "https://", "https://me:secret@zenodo.org"]
)
def test_an_address_that_is_none_is_refused(shell, address):
    shell.iface.messageBar().clearWidgets()
    Settings(zenodo_url="https://sandbox.zenodo.org").save()
    page = OptionsPage(shell)
    page.zenodo_url.setText(address)
    page.zenodo_url.editingFinished.emit()
    said = [label.text() for label in page.findChildren(QLabel) if not label.isHidden()]
    assert any("https://" in text and "address" in text for text in said)
    assert not page.isValid()
    page.communities.setText("three")
    page.apply()
    assert Settings.load() == Settings(zenodo_url="https://sandbox.zenodo.org", communities=("three",))
    assert "address" in shell.iface.messageBar().items()[0].text()
    page.zenodo_url.setText("https://zenodo.org")
    page.zenodo_url.editingFinished.emit()
    assert page.isValid()


def test_what_is_emptied_has_its_default(shell):
    page = OptionsPage(shell)
    page.zenodo_url.setText("  ")
    page.communities.setText("")
    page.apply()
    assert Settings.load() == Settings()


def test_what_the_environment_decides_cannot_be_changed_here(shell, monkeypatch):
    monkeypatch.setenv("SEATIZEN_ATLAS", "/env.gpkg")
    page = OptionsPage(shell)
    assert page.atlas.filePath() == "/env.gpkg"
    assert not page.atlas.isEnabled()
    assert page.zenodo_url.isEnabled()
    assert any("SEATIZEN_ATLAS" in label.text() for label in page.findChildren(QLabel))
    page.apply()
    monkeypatch.delenv("SEATIZEN_ATLAS")
    assert Settings.load().atlas_path == ""


def test_the_page_says_where_the_network_settings_come_from(shell):
    page = OptionsPage(shell)
    label = next(label for label in page.findChildren(QLabel) if "<a href" in label.text())
    assert "Proxy" in label.text()
    label.linkActivated.emit("network")  # without QGIS's dialog around it, nothing happens


def test_qgis_is_given_a_page_by_the_factory(desktop):
    factory = desktop.options
    assert factory.title() == "Seatizen Atlas"
    assert not factory.icon().isNull()
    parent = QWidget()
    assert isinstance(factory.createWidget(parent), OptionsPage)


def test_settings_open_at_the_plugins_page(desktop):
    desktop.shell.open_options()
    assert desktop.shell.iface.asked == [f"options {OPTIONS_PAGE}"]
