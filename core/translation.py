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


def tr_description(text: str) -> str:
    """Return the description of one of the plugin's scripts in the user's language, another one as it is."""
    return QCoreApplication.translate(CONTEXT, text)


def tr_n(text: str, n: int) -> str:
    """Return `text` about `n` things in the user's language: `tr_n("%Ln file(s) imported", n)`.

    `%Ln` becomes the number as the user writes it. Which form of the text a language takes for which number
    is Qt's business; in English `(s)` stands for an s that one thing does not have.
    """
    if _untranslated.get():
        filled = text.replace("%Ln", f"{n:,}")
    else:
        filled = QCoreApplication.translate(CONTEXT, text, None, n)
    return filled.replace("(s)", "" if n == 1 else "s")


@contextmanager
def in_english() -> Iterator[None]:
    """Leave text as it is within the block: for what is published, whoever's language made it."""
    before = _untranslated.set(True)
    try:
        yield
    finally:
        _untranslated.reset(before)
