# SPDX-License-Identifier: GPL-2.0-or-later
"""What the dialogs that write to Zenodo share: which one it is, at a glance, and one more question there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QWidget

from ..core.errors import SeatizenError
from ..core.settings import Settings
from ..core.translation import tr, tr_n
from ..core.zenodo.access import Zenodo, prepare_access, which_zenodo
from .shell import Shell
from .verb_dialog import VerbDialog
from .windows import confirmed

if TYPE_CHECKING:
    from ..core.zenodo.access import ZenodoAccess

_COLOURS = {
    Zenodo.PRODUCTION: ("#a3201c", "white"),
    Zenodo.SANDBOX: ("#f2c037", "black"),
    Zenodo.LOCAL: ("#5d6d7e", "white"),
}


class ZenodoDialog(VerbDialog):
    """A dialog that writes to the Zenodo of the settings; a banner says which one that is."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.banner = QLabel()
        self.banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.banner.setTextFormat(Qt.TextFormat.PlainText)
        self.banner.setAccessibleName(tr("Which Zenodo"))
        self.body.addWidget(self.banner)
        self._show_zenodo()

    def opened(self) -> None:
        self._show_zenodo()

    def _show_zenodo(self) -> None:
        address = Settings.load().zenodo_url
        host = address.partition("://")[2] or address
        kind = which_zenodo(address)
        texts = {
            Zenodo.PRODUCTION: tr("{host}: the real Zenodo. What is published there stays."),
            Zenodo.SANDBOX: tr("{host}: the sandbox, for trying out."),
            Zenodo.LOCAL: tr("{host}: a server on this machine, for trying out."),
        }
        ground, ink = _COLOURS[kind]
        self.banner.setText(texts[kind].format(host=host))
        self.banner.setStyleSheet(
            f"QLabel {{ background: {ground}; color: {ink}; padding: 5px; font-weight: bold; }}"
        )

    def access(self) -> ZenodoAccess | None:
        """Address, token and network settings, read on the main thread; None after saying what is wrong."""
        self._show_zenodo()
        settings = Settings.load()
        try:
            return prepare_access(settings.zenodo_url, settings.auth_config)
        except SeatizenError as error:
            self.tell(str(error))
            return None

    def may_change(self, records: int) -> bool:
        """Whether to go on: the real Zenodo is written to only after one more question."""
        settings = Settings.load()
        if which_zenodo(settings.zenodo_url) is not Zenodo.PRODUCTION:
            return True
        question = tr_n("%Ln record(s) on the real Zenodo will be changed. Go on?", records)
        return confirmed(self, self.title(), question)
