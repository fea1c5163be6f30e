# SPDX-License-Identifier: GPL-2.0-or-later
"""The numbered SQL scripts of an atlas: what there is, what ran, and running them.

A script is one transaction, data and DDL, with its row in `etl_runs`; a fault undoes it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..errors import AtlasError, Cancelled, InputError
from ..translation import tr
from .gateway import Atlas
from .sql import Name, fill

SCRIPTS_FOLDER = Path(__file__).resolve().parents[2] / "sql"
FIRST_RECORDED_SCRIPT = 5
"""Script 05 makes `etl_runs`; the scripts before it left no row."""

_FILE_NAME = re.compile(r"(\d+)_(\w+)\.sql")
_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
    | (?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))
    | (?P<string>[xX]?'(?:[^']|'')*')
    | (?P<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[^\W\d]\w*)
    | (?P<end>;)
    | (?P<other>\d[\w.]*|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ALLOWED_VERBS = set(
    [
        "ALTER",
        "ANALYZE",
        "CREATE",
        "DELETE",
        "DROP",
        "INSERT",
        "REINDEX",
        "REPLACE",
        "SELECT",
        "UPDATE",
        "WITH",
    ]
)
_ALLOWED_MODULES = {"RTREE", "FTS4", "FTS5"}
_FORBIDDEN_FUNCTION = re.compile(
    r"load_extension|readfile|writefile|edit|fts3_tokenizer|(ogr|gdal)_\w+|blob(to|from)file|(import|export)\w+"
    r"|xb_(load|store)\w*|createrasterise\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """One SQL statement of a script; `number` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class Script:
    """One numbered script: its file, the description in its leading comment, and its statements."""

    number: int
    name: str
    path: Path
    description: str
    text: str
    statements: tuple[Statement, ...]


def load_scripts(folder: Path | None = None) -> tuple[Script, ...]:
    """Read every `NN_name.sql` of a folder (the plugin's own by default), in order of their numbers.

    Raises:
        InputError: the folder has no script, a number is doubled, or a script is not text or not allowed.
    """
    folder = Path(folder or SCRIPTS_FOLDER)
    scripts: dict[int, Script] = {}
    for path in sorted(folder.glob("*.sql")):
        match = _FILE_NAME.fullmatch(path.name)
        if match is None:
            raise InputError(
                tr("the name of a script is a number, an underscore and a name, as in 07_name.sql."),
                file=path,
            )
        number = int(match[1])
        if number in scripts:
            raise InputError(
                tr("number {} is also that of {}.").format(number, scripts[number].path.name),
                file=path,
                advice=tr("Give each script a number of its own."),
            )
        scripts[number] = _read_script(path, number, match[2])
    if not scripts:
        raise InputError(tr("There is no numbered script in “{}”.").format(folder))
    return tuple(scripts[number] for number in sorted(scripts))


def last_script(atlas: Atlas) -> int:
    """The highest script number that the atlas tells: today's files record out of order.

    Files older than `etl_runs` are told apart by what each script left behind.
    """
    if atlas.has_table("etl_runs"):
        recorded = atlas.scalar("SELECT max(last_sql_script_executed) FROM etl_runs")
        return FIRST_RECORDED_SCRIPT if recorded is None else max(int(recorded), FIRST_RECORDED_SCRIPT)
    if atlas.has_table("layer_styles") and atlas.has_table("vw_deposit_linestring_with_platform"):
        doubled = atlas.scalar("SELECT count(*) - count(DISTINCT deposit_doi) FROM deposit_linestring")
        return 3 if doubled else 4
    if atlas.scalar("SELECT count(*) FROM multilabel_label WHERE name = 'Seagrass'"):
        return 2
    if atlas.scalar("SELECT count(*) FROM multilabel_label WHERE name = 'Acropora_Branching'"):
        return 1
    return 0


def pending_scripts(atlas: Atlas, scripts: Sequence[Script]) -> tuple[Script, ...]:
    """The scripts with a higher number than any that ran, in order."""
    last = last_script(atlas)
    return tuple(script for script in scripts if script.number > last)


def require_current(atlas: Atlas) -> None:
    """Raise AtlasError when the plugin has scripts that this atlas has not seen."""
    pending = pending_scripts(atlas, load_scripts())
    if pending:
        raise AtlasError(
            tr("“{}” is at script {:02d} and needs {} more before it can be changed.").format(
                atlas.path.name, last_script(atlas), len(pending)
            ),
            advice=tr("Run “Migrate atlas” first; it makes a backup."),
        )


def apply_script(atlas: Atlas, script: Script, feedback: QgsProcessingFeedback) -> None:
    """Run one script as one transaction with its row in `etl_runs`; on a fault nothing of it stays."""
    with atlas.transaction():
        run_statements(atlas, script, feedback)


def run_statements(atlas: Atlas, script: Script, feedback: QgsProcessingFeedback) -> None:
    """Run a script's statements and record it, inside a transaction of the caller's."""
    for statement in script.statements:
        if feedback.isCanceled():
            raise Cancelled(tr("Script {:02d} was stopped; nothing of it stays.").format(script.number))
        count = len(script.statements)
        feedback.setProgressText(
            tr("Script {:02d}: statement {} of {}").format(script.number, statement.number, count)
        )
        try:
            atlas.execute(statement.text)
        except AtlasError as error:
            raise AtlasError(
                tr("Script {}, statement {} (“{}…”): {}").format(
                    script.path.name, statement.number, _beginning(statement.text), error.message
                ),
                details=error.details,
                advice=tr("Nothing of this script was kept."),
            ) from error
        feedback.setProgress(100 * statement.number / count)
    atlas.check_references()
    if script.number >= FIRST_RECORDED_SCRIPT:
        record_run(atlas, script=script.number)


def record_run(
    atlas: Atlas, *, script: int | None = None, harvested_at: str | None = None, version: str | None = None
) -> None:
    """Add a row to `etl_runs`; what is not given is taken over from the newest row."""

    given = {
        "last_sql_script_executed": script,
        "last_zenodo_harvest_at": harvested_at,
        "last_version_on_zenodo": version,
    }
    atlas.execute(
        fill(
            "INSERT INTO etl_runs ({columns}) SELECT {values} FROM etl_runs ORDER BY id DESC LIMIT 1",
            columns=[Name(column) for column in given],
            values=[Name(column) if value is None else value for column, value in given.items()],
        )
    )


def split_statements(text: str) -> Iterator[str]:
    """Split SQL text into statements: strings, comments and the bodies of triggers are left whole."""
    start, depth = 0, 0
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "name":
            word = match.group().upper()
            words.append(word)
            # Only a trigger has a body of statements; CASE … END may stand inside it.
            if (word == "BEGIN" and _is_trigger(words)) or (word == "CASE" and depth):
                depth += 1
            elif word == "END" and depth:
                depth -= 1
        elif kind == "end" and not depth:
            if words:
                yield text[start : match.start()].strip()
            start, words = match.end(), []
    if words:
        yield text[start:].strip()


def _is_trigger(words: list[str]) -> bool:
    return words[0] == "CREATE" and "TRIGGER" in words[1:3]


def _read_script(path: Path, number: int, name: str) -> Script:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(tr("is not UTF-8 text."), file=path, details=str(error)) from error
    except OSError as error:
        raise InputError(tr("cannot be read."), file=path, details=str(error)) from error
    comment = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        if "SPDX-" not in line:
            comment.append(line[2:].strip())
    statements = tuple(Statement(n, sql) for n, sql in enumerate(split_statements(text), 1))
    for statement in statements:
        _check_allowed(path, statement)
    return Script(number, name, path, " ".join(comment), text, statements)


def _check_allowed(path: Path, statement: Statement) -> None:
    """Refuse what a script could use to leave the atlas, or to end the transaction around it."""
    tokens = [m for m in _TOKEN.finditer(statement.text) if m.lastgroup not in ("space", "comment")]
    words = [_bare(m.group()) if m.lastgroup == "name" else m.group() for m in tokens]
    verb = words[0].upper()
    refused = None
    if verb not in _ALLOWED_VERBS:
        refused = verb
    elif verb == "CREATE" and "VIRTUAL" in (w.upper() for w in words[1:2]):
        upper = [word.upper() for word in words]
        module = words[upper.index("USING") + 1] if "USING" in upper else "?"
        if module.upper() not in _ALLOWED_MODULES:
            refused = f"CREATE VIRTUAL TABLE … USING {module}"
    for word, following in zip(words, [*words[1:], ""]):
        if following == "(" and _FORBIDDEN_FUNCTION.fullmatch(word):
            refused = f"{word}()"
        elif (
            (
                word.lower() in ("writable_schema", "sqlite_master", "sqlite_schema")
                and verb not in ("SELECT", "WITH")
            )
            or word.lower().startswith("pragma_")
            or verb == "PRAGMA"
        ):
            refused = word
    if refused:
        raise InputError(
            tr("statement {} (“{}…”) uses {}, which a script may not.").format(
                statement.number, _beginning(statement.text), refused
            ),
            file=path,
            advice=tr("Scripts change tables of the atlas and nothing else."),
        )


def _bare(name: str) -> str:
    return name[1:-1] if name[0] in '"`[' else name


def _beginning(sql: str) -> str:
    words = " ".join(m.group() for m in _TOKEN.finditer(sql) if m.lastgroup not in ("space", "comment"))
    return words[:60]
