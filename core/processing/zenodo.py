# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms that speak to Zenodo share: token and network settings, read on the main thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

from ..errors import SeatizenError
from ..settings import ZENODO_URL
from .base import SeatizenAlgorithm

if TYPE_CHECKING:
    from ..zenodo.access import ZenodoAccess


class ZenodoAlgorithm(SeatizenAlgorithm):
    """An algorithm with ZENODO_URL (and AUTH_CONFIG); `self.access` is ready when `perform` begins."""

    GROUP = "zenodo"
    access: ZenodoAccess

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Read what only the main thread may read; QGIS calls this there, and `perform` in a task."""
        from ..zenodo.access import prepare_access  # with it comes requests, which start-up can do without

        config = ""
        if self.parameterDefinition("AUTH_CONFIG") is not None:
            config = self.text(parameters, "AUTH_CONFIG", context)
        try:
            self.access = prepare_access(self.text(parameters, "ZENODO_URL", context) or ZENODO_URL, config)
        except SeatizenError as error:
            message = str(error)
        else:
            return True
        raise QgsProcessingException(" ".join(message.split()))
