# SPDX-License-Identifier: GPL-2.0-or-later
"""The rules of the GeoPackage (OGC 12-128r17, version 1.3) that an atlas is held to, and its schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..atlas.gateway import Atlas
from ..atlas.sql import fill
from ..translation import tr
from .findings import ERROR, WARNING, Finding, listed

APPLICATION_ID = 0x47504B47  # “GPKG”
VERSIONS = range(10200, 10500)
NEEDED_TABLES = ("gpkg_spatial_ref_sys", "gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions")
NEEDED_SRS = (-1, 0, 4326)
TYPES = re.compile(
    r"BOOLEAN|TINYINT|SMALLINT|MEDIUMINT|INT(EGER)?|FLOAT|DOUBLE|REAL|DATE|DATETIME|(TEXT|BLOB)(\(\d+\))?"
    r"|GEOMETRY|POINT|LINESTRING|POLYGON|MULTI(POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION"
)
KINDS = {"table": "tables", "view": "views", "index": "indexes", "trigger": "triggers"}
_OF_OTHERS = re.compile(r"(sqlite|gpkg|rtree)_.*")
_KNOWN_OF_QGIS = {"qgis_projects", "gpkg_ogr_contents"}


@dataclass(frozen=True)
class Schema:
    """What a GeoPackage is made of.

    Args:
        objects: kind → name → statement that made it, in one spelling.
        columns: table or view → column → (declared type, place in the primary key or 0).
        references: (child, column, parent, parent's column).
    """

    objects: Mapping[str, Mapping[str, str]]
    columns: Mapping[str, Mapping[str, tuple[str, int]]]
    references: tuple[tuple[str, str, str, str], ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables that hold data: none of SQLite's, the GeoPackage's or the R-trees' own."""
        return tuple(name for name in self.objects["table"] if not _OF_OTHERS.fullmatch(name))


def read_schema(atlas: Atlas) -> Schema:
    """Read the schema of an open GeoPackage."""
    objects: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for kind, name, sql in atlas.rows(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY name COLLATE BINARY"
    ):
        objects[kind][name] = _one_spelling(sql)
    columns: dict[str, dict[str, tuple[str, int]]] = {}
    for table, column, kind, key in atlas.rows(
        "SELECT m.name AS owner, c.name AS name, upper(c.type) AS type, c.pk AS place"
        " FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE m.type IN ('table', 'view')"
        " AND m.name NOT LIKE 'rtree\\_%' ESCAPE '\\' ORDER BY m.name, c.cid"
    ):
        columns.setdefault(table, {})[column] = (kind.replace("GENERATED ALWAYS", "").strip(), key)
    references = atlas.rows(
        'SELECT m.name AS child, k."from" AS name, k."table" AS parent, coalesce(k."to", \'id\') AS key'
        " FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table' ORDER BY 1, 2"
    )
    return Schema(objects, columns, tuple((c, f, p, t) for c, f, p, t in references))


def check_header(atlas: Atlas) -> Iterator[Finding]:
    """The numbers in the file's header that tell a GeoPackage and its version."""
    number = atlas.scalar("SELECT application_id FROM pragma_application_id")
    if number != APPLICATION_ID:
        yield Finding(
            ERROR,
            "header.application_id",
            tr("The file does not say that it is a GeoPackage (application id {}).").format(number),
        )
    version = atlas.scalar("SELECT user_version FROM pragma_user_version")
    if version not in VERSIONS:
        yield Finding(
            ERROR,
            "header.version",
            tr("The file names no version of the GeoPackage that is known ({}).").format(version),
        )


def check_geopackage(atlas: Atlas, schema: Schema) -> Iterator[Finding]:
    """The GeoPackage's own tables: what is registered there must exist, and the other way round."""
    missing = [name for name in NEEDED_TABLES if name not in schema.objects["table"]]
    yield from listed(
        ERROR, "geopackage.table_missing", tr("Tables of the GeoPackage are missing: {}."), missing
    )
    if {"gpkg_spatial_ref_sys", "gpkg_contents", "gpkg_geometry_columns"} & set(missing):
        return
    known = {number for (number,) in atlas.rows("SELECT CAST(srs_id AS INTEGER) FROM gpkg_spatial_ref_sys")}
    yield from listed(
        ERROR,
        "geopackage.srs_missing",
        tr("Coordinate reference systems that every GeoPackage holds are missing: {}."),
        (str(number) for number in NEEDED_SRS if number not in known),
    )
    contents = {
        name: (kind, srs)
        for name, kind, srs in atlas.rows("SELECT table_name, data_type, srs_id FROM gpkg_contents")
    }
    there = {**schema.objects["table"], **schema.objects["view"]}
    yield from listed(
        ERROR,
        "geopackage.registered_but_absent",
        tr("Registered in gpkg_contents but not there: {}."),
        (name for name in contents if name not in there),
    )
    yield from listed(
        ERROR,
        "geopackage.not_registered",
        tr("Not registered in gpkg_contents: {}."),
        (name for name in schema.tables if name not in contents),
    )
    yield from listed(
        ERROR,
        "geopackage.unknown_srs",
        tr("Registered with an unknown coordinate reference system: {}."),
        (name for name, (kind, srs) in contents.items() if kind == "features" and srs not in known),
    )
    yield from _check_geometry_columns(atlas, schema, contents)
    yield from listed(
        ERROR,
        "geopackage.key",
        tr("Without an integer primary key: {}."),
        (name for name in schema.tables if name in contents and not _has_integer_key(schema.columns[name])),
    )
    yield from listed(
        ERROR,
        "geopackage.type",
        tr("Columns of a type that readers do not know: {}."),
        (
            f"{table}.{column} ({kind or '–'})"
            for table in schema.tables
            for column, (kind, _key) in schema.columns[table].items()
            if table in contents and not TYPES.fullmatch(kind)
        ),
    )


def _check_geometry_columns(
    atlas: Atlas, schema: Schema, contents: Mapping[str, tuple[str, int | None]]
) -> Iterator[Finding]:
    geometries = {
        table: (column, srs, z, m)
        for table, column, srs, z, m in atlas.rows(
            "SELECT table_name, column_name, srs_id, z, m FROM gpkg_geometry_columns"
        )
    }
    features = [name for name, (kind, _srs) in contents.items() if kind == "features"]
    yield from listed(
        ERROR,
        "geopackage.geometry_column_missing",
        tr("Feature tables without a row in gpkg_geometry_columns: {}."),
        (name for name in features if name not in geometries),
    )
    wrong = [
        f"{table}.{column}"
        for table, (column, srs, z, m) in geometries.items()
        if table not in features
        or column not in schema.columns.get(table, {})
        or srs != contents[table][1]
        or z not in (0, 1, 2)
        or m not in (0, 1, 2)
    ]
    yield from listed(
        ERROR, "geopackage.geometry_column", tr("Geometry columns that do not fit their table: {}."), wrong
    )
    extended = (
        set(
            atlas.rows(
                "SELECT table_name, column_name FROM gpkg_extensions"
                " WHERE extension_name = 'gpkg_rtree_index'"
            )
        )
        if "gpkg_extensions" in schema.objects["table"]
        else set()
    )
    columns = [
        (table, column) for table, (column, *_rest) in geometries.items() if table in schema.objects["table"]
    ]
    yield from listed(
        ERROR,
        "rtree.missing",
        tr("Without a spatial index: {}."),
        (f"{t}.{c}" for t, c in columns if rtree_name(t, c) not in schema.objects["table"]),
    )
    yield from listed(
        ERROR,
        "rtree.not_registered",
        tr("Spatial indexes that are not registered in gpkg_extensions: {}."),
        (f"{t}.{c}" for t, c in columns if (t, c) not in extended),
    )
    yield from listed(
        ERROR,
        "rtree.unattended",
        tr("Spatial indexes that no trigger keeps up to date: {}."),
        (
            f"{t}.{c}"
            for t, c in columns
            if not all(
                f"{rtree_name(t, c)}_{event}" in schema.objects["trigger"] for event in ("insert", "delete")
            )
        ),
    )


def check_schema(schema: Schema, model: Schema, *, pending: bool) -> Iterator[Finding]:
    """Compare with a new atlas; what scripts that are pending will mend is no error yet."""
    level = WARNING if pending else ERROR
    missing = {
        "table": tr("Tables of an atlas are missing: {}."),
        "view": tr("Views of an atlas are missing: {}."),
        "index": tr("Indexes of an atlas are missing: {}."),
        "trigger": tr("Triggers of an atlas are missing: {}."),
    }
    for kind, message in missing.items():
        names = sorted(set(model.objects[kind]) - set(schema.objects[kind]) - set(NEEDED_TABLES))
        yield from listed(
            WARNING if kind == "index" else level,
            f"schema.{kind}_missing",
            message,
            (name for name in names if kind == "trigger" or not name.startswith(("sqlite_", "rtree_"))),
        )
    for table in sorted({*model.tables, *model.objects["view"]} & set(schema.columns)):
        had, wanted = schema.columns[table], model.columns[table]
        yield from listed(
            level,
            f"{table}.column_missing",
            tr("“{table}” lacks columns: {columns}.").format(table=table, columns="{}"),
            (column for column in wanted if column not in had),
        )
        yield from listed(
            WARNING,
            f"{table}.column_unknown",
            tr("“{table}” has columns that an atlas does not know: {columns}.").format(
                table=table, columns="{}"
            ),
            (column for column in had if column not in wanted),
        )
        yield from listed(
            level,
            f"{table}.column_type",
            tr("“{table}” has columns of another type: {columns}.").format(table=table, columns="{}"),
            (
                f"{column} ({had[column][0] or '–'})"
                for column in wanted
                if column in had and had[column] != wanted[column]
            ),
        )
    changed = [
        name
        for kind in KINDS
        for name, sql in schema.objects[kind].items()
        if sql != model.objects[kind].get(name, sql) and not name.startswith(("sqlite_", "rtree_", "gpkg_"))
    ]
    changed += [
        name
        for name, sql in schema.objects["trigger"].items()
        if sql != model.objects["trigger"].get(name, sql) and name not in changed
    ]
    yield from listed(
        WARNING,
        "schema.differs",
        tr("Made by another statement than in a new atlas: {}."),
        sorted(changed),
    )
    if not pending:
        yield from listed(
            WARNING,
            "schema.trigger_unknown",
            tr("Triggers that an atlas does not know, and that act on it: {}."),
            sorted(_foreign_triggers(schema, model)),
        )
    yield from listed(
        WARNING,
        "schema.unknown",
        tr("Tables and views that an atlas does not know: {}."),
        sorted(
            name
            for name in (*schema.tables, *schema.objects["view"])
            if name not in model.objects["table"]
            and name not in model.objects["view"]
            and name not in _KNOWN_OF_QGIS
        ),
    )


def _foreign_triggers(schema: Schema, model: Schema) -> Iterator[str]:
    """Triggers that name a table of the atlas; those that GDAL keeps for layers of the user's do not."""
    tables = {name.lower() for name in (*model.tables, *model.objects["view"])}
    for name, sql in schema.objects["trigger"].items():
        if name not in model.objects["trigger"] and tables & set(re.findall(r"\w+", sql)):
            yield name


def rtree_name(table: str, column: str) -> str:
    """The name that the GeoPackage prescribes for a column's spatial index."""
    return f"rtree_{table}_{column}"


def index_on(atlas: Atlas, table: str, column: str) -> bool:
    """Tell whether an index begins with that column."""
    return bool(
        atlas.rows(
            fill(
                "SELECT 1 FROM pragma_index_list({table}) l JOIN pragma_index_info(l.name) i"
                " WHERE i.seqno = 0 AND i.name = {column} COLLATE NOCASE LIMIT 1",
                table=table,
                column=column,
            )
        )
    )


def _has_integer_key(columns: Mapping[str, tuple[str, int]]) -> bool:
    keys = [kind for kind, place in columns.values() if place]
    return keys == ["INTEGER"]


def _one_spelling(sql: str) -> str:
    """A statement without comments, quotes around names, and differences of case and space."""
    bare = re.sub(r"--[^\n]*|/\*.*?\*/", " ", sql, flags=re.DOTALL).replace('"', "")
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(bare.split())).lower()
