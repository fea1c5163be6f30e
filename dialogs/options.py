# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's page in QGIS's options."""

from __future__ import annotations

import os
from pathlib import Path

from qgis.gui import (
    QgsAuthConfigSelect,
    QgsFileWidget,
    QgsOptionsDialogBase,
    QgsOptionsPageWidget,
    QgsOptionsWidgetFactory,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QFormLayout, QGroupBox, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from ..core.errors import SeatizenError
from ..core.icons import ICONS
from ..core.settings import COMMUNITY, ZENODO_URL, Settings, split_list
from ..core.translation import tr
from .atlas_commands import file_filter, open_atlas
from .shell import OPTIONS_PAGE, Shell
from .task import Way

ICON = ICONS / "seatizen.svg"
NETWORK_PAGE = "mOptionsPageNetwork"


class OptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page whenever QGIS's options are opened."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setTitle("Seatizen Atlas")
        self._shell = shell

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def createWidget(self, parent: QWidget | None = None) -> QgsOptionsPageWidget:
        return OptionsPage(self._shell, parent)


class OptionsPage(QgsOptionsPageWidget):
    """Current atlas, Zenodo, and where the network settings come from."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(OPTIONS_PAGE)
        self._shell = shell
        settings = Settings.load()
        layout = QVBoxLayout(self)

        atlas = QGroupBox(tr("Atlas"))
        form = QFormLayout(atlas)
        self.atlas = QgsFileWidget()
        self.atlas.setFilter(file_filter())
        self.atlas.setDialogTitle(tr("Open an atlas"))
        self.atlas.setFilePath(settings.atlas_path)
        self._add(form, "atlas_path", tr("Current atlas"), self.atlas)
        layout.addWidget(atlas)

        zenodo = QGroupBox("Zenodo")
        form = QFormLayout(zenodo)
        self.zenodo_url = QLineEdit(settings.zenodo_url)
        self.zenodo_url.setPlaceholderText(ZENODO_URL)
        self._add(form, "zenodo_url", tr("Address"), self.zenodo_url)
        self._trouble = _note("")
        self._trouble.hide()
        form.addRow("", self._trouble)
        self.zenodo_url.editingFinished.connect(self._judge)
        self.communities = QLineEdit(", ".join(settings.communities))
        self.communities.setPlaceholderText(COMMUNITY)
        self.communities.setToolTip(tr("The communities that the atlas follows, separated by commas."))
        self._add(form, "communities", tr("Communities"), self.communities)
        # Shows the configurations' names; the master password is asked for by whoever reads a token.
        self.auth_config = QgsAuthConfigSelect()
        self.auth_config.setConfigId(settings.auth_config)
        self._add(form, "auth_config", tr("Authentication"), self.auth_config)
        form.addRow(
            _note(
                tr(
                    "The Zenodo token is needed to publish, not to read. Keep it in QGIS's encrypted "
                    "authentication database: a configuration of the kind “Basic” with the token as its "
                    "password. Without one, the environment variable SEATIZEN_ZENODO_TOKEN is read."
                )
            )
        )
        layout.addWidget(zenodo)

        images = QGroupBox(tr("Images"))
        form = QFormLayout(images)
        self.session_folders = QgsFileWidget()
        self.session_folders.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.session_folders.setDialogTitle(tr("Folder of sessions"))
        self.session_folders.setFilePath(os.pathsep.join(settings.session_folders))
        self.session_folders.setToolTip(
            tr(
                "Images are looked for here before Zenodo is asked. Several folders are separated by “{}”."
            ).format(os.pathsep)
        )
        self._add(form, "session_folders", tr("Folder of sessions"), self.session_folders)
        self.picture_cache = QSpinBox()
        self.picture_cache.setRange(50, 100_000)
        self.picture_cache.setSingleStep(100)
        self.picture_cache.setSuffix(tr(" MB"))
        self.picture_cache.setValue(settings.picture_cache)
        self.picture_cache.setToolTip(tr("Images that were looked at are kept on this disk up to that size."))
        self._add(form, "picture_cache", tr("Keep at most"), self.picture_cache)
        layout.addWidget(images)

        network = QGroupBox(tr("Network"))
        inner = QVBoxLayout(network)
        sentence = _note(
            tr("Proxy, exclusions, certificates and timeout are those of QGIS: {}.").format(
                '<a href="network">{}</a>'.format(tr("network settings"))
            )
        )
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        sentence.linkActivated.connect(self._open_network)
        inner.addWidget(sentence)
        layout.addWidget(network)
        layout.addStretch(1)

    def isValid(self) -> bool:
        """Newer versions of QGIS ask before they close the options."""
        return self._fault() is None

    def apply(self) -> None:
        """QGIS calls it when the options are accepted; what cannot be right is said and left as it was."""
        before = Settings.load()
        fault = self._fault()
        if fault is not None:
            self._shell.tell_error(tr("Settings"), fault, [Way(tr("Settings…"), self._shell.open_options)])
        Settings(
            atlas_path=before.atlas_path,
            zenodo_url=before.zenodo_url if fault is not None else self._address(),
            communities=split_list(self.communities.text()) or (COMMUNITY,),
            auth_config=self.auth_config.configId(),
            session_folders=tuple(p for p in self.session_folders.filePath().strip().split(os.pathsep) if p),
            picture_cache=self.picture_cache.value(),
        ).save()
        chosen = self.atlas.filePath().strip()
        if chosen == before.atlas_path:
            return
        if chosen:
            open_atlas(self._shell, Path(chosen))
        else:
            self._shell.set_atlas(None)

    def _address(self) -> str:
        return self.zenodo_url.text().strip().rstrip("/") or ZENODO_URL

    def _fault(self) -> SeatizenError | None:
        """What is wrong with the address; nobody is asked."""
        from ..core.zenodo.access import ZenodoAccess

        try:
            ZenodoAccess(self._address()).client().close()
        except SeatizenError as error:
            return error
        return None

    def _judge(self) -> None:
        fault = self._fault()
        self._trouble.setText("" if fault is None else str(fault))
        self._trouble.setVisible(fault is not None)

    def helpKey(self) -> str:
        return ""

    def _add(self, form: QFormLayout, field: str, label: str, widget: QWidget) -> None:
        """A row; what the environment decides cannot be changed here, and the page says so."""
        widget.setAccessibleName(label)
        form.addRow(label, widget)
        if field in Settings.overridden():
            widget.setEnabled(False)
            form.addRow("", _note(tr("Set by the environment variable {}.").format(Settings.variable(field))))

    def _open_network(self) -> None:
        window: QWidget | None = self.window()
        # Python sees QGIS's options as a plain QDialog.
        if window is not None and window.inherits("QgsOptionsDialogBase"):
            sip.cast(window, QgsOptionsDialogBase).setCurrentPage(NETWORK_PAGE)


def _note(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label
