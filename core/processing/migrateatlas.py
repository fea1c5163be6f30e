# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:migrateatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..translation import tr
from .base import SeatizenAlgorithm
from .values import Values


class MigrateAtlas(SeatizenAlgorithm):
    """Numbered SQL scripts."""

    ID = "migrateatlas"
    ICON = "migrate.svg"
    TAGS = ("zenodo-manager", "-ssn", "sql", "script")

    def title(self) -> str:
        return tr("Migrate atlas")

    def about(self) -> str:
        return tr(
            "Runs the numbered SQL scripts that an atlas has not seen yet, for instance to make today's "
            "published atlas a valid GeoPackage. Each script is one transaction: a fault undoes it whole. A "
            "backup is made beside the atlas before the first change."
        )

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.script = self.add_text(
            "SCRIPT",
            tr("Script"),
            tr("The number of one script, or “pending” for all that did not run yet, in order."),
            "6",
            default="pending",
        )
        self.scripts = self.add_folder(
            "SCRIPTS_FOLDER",
            tr("Folder of scripts"),
            tr("Scripts named as in 07_name.sql. Without it: the plugin's own."),
            "/data/sql",
        )
        self.backup = self.add_flag(
            "BACKUP",
            tr("Backup"),
            tr("Copy the atlas beside itself before the first change."),
            default=True,
        )
        self.dry_run = self.add_dry_run(
            tr("Run the scripts, tell the rows that they touch, and undo everything: nothing is changed.")
        )
        self.add_report()
        self.gives_number("APPLIED", tr("Scripts applied"))
        self.gives_number("LAST_SCRIPT", tr("Last script"))
        self.gives_text("BACKUP_FILE", tr("Backup"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..map.stored_styles import store_styles
        from ..upkeep.migrations import PENDING, migrate_atlas

        report = migrate_atlas(
            values[self.atlas],
            script=values[self.script] or PENDING,
            scripts_folder=values[self.scripts],
            backup=values[self.backup],
            dry_run=values[self.dry_run],
            dress=store_styles,
            feedback=feedback,
        )
        if report.dry_run:
            for script in report.applied:
                for change in script.tables:
                    if change.touched or change.rows_before != change.rows_after:
                        feedback.pushInfo(
                            tr(
                                "Script {script:02d}, {table}: {touched} rows touched, "
                                "{before} before, {after} after"
                            ).format(
                                script=script.number,
                                table=change.table,
                                touched=change.touched,
                                before=tr("no table") if change.rows_before is None else change.rows_before,
                                after=tr("no table") if change.rows_after is None else change.rows_after,
                            )
                        )
        outputs = {
            "APPLIED": len(report.applied),
            "LAST_SCRIPT": report.last_script,
            "BACKUP_FILE": "" if report.backup_file is None else str(report.backup_file),
        }
        return self.save_report(values, report, outputs)
