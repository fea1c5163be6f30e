# SPDX-License-Identifier: GPL-2.0-or-later
"""The provider `seatizen`: one line an algorithm."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .base import ICONS, SeatizenAlgorithm
from .checkatlas import CheckAtlas
from .createatlas import CreateAtlas
from .downloadatlas import DownloadAtlas
from .exportdarwincore import ExportDarwinCore
from .exportgeoparquet import ExportGeoParquet
from .exporttables import ExportTables
from .importannotations import ImportAnnotations
from .importsessions import ImportSessions
from .loadatlas import LoadAtlas
from .migrateatlas import MigrateAtlas
from .removeannotations import RemoveAnnotations
from .syncatlas import SyncAtlas

ALGORITHMS: tuple[type[SeatizenAlgorithm], ...] = (
    CheckAtlas,
    CreateAtlas,
    DownloadAtlas,
    ExportDarwinCore,
    ExportGeoParquet,
    ExportTables,
    ImportAnnotations,
    ImportSessions,
    LoadAtlas,
    MigrateAtlas,
    RemoveAnnotations,
    SyncAtlas,
)


class SeatizenProvider(QgsProcessingProvider):
    """Makes the algorithms known to the toolbox, to models and to qgis_process."""

    def id(self) -> str:
        return "seatizen"

    def name(self) -> str:
        return "Seatizen Atlas"

    def icon(self) -> QIcon:
        return QIcon(str(ICONS / "seatizen.svg"))

    def loadAlgorithms(self) -> None:
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
