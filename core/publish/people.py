# SPDX-License-Identifier: GPL-2.0-or-later
"""Who made a session: initials by role in one CSV, the people behind them in another."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..csvfile import open_csv
from ..errors import InputError
from ..translation import tr
from .wording import settled

_ROLES = """
    contactperson datacollector datacurator datamanager distributor editor hostinginstitution producer
    projectleader projectmanager projectmember registrationagency registrationauthority relatedperson
    researcher researchgroup rightsholder sponsor supervisor workpackageleader other
"""
ROLES = frozenset(_ROLES.split())
"""Columns of the sessions CSV that name contributors, in lower case."""

CREATORS = "Creators"
FORGOTTEN = "projectmember"
_PARTICLES = {"de", "da", "das", "del", "della", "der", "di", "dos", "du", "el", "la", "le", "van", "von"}
_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.IGNORECASE)


@dataclass(frozen=True)
class Person:
    """Somebody, as Zenodo wants to know them; `orcid` and `affiliation` may be empty."""

    family: str
    given: str
    affiliation: str
    orcid: str

    def as_json(self, role: str = "") -> dict[str, Any]:
        """The person among creators (without a role) or contributors."""
        name = f"{self.family}, {self.given}" if self.given else self.family
        person: dict[str, Any] = {"type": "personal", "family_name": self.family, "name": name}
        if self.given:
            person["given_name"] = self.given
        if self.orcid:
            person["identifiers"] = [{"scheme": "orcid", "identifier": self.orcid}]
        made: dict[str, Any] = {"person_or_org": person}
        if role:
            made["role"] = {"id": role}
        if self.affiliation:
            made["affiliations"] = [{"name": self.affiliation}]
        return made


@dataclass(frozen=True)
class Team:
    """Creators in order, contributors with their role (`datamanager`…) in order."""

    creators: tuple[Person, ...]
    contributors: tuple[tuple[str, Person], ...]


def team_of(session: str, sessions_csv: Path, contributors_csv: Path) -> Team:
    """Who made a session. Initials mean what the contributors file says, and nobody of it is forgotten.

    Whoever stands in the contributors file and in no role of the session is a project member.

    Raises:
        InputError: the session is not listed, or a person is not, or is listed twice.
    """
    people = read_people(contributors_csv)
    number, row = _row_of(session, sessions_csv)
    named: set[str] = set()

    def persons(column: str) -> list[Person]:
        found = []
        for initials in _initials(row.get(column, "")):
            person = people.get(initials)
            if person is None:
                raise InputError(
                    tr("“{initials}” is nobody in {file}.").format(
                        initials=initials, file=contributors_csv.name
                    ),
                    file=sessions_csv,
                    row=number,
                    column=column,
                    advice=tr("Add the person there, or name the fitting contributors file."),
                )
            named.add(initials)
            found.append(person)
        return found

    spellings = {column.strip().lower(): column for column in row}
    creators = persons(spellings.get(CREATORS.lower(), CREATORS))
    if not creators:
        raise InputError(
            tr("nobody is named."), file=sessions_csv, row=number, column=CREATORS,
            advice=tr("Every session needs at least one creator."),
        )  # fmt: skip
    contributors = [
        (role, person)
        for role, spelling in spellings.items()
        if role in ROLES
        for person in persons(spelling)
    ]
    contributors += [(FORGOTTEN, person) for initials, person in people.items() if initials not in named]
    return Team(tuple(creators), tuple(dict.fromkeys(contributors)))


def read_people(contributors_csv: Path) -> dict[str, Person]:
    """The people of a contributors file by their initials, in its order.

    Raises:
        InputError: a name is missing, an ORCID is wrong, initials stand twice.
    """
    people: dict[str, Person] = {}
    for number, row in _rows(contributors_csv, ("id", "name")):
        initials = row["id"]
        if not initials:
            continue
        if initials in people:
            raise InputError(
                tr("“{}” stands twice.").format(initials), file=contributors_csv, row=number, column="id",
                advice=tr("Give each person initials of their own."),
            )  # fmt: skip
        people[initials] = person_of(
            row["name"], row.get("affiliation", ""), row.get("orcid", ""), contributors_csv, number
        )
    return people


def person_of(name: str, affiliation: str, orcid: str, file: Path, row: int | None = None) -> Person:
    """A person from what a file says.

    Raises:
        InputError: there is no name, or the ORCID is none.
    """
    family, given = split_name(name)
    if not family:
        raise InputError(tr("a person has no name."), file=file, row=row, column="name")
    found = _ORCID.fullmatch(orcid.strip())
    if orcid.strip() and (found is None or not _checks(found.group(1))):
        raise InputError(
            tr("“{}” is not an ORCID iD.").format(orcid.strip()), file=file, row=row, column="orcid",
            advice=tr("Copy it from the person's page on orcid.org."),
        )  # fmt: skip
    return Person(family, given, settled(affiliation), found.group(1).upper() if found else "")


def split_name(name: str) -> tuple[str, str]:
    """Family name and given names: “Family, Given”, else the last word with the particles before it."""
    name = settled(name)
    if "," in name:
        family, _, given = name.partition(",")
        return family.strip(), given.strip()
    words = name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start])


def _checks(orcid: str) -> bool:
    """Whether the last sign is the check digit of ISO 7064 MOD 11-2."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == orcid[-1].upper()


def _initials(cell: str) -> list[str]:
    return [part for part in re.split(r"[,;\s]+", cell) if part]


def _row_of(session: str, sessions_csv: Path) -> tuple[int, Mapping[str, str]]:
    found: list[tuple[int, Mapping[str, str]]] = [
        (number, row)
        for number, row in _rows(sessions_csv, ("session_name", CREATORS))
        if row["session_name"] == session
    ]
    if not found:
        raise InputError(
            tr("the session “{}” is not in it.").format(session), file=sessions_csv,
            advice=tr("Add a row with its creators and contributors."),
        )  # fmt: skip
    if any(row != found[0][1] for _number, row in found):
        raise InputError(
            tr("the session “{}” stands twice, differently.").format(session), file=sessions_csv,
            row=found[1][0], advice=tr("Remove one of the rows."),
        )  # fmt: skip
    return found[0]


def _rows(path: Path, required: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by their number (the header is row 1), cells as single lines without outer blanks.

    The standard library's reader: in these files “NA” is a person, not a missing value.
    """
    file = open_csv(path)
    spellings = {file.required_column(name): name for name in required}
    with path.open(encoding=file.encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=file.separator, skipinitialspace=True)
        next(reader)
        for number, cells in enumerate(reader, 2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(file.header) and any(cell.strip() for cell in cells[len(file.header) :]):
                raise InputError(
                    tr("has {count} cells, but the header has {expected}.").format(
                        count=len(cells), expected=len(file.header)
                    ),
                    file=path,
                    row=number,
                )
            texts = (" ".join(cell.split()) for cell in [*cells, *[""] * len(file.header)])
            yield number, {spellings.get(name, name): text for name, text in zip(file.header, texts)}
