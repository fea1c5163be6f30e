# SPDX-License-Identifier: GPL-2.0-or-later
"""Annotations: files looked at, imported, found on the map; sessions of the atlas listed and removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback, QgsRectangle
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..core.settings import recall, recall_flag, remember
from ..core.translation import tr, tr_n
from .frames_on_map import show_frames
from .report_table import ReportDialog, ReportTable, moment
from .shell import Shell
from .task import Way
from .verb_dialog import VerbDialog
from .windows import confirmed

if TYPE_CHECKING:
    from ..core.annotations.exporting import AnnotationFileWritten
    from ..core.annotations.importing import AnnotationReport
    from ..core.annotations.sessions import AnnotationSession, Removal

_DATASET, _NUMBER = 2, 6  # columns of the list of sessions
Found = tuple[tuple[int, ...], "QgsRectangle | None"]


class AnnotationsDialog(VerbDialog):
    """Two pages: files into the atlas, and what the atlas holds."""

    KEY = "annotations"
    ALGORITHM = "importannotations"
    SIZE = (1000, 600)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._report: AnnotationReport | None = None
        self._listed = False
        self._tabs = QTabWidget()
        self._tabs.addTab(self._make_import(), tr("&Files into the atlas"))
        self._tabs.addTab(self._make_sessions(), tr("&Sessions in the atlas"))
        self._tabs.currentChanged.connect(self._show_tab)
        self.body.addWidget(self._tabs, 1)
        self._import = self.add_button(tr("&Import"), self.start_import, starts=True)
        self._zoom_new = self.add_button(
            tr("&Zoom to annotated frames"),
            self.zoom_to_imported,
            starts=True,
            ready=lambda: bool(self._imported()),
        )
        self._left_out = self.add_button(tr("What is &left out…"), self._show_left_out)
        self._save_button = self.add_button(tr("Sa&ve the report…"), lambda: self.save(self._table))
        self.add_cancel()
        for button in (self._left_out, self._save_button):
            button.setEnabled(False)
        self._recall()
        self._invite()

    def title(self) -> str:
        return tr("Annotations")

    def opened(self) -> None:
        self._listed = False
        self._show_tab(self._tabs.currentIndex())

    def atlas_switched(self) -> None:
        self._report = None
        for table in (self._table, self._sessions):
            table.fill([], [])
        for button in (self._left_out, self._save_button):
            button.setEnabled(False)
        self._invite()
        self.opened()

    def _invite(self) -> None:
        self.tell(tr("Choose annotations, then look at what an import would do."))

    # Widgets

    def _make_import(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        grid = QGridLayout()
        grid.addWidget(QLabel(tr("Into the atlas")), 0, 0)
        grid.addWidget(self._atlas_name, 0, 1, 1, 5)
        self._by_file = QRadioButton(tr("Fil&e"))
        self._file = QgsFileWidget()
        self._file.setFilter("CSV (*.csv *.CSV)")
        self._file.setDialogTitle(tr("Annotation file"))
        self._file.setAccessibleName(tr("Annotation file"))
        self._by_folder = QRadioButton(tr("F&older"))
        self._folder = QgsFileWidget()
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._folder.setDialogTitle(tr("Folder of annotation files"))
        self._folder.setAccessibleName(tr("Folder of annotation files"))
        group = QButtonGroup(self)
        for row, (choice, widget) in enumerate(
            ((self._by_file, self._file), (self._by_folder, self._folder)), start=1
        ):
            group.addButton(choice)
            grid.addWidget(choice, row, 0)
            grid.addWidget(widget, row, 1, 1, 5)
        self._by_file.toggled.connect(self._choose_source)
        self._date, self._author, self._dataset = QLineEdit(), QLineEdit(), QLineEdit()
        for column, (text, edit, hint) in enumerate(
            (
                (tr("&Date"), self._date, "2024-05-24 15:14:09"),
                (tr("A&uthor"), self._author, "ana-lima"),
                (tr("Da&taset"), self._dataset, "second_look"),
            )
        ):
            label = QLabel(text)
            label.setBuddy(edit)
            edit.setPlaceholderText(hint)
            edit.setToolTip(tr("Only where the file's name does not tell it, or tells it wrongly."))
            grid.addWidget(label, 3, 2 * column)
            grid.addWidget(edit, 3, 2 * column + 1)
        layout.addLayout(grid)
        line = QHBoxLayout()
        hint = QLabel(tr("Named as 20240524_151409__ana-lima__second_look.csv, a file tells these itself."))
        hint.setWordWrap(True)
        line.addWidget(hint, 1)
        self._look = self.starter(QPushButton(tr("&Preview")), self.preview)
        self._look.setToolTip(tr("Say what an import would do; nothing is changed."))
        self._look.setDefault(True)
        line.addWidget(self._look)
        layout.addLayout(line)
        self._table = ReportTable(file_header(), page)
        self._table.setAccessibleName(tr("Annotation files"))
        layout.addWidget(self._table, 1)
        return page

    def _make_sessions(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        self._sessions = ReportTable(session_header(), page, wide=_DATASET)
        self._sessions.setAccessibleName(tr("Annotation sessions of the atlas"))
        layout.addWidget(self._sessions, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.starter(QPushButton(tr("&Read again")), self.list_sessions))
        line.addWidget(self.starter(QPushButton(tr("Zoom to its fr&ames")), self._zoom_to_selected))
        line.addWidget(self.starter(QPushButton(tr("E&xport…")), self.choose_export))
        line.addWidget(self.starter(QPushButton(tr("Re&move…")), self.remove))
        layout.addLayout(line)
        return page

    def _choose_source(self) -> None:
        self._file.setEnabled(self._by_file.isChecked())
        self._folder.setEnabled(self._by_folder.isChecked())

    def _recall(self) -> None:
        self._file.setFilePath(recall("annotations/file"))
        self._folder.setFilePath(recall("annotations/folder"))
        by_folder = recall_flag("annotations/by_folder")
        self._by_folder.setChecked(by_folder)
        self._by_file.setChecked(not by_folder)
        self._author.setText(recall("annotations/author"))
        self._choose_source()

    def _remember(self) -> None:
        remember("annotations/file", self._file.filePath())
        remember("annotations/folder", self._folder.filePath())
        remember("annotations/by_folder", self._by_folder.isChecked())
        remember("annotations/author", self._author.text())

    # Files into the atlas

    def preview(self) -> None:
        """Say what an import would do."""
        self._run(dry_run=True)

    def start_import(self) -> None:
        """Import in the background."""
        self._run(dry_run=False)

    def _run(self, *, dry_run: bool) -> None:
        atlas = self._atlas
        chosen = (self._file if self._by_file.isChecked() else self._folder).filePath().strip()
        if atlas is None or not chosen:
            self.tell(tr("No annotations were chosen. Choose a file or a folder of files."))
            return
        self._tabs.setCurrentIndex(0)
        self._remember()
        typed = {
            "date": self._date.text().strip(),
            "author": self._author.text(),
            "dataset": self._dataset.text(),
        }

        def verb(feedback: QgsProcessingFeedback) -> AnnotationReport:
            from ..core.annotations.importing import import_annotations

            return import_annotations(atlas, Path(chosen), dry_run=dry_run, feedback=feedback, **typed)

        self.start(
            verb, self._show_report, lambda _error: None if dry_run else self._shell.atlas_written(atlas)
        )

    def _show_report(self, report: AnnotationReport) -> None:
        from ..core.conveyor import Status

        self._report = report
        self._table.fill(file_rows(report), report)
        self._save_button.setEnabled(True)
        self._left_out.setEnabled(bool(report.images_dropped or report.labels_dropped))
        self.update_buttons()
        entering = [file for file in report.files if file.status in (Status.PLANNED, Status.ADDED)]
        failed = report.count(Status.FAILED)
        files = (
            tr_n("%Ln file(s) would be imported", len(entering))
            if report.dry_run
            else tr_n("%Ln file(s) imported", len(entering))
        )
        text = tr("{imported}, {unchanged}, {refused}; {annotations} of {images}.").format(
            imported=files,
            unchanged=tr_n("%Ln unchanged", report.count(Status.UNCHANGED)),
            refused=tr_n("%Ln refused", failed),
            annotations=tr_n("%Ln annotation(s)", report.annotations_added),
            images=tr_n("%Ln image(s)", sum(file.matched for file in entering)),
        )
        if report.dry_run:
            self.tell(text)
            return
        self._listed = False
        self._shell.atlas_written(self._atlas)
        ways = [Way(tr("Zoom to annotated frames"), self.zoom_to_imported)] if self._imported() else []
        self.conclude(text, *ways, troubled=failed > 0)

    def _imported(self) -> list[int]:
        files = () if self._report is None else self._report.files
        return [file.session_id for file in files if file.session_id is not None]

    def _show_left_out(self) -> None:
        if self._report is not None:
            header = (tr("Kind"), tr("Row"), tr("Name"), tr("Why"), tr("Suggestion"), tr("File"))
            ReportDialog(tr("Left out"), header, left_out_rows(self._report), self._report, self).exec()

    def zoom_to_imported(self) -> None:
        """Show the frames that the last import annotated."""
        self._zoom(self._imported())

    # Sessions of the atlas

    def _show_tab(self, index: int) -> None:
        if index == 1 and not self._listed:
            self.list_sessions()

    def list_sessions(self, said: str = "") -> None:
        """Read the sessions of the atlas; `said` stays to be read."""
        atlas = self._atlas
        if atlas is None:
            return

        def verb(feedback: QgsProcessingFeedback) -> tuple[AnnotationSession, ...]:
            from ..core.annotations.sessions import list_annotation_sessions

            return list_annotation_sessions(atlas)

        self._listed = self.start(verb, lambda found: self._show_sessions(found, said), quiet=True)

    def _show_sessions(self, sessions: Sequence[AnnotationSession], said: str) -> None:
        self._sessions.fill(session_rows(sessions), sessions)
        self.tell(said or tr_n("The atlas holds %Ln annotation session(s).", len(sessions)))

    def _selected(self) -> list[AnnotationSession]:
        ids = {self._sessions.item(item.row(), _NUMBER).text() for item in self._sessions.selectedItems()}
        known = self._sessions.report
        return [one for one in known if str(one.id) in ids] if isinstance(known, tuple) else []

    def _zoom_to_selected(self) -> None:
        self._zoom([session.id for session in self._selected()])

    def remove(self) -> None:
        """Take the selected session out of the atlas, after a question."""
        selected = self._selected()
        atlas = self._atlas
        if len(selected) != 1 or atlas is None:
            self.tell(tr("Select one session in the list."))
            return
        session = selected[0]
        question = tr("Remove {session} with its {annotations} of {images} from the atlas?").format(
            session=session.key,
            annotations=tr_n("%Ln annotation(s)", session.annotations),
            images=tr_n("%Ln image(s)", session.images),
        )
        if not confirmed(self, tr("Remove annotations"), question):
            return

        def verb(feedback: QgsProcessingFeedback) -> Removal:
            from ..core.annotations.sessions import remove_annotations

            return remove_annotations(atlas, session.id, feedback=feedback)

        self.start(verb, self._removed)

    def _removed(self, removal: Removal) -> None:
        self._shell.atlas_written(self._atlas)
        self.list_sessions(tr_n("%Ln annotation(s) removed.", removal.session.annotations))

    def choose_export(self) -> None:
        """Ask where the file of the selected session goes."""
        if len(self._selected()) != 1:
            self.tell(tr("Select one session in the list."))
            return
        folder = QFileDialog.getExistingDirectory(
            self, tr("Folder for the annotation file"), recall("annotations/folder")
        )
        if folder:
            self.export(Path(folder))

    def export(self, folder: Path) -> None:
        """Write the selected session as the file that an import takes."""
        (session,) = self._selected()
        atlas = self._atlas
        if atlas is None:
            return

        def verb(feedback: QgsProcessingFeedback) -> AnnotationFileWritten:
            from ..core.annotations.exporting import export_annotations

            return export_annotations(atlas, session.id, folder, feedback)

        self.start(verb, self._exported)

    def _exported(self, written: AnnotationFileWritten) -> None:
        images = tr_n("%Ln image(s)", written.images)
        self.conclude(tr("{images} written to “{file}”.").format(images=images, file=written.path))

    # The map

    def _zoom(self, sessions: Sequence[int]) -> None:
        atlas = self._atlas
        if not sessions or atlas is None:
            self.tell(tr("Select a session in the list."))
            return

        def verb(feedback: QgsProcessingFeedback) -> Found:
            from ..core.annotations.sessions import annotated_frames

            return annotated_frames(atlas, *sessions)

        self.start(verb, self._show_on_map, quiet=True)

    def _show_on_map(self, found: Found) -> None:
        frames, bounds = found
        annotated = tr_n("%Ln annotated frame(s)", len(frames))
        if bounds is None or self._atlas is None:
            self.tell(tr("{}: none has a position.").format(annotated))
            return
        seen = show_frames(self._shell, self._atlas, frames)
        if seen == len(frames):
            self.tell(tr("The map shows {}.").format(annotated))
        else:
            text = tr(
                "{frames}, selected in their layer; the map shows the place where most are, with {seen}."
            )
            self.tell(text.format(frames=annotated, seen=tr_n("%Ln of them", seen)))


def file_header() -> tuple[str, ...]:
    """Columns of a preview and of a report."""
    return tr("File"), tr("Outcome"), tr("Annotations"), tr("Images"), tr("Labels"), tr("Remarks")


def file_rows(report: AnnotationReport) -> list[tuple[object, ...]]:
    """One row a file; of its images and labels those that the atlas has."""
    from ..core.conveyor import Status

    words = {
        Status.PLANNED: tr("would be imported"),
        Status.ADDED: tr("imported"),
        Status.UNCHANGED: tr("unchanged"),
        Status.FAILED: tr("refused"),
    }
    return [
        (
            file.path.name,
            words[file.status],
            file.annotations,
            tr("{matched} of {images}").format(matched=file.matched, images=file.images),
            tr("{matched} of {images}").format(
                matched=file.labels, images=file.labels + len(file.dropped_labels)
            ),
            "\n".join(filter(None, (file.message, *file.notes))),
        )
        for file in report.files
    ]


def left_out_rows(report: AnnotationReport) -> list[tuple[object, ...]]:
    """One row a label or an image that was left out."""
    rows: list[tuple[object, ...]] = []
    for file in report.files:
        name = file.path.name
        rows += [
            (tr("Label"), 1, label.column, label.reason, label.suggestion, name)
            for label in file.dropped_labels
        ]
        rows += [
            (tr("Image"), image.row, image.file_name, image.reason, image.suggestion, name)
            for image in file.dropped_images
        ]
    return rows


def session_header() -> tuple[str, ...]:
    """Columns of the list of sessions."""
    return (
        tr("Date"),
        tr("Author"),
        tr("Dataset"),
        tr("Images"),
        tr("Labels"),
        tr("Annotations"),
        tr("Number"),
    )


def session_rows(sessions: Sequence[AnnotationSession]) -> list[tuple[object, ...]]:
    """One row a session."""
    return [
        (
            moment(session.key.date),
            session.key.author,
            session.key.dataset,
            session.images,
            session.labels,
            session.annotations,
            session.id,
        )
        for session in sessions
    ]
