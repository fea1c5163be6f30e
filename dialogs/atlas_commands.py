# SPDX-License-Identifier: GPL-2.0-or-later
"""The commands around the atlas itself: new, open, download, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsProcessingFeedback
from qgis.PyQt.QtCore import QStandardPaths
from qgis.PyQt.QtWidgets import QFileDialog

from ..core.errors import SeatizenError
from ..core.settings import Settings, recall, remember
from ..core.translation import tr, tr_n
from .shell import Shell
from .stillness import layers_of
from .task import Way

if TYPE_CHECKING:
    from ..core.upkeep.checks import CheckReport
    from ..core.upkeep.migrations import MigrationState
    from ..core.upkeep.refresh import RefreshReport

MIGRATION_PENDING = "atlas.migration_pending"  # the finding that Migrate cures
FILE_NAME = "seatizen_atlas_db.gpkg"


def file_filter() -> str:
    """What file dialogs offer for an atlas."""
    return tr("GeoPackage (*.gpkg)")


def new_atlas(shell: Shell) -> None:
    """Ask for a file name and make an empty atlas there."""
    title = tr("Create atlas")
    path = _file_to_write(shell, title)
    if path is None:
        return

    def verb(feedback: QgsProcessingFeedback) -> Path:
        from ..core.map.stored_styles import store_styles
        from ..core.upkeep.create import create_atlas

        # The file dialog has asked whether an existing file may be replaced.
        return create_atlas(path, overwrite=True, dress=store_styles, feedback=feedback)

    def done(made: Path) -> None:
        shell.set_atlas(made)
        shell.tell(
            title,
            tr("“{}” is ready for sessions.").format(made.name),
            [Way(tr("Import sessions…"), lambda: _import_sessions(shell))],
        )

    shell.run("create", title, verb, done=done)


def download_atlas(shell: Shell) -> None:
    """Ask for a file name, bring the published atlas there, migrate it, and put it on the map."""
    title = tr("Download the published atlas")
    path = _file_to_write(shell, title)
    if path is None:
        return
    from ..core.zenodo.access import prepare_access

    access = prepare_access(Settings.load().zenodo_url, "")

    def verb(feedback: QgsProcessingFeedback) -> str:
        from ..core.map.stored_styles import store_styles
        from ..core.upkeep.download import download_atlas as download
        from ..core.upkeep.migrations import migrate_atlas, migration_state

        with access.client(feedback) as client:
            # The file dialog has asked whether an existing file may be replaced.
            brought = download(client, path, feedback, overwrite=True)
        if migration_state(path).pending:
            # The published file is its backup.
            migrate_atlas(path, backup=False, dress=store_styles, feedback=feedback)
        return brought.version

    def done(version: str) -> None:
        shell.set_atlas(path)
        shell.load_layers(path)
        shell.tell(
            title, tr("Version {version} is on the map: “{file}”.").format(version=version, file=path.name)
        )

    shell.run("download", title, verb, done=done)


def choose_atlas(shell: Shell) -> None:
    """Ask for an atlas and make it the current one."""
    start = str(shell.atlas_path or _last_folder())
    chosen, _filter = QFileDialog.getOpenFileName(shell.window, tr("Open atlas"), start, file_filter())
    if chosen:
        remember("atlas_folder", str(Path(chosen).parent))
        open_atlas(shell, Path(chosen))


def open_atlas(shell: Shell, path: Path) -> None:
    """Make a file the current atlas if it is one, and say how to go on with it."""
    title = tr("Open atlas")

    def verb(feedback: QgsProcessingFeedback) -> MigrationState:
        from ..core.upkeep.migrations import migration_state

        return migration_state(path)

    def done(state: MigrationState) -> None:
        shell.set_atlas(path)
        waiting = len(state.pending)
        load = [] if layers_of(path) else [Way(tr("Load layers"), lambda: shell.load_layers(path))]
        if waiting:
            text = tr("“{file}” is of an earlier form: {scripts}. Until then it can only be looked at.")
            scripts = tr_n("%Ln script(s) to run", waiting)
            ways = [Way(tr("Migrate atlas…"), lambda: _migrate(shell)), *load]
            shell.tell(title, text.format(file=path.name, scripts=scripts), ways, Qgis.MessageLevel.Warning)
        elif load:
            shell.tell(title, tr("“{}” is open.").format(path.name), load)

    def failed(error: SeatizenError) -> None:
        shell.tell_error(title, error, [Way(tr("Open atlas…"), lambda: choose_atlas(shell))])

    shell.run(f"open {path}", title, verb, done=done, failed=failed)


def check(shell: Shell) -> None:
    """Check the current atlas in the background and show what was found."""
    path = shell.atlas_path
    if path is None:
        return
    title = tr("Check atlas")

    def verb(feedback: QgsProcessingFeedback) -> CheckReport:
        from ..core.upkeep.checks import check_atlas

        return check_atlas(path, feedback)

    def done(report: CheckReport) -> None:
        if not report.findings:
            shell.tell(title, tr("“{}” is valid: nothing was found.").format(path.name))
            return
        level = Qgis.MessageLevel.Warning if report.valid else Qgis.MessageLevel.Critical
        text = tr("“{file}” was checked: {errors}, {warnings}.").format(
            file=path.name,
            errors=tr_n("%Ln error(s)", report.errors),
            warnings=tr_n("%Ln warning(s)", report.warnings),
        )
        ways = [Way(tr("Show"), lambda: show_findings(shell, report))]
        if any(finding.code == MIGRATION_PENDING for finding in report.findings):
            ways.insert(0, Way(tr("Migrate atlas…"), lambda: _migrate(shell)))
        elif any(finding.refresh for finding in report.findings):
            ways.insert(0, Way(tr("Refresh atlas"), lambda: refresh(shell, path)))
        shell.tell(title, text, ways, level)

    shell.run("check", title, verb, done=done)


def refresh(shell: Shell, path: Path) -> None:
    """Bring up to date what an atlas derives from its geometries, and say what that was."""
    title = tr("Refresh atlas")

    def verb(feedback: QgsProcessingFeedback) -> RefreshReport:
        from ..core.upkeep.refresh import refresh_atlas

        return refresh_atlas(path, feedback)

    def done(report: RefreshReport) -> None:
        shell.atlas_written(path)
        text = tr("Extents corrected: {extents}; spatial indexes made anew: {indexes}.").format(
            extents=tr_n("%Ln layer(s)", len(report.extents)),
            indexes=tr_n("%Ln layer(s)", len(report.indexes)),
        )
        shell.tell(title, text, [Way(tr("Check atlas"), lambda: check(shell))])

    shell.run("refresh", title, verb, done=done)


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


def _file_to_write(shell: Shell, title: str) -> Path | None:
    """Ask where a new atlas goes."""
    chosen, _filter = QFileDialog.getSaveFileName(
        shell.window, title, str(Path(_last_folder()) / FILE_NAME), file_filter()
    )
    if not chosen:
        return None
    path = Path(chosen)
    remember("atlas_folder", str(path.parent))
    return path if path.suffix else path.with_suffix(".gpkg")


def _last_folder() -> str:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return recall("atlas_folder", documents or str(Path.home()))


def _import_sessions(shell: Shell) -> None:
    from .import_dialog import ImportDialog

    ImportDialog.present(shell)


def _migrate(shell: Shell) -> None:
    from .migrate_dialog import MigrateDialog

    MigrateDialog.present(shell)
