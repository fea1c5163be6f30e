# SPDX-License-Identifier: GPL-2.0-or-later
"""What can go wrong with a remote service, as far as callers tell one thing from another."""

from __future__ import annotations

from ..errors import ServiceError


class StatusError(ServiceError):
    """A service refused a request; `status` is the HTTP status, `payload` its JSON, if that was any."""

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
    """The answer is not of the form that the service promises."""


class RangeIgnored(ServiceError):
    """The server sent a whole file where a part was asked for."""


class FileChanged(ServiceError):
    """A file is not the one that was listed: its size or checksum is another."""


class Broken(Exception):
    """An attempt ended without a usable answer; within this room only, another attempt may help.

    Args:
        reason: a few translated words.
        retry_after: seconds after which the server said to come back, if it did.
        sent: False when the request cannot have taken effect.
        moved: True when a download came further.
    """

    def __init__(
        self, reason: str, *, retry_after: float | None = None, sent: bool = True, moved: bool = False
    ) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.sent = sent
        self.moved = moved
