# SPDX-License-Identifier: GPL-2.0-or-later
"""The Zenodo token: where it comes from, and a wrapper that does not show it."""

from __future__ import annotations

import os

from qgis.core import QgsApplication, QgsAuthMethodConfig

from ..errors import SeatizenError
from ..http.network import require_main_thread
from ..translation import tr

ENVIRONMENT = "SEATIZEN_ZENODO_TOKEN"


class Token:
    """A secret that appears in no repr, log or exception; `reveal` is for the request's header alone."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        if not value or not value.isascii() or not value.isprintable() or " " in value:
            raise SeatizenError(
                tr("The Zenodo token holds characters that no token has."),
                advice=tr("Copy it again from your Zenodo account (Applications, Personal access tokens)."),
            )
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Token(…)"

    def __reduce__(self) -> str:
        raise TypeError("a token is not written anywhere")


def read_token(auth_config: str = "") -> Token | None:
    """The user's token, or None: from the QGIS authentication configuration, else from the environment.

    To be called on the main thread, when a run starts: QGIS may ask for the master password then.
    Configurations of the kinds Basic (the password is the token), API header and Esri token are understood.

    Raises:
        SeatizenError: the configuration does not exist, cannot be opened or holds no token.
    """
    if not auth_config:
        text = os.environ.get(ENVIRONMENT, "").strip()
        return Token(text) if text else None
    require_main_thread("the token")
    manager = QgsApplication.authManager()
    if auth_config not in manager.configIds():
        raise SeatizenError(
            tr("The authentication configuration “{}” does not exist.").format(auth_config),
            advice=tr("Choose another one in Settings, Options, Authentication."),
        )
    config = QgsAuthMethodConfig()
    loaded = manager.loadAuthenticationConfig(auth_config, config, True)
    if not (loaded[0] if isinstance(loaded, tuple) else loaded):
        raise SeatizenError(
            tr("The authentication configuration “{}” could not be opened.").format(auth_config),
            advice=tr(
                "Enter QGIS's master password (for qgis_process: QGIS_AUTH_PASSWORD_FILE), or set the "
                "environment variable {}."
            ).format(ENVIRONMENT),
        )
    text = _token_in(config.method(), config.configMap())
    if not text:
        raise SeatizenError(
            tr("The authentication configuration “{}” holds no token.").format(config.name()),
            advice=tr("Make one of the kind “Basic authentication” with the token as its password."),
        )
    return Token(text)


def _token_in(method: str, values: dict[str, str]) -> str:
    if method == "Basic":
        return values.get("password", "").strip()
    if method == "EsriToken":
        return values.get("token", "").strip()
    if method == "APIHeader":
        named = {name.lower(): value for name, value in values.items()}
        text = named.get("authorization") or (next(iter(named.values())) if len(named) == 1 else "")
        scheme, _, rest = text.strip().partition(" ")
        return rest.strip() if scheme.lower() == "bearer" else text.strip()
    return ""
