# SPDX-License-Identifier: GPL-2.0-or-later
"""Look at communities: what they hold, what changed lately, what is not there any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from qgis.core import QgsProcessingFeedback

from ..http.errors import UnexpectedAnswer
from ..translation import tr
from ..zenodo.client import ZenodoClient
from ..zenodo.errors import RecordMissing
from ..zenodo.records import Record, Unreadable, community_changes, community_records, record, versions
from .plan import Memory, Remembered, State, Survey, absent_concepts, versions_wanted

_OVERLAP = timedelta(hours=1)
"""Zenodo's index lags behind its records: changes of the last hour before are looked at again."""


def survey(
    client: ZenodoClient,
    communities: Sequence[str],
    memory: Memory,
    *,
    full: bool = False,
    feedback: QgsProcessingFeedback,
) -> Survey:
    """List the communities whole.

    Costs the pages of each community's latest versions and, as a rule, one more for what changed since the
    last time; then a request for each deposit that is new here without being newly changed, and one for each
    that is not listed any more.

    Raises:
        ServiceError: as the client; no such community; more records than Zenodo lists.
        Cancelled: the user asked to stop.
    """
    seen: dict[int, dict[int, Record]] = {}
    odd: list[Unreadable] = []
    where: dict[int, str] = {}
    complete: set[str] = set()
    swept: dict[str, str] = {}
    for slug in dict.fromkeys(communities):
        listing = community_records(client, slug, feedback)
        since = "" if full else _hour_before(memory.swept.get(slug, ""))
        changes = community_changes(client, slug, since, feedback)
        unreadable = [*listing.unreadable, *changes.unreadable]
        odd += unreadable
        for one in (*listing.records, *changes.records):
            known = seen.setdefault(one.concept_id, {}).get(one.id)
            if known is None or one.revision >= known.revision:
                seen[one.concept_id][one.id] = one
            where.setdefault(one.concept_id, slug)
        if listing.complete and all(one.concept_id is not None for one in unreadable):
            complete.add(slug)
        if listing.complete and changes.undisturbed:
            newest = max((one.updated for one in (*listing.records, *changes.records)), default="")
            swept[slug] = max(newest, memory.swept.get(slug, ""))
    for one_odd in odd:  # an older version must not take the place of one that nobody understands
        seen.pop(one_odd.concept_id or 0, None)
    found = Survey(_tuples(seen), where, frozenset(complete), swept, unreadable=tuple(odd))
    whole = _query_versions(client, found, memory, full, seen, odd, feedback)
    found = replace(found, unreadable=tuple(odd))
    absent = {}
    for remembered in absent_concepts(found, memory):
        if remembered.state not in (State.DELETED, State.LEFT):
            feedback.setProgressText(
                tr("Looking for {}, which is not listed any more").format(remembered.session)
            )
            absent[remembered.concept_id] = _what_became(client, remembered)
    return replace(found, versions=_tuples(seen), whole=whole, absent=absent)


def _query_versions(
    client: ZenodoClient,
    found: Survey,
    memory: Memory,
    full: bool,
    seen: dict[int, dict[int, Record]],
    odd: list[Unreadable],
    feedback: QgsProcessingFeedback,
) -> frozenset[int]:
    """Ask for all versions of those deposits whose versions the listings did not show.

    A deposit with a version that nobody understands moves from `seen` to `odd`.
    """
    wanted = versions_wanted(found, memory, full=full)
    whole = set()
    for number, (concept, latest) in enumerate(wanted):
        feedback.setProgressText(
            tr("Versions of deposit {number} of {total}").format(number=number + 1, total=len(wanted))
        )
        try:
            told = _versions(client, latest)
        except UnexpectedAnswer as problem:
            records = seen.pop(concept)
            name = next((name for one in records.values() for name in one.names()), "")
            odd.append(Unreadable(latest, concept, name, problem))
            continue
        if told:
            seen[concept] = {one.id: one for one in told}
            whole.add(concept)
    return frozenset(whole)


def _versions(client: ZenodoClient, record_id: int) -> tuple[Record, ...]:
    try:
        return versions(client, record_id)
    except RecordMissing:
        return ()  # deleted since it was listed: reading it will tell


def _what_became(client: ZenodoClient, remembered: Remembered) -> tuple[State, str]:
    """Whether a deposit that is not listed any more still exists elsewhere."""
    newest = remembered.versions[0]
    try:
        record(client, newest.record_id)
    except RecordMissing as problem:
        told = str(problem)
        if problem.reason:
            told = f"{told} ({problem.reason})"
        return State.DELETED, f"{told} {tr('The atlas keeps it.')}"
    return State.LEFT, tr("No longer in the community “{}”; kept.").format(remembered.community)


def _hour_before(moment: str) -> str:
    """The moment from which changes are looked at again; empty for a community that was never seen whole."""
    return (datetime.fromisoformat(moment[:19]) - _OVERLAP).isoformat() if moment else ""


def _tuples(seen: dict[int, dict[int, Record]]) -> dict[int, tuple[Record, ...]]:
    return {concept: tuple(records.values()) for concept, records in seen.items()}
