# SPDX-License-Identifier: GPL-2.0-or-later
"""One request and its response, in a thread of their own, so that Cancel is answered at once."""

from __future__ import annotations

import queue
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from ..translation import tr
from .errors import Broken
from .pace import cancelled_by_user, whole_number
from .transport import Reply, Request, Transport

_POLL = 0.1  # s

Body = Callable[[threading.Event], Any]
"""Makes the body of a request; it ends when the event is set."""


class Exchange:
    """One request and its response.

    The thread puts the head, the pieces and the end of the response into a short queue. Whoever reads them
    looks for Cancel every tenth of a second; an abandoned thread ends with its socket.

    Args:
        timeout: seconds of silence after which an attempt counts as failed.
        cancelled: whether the user asked to stop.
    """

    def __init__(
        self, transport: Transport, request: Request, body: Body | None, timeout: float,
        cancelled: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.status = 0
        self.headers: Mapping[str, str] = {}
        self.url = request.url
        self.path = urlsplit(request.url).path
        self.received = 0
        self._transport = transport
        self._request = request
        self._body = body
        self._patience = timeout + 5  # the socket's own time-out comes first
        self._cancelled = cancelled
        self._abandoned = threading.Event()
        self._queue: queue.Queue[tuple[str, Any]] = queue.Queue(maxsize=64)

    def begin(self) -> None:
        """Send the request and wait for the head of the response.

        Raises:
            Broken, ServiceError: as the transport.
            Cancelled: the user asked to stop.
        """
        if self._body is not None:
            self._request = replace(self._request, body=self._body(self._abandoned))
        threading.Thread(target=self._work, name="http", daemon=True).start()
        kind, value = self._next(patient=self._body is not None)
        if kind == "error":
            raise value
        self.status, self.headers = value

    def pieces(self) -> Iterator[bytes]:
        """The body, piece by piece, as it came over the wire; Broken when it ends too early."""
        told = whole_number(self.headers.get("Content-Length"))
        while True:
            kind, value = self._next()
            if kind == "error":
                raise value
            if kind == "end":
                break
            self.received += len(value)
            yield value
        if told is not None and self.received < told:
            raise Broken(tr("connection broken"))

    def all_of(self, limit: int) -> bytes:
        """The whole body, unpacked; Broken when it is damaged or larger than `limit`."""
        unpack = None
        if self.headers.get("Content-Encoding", "").lower() == "gzip":
            unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
        body = bytearray()
        try:
            for piece in self.pieces():
                body += unpack.decompress(piece, limit + 1 - len(body)) if unpack else piece
                if len(body) > limit:
                    raise Broken(tr("an answer beyond all measure"))
        except zlib.error:
            raise Broken(tr("unreadable data")) from None
        if unpack is not None and body and not unpack.eof:
            raise Broken(tr("unreadable data"))
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
                    raise Broken(tr("time-out")) from None

    def _put(self, kind: str, value: object) -> None:
        while not self._abandoned.is_set():
            try:
                self._queue.put((kind, value), timeout=_POLL)
                return
            except queue.Full:
                continue

    def _work(self) -> None:
        reply: Reply | None = None
        try:
            reply = self._transport.send(self._request)
            self._put("head", (reply.status, reply.headers))
            for piece in reply.pieces():
                if self._abandoned.is_set():
                    return
                self._put("data", piece)
            self._put("end", None)
        except Exception as problem:  # whoever waits for the response raises it
            self._put("error", problem)
        finally:
            if reply is not None:
                reply.close()


class Upload:
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
        """The next bytes; OSError once the request is abandoned."""
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
