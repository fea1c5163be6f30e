# SPDX-License-Identifier: GPL-2.0-or-later
"""As much of the query-string language as harvesting clients use, with its traps."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from .store import DOI_PREFIX, Version

Test = Callable[[Version], bool]

_TOKEN = re.compile(
    r"""(?P<field>[A-Za-z_][\w.]*):(?P<value>"(?:[^"\\]|\\.)*"|[\[{][^\]}]*[\]}]|[^\s()]+)
      |(?P<phrase>"(?:[^"\\]|\\.)*")|(?P<word>[^\s()]+)""",
    re.VERBOSE,
)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d)?)?)?$")


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


def _haystack(version: Version) -> str:
    meta = dict(version.metadata)
    meta["doi"] = f"{DOI_PREFIX}{version.id}"
    return json.dumps(meta, ensure_ascii=False).lower()


def _contains(text: str) -> Test:
    wanted = text.lower()
    return lambda version: wanted in _haystack(version)


def _moment(text: str, *, end: bool) -> datetime | None:
    if text == "*":
        return datetime.max.replace(tzinfo=timezone.utc) if end else datetime.min.replace(tzinfo=timezone.utc)
    if not _DATE.match(text):
        return None
    parts = [text, "-01", "-01"]
    day = "".join(parts[: 1 + max(0, 2 - text.count("-"))]) if len(text) < 10 else text
    moment = datetime.fromisoformat(day).replace(tzinfo=timezone.utc)
    return moment + timedelta(days=1) if end and len(text) == 10 else moment


def _field(name: str, value: str) -> Test:
    text = _unquote(value)
    if name in {"updated", "created"} and value[:1] in "[{":
        bounds = re.match(r"[\[{]\s*(\S+)\s+TO\s+(\S+)\s*[\]}]$", value)
        low = _moment(bounds.group(1), end=False) if bounds else None
        high = _moment(bounds.group(2), end=True) if bounds else None
        if low is None or high is None:
            return _contains(text)  # the trap: silently a full-text query

        def in_range(version: Version) -> bool:
            stamp = version.updated if name == "updated" else version.created
            return low <= datetime.fromtimestamp(stamp, timezone.utc) <= high

        return in_range
    if name in {"conceptrecid", "parent.id"}:
        return lambda version: str(version.concept.id) == text
    if name in {"recid", "id"}:
        return lambda version: str(version.id) == text
    if name == "version":
        return lambda version: str(version.index) == text
    if name == "metadata.version":
        return lambda version: str(version.metadata.get("version", "")) == text
    if name == "title":
        return lambda version: text.lower() in str(version.metadata.get("title", "")).lower()
    if name in {"communities", "parent.communities.ids"}:
        return lambda version: text in version.concept.communities
    return _contains(text)


def parse(query: str) -> Test:
    """A test for versions; without AND, words and phrases are alternatives (OR)."""
    groups: list[list[Test]] = []
    joined = negate = False
    for match in _TOKEN.finditer(query):
        word = match.group("word")
        if word in {"AND", "&&"}:
            joined = True
            continue
        if word in {"OR", "||"}:
            joined = False
            continue
        if word == "NOT":
            negate = True
            continue
        if match.group("field"):
            test = _field(match.group("field"), match.group("value"))
        else:
            test = _contains(_unquote(match.group("phrase") or word))
        if negate:
            test = (lambda inner: lambda version: not inner(version))(test)
            negate = False
        if joined and groups:
            groups[-1].append(test)
        else:
            groups.append([test])
        joined = False
    if not groups:
        return lambda version: True
    return lambda version: any(all(test(version) for test in group) for group in groups)


SORTS: dict[str, tuple[Callable[[Version], object], bool]] = {
    "newest": (lambda v: v.created, True),
    "oldest": (lambda v: v.created, False),
    "bestmatch": (lambda v: v.created, True),
    "version": (lambda v: v.index, True),
    "updated-desc": (lambda v: v.updated, True),
    "updated-asc": (lambda v: v.updated, False),
    "mostviewed": (lambda v: v.id, False),
    "mostrecent": (lambda v: v.created, True),
}
