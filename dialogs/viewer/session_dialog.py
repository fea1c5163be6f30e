# SPDX-License-Identifier: GPL-2.0-or-later
"""Who annotates what: a new annotation session, or an earlier one to go on with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from ...core.annotations.name import SessionKey
from ...core.annotations.own import own_session
from ...core.annotations.sessions import AnnotationSession, list_annotation_sessions
from ...core.errors import InputError, SeatizenError
from ...core.settings import recall, remember
from ...core.translation import tr, tr_n
from ..report_table import moment
from ..task import TaskRunner


class SessionDialog(QDialog):
    """Author and dataset of a session; the author's earlier ones are offered."""

    def __init__(self, atlas: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Annotate"))
        self._sessions: Sequence[AnnotationSession] = ()
        self._runner = TaskRunner(self, quiet=True)
        self.author = QLineEdit(
            recall("annotate/author") or recall("annotations/author") or QgsApplication.userFullName()
        )
        self.author.setPlaceholderText("ana-lima")
        self.dataset = QLineEdit(recall("annotate/dataset"))
        self.dataset.setPlaceholderText("second_look")
        self.which = QComboBox()
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        hint = QLabel(
            tr("What you set is kept in an annotation session of your own; that of others stays as it is.")
        )
        hint.setWordWrap(True)
        form = QFormLayout(self)
        form.addRow(hint)
        for text, widget in (
            (tr("A&uthor"), self.author),
            (tr("Da&taset"), self.dataset),
            (tr("&Session"), self.which),
        ):
            form.addRow(text, widget)
        form.addRow(self._told)
        form.addRow(self._buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 60, self.sizeHint().height())
        self.author.textChanged.connect(self._offer)
        for widget in (self.author, self.dataset):
            widget.textChanged.connect(self._check)
        self.which.currentIndexChanged.connect(self._check)
        self._offer()
        self._runner.start(
            "sessions",
            tr("Reading the annotation sessions"),
            lambda _feedback: list_annotation_sessions(atlas),
            done=self._take,
            failed=self._tell,
        )
        self.finished.connect(lambda _result: self._runner.stop(0))

    def session(self) -> SessionKey:
        """What was chosen.

        Raises:
            InputError: author or dataset cannot be kept.
        """
        known = self.which.currentData()
        if isinstance(known, SessionKey):
            return known
        return own_session(self.author.text(), self.dataset.text())

    def accept(self) -> None:
        remember("annotate/author", self.author.text().strip())
        remember("annotate/dataset", self.dataset.text().strip())
        super().accept()

    def _take(self, sessions: Sequence[AnnotationSession]) -> None:
        self._sessions = sessions
        self._offer()

    def _tell(self, error: SeatizenError) -> None:
        self._told.setText(str(error))

    def _offer(self) -> None:
        """Offer a new session, and the author's earlier ones."""
        author = self.author.text().strip()
        self.which.clear()
        self.which.addItem(tr("A new one"), None)
        for one in reversed(self._sessions):
            if one.key.author == author:
                text = tr("{dataset}, {day}: {images}").format(
                    dataset=one.key.dataset, day=moment(one.key.date), images=tr_n("%Ln image(s)", one.images)
                )
                self.which.addItem(text, one.key)
        self._check()

    def _check(self) -> None:
        self.dataset.setEnabled(not isinstance(self.which.currentData(), SessionKey))
        problem = ""
        try:
            self.session()
        except InputError as error:
            empty = not self.author.text().strip() or not self.dataset.text().strip()
            problem = tr("Author and dataset are needed.") if empty else str(error)
        self._told.setText(problem)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)
