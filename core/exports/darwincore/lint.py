# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks of a Darwin Core archive: what the schemas do not see, and GBIF or OBIS stumble over."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qgis.PyQt.QtXml import QDomDocument, QDomElement

from ...errors import InputError
from ...translation import tr
from .countries import ALPHA2
from .licences import LICENCES
from .metadata import MIN_ABSTRACT, MIN_TITLE
from .terms import EML, EVENT, FILES, MEASUREMENT, META, MULTIMEDIA, OCCURRENCE, TextFile, local

SHOWN = 20
"""Findings of one rule and file that are told one by one; the rest is counted."""

_WHEN = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
_LICENCE_URLS = {re.sub("^https?://", "", licence.url) for licence in LICENCES}
_EML_NAMESPACE = "https://eml.ecoinformatics.org/eml-2.2.0"
_REQUIRED = {
    EVENT.name: (
        "eventID",
        "eventDate",
        "countryCode",
        "decimalLatitude",
        "decimalLongitude",
        "geodeticDatum",
        "coordinateUncertaintyInMeters",
        "samplingProtocol",
        "license",
    ),
    OCCURRENCE.name: (
        "occurrenceID",
        "basisOfRecord",
        "occurrenceStatus",
        "scientificName",
        "scientificNameID",
        "kingdom",
        "license",
    ),
    MEASUREMENT.name: ("measurementID", "measurementType", "measurementValue"),
    MULTIMEDIA.name: ("identifier", "type", "rights"),
}
"""Cells that must not be empty."""


@dataclass(frozen=True)
class Finding:
    """One fault: the rule broken, the file, the line (the header is line 1) and a sentence."""

    rule: str
    file: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = (
            self.file
            if self.line is None
            else tr("{file}, line {line}").format(file=self.file, line=self.line)
        )
        return f"{where}: {self.message}"


@dataclass
class _Described:
    """A file as meta.xml describes it."""

    name: str
    row_type: str
    key: int | None
    terms: dict[int, str] = field(default_factory=dict)


def lint_archive(path: Path) -> list[Finding]:
    """Check an archive; an empty list is good news.

    Raises:
        InputError: the file is not a zip.
    """
    return _Lint().run(path)


class _Lint:
    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._counts: dict[tuple[str, str], int] = {}
        # Ids by their 64-bit hashes: an archive may have millions, and text would fill the memory.
        self.events: set[int] = set()
        self.occurrences: set[int] = set()

    def run(self, path: Path) -> list[Finding]:
        try:
            with zipfile.ZipFile(path) as archive:
                self._archive(archive)
        except (zipfile.BadZipFile, OSError) as error:
            raise InputError(tr("is not a zip archive."), file=path, details=str(error)) from error
        for (rule, file), count in self._counts.items():
            if count > SHOWN:
                self.findings.append(Finding(rule, file, tr("… and {} more").format(count - SHOWN)))
        return self.findings

    def tell(self, rule: str, file: str, message: str, line: int | None = None) -> None:
        count = self._counts[rule, file] = self._counts.get((rule, file), 0) + 1
        if count <= SHOWN:
            self.findings.append(Finding(rule, file, message, line))

    def _archive(self, archive: zipfile.ZipFile) -> None:
        names = archive.namelist()
        for name in (META, EML):
            if name not in names:
                self.tell("missing file", name, tr("is missing."))
        if EML in names:
            self._eml(archive.read(EML))
        if META not in names:
            return
        described = self._meta(archive.read(META))
        expected = {file.row_type: file for file in FILES}
        for row_type in expected if described else ():
            if not any(one.row_type == row_type for one in described):
                self.tell(
                    "missing file", META, tr("describes no file of the kind {}.").format(local(row_type))
                )
        # The core first: the others refer to it; occurrences before what refers to them.
        order = [file.row_type for file in FILES]
        for one in sorted(described, key=lambda d: order.index(d.row_type) if d.row_type in order else 9):
            if one.name not in names:
                self.tell("missing file", one.name, tr("is described and missing."))
            elif one.row_type in expected:
                self._file(archive, one, expected[one.row_type])

    # meta.xml

    def _meta(self, text: bytes) -> list[_Described]:
        root = self._parsed(META, text)
        if root is None:
            return []
        described = []
        for element in _children(root):
            if element.tagName() in ("core", "extension"):
                one = self._description(element)
                if one is not None:
                    described.append(one)
        return described

    def _description(self, element: QDomElement) -> _Described | None:
        locations = [e for f in _children(element, "files") for e in _children(f, "location")]
        if len(locations) != 1:
            self.tell("location", META, tr("a file has {} locations, not one.").format(len(locations)))
        if not locations:
            return None
        name = locations[0].text()
        row_type = element.attribute("rowType")
        if row_type not in {file.row_type for file in FILES}:
            self.tell(
                "row type",
                META,
                tr("{name} has the unknown row type “{row_type}”.").format(name=name, row_type=row_type),
            )
        if element.attribute("fieldsEnclosedBy", '"') != '"':
            self.tell("quotes", META, tr("{} does not enclose fields in quotes.").format(name))
        if element.attribute("ignoreHeaderLines", "0") != "1":
            self.tell("header", META, tr("{} does not skip its one header line.").format(name))
        key_name = "id" if element.tagName() == "core" else "coreid"
        keys = _children(element, key_name)
        key = self._index(name, keys[0].attribute("index")) if keys else None
        if key is None:
            self.tell("key", META, tr("{name} has no {key_name}.").format(name=name, key_name=key_name))
        one = _Described(name, row_type, key)
        for child in _children(element, "field"):
            term, index = child.attribute("term"), self._index(name, child.attribute("index"))
            if not re.match(r"https?://\S+/\w+$", term):
                self.tell(
                    "term",
                    META,
                    tr("{name} has a field with the term “{term}”.").format(name=name, term=term),
                )
            if index is None:
                continue
            if index in one.terms:
                self.tell(
                    "index", META, tr("{name}: index {index} is given twice.").format(name=name, index=index)
                )
            one.terms[index] = term
        return one

    def _index(self, name: str, text: str) -> int | None:
        if text.isdigit():
            return int(text)
        self.tell("index", META, tr("{name}: “{text}” is no index.").format(name=name, text=text))
        return None

    # The text files

    def _file(self, archive: zipfile.ZipFile, one: _Described, expected: TextFile) -> None:
        with _rows(archive, one.name) as rows:
            header = next(rows, None)
            if header is None:
                self.tell("header", one.name, tr("is empty."))
                return
            if not self._columns(one, expected, header):
                return
            events = _Events(self)
            check = {
                EVENT.name: events.row,
                OCCURRENCE.name: _Occurrences(self).row,
                MEASUREMENT.name: _Unique(self, one.name, "measurementID").row,
            }.get(expected.name)
            names = {index: local(term) for index, term in one.terms.items()}
            for line, cells in enumerate(rows, 2):
                if len(cells) != len(header):
                    self.tell(
                        "columns",
                        one.name,
                        tr("{found} cells instead of {expected}.").format(
                            found=len(cells), expected=len(header)
                        ),
                        line,
                    )
                    continue
                row = {name: cells[index] for index, name in names.items()}
                row["eventID"] = cells[one.key or 0]
                self._row(one, expected, line, row)
                if check is not None:
                    check(line, row)
            events.end()

    def _columns(self, one: _Described, expected: TextFile, header: Sequence[str]) -> bool:
        """Do the indices of meta.xml point at the columns of these names?"""
        good = True
        for index, term in one.terms.items():
            if index >= len(header):
                self.tell("index", one.name, tr("meta.xml names column {}; there is none.").format(index))
                good = False
            elif header[index] != local(term):
                self.tell(
                    "index",
                    one.name,
                    tr("column {index} is “{header}”, but meta.xml calls it {local}.").format(
                        index=index, header=header[index], local=local(term)
                    ),
                )
                good = False
        if one.key is None or one.key >= len(header) or header[one.key] != "eventID":
            self.tell("key", one.name, tr("is not keyed by its column eventID."))
            good = False
        for term in expected.terms:
            if term not in one.terms.values():
                self.tell("missing column", one.name, tr("has no column {}.").format(local(term)))
                good = good and local(term) not in _REQUIRED[expected.name]
        return good

    def _row(self, one: _Described, expected: TextFile, line: int, row: dict[str, str]) -> None:
        for name in _REQUIRED[expected.name]:
            if not row.get(name, ""):
                self.tell("empty", one.name, tr("{} is empty.").format(name), line)
        for name in ("license", "rights"):
            if name in row and not _is_licence(row[name]):
                self.tell(
                    "licence", one.name, tr("“{}” is no licence that GBIF reads.").format(row[name]), line
                )
        if expected is EVENT:
            return
        # Without events the core itself is at fault, and was told.
        if self.events and hash(row["eventID"]) not in self.events:
            self.tell("orphan", one.name, tr("there is no event “{}”.").format(row["eventID"]), line)
        occurrence = row.get("occurrenceID", "")
        if expected is OCCURRENCE or not occurrence or not self.occurrences:
            return
        if hash(occurrence) not in self.occurrences:
            self.tell("orphan", one.name, tr("there is no occurrence “{}”.").format(occurrence), line)

    # eml.xml

    def _eml(self, text: bytes) -> None:
        root = self._parsed(EML, text)
        if root is None:
            return

        def want(rule: str, fine: bool, message: str) -> None:
            if not fine:
                self.tell(rule, EML, message)

        want(
            "eml root",
            root.localName() == "eml" and root.namespaceURI() == _EML_NAMESPACE,
            tr("its root is not eml of {}.").format(_EML_NAMESPACE),
        )
        want("eml root", root.attribute("scope") == "system", tr("its scope is not “system”."))
        want("eml root", bool(root.attribute("system")), tr("has no system."))
        want("eml root", bool(root.attribute("packageId")), tr("has no packageId."))
        location = root.attributeNS("http://www.w3.org/2001/XMLSchema-instance", "schemaLocation").split()
        want(
            "eml root",
            len(location) == 2 and all(part.startswith(("http://", "https://")) for part in location),
            tr("its schemaLocation is not two absolute addresses."),
        )
        dataset = root.firstChildElement("dataset")
        title = dataset.firstChildElement("title").text().strip()
        want(
            "eml title",
            len(title) >= MIN_TITLE,
            tr("its title is shorter than {} characters.").format(MIN_TITLE),
        )
        abstract = dataset.firstChildElement("abstract").text().strip()
        want(
            "eml abstract",
            len(abstract) >= MIN_ABSTRACT,
            tr("its abstract is shorter than {} characters.").format(MIN_ABSTRACT),
        )
        for name in ("creator", "contact"):
            person = dataset.firstChildElement(name)
            want(f"eml {name}", bool(person.text().strip()), tr("has no {}.").format(name))
        published = dataset.firstChildElement("pubDate").text().strip()
        want("eml pubDate", _is_day(published), tr("“{}” is no date of publication.").format(published))
        link = (
            dataset.firstChildElement("intellectualRights")
            .firstChildElement("para")
            .firstChildElement("ulink")
        )
        want(
            "licence",
            _is_licence(link.attribute("url")) and bool(link.firstChildElement("citetitle").text()),
            tr("“{}” is no licence that GBIF reads.").format(link.attribute("url")),
        )

    def _parsed(self, name: str, text: bytes) -> QDomElement | None:
        document = QDomDocument()
        fine, problem, line, _column = document.setContent(text, True)
        if fine:
            self._document = document  # elements live as long as their document
            return document.documentElement()
        self.tell("xml", name, tr("is not well-formed: {}.").format(problem), line)
        return None


class _Unique:
    """Ids of a file that must not repeat."""

    def __init__(self, lint: _Lint, file: str, column: str, seen: set[int] | None = None) -> None:
        self._lint, self._file, self._column = lint, file, column
        self._seen: set[int] = set() if seen is None else seen

    def row(self, line: int, row: dict[str, str]) -> None:
        value = row[self._column]
        if hash(value) in self._seen:
            self._lint.tell(
                "duplicate",
                self._file,
                tr("{column} “{value}” repeats.").format(column=self._column, value=value),
                line,
            )
        self._seen.add(hash(value))


class _Events:
    """Rules of the core."""

    def __init__(self, lint: _Lint) -> None:
        self._lint = lint
        self._unique = _Unique(lint, EVENT.name, "eventID", lint.events)
        self._place: dict[str, tuple[str, str]] = {}
        self._children: dict[str, list[tuple[int, str]]] = {}

    def row(self, line: int, row: dict[str, str]) -> None:
        event = row["eventID"]
        self._unique.row(line, row)
        place = row["decimalLatitude"], row["decimalLongitude"]
        self._place[event] = place
        parent = row.get("parentEventID")
        if parent:
            self._children.setdefault(parent, []).append((line, event))
        self._values(line, row)

    def _values(self, line: int, row: dict[str, str]) -> None:
        def want(rule: str, fine: bool, message: str) -> None:
            if not fine:
                self._lint.tell(rule, EVENT.name, message, line)

        when = row["eventDate"]
        want(
            "date",
            bool(_WHEN.fullmatch(when)) and _is_day(when[:10]),
            tr("“{}” is neither a date nor a time in UTC (2021-01-05T08:00:00Z).").format(when),
        )
        want("time apart", not row.get("eventTime"), tr("the time stands apart from the date."))
        country = row["countryCode"]
        want(
            "country", not country or country in ALPHA2, tr("“{}” is no two-letter country.").format(country)
        )
        for name, limit in (("decimalLatitude", 90), ("decimalLongitude", 180)):
            number = _number(row[name])
            want(
                "position",
                number is not None and abs(number) <= limit,
                tr("“{row}” is no {name}.").format(row=row[name], name=name),
            )
        uncertainty = _number(row["coordinateUncertaintyInMeters"])
        want(
            "uncertainty",
            uncertainty is not None and uncertainty >= 1,
            tr("the uncertainty of {} m is below 1 m.").format(row["coordinateUncertaintyInMeters"]),
        )

    def end(self) -> None:
        """What needs all rows: parents, and frames that lie at their session's centre."""
        for parent, children in self._children.items():
            if parent not in self._place:
                for line, event in children:
                    self._lint.tell(
                        "parent",
                        EVENT.name,
                        tr("“{event}” has no parent “{parent}”.").format(event=event, parent=parent),
                        line,
                    )
            elif len(children) > 1:  # the only frame of a session may lie at its centre
                for line, event in children:
                    if self._place[event] == self._place[parent]:
                        self._lint.tell(
                            "centroid",
                            EVENT.name,
                            tr("“{}” has the position of its session.").format(event),
                            line,
                        )


class _Occurrences:
    """Rules of the occurrences."""

    def __init__(self, lint: _Lint) -> None:
        self._lint = lint
        self._unique = _Unique(lint, OCCURRENCE.name, "occurrenceID", lint.occurrences)
        self._status: dict[int, str] = {}

    def row(self, line: int, row: dict[str, str]) -> None:
        self._unique.row(line, row)
        status = row["occurrenceStatus"]
        if status not in ("present", "absent"):
            self._lint.tell(
                "status", OCCURRENCE.name, tr("“{}” is neither present nor absent.").format(status), line
            )
        if row["basisOfRecord"] != "MachineObservation":
            self._lint.tell(
                "basis",
                OCCURRENCE.name,
                tr("“{}” is not MachineObservation.").format(row["basisOfRecord"]),
                line,
            )
        key = row["eventID"], row["scientificNameID"] or row["scientificName"]
        before = self._status.setdefault(hash(key), sys.intern(status))
        if before != status:
            message = tr("“{row}” is both present and absent in “{key}”.").format(
                row=row["scientificName"], key=key[0]
            )
            self._lint.tell("contradiction", OCCURRENCE.name, message, line)


@contextmanager
def _rows(archive: zipfile.ZipFile, name: str) -> Iterator[Iterator[list[str]]]:
    with archive.open(name) as stream, io.TextIOWrapper(stream, encoding="utf-8", newline="") as text:
        yield csv.reader(text)


def _children(element: QDomElement, name: str = "") -> list[QDomElement]:
    found = []
    child = element.firstChildElement(name) if name else element.firstChildElement()
    while not child.isNull():
        found.append(child)
        child = child.nextSiblingElement(name) if name else child.nextSiblingElement()
    return found


def _is_licence(url: str) -> bool:
    return re.sub("^https?://", "", url) in _LICENCE_URLS


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
