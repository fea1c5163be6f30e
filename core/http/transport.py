# SPDX-License-Identifier: GPL-2.0-or-later
"""The one place that speaks HTTP: connections, certificates, proxy. What is said over it is for others."""

from __future__ import annotations

import contextlib
import functools
import logging
import re
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Protocol, Union
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError as TransportError
from urllib3.util.ssl_ import create_urllib3_context

from ..about import about_plugin
from ..errors import ServiceError
from ..translation import tr
from .errors import Broken
from .network import NetworkSettings

_log = logging.getLogger(__name__)

_PIECE = 1 << 14  # bytes read from a socket at a time
_UNTRUSTED = re.compile("CERTIFICATE_VERIFY_FAILED|doesn't match|hostname", re.IGNORECASE)

Params = Mapping[str, Union[str, int]]


@dataclass(frozen=True)
class Request:
    """What is asked. `body` is bytes, or something with a length that is read."""

    method: str
    url: str
    params: Params | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Any = None


class Reply(Protocol):
    """What comes back: the head at once, the body as it comes over the wire."""

    status: int
    headers: Mapping[str, str]

    def pieces(self) -> Iterator[bytes]:
        """The body, as it is sent (packed, when it is).

        Raises:
            Broken: the connection broke.
        """

    def close(self) -> None:
        """Let go of the connection, whatever was read."""


class Transport(Protocol):
    """Carries requests; called from several threads at once."""

    def send(self, request: Request) -> Reply:
        """Send a request and wait for the head of its reply; redirects are not followed.

        Raises:
            Broken: another try may help.
            ServiceError: no other try helps; one sentence.
        """

    def close(self) -> None:
        """Close the connections."""


def user_agent() -> str:
    """`SeatizenAtlas/<version> (+<homepage>)`: firewalls refuse nameless clients."""
    about = about_plugin()
    return f"SeatizenAtlas/{about.version} (+{about.homepage})"


class InternetTransport:
    """The real one: pooled connections, through QGIS's proxy, trusting the authorities that QGIS trusts."""

    def __init__(self, network: NetworkSettings) -> None:
        self._network = network
        session = self._session = requests.Session()
        session.trust_env = False  # neither the environment's proxies nor a .netrc that would replace a token
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        session.headers.clear()
        session.headers["User-Agent"] = user_agent()
        session.mount("https://", _TrustingAdapter(network.ca_pem))
        session.mount("http://", HTTPAdapter(pool_connections=4, pool_maxsize=16, max_retries=0))

    def send(self, request: Request) -> Reply:
        """See Transport."""
        proxy = self._network.proxy_for(request.url)
        timeout = self._network.timeout
        prepared = requests.Request(
            request.method, request.url, params=request.params, headers=request.headers, data=request.body
        )
        with self._told(request):
            response = self._session.send(
                self._session.prepare_request(prepared),
                stream=True,
                allow_redirects=False,
                timeout=(min(timeout, 30.0), timeout),
                proxies={"http": proxy, "https": proxy} if proxy else {},
            )
        return _InternetReply(response)

    def close(self) -> None:
        """See Transport."""
        self._session.close()

    @contextlib.contextmanager
    def _told(self, request: Request) -> Iterator[None]:
        """What a failure of the connection means: another try, or a sentence."""
        try:
            yield
        except (requests.RequestException, TransportError, OSError, ValueError) as problem:
            text = f"{type(problem).__name__}: {problem}"
            for secret in (request.headers.get("Authorization"), self._network.proxy):
                text = text.replace(secret, "…") if secret else text
            _log.debug("transport: %s", text)
            raise _meaning(problem, text, urlsplit(request.url).hostname or "") from None


def _meaning(problem: Exception, text: str, host: str) -> Exception:
    if isinstance(problem, requests.exceptions.SSLError) and _UNTRUSTED.search(text):
        return ServiceError(
            tr("The certificate of {} is not trusted.").format(host),
            details=text,
            advice=tr(
                "Import your institution's authority in Settings, Options, Authentication, Certificates."
            ),
        )
    if isinstance(problem, requests.exceptions.InvalidSchema):
        return ServiceError(
            tr("SOCKS proxies need the Python package PySocks."),
            details=text,
            advice=tr("Install it into QGIS's Python, or set an HTTP proxy in Settings, Options, Network."),
        )
    if isinstance(problem, requests.exceptions.ProxyError) and "407" in text:
        return ServiceError(
            tr("The proxy asks for a user and a password."),
            details=text,
            advice=tr("Enter them in Settings, Options, Network."),
        )
    if isinstance(problem, requests.exceptions.ProxyError):
        return Broken(tr("the proxy does not answer; see Settings, Options, Network"), sent=False)
    if isinstance(problem, requests.exceptions.ConnectTimeout):
        return Broken(tr("no connection"), sent=False)
    if isinstance(problem, requests.exceptions.Timeout):
        return Broken(tr("time-out"))
    never_sent = any(
        sign in text for sign in ("NewConnectionError", "NameResolutionError", "Failed to resolve")
    )
    return Broken(tr("no connection") if never_sent else tr("connection broken"), sent=not never_sent)


class _InternetReply:
    """A response of the library's, in the words of this room."""

    def __init__(self, response: requests.Response) -> None:
        self.status: int = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self._response = response

    def pieces(self) -> Iterator[bytes]:
        """See Reply."""
        try:
            yield from self._response.raw.stream(_PIECE, decode_content=False)
        except (requests.RequestException, TransportError, OSError, ValueError) as problem:
            _log.debug("body: %s", type(problem).__name__)
            late = "Timeout" in type(problem).__name__
            raise Broken(tr("time-out") if late else tr("connection broken")) from None

    def close(self) -> None:
        """See Reply."""
        self._response.close()


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
