# SPDX-License-Identifier: GPL-2.0-or-later
"""What can go wrong with records and archives, beside what any service does (`core.http.errors`)."""

from __future__ import annotations

from ..errors import ServiceError
from ..translation import tr


class RecordMissing(ServiceError):
    """A record is not there: never was, is hidden (404), or was deleted and says why (410).

    Attributes:
        deleted: True when a tombstone stands in its place.
        reason, note, removed: what the tombstone tells; empty without one.
    """

    def __init__(
        self, message: str, *, record_id: int, deleted: bool, reason: str = "", note: str = "",
        removed: str = "", details: str = "", advice: str = "",
    ) -> None:  # fmt: skip
        super().__init__(message, details=details, advice=advice)
        self.record_id = record_id
        self.deleted = deleted
        self.reason, self.note, self.removed = reason, note, removed


class OutOfReach(ServiceError):
    """A record's files are restricted or embargoed for this user."""


class ArchiveError(ServiceError):
    """A zip archive is damaged, or made to do harm."""


class SpoiltArchive(ArchiveError):
    """What arrived of an archive is not what was listed: the way spoilt it, not whoever made it."""


def no_community(slug: str, problem: ServiceError) -> ServiceError:
    """Zenodo answered that it has no community of this name."""
    return ServiceError(
        tr("Zenodo has no community “{}”.").format(slug),
        details=str(problem),
        advice=tr("Write it as it stands in the address of its page, in the same capitals."),
    )
