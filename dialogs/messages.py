# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS's message bar, with ways on and room for the whole message."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt.QtWidgets import QPushButton, QTextEdit

from .task import Way

_MOST_LINES = 5
_BESIDE = 130  # pixels that icon, counter and the button that closes take


def push_message(
    bar: QgsMessageBar, title: str, text: str, ways: Sequence[Way], level: Qgis.MessageLevel
) -> None:
    """Show a message with a button for each way on.

    Good news go by themselves, later when there is a way on; the rest waits to be read.
    """
    item = bar.createMessage(title, text)
    buttons = []
    for way in ways:
        button = QPushButton(way.text)
        button.setAccessibleName(way.text)
        button.clicked.connect(lambda _checked=False, way=way: (bar.popWidget(item), way.callback()))
        item.layout().addWidget(button)
        buttons.append(button)
    passing = level in (Qgis.MessageLevel.Success, Qgis.MessageLevel.Info)
    bar.pushWidget(item, level, (12 if ways else 6) if passing else 0)
    _make_room(item, bar.width() - _BESIDE - sum(button.sizeHint().width() + 6 for button in buttons))


def _make_room(item: QgsMessageBarItem, width: int) -> None:
    """Show all lines of a message; QGIS shows one, with arrows to scroll the others by."""
    shown = item.findChild(QTextEdit)
    if shown is None:
        return
    document = shown.document().clone()
    document.setDefaultFont(shown.font())
    document.setTextWidth(max(width, 150))
    lines = min(math.ceil(document.size().height() / shown.fontMetrics().lineSpacing()), _MOST_LINES)
    if lines > 1:
        height = lines * shown.fontMetrics().lineSpacing() + 8
        # QGIS's own style sheet pins the height; only another one can free it.
        shown.setStyleSheet(
            f"{shown.styleSheet()} QTextEdit {{ min-height: {height}px; max-height: {height}px; }}"
        )
