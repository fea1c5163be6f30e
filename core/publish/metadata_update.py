# SPDX-License-Identifier: GPL-2.0-or-later
"""The verbs: the metadata of what is online, brought up to date; files and access stay as they are."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ..errors import Cancelled, InputError, SeatizenError, ServiceError
from ..files import require_pandas
from ..sessions.source import Found, find_sessions
from ..translation import in_english, tr
from ..zenodo.client import ZenodoClient
from ..zenodo.drafts import Deposit, discard, edit, publish, require_account, save
from .content import VersionContent
from .describing import Described, describe_session, differences, urn_of
from .facts import read_facts
from .journal import FILE, Journal, journal_folder, opened_journal
from .metadata_file import MetadataFile, read_metadata_file
from .online import look
from .sessions import require_people, session_team, short, unreadable

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class UpdatedVersion:
    """A published version; `changes` are (field, there, meant), empty when it was up to date."""

    record_id: int
    label: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class UpdateOutcome:
    """What became of a deposit; `status` is `planned`, `updated`, `unchanged`, `failed` or `cancelled`."""

    session: str
    status: str
    message: str = ""
    versions: tuple[UpdatedVersion, ...] = ()


@dataclass(frozen=True)
class UpdateReport:
    """The whole account."""

    host: str
    dry_run: bool
    sessions: tuple[UpdateOutcome, ...] = field(default_factory=tuple)

    @property
    def versions_updated(self) -> int:
        """Versions whose metadata were changed, or would be."""
        return sum(bool(version.changes) for one in self.sessions for version in one.versions)

    @property
    def failures(self) -> list[str]:
        return [f"{one.session}: {one.message}" for one in self.sessions if one.status == "failed"]

    @property
    def everything_failed(self) -> bool:
        return bool(self.sessions) and len(self.failures) == len(self.sessions)


def update_session_metadata(
    client: ZenodoClient,
    sessions: Path | None,
    sessions_csv: Path | None,
    metadata: Path,
    versions: Sequence[str],
    feedback: QgsFeedback,
    *,
    dry_run: bool = False,
) -> UpdateReport:
    """Describe the published versions of sessions anew, from their folders and the metadata file.

    Args:
        versions: `all`, `last`, or names of versions (RAW_DATA, PROCESSED_DATA…).

    Raises:
        InputError: nothing is found, or the metadata file is wrong.
        ServiceError: there is no valid token.
    """
    require_pandas()
    file = read_metadata_file(metadata)
    require_people(file)
    found = find_sessions(sessions, sessions_csv)
    require_account(client)
    outcomes = []
    for number, place in enumerate(found):
        feedback.setProgress(100 * number / len(found))
        outcome = _session(client, place, file, tuple(versions) or ("all",), feedback, dry_run=dry_run)
        outcomes.append(outcome)
        tell_update(feedback, outcome)
    return UpdateReport(client.host, dry_run, tuple(outcomes))


def _session(
    client: ZenodoClient,
    place: Found,
    file: MetadataFile,
    versions: tuple[str, ...],
    feedback: QgsFeedback,
    *,
    dry_run: bool,
) -> UpdateOutcome:
    if feedback.isCanceled():
        return UpdateOutcome(place.place, "cancelled")
    source = place.source
    if source is None:
        return UpdateOutcome(place.place, "failed", str(place.problem or ""))
    name = source.name
    folder = journal_folder(source.folder.parent, client.base_url, name.text)
    try:
        if isinstance(feedback, QgsProcessingFeedback):
            feedback.setProgressText(tr("{}: reading what is online").format(name.text))
        facts = read_facts(source, client.raise_if_cancelled)
        team = session_team(source, file)

        def described(record: Deposit) -> Described:
            content = VersionContent(record.label, (), record.restricted, carries=False)
            day = str(record.metadata.get("publication_date") or "")[:10]
            with in_english():
                return describe_session(
                    name, content, facts, team, file, date.fromisoformat(day) if len(day) == 10 else name.date
                )

        def work(journal: Journal) -> UpdateOutcome:
            online = look(client, urn_of(name.text), journal)
            chosen = choose(online.versions, versions)
            done = tuple(update(client, record, described(record), dry_run=dry_run) for record in chosen)
            return _outcome(name.text, done, dry_run=dry_run)

        if dry_run:
            return work(Journal.load(folder / FILE))
        with opened_journal(folder, name.text) as journal:
            return work(journal)
    except Cancelled as problem:
        return UpdateOutcome(name.text, "cancelled", str(problem))
    except SeatizenError as problem:
        if problem.details:
            _log.warning("%s: %s (%s)", name.text, problem, problem.details)
        return UpdateOutcome(name.text, "failed", str(problem))
    except OSError as error:
        return UpdateOutcome(name.text, "failed", str(unreadable(source, error)))


def _outcome(title: str, done: tuple[UpdatedVersion, ...], *, dry_run: bool) -> UpdateOutcome:
    changed = any(version.changes for version in done)
    status = "planned" if dry_run else "updated" if changed else "unchanged"
    return UpdateOutcome(title, status, versions=done)


def choose(online: Sequence[Deposit], versions: Sequence[str]) -> list[Deposit]:
    """The published versions that are meant.

    Raises:
        InputError: none is online, or one of the names is not.
    """
    if not online:
        raise InputError(tr("nothing of it is on Zenodo."), advice=tr("Upload the session first."))
    if "all" in versions:
        return list(online)
    chosen = [online[-1]] if "last" in versions else []
    for label in versions:
        if label == "last":
            continue
        found = [one for one in online if one.label == label]
        if not found:
            raise InputError(
                tr("no version is named “{}”.").format(label),
                advice=tr("Its versions are: {}.").format(", ".join(one.label for one in online)),
            )
        chosen += found
    return list({one.id: one for one in chosen}.values())


def update(client: ZenodoClient, record: Deposit, described: Described, *, dry_run: bool) -> UpdatedVersion:
    """Bring the metadata of one published version up to date.

    Raises:
        ServiceError: somebody else is editing it, or Zenodo does not take the metadata; nothing changed then.
    """
    changes = tuple(differences(described.metadata, record.metadata))
    if not changes or dry_run:
        return UpdatedVersion(record.id, record.label, changes)
    draft = edit(client, record.id)
    if differences(draft.metadata, record.metadata) and differences(described.metadata, draft.metadata):
        raise ServiceError(
            tr("Record {} is being edited on Zenodo.").format(record.id),
            advice=tr("Publish or discard those edits there, then start again."),
        )
    saved = save(client, record.id, described.body())
    if saved.problems or differences(described.metadata, saved.metadata):
        discard(client, record.id)
        told = [f"{name}: {text}" for name, text in saved.problems]
        told += [name for name, _, _ in differences(described.metadata, saved.metadata)]
        raise ServiceError(
            tr("Zenodo does not accept the metadata of {version}: {problems}.").format(
                version=record.label, problems="; ".join(told)
            ),
            advice=tr("Correct the metadata file or its CSVs, then start again."),
        )
    publish(client, record.id)
    return UpdatedVersion(record.id, record.label, changes)


def tell_update(feedback: QgsFeedback, outcome: UpdateOutcome) -> None:
    """Say what became of a deposit, field by field."""
    if not isinstance(feedback, QgsProcessingFeedback):
        return
    if outcome.status == "failed":
        feedback.reportError(f"{outcome.session}: {outcome.message}")
        return
    feedback.pushInfo(f"{outcome.session}: {update_names()[outcome.status]}")
    for version in outcome.versions:
        for name, there, meant in version.changes:
            feedback.pushInfo(f"  {version.label} {name}: {short(there)} → {short(meant)}")


def update_names() -> dict[str, str]:
    """What became of a deposit's metadata, in the user's language."""
    return {
        "planned": tr("planned"),
        "updated": tr("updated"),
        "unchanged": tr("up to date"),
        "failed": tr("failed"),
        "cancelled": tr("cancelled"),
    }
