# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbered SQL scripts as text: reading a folder of them, splitting, and what they may not do.

A script comes from a file that anybody may have written, so it is read with suspicion: it changes tables
of the atlas, and neither leaves the file (ATTACH, functions that read or write files) nor the transaction
around it (COMMIT, SAVEPOINT, PRAGMA).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import InputError
from ..translation import tr

SCRIPTS_FOLDER = Path(__file__).resolve().parents[2] / "sql"

_FILE_NAME = re.compile(r"(\d+)_(\w+)\.sql", re.ASCII)
# The classes of SQLite's own tokenizer: every character from U+0080 on is part of a name, but a byte order
# mark before a token is space.
_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\n\f\r\ufeff]+)
    | (?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))
    | (?P<string>[xX]?'(?:[^']|'')*')
    | (?P<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]
        |[A-Za-z_\x80-\ufefe\uff00-\U0010ffff][\w$\x80-\U0010ffff]*)
    | (?P<end>;)
    | (?P<other>[0-9][\w.]*|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ALLOWED_VERBS = frozenset(
    (
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
    )
)
_ROW_VERBS = frozenset(("INSERT", "REPLACE", "UPDATE", "DELETE"))
_ALLOWED_MODULES = frozenset(("RTREE", "FTS4", "FTS5"))
_FORBIDDEN_FUNCTION = re.compile(
    # SQLite's own and its shell's
    r"load_extension|readfile|writefile|edit|fts3_tokenizer|eval|fsdir|lsmode|zipfile|sqlite_\w+"
    # GDAL's
    r"|(ogr|gdal)_\w+"
    # SpatiaLite's that read or write files, fetch from the network, run SQL of their own or change settings
    r"|blob(to|from)file|(import|export)\w+|xb_(load|store)\w*|\w*shapefile\w*|proj_(set|guess)\w*"
    r"|sqlproc_\w+|stored(proc|var)_\w+|setwmsgetmap\w*|createrasterise\w*|enable\w+mode|initspatialmetadata\w*"
    r"|initfullspatialmetadata|set\w+logfile|register\w+|clonetable|createclonedtable|droptable|renametable"
    r"|renamecolumn|dropgeotable|renamegeotable",
    re.IGNORECASE,
)
_OWN_TABLES = re.compile(r"sqlite_(?!sequence$|stat\d$)\w*|writable_schema", re.IGNORECASE)


@dataclass(frozen=True)
class Statement:
    """One SQL statement of a script.

    Args:
        number: counts from 1.
        text: as it stands in the script, comments before it included.
        verb: its first word in capitals; for `WITH … INSERT` and its like the word that changes rows.
        table: the table that it changes, creates or drops, without quotes; empty when there is none.
        renamed: for `ALTER TABLE … RENAME TO` the new name.
        temporary: the table is one of the connection and not of the atlas.
    """

    number: int
    text: str
    verb: str = ""
    table: str = ""
    renamed: str = ""
    temporary: bool = False

    @property
    def beginning(self) -> str:
        """The first words, on one line and without comments."""
        words = " ".join(token.group() for token in _significant(self.text))
        return words[:60]


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
    return _own_scripts() if folder is None else _read_folder(Path(folder))


@lru_cache(maxsize=1)
def _own_scripts() -> tuple[Script, ...]:
    """The plugin's own scripts: they do not change while it runs, and are asked for at every opening."""
    return _read_folder(SCRIPTS_FOLDER)


def _read_folder(folder: Path) -> tuple[Script, ...]:
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


def split_statements(text: str) -> Iterator[str]:
    """Split SQL text into statements: strings, comments and the bodies of triggers are left whole.

    A trigger ends where SQLite's own `sqlite3_complete` sees its end: at `; END ;`.
    """
    start = 0
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind in ("space", "comment"):
            continue
        if kind == "end" and (not _is_trigger(words) or words[-2:] == [";", "END"]):
            if words:
                yield text[start : match.start()].strip()
            start, words = match.end(), []
        else:
            words.append(match.group().upper() if kind in ("name", "end") else "?")
    if words:
        yield text[start:].strip()


def _is_trigger(words: Sequence[str]) -> bool:
    if words[:1] != ["CREATE"]:
        return False
    return words[1:2] == ["TRIGGER"] or (
        words[1:2] in (["TEMP"], ["TEMPORARY"]) and words[2:3] == ["TRIGGER"]
    )


def _read_script(path: Path, number: int, name: str) -> Script:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(tr("is not UTF-8 text."), file=path, details=str(error)) from error
    except OSError as error:
        raise InputError(tr("cannot be read."), file=path, details=str(error)) from error
    if "\0" in text:  # SQLite would not read on after it
        raise InputError(tr("is not a text file."), file=path)
    comment = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        if "SPDX-" not in line:
            comment.append(line[2:].strip())
    temporary: set[str] = set()
    statements = []
    for count, sql in enumerate(split_statements(text), 1):
        statement = _read_statement(count, sql, temporary)
        _check_allowed(path, statement)
        statements.append(statement)
    return Script(number, name, path, " ".join(comment), text, tuple(statements))


def _read_statement(number: int, sql: str, temporary: set[str]) -> Statement:
    """Find out what a statement changes; `temporary` collects the names of temporary tables."""
    words = [_bare(token.group()) for token in _significant(sql)]
    upper = [word.upper() for word in words]
    verb, at = upper[0], 0
    if verb == "WITH":
        depth = 0
        for at, word in enumerate(upper):
            depth += (word == "(") - (word == ")")
            if not depth and word in _ROW_VERBS and upper[at - 1] == ")":
                verb = word
                break
    if verb in ("INSERT", "REPLACE"):
        at = _after(upper, "INTO", at)
    elif verb == "DELETE":
        at = _after(upper, "FROM", at)
    elif verb == "UPDATE":
        at += 3 if upper[at + 1 : at + 2] == ["OR"] else 1
    elif verb in ("CREATE", "DROP", "ALTER") and "TABLE" in upper[1:3]:
        at = _after(upper, "TABLE", at)
        while upper[at : at + 1] and upper[at] in ("IF", "NOT", "EXISTS"):
            at += 1
    else:
        return Statement(number, sql, verb)
    is_temporary = False
    if words[at + 1 : at + 2] == ["."]:
        is_temporary = upper[at] == "TEMP"
        at += 2
    table = words[at] if at < len(words) else ""
    if verb == "CREATE" and upper[1] in ("TEMP", "TEMPORARY"):
        is_temporary = True
    if is_temporary:
        temporary.add(table.lower())
    renamed = words[at + 3] if verb == "ALTER" and upper[at + 1 : at + 3] == ["RENAME", "TO"] else ""
    return Statement(number, sql, verb, table, renamed, is_temporary or table.lower() in temporary)


def _after(words: Sequence[str], word: str, start: int) -> int:
    return words.index(word, start) + 1 if word in words[start:] else len(words)


def _check_allowed(path: Path, statement: Statement) -> None:
    """Refuse what a script could use to leave the atlas, or to end the transaction around it."""
    tokens = _significant(statement.text)
    words = [_bare(token.group()) for token in tokens]
    verb = words[0].upper() if tokens[0].lastgroup == "name" else ""
    refused = None if verb in _ALLOWED_VERBS else words[0]
    if verb == "CREATE" and words[1:2] and words[1].upper() == "VIRTUAL":
        upper = [word.upper() for word in words]
        module = words[upper.index("USING") + 1] if "USING" in upper[:-1] else "?"
        if module.upper() not in _ALLOWED_MODULES:
            refused = f"CREATE VIRTUAL TABLE … USING {module}"
    for token, word, following in zip(tokens, words, [*words[1:], ""]):
        if token.lastgroup not in ("name", "string"):
            continue
        if following == "(" and _FORBIDDEN_FUNCTION.fullmatch(word):
            refused = f"{word}()"
        elif word.lower().startswith("pragma_") or (
            statement.verb not in ("SELECT", "WITH") and _OWN_TABLES.fullmatch(word)
        ):
            refused = word
    if refused:
        raise InputError(
            tr("statement {} (“{}…”) uses {}, which a script may not.").format(
                statement.number, statement.beginning, refused
            ),
            file=path,
            advice=tr("Scripts change tables of the atlas and nothing else."),
        )


def _significant(sql: str) -> list[re.Match[str]]:
    return [token for token in _TOKEN.finditer(sql) if token.lastgroup not in ("space", "comment")]


def _bare(name: str) -> str:
    """A name without its quotes; SQLite takes a string for a name where only a name can stand."""
    if len(name) > 1 and name[0] in "\"`['":
        return name[1:-1].replace(name[0] * 2, name[0])
    return name
