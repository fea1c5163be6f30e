# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the pages of docs/ that follow from the code: the algorithms, the dock's entries, the tables.

Usage: .venv/bin/python .ci/document.py [FOLDER]

Algorithms and entries are described by the declarations that the toolbox and the dock show, in every language
of i18n/; the diagram of the tables is read from an atlas made on the spot. FOLDER takes the pages instead of
docs/.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- from here on: make docs -->", "<!-- up to here: make docs -->"

# The words of the pages themselves; everything else is said by the plugin.
WORDS = {
    "en": {
        "algorithms": "Algorithms",
        "all": "In the Processing toolbox under *Seatizen Atlas*, in models, and in `qgis_process`.",
        "parameters": "Parameters",
        "parameter": "parameter",
        "outputs": "Outputs",
        "output": "output",
        "kind": "kind",
        "meaning": "meaning",
        "default": "default",
        "optional": "optional",
        "one of": "one of",
        "call": "In a script",
        "back": "All algorithms",
        "dock": "What the dock offers",
        "dock says": "The same entries are in the menu *Plugins → Seatizen Atlas*.",
        "needs": "Needs a current atlas.",
    },
    "fr": {
        "algorithms": "Algorithmes",
        "all": "Dans la boîte à outils sous *Seatizen Atlas*, dans les modèles et avec `qgis_process`.",
        "parameters": "Paramètres",
        "parameter": "paramètre",
        "outputs": "Résultats",
        "output": "résultat",
        "kind": "nature",
        "meaning": "signification",
        "default": "par défaut",
        "optional": "facultatif",
        "one of": "au choix",
        "call": "Dans un script",
        "back": "Tous les algorithmes",
        "dock": "Ce que propose le panneau",
        "dock says": "Les mêmes entrées sont dans le menu *Extensions → Seatizen Atlas*.",
        "needs": "Demande un atlas courant.",
    },
}
KINDS = {
    "en": {
        "file": "file", "folder": "folder", "string": "text", "boolean": "yes or no", "number": "number",
        "enum": "choice", "fileDestination": "file to write", "folderDestination": "folder to write",
        "sink": "layer to write", "source": "layer", "extent": "extent", "datetime": "date",
        "authcfg": "authentication configuration", "outputNumber": "number", "outputString": "text",
        "outputBoolean": "yes or no", "outputFile": "file", "outputFolder": "folder", "outputVector": "layer",
        "outputMultilayer": "layers", "distance": "distance", "crs": "CRS",
        "providerconnection": "connection of QGIS", "databaseschema": "schema",
    },
    "fr": {
        "file": "fichier", "folder": "dossier", "string": "texte", "boolean": "oui ou non",
        "number": "nombre",
        "enum": "choix", "fileDestination": "fichier à écrire", "folderDestination": "dossier à écrire",
        "sink": "couche à écrire", "source": "couche", "extent": "emprise", "datetime": "date",
        "authcfg": "configuration d’authentification", "outputNumber": "nombre", "outputString": "texte",
        "outputBoolean": "oui ou non", "outputFile": "fichier", "outputFolder": "dossier",
        "outputVector": "couche", "outputMultilayer": "couches", "distance": "distance", "crs": "SCR",
        "providerconnection": "connexion de QGIS", "databaseschema": "schéma",
    },
}  # fmt: skip


def main() -> None:
    """All pages, in all languages."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs").resolve()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for variable in [name for name in os.environ if name.startswith("SEATIZEN_")]:
        del os.environ[variable]
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["QGIS_CUSTOM_CONFIG_PATH"] = scratch  # nobody's settings end in a page
        sys.path.insert(0, str(ROOT / ".ci"))
        from qgis.core import QgsApplication
        from qgis.PyQt.QtCore import QTranslator
        from show import load_plugin

        application = QgsApplication([], True)
        application.initQgis()
        plugin = load_plugin()
        plugin.unload()
        for language in WORDS:
            translator = QTranslator()
            if language != "en" and not translator.load(str(compiled(language, Path(scratch)))):
                sys.exit(f"There is no translation into {language}")
            application.installTranslator(translator)
            write_algorithms(folder / "algorithms" / language, language)
            write_dock(folder / ("" if language == "en" else language) / "dock.md", language)
            application.removeTranslator(translator)
        write_tables(folder / "tables.md", Path(scratch) / "atlas.gpkg")
        application.exitQgis()


def compiled(language: str, folder: Path) -> Path:
    """The translation as Qt reads it."""
    target = folder / f"{language}.qm"
    lrelease = shutil.which("lrelease") or "/usr/lib/qt5/bin/lrelease"
    source = ROOT / "i18n" / f"seatizen_atlas_{language}.ts"
    subprocess.run([lrelease, "-silent", str(source), "-qm", str(target)], check=True)
    return target


def write_algorithms(folder: Path, language: str) -> None:
    """A page an algorithm, and their list."""
    from seatizen_atlas.core.processing.base import groups
    from seatizen_atlas.core.processing.provider import ALGORITHMS

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    words = WORDS[language]
    pages: dict[str, list[str]] = {group: [] for group in groups()}
    for kind in sorted(ALGORITHMS, key=lambda kind: kind.ID):
        algorithm = kind()
        algorithm.initAlgorithm({})
        text = "\n".join(algorithm_page(algorithm, language))
        (folder / f"{kind.ID}.md").write_text(text + "\n", encoding="utf-8")
        first = re.split(r"(?<=[.])\s", plain(algorithm.about()), maxsplit=1)[0]
        pages[kind.GROUP].append(f"| [{algorithm.title()}]({kind.ID}.md) | `{kind.ID}` | {first} |")
    lines = [f"# {words['algorithms']}", "", words["all"]]
    for group, name in groups().items():
        if pages[group]:
            lines += ["", f"## {name}", "", f"| | id | {words['meaning']} |", "|---|---|---|", *pages[group]]
    (folder / "index.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def algorithm_page(algorithm: Any, language: str) -> Iterator[str]:
    """What the toolbox knows of an algorithm."""
    from qgis.core import QgsProcessingParameterDefinition

    words = WORDS[language]
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    yield from (f"# {algorithm.title()}", "", f"`seatizen:{algorithm.ID}` · [{words['back']}](index.md)")
    yield from ("", plain(algorithm.about()), "", f"## {words['parameters']}", "")
    yield f"| {words['parameter']} | {words['kind']} | {words['meaning']} |"
    yield "|---|---|---|"
    wanted = []
    for definition in algorithm.parameterDefinitions():
        told = [f"**{plain(definition.description())}.**", plain(definition.help())]
        options = getattr(definition, "options", list)()
        if options:
            told.append(f"({words['one of']}: {', '.join(f'`{option}`' for option in options)})")
        default = definition.defaultValue()
        if default not in (None, "", False):
            told.append(f"({words['default']}: `{default if default is not True else 'true'}`)")
        is_optional = bool(definition.flags() & optional)
        nature = KINDS[language][kind_of(definition)] + (f", {words['optional']}" if is_optional else "")
        yield f"| `{definition.name()}` | {nature} | {' '.join(told)} |"
        if (not is_optional and default is None) or definition.name() in ("ATLAS", "OUTPUT"):
            wanted.append(f"{definition.name()}=…")
    outputs = algorithm.outputDefinitions()
    if outputs:
        yield from ("", f"## {words['outputs']}", "")
        yield f"| {words['output']} | {words['kind']} | {words['meaning']} |"
        yield "|---|---|---|"
        for output in outputs:
            yield f"| `{output.name()}` | {KINDS[language][output.type()]} | {plain(output.description())} |"
    yield from ("", f"## {words['call']}", "", "```sh")
    yield " ".join(["qgis_process --json run", f"seatizen:{algorithm.ID}", "--", *wanted])
    yield "```"


def kind_of(definition: Any) -> str:
    """A parameter's type; a folder to read is a type of its own to people."""
    from qgis.core import QgsProcessingParameterFile

    is_folder = (
        isinstance(definition, QgsProcessingParameterFile)
        and definition.behavior() == QgsProcessingParameterFile.Behavior.Folder
    )
    return "folder" if is_folder else str(definition.type())


def plain(text: str) -> str:
    """A text as one cell of a table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def write_dock(path: Path, language: str) -> None:
    """The entries of the dock, section by section."""
    from seatizen_atlas.dialogs.actions import actions, sections

    words = WORDS[language]
    lines = [f"# {words['dock']}", "", words["dock says"]]
    entries = actions()
    for section, name in sections().items():
        lines += ["", f"## {name}", ""]
        for entry in entries:
            if entry.section == section:
                needs = f" {words['needs']}" if entry.needs_atlas else ""
                lines.append(f"* **{entry.text}** {entry.tip}{needs}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_tables(path: Path, atlas: Path) -> None:
    """The diagram and the columns of a new atlas, between the marks of the page that tells about them."""
    from qgis.core import QgsProcessingFeedback
    from seatizen_atlas.core.upkeep.create import create_atlas

    create_atlas(atlas, feedback=QgsProcessingFeedback(False))
    written = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    before, after = written[: written.index(BEGIN)], written[written.index(END) :]
    path.write_text("\n".join([before + BEGIN, *tables(atlas), after]), encoding="utf-8")


def tables(atlas: Path) -> Iterator[str]:
    """A diagram for eyes and a list for searching."""
    database = sqlite3.connect(f"file:{atlas}?mode=ro", uri=True)
    named = database.execute(
        "SELECT table_name, description FROM gpkg_contents ORDER BY table_name"
    ).fetchall()
    columns = {  # generated columns are told by xinfo alone; 1 are the hidden ones of virtual tables
        name: database.execute(
            "SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden <> 1", (name,)
        ).fetchall()
        for name, _description in named
    }
    links = [
        (parent, child, column)
        for child in columns
        for parent, column in database.execute(
            'SELECT "table", "from" FROM pragma_foreign_key_list(?) ORDER BY id', (child,)
        )
    ]
    database.close()
    drawn = {name for parent, child, _column in links for name in (parent, child)}
    yield from ("", "```mermaid", "erDiagram")
    yield from (f'    {parent} ||--o{{ {child} : "{column}"' for parent, child, column in sorted(links))
    for name in sorted(drawn):
        yield f"    {name} {{"
        keys = {column for _parent, child, column in links if child == name}
        for column, kind, is_key in columns[name]:
            mark = " PK" if is_key else " FK" if column in keys else ""
            yield f"        {re.sub('[^A-Z]', '', kind.upper()) or 'ANY'} {column}{mark}"
        yield "    }"
    yield "```"
    for name, description in named:
        yield from ("", f"### {name}", "")
        if description:
            yield from (plain(description), "")
        yield ", ".join(f"`{column}` {kind}" for column, kind, _is_key in columns[name])
    yield ""


if __name__ == "__main__":
    main()
