# SPDX-License-Identifier: GPL-2.0-or-later
"""The one place that speaks HTTP: proxy, certificates, token, rate limits, retries, Cancel.

Every request runs in a short-lived thread of its own, so that Cancel is answered within a tenth of a second
even while a socket is silent; the caller's thread waits for its pieces and does everything else.
"""

from __future__ import annotations

import configparser
import contextlib
import functools
import json
import logging
import queue
import re
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol, TypeVar, Union
from urllib.parse import urljoin, urlsplit

import requests
from qgis.core import QgsFeedback, QgsProcessingFeedback
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError as TransportError
from urllib3.util.ssl_ import create_urllib3_context

from ..errors import SeatizenError, ServiceError
from ..http.network import NetworkSettings, is_loopback
from ..http.pace import Bucket, Clock, RetryPolicy, bucket_of, cancelled_by_user, seconds_of
from ..translation import tr
from .errors import FileChanged, NoAnswer, RangeIgnored, StatusError, Uncertain, UnexpectedAnswer
from .token import Token

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

_PIECE = 1 << 14  # bytes read from a socket at a time
_MAX_JSON = 64 << 20
_MAX_ERROR_BODY = 1 << 16
_MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 500, 502, 503, 504})
_IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE"})
_POLL = 0.1  # s
_CONTENT_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)$")
_UNTRUSTED = re.compile("CERTIFICATE_VERIFY_FAILED|doesn't match|hostname", re.IGNORECASE)
_PROGRESS = 1 << 18  # bytes after which a broken download counts as having moved on

Params = Mapping[str, Union[str, int]]


def user_agent() -> str:
    """`SeatizenAtlas/<version> (+<homepage>)` of metadata.txt: Zenodo's firewall refuses nameless clients."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(Path(__file__).resolve().parents[2] / "metadata.txt", encoding="utf-8")
    version = metadata.get("general", "version", fallback="0")
    homepage = metadata.get("general", "homepage", fallback="https://zenodo.org/communities/seatizen-data")
    return f"SeatizenAtlas/{version} (+{homepage})"


@dataclass(frozen=True)
class Answer:
    """A JSON answer: what it says and the address that gave it, after redirects."""

    status: int
    payload: Any
    url: str
    headers: Mapping[str, str] = field(repr=False, default_factory=dict)


class _Broken(Exception):
    """An attempt ended without a usable answer; `retry_after` when the server said when to come back."""

    def __init__(
        self, reason: str, *, retry_after: float | None = None, sent: bool = True, moved: bool = False
    ) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.sent = sent  # False: the request cannot have taken effect
        self.moved = moved  # True: a download came further


class Reading(Protocol):
    """A response that is being read."""

    status: int
    headers: Mapping[str, str]
    url: str

    def pieces(self) -> Iterator[bytes]: ...


@dataclass(frozen=True)
class _Call:
    method: str
    url: str
    path: str
    params: Params | None
    headers: Callable[[], dict[str, str]]
    body: Callable[[threading.Event], Any] | None
    repeatable: bool
    final: frozenset[int]  # statuses that are not retried, though they may pass


class ZenodoClient:
    """One session with a Zenodo, usable from several threads.

    Args:
        base_url: `https://zenodo.org`, its sandbox, or a server that speaks the same language.
        token: sent as a Bearer header to that very host only.
        network: the way out, see `network.read_network_settings`.
        feedback: gets what the client waits for as progress text, and tells when to stop.

    Attributes:
        requests, bytes_downloaded, bytes_uploaded: totals of everything asked so far.

    Raises (every request):
        Cancelled: the user asked to stop.
        StatusError: Zenodo refused (4xx).
        NoAnswer: no usable answer within the retry policy.
        ServiceError: whatever else is wrong on the way, in one sentence.
    """

    def __init__(
        self,
        base_url: str = "https://zenodo.org",
        *,
        token: Token | None = None,
        network: NetworkSettings | None = None,
        feedback: QgsFeedback | None = None,
        policy: RetryPolicy | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.base_url = base_url.strip().rstrip("/")
        parts = urlsplit(self.base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ServiceError(
                tr("“{}” is not the address of a Zenodo.").format(self.base_url),
                advice=tr("Give an address such as https://zenodo.org."),
            )
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ServiceError(
                tr("The address of Zenodo must not hold a user, a password or a query."),
                advice=tr("Give an address such as https://zenodo.org."),
            )
        if token is not None and parts.scheme != "https" and not is_loopback(self.base_url):
            raise ServiceError(
                tr("The token is not sent to {}, because that connection is not encrypted.").format(
                    self.base_url
                ),
                advice=tr("Use an https address, or work without a token."),
            )
        self.host = parts.hostname
        self._origin = _origin(self.base_url)
        self._token = token
        self._network = network or NetworkSettings()
        self._feedback = feedback
        self._policy = policy or RetryPolicy()
        self._clock = clock or Clock()
        self._buckets = {"search": Bucket(), "other": Bucket()}
        self._lock = threading.Lock()
        self.requests = 0
        self.bytes_downloaded = 0
        self.bytes_uploaded = 0
        self._session = _session(self._network)

    def __repr__(self) -> str:
        return f"ZenodoClient({self.base_url!r}, {'with' if self._token else 'without'} token)"

    def __enter__(self) -> ZenodoClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    @property
    def has_token(self) -> bool:
        """Whether requests are made in a user's name: pages may be longer then, restricted files readable."""
        return self._token is not None

    def raise_if_cancelled(self) -> None:
        """Raise Cancelled when the user asked to stop; for long work on what was downloaded."""
        if self._cancelled():
            raise cancelled_by_user()

    # requests ---------------------------------------------------------------------------------------

    def get_json(self, path: str, params: Params | None = None) -> Answer:
        """GET a JSON document; `path` starts with `/api`, or is an address on this Zenodo."""
        return self.send_json("GET", path, params=params)

    def send_json(
        self, method: str, path: str, payload: object = None, *, params: Params | None = None,
        repeatable: bool | None = None,
    ) -> Answer:  # fmt: skip
        """Send a request with an optional JSON body and read its JSON answer (None for an empty one).

        `repeatable` says whether the request may be sent again when nobody knows what became of it; by
        default the idempotent methods may. One that may not raises `Uncertain` then.
        """
        body = None if payload is None else json.dumps(payload).encode("utf-8")

        def headers() -> dict[str, str]:
            sent = {"Accept": "application/json", "Accept-Encoding": "gzip"}
            if body is not None:
                sent["Content-Type"] = "application/json"
            return sent

        call = self._call(
            method, path, params, headers, repeatable, None if body is None else lambda _stop: body
        )
        return self._perform(call, self._read_json)

    def upload(self, path: str, source: Path, *, progress: Callable[[int], None] | None = None) -> Answer:
        """PUT a file's bytes, streamed; repeated from its start when the connection breaks."""
        size = source.stat().st_size

        def headers() -> dict[str, str]:
            return {"Content-Type": "application/octet-stream", "Accept-Encoding": "identity"}

        with contextlib.ExitStack() as opened:

            def body(stop: threading.Event) -> _Upload:
                stream = opened.enter_context(source.open("rb"))
                return _Upload(stream, size, stop, self._count_sent, progress)

            return self._perform(self._call("PUT", path, None, headers, True, body), self._read_json)

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

        def read(response: _Exchange) -> None:
            nonlocal done
            before = done
            self._check_file(response, size, md5)
            if response.status == 206:
                told = _CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
                if told is None or int(told.group(1)) != start + done or int(told.group(2)) >= end:
                    raise _Broken(tr("a range that was not asked for"))
            elif start + done or end != size:
                if start or end != size:
                    raise RangeIgnored(tr("{} does not send parts of files.").format(self.host))
                done = 0  # the resumed whole file starts over
            sink.seek(base + done)
            sink.truncate()
            try:
                for piece in response.pieces():
                    if done + len(piece) > end - start:
                        raise _Broken(tr("more bytes than announced"))
                    sink.write(piece)
                    done += len(piece)
                    if progress is not None:
                        progress(done)
            except _Broken as problem:
                problem.moved = done - before >= _PROGRESS
                raise
            if done < end - start:
                raise _Broken(tr("fewer bytes than announced"), moved=done - before >= _PROGRESS)

        if end > start:
            self._perform(self._call("GET", path, params, headers, True, None, final), read)

    # one request, however many tries it takes ---------------------------------------------------------

    def _call(
        self, method: str, path: str, params: Params | None, headers: Callable[[], dict[str, str]],
        repeatable: bool | None, body: Callable[[threading.Event], Any] | None = None,
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

    def _perform(self, call: _Call, read: Callable[[_Exchange], _T]) -> _T:
        failures = 0
        waited = 0.0
        while True:
            try:
                return self._attempt(call, read)
            except _Broken as problem:
                if problem.sent and not call.repeatable:
                    raise Uncertain(
                        tr("{} did not say whether it did what was asked ({}).").format(self.host, problem),
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
                self._pause(
                    delay, tr("{} has trouble ({}); next try in {} s").format(self.host, problem, "{}")
                )

    def _no_answer(self, problem: _Broken, delay: float) -> NoAnswer:
        if problem.retry_after is not None and problem.retry_after > self._policy.budget:
            return NoAnswer(
                tr("{} asks to come back in {} minutes.").format(self.host, round(delay / 60)),
                details=str(problem),
                advice=tr("Start again then: what is done stays done."),
            )
        return NoAnswer(
            tr("{} does not answer as it should ({}).").format(self.host, problem),
            advice=tr("Check the connection and start again later: what is done stays done."),
        )

    def _attempt(self, call: _Call, read: Callable[[_Exchange], _T]) -> _T:
        """One try, redirects followed; _Broken when another may help."""
        url, params, trusted = call.url, call.params, True
        for _ in range(_MAX_REDIRECTS + 1):
            headers = call.headers()
            if self._token is not None and trusted:
                headers["Authorization"] = f"Bearer {self._token.reveal()}"
            bucket = self._buckets[bucket_of(urlsplit(url).path)]
            slot = self._turn(bucket)
            exchange = _Exchange(self._session, self._network, call.method, url, params, headers, call.body)
            told: Mapping[str, str] | None = None
            try:
                self._count(requests=1)
                exchange.begin(self._cancelled, self._network.timeout)
                told = exchange.headers
                bucket.settle(slot, told, self._clock.time(), refused=exchange.status == 429)
                slot = 0
                if exchange.status not in _REDIRECTS:
                    self._judge(call, exchange)
                    return read(exchange)
                url = self._redirected(call, exchange)
                params = None
                trusted = trusted and _origin(url) == self._origin
            except requests.RequestException as problem:
                raise self._transport(problem) from None
            finally:
                if slot:
                    bucket.settle(slot, None, self._clock.time())
                exchange.end()
                self._count(downloaded=exchange.received)
        raise UnexpectedAnswer(tr("{} redirects without end.").format(self.host), details=call.path)

    def _redirected(self, call: _Call, exchange: _Exchange) -> str:
        target = urljoin(exchange.url, exchange.headers.get("Location", ""))
        if call.method not in {"GET", "HEAD"}:
            raise UnexpectedAnswer(
                tr("{} redirects a request that changes data.").format(self.host), details=call.path
            )
        parts = urlsplit(target)
        if parts.scheme not in {"http", "https"} or (
            parts.scheme == "http" and urlsplit(exchange.url).scheme == "https"
        ):
            raise UnexpectedAnswer(
                tr("{} redirects to a connection that is not encrypted.").format(self.host),
                details=_shown(target),
            )
        return target

    def _judge(self, call: _Call, exchange: _Exchange) -> None:
        """Raise for every status that is not a success."""
        status = exchange.status
        if 200 <= status < 300:
            return
        kind = exchange.headers.get("Content-Type", "")
        if status == 429:
            raise _Broken(
                tr("too many requests"),
                retry_after=seconds_of(exchange.headers.get("Retry-After")),
                sent=False,
            )
        if status == 403 and "html" in kind:  # the firewall, not the API: the request did not get through
            if status in call.final:
                raise self._refusal(call, exchange)
            raise _Broken(tr("its firewall turned the request away"), sent=False)
        if status in _PASSING and status not in call.final:
            raise _Broken(tr("error {}").format(status))
        raise self._refusal(call, exchange)

    def _refusal(self, call: _Call, exchange: _Exchange) -> StatusError:
        payload: object = None
        with contextlib.suppress(_Broken, ValueError):
            body = exchange.all_of(_MAX_ERROR_BODY)
            payload = json.loads(body)
        said = ""
        if isinstance(payload, dict):
            said = str(payload.get("message") or "")
            for problem in payload.get("errors") or []:
                if isinstance(problem, dict):
                    texts = problem.get("messages")
                    shown = "; ".join(map(str, texts)) if isinstance(texts, list) else ""
                    said += f" {problem.get('field', '')}: {shown}"
        status = exchange.status
        message = tr("{} refuses the request (error {}: {}).").format(
            self.host, status, self._clean(said.strip())[:300] or "–"
        )
        advice = ""
        if status == 401:
            message = tr("{} does not accept the token.").format(self.host)
            advice = tr(
                "Make a new token in your Zenodo account and store it in the authentication configuration."
            )
        elif status == 403:
            advice = tr("Check that the token belongs to an account with rights to this record.")
        details = f"{call.method} {call.path}"
        return StatusError(message, status=status, payload=payload, details=details, advice=advice)

    def _transport(self, problem: requests.RequestException) -> Exception:
        """What a failure of the connection means: another try, or a sentence."""
        text = self._clean(str(problem))
        if isinstance(problem, requests.exceptions.SSLError) and _UNTRUSTED.search(text):
            return ServiceError(
                tr("The certificate of {} is not trusted.").format(self.host),
                details=text,
                advice=tr(
                    "Import your institution's authority in Settings, Options, Authentication, Certificates."
                ),
            )
        if isinstance(problem, requests.exceptions.InvalidSchema):
            return ServiceError(
                tr("SOCKS proxies need the Python package PySocks."),
                details=text,
                advice=tr(
                    "Install it into QGIS's Python, or set an HTTP proxy in Settings, Options, Network."
                ),
            )
        if isinstance(problem, requests.exceptions.ProxyError) and "407" in text:
            return ServiceError(
                tr("The proxy asks for a user and a password."),
                details=text,
                advice=tr("Enter them in Settings, Options, Network."),
            )
        _log.debug("transport: %s", text)
        if isinstance(problem, requests.exceptions.ProxyError):
            return _Broken(tr("the proxy does not answer; see Settings, Options, Network"), sent=False)
        if isinstance(problem, requests.exceptions.ConnectTimeout):
            return _Broken(tr("no connection"), sent=False)
        if isinstance(problem, requests.exceptions.Timeout):
            return _Broken(tr("time-out"))
        never_sent = (
            "NewConnectionError" in text or "NameResolutionError" in text or "Failed to resolve" in text
        )
        return _Broken(tr("no connection") if never_sent else tr("connection broken"), sent=not never_sent)

    # reading ----------------------------------------------------------------------------------------

    def _read_json(self, exchange: _Exchange) -> Answer:
        body = exchange.all_of(_MAX_JSON)
        payload: Any = None
        if body:
            try:
                payload = json.loads(body)
            except ValueError:
                kind = exchange.headers.get("Content-Type", "")
                raise _Broken(
                    tr("a web page instead of data") if "html" in kind else tr("unreadable data")
                ) from None
        elif exchange.status not in {201, 202, 204}:
            raise _Broken(tr("an empty answer"))
        return Answer(exchange.status, payload, exchange.url, exchange.headers)

    def _check_file(self, exchange: _Exchange, size: int, md5: str) -> None:
        """Compare what the headers tell of a file with what was listed."""
        told: int | None = None
        if exchange.status == 206:
            matched = _CONTENT_RANGE.match(exchange.headers.get("Content-Range", ""))
            if matched and matched.group(3) != "*":
                told = int(matched.group(3))
        elif exchange.headers.get("Content-Length", "").isdigit():
            told = int(exchange.headers["Content-Length"])
        name, _, checksum = exchange.headers.get("OC-Checksum", "").partition(":")
        # leading zeros are dropped in that header
        other = name.upper() == "MD5" and md5 and checksum.lower().lstrip("0") != md5.lower().lstrip("0")
        if "html" in exchange.headers.get("Content-Type", "") and (other or told != size):
            raise _Broken(tr("a web page instead of data"))
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
                    tr("{} allows no request for {} minutes.").format(self.host, round(seconds / 60)),
                    advice=tr("Start again then: what is done stays done."),
                )
            if seconds > 1 and not announced:
                announced = True
                text = tr("{} allows {} requests in a while; going on in {} s").format(
                    self.host, bucket.limit or "?", "{}"
                )
                self._pause(seconds, text)
            else:
                self._clock.wait(min(seconds, 1.0), self._cancelled)

    def _pause(self, seconds: float, text: str) -> None:
        """Wait, and say so, counting down in steps that a reader can follow."""
        left = seconds
        while left > 0:
            if isinstance(self._feedback, QgsProcessingFeedback):
                self._feedback.setProgressText(text.format(max(1, round(left))))
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
        return text


class _Exchange:
    """One request and its response, in a thread of their own.

    The thread puts the head, the pieces and the end of the response into a short queue. Whoever reads them
    looks for Cancel every tenth of a second; an abandoned thread ends with its socket.
    """

    def __init__(
        self, session: requests.Session, network: NetworkSettings, method: str, url: str,
        params: Params | None, headers: dict[str, str], body: Callable[[threading.Event], Any] | None,
    ) -> None:  # fmt: skip
        self.status = 0
        self.headers: Mapping[str, str] = {}
        self.url = url
        self.path = urlsplit(url).path
        self.received = 0
        self._session = session
        self._network = network
        self._request = requests.Request(method, url, params=params, headers=headers)
        self._body = body
        self._abandoned = threading.Event()
        self._queue: queue.Queue[tuple[str, Any]] = queue.Queue(maxsize=64)
        self._cancelled: Callable[[], bool] = lambda: False
        self._patience = 0.0

    def begin(self, cancelled: Callable[[], bool], timeout: float) -> None:
        """Send the request and wait for the head of the response."""
        self._cancelled = cancelled
        self._patience = timeout + 5  # the socket's own time-out comes first
        if self._body is not None:
            self._request.data = self._body(self._abandoned)
        threading.Thread(target=self._work, args=(timeout,), name="zenodo", daemon=True).start()
        kind, value = self._next(patient=self._body is not None)
        if kind == "error":
            raise value
        self.status, self.headers, self.url = value

    def pieces(self) -> Iterator[bytes]:
        """The body, piece by piece, as it came over the wire; _Broken when it ends too early."""
        told = self.headers.get("Content-Length", "")
        while True:
            kind, value = self._next()
            if kind == "data":
                self.received += len(value)
                yield value
            elif kind == "end":
                break
            else:
                _log.debug("body of %s: %s", self.path, type(value).__name__)
                raise _Broken(
                    tr("time-out") if "Timeout" in type(value).__name__ else tr("connection broken")
                )
        if told.isdigit() and self.received < int(told):
            raise _Broken(tr("connection broken"))

    def all_of(self, limit: int) -> bytes:
        """The whole body, unpacked; _Broken when it is damaged or larger than `limit`."""
        unpack = None
        if self.headers.get("Content-Encoding", "").lower() == "gzip":
            unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
        body = bytearray()
        try:
            for piece in self.pieces():
                body += unpack.decompress(piece, limit + 1 - len(body)) if unpack else piece
                if len(body) > limit:
                    raise _Broken(tr("an answer beyond all measure"))
        except zlib.error:
            raise _Broken(tr("unreadable data")) from None
        if unpack is not None and body and not unpack.eof:
            raise _Broken(tr("unreadable data"))
        return bytes(body)

    def end(self) -> None:
        """Let go of the thread; one that still reads stops at its next piece."""
        self._abandoned.set()

    def _next(self, *, patient: bool = False) -> tuple[str, Any]:
        waited = 0.0
        while True:
            if self._cancelled():
                raise cancelled_by_user()
            try:
                return self._queue.get(timeout=_POLL)
            except queue.Empty:
                waited += _POLL
                if waited > self._patience and not patient:
                    raise _Broken(tr("time-out")) from None

    def _put(self, kind: str, value: object) -> None:
        while not self._abandoned.is_set():
            try:
                self._queue.put((kind, value), timeout=_POLL)
                return
            except queue.Full:
                continue

    def _work(self, timeout: float) -> None:
        response: requests.Response | None = None
        try:
            proxy = self._network.proxy_for(self.url)
            response = self._session.send(
                self._session.prepare_request(self._request),
                stream=True,
                allow_redirects=False,
                timeout=(min(timeout, 30.0), timeout),
                proxies={"http": proxy, "https": proxy} if proxy else {},
            )
            self._put("head", (response.status_code, response.headers, self.url))
            for piece in response.raw.stream(_PIECE, decode_content=False):
                if self._abandoned.is_set():
                    return
                self._put("data", piece)
            self._put("end", None)
        except (requests.RequestException, TransportError, OSError, ValueError, SeatizenError) as problem:
            if isinstance(problem, requests.RequestException):
                self._put("error", problem)
            else:
                self._put("error", requests.ConnectionError(f"{type(problem).__name__}: {problem}"))
        finally:
            if response is not None:
                response.close()


class _Upload:
    """A file as the body of a request: counted while it is read, ended when the request is abandoned."""

    def __init__(
        self, stream: BinaryIO, size: int, stop: threading.Event, count: Callable[[int], None],
        progress: Callable[[int], None] | None,
    ) -> None:  # fmt: skip
        self._stream = stream
        self._size = size
        self._stop = stop
        self._count = count
        self._progress = progress
        self._sent = 0

    def __len__(self) -> int:
        return self._size

    def read(self, size: int = -1) -> bytes:
        if self._stop.is_set():
            raise OSError("abandoned")
        piece = self._stream.read(size if 0 <= size <= 1 << 18 else 1 << 18)
        self._sent += len(piece)
        self._count(len(piece))
        if self._progress is not None:
            self._progress(self._sent)
        return piece

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(1 << 18):
            yield piece


@functools.lru_cache(maxsize=2)  # reading the system's authorities takes a tenth of a second
def _ssl_context(ca_pem: str) -> ssl.SSLContext:
    context = create_urllib3_context(
        cert_reqs=ssl.CERT_REQUIRED
    )  # urllib3 compares host names, addresses too
    context.load_default_certs()
    if ca_pem:
        with contextlib.suppress(ssl.SSLError):  # one bad certificate must not take the rest away
            context.load_verify_locations(cadata=ca_pem)
    return context


class _TrustingAdapter(HTTPAdapter):
    """Trusts the usual authorities and those that QGIS trusts."""

    def __init__(self, ca_pem: str) -> None:
        self._context = _ssl_context(ca_pem)
        super().__init__(pool_connections=4, pool_maxsize=16, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs["ssl_context"] = self._context
        super().init_poolmanager(*args, **kwargs)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["ssl_context"] = self._context
        return super().proxy_manager_for(*args, **kwargs)


def _session(network: NetworkSettings) -> requests.Session:
    session = requests.Session()
    session.trust_env = False  # neither the environment's proxies nor a .netrc that would replace the token
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.clear()
    session.headers["User-Agent"] = user_agent()
    session.mount("https://", _TrustingAdapter(network.ca_pem))
    session.mount("http://", HTTPAdapter(pool_connections=4, pool_maxsize=16, max_retries=0))
    return session


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    return parts.scheme, (parts.hostname or "").lower(), port


def _shown(url: str) -> str:
    """An address for the log: without its query, which may hold what is nobody's business."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}{parts.path}"
