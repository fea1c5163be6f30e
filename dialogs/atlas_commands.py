# SPDX-License-Identifier: GPL-2.0-or-later
"""The commands around the atlas itself: new, open, check, import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsProcessingFeedback
from qgis.PyQt.QtWidgets import QFileDialog

from ..core.settings import recall, remember
from ..core.translation import tr
from .task import Way

if TYPE_CHECKING:
    from ..core.upkeep.checks import CheckReport
    from .shell import Shell

FILE_NAME = "seatizen_atlas_db.gpkg"


def file_filter() -> str:
    """What file dialogs offer for an atlas."""
    return tr("GeoPackage (*.gpkg)")


def new_atlas(shell: Shell) -> None:
    """Ask for a file name and make an empty atlas there."""
    start = str(Path(recall("atlas_folder", str(Path.home()))) / FILE_NAME)
    chosen, _filter = QFileDialog.getSaveFileName(shell.window, tr("New atlas"), start, file_filter())
    if not chosen:
        return
    path = Path(chosen)
    if not path.suffix:
        path = path.with_suffix(".gpkg")
    remember("atlas_folder", str(path.parent))
    title = tr("New atlas")

    def verb(feedback: QgsProcessingFeedback) -> Path:
        from ..core.upkeep.create import create_atlas

        # The file dialog has asked whether an existing file may be replaced.
        return create_atlas(path, overwrite=True, feedback=feedback)

    def done(made: Path) -> None:
        shell.set_atlas(made)
        shell.tell(
            title,
            tr("“{}” is ready for sessions.").format(made.name),
            [Way(tr("Import sessions…"), lambda: import_sessions(shell))],
        )

    shell.run("create", title, verb, done=done)


def open_atlas(shell: Shell) -> None:
    """Ask for an atlas and make it the current one; whether it is one shows when its figures are read."""
    start = str(shell.atlas_path or recall("atlas_folder", str(Path.home())))
    chosen, _filter = QFileDialog.getOpenFileName(shell.window, tr("Open an atlas"), start, file_filter())
    if chosen:
        remember("atlas_folder", str(Path(chosen).parent))
        shell.set_atlas(chosen)


def check(shell: Shell) -> None:
    """Check the current atlas in the background and show what was found."""
    path = shell.atlas_path
    if path is None:
        return
    title = tr("Check")

    def verb(feedback: QgsProcessingFeedback) -> CheckReport:
        from ..core.upkeep.checks import check_atlas

        return check_atlas(path, feedback)

    def done(report: CheckReport) -> None:
        if not report.findings:
            shell.tell(title, tr("“{}” is valid: nothing was found.").format(path.name))
            return
        level = Qgis.MessageLevel.Warning if report.valid else Qgis.MessageLevel.Critical
        text = tr("“{}” was checked. Errors: {}, warnings: {}.").format(
            path.name, report.errors, report.warnings
        )
        shell.tell(title, text, [Way(tr("Show"), lambda: show_findings(shell, report))], level)

    shell.run("check", title, verb, done=done)


def show_findings(shell: Shell, report: CheckReport) -> None:
    """The findings of a check as a table."""
    from .report_table import ReportDialog

    kinds = {"error": tr("Error"), "warning": tr("Warning")}
    rows = [
        (
            kinds.get(finding.level, finding.level),
            finding.count,
            finding.message,
            ", ".join(finding.examples),
        )
        for finding in report.findings
    ]
    header = (tr("Kind"), tr("Count"), tr("Finding"), tr("For example"))
    ReportDialog(tr("Findings"), header, rows, report, shell.window).exec()


def import_sessions(shell: Shell) -> None:
    """Open the import dialog."""
    from .import_dialog import KEY, ImportDialog

    shell.show(KEY, lambda: ImportDialog(shell, shell.window))


def open_migration(shell: Shell) -> None:
    """Open the migration dialog."""
    from .migration_offer import open_dialog

    open_dialog(shell)


def open_annotations(shell: Shell) -> None:
    """Open the annotations dialog."""
    from .annotations_dialog import open_dialog

    open_dialog(shell)


def open_sync(shell: Shell) -> None:
    """Open the sync dialog."""
    from .sync_dialog import open_dialog

    open_dialog(shell)
