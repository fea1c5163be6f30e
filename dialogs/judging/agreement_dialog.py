# SPDX-License-Identifier: GPL-2.0-or-later
"""Agreement: a model, or people, against annotators; the frames behind every count are one click away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QLocale
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QMenu,
    QScrollArea,
    QTableWidgetItem,
    QTabWidget,
    QWidget,
)

from ...core.errors import SeatizenError
from ...core.settings import recall, remember
from ...core.translation import tr, tr_n
from ..frames_on_map import show_frames
from ..report_table import ReportTable
from ..shell import Shell
from ..verb_dialog import VerbDialog
from .charts import IntervalsPicture, PictureOfFigures, Row

if TYPE_CHECKING:
    from ...core.annotations.sessions import AnnotationSession
    from ...core.judging.agreement import AgreementReport, ClassAgreement
    from ...core.reading.scores import ScoringModel
    from ...core.selection.filters import FrameFilter

    Judges = tuple[Sequence[ScoringModel], Sequence[AnnotationSession]]

_CELLS = {2: "tp", 3: "fp", 4: "fn", 5: "tn"}  # columns with frames behind them


class AgreementDialog(VerbDialog):
    """Who is judged, by whom, and what came of it: a table and a picture."""

    KEY = "agreement"
    ALGORITHM = "agreement"
    SIZE = (1040, 620)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._sessions: Sequence[AnnotationSession] = ()
        self._report: AgreementReport | None = None
        self.judged, self.reference = QComboBox(), QComboBox()
        self.filtered = QCheckBox()
        form = QFormLayout()
        form.addRow(tr("Atlas"), self._atlas_name)
        form.addRow(tr("&Judge"), self.judged)
        form.addRow(tr("a&gainst"), self.reference)
        form.addRow(tr("&Of"), self.filtered)
        self.body.addLayout(form)
        self.table = ReportTable(header(between_people=False), self, wide=0)
        self.table.setAccessibleName(tr("Agreement"))
        self.table.itemActivated.connect(self._activate)
        self.table.currentItemChanged.connect(lambda *_: self.update_buttons())
        self.picture = PictureOfFigures()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.picture)
        tabs = QTabWidget()
        tabs.addTab(self.table, tr("&Table"))
        tabs.addTab(scroll, tr("&Picture"))
        self.body.addWidget(tabs, 1)
        self._compare = self.add_button(tr("Co&mpare"), self.compare, starts=True, ready=self._ready)
        self._compare.setDefault(True)
        self._show = self.add_button(
            tr("Show these &frames"),
            self.show_cell,
            starts=True,
            ready=lambda: bool(self._cell(self.table.currentItem())),
        )
        save = self.add_button(tr("Sa&ve"), lambda: None, starts=True, ready=self._has_report)
        menu = QMenu(save)  # three buttons more would not fit a small screen
        differ = menu.addAction(tr("Where they &differ…"), self.choose_candidates)
        differ.setToolTip(tr("A CSV of these frames that “Download frames” takes"))
        menu.setToolTipsVisible(True)
        menu.addAction(tr("&Table…"), lambda: self.save(self.table))
        menu.addAction(tr("&Picture…"), self.save_picture)
        save.setMenu(menu)
        self.add_cancel()
        self.judged.currentIndexChanged.connect(lambda _i: self._offer_reference())
        self.reference.currentIndexChanged.connect(lambda _i: self.update_buttons())

    def title(self) -> str:
        return tr("Agreement of model and annotators")

    def opened(self) -> None:
        from ...core.selection.words import filter_words

        wanted = self._shell.frame_filter
        self.filtered.setText(
            tr("what the map's filter leaves: {}").format(filter_words(wanted))
            if wanted
            else tr("all frames: the map has no filter")
        )
        self.filtered.setEnabled(wanted is not None)
        self.filtered.setChecked(wanted is not None)
        atlas = self._atlas
        if atlas is None:
            return

        def verb(_feedback: QgsProcessingFeedback) -> Judges:
            from ...core.annotations.sessions import list_annotation_sessions
            from ...core.reading.scores import list_models

            return list_models(atlas), list_annotation_sessions(atlas)

        self.start(verb, self._offer, quiet=True)

    def atlas_switched(self) -> None:
        self._report = None
        self.table.fill([], [])
        self.judged.clear()
        self.reference.clear()
        self.opened()

    # Who judges whom

    def _offer(self, judges: Judges) -> None:
        models, self._sessions = judges
        before = self.judged.currentText()
        self.judged.clear()
        for model in reversed(models):
            self.judged.addItem(tr("Model {}").format(model.name), str(model.id))
        for session in self._sessions:
            self.judged.addItem(_name(session), session.id)
        self.judged.setCurrentIndex(max(0, self.judged.findText(before)))
        self._offer_reference()

    def _offer_reference(self) -> None:
        before, judged = self.reference.currentText(), self.judged.currentData()
        others = [one for one in self._sessions if one.id != judged]
        self.reference.clear()
        if others:
            self.reference.addItem(
                tr("all annotators") if len(others) == len(self._sessions) else tr("all other annotators"), 0
            )
        for session in others:
            self.reference.addItem(_name(session), session.id)
        self.reference.setCurrentIndex(max(0, self.reference.findText(before)))
        if not others and self._sessions:
            self.tell(tr("There is only one annotation session: nobody to compare it with."))
        elif not self._sessions:
            self.tell(tr("Nobody has annotated anything in this atlas yet."))
        else:
            self.tell(tr("Choose who is judged by whom, then compare."))
        self.update_buttons()

    def _ready(self) -> bool:
        return self.judged.count() > 0 and self.reference.count() > 0

    def _wanted(self) -> FrameFilter:
        from ...core.selection.filters import FrameFilter

        wanted = self._shell.frame_filter if self.filtered.isChecked() else None
        wanted = wanted or FrameFilter()
        judged = self.judged.currentData()
        return replace(wanted, model=judged) if isinstance(judged, str) else wanted

    # Running

    def compare(self, candidates: Path | None = None) -> None:
        """Count in the background."""
        atlas, wanted = self._atlas, self._wanted()
        judged, reference = self.judged.currentData(), self.reference.currentData()
        if atlas is None:
            return
        against = () if isinstance(judged, str) else (str(judged),)
        chosen = [reference] if reference else [one.id for one in self._sessions if one.id != judged]

        def verb(feedback: QgsProcessingFeedback) -> AgreementReport:
            from ...core.judging.agreement import agreement

            return agreement(
                atlas,
                wanted,
                feedback,
                reference=[str(one) for one in chosen],
                against=against,
                candidates=candidates,
            )

        self.start(verb, lambda report: self._show_report(report, wanted, candidates))

    def choose_candidates(self) -> None:
        """Ask where the list of differing frames goes, and write it."""
        start = str(Path(recall("report_folder", str(Path.home()))) / "candidates.csv")
        chosen, _filter = QFileDialog.getSaveFileName(
            self, tr("Frames where they differ"), start, tr("Table (*.csv)")
        )
        if chosen:
            remember("report_folder", str(Path(chosen).parent))
            self.compare(Path(chosen).with_suffix(".csv"))

    def _has_report(self) -> bool:
        return self._report is not None

    def _show_report(self, report: AgreementReport, wanted: FrameFilter, candidates: Path | None) -> None:
        from ...core.selection.words import filter_words

        self._report = report
        people = not isinstance(self.judged.currentData(), str)
        self.table.fill([row(one) for one in report.classes], _account(report), header(people))
        caption = tr("{judged}, against {reference}. {frames}: {filter}.").format(
            judged=self.judged.currentText(),
            reference=self.reference.currentText(),
            frames=tr_n("%Ln frame(s) judged by both", report.frames),
            filter=filter_words(replace(wanted, model="")),
        )
        self.picture.show_picture(
            IntervalsPicture(
                tr("Cohen's kappa and its 95 % interval, by class"),
                caption,
                [_picture_row(one) for one in sorted(report.classes, key=_by_kappa)],
                least=min(0.0, *(one.kappa_low or 0.0 for one in report.classes)),
            )
        )
        self.update_buttons()
        if candidates is not None:
            self.conclude(
                tr("{rows} written to “{file}”.").format(
                    rows=tr_n("%Ln row(s)", report.candidates), file=candidates
                )
            )
        else:
            self.conclude(caption)

    def save_picture(self) -> None:
        """Let the user save the picture, and say where it went."""
        try:
            path = self.picture.choose_file()
        except SeatizenError as error:
            self.tell(str(error))
            return
        if path is not None:
            self.tell(tr("Saved as “{}”.").format(path))

    # The frames behind a count

    def _cell(self, item: QTableWidgetItem | None) -> tuple[int, ...]:
        """The frames that a cell counts; none for another kind of cell."""
        if item is None or self._report is None or item.column() not in _CELLS:
            return ()
        name = self.table.item(item.row(), 0).text()
        found = next((one for one in self._report.classes if one.name == name), None)
        return found.cells[_CELLS[item.column()]] if found else ()

    def _activate(self, item: QTableWidgetItem) -> None:
        frames = self._cell(item)
        if frames:
            self._show_on_map(frames)

    def show_cell(self) -> None:
        """Show the frames of the cell that is current."""
        self._show_on_map(self._cell(self.table.currentItem()))

    def _show_on_map(self, frames: Sequence[int]) -> None:
        if self._atlas is None or not frames:
            self.tell(tr("Choose a count in the table: the frames behind it can be shown."))
            return
        seen = show_frames(self._shell, self._atlas, frames)
        self.tell(
            tr("{frames} selected in their layer; the map shows {seen}.").format(
                frames=tr_n("%Ln frame(s)", len(frames)), seen=tr_n("%Ln of them", seen)
            )
        )


def header(between_people: bool) -> tuple[str, ...]:
    """Columns of the table."""
    first = tr("Only the judged") if between_people else tr("Only the model")
    second = tr("Only the others") if between_people else tr("Only people")
    return (
        tr("Class"),
        tr("Frames"),
        tr("Both"),
        first,
        second,
        tr("Neither"),
        tr("Precision"),
        tr("Recall"),
        tr("F1"),
        tr("Kappa"),
        tr("from"),
        tr("to"),
        tr("Threshold"),
        tr("Fitting threshold"),
    )


def row(one: ClassAgreement) -> tuple[object, ...]:
    """The table's row of a class; what is not defined is empty."""
    values = one.row().values()
    return tuple(round(value, 3) if isinstance(value, float) else value for value in values)


def _account(report: AgreementReport) -> list[dict[str, object]]:
    return [one.row() for one in report.classes]


def _picture_row(one: ClassAgreement) -> Row:
    kappa = one.counts.kappa
    if kappa is None:
        told = tr("not defined, {}").format(tr_n("%Ln frame(s)", one.counts.frames))
    else:
        told = tr("{kappa}, {frames}").format(
            kappa=QLocale().toString(kappa, "f", 2), frames=tr_n("%Ln frame(s)", one.counts.frames)
        )
    return Row(one.name.replace("_", " "), kappa, one.kappa_low, one.kappa_high, told)


def _by_kappa(one: ClassAgreement) -> float:
    return -2.0 if one.counts.kappa is None else -one.counts.kappa


def _name(session: AnnotationSession) -> str:
    return f"{session.key.author} · {session.key.dataset} · {session.key.date[:10]}"
