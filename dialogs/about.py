# SPDX-License-Identifier: GPL-2.0-or-later
"""Help and About."""

from __future__ import annotations

from qgis.core import Qgis
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QMessageBox

from ..core.about import about_plugin
from ..core.help import index_page
from ..core.translation import tr
from .shell import Shell

ATLAS_DOI = "https://doi.org/10.5281/zenodo.11125847"


def open_help(shell: Shell, address: str = "") -> None:
    """Show a page of help in the browser; without an address the one to begin with."""
    address = address or index_page()
    if not QDesktopServices.openUrl(QUrl(address)):
        shell.tell(tr("Help"), tr("No browser could be started. The help is at {}.").format(address))


def show_about(shell: Shell) -> None:
    """Version, licence, and where to cite and to ask."""
    plugin = about_plugin()
    box = QMessageBox(shell.window)
    box.setWindowTitle(tr("About Seatizen Atlas"))
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(f"<h3>Seatizen Atlas {plugin.version}</h3>")
    lines = (
        tr("QGIS {version}; GPL, version 2 or later.").format(version=Qgis.version()),
        tr("The atlas to cite: {}").format(_link(ATLAS_DOI)),
        tr("Source and help: {}").format(_link(plugin.homepage)),
        tr("Faults and wishes: {}").format(_link(plugin.tracker)),
    )
    box.setInformativeText("<br>".join(lines))
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    box.exec()


def _link(address: str) -> str:
    return f'<a href="{address}">{address}</a>'
