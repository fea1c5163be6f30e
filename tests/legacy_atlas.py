# SPDX-License-Identifier: GPL-2.0-or-later
"""Atlases in the form that the tools in use today write, at any of their scripts; no real survey in them.

SpatiaLite blobs with SRID 0, a text key on `deposit` and an R-tree keyed by it, triggers that keep extents,
`GPSFix` as 8-byte blobs in places, a column type that no reader knows, a label that ends in a blank.
"""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.atlas.gateway import Atlas, create_geopackage
from seatizen_atlas.core.atlas.sql import Name, fill
from seatizen_atlas.core.upkeep.migrations import apply_script, load_scripts

SPATIAL = (
    ("deposit", "footprint", "doi"),
    ("deposit_linestring", "footprint_linestring", "id"),
    ("frame", "GPSPosition", "id"),
)
SITES = (
    ("REU-ST-LEU_ASV-1_01", 55.279, -21.1655),
    ("SYC-aldabra-arm06_UAV-02_17", 46.3421, -9.4046),
    ("MYT-NGOUJA_scuba", 45.0846, -12.9632),
)


def make_legacy_atlas(
    path: Path, *, last_script: int = 5, sessions: int = 3, frames: int = 24, annotated: int = 10
) -> Path:
    """Write a legacy atlas whose last script is `last_script` (0 to 5), `frames` a session."""
    create_geopackage(path)
    with Atlas.open(path, update=True, recognised=False) as atlas:
        for script in load_scripts()[: last_script + 1]:
            apply_script(atlas, script, QgsProcessingFeedback(False))
    base = sqlite3.connect(path)
    base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA legacy_alter_table = ON")
    _degrade(base)
    _fill(base, sessions, frames, annotated)
    if last_script <= 3:  # what script 04 takes away
        base.execute(
            "INSERT INTO deposit_linestring (deposit_doi, footprint_linestring) "
            "SELECT deposit_doi, footprint_linestring FROM deposit_linestring WHERE id = 1"
        )
    _index(base)
    if last_script == 5:
        base.execute(
            "UPDATE etl_runs SET last_version_on_zenodo = 'v1.2.3', last_zenodo_harvest_at = '2025-06-01'"
        )
    base.commit()
    base.close()
    return path


def add_user_things(path: Path) -> None:
    """What a user may have added with QGIS: a layer of their own, a view, a table, a style."""
    from osgeo import ogr

    source = ogr.Open(str(path), update=1)
    layer = source.CreateLayer("my_reefs", None, ogr.wkbPoint, ["GEOMETRY_NAME=geom"])
    layer.CreateField(ogr.FieldDefn("note", ogr.OFTString))
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetField("note", "l'îlot")
    feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (55.25 -21.1)"))
    layer.CreateFeature(feature)
    layer = feature = None
    source = None
    base = sqlite3.connect(path)
    base.executescript(
        """
        CREATE TABLE my_notes (id INTEGER PRIMARY KEY, frame_id INTEGER REFERENCES frame (id), text TEXT);
        INSERT INTO my_notes VALUES (7, 1, 'look again');
        CREATE VIEW my_view AS SELECT f.id, f.filename, d.session_name FROM frame f
        JOIN version v ON v.doi = f.version_doi JOIN deposit d ON d.doi = v.deposit_doi;
        """
    )
    if base.execute("SELECT 1 FROM sqlite_master WHERE name = 'layer_styles'").fetchone():
        base.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
            "styleName, styleQML, useAsDefault) VALUES ('', '', 'frame', 'GPSPosition', 'mine', '<qgis/>', 0)"
        )
    base.commit()
    base.close()


def _degrade(base: sqlite3.Connection) -> None:
    classes = base.execute(
        "SELECT id, name, threshold, ml_label_id, ml_model_id FROM multilabel_class"
    ).fetchall()
    base.executescript(
        """
        DROP TABLE multilabel_class;
        CREATE TABLE multilabel_class (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            name TEXT COMMENT `Alias to multilabel_label.name`,
            threshold REAL NOT NULL,
            ml_label_id INTEGER NOT NULL,
            ml_model_id INTEGER NOT NULL,
            CONSTRAINT fk_ml_class_ml_label FOREIGN KEY (ml_label_id) REFERENCES multilabel_label(id),
            CONSTRAINT fk_ml_class_ml_model FOREIGN KEY (ml_model_id) REFERENCES multilabel_model(id)
        );
        UPDATE multilabel_label SET name = name || ' ' WHERE id = 156;
        """
    )
    base.executemany("INSERT INTO multilabel_class VALUES (?, ?, ?, ?, ?)", classes)


def _fill(base: sqlite3.Connection, sessions: int, frames: int, annotated: int) -> None:
    for number in range(sessions):
        site, longitude, latitude = SITES[number % len(SITES)]
        name = f"{20210105 + number % 20}_{site}" + ("" if number < 20 else f"x{number}")
        doi = 10_000_000 + 10 * number
        track = [(longitude + k * 1e-5, latitude + (k % 25) * 1e-5) for k in range(frames)]
        hull = [track[0], track[-1], (track[0][0], track[-1][1] + 1e-4), track[0]]
        base.execute(
            "INSERT INTO deposit (doi, session_name, footprint, have_processed_data, have_raw_data) "
            "VALUES (?, ?, ?, 1, 1)",
            (str(doi), name, spatialite(3, hull)),
        )
        base.execute(
            "INSERT INTO deposit_linestring (deposit_doi, footprint_linestring) VALUES (?, ?)",
            (str(doi), spatialite(2, track[:25])),
        )
        base.executemany(
            "INSERT INTO version VALUES (?, ?)", [(str(doi + 1), str(doi)), (str(doi + 2), str(doi))]
        )
        base.executemany(
            "INSERT INTO frame (version_doi, OriginalFileName, filename, relative_file_path, GPSPosition, "
            "GPSAltitude, GPSPitch, GPSRoll, GPSTrack, GPSDatetime, GPSFix) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    str(doi + 2),
                    f"GX010{k // 4000}.MP4",
                    f"{name}_1_{k}.jpeg",
                    f"{name}/PROCESSED_DATA/FRAMES/{name}_1_{k}.jpeg",
                    None if k % 97 == 96 else spatialite(1, [track[k]]),
                    -1.5 + k * 1e-3,
                    0.1 * (k % 7),
                    None,
                    90.0,
                    f"2021-01-05 08:{k // 60 % 60:02d}:{k % 60:02d}",
                    # Fix, no fix known, and what numpy's integers became.
                    (1, None, struct.pack("<q", 5))[k % 3],
                )
                for k in range(frames)
            ),
        )
    base.execute(
        "INSERT INTO multilabel_prediction (score, version_doi, frame_id, ml_class_id) "
        "SELECT (f.id * 7919 + c.id * 104729) % 10000 / 10000.0, f.version_doi, f.id, c.id "
        "FROM frame f CROSS JOIN multilabel_class c"
    )
    base.execute(
        "INSERT INTO multilabel_annotation_session (annotation_date, dataset_name, author_name) "
        "VALUES ('2024-05-24 15:14:09', 'first_look', 'victor-russias')"
    )
    base.execute(
        "INSERT INTO multilabel_annotation (value, frame_id, ml_label_id, ml_annotation_session_id) "
        "SELECT (f.id + l.id) % 2, f.id, l.id, 1 FROM frame f CROSS JOIN multilabel_label l "
        "WHERE f.id <= ? AND l.id <= 40",
        (annotated,),
    )


TREE = (
    "CREATE VIRTUAL TABLE {tree} USING rtree(id, minx, maxx, miny, maxy)",
    "UPDATE gpkg_contents SET (min_x, max_x, min_y, max_y) = "
    "(SELECT min(minx), max(maxx), min(miny), max(maxy) FROM {tree}) WHERE table_name = {name}",
    "INSERT INTO gpkg_extensions VALUES ({name}, {column}, 'gpkg_rtree_index', "
    "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
)
TRIGGERS = {
    "rtree_{}_{}_insert": "AFTER INSERT ON {table} WHEN {there} BEGIN {put} END",
    "rtree_{}_{}_update2": "AFTER UPDATE OF {column} ON {table} WHEN OLD.{key} = NEW.{key} AND NOT {there} "
    "BEGIN {take} END",
    "rtree_{}_{}_update4": "AFTER UPDATE ON {table} WHEN OLD.{key} != NEW.{key} AND NOT {there} "
    "BEGIN {take} END",
    "rtree_{}_{}_update5": "AFTER UPDATE ON {table} WHEN OLD.{key} != NEW.{key} AND {there} "
    "BEGIN {take} {put} END",
    "rtree_{}_{}_update6": "AFTER UPDATE OF {column} ON {table} WHEN OLD.{key} = NEW.{key} AND {there} "
    "BEGIN {put} END",
    "rtree_{}_{}_delete": "AFTER DELETE ON {table} WHEN OLD.{column} NOTNULL BEGIN {take} END",
    "gpkg_contents_{}_{}_update": "AFTER INSERT ON {table} WHEN {there} BEGIN UPDATE gpkg_contents "
    "SET min_x = min(ST_MinX(NEW.{column}), min_x) WHERE table_name = {name}; END",
}


def _index(base: sqlite3.Connection) -> None:
    """R-trees and triggers, made last: they call functions that this connection does not have."""
    base.execute(
        "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, "
        "extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, "
        "UNIQUE (table_name, column_name, extension_name))"
    )
    for table, column, key in SPATIAL:
        tree = f"rtree_{table}_{column}"
        words = {"tree": Name(tree), "table": Name(table), "name": table}
        words |= {"column": Name(column), "key": Name(key)}
        select = fill("SELECT {key}, {column} FROM {table} WHERE {column} NOTNULL", **words)
        boxes = [(int(row), *struct.unpack_from("<4d", blob, 6)) for row, blob in base.execute(select)]
        for sql in TREE[:1]:
            base.execute(fill(sql, **words))
        put_box = fill("INSERT INTO {tree} (id, minx, miny, maxx, maxy) VALUES (?, ?, ?, ?, ?)", **words)
        base.executemany(put_box, boxes)
        for sql in TREE[1:]:
            base.execute(fill(sql, **words))
        words["there"] = fill(
            "({column} NOTNULL AND NOT ST_IsEmpty({column}))", column=fill("NEW.{column}", **words)
        )
        words["put"] = fill(
            "INSERT OR REPLACE INTO {tree} VALUES (NEW.{key}, ST_MinX(NEW.{column}), ST_MaxX(NEW.{column}), "
            "ST_MinY(NEW.{column}), ST_MaxY(NEW.{column}));",
            **words,
        )
        words["take"] = fill("DELETE FROM {tree} WHERE id = OLD.{key};", **words)
        for name, sql in TRIGGERS.items():
            # Today's tools forgot half of one name.
            owner = "deposit" if name.startswith("gpkg") and table == "deposit_linestring" else table
            named = name.format(owner, column)
            base.execute(fill("CREATE TRIGGER {named} {body}", named=Name(named), body=fill(sql, **words)))
    base.executescript(
        """
        CREATE INDEX idx_frame_id ON frame (id);
        CREATE INDEX idx_filename_version_doi ON frame (filename, version_doi);
        CREATE INDEX idx_multilabel_prediction_frame_id_version
        ON multilabel_prediction (frame_id, version_doi);
        """
    )


def spatialite(kind: int, points: list[tuple[float, float]]) -> bytes:
    """A SpatiaLite blob without SRID; `kind` 1 point, 2 line, 3 polygon of one ring."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    head = struct.pack("<BBi4dBi", 0, 1, 0, min(xs), min(ys), max(xs), max(ys), 0x7C, kind)
    counts = {1: b"", 2: struct.pack("<i", len(points)), 3: struct.pack("<ii", 1, len(points))}[kind]
    return head + counts + b"".join(struct.pack("<2d", x, y) for x, y in points) + b"\xfe"
