# SPDX-License-Identifier: GPL-2.0-or-later
"""The words: all can be translated; translations keep their placeholders and survive an update."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import seatizen_atlas.plugin
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator
from seatizen_atlas.core.atlas.scripts import load_scripts
from seatizen_atlas.core.translation import in_english, tr, tr_n

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def update():
    spec = importlib.util.spec_from_file_location("i18n_update", ROOT / "i18n" / "update.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=["fr"])
def language(request, update):
    assert request.param in update.LANGUAGES
    return request.param


@pytest.fixture(scope="module")
def messages(update, language):
    """All messages of a language as they stand in its file: source, translations (one a form), kind."""
    root = ET.parse(ts_file(language)).getroot()  # noqa: S314 - a file of this repository
    assert root.get("language") == language
    assert {context.findtext("name") for context in root.iter("context")} == {update.CONTEXT}
    return [
        (
            message.findtext("source"),
            forms(message.find("translation")),
            message.find("translation").get("type"),
        )
        for message in root.iter("message")
    ]


def forms(translation):
    """The one translation, or that of each number."""
    return [form.text for form in translation.iter("numerusform")] or [translation.text]


def each(messages):
    """Source and translation, once for each form."""
    return [(source, translation) for source, translations, _ in messages for translation in translations]


def ts_file(language):
    return ROOT / "i18n" / f"seatizen_atlas_{language}.ts"


def placeholders(text):
    """Those without a name in their order: each takes the next value. The others may move."""
    found = re.findall(r"\{[^}]*\}|%Ln", text)
    return [one for one in found if re.match(r"\{[:}]", one)], sorted(found)


def accelerators(text):
    return [key.casefold() for key in re.findall(r"&(\w)", text.replace("&&", ""))]


def test_every_text_is_a_plain_string(update):
    assert len(update.texts()) > 100


@pytest.mark.parametrize(
    "call",
    [
        'tr(f"{x}")',
        "tr(name)",
        'tr("a" + x)',
        'tr("{}".format(x))',
        'tr_n("%Ln file(s)")',
        'tr_n(f"%Ln {x}", 2)',
        'tr_n("file(s)", 2)',
        'tr("%Ln file(s)")',
    ],
)
def test_what_cannot_be_translated_is_found(update, tmp_path, call):
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "module.py").write_text(f"from x import tr\n{call}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"core/module.py:2: tr(_n)?\(\)"):
        update.texts(tmp_path)


def test_values_have_names_where_there_are_several(update):
    """So that a translator may put them in another order."""
    nameless = [text for text in update.texts() if len(re.findall(r"\{(?::[^{}]*)?\}", text)) > 1]
    assert not nameless


def test_every_value_that_a_text_names_is_given():
    """Where a text is filled at once: a name that is not given would be a traceback for whoever reads it."""
    wrong = []
    for path in [*(ROOT / "core").rglob("*.py"), *(ROOT / "dialogs").rglob("*.py")]:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            text = call.func.value
            if call.func.attr != "format" or not (
                isinstance(text, ast.Call)
                and isinstance(text.func, ast.Name)
                and text.func.id in ("tr", "tr_n")
                and isinstance(text.args[0], ast.Constant)
            ):
                continue
            if any(isinstance(one, ast.Starred) for one in call.args) or any(
                one.arg is None for one in call.keywords
            ):
                continue
            fields = re.findall(r"\{([^{}:!.\[]*)[^{}]*\}", text.args[0].value)
            named = {one for one in fields if one}
            if named != {one.arg for one in call.keywords} or fields.count("") != len(call.args):
                wrong.append(f"{path.name}:{call.lineno}")
    assert not wrong


def test_every_text_is_translated(update, messages):
    lacking = [source for source in update.texts() if source not in {message[0] for message in messages}]
    unfinished = [source for source, translations, kind in messages if kind or not all(translations)]
    assert not lacking
    assert not unfinished


def test_the_descriptions_of_scripts_are_translated(update):
    assert {script.description for script in load_scripts()} <= set(update.texts())


def test_no_translation_of_a_text_that_is_gone(update, messages):
    sources = [source for source, _, _ in messages]
    assert not set(sources) - set(update.texts())
    assert len(sources) == len(set(sources))


def test_translations_keep_placeholders_accelerators_and_ends(messages):
    wrong = [
        (source, translation)
        for source, translation in each(messages)
        if placeholders(source) != placeholders(translation)
        or len(accelerators(source)) != len(accelerators(translation))
        or re.findall(r"<[^>]*>", source) != re.findall(r"<[^>]*>", translation)
        or ends(source) != ends(translation)
    ]
    assert not wrong


def ends(text):
    """What would be seen when texts are put together: spaces, and how a sentence closes."""
    return text[:1].isspace(), text[-1:].isspace(), *(text.endswith(end) for end in (".", "…", "?"))


def test_french_puts_spaces_that_do_not_break_before_its_signs(messages):
    wrong = [
        translation
        for _, translation in each(messages)
        if re.search(r"« | [»:;?!]|[^\s] »|[“”]", translation)
    ]
    assert not wrong


@pytest.mark.parametrize("dialog", sorted(path.stem for path in (ROOT / "dialogs").glob("*_dialog.py")))
def test_no_two_accelerators_of_a_dialog_are_the_same(update, messages, dialog):
    common = ROOT / "dialogs" / "verb_dialog.py"
    sources = update.texts_of(ROOT / "dialogs" / f"{dialog}.py") | update.texts_of(common)
    translated = dict(each(messages))
    for words in ({source: source for source in sources}, {source: translated[source] for source in sources}):
        keys = sorted((key, source) for source, text in words.items() for key in accelerators(text))
        assert len(keys) == len(dict(keys)), keys


def test_an_update_keeps_translations_and_drops_what_is_gone(update, tmp_path):
    path = tmp_path / "x.ts"
    sources = {"Frames": "core/a.py", "Sea & “sand” <b>": "core/b.py", "%Ln frame(s)": "core/c.py"}
    update.write(path, "fr", sources, {"Frames": ("Images",)})
    assert update.translations(path) == {"Frames": ("Images",)}
    more = {"Sea & “sand” <b>": ("Mer & « sable » <b>",), "%Ln frame(s)": ("%Ln image", "%Ln images")}
    known = {**update.translations(path), **more}
    update.write(path, "fr", sources, {**known, "Gone": ("Parti",)})
    assert update.translations(path) == known


def test_a_text_about_things_wants_a_form_for_each_number(update, tmp_path):
    path = tmp_path / "x.ts"
    update.write(path, "fr", {"%Ln frame(s)": "core/a.py"}, {"%Ln frame(s)": ("%Ln image",)})
    assert update.translations(path) == {}


def test_a_compiled_translation_reaches_the_user(update, tmp_path):
    path = tmp_path / "x.ts"
    known = {"{} sessions": ("{} séances",), "%Ln frame(s)": ("%Ln image", "%Ln images")}
    update.write(path, "fr", dict.fromkeys(known, "core/a.py"), known)
    translator = QTranslator()
    assert translator.load(str(compiled(path, tmp_path / "x.qm")[0]))
    QCoreApplication.installTranslator(translator)
    try:
        assert tr("{} sessions").format(3) == "3 séances"
        assert [tr_n("%Ln frame(s)", n) for n in (0, 1, 2)] == ["0 image", "1 image", "2 images"]
        with in_english():
            assert tr_n("%Ln frame(s)", 2) == "2 frames"
    finally:
        QCoreApplication.removeTranslator(translator)
    assert tr("{} sessions").format(3) == "3 sessions"
    assert [tr_n("%Ln frame(s)", n) for n in (0, 1, 2)] == ["0 frames", "1 frame", "2 frames"]


def test_numbers_are_written_as_the_user_does():
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("en_GB"))
        assert tr_n("%Ln frame(s)", 97143) == "97,143 frames"
    finally:
        QLocale.setDefault(before)


def test_the_plugin_speaks_the_language_of_qgis(update, language, messages, tmp_path, monkeypatch, locale):
    """Compiled without a complaint, and every word arrives as it was written."""
    (tmp_path / "i18n").mkdir()
    path, said = compiled(ts_file(language), tmp_path / "i18n" / f"seatizen_atlas_{language}.qm")
    assert path.exists()
    assert f"{len(messages)} finished and 0 unfinished" in said
    assert "warning" not in said.lower()
    assert len(said.splitlines()) == 2, said
    monkeypatch.setattr(seatizen_atlas.plugin, "ROOT", tmp_path)
    locale(f"{language}_{language.upper()}")
    plugin = seatizen_atlas.classFactory(None)
    plugin.initProcessing()
    try:
        assert tr("Sync with Zenodo") == dict(each(messages))["Sync with Zenodo"]
        plain = [(source, words) for source, words in each(messages) if update.NUMBER not in source]
        assert [(source, tr(source)) for source, _ in plain] == plain
        counted = [(source, words) for source, words, _ in messages if update.NUMBER in source]
        arrived = [(source, [tr_n(source, n) for n in (1, 2)]) for source, _ in counted]
        assert arrived == [
            (source, [form.replace("%Ln", str(n)) for n, form in enumerate(words, start=1)])
            for source, words in counted
        ]
        algorithm = QgsApplication.processingRegistry().algorithmById("seatizen:syncatlas")
        assert algorithm.displayName() == tr("Sync with Zenodo") != "Sync with Zenodo"
    finally:
        plugin.unload()
    assert tr("Sync with Zenodo") == "Sync with Zenodo"


def compiled(path, target):
    """The compiled file and what the compiler said."""
    program = shutil.which("lrelease") or "/usr/lib/qt5/bin/lrelease"
    done = subprocess.run(
        [program, str(path), "-qm", str(target)],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    return target, done.stdout


@pytest.fixture
def locale():
    """Set the language of QGIS for one test."""
    names = ("locale/overrideFlag", "locale/userLocale")
    settings = QgsSettings()
    before = {name: settings.value(name) for name in names}

    def choose(name):
        QgsSettings().setValue("locale/overrideFlag", True)
        QgsSettings().setValue("locale/userLocale", name)

    yield choose
    for name, value in before.items():
        if value is None:
            QgsSettings().remove(name)
        else:
            QgsSettings().setValue(name, value)
