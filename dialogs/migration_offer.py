# SPDX-License-Identifier: GPL-2.0-or-later
"""Opening an atlas that newer scripts wait for offers the migration."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsProcessingFeedback
from qgis.PyQt.QtCore import QObject

from ..core.errors import SeatizenError
from ..core.translation import tr
from .task import Way

if TYPE_CHECKING:
    from ..core.upkeep.migrations import MigrationState
    from .shell import Shell

_log = logging.getLogger(__name__)
KEY = "migration state"


class MigrationOffer(QObject):
    """Looks at each atlas that becomes the current one, in the background, and says once what waits."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._seen: Path | None = None  # that of the last time is not read at start-up
        shell.atlas_changed.connect(self._look)

    def _look(self) -> None:
        path = self._shell.atlas_path
        if path is None or path == self._seen:
            return
        self._seen = path

        def verb(feedback: QgsProcessingFeedback) -> MigrationState:
            from ..core.upkeep.migrations import migration_state

            return migration_state(path)

        def done(state: MigrationState) -> None:
            if path == self._shell.atlas_path and state.pending:
                self._offer(path, state)

        def failed(error: SeatizenError) -> None:
            _log.info("No migration of %s: %s", path, error)  # the dock tells what is wrong with the file

        self._shell.run(f"{KEY} {path}", tr("Reading the atlas"), verb, done=done, failed=failed)

    def _offer(self, path: Path, state: MigrationState) -> None:
        text = tr(
            "“{}” is of an earlier form: {} scripts are waiting. Until then it can only be looked at."
        ).format(path.name, len(state.pending))
        way = Way(tr("Migrate…"), lambda: open_dialog(self._shell))
        self._shell.tell(tr("Migration"), text, [way], Qgis.MessageLevel.Warning)


def open_dialog(shell: Shell) -> None:
    """Open the migration dialog."""
    from .migrate_dialog import KEY as DIALOG
    from .migrate_dialog import MigrateDialog

    shell.show(DIALOG, lambda: MigrateDialog(shell, shell.window))
