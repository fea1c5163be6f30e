# SPDX-License-Identifier: GPL-2.0-or-later
"""Requests and replies between the socket and the routes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .blobs import Blob


@dataclass
class Incoming:
    """One request as the routes see it; `owner` is None for an anonymous one."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    base: str
    owner: int | None
    body: bytes = b""
    upload: Path | None = None

    def json(self) -> Any:
        if not self.body:
            return None
        if self.headers.get("Content-Type") != "application/json":
            raise HttpError(415, "Unsupported media type.")
        try:
            return json.loads(self.body)
        except ValueError as problem:
            raise HttpError(400, "Unable to decode JSON data in request body.") from problem


@dataclass
class Reply:
    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    blob: Blob | None = None
    start: int = 0
    stop: int = 0

    @property
    def length(self) -> int:
        return self.stop - self.start if self.blob is not None else len(self.body)


class HttpError(Exception):
    """A refusal in the API's own form."""

    def __init__(self, status: int, message: str, errors: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.errors = status, message, errors

    def reply(self) -> Reply:
        body: dict[str, Any] = {"status": self.status, "message": self.message}
        if self.errors:
            body["errors"] = self.errors
        return Reply(self.status, json.dumps(body).encode())


def invalid(*fields: tuple[str, str], message: str = "A validation error occurred.") -> HttpError:
    return HttpError(400, message, [{"field": name, "messages": [text]} for name, text in fields])


def answer(value: Any, status: int = 200, **headers: str) -> Reply:
    try:
        body = json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a character can only be written as an escape
        body = json.dumps(value).encode()
    return Reply(
        status,
        body,
        headers={name.replace("_", "-"): text for name, text in headers.items()},
    )


def redirect(status: int, location: str) -> Reply:
    return Reply(status, b"", "text/html; charset=utf-8", {"Location": location})


NOT_FOUND = "The persistent identifier does not exist."
DENIED = "Permission denied."
EDGE_PAGE = (
    b"<!DOCTYPE html><html><head><title>403 Forbidden</title></head><body><h1>Unusual traffic</h1>"
    b"<p>Unusual traffic has been detected from your network.</p></body></html>"
)


def gateway_page(status: int) -> bytes:
    reason = {502: "Bad Gateway", 504: "Gateway Time-out"}.get(status, "Service Unavailable")
    return (
        f"<html><body><h1>{status} {reason}</h1>\nThe server didn't respond in time.\n</body></html>\n"
    ).encode()
