# SPDX-License-Identifier: GPL-2.0-or-later
"""Blank drafts on Zenodo: listed, and deleted when the user says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtWidgets import QWidget

from ..core.settings import Settings
from ..core.translation import tr, tr_n
from .report_table import ReportTable
from .shell import Shell
from .windows import confirmed
from .zenodo_dialog import ZenodoDialog

if TYPE_CHECKING:
    from ..core.publish.blank_drafts import CleanReport


class DraftsDialog(ZenodoDialog):
    """Lists and deletes blank drafts."""

    KEY = "drafts"
    ALGORITHM = "cleandrafts"
    SIZE = (620, 420)
    NEEDS_ATLAS = False

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._found = 0
        self._table = ReportTable(header(), self)
        self._table.setAccessibleName(tr("Drafts"))
        self.body.addWidget(self._table, 1)
        look = self.add_button(tr("&List"), self.look, starts=True)
        look.setDefault(True)
        self._go = self.add_button(tr("&Delete"), self.delete, starts=True, ready=lambda: self._found > 0)
        self.add_cancel()
        self.tell(
            tr("A draft with a title, a file or a published version is never listed here, and never touched.")
        )

    def title(self) -> str:
        return tr("Clean drafts on Zenodo")

    def look(self) -> None:
        """List the blank drafts."""
        self._run(dry_run=True)

    def delete(self) -> None:
        """Delete them; each is looked at again before."""
        if confirmed(self, self.title(), tr_n("Delete %Ln blank draft(s) for good?", self._found)):
            self._run(dry_run=False)

    def _run(self, *, dry_run: bool) -> None:
        access = self.access()
        if access is None:
            return

        def verb(feedback: QgsProcessingFeedback) -> CleanReport:
            from ..core.publish.blank_drafts import clean_drafts

            with access.client(feedback) as client:
                return clean_drafts(client, feedback, dry_run=dry_run)

        self.start(verb, self._show)

    def _show(self, report: CleanReport) -> None:
        from ..core.publish.blank_drafts import state_names

        address = Settings.load().zenodo_url
        rows = [(one.id, state_names()[one.state], f"{address}/uploads/{one.id}") for one in report.drafts]
        self._table.fill(rows, report, header())
        self._found = sum(one.state == "found" for one in report.drafts)
        self.update_buttons()
        if report.deleted:
            self.conclude(tr_n("%Ln draft(s) deleted.", report.deleted))
        else:
            self.conclude(tr_n("%Ln blank draft(s).", self._found))


def header() -> tuple[str, ...]:
    """Columns of the list."""
    return tr("Draft"), tr("State"), tr("Address")
