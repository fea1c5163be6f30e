# SPDX-License-Identifier: GPL-2.0-or-later
"""The verb: the whole round, for a server's timer: sync, check, export, publish. One account of all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback, QgsProcessingMultiStepFeedback

from ..errors import Cancelled, InputError, SeatizenError
from ..exports.tables import ExportReport, export_tables, writable_formats
from ..harvest.sync import SyncReport, sync_atlas
from ..translation import tr, tr_n
from ..upkeep.checks import check_atlas
from ..upkeep.findings import CheckReport
from ..zenodo.client import ZenodoClient
from .atlas import AtlasPublication, publish_atlas


@dataclass(frozen=True)
class MaintenanceReport:
    """The account of a round; a step that was not reached is None.

    Attributes:
        stopped: why it ended before its last step; empty when it came to its end.
    """

    sync: SyncReport | None = None
    check: CheckReport | None = None
    export: ExportReport | None = None
    publication: AtlasPublication | None = None
    stopped: str = ""


def maintain_atlas(
    client: ZenodoClient,
    atlas: Path,
    communities: Sequence[str],
    folder: Path,
    metadata: Path | None,
    feedback: QgsProcessingFeedback,
    *,
    publish: bool = False,
    dry_run: bool = False,
) -> MaintenanceReport:
    """Bring an atlas up to date and publish it, as long as nothing failed.

    A session that fails, an error of the check or a table that cannot be written ends the round before
    anything is published. Where the tables say what those online say, nothing is published. A dry run plans
    the sync and checks the atlas.

    Raises:
        InputError: it is to be published and no metadata file was given.
        Cancelled: what was finished before stays.
    """
    if publish and metadata is None:
        raise InputError(
            tr("No metadata file was given."),
            advice=tr("Set METADATA_JSON to the JSON that describes the deposits."),
        )
    steps = QgsProcessingMultiStepFeedback(4, feedback)
    round_ = _Round(client, atlas, folder, steps)
    try:
        round_.sync(communities, dry_run=dry_run)
        round_.check()
        if not dry_run:
            round_.export()
            if publish and metadata is not None:
                round_.publish(metadata)
    except Cancelled:
        raise
    except SeatizenError as problem:
        round_.stopped = str(problem)
        feedback.reportError(round_.stopped)
    return MaintenanceReport(round_.synced, round_.checked, round_.exported, round_.published, round_.stopped)


class _Round:
    """The steps, and what came of them so far."""

    def __init__(
        self, client: ZenodoClient, atlas: Path, folder: Path, steps: QgsProcessingMultiStepFeedback
    ) -> None:
        self._client, self._atlas, self._folder, self._steps = client, atlas, folder, steps
        self.synced: SyncReport | None = None
        self.checked: CheckReport | None = None
        self.exported: ExportReport | None = None
        self.published: AtlasPublication | None = None
        self.stopped = ""

    def sync(self, communities: Sequence[str], *, dry_run: bool) -> None:
        self._begin(0, tr("Sync with Zenodo"))
        self.synced = sync_atlas(self._client, self._atlas, communities, self._steps, dry_run=dry_run)
        if self._steps.isCanceled():
            raise Cancelled(tr("Cancelled."))
        if self.synced.failed:
            raise SeatizenError(
                tr_n("%Ln session(s) failed.", self.synced.failed),
                advice=tr("Nothing was published; the next round tries them again."),
            )

    def check(self) -> None:
        self._begin(1, tr("Check atlas"))
        self.checked = check_atlas(self._atlas, self._steps)
        if not self.checked.valid:
            raise SeatizenError(
                tr("“{atlas}” does not pass the check ({finding}).").format(
                    atlas=self._atlas.name, finding=self.checked.findings[0].message
                ),
                advice=tr("Run “Check atlas” and repair what it finds."),
            )

    def export(self) -> None:
        self._begin(2, tr("Export tables"))
        self.exported = export_tables(
            self._atlas, self._folder, formats=writable_formats(), feedback=self._steps
        )

    def publish(self, metadata: Path) -> None:
        self._begin(3, tr("Publish the atlas"))
        self.published = publish_atlas(
            self._client, self._atlas, self._folder, metadata, self._steps, only_news=True, checked=True
        )

    def _begin(self, number: int, title: str) -> None:
        if self._steps.isCanceled():
            raise Cancelled(tr("Cancelled."))
        self._steps.setCurrentStep(number)
        self._steps.setProgressText(title)
