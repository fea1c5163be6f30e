# SPDX-License-Identifier: GPL-2.0-or-later
"""A client of one service over HTTP: rate limits, retries, redirects, Cancel, sentences for what goes wrong.

Every request runs in a short-lived thread of its own, so that Cancel is answered within a tenth of a second
even while a socket is silent; the caller's thread waits for its pieces and does everything else.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol, TypeVar
from urllib.parse import urljoin, urlsplit

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ..errors import ServiceError
from ..translation import tr
from .errors import Broken, FileChanged, NoAnswer, RangeIgnored, StatusError, Uncertain, UnexpectedAnswer
from .exchange import Body, Exchange, Upload
from .network import NetworkSettings, is_loopback
from .pace import Bucket, Clock, RetryPolicy, cancelled_by_user, whole_number
from .transport import InternetTransport, Params, Request, Transport

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_ClientT = TypeVar("_ClientT", bound="HttpClient")

_MAX_JSON = 64 << 20
_MAX_ERROR_BODY = 1 << 16
_MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 500, 502, 503, 504})
_IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE"})
_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\*)$")
_PROGRESS = 1 << 18  # bytes after which a broken download counts as having moved on


@dataclass(frozen=True)
class Service:
    """Who is asked, as far as the client has to know it and to speak of it.

    Attributes:
        name: as sentences call it.
        example: an address of it, for whoever gave one that is none.
        bucket_of: which of its rate limits a path counts against.
        advice: what to do about a refusal, translated, by the HTTP status; empty for nothing.
    """

    name: str
    example: str
    bucket_of: Callable[[str], str] = lambda _path: ""
    advice: Callable[[int], str] = lambda _status: ""


class Secret(Protocol):
    """A token that does not show itself."""

    def reveal(self) -> str:
        """The token, for the request's header alone."""


@dataclass(frozen=True)
class Answer:
    """A JSON answer: what it says and the address that gave it, after redirects."""

    status: int
    payload: Any
    url: str
    headers: Mapping[str, str] = field(repr=False, default_factory=dict)


@dataclass(frozen=True)
class _Call:
    method: str
    url: str
    path: str
    params: Params | None
    headers: Callable[[], dict[str, str]]
    body: Body | None
    repeatable: bool
    final: frozenset[int]  # statuses that are not retried, though they may pass


class HttpClient:
    """One session with a service, usable from several threads.

    Args:
        base_url: the service's address, `https://host`.
        service: who that is.
        token: sent as a Bearer header to that very host only.
        network: the way out, see `network.read_network_settings`.
        feedback: gets what the client waits for as progress text, and tells when to stop.
        transport: carries the requests; the internet by default.

    Attributes:
        requests, bytes_downloaded, bytes_uploaded: totals of everything asked so far.

    Raises (every request):
        Cancelled: the user asked to stop.
        StatusError: the service refused (4xx).
        NoAnswer: no usable answer within the retry policy.
        ServiceError: whatever else is wrong on the way, in one sentence.
    """

    def __init__(
        self,
        base_url: str,
        service: Service,
        *,
        token: Secret | None = None,
        network: NetworkSettings | None = None,
        feedback: QgsFeedback | None = None,
        policy: RetryPolicy | None = None,
        clock: Clock | None = None,
        transport: Transport | None = None,
    ) -> None:
        self.base_url = base_url.strip().rstrip("/")
        self.service = service
        self._origin = self._checked_origin(token)
        self.host = self._origin[1]
        self._token = token
        self._network = network or NetworkSettings()
        self._feedback = feedback
        self._policy = policy or RetryPolicy()
        self._clock = clock or Clock()
        self._buckets: dict[str, Bucket] = defaultdict(Bucket)
        self._lock = threading.Lock()
        self.requests = 0
        self.bytes_downloaded = 0
        self.bytes_uploaded = 0
        self._transport = transport or InternetTransport(self._network)

    def _checked_origin(self, token: Secret | None) -> tuple[str, str, int]:
        """Scheme, host and port of the address.

        Raises:
            ServiceError: it is none, or none for this service; the token would go over an open line.
        """
        advice = tr("Give an address such as {}.").format(self.service.example)
        origin = _origin(self.base_url)
        if origin[0] not in {"http", "https"} or not origin[1]:
            raise ServiceError(
                tr("“{address}” is not an address of {service}.").format(
                    address=self.base_url, service=self.service.name
                ),
                advice=advice,
            )
        parts = urlsplit(self.base_url)
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ServiceError(
                tr("The address of {} must not hold a user, a password or a query.").format(
                    self.service.name
                ),
                advice=advice,
            )
        if token is not None and origin[0] != "https" and not is_loopback(self.base_url):
            raise ServiceError(
                tr("The token is not sent to {}, because that connection is not encrypted.").format(
                    self.base_url
                ),
                advice=tr("Use an https address, or work without a token."),
            )
        return origin

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.base_url!r}, {'with' if self._token else 'without'} token)"

    def __enter__(self: _ClientT) -> _ClientT:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    @property
    def has_token(self) -> bool:
        """Whether requests are made in a user's name: more may be shown then, and more at a time."""
        return self._token is not None

    def raise_if_cancelled(self) -> None:
        """Raise Cancelled when the user asked to stop; for long work on what was downloaded."""
        if self._cancelled():
            raise cancelled_by_user()

    def wait(self, seconds: float, text: str) -> None:
        """Let time pass, and say so: `text` has the placeholder `{seconds}`."""
        self._pause(seconds, text)

    # requests ---------------------------------------------------------------------------------------

    def get_json(self, path: str, params: Params | None = None) -> Answer:
        """GET a JSON document; `path` starts with a slash, or is an address of this very service."""
        return self.send_json("GET", path, params=params)

    def find_json(self, path: str, params: Params | None = None) -> Answer | None:
        """GET a JSON document; None where the service knows of none (404)."""
        try:
            return self.get_json(path, params)
        except StatusError as problem:
            if problem.status != 404:
                raise
            return None

    def send_json(
        self, method: str, path: str, payload: object = None, *, params: Params | None = None,
        repeatable: bool | None = None, accept: str = "application/json", if_match: str = "",
        final: frozenset[int] = frozenset(),
    ) -> Answer:  # fmt: skip
        """Send a request with an optional JSON body and read its JSON answer (None for an empty one).

        `repeatable` says whether the request may be sent again when nobody knows what became of it; by
        default the idempotent methods may. One that may not raises `Uncertain` then. A status in `final`
        raises StatusError, though it may pass.
        """
        body = None if payload is None else json.dumps(payload).encode("utf-8")

        def headers() -> dict[str, str]:
            sent = {"Accept": accept, "Accept-Encoding": "gzip"}
            if body is not None:
                sent["Content-Type"] = "application/json"
            if if_match:
                sent["If-Match"] = if_match
            return sent

        call = self._call(
            method, path, params, headers, repeatable, None if body is None else lambda _stop: body, final
        )
        return self._perform(call, self._read_json)

    def upload(
        self, path: str, source: Path, *, progress: Callable[[int], None] | None = None,
        repeatable: bool = True,
    ) -> Answer:  # fmt: skip
        """PUT a file's bytes, streamed; repeated from its start when the connection breaks, if it may be."""
        size = source.stat().st_size

        def headers() -> dict[str, str]:
            return {"Content-Type": "application/octet-stream", "Accept-Encoding": "identity"}

        with contextlib.ExitStack() as opened:

            def body(stop: threading.Event) -> Upload:
                stream = opened.enter_context(source.open("rb"))
                return Upload(stream, size, stop, self._count_sent, progress)

            return self._perform(self._call("PUT", path, None, headers, repeatable, body), self._read_json)

    def download(
        self,
        path: str,
        sink: BinaryIO,
        *,
        size: int,
        start: int = 0,
        stop: int | None = None,
        md5: str = "",
        params: Params | None = None,
        final: frozenset[int] = frozenset(),
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Write bytes `start` to `stop` (exclusive) of a file of `size` bytes to `sink` where it stands.

        A broken connection is taken up where it broke. `md5`, when given, is compared with the checksum that
        the server announces; the bytes are for the caller to check. `progress` gets the bytes so far.

        Raises:
            RangeIgnored: a part was asked for and the server sends the whole file.
            FileChanged: the file has another size or checksum than told.
            StatusError: also for passing failures whose status is in `final`.
        """
        end = size if stop is None else stop
        base = sink.tell()
        done = 0

        def headers() -> dict[str, str]:
            sent = {"Accept": "*/*", "Accept-Encoding": "identity"}
            if start + done or end != size:
                sent["Range"] = f"bytes={start + done}-{end - 1}"
            return sent

        def read(response: Exchange) -> None:
            nonlocal done
            before = done
            self._check_file(response, size, md5)
            if not self._sends_part(response, start + done, end):
                if start or end != size:
                    raise RangeIgnored(tr("{} does not send parts of files.").format(self.host))
                done = 0  # a resumed whole file starts over
            sink.seek(base + done)
            sink.truncate()
            try:
                for piece in response.pieces():
                    if done + len(piece) > end - start:
                        raise Broken(tr("more bytes than announced"))
                    sink.write(piece)
                    done += len(piece)
                    if progress is not None:
                        progress(done)
            except Broken as problem:
                problem.moved = done - before >= _PROGRESS
                raise
            if done < end - start:
                raise Broken(tr("fewer bytes than announced"), moved=done - before >= _PROGRESS)

        if end > start:
            self._perform(self._call("GET", path, params, headers, True, None, final), read)

    @staticmethod
    def _sends_part(response: Exchange, first: int, end: int) -> bool:
        """Whether the answer is a part of the file, which then begins where it has to."""
        if response.status != 206:
            return False
        told = _CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
        if told is None or int(told.group(1)) != first or int(told.group(2)) >= end:
            raise Broken(tr("a range that was not asked for"))
        return True

    # one request, however many tries it takes ---------------------------------------------------------

    def _call(
        self, method: str, path: str, params: Params | None, headers: Callable[[], dict[str, str]],
        repeatable: bool | None, body: Body | None = None,
        final: frozenset[int] = frozenset(),
    ) -> _Call:  # fmt: skip
        url = path if "://" in path else self.base_url + path
        if _origin(url) != self._origin:
            # links inside answers are the server's word; a token or a harvest goes nowhere else
            raise UnexpectedAnswer(
                tr("{} points to another server for its data.").format(self.host), details=_shown(url)
            )
        if repeatable is None:
            repeatable = method in _IDEMPOTENT
        return _Call(method, url, urlsplit(url).path, params, headers, body, repeatable, final)

    def _perform(self, call: _Call, read: Callable[[Exchange], _T]) -> _T:
        failures = 0
        waited = 0.0
        while True:
            try:
                return self._attempt(call, read)
            except Broken as problem:
                if problem.sent and not call.repeatable:
                    raise Uncertain(
                        tr("{host} did not say whether it did what was asked ({reason}).").format(
                            host=self.host, reason=problem
                        ),
                        details=f"{call.method} {call.path}",
                        advice=tr("Look at what is there now before asking again."),
                    ) from None
                failures = 1 if problem.moved else failures + 1
                delay = self._policy.delay(failures)
                if problem.retry_after is not None:
                    delay = max(delay, problem.retry_after)
                waited += delay
                if failures >= self._policy.attempts or waited > self._policy.budget:
                    raise self._no_answer(problem, delay) from None
                _log.info(
                    "%s %s: %s; try %d follows in %.1f s",
                    call.method,
                    call.path,
                    problem,
                    failures + 1,
                    delay,
                )
                text = tr("{host} has trouble ({reason}); next try in {seconds} s")
                self._pause(delay, text, host=self.host, reason=problem)

    def _no_answer(self, problem: Broken, delay: float) -> NoAnswer:
        if problem.retry_after is not None and problem.retry_after > self._policy.budget:
            return NoAnswer(
                tr("{host} asks to come back in {minutes} minutes.").format(
                    host=self.host, minutes=round(delay / 60)
                ),
                details=str(problem),
                advice=tr("Start again then: what is done stays done."),
            )
        return NoAnswer(
            tr("{host} does not answer as it should ({reason}).").format(host=self.host, reason=problem),
            advice=tr("Check the connection and start again later: what is done stays done."),
        )

    def _attempt(self, call: _Call, read: Callable[[Exchange], _T]) -> _T:
        """One try, redirects followed; Broken when another may help."""
        url, params, trusted = call.url, call.params, True
        for _ in range(_MAX_REDIRECTS + 1):
            headers = call.headers()
            if self._token is not None and trusted:
                headers["Authorization"] = f"Bearer {self._token.reveal()}"
            bucket = self._bucket_of(url)
            slot = self._turn(bucket)
            request = Request(call.method, url, params, headers)
            exchange = Exchange(self._transport, request, call.body, self._network.timeout, self._cancelled)
            try:
                self._count(requests=1)
                exchange.begin()
                refused = exchange.status == 429
                bucket.settle(slot, exchange.headers, self._clock.time(), refused=refused)
                slot = 0
                if exchange.status not in _REDIRECTS:
                    self._judge(call, exchange)
                    return read(exchange)
                url = self._redirected(call, exchange)
                params = None
                trusted = trusted and _origin(url) == self._origin
            finally:
                if slot:
                    bucket.settle(slot, None, self._clock.time())
                exchange.end()
                self._count(downloaded=exchange.received)
        raise UnexpectedAnswer(tr("{} redirects without end.").format(self.host), details=call.path)

    def _redirected(self, call: _Call, exchange: Exchange) -> str:
        if call.method not in {"GET", "HEAD"}:
            raise UnexpectedAnswer(
                tr("{} redirects a request that changes data.").format(self.host), details=call.path
            )
        location = exchange.headers.get("Location", "")
        try:
            target = urljoin(exchange.url, location)
        except ValueError:
            target = ""
        scheme, host, _port = _origin(target)
        if not host:
            raise UnexpectedAnswer(
                tr("{} redirects to something that is no address.").format(self.host),
                details=_shown(location),
            )
        if scheme != "https" and (scheme != "http" or urlsplit(exchange.url).scheme == "https"):
            raise UnexpectedAnswer(
                tr("{} redirects to a connection that is not encrypted.").format(self.host),
                details=_shown(target),
            )
        return target

    def _judge(self, call: _Call, exchange: Exchange) -> None:
        """Raise for every status that is not a success."""
        status = exchange.status
        if 200 <= status < 300:
            return
        kind = exchange.headers.get("Content-Type", "")
        if status == 429:
            raise Broken(
                tr("too many requests"),
                retry_after=whole_number(exchange.headers.get("Retry-After")),
                sent=False,
            )
        if status == 403 and "html" in kind:  # the firewall, not the API: the request did not get through
            if status in call.final:
                raise self._refusal(call, exchange)
            raise Broken(tr("its firewall turned the request away"), sent=False)
        if status in _PASSING and status not in call.final:
            raise Broken(tr("error {}").format(status))
        raise self._refusal(call, exchange)

    def _refusal(self, call: _Call, exchange: Exchange) -> StatusError:
        payload: object = None
        with contextlib.suppress(Broken, ValueError, RecursionError):
            payload = json.loads(exchange.all_of(_MAX_ERROR_BODY))
        status = exchange.status
        if status == 401 and self._token is not None:
            message = tr("{} does not accept the token.").format(self.host)
        else:
            message = tr("{host} refuses the request (error {status}: {reason}).").format(
                host=self.host, status=status, reason=self._clean(_said(payload))[:300] or "–"
            )
        return StatusError(
            message,
            status=status,
            payload=payload,
            details=f"{call.method} {call.path}",
            advice=self.service.advice(status),
        )

    # reading ----------------------------------------------------------------------------------------

    def _read_json(self, exchange: Exchange) -> Answer:
        body = exchange.all_of(_MAX_JSON)
        payload: Any = None
        if body:
            try:
                payload = json.loads(body)
            except (ValueError, RecursionError):
                kind = exchange.headers.get("Content-Type", "")
                raise Broken(
                    tr("a web page instead of data") if "html" in kind else tr("unreadable data")
                ) from None
        elif exchange.status not in {201, 202, 204}:
            raise Broken(tr("an empty answer"))
        return Answer(exchange.status, payload, exchange.url, exchange.headers)

    def _check_file(self, exchange: Exchange, size: int, md5: str) -> None:
        """Compare what the headers tell of a file with what was listed."""
        told: int | None = None
        if exchange.status == 206:
            matched = _CONTENT_RANGE.match(exchange.headers.get("Content-Range", ""))
            if matched and matched.group(3) != "*":
                told = int(matched.group(3))
        else:
            told = whole_number(exchange.headers.get("Content-Length"))
        name, _, checksum = exchange.headers.get("OC-Checksum", "").partition(":")
        # leading zeros are dropped in that header
        other = name.upper() == "MD5" and md5 and checksum.lower().lstrip("0") != md5.lower().lstrip("0")
        if "html" in exchange.headers.get("Content-Type", "") and (other or told != size):
            raise Broken(tr("a web page instead of data"))
        if other or (told is not None and told != size):
            raise FileChanged(
                tr("A file changed on {} after it was listed.").format(self.host),
                details=f"{exchange.path}: {told} bytes, {checksum}; listed {size}, {md5}",
                advice=tr("Start again: the listing is read anew."),
            )

    # waiting ----------------------------------------------------------------------------------------

    def _cancelled(self) -> bool:
        return self._feedback is not None and self._feedback.isCanceled()

    def _turn(self, bucket: Bucket) -> int:
        """Wait until the bucket has room; the slot taken."""
        announced = False
        while True:
            self.raise_if_cancelled()
            seconds, slot = bucket.take(self._clock.time())
            if slot:
                return slot
            if seconds > self._policy.longest_pause:
                raise NoAnswer(
                    tr("{host} allows no request for {minutes} minutes.").format(
                        host=self.host, minutes=round(seconds / 60)
                    ),
                    advice=tr("Start again then: what is done stays done."),
                )
            if seconds > 1 and not announced:
                announced = True
                text = tr("{host} allows {limit} requests in a while; going on in {seconds} s")
                self._pause(seconds, text, host=self.host, limit=bucket.limit or "?")
            else:
                self._clock.wait(min(seconds, 1.0), self._cancelled)

    def _bucket_of(self, url: str) -> Bucket:
        with self._lock:
            return self._buckets[self.service.bucket_of(urlsplit(url).path)]

    def _pause(self, seconds: float, text: str, **told: object) -> None:
        """Wait, and say so, counting down in steps that a reader can follow."""
        left = seconds
        while left > 0:
            if isinstance(self._feedback, QgsProcessingFeedback):
                self._feedback.setProgressText(text.format(seconds=max(1, round(left)), **told))
            step = min(left, 5.0)
            self._clock.wait(step, self._cancelled)
            left -= step

    # accounts ---------------------------------------------------------------------------------------

    def _count(self, *, requests: int = 0, downloaded: int = 0) -> None:
        with self._lock:
            self.requests += requests
            self.bytes_downloaded += downloaded

    def _count_sent(self, size: int) -> None:
        with self._lock:
            self.bytes_uploaded += size

    def _clean(self, text: str) -> str:
        """`text` without the token and the proxy's password, whoever put them there."""
        for secret in filter(None, (self._token.reveal() if self._token else "", self._network.proxy)):
            text = text.replace(secret, "…")
        return text.encode("utf-8", "replace").decode("utf-8")  # half a character cannot be written anywhere


def _said(payload: object) -> str:
    """What an error's JSON says, in one line."""
    if not isinstance(payload, dict):
        return ""
    said = str(payload.get("message") or "")
    problems = payload.get("errors")
    for problem in problems if isinstance(problems, list) else []:
        if isinstance(problem, dict):
            texts = problem.get("messages")
            shown = "; ".join(map(str, texts)) if isinstance(texts, list) else ""
            said += f" {problem.get('field', '')}: {shown}"
    return said.strip()


def _origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address; without a host when it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError:  # a port that is no number, an unclosed bracket
        return "", "", 0
    return parts.scheme, (parts.hostname or "").lower(), port


def _shown(url: str) -> str:
    """An address for the log: without its query, which may hold what is nobody's business."""
    return url.partition("?")[0].partition("#")[0].rpartition("@")[2]
