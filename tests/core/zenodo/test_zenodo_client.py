# SPDX-License-Identifier: GPL-2.0-or-later
"""The client against every way in which Zenodo is known to fail."""

from __future__ import annotations

import io
import socket
import threading
import time
from pathlib import Path

import pytest
from seatizen_atlas.core.errors import Cancelled, SeatizenError, ServiceError
from seatizen_atlas.core.http.errors import (
    FileChanged,
    NoAnswer,
    RangeIgnored,
    StatusError,
    Uncertain,
    UnexpectedAnswer,
)
from seatizen_atlas.core.http.network import NetworkSettings
from seatizen_atlas.core.http.pace import RetryPolicy
from seatizen_atlas.core.http.transport import user_agent
from seatizen_atlas.core.zenodo.client import ZenodoClient
from seatizen_atlas.core.zenodo.token import Token
from zenodo_helpers import FastClock, Feedback, client_of
from zenodo_standin import TOKEN, Limits, Standin

BODY = bytes(range(256)) * 4000  # a megabyte
LISTING = "/api/communities/seatizen-data/records"


@pytest.fixture()
def zenodo():
    with Standin() as standin:
        yield standin


@pytest.fixture()
def record(zenodo: Standin) -> int:
    return zenodo.add_record({"a.bin": BODY})[1]


def content(record: int) -> str:
    return f"/api/records/{record}/files/a.bin/content"


def downloaded(client: ZenodoClient, record: int, start: int = 0, stop: int | None = None) -> bytes:
    sink = io.BytesIO()
    client.download(content(record), sink, size=len(BODY), start=start, stop=stop)
    return sink.getvalue()


# what is asked ----------------------------------------------------------------------------------------


def test_a_real_user_agent_passes_the_firewall(zenodo: Standin, record: int):
    assert client_of(zenodo).get_json(f"/api/records/{record}").payload["id"] == record
    assert zenodo.requests[-1].headers["User-Agent"] == user_agent()
    assert user_agent().startswith("SeatizenAtlas/") and "(+https://" in user_agent()


def test_requests_and_bytes_are_counted(zenodo: Standin, record: int):
    client = client_of(zenodo)
    downloaded(client, record, 10, 1010)
    client.get_json(LISTING)
    assert client.requests == len(zenodo.requests) == 2
    assert client.bytes_downloaded == zenodo.bytes_sent > 1000


def test_environment_proxies_and_netrc_are_ignored(zenodo: Standin, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    client_of(zenodo, token=True).get_json(LISTING)
    assert zenodo.requests[-1].authorized


def test_the_proxy_of_the_settings_is_used_unless_excluded(zenodo: Standin, record: int):
    proxied = NetworkSettings(
        proxy=zenodo.url
    )  # the stand-in answers what a proxy is asked, absolute addresses
    client = ZenodoClient("http://zenodo.invalid", network=proxied, clock=FastClock())
    with pytest.raises(StatusError):
        client.get_json(LISTING + "/no-such")
    assert zenodo.requests[-1].headers["Host"] == "zenodo.invalid"
    dead = NetworkSettings(proxy="http://127.0.0.1:9", direct=(zenodo.url,))
    assert client_of(zenodo, network=dead).get_json(LISTING).status == 200
    assert (
        NetworkSettings(proxy="p", excluded=("https://a",), system_proxy="s").proxy_for("https://A/x") == "s"
    )
    with pytest.raises(NoAnswer, match="proxy"):
        client_of(zenodo, network=NetworkSettings(proxy="http://user:hidden@127.0.0.1:9")).get_json(LISTING)


# the token --------------------------------------------------------------------------------------------


def test_the_token_goes_to_its_own_origin_only(zenodo: Standin, record: int):
    with Standin() as other:
        other.add_record({"a.bin": BODY})
        zenodo.fault(f"^{LISTING}", "redirect", body=f"{other.url}{LISTING}?page=1")
        client = client_of(zenodo, token=True)
        assert client.get_json(LISTING).payload["hits"]["total"] == 1
        assert zenodo.requests[-1].authorized
        assert not other.requests[-1].authorized
        with pytest.raises(UnexpectedAnswer):
            client.get_json(f"{other.url}{LISTING}")
        assert len(other.requests) == 1


def test_the_token_is_nowhere_to_be_read(zenodo: Standin, record: int):
    client = client_of(zenodo, token=True)
    client.get_json(LISTING)
    assert all(TOKEN not in seen.target for seen in zenodo.requests)
    zenodo.fault(LISTING, "bad-json", times=99, body=f"<{TOKEN}>")
    with pytest.raises(ServiceError) as caught:
        client.get_json(LISTING)
    assert TOKEN not in f"{client!r} {caught.value!r} {caught.value} {caught.value.details} {Token(TOKEN)!r}"
    with pytest.raises(
        StatusError, match="Unknown field"
    ) as echoed:  # a server that repeats what it was sent
        client.send_json("POST", "/api/deposit/depositions", {TOKEN: 1})
    assert TOKEN not in f"{echoed.value} {echoed.value.details}"
    zenodo.store.tokens.clear()
    with pytest.raises(StatusError, match="does not accept the token"):
        client.get_json(f"/api/records/{record}")


@pytest.mark.parametrize("url", ["http://zenodo.org", "http://127.example.org"])
def test_no_token_over_an_open_line(url: str):
    with pytest.raises(ServiceError, match="not encrypted"):
        ZenodoClient(url, token=Token("abc"))


@pytest.mark.parametrize(
    "url", ["", "zenodo.org", "ftp://zenodo.org", "https://u:p@zenodo.org", "https://z.org/?a=b"]
)
def test_addresses_that_are_none(url: str):
    with pytest.raises(ServiceError):
        ZenodoClient(url)


def test_tokens_that_are_none():
    for text in ("", "a b", "a\nb", "é"):
        with pytest.raises(SeatizenError) as caught:
            Token(text)
        assert not text or text not in str(caught.value)


# failures that pass -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["html403", "html502", "html504", "json500", "reset", "html200", "429"])
def test_passing_failures_are_retried(zenodo: Standin, record: int, kind: str):
    fault = zenodo.fault(LISTING, kind, times=3)
    clock, feedback = FastClock(), Feedback()
    client = client_of(zenodo, clock=clock, feedback=feedback)
    assert client.get_json(LISTING).payload["hits"]["total"] == 1
    assert fault.met == 3
    assert client.requests == 4
    assert sum(clock.waits) >= 3
    assert any("try in" in text for text in feedback.texts)


@pytest.mark.parametrize("kind", ["html403", "html502", "json500", "reset", "html200", "truncated"])
def test_failures_that_stay_end_in_one_sentence(zenodo: Standin, record: int, kind: str):
    zenodo.fault(LISTING, kind, times=99)
    client = client_of(zenodo)
    with pytest.raises(NoAnswer) as caught:
        client.get_json(LISTING)
    assert client.requests == RetryPolicy().attempts
    assert "\n" not in str(caught.value) and "Traceback" not in str(caught.value)


def test_a_short_retry_after_is_respected(zenodo: Standin):
    zenodo.fault(LISTING, "429", retry_after=7)
    clock = FastClock()
    client_of(zenodo, clock=clock).get_json(LISTING)
    assert sum(clock.waits) >= 7


def test_a_long_retry_after_is_told(zenodo: Standin):
    zenodo.fault(LISTING, "429", retry_after=3600)
    clock = FastClock()
    with pytest.raises(NoAnswer, match="60 minutes"):
        client_of(zenodo, clock=clock).get_json(LISTING)
    assert sum(clock.waits) < 60


def test_truncated_and_slow_bodies(zenodo: Standin, record: int):
    zenodo.fault("/content", "truncated", times=2)
    client = client_of(zenodo)
    assert downloaded(client, record) == BODY
    # each try goes on where the last one broke: nothing comes twice
    assert client.bytes_downloaded == len(BODY)
    zenodo.fault(LISTING, "drip", pause=0.001)
    assert client.get_json(LISTING).status == 200
    zenodo.fault(LISTING, "truncated")
    assert client.get_json(LISTING).status == 200


def test_a_body_that_breaks_again_and_again_still_arrives(zenodo: Standin, record: int):
    # half of what is left each time, down to progress that does not count any more
    zenodo.fault("/content", "truncated", times=5)
    assert downloaded(client_of(zenodo), record) == BODY


def test_silence_is_a_time_out(zenodo: Standin):
    zenodo.fault(LISTING, "silence", pause=30)
    client = client_of(zenodo, network=NetworkSettings(timeout=0.3))
    began = time.monotonic()
    assert client.get_json(LISTING).status == 200
    assert time.monotonic() - began < 5
    assert client.requests == 2


def test_nobody_there():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(NoAnswer, match="no connection"):
            ZenodoClient(f"http://127.0.0.1:{port}", clock=FastClock()).get_json("/api/records")


def test_json_of_another_kind_is_one_sentence(zenodo: Standin):
    zenodo.fault(LISTING, "bad-json", times=99, body="{]")
    with pytest.raises(NoAnswer, match="unreadable"):
        client_of(zenodo).get_json(LISTING)


def test_refusals_are_not_retried_and_say_what_zenodo_said(zenodo: Standin):
    client = client_of(zenodo)
    with pytest.raises(StatusError, match="Page size cannot be greater than 25") as caught:
        client.get_json("/api/records", {"size": 100})
    assert (caught.value.status, client.requests) == (400, 1)


# requests that change something -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["html504", "reset"])
@pytest.mark.parametrize("after", [False, True])
def test_what_must_not_be_repeated_is_not(zenodo: Standin, kind: str, after: bool):
    zenodo.fault("/deposit/depositions", kind, after_effect=after)
    client = client_of(zenodo, token=True)
    with pytest.raises(Uncertain):
        client.send_json("POST", "/api/deposit/depositions", {})
    assert client.requests == 1
    assert len(client.get_json("/api/deposit/depositions").payload) == int(after)


@pytest.mark.parametrize("kind", ["429", "html403"])
def test_what_did_not_get_through_is_repeated(zenodo: Standin, kind: str):
    zenodo.fault("/deposit/depositions", kind)
    client = client_of(zenodo, token=True)
    assert client.send_json("POST", "/api/deposit/depositions", {}).status == 201
    assert len(client.get_json("/api/deposit/depositions").payload) == 1


def test_uploads_are_streamed_and_repeated_whole(zenodo: Standin, tmp_path: Path):
    client = client_of(zenodo, token=True)
    draft = client.send_json("POST", "/api/deposit/depositions", {}).payload
    (tmp_path / "b.bin").write_bytes(BODY)
    zenodo.fault("/api/files/", "reset", after_bytes=100_000)
    seen: list[int] = []
    answer = client.upload(draft["links"]["bucket"] + "/b.bin", tmp_path / "b.bin", progress=seen.append)
    assert (answer.status, answer.payload["size"]) == (201, len(BODY))
    assert seen[-1] == len(BODY)
    assert zenodo.seen("/api/files/")[-1].headers["Content-Type"] == "application/octet-stream"
    assert zenodo.seen("/api/files/")[-1].received == len(BODY)


# files ------------------------------------------------------------------------------------------------


def test_ranges_and_what_ignores_them(zenodo: Standin, record: int):
    client = client_of(zenodo)
    assert downloaded(client, record, 100, 300) == BODY[100:300]
    assert downloaded(client, record, 0, 300) == BODY[:300]
    zenodo.fault("/content", "ignore-range", times=9)
    with pytest.raises(RangeIgnored):
        downloaded(client, record, 100, 300)
    with pytest.raises(RangeIgnored):
        downloaded(client, record, 0, 300)
    assert downloaded(client, record) == BODY


def test_a_file_that_is_not_the_listed_one(zenodo: Standin, record: int):
    client = client_of(zenodo)
    with pytest.raises(FileChanged):
        client.download(content(record), io.BytesIO(), size=len(BODY) + 5, start=3, stop=9)
    with pytest.raises(FileChanged):
        client.download(content(record), io.BytesIO(), size=len(BODY), start=3, stop=9, md5="0" * 32)
    zenodo.replace_file(record, "a.bin", b"short")
    with pytest.raises(FileChanged):
        downloaded(client, record)


# rate limits ------------------------------------------------------------------------------------------


def limited(clock: FastClock, **limits: tuple[tuple[int, float], ...]) -> Standin:
    return Standin(limits=Limits(**limits), now=clock.time)


def test_limits_are_respected_ahead_of_time_per_bucket():
    clock, feedback = FastClock(), Feedback()
    with limited(clock, search=((30, 60.0),), other=((1000, 60.0),)) as zenodo:
        _, record = zenodo.add_record({"a.bin": BODY})
        client = client_of(zenodo, clock=clock, feedback=feedback)
        for _ in range(70):
            client.get_json(LISTING)
        assert {seen.status for seen in zenodo.requests} == {200}  # never refused
        assert 110 < sum(clock.waits) < 200
        assert any("30 requests" in text for text in feedback.texts)
        waited = len(clock.waits)
        client.get_json(f"/api/records/{record}")  # the other bucket does not wait
        assert len(clock.waits) == waited


def test_limits_are_respected_by_several_threads():
    clock = FastClock()
    with limited(clock, search=((100, 60.0),), other=((20, 60.0),)) as zenodo:
        _, record = zenodo.add_record({"a.bin": BODY})
        client = client_of(zenodo, clock=clock)
        client.get_json(f"/api/records/{record}")
        problems: list[BaseException] = []

        def work() -> None:
            try:
                for _ in range(15):
                    client.get_json(f"/api/records/{record}")
            except BaseException as problem:
                problems.append(problem)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not problems
        assert client.requests == 61
        assert {seen.status for seen in zenodo.requests} == {200}


# Cancel -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("silence", {"pause": 30}),
        ("drip", {"pause": 0.3}),
        ("429", {"retry_after": 60}),
        ("html504", {"times": 99}),
    ],
)
def test_cancel_within_a_second(zenodo: Standin, record: int, kind: str, options: dict):
    zenodo.fault(".", kind, **options)
    feedback = Feedback()
    client = ZenodoClient(zenodo.url, feedback=feedback, policy=RetryPolicy(base=20))
    threading.Timer(0.3, feedback.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        downloaded(client, record)
    assert time.monotonic() - began < 1.3


def test_cancel_while_waiting_for_the_rate_limit():
    with Standin(limits=Limits(search=((1, 60.0),))) as zenodo:
        feedback = Feedback()
        client = ZenodoClient(zenodo.url, feedback=feedback)
        client.get_json(LISTING)
        threading.Timer(0.3, feedback.cancel).start()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            client.get_json(LISTING)
        assert time.monotonic() - began < 1.3
        assert zenodo.count(LISTING) == 1
