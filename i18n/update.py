# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring the translation files up to date with the texts in the code.

Usage: python i18n/update.py [--check]

Every `tr("…")` with a literal becomes a message, every `tr_n("… %Ln …", n)` one with a form for each number
that the language tells apart; so does the comment that each script of sql/ begins with. Existing translations
are kept, texts that are gone from the code are dropped. `--check` changes nothing and fails when a text has
no translation yet.
"""

from __future__ import annotations

import argparse
import ast
import itertools
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

CONTEXT = "SeatizenAtlas"
ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = {"fr": 2}
"""How many forms a text about things has in each language: in French one for 0 and 1, one for more."""
NUMBER = "%Ln"
SOURCES = ("plugin.py", "core/**/*.py", "dialogs/**/*.py")
SCRIPTS = "sql/*.sql"
Forms = tuple[str, ...]


def texts(root: Path = ROOT) -> dict[str, str]:
    """Every text that is shown to users, with the file where it first occurs.

    Raises:
        ValueError: `tr` or `tr_n` is called with something that cannot be translated, such as an f-string.
    """
    found: dict[str, str] = {}
    for pattern in SOURCES:
        for path in sorted(root.glob(pattern)):
            for text in texts_of(path, root):
                found.setdefault(text, path.relative_to(root).as_posix())
    for path in sorted(root.glob(SCRIPTS)):
        found.setdefault(description_of(path), path.relative_to(root).as_posix())
    return found


def description_of(script: Path) -> str:
    """The comment that a script begins with, without its licence: what `core.atlas.scripts` reads as well."""
    lines = itertools.takewhile(lambda line: line.startswith("--"), script.read_text("utf-8").splitlines())
    return " ".join(line[2:].strip() for line in lines if "SPDX-" not in line)


def texts_of(path: Path, root: Path = ROOT) -> set[str]:
    """The texts of one module.

    Raises:
        ValueError: `tr` or `tr_n` is called with something that cannot be translated, such as an f-string.
    """
    found = set()
    for call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
        name = ast.unparse(call.func)
        counts = name == "tr_n"
        whole = len(call.args) == (2 if counts else 1) and not call.keywords
        argument = call.args[0] if whole else None
        place = f"{path.relative_to(root).as_posix()}:{call.lineno}: {name}()"
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            raise ValueError(f"{place} wants one plain string" + (" and a number" if counts else ""))
        if (NUMBER in argument.value) != counts:
            raise ValueError(f"{place}: {NUMBER} stands in the texts of tr_n(), and in all of them")
        found.add(argument.value)
    return found


def translations(path: Path) -> dict[str, Forms]:
    """The finished translations of a .ts file, by text: one, or the forms for different numbers."""
    if not path.exists():
        return {}
    known = {}
    for message in ET.parse(path).getroot().iter("message"):  # noqa: S314 - a file of this repository
        translation = message.find("translation")
        if translation is None or translation.get("type") is not None:
            continue
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        if all(forms):
            known[message.findtext("source") or ""] = tuple(forms)
    return known


def write(path: Path, language: str, sources: dict[str, str], known: dict[str, Forms]) -> None:
    """Write a .ts file; texts without a translation are marked unfinished."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for text, file in sorted(sources.items(), key=lambda item: (item[1], item[0])):
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "location", filename=f"../{file}")
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        counts = NUMBER in text
        forms = known.get(text, ("",))
        if len(forms) != (LANGUAGES[language] if counts else 1) or not all(forms):
            translation.set("type", "unfinished")
        if counts:
            message.set("numerus", "yes")
            for number in range(LANGUAGES[language]):
                ET.SubElement(translation, "numerusform").text = forms[number] if number < len(forms) else ""
        else:
            translation.text = forms[0] or None
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def main() -> int:
    """Update, or check, the file of each language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail on missing translations")
    options = parser.parse_args()
    sources = texts()
    missing = 0
    for language in LANGUAGES:
        path = ROOT / "i18n" / f"seatizen_atlas_{language}.ts"
        known = translations(path)
        lacking = [text for text in sources if text not in known]
        missing += len(lacking)
        if options.check:
            for text in lacking:
                print(f"{language}: {sources[text]}: {text}")
        else:
            write(path, language, sources, known)
        print(f"{language}: {len(sources)} texts, {len(lacking)} without translation")
    return 1 if options.check and missing else 0


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "tr_n"):
            yield node


if __name__ == "__main__":
    sys.exit(main())
