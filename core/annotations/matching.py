# SPDX-License-Identifier: GPL-2.0-or-later
"""Which frame of the atlas each row of a staged annotation file means; set-based, in temporary tables.

The name as it stands comes first. Rows that are left may lack the session's name before the image's (as
cameras name them) where the atlas has it, or have it where the atlas has not: the two are the same image when
session and rest agree. A name that several frames have means none of them, unless the row's `frame_doi` tells
the version.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..atlas.gateway import Atlas
from ..atlas.sql import Name, fill
from ..translation import tr

_SUGGESTIONS = 50

_TABLES = ("ann_match", "ann_version", "ann_rest")
_EXACT = """
INSERT INTO temp.ann_match (row, frame_id, found)
SELECT a._row, min(f.id), count(*) FROM stage.annotation a CROSS JOIN main.frame f
WHERE f.filename = a.file_name AND (a.version_doi IS NULL OR f.version_doi = a.version_doi) GROUP BY a._row
"""
_REST = """
CREATE TEMP TABLE ann_rest AS SELECT a._row AS row, a.file_name AS file_name, a.version_doi AS version_doi
FROM stage.annotation a WHERE a._row NOT IN (SELECT row FROM temp.ann_match)
"""
_VERSIONS = """
CREATE TEMP TABLE ann_version AS
SELECT v.doi AS doi, d.session_name || '_' AS prefix, length(d.session_name) + 1 AS size
FROM main.version v CROSS JOIN main.deposit d WHERE d.doi = v.deposit_doi
"""
# The atlas has the session's name before the image's, the file has not: one walk through the index of names.
_BARE = """
INSERT INTO temp.ann_match (row, frame_id, found)
SELECT r.row, min(f.id), count(*) FROM main.frame f CROSS JOIN temp.ann_version v CROSS JOIN temp.ann_rest r
WHERE v.doi = f.version_doi AND substr(f.filename, 1, v.size) = v.prefix
AND r.file_name = substr(f.filename, v.size + 1) AND (r.version_doi IS NULL OR f.version_doi = r.version_doi)
GROUP BY r.row
"""
# The file has the session's name, the atlas has not.
_LONG = """
INSERT INTO temp.ann_match (row, frame_id, found)
SELECT r.row, min(f.id), count(*) FROM temp.ann_rest r
CROSS JOIN (SELECT DISTINCT size FROM temp.ann_version) s CROSS JOIN temp.ann_version v
CROSS JOIN main.frame f
WHERE r.row NOT IN (SELECT row FROM temp.ann_match) AND v.prefix = substr(r.file_name, 1, s.size)
AND f.filename = substr(r.file_name, s.size + 1) AND f.version_doi = v.doi
AND (r.version_doi IS NULL OR f.version_doi = r.version_doi)
GROUP BY r.row
"""
_DROPPED = """
SELECT a.source_row AS source_row, a.file_name AS file_name, a.version_doi AS version_doi,
coalesce(m.found, 0) AS found,
EXISTS (SELECT 1 FROM main.frame f WHERE f.filename = a.file_name) AS elsewhere
FROM stage.annotation a LEFT JOIN temp.ann_match m ON m.row = a._row
WHERE coalesce(m.found, 0) <> 1 ORDER BY a._row
"""
_NEAR = """
SELECT filename FROM main.frame WHERE filename >= {stem} AND filename < {end} ORDER BY filename LIMIT 1
"""


@dataclass(frozen=True)
class DroppedImage:
    """A row whose image is not taken, and why; `suggestion` may be empty."""

    row: int
    file_name: str
    reason: str
    suggestion: str = ""


def match_frames(atlas: Atlas) -> None:
    """Fill `temp.ann_match(row, frame_id, found)` for the file attached as `stage`; found 1: one frame."""
    drop_tables(atlas, *_TABLES)
    atlas.execute("CREATE TEMP TABLE ann_match (row INTEGER PRIMARY KEY, frame_id INTEGER, found INTEGER)")
    atlas.execute(_EXACT)
    atlas.execute(_REST)
    if not atlas.scalar("SELECT EXISTS (SELECT 1 FROM temp.ann_rest)"):
        return
    atlas.execute("CREATE INDEX temp.ann_rest_name ON ann_rest (file_name)")
    atlas.execute(_VERSIONS)
    atlas.execute("CREATE INDEX temp.ann_version_doi ON ann_version (doi)")
    atlas.execute("CREATE INDEX temp.ann_version_prefix ON ann_version (prefix)")
    atlas.execute(_BARE)
    atlas.execute(_LONG)


def dropped_images(atlas: Atlas) -> tuple[DroppedImage, ...]:
    """The rows without a frame, with the reason; the first unknown ones with a similar name of the atlas."""
    dropped = []
    suggested = 0
    for row, name, doi, found, elsewhere in atlas.rows(_DROPPED):
        if found > 1:
            dropped.append(
                DroppedImage(
                    row, name, tr("{} frames have this name: a column frame_doi would tell").format(found)
                )
            )
        elif elsewhere and doi:
            dropped.append(DroppedImage(row, name, tr("not a frame of version {}").format(doi)))
        else:
            near = _near(atlas, name) if suggested < _SUGGESTIONS else ""
            suggested += 1
            dropped.append(DroppedImage(row, name, tr("not a frame of the atlas"), near))
    return tuple(dropped)


def drop_tables(atlas: Atlas, *names: str) -> None:
    """Drop temporary tables where they exist."""
    for name in names:
        atlas.execute(fill("DROP TABLE IF EXISTS temp.{name}", name=Name(name)))


def _near(atlas: Atlas, name: str) -> str:
    """A frame of the same name with another ending: .jpg for .jpeg, or of other case."""
    stem = name.rpartition(".")[0]
    if len(stem) < 4:
        return ""
    found = atlas.scalar(fill(_NEAR, stem=f"{stem}.", end=f"{stem}/"))
    return tr("did you mean {}?").format(found) if found else ""
