# SPDX-License-Identifier: GPL-2.0-or-later
"""The log: reaches QGIS's panel, and never with a token in it."""

from __future__ import annotations

import logging

import pytest
from qgis.core import Qgis, QgsApplication
from seatizen_atlas.core import log

TOKEN = "zzTOPsecret123"


@pytest.fixture
def panel(qgis_app):
    """What the log panel receives in our tab."""
    lines = []

    def receive(text, tab, level):
        if tab == log.TAB:
            lines.append((text, level))

    QgsApplication.messageLog().messageReceived.connect(receive)
    handler = log.install()
    yield lines
    log.remove(handler)
    QgsApplication.messageLog().messageReceived.disconnect(receive)


def test_levels_reach_the_panel(panel):
    logger = logging.getLogger("seatizen_atlas.core.somewhere")
    logger.info("one")
    logger.warning("two %s", 2)
    logger.error("three")
    assert panel == [
        ("one", Qgis.MessageLevel.Info),
        ("two 2", Qgis.MessageLevel.Warning),
        ("three", Qgis.MessageLevel.Critical),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"GET https://zenodo.org/api/records?access_token={TOKEN}&page=2",
        f"headers: {{'Authorization': 'Bearer {TOKEN}', 'Accept': '*/*'}}",
        f"Authorization: Bearer {TOKEN}",
        f"bearer {TOKEN} was refused",
        f'{{"access_token": "{TOKEN}"}}',
        f"token={TOKEN}",
    ],
)
def test_tokens_are_blotted_out(text):
    redacted = log.redact(text)
    assert TOKEN not in redacted
    assert "***" in redacted


def test_the_environments_token_is_blotted_out_wherever_it_stands(monkeypatch):
    monkeypatch.setenv("SEATIZEN_ZENODO_TOKEN", TOKEN)
    assert log.redact(f"what is {TOKEN} doing here") == "what is *** doing here"


def test_words_about_tokens_stay():
    text = "The token was refused; check the authentication configuration."
    assert log.redact(text) == text


def test_tracebacks_are_redacted_too(panel, no_swallowed_exception):
    try:
        raise RuntimeError(f"Authorization: Bearer {TOKEN}")
    except RuntimeError:
        logging.getLogger("seatizen_atlas.core").exception("failed")
    no_swallowed_exception.clear()
    assert "Traceback" in panel[0][0]
    assert TOKEN not in panel[0][0]


def test_removal_leaves_the_logger_as_it_was():
    logger = logging.getLogger("seatizen_atlas")
    before = list(logger.handlers), logger.level
    log.remove(log.install())
    assert (list(logger.handlers), logger.level) == before
