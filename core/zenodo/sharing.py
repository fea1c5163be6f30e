# SPDX-License-Identifier: GPL-2.0-or-later
"""Who may read restricted files: grants to users, and links that expire. Both belong to the concept.

Grants have no end date; whoever gives one ends it. A link is for readers without an account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import ServiceError
from ..http.errors import StatusError, UnexpectedAnswer
from ..translation import tr
from .client import ZenodoClient
from .drafts import ACCEPT


@dataclass(frozen=True)
class User:
    """A user of Zenodo, by what the public profile shows."""

    id: str
    name: str


@dataclass(frozen=True)
class Grant:
    """A user's permission: `view`, `preview`, `edit` or `manage`."""

    user: str
    permission: str


@dataclass(frozen=True)
class Link:
    """A link: `path` is what a reader opens; `expires` is a date, empty for none."""

    id: str
    permission: str
    expires: str
    path: str


def find_user(client: ZenodoClient, text: str) -> User:
    """The one user of this number or name.

    Raises:
        ServiceError: there is none, or more than one.
    """
    if text.isdecimal():
        return User(text, text)
    payload = _send(client, "GET", "/api/users", params={"q": text})
    users = [User(str(hit["id"]), _name(hit)) for hit in _hits(payload)]
    exact = [user for user in users if user.name.lower() == text.lower()] or users
    if len(exact) == 1:
        return exact[0]
    if not exact:
        raise ServiceError(
            tr("Zenodo knows nobody named “{}” with a public profile.").format(text),
            advice=tr("Ask for the number of the account, or make a link instead."),
        )
    names = ", ".join(f"{user.name} ({user.id})" for user in exact)
    raise ServiceError(
        tr("Several users of Zenodo are named “{name}”: {users}.").format(name=text, users=names),
        advice=tr("Give the number of the one who is meant."),
    )


def _name(hit: Mapping[str, Any]) -> str:
    profile = hit.get("profile") or {}
    return str(profile.get("full_name") or hit.get("username") or hit["id"])


def list_grants(client: ZenodoClient, record_id: int) -> tuple[Grant, ...]:
    """The users who may do something with a record beside its owner."""
    payload = _send(client, "GET", f"/api/records/{record_id}/access/grants")
    return tuple(
        Grant(str(hit["subject"]["id"]), str(hit["permission"]))
        for hit in _hits(payload)
        if (hit.get("subject") or {}).get("type") == "user"
    )


def grant_view(client: ZenodoClient, record_id: int, user: str) -> bool:
    """Let a user read a record's files; False when that was so already.

    Raises:
        StatusError: Zenodo has no such user, or the record is not the account's.
    """
    grant = {"permission": "view", "subject": {"type": "user", "id": user}, "notify": True}
    try:
        _send(client, "POST", f"/api/records/{record_id}/access/grants", {"grants": [grant]}, repeatable=True)
    except StatusError as problem:
        if problem.status == 400 and "already exists" in str(problem):
            return False
        raise
    return True


def end_grant(client: ZenodoClient, record_id: int, user: str) -> bool:
    """End a user's permission; False when there was none."""
    return _deleted(client, f"/api/records/{record_id}/access/users/{user}")


def list_links(client: ZenodoClient, record_id: int) -> tuple[Link, ...]:
    """The links of a record."""
    payload = _send(client, "GET", f"/api/records/{record_id}/access/links")
    return tuple(_link(record_id, hit) for hit in _hits(payload))


def make_link(client: ZenodoClient, record_id: int, expires: str, description: str) -> Link:
    """A link with which anybody may read a record's files until a day (`YYYY-MM-DD`)."""
    body = {"permission": "view", "expires_at": expires, "description": description}
    return _link(record_id, _send(client, "POST", f"/api/records/{record_id}/access/links", body))


def end_link(client: ZenodoClient, record_id: int, link_id: str) -> bool:
    """End a link; False when there was none."""
    return _deleted(client, f"/api/records/{record_id}/access/links/{link_id}")


def _link(record_id: int, hit: Mapping[str, Any]) -> Link:
    path = f"/records/{record_id}?token={hit.get('token', '')}"
    return Link(str(hit["id"]), str(hit["permission"]), str(hit.get("expires_at") or "")[:10], path)


def _send(client: ZenodoClient, method: str, path: str, payload: object = None, **options: Any) -> Any:
    return client.send_json(method, path, payload, accept=ACCEPT, **options).payload


def _hits(payload: Any) -> list[Any]:
    try:
        return list(payload["hits"]["hits"])
    except (KeyError, TypeError) as problem:
        raise UnexpectedAnswer(
            tr("Zenodo's listing is not what it should be."), details=repr(problem)
        ) from problem


def _deleted(client: ZenodoClient, path: str) -> bool:
    try:
        _send(client, "DELETE", path)
    except StatusError as problem:
        if problem.status != 404:
            raise
        return False
    return True
