# SPDX-License-Identifier: GPL-2.0-or-later
"""The words: all can be translated; translations keep their placeholders and survive an update."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
from seatizen_atlas.core.translation import tr

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def update():
    spec = importlib.util.spec_from_file_location("i18n_update", ROOT / "i18n" / "update.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def placeholders(text):
    return sorted(re.findall(r"\{[^}]*\}", text))


def test_every_text_is_a_plain_string(update):
    assert len(update.texts()) > 100


@pytest.mark.parametrize("call", ['tr(f"{x}")', "tr(name)", 'tr("a" + x)', 'tr("{}".format(x))'])
def test_what_cannot_be_translated_is_found(update, tmp_path, call):
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "module.py").write_text(f"from x import tr\n{call}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"core/module.py:2: tr\(\) wants one plain string"):
        update.texts(tmp_path)


def test_translations_keep_their_placeholders(update):
    wrong = [
        (source, translation)
        for language in update.LANGUAGES
        for source, translation in update.translations(
            ROOT / "i18n" / f"seatizen_atlas_{language}.ts"
        ).items()
        if placeholders(source) != placeholders(translation)
    ]
    assert not wrong


def test_an_update_keeps_translations_and_drops_what_is_gone(update, tmp_path):
    path = tmp_path / "x.ts"
    update.write(path, "fr", {"Frames": "core/a.py", "Sea & “sand” <b>": "core/b.py"}, {"Frames": "Images"})
    assert update.translations(path) == {"Frames": "Images"}
    known = {**update.translations(path), "Sea & “sand” <b>": "Mer & « sable » <b>", "Gone": "Parti"}
    update.write(path, "fr", {"Frames": "core/a.py", "Sea & “sand” <b>": "core/b.py"}, known)
    assert update.translations(path) == {"Frames": "Images", "Sea & “sand” <b>": "Mer & « sable » <b>"}


def test_a_compiled_translation_reaches_the_user(update, tmp_path, compile_translation):
    path = tmp_path / "x.ts"
    update.write(path, "fr", {"{} sessions": "core/a.py"}, {"{} sessions": "{} séances"})
    translator = QTranslator()
    assert translator.load(str(compile_translation(path)))
    QCoreApplication.installTranslator(translator)
    try:
        assert tr("{} sessions").format(3) == "3 séances"
    finally:
        QCoreApplication.removeTranslator(translator)
    assert tr("{} sessions").format(3) == "3 sessions"


@pytest.fixture
def compile_translation():
    import shutil
    import subprocess

    def compile_ts(path):
        program = shutil.which("lrelease") or "/usr/lib/qt5/bin/lrelease"
        subprocess.run([program, "-silent", str(path)], check=True)
        return path.with_suffix(".qm")

    return compile_ts
