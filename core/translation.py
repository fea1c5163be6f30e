# SPDX-License-Identifier: GPL-2.0-or-later
"""Translation of user-facing text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from qgis.PyQt.QtCore import QCoreApplication

CONTEXT = "SeatizenAtlas"

_untranslated: ContextVar[bool] = ContextVar("untranslated", default=False)


def tr(text: str) -> str:
    """Return `text` in the user's language; placeholders are filled afterwards with `format`."""
    return text if _untranslated.get() else QCoreApplication.translate(CONTEXT, text)


@contextmanager
def in_english() -> Iterator[None]:
    """Leave text as it is within the block: for what is published, whoever's language made it."""
    before = _untranslated.set(True)
    try:
        yield
    finally:
        _untranslated.reset(before)
