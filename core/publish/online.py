# SPDX-License-Identifier: GPL-2.0-or-later
"""What Zenodo has of a deposit at this moment: asked for by id where the journal knows one, else found."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import ServiceError
from ..translation import tr
from ..zenodo.client import ZenodoClient
from ..zenodo.drafts import Deposit, own_deposits, read_draft, read_record, read_versions
from ..zenodo.records import search_identifier
from .journal import Journal
from .plan import Online

_LOOKS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 30.0, 30.0)  # s; a new draft shows in the index a while later


@dataclass(frozen=True)
class Deposits:
    """Everything of the user's that carries one identifier."""

    published: tuple[Deposit, ...]
    drafts: tuple[Deposit, ...]


def look(client: ZenodoClient, urn: str, journal: Journal) -> Online:
    """What is online under an identifier.

    Raises:
        ServiceError: there are two such deposits, or it is another account's.
    """
    known = [read_record(client, number) for number in journal.published.values()]
    versions = {one.id: one for one in known if one is not None}
    if versions:  # the listing is the index's: what was published just now may not stand in it yet
        versions = {one.id: one for one in (*read_versions(client, max(versions)), *versions.values())}
        ordered = tuple(sorted(versions.values(), key=lambda one: (one.index, one.id)))
        return Online(ordered, _open_drafts(client, journal, ordered))
    drafts = _open_drafts(client, journal, ())
    if drafts and not any(draft.index > 1 for draft in drafts):
        return Online((), drafts)
    found = find(client, urn)
    if journal.creating and not found.published and not found.drafts:
        found = _wait_for_draft(client, urn)
    concepts = {one.concept_id for one in (*found.published, *found.drafts)}
    if len(concepts) > 1:
        raise ServiceError(
            tr("Zenodo has {count} deposits with the identifier {urn}: {ids}.").format(
                count=len(concepts), urn=urn, ids=", ".join(map(str, sorted(concepts)))
            ),
            advice=tr("Delete the drafts that are not meant; of published ones, change the identifier."),
        )
    if found.published:
        return Online(read_versions(client, found.published[0].id), found.drafts)
    if not found.drafts:
        _refuse_foreign(client, urn)
    return Online((), found.drafts)


def find(client: ZenodoClient, urn: str) -> Deposits:
    """The user's own versions and drafts with exactly this identifier; the search index lags behind.

    What is found is read again by id: the index shows drafts that are gone.
    """
    hits = [
        one
        for one in own_deposits(client, f'metadata.identifiers.identifier:"{urn}"')
        if urn in one.identifiers
    ]
    published = [one for one in hits if one.is_published]
    drafts = [read_draft(client, one.id) for one in hits if not one.is_published]
    return Deposits(
        tuple(published), tuple(draft for draft in drafts if draft is not None and not draft.is_published)
    )


def _open_drafts(
    client: ZenodoClient, journal: Journal, versions: tuple[Deposit, ...]
) -> tuple[Deposit, ...]:
    """The drafts that the journal knows and that are still there."""
    published = {one.id for one in versions}
    found = (read_draft(client, known) for known in journal.drafts.values() if known not in published)
    return tuple(draft for draft in found if draft is not None and not draft.is_published)


def _wait_for_draft(client: ZenodoClient, urn: str) -> Deposits:
    """Look again and again for a draft that may have been made although the answer was lost."""
    found = Deposits((), ())
    for pause in _LOOKS:
        client.wait(pause, tr("Looking for a draft that may have been made; again in {seconds} s"))
        found = find(client, urn)
        if found.drafts or found.published:
            break
    return found


def _refuse_foreign(client: ZenodoClient, urn: str) -> None:
    for record in search_identifier(client, urn):
        raise ServiceError(
            tr("Record {id} carries the identifier {urn} already and belongs to another account.").format(
                id=record.id, urn=urn
            ),
            advice=tr("Use a token of that account."),
        )
