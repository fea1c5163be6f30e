# SPDX-License-Identifier: GPL-2.0-or-later
"""Each rule of the archive's lint bites: archives with one fault each."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from seatizen_atlas.core.errors import InputError
from seatizen_atlas.core.exports.darwincore.export import export_darwin_core
from seatizen_atlas.core.exports.darwincore.lint import SHOWN, lint_archive
from seatizen_atlas.core.exports.darwincore.metadata import read_metadata

Files = dict[str, str]
EVENT, OCCURRENCE = "event.txt", "occurrence.txt"
MEASUREMENT, MULTIMEDIA = "extendedmeasurementorfact.txt", "multimedia.txt"


class AnySpecies:
    def species(self, key):
        return {"canonicalName": f"Genus{key}", "kingdom": "Animalia", "rank": "GENUS"}


@pytest.fixture
def good(atlas, out, heard) -> Files:
    report = export_darwin_core(
        atlas.path,
        out / "good.zip",
        metadata=read_metadata(None),
        source=AnySpecies(),
        published=date(2026, 11, 22),
        feedback=heard,
    )
    assert report.findings == ()
    with zipfile.ZipFile(report.path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def cell(name: str, row: int, column: str, change: Callable[[str], str]) -> Callable[[Files], None]:
    """A change of one cell; rows count from 0 below the header."""

    def apply(files: Files) -> None:
        rows = list(csv.reader(io.StringIO(files[name])))
        at = rows[0].index(column)
        rows[1 + row][at] = change(rows[1 + row][at])
        files[name] = text_of(rows)

    return apply


def text_of(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def copy_row(name: str, row: int, **values: str) -> Callable[[Files], None]:
    """One more row, like another but for some cells."""

    def apply(files: Files) -> None:
        rows = list(csv.reader(io.StringIO(files[name])))
        new = dict(zip(rows[0], rows[1 + row]))
        files[name] = text_of([*rows, list({**new, **values}.values())])

    return apply


def text(name: str, old: str, new: str) -> Callable[[Files], None]:
    def apply(files: Files) -> None:
        assert old in files[name], f"{old} is not in {name}"
        files[name] = files[name].replace(old, new, 1)

    return apply


def without(name: str) -> Callable[[Files], None]:
    return lambda files: files.pop(name) and None


def without_column(name: str, column: str) -> Callable[[Files], None]:
    """The column away, from the file and from meta.xml."""

    def apply(files: Files) -> None:
        rows = list(csv.reader(io.StringIO(files[name])))
        at = rows[0].index(column)
        files[name] = text_of([row[:at] + row[at + 1 :] for row in rows])
        head, start, rest = files["meta.xml"].partition(f"<location>{name}</location>")
        described, end, tail = rest.partition("</core>" if name == EVENT else "</extension>")
        lines = []
        for line in described.splitlines():
            if f'<field index="{at}"' in line:
                continue
            for index in range(at + 1, len(rows[0])):
                if f'<field index="{index}"' in line:
                    line = line.replace(f'index="{index}"', f'index="{index - 1}"')
                    break
            lines.append(line)
        files["meta.xml"] = head + start + "\n".join(lines) + end + tail

    return apply


def centre_of_session(files: Files) -> None:
    rows = list(csv.reader(io.StringIO(files[EVENT])))
    x, y = rows[0].index("decimalLongitude"), rows[0].index("decimalLatitude")
    rows[2][x], rows[2][y] = rows[1][x], rows[1][y]
    files[EVENT] = text_of(rows)


LICENSES = "licenses/by/4.0/legalcode", "licenses/by-sa/4.0/legalcode"
TITLE = '<title xml:lang="eng">Seatizen Atlas: annotated georeferenced images of shallow marine habitats<'
SHORT_ABSTRACT = "<abstract><para>Reefs.</para></abstract><x><para>"
SCHEMA = " https://rs.gbif.org/schema/eml-gbif-profile/1.3/eml.xsd"
FOLLOWS = {
    "index with a blank": ["missing column"],
    "index twice": ["missing column"],
    "empty term": ["missing column", "index"],
    "prefixed term": ["missing column", "index"],
    "unknown row type": ["missing file"],
    "time apart": ["missing column"],
}

VARIANTS = {
    "indices from 1": ("index", text("meta.xml", '<field index="23" term', '<field index="24" term')),
    "two columns swapped": (
        "index",
        lambda files: (
            text("meta.xml", '<field index="9" term', '<field index="X" term')(files),
            text("meta.xml", '<field index="10" term', '<field index="9" term')(files),
            text("meta.xml", '<field index="X" term', '<field index="10" term')(files),
        ),
    ),
    "index with a blank": ("index", text("meta.xml", 'index="4"', 'index="4 "')),
    "index twice": ("index", text("meta.xml", 'index="5"', 'index="4"')),
    "empty term": ("term", text("meta.xml", "http://rs.tdwg.org/dwc/terms/habitat", "")),
    "prefixed term": ("term", text("meta.xml", "http://rs.tdwg.org/dwc/terms/habitat", "dwc:habitat")),
    "several locations": (
        "location",
        text(
            "meta.xml",
            "<location>event.txt</location>",
            "<location>event.txt</location><location>b</location>",
        ),
    ),
    "no quotes": ("quotes", text("meta.xml", 'fieldsEnclosedBy="&quot;"', 'fieldsEnclosedBy=""')),
    "header not skipped": ("header", text("meta.xml", 'ignoreHeaderLines="1"', 'ignoreHeaderLines="0"')),
    "no coreid": ("key", text("meta.xml", '<coreid index="0"/>', "")),
    "coreid of another column": ("key", text("meta.xml", '<coreid index="0"/>', '<coreid index="1"/>')),
    "unknown row type": ("row type", text("meta.xml", "terms/Occurrence", "terms/Record")),
    "no meta.xml": ("missing file", without("meta.xml")),
    "no eml.xml": ("missing file", without("eml.xml")),
    "a described file missing": ("missing file", without(MEASUREMENT)),
    "broken meta.xml": ("xml", text("meta.xml", "</archive>", "")),
    "orphan occurrence": ("orphan", cell(OCCURRENCE, 0, "eventID", lambda _: "12")),
    "orphan measurement": ("orphan", cell(MEASUREMENT, 0, "eventID", lambda _: "12")),
    "measurement of no occurrence": ("orphan", cell(MEASUREMENT, 0, "occurrenceID", lambda _: "12")),
    "orphan image": ("orphan", cell(MULTIMEDIA, 0, "eventID", lambda _: "12")),
    "event id twice": ("duplicate", copy_row(EVENT, 1)),
    "occurrence id twice": ("duplicate", copy_row(OCCURRENCE, 0)),
    "measurement id twice": ("duplicate", copy_row(MEASUREMENT, 0)),
    "alpha-3 country": ("country", cell(EVENT, 1, "countryCode", lambda _: "REU")),
    "no country": ("empty", cell(EVENT, 1, "countryCode", lambda _: "")),
    "time without a zone": ("date", cell(EVENT, 1, "eventDate", lambda when: when.rstrip("Z"))),
    "blank between date and time": ("date", cell(EVENT, 1, "eventDate", lambda when: when.replace("T", " "))),
    "no such day": ("date", cell(EVENT, 1, "eventDate", lambda _: "2021-02-30")),
    "time apart": (
        "time apart",
        lambda files: (
            text(EVENT, "habitat", "eventTime")(files),
            cell(EVENT, 1, "eventTime", lambda _: "08:00:01Z")(files),
            text("meta.xml", "terms/habitat", "terms/eventTime")(files),
        ),
    ),
    "the session's centroid": ("centroid", centre_of_session),
    "no parent": ("parent", cell(EVENT, 1, "parentEventID", lambda _: "20200101_REU-X_ASV")),
    "position not a number": ("position", cell(EVENT, 1, "decimalLatitude", lambda _: "21 S")),
    "latitude out of range": ("position", cell(EVENT, 1, "decimalLatitude", lambda _: "-121")),
    "uncertainty below 1": ("uncertainty", cell(EVENT, 1, "coordinateUncertaintyInMeters", lambda _: "0.05")),
    "another licence in a row": ("licence", cell(EVENT, 1, "license", lambda _: "CC BY-SA 4.0")),
    "licence by name": ("licence", cell(OCCURRENCE, 0, "license", lambda _: "CC BY 4.0")),
    "licence not linked in eml": ("licence", text("eml.xml", "<ulink url=", "<ulink href=")),
    "another licence in eml": ("licence", text("eml.xml", *LICENSES)),
    "contradiction": (
        "contradiction",
        copy_row(OCCURRENCE, 0, occurrenceID="another", occurrenceStatus="absent"),
    ),
    "another status": ("status", cell(OCCURRENCE, 0, "occurrenceStatus", lambda _: "detected")),
    "another basis": ("basis", cell(OCCURRENCE, 0, "basisOfRecord", lambda _: "HumanObservation")),
    "no name": ("empty", cell(OCCURRENCE, 0, "scientificName", lambda _: "")),
    "column missing": ("missing column", without_column(EVENT, "habitat")),
    "column missing in an extension": ("missing column", without_column(OCCURRENCE, "dateIdentified")),
    "a row too short": ("columns", text(MEASUREMENT, ",,,\n", ",,\n")),
    "short title": ("eml title", text("eml.xml", TITLE, "<title>Atlas<")),
    "short abstract": ("eml abstract", text("eml.xml", "<abstract><para>", SHORT_ABSTRACT)),
    "no contact": ("eml contact", text("eml.xml", "<contact>", "<nobody>")),
    "scope": ("eml root", text("eml.xml", 'scope="system"', 'scope="document"')),
    "relative schemaLocation": ("eml root", text("eml.xml", SCHEMA, " eml.xsd")),
    "no date of publication": ("eml pubDate", text("eml.xml", "<pubDate>2026-11-22</pubDate>", "")),
}


@pytest.mark.parametrize("fault", list(VARIANTS))
def test_one_fault_is_found_and_named(good, tmp_path, fault):
    rule, spoil = VARIANTS[fault]
    spoil(good)
    if fault == "no contact":
        good["eml.xml"] = good["eml.xml"].replace("</contact>", "</nobody>")
    if fault == "short abstract":
        good["eml.xml"] = good["eml.xml"].replace("</para></abstract>\n<keyword", "</para></x>\n<keyword")
    path = tmp_path / "bad.zip"
    write(path, good)
    findings = lint_archive(path)
    # What else is told follows from it: a column whose term or index is wrong is missing under its right one.
    told = [finding.rule for finding in findings if finding.rule not in FOLLOWS.get(fault, ())]
    assert told[:1] == [rule], [str(finding) for finding in findings]
    assert {finding.rule for finding in findings} <= {rule, *FOLLOWS.get(fault, ())}
    assert all(finding.file and finding.message for finding in findings)


def test_rows_are_told_by_their_line(good, tmp_path):
    cell(EVENT, 1, "countryCode", lambda _: "REU")(good)
    write(tmp_path / "bad.zip", good)
    (finding,) = lint_archive(tmp_path / "bad.zip")
    assert finding.line == 3 and str(finding).startswith("event.txt, line 3: “REU”")


def test_many_findings_of_a_kind_are_counted(good, tmp_path):
    for number in range(SHOWN + 5):
        copy_row(OCCURRENCE, 0, occurrenceID=f"o{number}", eventID=f"nowhere{number}")(good)
    write(tmp_path / "bad.zip", good)
    findings = lint_archive(tmp_path / "bad.zip")
    assert len(findings) == SHOWN + 1 and "5 more" in findings[-1].message


def test_what_is_no_zip_is_told(tmp_path):
    path = tmp_path / "bad.zip"
    path.write_text("nothing")
    with pytest.raises(InputError, match="not a zip"):
        lint_archive(path)


def write(path, files: Files) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
