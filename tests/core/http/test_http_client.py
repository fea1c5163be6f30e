# SPDX-License-Identifier: GPL-2.0-or-later
"""The client over a transport of the tests' own: who is named, and what odd answers do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from seatizen_atlas.core.errors import SeatizenError, ServiceError
from seatizen_atlas.core.exports.darwincore.taxonomy import GBIF, GbifSource
from seatizen_atlas.core.http.client import HttpClient
from seatizen_atlas.core.http.errors import Broken, NoAnswer, StatusError, UnexpectedAnswer
from seatizen_atlas.core.http.pace import Bucket, Clock, whole_number
from seatizen_atlas.core.http.transport import Request
from seatizen_atlas.core.zenodo.client import ZENODO, ZenodoClient

URL = "https://api.example.org"


class FastClock(Clock):
    """Waits take no time, but the clock believes they did."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def time(self) -> float:
        return sum(self.waits)

    def wait(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        self.waits.append(seconds)


@dataclass
class Said:
    """A reply that a test wrote."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})

    def pieces(self) -> Iterator[bytes]:
        yield self.body

    def close(self) -> None:
        pass


class Script:
    """A transport that gives written replies, the last one again and again."""

    def __init__(self, *replies: Said | Exception) -> None:
        self.replies = list(replies)
        self.asked: list[Request] = []

    def send(self, request: Request) -> Said:
        self.asked.append(request)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Exception):
            raise reply
        return reply

    def close(self) -> None:
        pass


def asking(*replies: Said | Exception, service=GBIF) -> HttpClient:
    return HttpClient(URL, service, clock=FastClock(), transport=Script(*replies))


@pytest.mark.parametrize(
    "url", ["", "gbif.org", "ftp://gbif.org", "https://", "https://[::1", "https://a:b/"]
)
def test_a_bad_address_is_told_as_of_the_service_that_was_meant(url: str):
    with pytest.raises(ServiceError) as caught:
        HttpClient(url, GBIF)
    assert "GBIF" in str(caught.value) and "https://api.gbif.org" in caught.value.advice
    assert "Zenodo" not in str(caught.value)
    with pytest.raises(ServiceError, match="Zenodo"):
        ZenodoClient(url)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_gives_the_advice_of_its_own_service(status: int):
    with pytest.raises(StatusError) as caught:
        asking(Said(status)).get_json("/v1/species/1")
    assert caught.value.advice == "" and "record" not in str(caught.value)
    with pytest.raises(StatusError) as caught:
        asking(Said(status), service=ZENODO).get_json("/api/records/1")
    assert caught.value.advice


def test_what_a_service_does_not_have_is_none():
    client = asking(Said(404, b'{"error": "not found"}'))
    assert client.find_json("/v1/species/1") is None
    assert GbifSource(client).species(1) is None
    with pytest.raises(StatusError):
        asking(Said(410)).find_json("/v1/species/1")


def test_each_bucket_of_a_service_waits_for_itself():
    spent = {"X-RateLimit-Remaining": "0", "Retry-After": "30", "X-RateLimit-Limit": "30"}
    client = asking(Said(headers=spent), Said(), service=ZENODO)
    clock = client._clock
    client.get_json("/api/records")
    client.get_json("/api/records/1")
    assert sum(clock.waits) == 0
    client.get_json("/api/records")
    assert sum(clock.waits) >= 30


NONSENSE = ["²", "٣", "1e3", "-1", "", " 7", "9" * 400, "9" * 5000, "inf", "Wed, 21 Oct 2026 07:28:00 GMT"]


@pytest.mark.parametrize("text", NONSENSE)
def test_headers_that_tell_no_number_tell_nothing(text: str):
    assert whole_number(text) is None
    odd = {
        "Retry-After": text, "X-RateLimit-Remaining": text, "X-RateLimit-Limit": text, "Content-Length": text,
    }  # fmt: skip
    bucket = Bucket()
    bucket.settle(bucket.take(0)[1], odd, 0.0)
    assert bucket.take(0)[0] == 0
    client = asking(Said(429, headers=odd), Said(503, headers=odd), Said(headers=odd))
    assert client.get_json("/a").payload == {}
    with pytest.raises(NoAnswer, match="too many requests"):
        asking(Said(429, headers=odd)).get_json("/a")


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000 + b"]" * 200_000,
        b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
        b"\xff\xfe",
        b'{"message": "\\ud800"}',
        b"[1]",
        b'{"message": {"a": 1}, "errors": 5}',
        b'{"errors": [null, {"messages": 3}]}',
        b"9" * 5000,
    ],
)
@pytest.mark.parametrize("status", [200, 400])
def test_odd_json_ends_in_one_sentence_at_most(body: bytes, status: int):
    try:
        asking(Said(status, body)).get_json("/a")
    except SeatizenError as problem:
        f"{problem} {problem.details}".encode()  # a log can hold it
        assert isinstance(problem, (NoAnswer, StatusError))
    else:
        assert status == 200


def test_what_the_transport_cannot_carry_is_tried_again():
    client = asking(Broken("no connection", sent=False), Said(body=json.dumps({"a": 1}).encode()))
    assert client.get_json("/a").payload == {"a": 1}
    assert client.requests == 2


def test_an_unforeseen_failure_of_the_transport_reaches_the_caller():
    with pytest.raises(ZeroDivisionError):
        asking(ZeroDivisionError()).get_json("/a")


def test_links_to_other_servers_are_not_followed():
    client = asking(Said())
    for link in ("https://elsewhere.example/a", "https://[broken/a", "https://api.example.org:x/a"):
        with pytest.raises(UnexpectedAnswer):
            client.get_json(link)
    with pytest.raises(UnexpectedAnswer):
        asking(Said(302, headers={"Location": "https://[broken/"})).get_json("/a")
