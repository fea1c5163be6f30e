# SPDX-License-Identifier: GPL-2.0-or-later
"""The verb: blank drafts that nobody filled, listed and deleted."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ..errors import Cancelled, ServiceError
from ..http.errors import StatusError
from ..translation import tr
from ..zenodo.client import ZenodoClient
from ..zenodo.drafts import Deposit, discard, own_deposits, read_draft, require_account


@dataclass(frozen=True)
class BlankDraft:
    """A blank draft; `state` is `found`, `deleted` or `kept` (somebody has begun to fill it)."""

    id: int
    state: str


@dataclass(frozen=True)
class CleanReport:
    """The account of a cleaning."""

    host: str
    drafts: tuple[BlankDraft, ...]

    @property
    def found(self) -> int:
        return len(self.drafts)

    @property
    def deleted(self) -> int:
        return sum(draft.state == "deleted" for draft in self.drafts)


def is_blank(draft: Deposit) -> bool:
    """Never published, untitled, without a file, of no published concept, in no review."""
    return (
        draft.is_draft
        and not draft.is_published
        and draft.status == "draft"
        and draft.index == 1
        and not draft.title.strip()
        and not draft.files
    )


def clean_drafts(client: ZenodoClient, feedback: QgsFeedback, *, dry_run: bool = False) -> CleanReport:
    """Delete the user's blank drafts. A draft with a title, a file or a published version is never touched.

    Each is read again before it goes, and goes only as long as nobody has saved it since.

    Raises:
        ServiceError: there is no valid token, or Zenodo lists drafts of several accounts.
    """
    require_account(client)
    listed = own_deposits(client, "is_published:false")
    owners = {draft.owner for draft in listed}
    if len(owners) > 1:
        raise ServiceError(
            tr("Zenodo lists drafts of several accounts; none was touched."),
            details=", ".join(sorted(owners)),
        )
    blank = [draft for draft in listed if is_blank(draft)]
    done: list[BlankDraft] = []
    for number, draft in enumerate(blank):
        feedback.setProgress(100 * number / len(blank))
        try:
            done.append(BlankDraft(draft.id, "found" if dry_run else _delete(client, draft.id)))
        except Cancelled:
            done += [BlankDraft(left.id, "found") for left in blank[number:]]
            break
    report = CleanReport(client.host, tuple(done))
    if isinstance(feedback, QgsProcessingFeedback):
        for one in report.drafts:
            feedback.pushInfo(f"{one.id}: {state_names()[one.state]}")
    return report


def _delete(client: ZenodoClient, draft_id: int) -> str:
    draft = read_draft(client, draft_id)
    if draft is None:
        return "deleted"
    if not is_blank(draft):
        return "kept"
    try:
        discard(client, draft_id, draft.revision)
    except StatusError as problem:
        if problem.status != 412:
            raise
        return "kept"
    return "deleted"


def state_names() -> dict[str, str]:
    """What became of a draft, in the user's language."""
    return {
        "found": tr("blank"),
        "deleted": tr("deleted"),
        "kept": tr("kept: somebody has begun to fill it"),
    }
