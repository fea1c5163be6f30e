# SPDX-License-Identifier: GPL-2.0-or-later
"""The documentation: what follows from the code is fresh, links lead somewhere, messages and names exist."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from seatizen_atlas.core import help as helping
from seatizen_atlas.core.processing.provider import ALGORITHMS
from seatizen_atlas.dialogs.actions import Dialog, actions

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])

OPTIONS = (
    "-ssn -efol -eses -ecsv -ffi -fr -la -at -eno -ulo -cp -um -ur -up -uc -umlv -umc -cd -is -ip -sandbox "
    "-ename -edoi -ecf -pcf -dr -dp -po"
).split()
"""All that the scripts of today take."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def texts():
    """Every text of the plugin, as i18n/update.py finds them."""
    spec = importlib.util.spec_from_file_location("i18n_update", ROOT / "i18n" / "update.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return set(module.texts())


def test_the_pages_are_as_the_code_says(tmp_path):
    """`make docs` would change nothing: algorithms in both languages, the dock, the diagram of the tables."""
    command = [sys.executable, str(ROOT / ".ci" / "document.py"), str(tmp_path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    made = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180, check=False)
    assert made.returncode == 0, made.stderr[-2000:]
    written = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*.md")}
    assert len(written) > 2 * len(ALGORITHMS)
    stale = [
        str(name)
        for name, path in written.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text("utf-8") != path.read_text("utf-8")
    ]
    known = {path.relative_to(DOCS) for path in (DOCS / "algorithms").rglob("*.md")}
    assert not stale + [str(name) for name in known - set(written)], "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target.partition("#")[0]).exists(), target


def test_messages_that_are_explained_are_said(texts):
    """A message in the list of troubles stands so in the code: whoever changes one changes both."""
    said = {re.sub(r"\{[^}]*\}", "…", text) for text in texts}
    text = (DOCS / "troubleshooting.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| (.+?) \| ", text.partition("## Before any message")[0], re.MULTILINE)
    messages = [message for message in explained if message != "message"]
    assert len(messages) > 20
    assert not [message for message in messages if message not in said]


def test_entries_that_are_named_are_there(texts):
    """“*Export tables…*” in the README and the tour is an entry of the dock."""
    entries = {action.text for action in actions()}
    for page in (ROOT / "README.md", DOCS / "tour.md"):
        named = set(re.findall(r"\*([A-Z][^*\n]*…)\*", page.read_text(encoding="utf-8")))
        assert named - {"Plugins → Manage and Install Plugins…"}
        assert not {name for name in named if "→" not in name} - entries


def test_every_algorithm_is_among_the_commands_or_explained():
    """The README's table from today's scripts names every algorithm that takes a script's place."""
    known = {algorithm.ID for algorithm in ALGORITHMS}
    for page in (ROOT / "README.md", DOCS / "from-scripts.md"):
        named = set(re.findall(r"seatizen:([a-z0-9]+)", page.read_text(encoding="utf-8")))
        assert named <= known, page
    options = (DOCS / "from-scripts.md").read_text(encoding="utf-8")
    for algorithm in re.findall(r"^\|[^|]*\| `([a-z]+)`", options, re.MULTILINE):
        assert algorithm in known
    for option in OPTIONS:
        assert f"`{option}" in options or f" {option}`" in options, option


def test_parameters_that_are_named_exist():
    """A parameter behind an algorithm in the table of the scripts is one of that algorithm."""
    for line in (DOCS / "from-scripts.md").read_text(encoding="utf-8").splitlines():
        found = re.match(r"\| [^|]*\| `([a-z]+)` ([^|]*)\|", line)
        if not found:
            continue
        kind = next(algorithm for algorithm in ALGORITHMS if found[1] == algorithm.ID)
        algorithm = kind()
        algorithm.initAlgorithm({})
        known = {definition.name() for definition in algorithm.parameterDefinitions()}
        named = set(re.findall(r"\b[A-Z][A-Z0-9_]+\b(?!\.)", found[2]))
        assert named <= known, (found[1], named - known)


@pytest.mark.parametrize("language", helping.LANGUAGES)
def test_the_help_of_an_algorithm_is_its_page(language, monkeypatch, tmp_path):
    """Beside the plugin where its package has it, so off-line too; else in the repository."""
    monkeypatch.setattr(helping, "language", lambda: language)
    monkeypatch.setattr(helping, "PAGES", tmp_path)
    for kind in ALGORITHMS:
        page = f"algorithms/{language}/{kind.ID}"
        assert kind().helpUrl().endswith(f"/docs/{page}.md")
        assert (DOCS / f"{page}.md").exists()
        local = tmp_path / f"{page}.html"
        local.parent.mkdir(parents=True, exist_ok=True)
        local.write_text("<html>", encoding="utf-8")
        assert kind().helpUrl() == local.as_uri()
    assert (DOCS / ("index.md" if language == "en" else f"{language}/index.md")).exists()


def test_a_language_without_pages_reads_the_english_ones(monkeypatch):
    monkeypatch.setattr(helping, "language", lambda: "mg")
    assert "/algorithms/en/" in helping.algorithm_page("coverage")
    assert helping.index_page().endswith("/docs/index.md")


def test_every_dialog_has_a_page():
    known = {algorithm.ID for algorithm in ALGORITHMS}
    opened = [action.callback.find() for action in actions() if isinstance(action.callback, Dialog)]
    assert opened and all(dialog.ALGORITHM in known for dialog in opened)
