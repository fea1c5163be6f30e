# SPDX-License-Identifier: GPL-2.0-or-later
"""The options page: shows, saves, and leaves the environment's word alone."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QLabel, QWidget
from seatizen_atlas.core.settings import Settings
from seatizen_atlas.dialogs.options import OptionsPage
from seatizen_atlas.dialogs.shell import OPTIONS_PAGE


def test_settings_are_shown_and_saved(shell):
    Settings("/a.gpkg", "https://sandbox.zenodo.org", ("one", "two"), "").save()
    page = OptionsPage(shell)
    assert page.objectName() == OPTIONS_PAGE
    assert page.atlas.filePath() == "/a.gpkg"
    assert page.zenodo_url.text() == "https://sandbox.zenodo.org"
    assert page.communities.text() == "one, two"
    page.atlas.setFilePath("/b.gpkg")
    page.zenodo_url.setText("http://127.0.0.1:8090/")
    page.communities.setText("three,, two ")
    told = []
    shell.atlas_changed.connect(lambda: told.append(shell.atlas_path))
    page.apply()
    assert Settings.load() == Settings("/b.gpkg", "http://127.0.0.1:8090", ("three", "two"), "")
    assert [str(path) for path in told] == ["/b.gpkg"]


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
