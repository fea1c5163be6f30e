# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbered SQL scripts as text: reading a folder of them, and splitting; `judge` says what they do."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
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


@dataclass(frozen=True)
class Statement:
    """One SQL statement of a script; `number` counts from 1, `text` holds the comments before it too."""

    number: int
    text: str

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

    @cached_property
    def checksum(self) -> str:
        """Of what the script does: the same whatever its comments and blanks are."""
        words = (
            token.group() for statement in self.statements for token in _significant(statement.text + ";")
        )
        return hashlib.sha256("\n".join(words).encode()).hexdigest()


def load_scripts(folder: Path | None = None) -> tuple[Script, ...]:
    """Read every `NN_name.sql` of a folder (the plugin's own by default), in order of their numbers.

    Raises:
        InputError: the folder has no script, a number is doubled, or a script is not text.
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
                tr("number {number} is also that of {name}.").format(
                    number=number, name=scripts[number].path.name
                ),
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
    statements = tuple(Statement(count, sql) for count, sql in enumerate(split_statements(text), 1))
    return Script(number, name, path, " ".join(comment), text, statements)


def _significant(sql: str) -> list[re.Match[str]]:
    return [token for token in _TOKEN.finditer(sql) if token.lastgroup not in ("space", "comment")]
