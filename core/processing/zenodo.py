# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms that speak to Zenodo share: token and network settings, read on the main thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterAuthConfig,
    QgsProcessingParameterString,
)

from ..errors import SeatizenError
from ..settings import ZENODO_URL, Settings
from ..translation import tr
from .base import SeatizenAlgorithm
from .values import Parameter, Values

if TYPE_CHECKING:
    from ..zenodo.access import ZenodoAccess


class ZenodoAlgorithm(SeatizenAlgorithm):
    """An algorithm with ZENODO_URL (and AUTH_CONFIG); `self.access` is ready when `perform` begins."""

    GROUP = "zenodo"
    access: ZenodoAccess
    zenodo_url: Parameter[str]
    auth_config: Parameter[str] | None = None
    folder: Parameter[Path | None]
    listed: Parameter[Path | None]
    communities: Parameter[tuple[str, ...]]

    def add_sessions(self) -> None:
        """SESSIONS and SESSIONS_CSV."""
        self.folder = self.add_folder(
            "SESSIONS",
            tr("Sessions"),
            tr("One session folder, or a folder that holds session folders."),
            "/data/sessions",
        )
        self.listed = self.add_file(
            "SESSIONS_CSV",
            tr("List of sessions"),
            tr("A CSV file with the columns root_folder and session_name, instead of a folder."),
            "/data/sessions.csv",
            files="CSV (*.csv)",
        )

    def add_communities(self) -> None:
        """COMMUNITIES."""
        self.communities = self.add_names(
            "COMMUNITIES",
            tr("Communities"),
            tr("The communities to follow, separated by commas, as in the addresses of their pages."),
            "seatizen-data",
            default=", ".join(Settings.load().communities),
        )

    def add_zenodo(self, *, token: bool = True) -> None:
        """ZENODO_URL, and AUTH_CONFIG where the verb may need the user's own rights."""
        settings = Settings.load()
        self.zenodo_url = self.add(
            QgsProcessingParameterString(
                "ZENODO_URL", tr("Zenodo address"), defaultValue=settings.zenodo_url
            ),
            Values.text,
            tr("Base address of Zenodo, of its sandbox, or of a server that speaks the same language."),
            "https://sandbox.zenodo.org",
            optional=True,
            advanced=True,
        )
        if token:
            definition = QgsProcessingParameterAuthConfig("AUTH_CONFIG", tr("Authentication configuration"))
            definition.setDefaultValue(settings.auth_config or None)
            self.auth_config = self.add(
                definition,
                Values.text,
                tr(
                    "A QGIS authentication configuration that holds the Zenodo token. Without one, the "
                    "environment variable SEATIZEN_ZENODO_TOKEN is read."
                ),
                optional=True,
                advanced=True,
            )

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Read what only the main thread may read; QGIS calls this there, and `perform` in a task."""
        from ..zenodo.access import prepare_access  # with it comes requests, which start-up can do without

        values = Values(self, parameters, context)
        config = "" if self.auth_config is None else values[self.auth_config]
        try:
            self.access = prepare_access(values[self.zenodo_url] or ZENODO_URL, config)
        except SeatizenError as error:
            message = str(error)
        else:
            return True
        raise QgsProcessingException(" ".join(message.split()))
