# SPDX-License-Identifier: GPL-2.0-or-later
"""Translation of user-facing text."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

CONTEXT = "SeatizenAtlas"


def tr(text: str) -> str:
    """Return `text` in the user's language; placeholders are filled afterwards with `format`."""
    return QCoreApplication.translate(CONTEXT, text)
