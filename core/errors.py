# SPDX-License-Identifier: GPL-2.0-or-later
"""The one hierarchy of errors that users are meant to read."""

from __future__ import annotations

from pathlib import Path


class SeatizenError(Exception):
    """A failure that can be told to the user in one sentence.

    Args:
        message: one clear sentence, translated: what is wrong, and where.
        details: what only a maintainer needs (an engine's message, a URL); it goes to the log.
        advice: what the user can do about it, translated; one sentence.
    """

    def __init__(self, message: str, *, details: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.details = details
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class Cancelled(SeatizenError):
    """The user asked to stop; whatever was finished before stays."""


class AtlasError(SeatizenError):
    """The atlas cannot be opened, read or written."""


class AtlasBusy(AtlasError):
    """Somebody else is writing to the atlas."""


class InputError(SeatizenError):
    """A file of the user's is not what it should be.

    Args:
        message: what is wrong with it, as a sentence without the place.
        file: the file at fault; row counts lines of the file from 1 (the header is row 1).
        column: the column's name as it stands in the file.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | Path | None = None,
        row: int | None = None,
        column: str | None = None,
        details: str = "",
        advice: str = "",
    ) -> None:
        from .translation import tr

        place = [] if file is None else [Path(file).name]
        if row is not None:
            place.append(tr("row {}").format(row))
        if column is not None:
            place.append(tr("column “{}”").format(column))
        super().__init__(
            ": ".join([", ".join(place), message]) if place else message, details=details, advice=advice
        )
        self.file, self.row, self.column = file, row, column


class ServiceError(SeatizenError):
    """A remote service did not answer as it should."""


class MissingPackage(SeatizenError):
    """A feature needs a Python package that this QGIS does not have."""


def unexpected(title: str, error: Exception) -> str:
    """One sentence about a failure that nobody foresaw."""
    from .translation import tr

    return tr(
        "“{title}” failed unexpectedly ({kind}: {error}). See the tab “Seatizen Atlas” of the log panel."
    ).format(title=title, kind=type(error).__name__, error=error)
