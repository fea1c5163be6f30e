# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything that must be read on the main thread before a run speaks to Zenodo on another."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urlsplit

from qgis.core import QgsFeedback

from ..http.network import NetworkSettings, is_loopback, read_network_settings
from ..http.pace import RetryPolicy
from .client import ZenodoClient
from .token import Token, read_token


class Zenodo(Enum):
    """Which Zenodo an address leads to."""

    PRODUCTION = "production"
    SANDBOX = "sandbox"
    LOCAL = "local"


def which_zenodo(base_url: str) -> Zenodo:
    """The sandbox and a server on this machine are for trying out; all else is taken for the real one."""
    host = (urlsplit(base_url).hostname or "").lower()
    if host.startswith("sandbox."):
        return Zenodo.SANDBOX
    return Zenodo.LOCAL if is_loopback(base_url) else Zenodo.PRODUCTION


@dataclass(frozen=True)
class ZenodoAccess:
    """Address, token and network settings; `client` may be called on any thread."""

    base_url: str
    token: Token | None = field(default=None, repr=False)
    network: NetworkSettings = field(default_factory=NetworkSettings)

    def client(
        self, feedback: QgsFeedback | None = None, *, policy: RetryPolicy | None = None
    ) -> ZenodoClient:
        """A client of this access; close it, or use it in a `with` block."""
        return ZenodoClient(
            self.base_url, token=self.token, network=self.network, feedback=feedback, policy=policy
        )


def prepare_access(base_url: str, auth_config: str = "") -> ZenodoAccess:
    """Read token and network settings, on the main thread; QGIS may ask for the master password.

    Raises:
        SeatizenError: there is no such configuration, or it holds no token.
    """
    return ZenodoAccess(base_url, read_token(auth_config), read_network_settings(base_url))
