# SPDX-License-Identifier: GPL-2.0-or-later
"""What an atlas holds, in a few figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..atlas.gateway import Atlas
from ..atlas.history import last_script, pending_scripts
from ..atlas.score_tables import OTHER, count_scores, stored_classes
from ..atlas.scripts import load_scripts
from ..atlas.sql import Name, fill

NEVER_HARVESTED = "1970-01-01"
NEVER_PUBLISHED = "v0.0.0"


@dataclass(frozen=True)
class AtlasSummary:
    """The figures of one atlas.

    Args:
        last_script: number of the last SQL script that ran.
        last_harvest: when Zenodo was last read, as the atlas stores it; None when it never was.
        last_version: the last version published on Zenodo, such as “v1.2.3”; None when there is none.
        needs_migration: the plugin has scripts that this atlas has not seen.
    """

    path: Path
    sessions: int
    frames: int
    predictions: int
    annotations: int
    last_script: int
    last_harvest: str | None
    last_version: str | None
    needs_migration: bool


def summarise(path: str | Path) -> AtlasSummary:
    """Read the figures of an atlas, whatever script it is at.

    Raises:
        AtlasError: the file is missing, unreadable or no atlas.
    """
    with Atlas.open(path) as atlas:
        harvest, version = _last_run(atlas)
        return AtlasSummary(
            path=atlas.path,
            sessions=_count(atlas, "deposit"),
            frames=_count(atlas, "frame"),
            predictions=_predictions(atlas),
            annotations=_count(atlas, "multilabel_annotation"),
            last_script=last_script(atlas),
            last_harvest=harvest,
            last_version=version,
            needs_migration=bool(pending_scripts(atlas, load_scripts())),
        )


def _count(atlas: Atlas, table: str) -> int:
    return int(atlas.scalar(fill("SELECT count(*) FROM {table}", table=Name(table))))


def _predictions(atlas: Atlas) -> int:
    """How many scores there are: counted column by column, which takes one pass over each model's rows."""
    stored = stored_classes(atlas)
    if not stored:  # before script 10
        return _count(atlas, "multilabel_prediction")
    return _count(atlas, OTHER) + sum(count_scores(atlas, m, classes) for m, classes in stored.items())


def _last_run(atlas: Atlas) -> tuple[str | None, str | None]:
    """Date of the last harvest and last published version: the newest row counts."""
    if not atlas.has_table("etl_runs"):
        return None, None
    rows = atlas.rows(
        "SELECT CAST(last_zenodo_harvest_at AS TEXT), last_version_on_zenodo"
        " FROM etl_runs ORDER BY id DESC LIMIT 1"
    )
    harvest, version = rows[0] if rows else (None, None)
    return (
        None if not harvest or harvest.startswith(NEVER_HARVESTED) else harvest,
        None if not version or version == NEVER_PUBLISHED else version,
    )
