# SPDX-License-Identifier: GPL-2.0-or-later
"""Settings: kept, overridden by the environment, robust against what QGIS's settings may hold."""

from __future__ import annotations

import pytest
from qgis.core import QgsSettings
from seatizen_atlas.core.settings import (
    Settings,
    language,
    recall,
    recall_flag,
    remember,
    split_list,
)


@pytest.fixture(autouse=True)
def empty_settings():
    QgsSettings().clear()
    yield
    QgsSettings().clear()


def test_defaults_of_a_fresh_profile():
    settings = Settings.load()
    assert settings == Settings("", "https://zenodo.org", ("seatizen-data",), "")


def test_what_is_saved_is_loaded():
    saved = Settings("/data/a.gpkg", "https://sandbox.zenodo.org", ("one", "two"), "abc1234")
    saved.save()
    assert Settings.load() == saved


def test_the_environment_wins_and_is_not_saved(monkeypatch):
    Settings(atlas_path="/mine.gpkg").save()
    monkeypatch.setenv("SEATIZEN_ATLAS", "/other.gpkg")
    monkeypatch.setenv("SEATIZEN_ZENODO_URL", "http://127.0.0.1:8090/")
    monkeypatch.setenv("SEATIZEN_COMMUNITIES", "a, b,,a")
    settings = Settings.load()
    assert settings.atlas_path == "/other.gpkg"
    assert settings.zenodo_url == "http://127.0.0.1:8090"
    assert settings.communities == ("a", "b")
    assert Settings.overridden() == {"atlas_path", "zenodo_url", "communities"}
    settings.save()
    monkeypatch.undo()
    assert Settings.load().atlas_path == "/mine.gpkg"
    assert Settings.load().zenodo_url == "https://zenodo.org"


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_an_entry_without_a_value_has_its_default(empty):
    QgsSettings().setValue("seatizen_atlas/communities", empty)
    assert Settings.load().communities == ("seatizen-data",)


def test_choices_are_remembered():
    assert recall("import/folder", "home") == "home"
    assert recall_flag("import/force", True) is True
    remember("import/folder", "/data")
    remember("import/force", False)
    assert recall("import/folder") == "/data"
    assert recall_flag("import/force", True) is False


@pytest.mark.parametrize("locale", [None, ""])
def test_a_locale_that_is_none_is_no_trouble(locale):
    QgsSettings().setValue("locale/overrideFlag", True)
    QgsSettings().setValue("locale/userLocale", locale)
    assert len(language()) >= 1


def test_the_language_of_qgis_is_followed():
    QgsSettings().setValue("locale/overrideFlag", True)
    QgsSettings().setValue("locale/userLocale", "fr_FR")
    assert language() == "fr"


def test_lists_lose_blanks_and_repetitions():
    assert split_list(" a ,b,, a") == ("a", "b")


def test_folders_of_sessions_are_known_the_last_one_first(monkeypatch):
    from seatizen_atlas.core.settings import MOST_FOLDERS, know_sessions

    for number in range(MOST_FOLDERS + 2):
        know_sessions(f"/data/{number}, with a comma")
    know_sessions("/data/5, with a comma")
    folders = Settings.load().session_folders
    assert len(folders) == MOST_FOLDERS and len(set(folders)) == MOST_FOLDERS
    assert folders[0] == "/data/5, with a comma"
    monkeypatch.setenv("SEATIZEN_PICTURE_CACHE", "many")
    assert Settings.load().picture_cache == 1000
