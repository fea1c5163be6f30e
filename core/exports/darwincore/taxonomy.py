# SPDX-License-Identifier: GPL-2.0-or-later
"""Which taxon a label stands for: the user's mapping, else GBIF's backbone, asked once and kept."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from qgis.core import QgsProcessingFeedback

from ...atlas.gateway import Atlas
from ...atlas.sql import Name, fill
from ...csvfile import open_csv
from ...errors import AtlasError, InputError, SeatizenError
from ...http.client import HttpClient, Service
from ...translation import tr

SCHEMA_SCRIPT = 8
"""The script that makes the table `taxon`."""

GBIF_URL = "https://api.gbif.org"
RANKS = ("kingdom", "phylum", "class", "order", "family", "genus")

NEVER = frozenset({"homo_sapiens"})
"""People are not data."""

QUALITY = frozenset({"blurred", "useless", "tape", "shadow", "wand", "unknown"})
"""Labels about the image or the survey's gear; they say nothing about the place."""

SUBSTRATE = frozenset({"rock", "sand", "rubble", "silt", "dead_coral", "dead_coral_pavement"})
"""Labels without a taxon that describe the habitat."""


@dataclass(frozen=True)
class Taxon:
    """A taxon in Darwin Core's words.

    `code` names it within our own ids (it never changes for a key or an LSID); `name_id` is a WoRMS LSID, or
    the address of the taxon at GBIF.
    """

    code: str
    name: str
    name_id: str
    rank: str
    lineage: tuple[str, ...]
    authorship: str

    @property
    def terms(self) -> dict[str, str]:
        """The taxon by Darwin Core's terms."""
        return {
            "scientificName": self.name,
            "scientificNameID": self.name_id,
            "taxonRank": self.rank,
            **dict(zip(RANKS, self.lineage)),
            "scientificNameAuthorship": self.authorship,
        }


@dataclass(frozen=True)
class Label:
    """A label of the atlas and what it stands for; without a taxon it is a measurement of the event."""

    id: int
    name: str
    taxon: Taxon | None

    @property
    def is_substrate(self) -> bool:
        return self.name.casefold() in SUBSTRATE


class TaxonSource(Protocol):
    """Something that knows GBIF's backbone taxonomy."""

    def species(self, key: int) -> Mapping[str, Any] | None:
        """What GBIF answers to `/v1/species/{key}`; None when it has no such key.

        Raises:
            ServiceError: GBIF cannot be asked.
        """


@dataclass(frozen=True)
class Mapped:
    """A row of the user's mapping file: columns by their Darwin Core names."""

    row: int
    values: Mapping[str, str] = field(default_factory=dict)


def resolve_labels(
    atlas: Atlas,
    label_ids: Iterable[int],
    mapping: Path | None,
    source: TaxonSource,
    answers: Answers,
    feedback: QgsProcessingFeedback,
) -> dict[int, Label]:
    """What each label stands for; labels that are never exported are left out.

    GBIF is asked for the keys that the atlas does not keep yet; its answers are added to `answers`.

    Raises:
        InputError: the mapping file is wrong, or a label's key cannot be resolved (the label is named).
        ServiceError: GBIF is needed and cannot be asked.
    """
    wanted = set(label_ids)
    rows = atlas.rows("SELECT id + 0 AS number, name, id_gbif FROM multilabel_label ORDER BY id")
    kept = _kept(atlas)
    mapped = _read_mapping(mapping, [(number, name) for number, name, _ in rows]) if mapping else {}
    labels: dict[int, Label] = {}
    asked: list[tuple[int, str, int, Mapped | None]] = []
    for number, name, gbif_key in rows:
        if number not in wanted or name.casefold() in NEVER:
            continue
        own = mapped.get(number)
        if own and own.values.get("gbifKey"):
            gbif_key = int(own.values["gbifKey"])
        if own and own.values.get("scientificName"):
            labels[number] = Label(number, name, _own_taxon(own.values, gbif_key))
        elif gbif_key is not None:
            asked.append((number, name, int(gbif_key), own))
        elif name.casefold() not in QUALITY:
            labels[number] = Label(number, name, None)
    kept.update(_ask(asked, kept, source, answers, feedback))
    for number, name, key, own in asked:
        labels[number] = Label(number, name, _gbif_taxon(kept[key], own.values if own else {}))
    return labels


@dataclass(frozen=True)
class Answer:
    """GBIF's answer to a key, as the table `taxon` keeps it."""

    key: int
    name: str
    authorship: str
    rank: str
    lineage: tuple[str, ...]
    status: str


def _kept(atlas: Atlas) -> dict[int, Answer]:
    rows = atlas.rows(
        "SELECT gbif_key, scientific_name, authorship, taxon_rank, kingdom, phylum, class_name, order_name,"
        " family, genus, taxonomic_status FROM taxon"
    )
    kept = {}
    for key, name, authorship, rank, *lineage, status in rows:
        texts = tuple(part or "" for part in lineage)
        kept[int(key)] = Answer(int(key), name, authorship or "", rank or "", texts, status or "")
    return kept


class Answers:
    """GBIF's fresh answers; they enter the atlas when the `with` block ends, however it ends.

    What was answered before a failure need not be asked again.
    """

    def __init__(self, atlas_path: Path, feedback: QgsProcessingFeedback) -> None:
        self._atlas_path, self._feedback = atlas_path, feedback
        self._fresh: list[Answer] = []

    def __enter__(self) -> Answers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._fresh:
            _keep(self._atlas_path, self._fresh, self._feedback)

    def add(self, answer: Answer) -> None:
        """Keep one at the end."""
        self._fresh.append(answer)


def _ask(
    asked: Sequence[tuple[int, str, int, Mapped | None]],
    kept: Mapping[int, Answer],
    source: TaxonSource,
    answers: Answers,
    feedback: QgsProcessingFeedback,
) -> dict[int, Answer]:
    """The answers to all keys that are not kept yet."""
    missing = sorted({key for _, _, key, _ in asked} - set(kept))
    found: dict[int, Answer] = {}
    unresolved = []
    for number, key in enumerate(missing, 1):
        feedback.setProgressText(
            tr("Asking GBIF: taxon {number} of {total}").format(number=number, total=len(missing))
        )
        names = ", ".join(name for _, name, other, _ in asked if other == key)
        try:
            answer = source.species(key)
            found[key] = read_answer(key, answer or {})
            answers.add(found[key])
        except InputError:  # no such key, or nothing that is a taxon
            unresolved.append(tr("{names} (key {key})").format(names=names, key=key))
    if unresolved:
        raise InputError(
            tr("GBIF does not know the taxon of {}.").format("; ".join(unresolved)),
            advice=tr("Name the taxon of these labels in a mapping file (TAXA)."),
        )
    return found


def read_answer(key: int, answer: Mapping[str, Any]) -> Answer:
    """GBIF's answer in the form in which it is kept.

    The name goes without its authorship, as OBIS wants it.

    Raises:
        InputError: it has no name or no kingdom.
    """

    def text(name: str) -> str:
        value = answer.get(name)
        return value.strip() if isinstance(value, str) else ""

    authorship = text("authorship")
    name = text("canonicalName") or text("scientificName").removesuffix(authorship).strip()
    if not name or not text("kingdom"):
        raise InputError(tr("GBIF's answer to key {} has no name or no kingdom.").format(key))
    lineage = tuple(text(rank) for rank in RANKS)
    return Answer(key, name, authorship, text("rank").lower(), lineage, text("taxonomicStatus").lower())


def _keep(atlas_path: Path, answers: Sequence[Answer], feedback: QgsProcessingFeedback) -> None:
    if not answers:
        return
    columns = (
        "gbif_key scientific_name authorship taxon_rank kingdom phylum class_name order_name family genus"
    )
    try:
        with Atlas.open(atlas_path, update=True) as atlas, atlas.lock(), atlas.transaction():
            for a in answers:
                values = [a.key, a.name, a.authorship or None, a.rank or None]
                values += [*(part or None for part in a.lineage), a.status or None]
                atlas.execute(
                    fill(
                        "INSERT OR REPLACE INTO taxon ({columns}) VALUES ({values})",
                        columns=[Name(c) for c in [*columns.split(), "taxonomic_status"]],
                        values=values,
                    )
                )
    except AtlasError as error:
        feedback.pushWarning(tr("GBIF's answers could not be kept in the atlas: {}").format(error))


def _gbif_taxon(answer: Answer, own: Mapping[str, str]) -> Taxon:
    return Taxon(
        code=str(answer.key),
        name=answer.name,
        name_id=own.get("scientificNameID") or f"https://www.gbif.org/species/{answer.key}",
        rank=own.get("taxonRank") or answer.rank,
        lineage=tuple(own.get(rank) or part for rank, part in zip(RANKS, answer.lineage)),
        authorship=own.get("scientificNameAuthorship") or answer.authorship,
    )


def _own_taxon(own: Mapping[str, str], gbif_key: int | None) -> Taxon:
    name_id = own.get("scientificNameID", "")
    worms = re.search(r"taxname:(\d+)$", name_id)
    if worms:
        code = f"worms-{worms[1]}"
    else:
        code = re.sub(r"[^a-z0-9]+", "-", own["scientificName"].lower()).strip("-")
    if not name_id and gbif_key is not None:
        name_id = f"https://www.gbif.org/species/{gbif_key}"
    return Taxon(
        code,
        own["scientificName"],
        name_id,
        own.get("taxonRank", ""),
        tuple(own.get(rank, "") for rank in RANKS),
        own.get("scientificNameAuthorship", ""),
    )


_COLUMNS = {
    re.sub("[^a-z]", "", heading): name
    for name, headings in {
        "label": "label name",
        "gbifKey": "gbifkey gbif_id id_gbif",
        "scientificName": "scientificname taxon",
        "scientificNameID": "scientificnameid lsid worms_lsid aphiaid",
        "taxonRank": "taxonrank rank",
        "scientificNameAuthorship": "scientificnameauthorship authorship",
        **{rank: rank for rank in RANKS},
    }.items()
    for heading in headings.split()
}
_WORMS = "urn:lsid:marinespecies.org:taxname:"


def _read_mapping(path: Path, labels: Sequence[tuple[int, str]]) -> dict[int, Mapped]:
    """Read `label, scientificName, scientificNameID, …`; a label is a name, or an id where names repeat."""
    description = open_csv(path)
    names = [_COLUMNS.get(re.sub("[^a-z]", "", heading.lower()), "") for heading in description.header]
    if "label" not in names or not {"scientificName", "scientificNameID", "gbifKey"} & set(names):
        raise InputError(
            tr("needs a column “label” and one of scientificName, scientificNameID and gbifKey."),
            file=path,
            row=1,
            advice=tr("The columns are: {}.").format(", ".join(description.header)),
        )
    mapped: dict[int, Mapped] = {}
    with path.open(encoding=description.encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=description.separator)
        next(reader)
        for row, cells in enumerate(reader, 2):
            values = {name: cell.strip() for name, cell in zip(names, cells) if name and cell.strip()}
            if values:
                mapped[_label_of(path, row, values.pop("label", ""), labels)] = Mapped(
                    row, _checked(path, row, values)
                )
    return mapped


def _label_of(path: Path, row: int, text: str, labels: Sequence[tuple[int, str]]) -> int:
    if not text:
        raise InputError(tr("the label is missing."), file=path, row=row, column="label")
    found = [number for number, name in labels if text.casefold() == name.casefold() or text == str(number)]
    if not found:
        raise InputError(tr("the atlas has no label “{}”.").format(text), file=path, row=row, column="label")
    if len(found) > 1:
        raise InputError(
            tr("the atlas has {count} labels “{text}”.").format(count=len(found), text=text),
            file=path,
            row=row,
            column="label",
            advice=tr("Write the label's id instead: one of {}.").format(", ".join(map(str, found))),
        )
    return found[0]


def _checked(path: Path, row: int, values: dict[str, str]) -> dict[str, str]:
    name_id = values.get("scientificNameID", "")
    if name_id.isdigit():  # a bare AphiaID
        values["scientificNameID"] = _WORMS + name_id
    elif name_id and not name_id.startswith((_WORMS, "http://", "https://")):
        raise InputError(
            tr("“{}” is neither a WoRMS LSID nor an address.").format(name_id),
            file=path,
            row=row,
            column="scientificNameID",
            advice=tr("An LSID looks like {}.").format(_WORMS + "205469"),
        )
    if not values.get("gbifKey", "0").isdigit():
        raise InputError(tr("is not a number."), file=path, row=row, column="gbifKey")
    if values.get("scientificName") and not values.get("kingdom"):
        raise InputError(
            tr("the kingdom of “{}” is missing.").format(values["scientificName"]),
            file=path,
            row=row,
            column="kingdom",
            advice=tr("Write for instance Animalia, or give a gbifKey instead of a name."),
        )
    if not values:
        raise InputError(tr("the row names no taxon."), file=path, row=row)
    return values


GBIF = Service("GBIF", GBIF_URL)


class GbifSource:
    """GBIF's species API; `client` is a client of it."""

    def __init__(self, client: HttpClient) -> None:
        self._client = client

    def species(self, key: int) -> Mapping[str, Any] | None:
        """See TaxonSource."""
        answer = self._client.find_json(f"/v1/species/{key}")
        return answer.payload if answer and isinstance(answer.payload, dict) else None


class NoSource:
    """Stands where GBIF must not be asked: whatever is not kept is an error."""

    def species(self, key: int) -> Mapping[str, Any] | None:
        raise SeatizenError(
            tr("The taxon with GBIF's key {} is not kept in the atlas yet.").format(key),
            advice=tr("Run the export once with access to GBIF."),
        )
