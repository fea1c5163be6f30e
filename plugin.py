# SPDX-License-Identifier: GPL-2.0-or-later
"""Wiring: the log, the language and the provider; in the desktop also everything with a widget."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from .core import log
from .core.processing.provider import SeatizenProvider
from .core.settings import language

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .dialogs.desktop import Desktop

ROOT = Path(__file__).resolve().parent


class SeatizenAtlasPlugin:
    """What QGIS loads; `unload` undoes all that `initProcessing` and `initGui` did."""

    def __init__(self, iface: QgisInterface | None) -> None:  # noqa: QGS105 - as QGIS hands it to classFactory
        self.iface = iface
        self._log_handler: log.QgisLogHandler | None = None
        self._translator: QTranslator | None = None
        self._provider: SeatizenProvider | None = None
        self.desktop: Desktop | None = None

    def initProcessing(self) -> None:
        """What qgis_process needs; QGIS calls it there, and `initGui` calls it in the desktop."""
        if self._provider is not None:
            return
        self._log_handler = log.install()
        self._translator = _install_translator()
        self._provider = SeatizenProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:
        """Menu, toolbar, dock and options page. Reads no atlas and asks no server."""
        self.initProcessing()
        if self.iface is not None and self.desktop is None:
            from .dialogs.desktop import Desktop

            self.desktop = Desktop(self.iface)

    def unload(self) -> None:
        """Leave QGIS as it was."""
        if self.desktop is not None:
            self.desktop.remove()
            self.desktop = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        if self._log_handler is not None:
            log.remove(self._log_handler)
            self._log_handler = None


def _install_translator() -> QTranslator | None:
    """The plugin's words in the user's language, where there is a translation."""
    translator = QTranslator()
    if translator.load(str(ROOT / "i18n" / f"seatizen_atlas_{language()}.qm")):
        QCoreApplication.installTranslator(translator)
        return translator
    return None
