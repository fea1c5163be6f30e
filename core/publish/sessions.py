# SPDX-License-Identifier: GPL-2.0-or-later
"""The verb: sessions to Zenodo, raw and processed; what would be done, and doing it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from pathlib import Path

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ..errors import Cancelled, InputError, SeatizenError
from ..files import require_pandas
from ..sessions.source import FolderSource, Found, find_sessions
from ..translation import in_english, tr
from ..zenodo.client import ZenodoClient
from ..zenodo.drafts import require_account
from .content import Upload, VersionContent, Wanted, contents
from .describing import Described, describe_session, urn_of
from .engine import Done, Meant, Publication, community_notes, plan_deposit
from .facts import Facts, read_facts
from .iso19115 import iso_record
from .journal import FILE, Journal, journal_folder, opened_journal
from .metadata_file import MetadataFile, read_metadata_file
from .online import look
from .people import Team, team_of
from .plan import FileStep, Step, VersionPlan

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PlannedFile:
    key: str
    size: int
    step: str


@dataclass(frozen=True)
class PlannedVersion:
    """One version of a session as the preview shows it; `changes` are (field, there, meant)."""

    label: str
    step: str
    record_id: int | None
    restricted: bool
    files: tuple[PlannedFile, ...]
    changes: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...] = ()

    @property
    def bytes_to_upload(self) -> int:
        return sum(file.size for file in self.files if file.step == FileStep.UPLOAD.value)


@dataclass(frozen=True)
class SessionOutcome:
    """What became of a session, or would become of it.

    Attributes:
        status: `planned`, `published`, `unchanged`, `failed` or `cancelled`.
        records: ids on Zenodo by version.
    """

    session: str
    status: str
    message: str = ""
    versions: tuple[PlannedVersion, ...] = ()
    records: dict[str, int] = field(default_factory=dict)
    files_uploaded: int = 0
    bytes_uploaded: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class UploadReport:
    """The whole account; `host` is where to."""

    host: str
    dry_run: bool
    sessions: tuple[SessionOutcome, ...]

    def count(self, *statuses: str) -> int:
        return sum(outcome.status in statuses for outcome in self.sessions)

    @property
    def failures(self) -> list[str]:
        """A sentence about each session that failed."""
        return [f"{one.session}: {one.message}" for one in self.sessions if one.status == "failed"]

    @property
    def everything_failed(self) -> bool:
        return bool(self.sessions) and self.count("failed") == len(self.sessions)

    @property
    def deposits(self) -> int:
        """Sessions that are online as they were meant."""
        return self.count("published", "unchanged")

    @property
    def files_uploaded(self) -> int:
        return sum(outcome.files_uploaded for outcome in self.sessions)

    @property
    def bytes_uploaded(self) -> int:
        return sum(outcome.bytes_uploaded for outcome in self.sessions)

    @property
    def records_to_change(self) -> int:
        """Versions that a run would make or finish."""
        return sum(
            version.step != Step.PUBLISHED.value for outcome in self.sessions for version in outcome.versions
        )


class UploadListener:
    """Hears of a run while it goes on; a dialog overrides what it wants to show."""

    def began(self, session: str) -> None:
        """A session is being dealt with."""

    def ended(self, outcome: SessionOutcome) -> None:
        """A session was dealt with."""


def upload_sessions(
    client: ZenodoClient,
    sessions: Path | None,
    sessions_csv: Path | None,
    metadata: Path,
    wanted: Wanted,
    feedback: QgsFeedback,
    *,
    iso19115: bool = False,
    ask_quota: bool = False,
    dry_run: bool = False,
    listener: UploadListener | None = None,
) -> UploadReport:
    """Publish sessions: a folder of one, a folder of many, or a CSV with root_folder and session_name.

    A session that fails does not stop the others. What is online already is left alone; a run that was
    interrupted is taken up where it ended.

    Raises:
        InputError: nothing was chosen, nothing is found, or the metadata file is wrong.
        ServiceError: there is no valid token.
    """
    require_pandas()
    wanted.checked()
    file = read_metadata_file(metadata)
    require_people(file)
    found = find_sessions(sessions, sessions_csv, surveyed=bool(wanted.processed or wanted.custom))
    require_account(client)
    listener = listener or UploadListener()
    outcomes: list[SessionOutcome] = []
    steps = _Steps(feedback, len(found))
    for number, place in enumerate(found):
        steps.begin(number)
        listener.began(place.place)
        outcome = _outcome(
            client, place, file, wanted, feedback, steps, iso19115=iso19115, ask_quota=ask_quota,
            dry_run=dry_run, cancelled=feedback.isCanceled(),
        )  # fmt: skip
        outcomes.append(outcome)
        listener.ended(outcome)
        _tell(feedback, outcome)
    return UploadReport(client.host, dry_run, tuple(outcomes))


def require_people(file: MetadataFile) -> tuple[Path, Path]:
    """The CSVs of sessions and of contributors.

    Raises:
        InputError: the metadata file names none.
    """
    if file.sessions_csv is None or file.contributors_csv is None:
        missing = "csv_session_name_name_abbr_path" if file.sessions_csv is None else "csv_contributors_path"
        raise InputError(
            tr("names no file here."), file=file.path, column=missing,
            advice=tr("Sessions and contributors are told in two CSVs."),
        )  # fmt: skip
    return file.sessions_csv, file.contributors_csv


def unreadable(source: FolderSource, error: OSError) -> InputError:
    """The sentence about a session whose files cannot be read."""
    return InputError(
        tr("The files of “{}” could not be read.").format(source.location),
        details=str(error),
        advice=tr("Check the disk, then start again: what is done stays done."),
    )


class _Steps:
    """Progress over sessions, by bytes within one."""

    def __init__(self, feedback: QgsFeedback, sessions: int) -> None:
        self._feedback, self._sessions = feedback, sessions
        self._number = self._size = self._done = 0

    def begin(self, number: int) -> None:
        self._number, self._size, self._done = number, 0, 0
        self._show()

    def expect(self, size: int) -> None:
        self._size = size

    def add(self, size: int) -> None:
        self._done += size
        self._show()

    def _show(self) -> None:
        share = min(1.0, self._done / self._size) if self._size else 0.0
        self._feedback.setProgress(100 * (self._number + share) / max(1, self._sessions))


def _outcome(
    client: ZenodoClient,
    place: Found,
    file: MetadataFile,
    wanted: Wanted,
    feedback: QgsFeedback,
    steps: _Steps,
    *,
    iso19115: bool,
    ask_quota: bool,
    dry_run: bool,
    cancelled: bool,
) -> SessionOutcome:
    if cancelled:
        return SessionOutcome(place.place, "cancelled")
    if place.source is None:
        return SessionOutcome(place.place, "failed", str(place.problem or ""))
    source = place.source
    folder = journal_folder(source.folder.parent, client.base_url, source.name.text)
    try:
        if dry_run:
            journal = Journal.load(folder / FILE)
            meant = _meant(source, file, wanted, client, iso19115=iso19115, ask_quota=ask_quota)
            plans = plan_deposit(meant, look(client, meant.urn, journal), journal)
            return SessionOutcome(
                source.name.text, "planned", versions=tuple(shown(plan) for plan in plans),
                notes=tuple(note for content, _ in meant.versions for note in content.notes),
            )  # fmt: skip
        with opened_journal(folder, source.name.text) as journal:
            meant = _meant(source, file, wanted, client, iso19115=iso19115, ask_quota=ask_quota)
            steps.expect(sum(content.size for content, _ in meant.versions))
            done = Publication(client, meant, journal, folder, feedback, steps.add).run()
            return _published(source.name.text, done)
    except Cancelled as problem:
        return SessionOutcome(source.name.text, "cancelled", str(problem))
    except SeatizenError as problem:
        if problem.details:
            _log.warning("%s: %s (%s)", source.name.text, problem, problem.details)
        return SessionOutcome(source.name.text, "failed", str(problem))
    except OSError as error:  # a disk that was pulled, a file that vanished
        return SessionOutcome(source.name.text, "failed", str(unreadable(source, error)))


def _published(session: str, done: Done) -> SessionOutcome:
    return SessionOutcome(
        session,
        "published" if done.new else "unchanged",
        records=dict(done.records),
        files_uploaded=done.files_uploaded,
        bytes_uploaded=done.bytes_uploaded,
        notes=(*done.notes, *community_notes(done)),
    )


def _meant(
    source: FolderSource,
    file: MetadataFile,
    wanted: Wanted,
    client: ZenodoClient,
    *,
    iso19115: bool,
    ask_quota: bool,
) -> Meant:
    day = datetime.now(timezone.utc).date()
    found = contents(source, wanted, file.version, file.restricted)
    facts = read_facts(source, client.raise_if_cancelled)
    versions = described_versions(source, found, facts, file, day)
    if iso19115:
        versions = [
            (_with_record(source, content, described, facts, file), described)
            for content, described in versions
        ]
    return Meant(
        source.name.text, urn_of(source.name.text), versions, file.communities, source.name,
        wanted.new_processed, ask_quota=ask_quota,
    )  # fmt: skip


def described_versions(
    source: FolderSource,
    found: Sequence[VersionContent],
    facts: Facts,
    file: MetadataFile,
    day: date,
) -> list[tuple[VersionContent, Described]]:
    """Versions with their metadata; texts are in English, whoever publishes."""
    team = session_team(source, file)
    with in_english():
        return [
            (content, describe_session(source.name, content, facts, team, file, day)) for content in found
        ]


def session_team(source: FolderSource, file: MetadataFile) -> Team:
    """Who made a session, by the metadata file's two CSVs."""
    return team_of(source.name.text, *require_people(file))


def _with_record(
    source: FolderSource, content: VersionContent, described: Described, facts: Facts, file: MetadataFile
) -> VersionContent:
    """The version with its ISO 19115 record among the files."""
    text = iso_record(source.name, described, facts, file)
    record = Upload(f"{source.name.text}_iso19115.xml", (), "text", text)
    uploads = (*(upload for upload in content.uploads if upload.key != record.key), record)
    return VersionContent(content.label, uploads, content.restricted, content.carries, content.notes)


def shown(plan: VersionPlan) -> PlannedVersion:
    """A plan as reports and dialogs show it."""
    return PlannedVersion(
        plan.label,
        plan.step.value,
        plan.deposit.id if plan.deposit else None,
        plan.content.restricted,
        tuple(PlannedFile(file.key, file.size, file.step.value) for file in plan.files),
        plan.changes,
        plan.notes,
    )


def _tell(feedback: QgsFeedback, outcome: SessionOutcome) -> None:
    if not isinstance(feedback, QgsProcessingFeedback):
        return
    if outcome.status == "failed":
        feedback.reportError(f"{outcome.session}: {outcome.message}")
        return
    told = ", ".join(f"{label} = {number}" for label, number in outcome.records.items())
    if outcome.status == "planned":
        text = tr("{version} ({step}): files: {files}, MB to upload: {size}, fields that differ: {changes}")
        told = "; ".join(
            text.format(
                version=version.label,
                step=step_names()[version.step],
                files=len(version.files),
                size=round(version.bytes_to_upload / 1e6, 1),
                changes=len(version.changes),
            )
            for version in outcome.versions
        )
    feedback.pushInfo(" ".join(filter(None, (f"{outcome.session}: {told}", *outcome.notes))))
    for version in outcome.versions:
        tell_version(feedback, version)


def tell_version(feedback: QgsProcessingFeedback, version: PlannedVersion) -> None:
    """Say of a planned version what becomes of each file, and which fields differ from what is online."""
    steps = file_step_names()
    for file in version.files:
        feedback.pushInfo(f"  {version.label} {file.key} ({file.size / 1e6:.1f} MB): {steps[file.step]}")
    for name, there, meant in version.changes:
        feedback.pushInfo(f"  {version.label} {name}: {short(there)} → {short(meant)}")


def short(text: str) -> str:
    """A field's value as far as one line holds it."""
    return text if len(text) <= 100 else f"{text[:100]}…"


def step_names() -> dict[str, str]:
    """What becomes of a version, in the user's language."""
    return {
        Step.PUBLISHED.value: tr("is online"),
        Step.RESUME.value: tr("goes on"),
        Step.NEW.value: tr("new"),
    }


def outcome_names() -> dict[str, str]:
    """What became of a session, in the user's language."""
    return {
        "planned": tr("planned"),
        "published": tr("published"),
        "unchanged": tr("was online"),
        "failed": tr("failed"),
        "cancelled": tr("not done"),
    }


def file_step_names() -> dict[str, str]:
    """What becomes of a file, in the user's language."""
    return {
        FileStep.UPLOAD.value: tr("is uploaded"),
        FileStep.THERE.value: tr("is there"),
        FileStep.CARRY.value: tr("is taken over"),
        FileStep.DROP.value: tr("is left out"),
    }
