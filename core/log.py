# SPDX-License-Identifier: GPL-2.0-or-later
"""The way from the standard library's logging to QGIS's log panel."""

from __future__ import annotations

import logging
import os
import re

from qgis.core import Qgis, QgsMessageLog

TAB = "Seatizen Atlas"
ROOT = __name__.partition(".")[0]
TOKEN_VARIABLE = "SEATIZEN_ZENODO_TOKEN"  # noqa: S105 - a name, no token  # nosec B105 - a name, no token

_SECRETS = re.compile(
    r"(?i)(\bauthorization['\"]?\s*[:=]\s*['\"]?)(?:(?:bearer|token|basic)\s+)?[^\s'\",}]+"
    r"|(\bbearer\s+)[^\s'\",}]+"
    r"|(\b(?:access_)?token['\"]?\s*[:=]\s*['\"]?)[^\s'\"&,}]+"
)


def redact(text: str) -> str:
    """`text` with anything that looks like a token, or is the environment's token, blotted out."""
    token = os.environ.get(TOKEN_VARIABLE, "")
    if token:
        text = text.replace(token, "***")
    return _SECRETS.sub(lambda found: f"{''.join(group or '' for group in found.groups())}***", text)


class QgisLogHandler(logging.Handler):
    """Shows records in the tab “Seatizen Atlas” of QGIS's log panel."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Redacted after formatting, so that tracebacks are covered as well."""
        if record.levelno >= logging.ERROR:
            level = Qgis.MessageLevel.Critical
        elif record.levelno >= logging.WARNING:
            level = Qgis.MessageLevel.Warning
        else:
            level = Qgis.MessageLevel.Info
        # The dialogs tell the user themselves: no second, anonymous message bar.
        QgsMessageLog.logMessage(redact(self.format(record)), TAB, level, False)


def install() -> QgisLogHandler:
    """Send what the plugin logs to QGIS; hand the result to `remove` afterwards."""
    handler = QgisLogHandler()
    logger = logging.getLogger(ROOT)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return handler


def remove(handler: QgisLogHandler) -> None:
    """Undo `install`."""
    logger = logging.getLogger(ROOT)
    logger.removeHandler(handler)
    if not any(isinstance(other, QgisLogHandler) for other in logger.handlers):
        logger.setLevel(logging.NOTSET)
