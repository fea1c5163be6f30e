# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the pages of help lie: beside the plugin, as its package has them, else in the repository."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QUrl

from .about import about_plugin
from .settings import language

PAGES = Path(__file__).resolve().parents[1] / "help"
LANGUAGES = ("en", "fr")


def index_page() -> str:
    """Address of the page to begin with, in the user's language where there is one."""
    return _address("fr/index" if language() == "fr" else "index")


def algorithm_page(algorithm: str) -> str:
    """Address of the page of an algorithm, in the user's language where there is one."""
    spoken = language() if language() in LANGUAGES else "en"
    return _address(f"algorithms/{spoken}/{algorithm}")


def _address(page: str) -> str:
    page_here = PAGES / f"{page}.html"
    if page_here.is_file():
        return QUrl.fromLocalFile(str(page_here)).toString()
    return f"{about_plugin().homepage}/blob/main/docs/{page}.md"
