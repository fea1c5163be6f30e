# SPDX-License-Identifier: GPL-2.0-or-later
"""Who may read restricted sessions: listed, granted and ended, for many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from ..core.settings import split_list
from ..core.translation import tr, tr_n
from .report_table import ReportTable
from .shell import Shell
from .windows import confirmed
from .zenodo_dialog import ZenodoDialog

if TYPE_CHECKING:
    from ..core.publish.access import AccessReport


class AccessDialog(ZenodoDialog):
    """Lists, grants and ends access."""

    KEY = "access"
    ALGORITHM = "sessionaccess"
    SIZE = (860, 480)
    NEEDS_ATLAS = False

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        grid = QGridLayout()
        self._sessions = QLineEdit()
        self._sessions.setPlaceholderText(tr("all restricted ones of the account"))
        self._sessions.setToolTip(tr("Names of sessions, separated by commas."))
        self._person = QLineEdit()
        self._person.setPlaceholderText(tr("a user of Zenodo, by number or name; without one: a link"))
        self._until = QLineEdit()
        self._until.setPlaceholderText(tr("YYYY-MM-DD, for links"))
        for row, (text, widget) in enumerate(
            ((tr("&Sessions"), self._sessions), (tr("&Person"), self._person), (tr("&Until"), self._until))
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            widget.setAccessibleName(text.replace("&", ""))
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        self.body.addLayout(grid)
        self._table = ReportTable(header(), self)
        self._table.setAccessibleName(tr("Access"))
        self.body.addWidget(self._table, 1)
        look = self.add_button(tr("&List"), lambda: self._run("list"), starts=True)
        look.setDefault(True)
        self.add_button(tr("&Grant"), lambda: self._ask("grant"), starts=True)
        self.add_button(tr("&End"), lambda: self._ask("end"), starts=True)
        self._save = self.add_button(tr("Sa&ve the report…"), lambda: self.save(self._table))
        self.add_cancel()
        self.tell(tr("A grant has no end date: end it here. A link expires, and needs no account."))

    def title(self) -> str:
        return tr("Access to restricted sessions")

    def _ask(self, action: str) -> None:
        """Say how many sessions are meant, and go on when the user agrees."""
        names = split_list(self._sessions.text())
        many = tr_n("%Ln session(s)", len(names)) if names else tr("all restricted sessions of the account")
        questions = {
            "grant": tr("Grant access to {sessions}?"),
            "end": tr("End access to {sessions}?"),
        }
        if confirmed(self, self.title(), questions[action].format(sessions=many)):
            self._run(action)

    def _run(self, action: str) -> None:
        access = self.access()
        if access is None:
            return
        names = split_list(self._sessions.text())
        person, until = self._person.text().strip(), self._until.text().strip()

        def verb(feedback: QgsProcessingFeedback) -> AccessReport:
            from ..core.publish.access import session_access

            with access.client(feedback) as client:
                return session_access(client, names, action, feedback, person=person, until=until)

        self.start(verb, self._show)

    def _show(self, report: AccessReport) -> None:
        from ..core.publish.access import status_names

        rows = [
            (
                one.session,
                status_names()[one.status],
                ", ".join(one.users),
                "\n".join(f"{address} ({expires})" for address, expires in one.links),
                one.record_id or "",
                one.message,
            )
            for one in report.sessions
        ]
        self._table.fill(rows, report, header())
        self.conclude(tr_n("%Ln session(s).", len(rows)), troubled=bool(report.failures))


def header() -> tuple[str, ...]:
    """Columns of the list."""
    return tr("Session"), tr("State"), tr("Users"), tr("Links"), tr("Record"), tr("Remarks")
