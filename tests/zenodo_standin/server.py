# SPDX-License-Identifier: GPL-2.0-or-later
"""The HTTP server: routes, firewall, rate limits, faults, and the record of what was asked."""

from __future__ import annotations

import contextlib
import re
import socket
import struct
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from . import deposit, reading, records_api, sharing
from .faults import Fault
from .wire import EDGE_PAGE, HttpError, Incoming, Reply, gateway_page, redirect

if TYPE_CHECKING:
    from .standin import Standin

_DEFAULT_AGENTS = re.compile(r"^(python-requests|python-urllib|curl|wget|go-http-client|java|okhttp)\b", re.I)
_SEARCH = re.compile(r"^/(api/records/?|api/communities/[^/]+/records/?|oai2d)$")
_CONTENT = re.compile(r"^/api/records/(\d+)/draft/files/([^/]+)/content$")
_GUESTS = re.compile(r"^/api/(user/records|users|requests/|records/?$|records/\d+/(draft|versions|access))")
_ID = r"(\d+)"

Route = tuple[str, "re.Pattern[str]", Callable[..., Reply]]


def _route(methods: str, pattern: str, handler: Callable[..., Reply]) -> list[Route]:
    return [(method, re.compile(pattern + "/?$"), handler) for method in methods.split()]


def routes() -> list[Route]:
    depositions = "^/api/deposit/depositions"
    draft = f"^/api/records/{_ID}/draft"
    page_content = f"^/records/{_ID}/files/([^/]+)"
    return [
        *_route("GET", "^/api/communities/([^/]+)/records", reading.community_records),
        *_route("GET", "^/api/records", reading.search),
        *_route("GET", f"^/api/records/{_ID}", reading.record),
        *_route("GET", f"^/api/records/{_ID}/versions", reading.versions),
        *_route("POST", f"^/api/records/{_ID}/versions", records_api.next_version),
        *_route("POST", "^/api/records", records_api.create),
        *_route("GET", draft, records_api.read),
        *_route("PUT", draft, records_api.update),
        *_route("POST", draft, records_api.edit),
        *_route("DELETE", draft, records_api.delete),
        *_route("GET", f"{draft}/files", records_api.files),
        *_route("POST", f"{draft}/files", records_api.init_files),
        *_route("DELETE", f"{draft}/files", records_api.delete_files),
        *_route("GET", f"{draft}/files/([^/]+)", records_api.file_entry),
        *_route("DELETE", f"{draft}/files/([^/]+)", records_api.delete_file),
        *_route("GET", f"{draft}/files/([^/]+)/content", records_api.get_content),
        *_route("PUT", f"{draft}/files/([^/]+)/content", records_api.put_content),
        *_route("POST", f"{draft}/files/([^/]+)/commit", records_api.commit),
        *_route("POST", f"{draft}/actions/files-import", records_api.import_files),
        *_route("POST", f"{draft}/actions/publish", records_api.publish),
        *_route("GET PUT DELETE", f"{draft}/review", sharing.review),
        *_route("POST", f"{draft}/actions/submit-review", sharing.submit_review),
        *_route("POST", f"^/api/records/{_ID}/file-modification", records_api.open_files),
        *_route("POST", f"^/api/records/{_ID}/quota-increase", records_api.quota),
        *_route("GET", "^/api/user/records", records_api.user_records),
        *_route("GET", "^/api/users", sharing.users),
        *_route("GET", "^/api/communities/([^/]+)", sharing.community),
        *_route("POST", "^/api/requests/([^/]+)/actions/accept", sharing.accept),
        *_route("GET", f"^/api/records/{_ID}/communities", sharing.communities),
        *_route("POST", f"^/api/records/{_ID}/communities", sharing.add_communities),
        *_route("GET POST", f"^/api/records/{_ID}/access/grants", sharing.grants),
        *_route("GET DELETE", f"^/api/records/{_ID}/access/users/([^/]+)", sharing.user_grant),
        *_route("GET POST", f"^/api/records/{_ID}/access/links", sharing.links),
        *_route("DELETE", f"^/api/records/{_ID}/access/links/([^/]+)", sharing.link),
        *_route("GET", f"^/api/records/{_ID}/versions/latest", reading.latest),
        *_route("GET", f"^/api/records/{_ID}/files", reading.files),
        *_route("GET", f"^/api/records/{_ID}/files/([^/]+)", reading.file_entry),
        *_route("GET", f"^/api/records/{_ID}/files/([^/]+)/content", reading.content),
        *_route("GET", f"^/api/records/{_ID}/files/([^/]+)/container(?:/(.+))?", reading.container),
        *_route("GET", page_content, reading.content),
        *_route("GET", depositions, deposit.listing),
        *_route("POST", depositions, deposit.create),
        *_route("GET", f"{depositions}/{_ID}", deposit.read),
        *_route("PUT", f"{depositions}/{_ID}", deposit.update),
        *_route("DELETE", f"{depositions}/{_ID}", deposit.delete),
        *_route("POST", f"{depositions}/{_ID}/actions/(publish|edit|discard|newversion)", deposit.action),
        *_route("GET", f"{depositions}/{_ID}/files", deposit.files),
        *_route("DELETE", f"{depositions}/{_ID}/files/([^/]+)", deposit.delete_file),
        *_route("PUT GET DELETE", "^/api/files/([^/]+)/(.+)", deposit.bucket),
    ]


_ROUTES = routes()


@dataclass
class Seen:
    """One request, as tests look at it afterwards; a token's value is never kept."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    authorized: bool
    bucket: str
    status: int = 0
    sent: int = 0
    received: int = 0

    @property
    def target(self) -> str:
        return self.path + (f"?{urlencode(self.query)}" if self.query else "")


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, standin: Standin, port: int) -> None:
        self.standin = standin
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are part of the game; anything else is a fault of the stand-in."""
        import sys

        problem = sys.exc_info()[1]
        if not isinstance(problem, (ConnectionError, TimeoutError)):
            self.standin.failures.append(repr(problem))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server  # type: ignore[assignment]
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    timeout = 30

    def log_message(self, format: str, *args: object) -> None:
        if self.server.standin.verbose:
            super().log_message(format, *args)

    def _any(self) -> None:
        standin = self.server.standin
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        token = query.pop("access_token", None)
        scheme, _, value = self.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            token = value.strip()
        shown = {
            name: "***" if name.lower() == "authorization" else text for name, text in self.headers.items()
        }
        bucket = "search" if _SEARCH.match(parts.path) else "other"
        seen = Seen(self.command, parts.path, query, shown, token is not None, bucket)
        with standin.store.lock:
            standin.requests.append(seen)
        self._seen = seen
        self._unread = int(self.headers.get("Content-Length") or 0)
        self._limits: dict[str, str] = {}
        agent = self.headers.get("User-Agent", "")
        if standin.edge_firewall and (not agent or _DEFAULT_AGENTS.match(agent)):
            self._send(Reply(403, EDGE_PAGE, "text/html; charset=utf-8"))
            return
        verdict = standin.limiter.hit(f"{agent} {self.client_address[0]}", bucket)
        self._limits = verdict.headers
        if not verdict.allowed:
            self._send(HttpError(429, verdict.message).reply())
            return
        fault = standin.script.fault_for(self.command, seen.target)
        if fault is not None and not fault.after_effect:
            if fault.kind == "reset":
                self._read(fault.after_bytes or 0)
                if fault.after_bytes is not None:
                    self._transfer_broke(parts.path)
                self._reset()
                return
            reply = _faulty_reply(fault)
            if reply is not None:
                self._send(reply)
                return
        if self.headers.get("Expect", "").lower() == "100-continue":
            self.send_response_only(100)
            self.end_headers()
        body, upload = self._body(parts.path)
        headers = {name.title(): text for name, text in self.headers.items()}
        if fault is not None and fault.kind == "ignore-range":
            headers.pop("Range", None)
        base = f"{standin.url.partition(':')[0]}://{self.headers.get('Host')}"
        owner = standin.store.tokens.get(token) if token else None
        method = "GET" if self.command == "HEAD" else self.command
        request = Incoming(method, parts.path, query, headers, base, owner, body, upload)
        standin.script.run_hooks("before", seen.target)
        if fault is not None and fault.kind == "lost-transfer":
            with standin.store.lock:
                number, key = self._uploaded(parts.path)
                self._send(records_api.lost_answer(standin.store, number, key, base))
            return
        if token is not None and owner is None and not _GUESTS.match(parts.path):
            reply = HttpError(401, "The access token is invalid.").reply()
        else:
            reply = self._dispatch(request)
        standin.script.run_hooks("after", seen.target)
        if fault is not None and fault.after_effect:
            if fault.kind == "reset":
                self._reset()
                return
            reply = _faulty_reply(fault) or reply
        self._send(reply, fault)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _any

    def _dispatch(self, request: Incoming) -> Reply:
        store = self.server.standin.store
        try:
            known = False
            for method, pattern, handler in _ROUTES:
                match = pattern.match(request.path)
                if match:
                    known = True
                    if method == request.method:
                        with store.lock:
                            return handler(store, request, *match.groups())
            if known:
                raise HttpError(405, "The method is not allowed for the requested URL.")
            raise HttpError(404, "The requested URL was not found on the server.")
        except HttpError as problem:
            return problem.reply()

    # the request's body ------------------------------------------------------------------------------

    def _read(self, count: int) -> bytes:
        data = self.rfile.read(min(count, self._unread))
        self._unread -= len(data)
        self._seen.received += len(data)
        return data

    def _uploaded(self, path: str) -> tuple[int, str]:
        """The draft and the key that a path puts content to."""
        match = _CONTENT.match(path)
        assert match is not None
        return int(match.group(1)), unquote(match.group(2))

    def _transfer_broke(self, path: str) -> None:
        """A file whose transfer broke is gone from its draft."""
        if self.command == "PUT" and _CONTENT.match(path):
            with self.server.standin.store.lock:
                records_api.lose(self.server.standin.store, *self._uploaded(path))

    def _body(self, path: str) -> tuple[bytes, Path | None]:
        try:
            return self._whole_body(path)
        except ConnectionError:
            self._transfer_broke(path)
            raise

    def _whole_body(self, path: str) -> tuple[bytes, Path | None]:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._chunked(), None
        is_upload = path.startswith("/api/files/") or _CONTENT.match(path)
        if not is_upload or self._unread < 1 << 20:
            body = self._read(self._unread)
            if self._unread:
                raise ConnectionResetError("the client went away during the request")
            return body, None
        with tempfile.NamedTemporaryFile(dir=self.server.standin.scratch, delete=False) as stream:
            while self._unread:
                data = self._read(1 << 18)
                if not data:
                    raise ConnectionResetError("the client went away during the upload")
                stream.write(data)
        return b"", Path(stream.name)

    def _chunked(self) -> bytes:
        pieces = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        body = b"".join(pieces)
        self._seen.received += len(body)
        return body

    # the answer --------------------------------------------------------------------------------------

    def _reset(self) -> None:
        with contextlib.suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self._seen.status = -1
        self.connection.close()

    def _send(self, reply: Reply, fault: Fault | None = None) -> None:
        seen = self._seen
        kind = fault.kind if fault else ""
        if kind == "silence":
            self._pause(fault.pause if fault else 0)
        seen.status = reply.status
        length = reply.length
        if self._unread:  # nobody reads what is left of the body
            self.close_connection = True
        self.send_response(reply.status)
        headers = {"Content-Type": reply.content_type, **self._limits, **reply.headers}
        if reply.status != 204:
            headers["Content-Length"] = str(length)
        if kind == "truncated" or self.close_connection:
            headers["Connection"] = "close"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD" or reply.status == 204:
            self.wfile.flush()
            return
        allowed = int(length * fault.keep) if fault and kind == "truncated" else length
        pieces = reply.blob.chunks(reply.start, reply.stop) if reply.blob is not None else iter([reply.body])
        for piece in pieces:
            if kind == "wrong-bytes" and piece:
                at = len(piece) // 2 if fault is None or fault.at is None else fault.at - seen.sent
                if 0 <= at < len(piece):
                    piece = piece[:at] + bytes([piece[at] ^ 0x01]) + piece[at + 1 :]
                    kind = ""
            piece = piece[: allowed - seen.sent]
            step = 64 if fault is not None and fault.kind == "drip" else len(piece) or 1
            for at in range(0, len(piece), step):
                self.wfile.write(piece[at : at + step])
                seen.sent += len(piece[at : at + step])
                if fault is not None and fault.kind == "drip":
                    self.wfile.flush()
                    self._pause(fault.pause)
            if seen.sent >= allowed:
                break
        self.wfile.flush()
        if fault is not None and fault.kind == "truncated":
            self.close_connection = True

    def _pause(self, seconds: float) -> None:
        self.server.standin.stopping.wait(seconds)


def _faulty_reply(fault: Fault) -> Reply | None:
    """The answer that a fault gives instead of the real one, for the faults that have one."""
    if fault.kind == "429":
        reply = HttpError(429, "30 per 1 minute").reply()
        reply.headers["X-RateLimit-Remaining"] = "0"
        if fault.retry_after is not None:
            reply.headers["Retry-After"] = str(fault.retry_after)
        return reply
    if fault.kind == "html403":
        return Reply(403, EDGE_PAGE, "text/html; charset=utf-8")
    if fault.kind in {"html502", "html504"}:
        status = int(fault.kind[4:])
        return Reply(status, gateway_page(status), "text/html")
    if fault.kind == "json500":
        return HttpError(500, "Internal server error").reply()
    if fault.kind == "redirect":
        return redirect(302, fault.body)
    if fault.kind == "html200":
        return Reply(200, b"<html><body>Zenodo is under maintenance.</body></html>", "text/html")
    if fault.kind == "bad-json":
        return Reply(200, fault.body.encode())
    return None


def serve(server: Server) -> threading.Thread:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    return thread
