# SPDX-License-Identifier: GPL-2.0-or-later
"""An atlas made smaller: copied without the pages that nothing fills, the copy put in its place."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..atlas.place import hold_place
from ..translation import tr
from .backup import copy_atlas, require_room, size_text

WORTH_IT = 0.25
"""From this share of empty pages on, an atlas is worth copying."""


def compact_if_worth_it(path: Path, feedback: QgsProcessingFeedback) -> bool:
    """Give the empty pages of an atlas back to the disk when they are many; tell whether that was done.

    SQLite keeps them for rows to come: half an atlas can be empty after a migration. Killed at
    any moment, the atlas is the old file or the new one, with the same rows.

    Raises:
        AtlasError: the disk is too small for the copy, or the atlas is in use; it is as it was.
        Cancelled: likewise.
    """
    with Atlas.open(path) as atlas:
        pages, empty = atlas.rows(
            "SELECT p.page_count AS pages, f.freelist_count AS empty"
            " FROM pragma_page_count p JOIN pragma_freelist_count f"
        )[0]
    if empty < WORTH_IT * pages:
        return False
    before = path.stat().st_size
    require_room(path, 1 - empty / pages)
    feedback.setProgressText(tr("Making {} smaller …").format(path.name))
    with hold_place(path) as place:
        copy_atlas(path, place.unfinished, feedback)
        place.put(feedback, keep=False)
    feedback.pushInfo(
        tr("{name} takes {now} instead of {before}.").format(
            name=path.name, now=size_text(path.stat().st_size), before=size_text(before)
        )
    )
    return True
