# SPDX-License-Identifier: GPL-2.0-or-later
"""What can go wrong with Zenodo, as far as callers tell one thing from another."""

from __future__ import annotations

from ..errors import ServiceError


class StatusError(ServiceError):
    """Zenodo refused a request; `status` is the HTTP status, `payload` its JSON, if that was any."""

    def __init__(
        self, message: str, *, status: int, payload: object = None, details: str = "", advice: str = ""
    ) -> None:
        super().__init__(message, details=details, advice=advice)
        self.status = status
        self.payload = payload


class NoAnswer(ServiceError):
    """No usable answer came, whatever was tried."""


class Uncertain(ServiceError):
    """A request that must not be repeated blindly ended without an answer: it may have taken effect."""


class UnexpectedAnswer(ServiceError):
    """The answer is not of the form that Zenodo's API promises."""


class RangeIgnored(ServiceError):
    """The server sent a whole file where a part was asked for."""


class FileChanged(ServiceError):
    """A file is not the one that was listed: its size or checksum is another."""


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
