# SPDX-License-Identifier: GPL-2.0-or-later
"""The verb: who may read restricted versions of sessions; listed, granted and ended, in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ..errors import Cancelled, InputError, SeatizenError
from ..translation import tr
from ..zenodo.client import ZenodoClient
from ..zenodo.drafts import Deposit, own_deposits, read_versions, require_account
from ..zenodo.sharing import (
    User,
    end_grant,
    end_link,
    find_user,
    grant_view,
    list_grants,
    list_links,
    make_link,
)
from .describing import urn_of

ACTIONS = ("list", "grant", "end")
_DESCRIPTION = "Seatizen Atlas"


@dataclass(frozen=True)
class AccessOutcome:
    """What became of a session's access.

    Attributes:
        status: `listed`, `granted`, `ended`, `unchanged`, `planned`, `failed` or `cancelled`.
        record_id: its newest restricted version; access belongs to all versions.
        users: who may read it now, by number.
        links: addresses of links with the day on which they expire.
    """

    session: str
    status: str
    record_id: int | None = None
    users: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    message: str = ""


@dataclass(frozen=True)
class AccessReport:
    """The whole account."""

    host: str
    action: str
    sessions: tuple[AccessOutcome, ...]

    @property
    def grants(self) -> int:
        """Grants and links that are there (`list`), or that were made or ended."""
        if self.action == "list":
            return sum(len(one.users) + len(one.links) for one in self.sessions)
        return sum(one.status in {"granted", "ended", "planned"} for one in self.sessions)

    @property
    def failures(self) -> list[str]:
        return [f"{one.session}: {one.message}" for one in self.sessions if one.status == "failed"]

    @property
    def everything_failed(self) -> bool:
        return bool(self.sessions) and len(self.failures) == len(self.sessions)


def session_access(
    client: ZenodoClient,
    sessions: Sequence[str],
    action: str,
    feedback: QgsFeedback,
    *,
    person: str = "",
    until: str = "",
    dry_run: bool = False,
) -> AccessReport:
    """List, grant or end access to the restricted versions of sessions.

    Args:
        sessions: their names; none: every session of the account with a restricted version.
        person: a user of Zenodo, by number or name; without one a link is made, or links are ended.
        until: the day on which a link expires, `YYYY-MM-DD`.

    Raises:
        InputError: the action is none, or a link has no end.
        ServiceError: there is no valid token, or no such person.
    """
    if action not in ACTIONS:
        raise InputError(
            tr("“{}” is no action.").format(action), advice=tr("Known: {}.").format(", ".join(ACTIONS))
        )
    if action == "grant" and not person:
        _require_day(until)
    require_account(client)
    user = find_user(client, person) if person else None
    outcomes: list[AccessOutcome] = []
    found = _restricted(client, sessions)
    for number, (session, record) in enumerate(found):
        feedback.setProgress(100 * number / len(found))
        outcome = _one(client, session, record, action, user, until, dry_run=dry_run)
        outcomes.append(outcome)
        _tell(feedback, outcome)
        if outcome.status == "cancelled":
            break
    return AccessReport(client.host, action, tuple(outcomes))


def _require_day(until: str) -> None:
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise InputError(
            tr("“{}” is not a day on which a link could expire.").format(until),
            advice=tr("Give UNTIL as YYYY-MM-DD, or a PERSON."),
        ) from None
    if day <= datetime.now(timezone.utc).date():
        raise InputError(tr("{} is not in the future.").format(until))


def _restricted(client: ZenodoClient, sessions: Sequence[str]) -> list[tuple[str, Deposit | None]]:
    """The newest restricted version of each session; None where there is none."""
    if not sessions:
        newest: dict[str, Deposit] = {}
        for one in own_deposits(client, "is_published:true"):
            if one.restricted:
                session = next((text[4:] for text in one.identifiers if text.startswith("urn:")), "")
                known = newest.get(session)
                if session and (known is None or one.index > known.index):
                    newest[session] = one
        return sorted(newest.items())
    found: list[tuple[str, Deposit | None]] = []
    for session in dict.fromkeys(sessions):
        urn = urn_of(session)
        hits = own_deposits(client, f'metadata.identifiers.identifier:"{urn}"')
        mine = [one for one in hits if one.is_published and urn in one.identifiers]
        versions = read_versions(client, mine[0].id) if mine else ()
        found.append((session, next((one for one in reversed(versions) if one.restricted), None)))
    return found


def _one(
    client: ZenodoClient,
    session: str,
    record: Deposit | None,
    action: str,
    user: User | None,
    until: str,
    *,
    dry_run: bool,
) -> AccessOutcome:
    if record is None:
        return AccessOutcome(session, "failed", message=tr("the account has no restricted version of it."))
    try:
        if action == "list" or dry_run:
            status = "listed" if action == "list" else "planned"
        elif action == "grant":
            status = _grant(client, record.id, user, until)
        else:
            status = _end(client, record.id, user)
        users = tuple(f"{one.user} ({one.permission})" for one in list_grants(client, record.id))
        links = tuple((client.base_url + one.path, one.expires) for one in list_links(client, record.id))
        return AccessOutcome(session, status, record.id, users, links)
    except Cancelled as problem:
        return AccessOutcome(session, "cancelled", record.id, message=str(problem))
    except SeatizenError as problem:
        return AccessOutcome(session, "failed", record.id, message=str(problem))


def _grant(client: ZenodoClient, record_id: int, user: User | None, until: str) -> str:
    if user is not None:
        return "granted" if grant_view(client, record_id, user.id) else "unchanged"
    if any(link.expires == until and link.permission == "view" for link in list_links(client, record_id)):
        return "unchanged"  # an answer that was lost, or an earlier run
    make_link(client, record_id, until, _DESCRIPTION)
    return "granted"


def _end(client: ZenodoClient, record_id: int, user: User | None) -> str:
    if user is not None:
        return "ended" if end_grant(client, record_id, user.id) else "unchanged"
    ended = [end_link(client, record_id, link.id) for link in list_links(client, record_id)]
    return "ended" if any(ended) else "unchanged"


def _tell(feedback: QgsFeedback, outcome: AccessOutcome) -> None:
    if not isinstance(feedback, QgsProcessingFeedback):
        return
    if outcome.status == "failed":
        feedback.reportError(f"{outcome.session}: {outcome.message}")
        return
    links = (f"{address} ({expires or '∞'})" for address, expires in outcome.links)
    told = ", ".join([*outcome.users, *links]) or tr("nobody but the owner")
    feedback.pushInfo(f"{outcome.session}: {status_names()[outcome.status]}: {told}")


def status_names() -> dict[str, str]:
    """What became of a session's access, in the user's language."""
    return {
        "listed": tr("may read it"),
        "granted": tr("granted"),
        "ended": tr("ended"),
        "unchanged": tr("was so already"),
        "planned": tr("planned"),
        "failed": tr("failed"),
        "cancelled": tr("cancelled"),
    }
