# SPDX-License-Identifier: GPL-2.0-or-later
"""The verbs: a new version of the published atlas with its derived files, and the last one's metadata."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ..atlas.gateway import Atlas, lock_place
from ..errors import AtlasBusy, AtlasError, InputError, SeatizenError
from ..exports.tables import FORMATS, TABLES
from ..translation import in_english, tr
from ..upkeep.checks import check_atlas
from ..upkeep.migrations import record_run, require_current
from ..upkeep.summary import summarise
from ..zenodo.client import ZenodoClient
from ..zenodo.drafts import require_account
from .content import Piece, Upload, VersionContent
from .describing import PUBLISHER, Described, related_json
from .engine import Meant, Publication, community_notes, plan_deposit
from .journal import FILE, Journal, Known, journal_folder, opened_journal
from .metadata_file import MetadataFile, read_metadata_file
from .metadata_update import UpdatedVersion, update
from .online import look
from .packing import fingerprint, md5_of
from .plan import Online
from .sessions import PlannedVersion, short, shown, tell_version
from .wording import settled, settled_html

URN = "urn:seatizen-atlas"
FILE_NAME = "seatizen_atlas_db.gpkg"
_FAMILY = "v"
_VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)$")
_FIRST_VERSION = "v1.0.0"


@dataclass(frozen=True)
class AtlasPublication:
    """What became of it.

    Attributes:
        status: `planned`, `published` or `unchanged` (these very files are online already).
        record_id: of the version that is online; None in a plan.
    """

    host: str
    status: str
    version: str
    record_id: int | None = None
    plan: PlannedVersion | None = None
    files_uploaded: int = 0
    bytes_uploaded: int = 0
    notes: tuple[str, ...] = ()

    @property
    def doi(self) -> str:
        """The DOI of the version that is online; of the sandbox, its own prefix."""
        return doi_of(self.host, self.record_id) if self.record_id else ""


def doi_of(host: str, record_id: int) -> str:
    """The DOI that Zenodo, or its sandbox, gives a record."""
    prefix = "10.5072" if host.startswith("sandbox.") else "10.5281"
    return f"{prefix}/zenodo.{record_id}"


def publish_atlas(
    client: ZenodoClient,
    atlas: Path,
    folder: Path | None,
    metadata: Path,
    feedback: QgsFeedback,
    *,
    version: str = "",
    only_news: bool = False,
    checked: bool = False,
    dry_run: bool = False,
) -> AtlasPublication:
    """Publish the atlas and the derived files of `folder` (the atlas's own by default) as a new version.

    Args:
        version: the next patch version of the last one by default. On success it is written into the atlas.
        only_news: leave it when the tables say what those online say: a sync writes its date into the atlas.
        checked: it passed the check a moment ago.

    Raises:
        AtlasError: the atlas is in use, has pending migrations or does not pass the check.
        InputError: derived files are missing or older than the atlas; the metadata file is wrong.
        SeatizenError: what Zenodo said.
    """
    file = read_metadata_file(metadata)
    folder = folder or atlas.parent
    talk = feedback if isinstance(feedback, QgsProcessingFeedback) else QgsProcessingFeedback(False)
    with lock_place(atlas):
        _require_unused(atlas)
        if not checked:
            _require_fit(atlas, talk)
        uploads = _uploads(atlas, derived_files(atlas, folder))
        require_account(client)
        place = journal_folder(atlas.parent, client.base_url, "seatizen-atlas")
        journal = Journal.load(place / FILE)
        online = look(client, URN, journal) if dry_run or only_news else Online()
        if only_news and online.latest is not None and not journal.goals and _says_the_same(uploads, online):
            latest = online.latest
            result = AtlasPublication(client.host, "unchanged", latest.label, latest.id)
        elif dry_run:
            meant = _meant(atlas, uploads, file, version, journal, online)
            (plan,) = plan_deposit(meant, online, journal)
            result = AtlasPublication(client.host, "planned", plan.label, plan=shown(plan))
        else:
            with opened_journal(place, meant_title()) as journal:
                result = _publish(client, atlas, uploads, file, version, journal, place, talk)
    _tell(talk, result)
    return result


def meant_title() -> str:
    """How messages call the atlas's deposit."""
    return "Seatizen Atlas"


def _says_the_same(uploads: tuple[Upload, ...], online: Online) -> bool:
    """Whether the tables are byte by byte those of the last version."""
    there = online.latest.files if online.latest else {}
    tables = [upload for upload in uploads if upload.key.lower().endswith(".csv")]
    return bool(tables) and all(
        upload.key in there and there[upload.key].md5 == md5_of(upload.pieces[0].path, lambda: None)
        for upload in tables
    )


def _publish(
    client: ZenodoClient,
    atlas: Path,
    uploads: tuple[Upload, ...],
    file: MetadataFile,
    version: str,
    journal: Journal,
    place: Path,
    feedback: QgsProcessingFeedback,
) -> AtlasPublication:
    meant = _meant(atlas, uploads, file, version, journal, look(client, URN, journal))
    size, sent = sum(upload.size for upload in uploads), 0

    def progress(more: int) -> None:
        nonlocal sent
        sent += more
        feedback.setProgress(min(100.0, 100 * sent / max(1, size)))

    run = Publication(client, meant, journal, place, feedback, progress)
    done = run.run()
    online = look(client, URN, journal)
    label, latest = meant.versions[0][0].label, online.latest
    if label not in done.records and latest is not None:
        label = latest.label  # these very files are online already
    _write_version(atlas, label, uploads[0], journal)
    return AtlasPublication(
        client.host,
        "published" if label in done.new else "unchanged",
        label,
        done.records.get(label) or (latest.id if latest else None),
        files_uploaded=done.files_uploaded,
        bytes_uploaded=done.bytes_uploaded,
        notes=(*done.notes, *community_notes(done)),
    )


def _meant(
    atlas: Path,
    uploads: tuple[Upload, ...],
    file: MetadataFile,
    version: str,
    journal: Journal,
    online: Online,
) -> Meant:
    label = journal.goals.get(_FAMILY) or version or _next_version(atlas, online)
    day = datetime.now(timezone.utc).date()
    content = VersionContent(label, uploads, file.restricted, carries=False)
    with in_english():
        described = describe_atlas(file, label, day.isoformat())
    return Meant(
        meant_title(), URN, [(content, described)], file.communities, further=not version, family=_FAMILY
    )


def _next_version(atlas: Path, online: Online) -> str:
    """The patch version after the last one, of those online and of the one that the atlas remembers."""
    known = [one.label for one in online.versions] + [summarise(atlas).last_version or ""]
    numbers = [tuple(map(int, match.groups())) for text in known if (match := _VERSION.match(text))]
    if not numbers:
        return _FIRST_VERSION
    major, minor, patch = max(numbers)
    return f"v{major}.{minor}.{patch + 1}"


def describe_atlas(file: MetadataFile, label: str, published: str) -> Described:
    """The atlas's metadata.

    Raises:
        InputError: the file names no creator or has no description.
    """
    if not file.creators:
        raise InputError(
            tr("nobody is named."), file=file.path, column="creators",
            advice=tr("The atlas's creators stand in its metadata file."),
        )  # fmt: skip
    if not file.description:
        raise InputError(
            tr("there is no description."), file=file.path, column="description",
            advice=tr("Name a text file there."),
        )  # fmt: skip
    metadata: dict[str, Any] = {
        "resource_type": {"id": "dataset"},
        "title": settled(file.title or meant_title()),
        "publication_date": published,
        "publisher": PUBLISHER,
        "version": label,
        "creators": [person.as_json() for person in file.creators],
        "description": settled_html(file.description),
        "rights": [{"id": file.licence}],
        "languages": [{"id": "eng"}],
        "identifiers": [{"scheme": "urn", "identifier": URN}],
    }
    if file.keywords:
        metadata["subjects"] = [{"subject": word} for word in file.keywords]
    if file.related:
        metadata["related_identifiers"] = [related_json(thing) for thing in file.related]
    return Described(metadata, file.restricted)


def _require_unused(atlas: Path) -> None:
    """Refuse an atlas that is being edited."""
    for ending in ("-wal", "-journal"):
        journal = atlas.with_name(atlas.name + ending)
        if journal.exists() and journal.stat().st_size:
            raise AtlasBusy(
                tr("“{}” is being edited.").format(atlas.name),
                advice=tr("Save or discard the edits of its layers, then try again."),
            )


def _require_fit(atlas: Path, feedback: QgsProcessingFeedback) -> None:
    """Refuse an atlas that has scripts to run, or errors."""
    with Atlas.open(atlas) as opened:
        require_current(opened)
    report = check_atlas(atlas, feedback)
    if not report.valid:
        first = next(finding for finding in report.findings if finding.level == "error")
        raise AtlasError(
            tr("“{atlas}” does not pass the check ({finding}).").format(
                atlas=atlas.name, finding=first.message
            ),
            advice=tr("Run “Check atlas” and repair what it finds."),
        )


def derived_files(atlas: Path, folder: Path) -> list[Path]:
    """The derived files of a folder, by name: the tables, and Darwin Core archives; no other file goes up.

    Raises:
        InputError: there are none, or one is older than the atlas.
    """
    if not folder.is_dir():
        raise InputError(tr("There is no folder “{}”.").format(folder))
    tables = {f"{table}.{ending}" for table in TABLES for ending in FORMATS}
    files = [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and (path.name in tables or _is_darwin_core(path))
    ]
    advice = tr("Export the tables into “{}” first.").format(folder)
    if not files:
        raise InputError(tr("“{}” holds no derived files.").format(folder), advice=advice)
    changed = atlas.stat().st_mtime_ns
    for path in files:
        if path.stat().st_mtime_ns < changed:
            raise InputError(tr("“{}” is older than the atlas.").format(path.name), advice=advice)
    return files


def _is_darwin_core(path: Path) -> bool:
    if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return {"meta.xml", "eml.xml"} <= set(archive.namelist())


def _uploads(atlas: Path, files: list[Path]) -> tuple[Upload, ...]:
    package = Upload(FILE_NAME, (Piece(atlas, FILE_NAME, atlas.stat().st_size),), "file")
    others = (Upload(path.name, (Piece(path, path.name, path.stat().st_size),), "file") for path in files)
    return (package, *others)


def _write_version(atlas: Path, version: str, package: Upload, journal: Journal) -> None:
    """Remember in the atlas what was published; its derived files do not grow older by that.

    The file differs now from the published one in that row alone: it counts as the published one, or the
    next run would publish the row.
    """
    if summarise(atlas).last_version == version:
        return
    before = atlas.stat()
    with Atlas.open(atlas, update=True) as opened, opened.transaction():
        record_run(opened, version=version)
    os.utime(atlas, ns=(before.st_atime_ns, before.st_mtime_ns))
    known = journal.files.get(package.key)
    if known is not None:
        journal.files[package.key] = Known(fingerprint(package), known.size, known.md5)
        journal.save()


def update_atlas_metadata(
    client: ZenodoClient, metadata: Path, feedback: QgsFeedback, *, dry_run: bool = False
) -> tuple[UpdatedVersion, str]:
    """Bring the metadata of the atlas's last version up to date; what was changed, and its DOI.

    Raises:
        SeatizenError: the account has no published atlas; what Zenodo said.
    """
    file = read_metadata_file(metadata)
    require_account(client)
    latest = look(client, URN, Journal(Path())).latest
    if latest is None:
        raise SeatizenError(
            tr("The account has published no atlas on {}.").format(client.host),
            advice=tr("Publish it first."),
        )
    described = describe_atlas(file, latest.label, str(latest.metadata.get("publication_date") or ""))
    done = update(client, latest, described, dry_run=dry_run)
    if isinstance(feedback, QgsProcessingFeedback):
        for name, there, meant in done.changes:
            feedback.pushInfo(f"{name}: {short(there)} → {short(meant)}")
    return done, doi_of(client.host, latest.id)


def _tell(feedback: QgsProcessingFeedback, result: AtlasPublication) -> None:
    told: Mapping[str, str] = {
        "planned": tr("would be published"),
        "published": tr("is published"),
        "unchanged": tr("is online with these very files"),
    }
    feedback.pushInfo(" ".join([result.version, told[result.status], result.doi, *result.notes]).strip())
    if result.plan:
        tell_version(feedback, result.plan)
