# SPDX-License-Identifier: GPL-2.0-or-later
"""What every window of the plugin does alike: its size, and the question before something is destroyed."""

from __future__ import annotations

from qgis.gui import QgsGui
from qgis.PyQt.QtWidgets import QDialog, QMessageBox, QWidget

_FRAME = 48  # pixels that a window manager's title and borders may take


def place(dialog: QDialog, key: str, width: int, height: int) -> None:
    """Open a dialog as the user left it, the first time at this size, and never larger than its screen."""
    room = dialog.screen().availableGeometry()
    dialog.resize(min(width, room.width() - _FRAME), min(height, room.height() - _FRAME))
    dialog.setObjectName(f"SeatizenAtlas_{key}")
    QgsGui.enableAutoGeometryRestore(dialog)


def confirmed(parent: QWidget, title: str, question: str) -> bool:
    """Ask before something is destroyed; Enter and Escape say no."""
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    return QMessageBox.question(parent, title, question, yes | no, no) == yes
