# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS's network settings (proxy, exclusions, certificates, timeout) as plain values for any thread."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from qgis.core import QgsApplication, QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QThread, QUrl
from qgis.PyQt.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

_SCHEMES = {
    QNetworkProxy.ProxyType.HttpProxy: "http",
    QNetworkProxy.ProxyType.HttpCachingProxy: "http",
    QNetworkProxy.ProxyType.Socks5Proxy: "socks5h",  # the proxy resolves names, as Qt has it
}


@dataclass(frozen=True)
class NetworkSettings:
    """What the client needs to know about the way out.

    Attributes:
        timeout: seconds without a byte after which a request counts as failed.
        proxy: address of QGIS's proxy with its credentials, or empty; never shown.
        excluded: beginnings of addresses for which the system's proxy is taken instead of QGIS's.
        direct: beginnings of addresses that are reached without any proxy.
        system_proxy: address of the system's own proxy, or empty; never shown.
        ca_pem: certificates of the authorities that QGIS trusts, beside the usual ones.
    """

    timeout: float = 60.0
    proxy: str = field(default="", repr=False)
    excluded: tuple[str, ...] = ()
    direct: tuple[str, ...] = ()
    system_proxy: str = field(default="", repr=False)
    ca_pem: str = field(default="", repr=False)

    def proxy_for(self, url: str) -> str:
        """The proxy to reach `url` through, empty for none; exclusions are beginnings of addresses."""
        address = url.lower()
        if any(address.startswith(start.lower()) for start in self.direct if start):
            return ""
        if any(address.startswith(start.lower()) for start in self.excluded if start):
            return self.system_proxy
        return self.proxy


def require_main_thread(what: str) -> None:
    """Raise RuntimeError off the main thread: QGIS's managers answer there only, and may ask the user."""
    application = QCoreApplication.instance()
    if application is not None and QThread.currentThread() != application.thread():
        raise RuntimeError(f"{what} must be read on the main thread")


def read_network_settings(url: str) -> NetworkSettings:
    """Read QGIS's network settings, on the main thread; `url` decides which system proxy counts."""
    require_main_thread("the network settings")
    manager = QgsNetworkAccessManager.instance()
    chosen = manager.fallbackProxy()
    system = _system_proxy(url)
    uses_system = (
        QgsSettings().value("proxy/proxyEnabled", False, type=bool)
        and QgsSettings().value("proxy/proxyType", "", type=str) == "DefaultProxy"
    )
    return NetworkSettings(
        timeout=max(1.0, QgsNetworkAccessManager.timeout() / 1000),
        proxy=system if uses_system else _address(chosen),
        excluded=tuple(manager.excludeList()),
        direct=tuple(manager.noProxyList()),
        system_proxy=system,
        ca_pem=_trusted_certificates(),
    )


def _address(proxy: QNetworkProxy) -> str:
    """A Qt proxy as an address; empty when it names no host."""
    scheme = _SCHEMES.get(proxy.type())
    if scheme is None or not proxy.hostName():
        return ""
    user = ""
    if proxy.user():
        user = quote(proxy.user(), safe="")
        if proxy.password():
            user += ":" + quote(proxy.password(), safe="")
        user += "@"
    port = f":{proxy.port()}" if proxy.port() else ""
    return f"{scheme}://{user}{proxy.hostName()}{port}"


def _system_proxy(url: str) -> str:
    found = QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(QUrl(url)))
    return next((address for address in map(_address, found) if address), "")


def _trusted_certificates() -> str:
    manager = QgsApplication.authManager()
    if manager.isDisabled():
        return ""
    return bytes(manager.trustedCaCertsPemText()).decode("ascii", "ignore")


def is_loopback(url: str) -> bool:
    """Whether an address stays on this machine."""
    host = urlsplit(url).hostname or ""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
