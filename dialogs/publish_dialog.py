# SPDX-License-Identifier: GPL-2.0-or-later
"""Sessions to Zenodo: choose, see every version, file and field that would change, publish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingFeedback
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QLocale, Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import InputError, SeatizenError
from ..core.settings import recall, recall_flag, remember
from ..core.translation import tr, tr_n
from .report_table import ReportTable
from .shell import Shell
from .zenodo_dialog import ZenodoDialog

if TYPE_CHECKING:
    from ..core.publish.content import Wanted
    from ..core.publish.metadata_update import UpdateReport
    from ..core.publish.sessions import PlannedVersion, UploadReport

_LETTERS = "fmi"
_TASKS = ("upload", "update")


class PublishDialog(ZenodoDialog):
    """Publishes sessions, or brings the metadata of published ones up to date."""

    KEY = "publish"
    ALGORITHM = "uploadsessions"
    SIZE = (1020, 700)
    NEEDS_ATLAS = False

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._details: dict[tuple[str, str], str] = {}
        self.body.addLayout(self._make_inputs())
        self.body.addLayout(self._make_choices())
        self._table = ReportTable(header(), self)
        self._table.setAccessibleName(tr("Versions"))
        self._table.itemSelectionChanged.connect(self._show_details)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setAccessibleName(tr("Files and metadata of the chosen version"))
        self._text.setPlaceholderText(
            tr("Choose a version to see its files, and its metadata as a difference.")
        )
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._table)
        split.addWidget(self._text)
        split.setSizes([300, 180])
        self.body.addWidget(split, 1)
        self._go = self.add_button(tr("Pu&blish"), self.publish, starts=True)
        self._save = self.add_button(tr("Sa&ve the report…"), lambda: self.save(self._table))
        self._save.setEnabled(False)
        self.add_cancel()
        self._recall()
        self._choose_task()
        self.tell(tr("Look at the preview first: it changes nothing, here or on Zenodo."))

    def title(self) -> str:
        return tr("Upload sessions to Zenodo")

    # Widgets

    def _make_inputs(self) -> QGridLayout:
        grid = QGridLayout()
        self._folder = _file_widget(tr("Folder of sessions"), folder=True)
        self._folder.setToolTip(tr("One session folder, or a folder that holds session folders."))
        self._metadata = _file_widget(tr("Metadata file"), "JSON (*.json)")
        self._metadata.setToolTip(
            tr("The JSON that describes deposits. Paths in it count from its folder, or from one above it.")
        )
        self._task_box = QComboBox()
        self._task_box.addItem(tr("Upload data"), _TASKS[0])
        self._task_box.addItem(tr("Update metadata of what is published"), _TASKS[1])
        self._task_box.currentIndexChanged.connect(self._choose_task)
        for row, (text, widget) in enumerate(
            (
                (tr("&Sessions"), self._folder),
                (tr("&Metadata file"), self._metadata),
                (tr("&Task"), self._task_box),
            )
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _make_choices(self) -> QVBoxLayout:
        choices = QVBoxLayout()
        self._raw = QCheckBox(tr("&Raw data"))
        self._processed = QCheckBox(tr("Proc&essed data"))
        self._letters = QLineEdit(_LETTERS)
        self._letters.setMaximumWidth(self.fontMetrics().averageCharWidth() * 14)
        self._letters.setAccessibleName(tr("Letters of the processed data"))
        self._letters.setToolTip(
            tr(
                "d DCIM, f FRAMES, m METADATA, g GPS, b BATHY, i IA, p PHOTOGRAMMETRY, c CPCE_ANNOTATION. "
                "Files at the session's root come along."
            )
        )
        self._all_frames = QCheckBox(tr("&All frames"))
        self._all_frames.setToolTip(tr("Publish every frame, also those that were judged useless."))
        self._further = QCheckBox(tr("&Further processed version"))
        self._further.setToolTip(
            tr("Publish one more processed version of sessions that have one, if its files differ.")
        )
        self._quota = QCheckBox(tr("M&ore than 50 GB"))
        self._quota.setToolTip(
            tr("Zenodo may be asked for up to 200 GB for a version that needs more than 50.")
        )
        self._custom_label = QLabel(tr("Custom versio&n"))
        self._custom = QLineEdit()
        self._custom_label.setBuddy(self._custom)
        self._custom.setMaximumWidth(self._letters.maximumWidth())
        self._custom.setPlaceholderText(tr("letters"))
        self._custom.setToolTip(
            tr(
                "Letters as above, and s SENSORS, of a version whose name, description and access are those "
                "of the metadata file."
            )
        )
        self._keep = QCheckBox(tr("Ta&ke files over"))
        self._keep.setChecked(True)
        self._keep.setToolTip(
            tr("The new version holds the files of the one before as well, except restricted ones.")
        )
        self._record = QCheckBox(tr("&ISO 19115 record"))
        self._record.setToolTip(tr("Add a record for catalogues, with the contact of the metadata file."))
        self._last = QCheckBox(tr("&Last version only"))
        for widgets in (  # three lines: a small screen is narrower than all of them
            (self._raw, self._processed, self._letters, self._custom_label, self._custom),
            (self._all_frames, self._keep, self._further),
            (self._quota, self._record, self._last),
        ):
            line = QHBoxLayout()
            for widget in widgets:
                line.addWidget(widget)
            line.addStretch(1)
            choices.addLayout(line)
        self._look = self.starter(QPushButton(tr("&Preview")), self.preview)
        self._look.setToolTip(tr("Say what would be published or changed; nothing is changed."))
        self._look.setDefault(True)
        line.addWidget(self._look)
        return choices

    def _choose_task(self) -> None:
        uploads = self._task_box.currentData() == _TASKS[0]
        for widget in (
            self._raw,
            self._processed,
            self._letters,
            self._all_frames,
            self._further,
            self._custom_label,
            self._custom,
            self._keep,
            self._record,
            self._quota,
        ):
            widget.setVisible(uploads)
        self._last.setVisible(not uploads)

    def _recall(self) -> None:
        self._folder.setFilePath(recall("publish/folder"))
        self._metadata.setFilePath(recall("publish/metadata"))
        self._letters.setText(recall("publish/letters", _LETTERS))
        self._raw.setChecked(recall_flag("publish/raw", True))
        self._processed.setChecked(recall_flag("publish/processed", True))

    def _remember(self) -> None:
        remember("publish/folder", self._folder.filePath())
        remember("publish/metadata", self._metadata.filePath())
        remember("publish/letters", self._letters.text())
        remember("publish/raw", self._raw.isChecked())
        remember("publish/processed", self._processed.isChecked())

    # Verbs

    def preview(self) -> None:
        """Say what would be published or changed."""
        self._run(dry_run=True, then=self._show)

    def publish(self) -> None:
        """Plan, ask once more where it is the real Zenodo, then do it."""
        self._run(dry_run=True, then=self._go_on)

    def _run(self, *, dry_run: bool, then: Any) -> None:
        access = self.access()
        if access is None:
            return
        try:
            folder, metadata, wanted = self._inputs()
        except SeatizenError as error:
            self.tell(str(error))
            return
        self._remember()
        uploads = self._task_box.currentData() == _TASKS[0]
        last = self._last.isChecked()
        options = {"ask_quota": self._quota.isChecked(), "iso19115": self._record.isChecked()}

        def verb(feedback: QgsProcessingFeedback) -> UploadReport | UpdateReport:
            from ..core.publish.metadata_update import update_session_metadata
            from ..core.publish.sessions import upload_sessions

            with access.client(feedback) as client:
                if uploads:
                    return upload_sessions(
                        client, folder, None, metadata, wanted, feedback, dry_run=dry_run, **options
                    )
                versions = ("last",) if last else ("all",)
                return update_session_metadata(
                    client, folder, None, metadata, versions, feedback, dry_run=dry_run
                )

        self.start(verb, then)

    def _inputs(self) -> tuple[Path, Path, Wanted]:
        from ..core.publish.content import Wanted

        folder, metadata = self._folder.filePath().strip(), self._metadata.filePath().strip()
        if not folder:
            raise InputError(tr("No sessions were chosen."), advice=tr("Choose a folder of sessions."))
        if not metadata:
            raise InputError(
                tr("No metadata file was given."), advice=tr("Choose the JSON that describes the deposits.")
            )
        wanted = Wanted(
            raw=self._raw.isChecked(),
            processed=self._letters.text().strip().lower() if self._processed.isChecked() else "",
            custom=self._custom.text().strip().lower(),
            all_frames=self._all_frames.isChecked(),
            keep_previous=self._keep.isChecked(),
            new_processed=self._further.isChecked(),
        )
        return Path(folder), Path(metadata), wanted

    # What came of it

    def _show(self, report: UploadReport | UpdateReport) -> None:
        rows, self._details = rows_of(report)
        self._table.fill(rows, report, header())
        self._save.setEnabled(bool(rows))
        self._text.clear()
        self.conclude(_summary(report), troubled=bool(report.failures))

    def _go_on(self, plan: UploadReport | UpdateReport) -> None:
        self._show(plan)
        records = changes(plan)
        if not records:
            self.tell(tr("There is nothing to publish: all of it is online."))
        elif self.may_change(records):
            self._run(dry_run=False, then=self._show)

    def _show_details(self) -> None:
        rows = sorted({item.row() for item in self._table.selectedIndexes()})
        cells = [[self._table.item(row, column) for column in (0, 1)] for row in rows[:1]]
        keys = [(first.text(), second.text()) for first, second in cells if first and second]
        self._text.setPlainText(self._details.get(keys[0], "") if keys else "")


def _file_widget(title: str, files: str = "", *, folder: bool = False) -> QgsFileWidget:
    widget = QgsFileWidget()
    if folder:
        widget.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
    widget.setFilter(files)
    widget.setDialogTitle(title)
    widget.setAccessibleName(title)
    return widget


def header() -> tuple[str, ...]:
    """Columns of plans and accounts."""
    return (
        tr("Session"),
        tr("Version"),
        tr("State"),
        tr("Access"),
        tr("Files"),
        tr("To upload (MB)"),
        tr("Fields that differ"),
        tr("Record"),
        tr("Remarks"),
    )


def changes(report: UploadReport | UpdateReport) -> int:
    """Records that a run would make or change."""
    from ..core.publish.sessions import UploadReport

    return report.records_to_change if isinstance(report, UploadReport) else report.versions_updated


Rows = tuple[list[tuple[object, ...]], dict[tuple[str, str], str]]


def rows_of(report: UploadReport | UpdateReport) -> Rows:
    """A row a version, and the text of its details by session and version."""
    from ..core.publish.sessions import UploadReport

    return _upload_rows(report) if isinstance(report, UploadReport) else _update_rows(report)


def _upload_rows(report: UploadReport) -> Rows:
    from ..core.publish.sessions import outcome_names, step_names

    rows: list[tuple[object, ...]] = []
    details: dict[tuple[str, str], str] = {}
    for one in report.sessions:
        remarks = "\n".join(filter(None, (one.message, *one.notes)))
        for version in one.versions:
            access = tr("restricted") if version.restricted else tr("open")
            megabytes = round(version.bytes_to_upload / 1e6, 1)
            rows.append(
                (
                    one.session,
                    version.label,
                    step_names()[version.step],
                    access,
                    len(version.files),
                    megabytes,
                    len(version.changes),
                    version.record_id or "",
                    remarks,
                )
            )
            details[one.session, version.label] = _details(version)
        for label, record in one.records.items():
            state = outcome_names()[one.status]
            rows.append((one.session, label, state, "", "", "", "", record, remarks))
        if not one.versions and not one.records:
            rows.append((one.session, "", outcome_names()[one.status], "", "", "", "", "", remarks))
    return rows, details


def _update_rows(report: UpdateReport) -> Rows:
    from ..core.publish.metadata_update import update_names

    rows: list[tuple[object, ...]] = []
    details: dict[tuple[str, str], str] = {}
    for one in report.sessions:
        state = update_names()[one.status]
        for version in one.versions:
            rows.append(
                (one.session, version.label, state, "", "", "", len(version.changes), version.record_id, "")
            )
            details[one.session, version.label] = difference(version.changes)
        if not one.versions:
            rows.append((one.session, "", state, "", "", "", "", "", one.message))
    return rows, details


def _details(version: PlannedVersion) -> str:
    from ..core.publish.sessions import file_step_names

    steps, size = file_step_names(), QLocale().formattedDataSize
    files = [f"{file.key} ({size(file.size)}): {steps[file.step]}" for file in version.files]
    return "\n".join([*files, "", difference(version.changes)]).strip()


def difference(fields: Sequence[tuple[str, str, str]]) -> str:
    """Fields as a difference: what is there, what is meant."""
    lines = []
    for name, there, meant in fields:
        lines.append(name)
        lines += [f"  − {there}"] if there else []
        lines += [f"  + {meant}"] if meant else []
    return "\n".join(lines)


def _summary(report: UploadReport | UpdateReport) -> str:
    failed = tr_n("%Ln failed", len(report.failures))
    if report.dry_run:
        would = tr_n("%Ln record(s) would be changed", changes(report))
        return tr("{would}, {failed}. Nothing has been changed.").format(would=would, failed=failed)
    from ..core.publish.sessions import UploadReport

    if isinstance(report, UploadReport):
        online = tr_n("%Ln session(s) online as meant", report.deposits)
        files = tr_n("%Ln file(s) uploaded", report.files_uploaded)
        return f"{online}, {failed}; {files}."
    updated = tr_n("%Ln version(s) updated", report.versions_updated)
    return f"{updated}, {failed}."
