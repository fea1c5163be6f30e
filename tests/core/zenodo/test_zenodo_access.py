# SPDX-License-Identifier: GPL-2.0-or-later
"""Token, proxy, certificates: from QGIS's settings to the wire."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtNetwork import QNetworkProxy
from seatizen_atlas.core.errors import SeatizenError, ServiceError
from seatizen_atlas.core.http.network import NetworkSettings, read_network_settings
from seatizen_atlas.core.zenodo.access import ZenodoAccess, prepare_access
from seatizen_atlas.core.zenodo.client import ZenodoClient
from seatizen_atlas.core.zenodo.token import Token, read_token
from zenodo_helpers import FastClock
from zenodo_standin import TOKEN, Standin


@pytest.fixture()
def stored(qgis_app):
    """Store authentication configurations for the length of a test."""
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet():
        assert manager.setMasterPassword("a master password", True)
    made: list[str] = []

    def store(method: str, **values: str) -> str:
        config = QgsAuthMethodConfig(method)
        config.setName(f"{method} of a test")
        for name, value in values.items():
            config.setConfig(name, value)
        stored = manager.storeAuthenticationConfig(config)
        assert stored[0] if isinstance(stored, tuple) else stored
        made.append(config.id())
        return config.id()

    yield store
    for number in made:
        manager.removeAuthenticationConfig(number)


@pytest.mark.parametrize(
    ("method", "values"),
    [
        ("Basic", {"username": "zenodo", "password": "abc123"}),
        ("APIHeader", {"Authorization": "Bearer abc123"}),
        ("APIHeader", {"X-Token": "abc123"}),
        ("EsriToken", {"token": "abc123"}),
    ],
)
def test_tokens_of_the_authentication_database(stored, method: str, values: dict[str, str]):
    token = read_token(stored(method, **values))
    assert token is not None and token.reveal() == "abc123"


def test_configurations_that_hold_no_token(stored):
    with pytest.raises(SeatizenError, match="holds no token"):
        read_token(stored("Basic", username="zenodo"))
    with pytest.raises(SeatizenError, match="does not exist"):
        read_token("nothere")


def test_the_environment_is_read_only_without_a_configuration(stored, monkeypatch: pytest.MonkeyPatch):
    assert read_token() is None
    monkeypatch.setenv("SEATIZEN_ZENODO_TOKEN", " from-env ")
    token = read_token()
    assert token is not None and token.reveal() == "from-env"
    other = read_token(stored("Basic", password="from-database"))
    assert other is not None and other.reveal() == "from-database"


def test_a_token_shows_itself_nowhere():
    token = Token("abc123")
    access = ZenodoAccess(
        "https://zenodo.org", token, NetworkSettings(proxy="http://u:hidden@p", ca_pem="pem")
    )
    shown = f"{token!r} {token} {access!r} {access.network!r} {access.client()!r}"
    assert "abc123" not in shown and "hidden" not in shown
    with pytest.raises(TypeError):
        __import__("pickle").dumps(token)


def test_what_needs_the_main_thread_says_so(qgis_app, stored):
    config = stored("Basic", password="abc")
    problems: list[BaseException] = []

    def work() -> None:
        for read in (lambda: read_network_settings("https://zenodo.org"), lambda: read_token(config)):
            try:
                read()
            except RuntimeError as problem:
                problems.append(problem)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(problems) == 2


def test_the_network_settings_of_qgis(qgis_app, monkeypatch: pytest.MonkeyPatch):
    manager = QgsNetworkAccessManager.instance()
    before = manager.fallbackProxy(), manager.excludeList(), manager.noProxyList()
    seconds = QgsNetworkAccessManager.timeout()
    proxy = QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "proxy.example", 3128, "jane@x", "s/cret")
    try:
        manager.setFallbackProxyAndExcludes(proxy, ["https://excluded.example"], ["http://localhost"])
        QgsNetworkAccessManager.setTimeout(12_000)
        settings = read_network_settings("https://zenodo.org")
        assert settings.timeout == 12
        assert settings.proxy_for("https://zenodo.org/api") == "http://jane%40x:s%2Fcret@proxy.example:3128"
        assert settings.proxy_for("http://localhost:80/api") == ""
        assert settings.proxy_for("https://excluded.example/api") == settings.system_proxy
        assert "BEGIN CERTIFICATE" in settings.ca_pem
        assert "cret" not in repr(settings)
        manager.setFallbackProxyAndExcludes(
            QNetworkProxy(QNetworkProxy.ProxyType.Socks5Proxy, "socks.example", 1080), [], []
        )
        assert (
            read_network_settings("https://zenodo.org").proxy_for("https://zenodo.org")
            == "socks5h://socks.example:1080"
        )
    finally:
        manager.setFallbackProxyAndExcludes(*before)
        QgsNetworkAccessManager.setTimeout(seconds)
    QgsSettings().remove("proxy")
    assert read_network_settings("https://zenodo.org").proxy == ""


def test_a_socks_proxy_works_or_says_what_it_needs():
    client = ZenodoClient(
        "https://zenodo.invalid", network=NetworkSettings(proxy="socks5h://127.0.0.1:9"), clock=FastClock()
    )
    with pytest.raises(ServiceError) as caught:
        client.get_json("/api/records")
    assert "PySocks" in str(caught.value) or "connection" in str(caught.value) or "proxy" in str(caught.value)


def certificate_for(folder: Path, names: str) -> tuple[ssl.SSLContext, str]:
    """A server's context with a certificate of its own making, and that certificate."""
    key, certificate = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=reef",
         "-addext", f"subjectAltName={names}", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate.read_text()


def test_authorities_that_qgis_trusts_are_trusted(tmp_path: Path):
    context, certificate = certificate_for(tmp_path, "IP:127.0.0.1")
    with Standin(tls=context) as zenodo:
        assert zenodo.url.startswith("https://")
        trusting = ZenodoClient(zenodo.url, token=Token(TOKEN), network=NetworkSettings(ca_pem=certificate))
        assert trusting.get_json("/api/records").payload["hits"]["total"] == 0
        with pytest.raises(ServiceError, match="not trusted") as caught:
            ZenodoClient(zenodo.url, clock=FastClock()).get_json("/api/records")
        assert "Certificates" in caught.value.advice
        zenodo.failures.clear()


def test_a_trusted_certificate_of_another_host_is_not_enough(tmp_path: Path):
    context, certificate = certificate_for(tmp_path, "DNS:example.org")
    with Standin(tls=context) as zenodo:
        client = ZenodoClient(zenodo.url, network=NetworkSettings(ca_pem=certificate), clock=FastClock())
        with pytest.raises(ServiceError, match="not trusted"):
            client.get_json("/api/records")
        assert not zenodo.requests
        zenodo.failures.clear()


def test_a_proxy_that_wants_a_password_is_told_at_once():
    refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as proxy:

        def refuse() -> None:
            connection, _ = proxy.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(refusal)

        threading.Thread(target=refuse, daemon=True).start()
        network = NetworkSettings(proxy=f"http://127.0.0.1:{proxy.getsockname()[1]}")
        client = ZenodoClient("https://zenodo.invalid", network=network, clock=FastClock())
        with pytest.raises(ServiceError, match="asks for a user and a password"):
            client.get_json("/api/records")
    assert client.requests == 1


def test_access_is_prepared_once_for_any_thread(qgis_app, stored):
    with Standin() as zenodo:
        access = prepare_access(zenodo.url, stored("Basic", password=TOKEN))
        with access.client() as client:
            assert client.get_json("/api/deposit/depositions").payload == []
