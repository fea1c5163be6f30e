# SPDX-License-Identifier: GPL-2.0-or-later
"""What identifies an annotation session: its date, author and dataset, as a file's name tells them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ..atlas.sql import Fragment, fill
from ..errors import InputError
from ..translation import tr

DATE_FORMAT = "%Y-%m-%d %H:%M:%S"
"""How the atlas stores the date of a session."""

_NAME = re.compile(r"(\d{8}_\d{6})__(.+?)__(.+)", re.DOTALL)
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
"""What some system does not take in the name of a file."""
_LABELS = "_labels"
_BETWEEN = "__"
_TYPED_FORMATS = (
    DATE_FORMAT,
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%d %H:%M",
    "%Y%m%d_%H%M%S",
    "%Y-%m-%d",
)


@dataclass(frozen=True)
class SessionKey:
    """Date (`YYYY-MM-DD HH:MM:SS`), author and dataset: the atlas holds one session of each such key."""

    date: str = ""
    author: str = ""
    dataset: str = ""

    def __str__(self) -> str:
        return f"{self.date} · {self.author} · {self.dataset}"

    @property
    def is_complete(self) -> bool:
        """All three are known."""
        return bool(self.date and self.author and self.dataset)


def parse_date(text: str) -> str:
    """A date as a user types it, in the form of the atlas; a date alone is its midnight.

    Raises:
        InputError: it is no date.
    """
    for form in _TYPED_FORMATS:
        try:
            return datetime.strptime(text.strip(), form).strftime(DATE_FORMAT)
        except ValueError:
            continue
    raise InputError(
        tr("“{}” is not a date of annotation.").format(text), advice=tr("Write it as 2024-05-24 15:14:09.")
    )


def key_from_name(path: Path) -> SessionKey:
    """What the name of a file tells; what it does not tell is empty.

    `20240524_151409__ana-lima__second_look_labels.csv` is of 2024-05-24 15:14:09, by ana-lima, dataset
    second_look. A fourth part, as in `…__second_look__reef_labels.csv`, is the labelling tool's own: it names
    a group of labels and makes no other dataset.
    """
    match = _NAME.fullmatch(path.stem.strip())
    if match is None:
        return SessionKey()
    try:
        date = datetime.strptime(match[1], "%Y%m%d_%H%M%S").strftime(DATE_FORMAT)
    except ValueError:
        date = ""
    dataset = match[3].partition(_BETWEEN)[0].strip()
    if dataset.endswith(_LABELS):
        dataset = dataset[: -len(_LABELS)]
    return SessionKey(date, match[2].strip(), dataset)


def file_name(key: SessionKey) -> str:
    """The name of the file of a session, from which an import learns the same session again.

    Raises:
        InputError: date, author or dataset are missing, or no name of a file could tell them.
    """
    day = re.sub(r"\D", "", key.date)
    name = _BETWEEN.join((f"{day[:8]}_{day[8:]}", key.author, key.dataset)) + ".csv"
    if not key.is_complete or _UNFIT.search(name) or key_from_name(Path(name)) != key:
        raise InputError(
            tr("“{author}” and “{dataset}” cannot be told by the name of a file.").format(
                author=key.author, dataset=key.dataset
            ),
            advice=tr("Give an author and a dataset without “__”, slashes or other special characters."),
        )
    return name


def same_session(key: SessionKey) -> Fragment:
    """The condition on `multilabel_annotation_session s` that finds the session of a key.

    Datasets were once kept with the labelling tool's group behind them (`second_look__reef`): those are the
    same, or the next import would double every annotation.
    """
    return fill(
        "s.annotation_date = {date} AND s.author_name = {author}"
        " AND {dataset} IN (s.dataset_name, substr(s.dataset_name, 1, instr(s.dataset_name, {between}) - 1))",
        date=key.date,
        author=key.author,
        dataset=key.dataset,
        between=_BETWEEN,
    )


def session_key(path: Path, *, date: str = "", author: str = "", dataset: str = "") -> SessionKey:
    """The session of a file: what was typed in wins over what the name tells.

    Raises:
        InputError: date, author or dataset are neither typed in nor told by the name.
    """
    key = key_from_name(path)
    if date:
        key = replace(key, date=parse_date(date))
    if author.strip():
        key = replace(key, author=author.strip())
    if dataset.strip():
        key = replace(key, dataset=dataset.strip())
    if not key.is_complete:
        parts = ((key.date, tr("date")), (key.author, tr("author")), (key.dataset, tr("dataset")))
        raise InputError(
            tr("the name does not tell {}.").format(", ".join(word for value, word in parts if not value)),
            file=path,
            advice=tr("Name it as in 20240524_151409__ana-lima__second_look.csv, or type them in."),
        )
    return key
