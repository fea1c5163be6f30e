# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas to Zenodo: a new version with its derived files, or the metadata of the last one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingFeedback
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from ..core.settings import recall, remember
from ..core.translation import tr
from .publish_dialog import difference
from .shell import Shell
from .zenodo_dialog import ZenodoDialog

if TYPE_CHECKING:
    from ..core.publish.atlas import AtlasPublication
    from ..core.publish.metadata_update import UpdatedVersion
    from ..core.zenodo.access import ZenodoAccess


class PublishAtlasDialog(ZenodoDialog):
    """Publishes the current atlas."""

    KEY = "publish_atlas"
    ALGORITHM = "publishatlas"
    SIZE = (820, 520)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        grid = QGridLayout()
        self._folder = QgsFileWidget()
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._metadata = QgsFileWidget()
        self._metadata.setFilter("JSON (*.json)")
        self._version = QLineEdit()
        self._version.setPlaceholderText(tr("the next one"))
        for row, (text, widget) in enumerate(
            (
                (tr("Atlas"), self._atlas_name),
                (tr("Folder of the derived &files"), self._folder),
                (tr("&Metadata file"), self._metadata),
                (tr("&Version"), self._version),
            )
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            widget.setAccessibleName(text.replace("&", ""))
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        look = self.starter(QPushButton(tr("&Preview")), self.preview)
        look.setDefault(True)
        grid.addWidget(look, 3, 2)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(tr("What would be published"))
        self.body.addWidget(self._text, 1)
        self.add_button(tr("Pu&blish"), self.publish, starts=True)
        self.add_button(tr("&Update metadata"), self.update_metadata, starts=True)
        self.add_cancel()
        self._folder.setFilePath(recall("publish_atlas/folder"))
        self._metadata.setFilePath(recall("publish_atlas/metadata"))
        self.tell(tr("Look at the preview first: it changes nothing, here or on Zenodo."))

    def title(self) -> str:
        return tr("Publish the atlas")

    def atlas_switched(self) -> None:
        self._text.clear()

    def preview(self) -> None:
        """Say what a new version would hold."""
        self._publish(self._show, dry_run=True)

    def publish(self) -> None:
        """Plan, ask once more where it is the real Zenodo, then publish."""
        self._publish(self._go_on, dry_run=True)

    def update_metadata(self) -> None:
        """Bring the metadata of the last version up to date, after showing the difference."""
        self._update(self._go_on_with_metadata, dry_run=True)

    def _prepared(self) -> tuple[ZenodoAccess, Path] | None:
        metadata = self._metadata.filePath().strip()
        if not metadata:
            self.tell(tr("Choose the JSON that describes the atlas."))
            return None
        access = self.access()
        remember("publish_atlas/folder", self._folder.filePath())
        remember("publish_atlas/metadata", metadata)
        return None if access is None else (access, Path(metadata))

    def _publish(self, then: Callable[[AtlasPublication], None], *, dry_run: bool) -> None:
        atlas, prepared = self._atlas, self._prepared()
        if prepared is None or atlas is None:
            return
        access, metadata = prepared
        chosen, version = self._folder.filePath().strip(), self._version.text().strip()

        def verb(feedback: QgsProcessingFeedback) -> AtlasPublication:
            from ..core.publish.atlas import publish_atlas

            with access.client(feedback) as client:
                folder = Path(chosen) if chosen else None
                return publish_atlas(
                    client, atlas, folder, metadata, feedback, version=version, dry_run=dry_run
                )

        self.start(verb, then)

    def _update(self, then: Callable[[Any], None], *, dry_run: bool) -> None:
        prepared = self._prepared()
        if prepared is None:
            return
        access, metadata = prepared

        def verb(feedback: QgsProcessingFeedback) -> tuple[UpdatedVersion, str]:
            from ..core.publish.atlas import update_atlas_metadata

            with access.client(feedback) as client:
                return update_atlas_metadata(client, metadata, feedback, dry_run=dry_run)

        self.start(verb, then)

    def _show(self, result: AtlasPublication) -> None:
        if result.plan is not None:
            files = [f"{file.key}\t{file.size / 1e6:.1f} MB" for file in result.plan.files]
            self._text.setPlainText("\n".join([*files, "", difference(result.plan.changes)]))
            self.tell(tr("{} would be published. Nothing has been changed.").format(result.version))
            return
        texts = {
            "published": tr("{version} is published: {doi}."),
            "unchanged": tr("{version} is online with these very files: {doi}."),
        }
        text = texts[result.status].format(version=result.version, doi=result.doi)
        self._shell.atlas_written(self._atlas)
        self.conclude(" ".join([text, *result.notes]))

    def _go_on(self, plan: AtlasPublication) -> None:
        self._show(plan)
        if self.may_change(1):
            self._publish(self._show, dry_run=False)

    def _go_on_with_metadata(self, planned: tuple[UpdatedVersion, str]) -> None:
        done, doi = planned
        self._text.setPlainText(difference(done.changes))
        if not done.changes:
            self.tell(tr("The metadata of {} are up to date.").format(doi))
        elif self.may_change(1):
            self._update(self._show_metadata, dry_run=False)

    def _show_metadata(self, updated: tuple[UpdatedVersion, str]) -> None:
        self.conclude(tr("The metadata of {} are up to date.").format(updated[1]))
