# SPDX-License-Identifier: GPL-2.0-or-later
"""Zenodo as a service: its address, its rate limits, what its refusals mean."""

from __future__ import annotations

import re

from qgis.core import QgsFeedback

from ..http.client import HttpClient, Service
from ..http.network import NetworkSettings
from ..http.pace import Clock, RetryPolicy
from ..http.transport import Transport
from ..translation import tr
from .token import Token

_SEARCH = re.compile(r"/(?:api/records/?|api/communities/[^/]+/records/?|oai2d)$")


def bucket_of(path: str) -> str:
    """Which of Zenodo's two rate limits a path counts against."""
    return "search" if _SEARCH.search(path) else "other"


def _advice(status: int) -> str:
    if status == 401:
        return tr("Make a new token in your Zenodo account and store it in the authentication configuration.")
    if status == 403:
        return tr("Check that the token belongs to an account with rights to this record.")
    return ""


ZENODO = Service("Zenodo", "https://zenodo.org", bucket_of, _advice)


class ZenodoClient(HttpClient):
    """One session with a Zenodo, its sandbox, or a server that speaks the same language."""

    def __init__(
        self,
        base_url: str = ZENODO.example,
        *,
        token: Token | None = None,
        network: NetworkSettings | None = None,
        feedback: QgsFeedback | None = None,
        policy: RetryPolicy | None = None,
        clock: Clock | None = None,
        transport: Transport | None = None,
    ) -> None:
        super().__init__(
            base_url, ZENODO, token=token, network=network, feedback=feedback, policy=policy, clock=clock,
            transport=transport,
        )  # fmt: skip
