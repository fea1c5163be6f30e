# SPDX-License-Identifier: GPL-2.0-or-later
"""The only door to a GeoPackage: opening, statements, transactions and the writers' lock.

All goes through a GDAL dataset of QGIS's own OGR, so that the R-tree triggers of the file find the
functions which they call (`ST_MinX`, `ST_IsEmpty`) and no second SQLite library meets the file.
"""

from __future__ import annotations

import logging
import re
import stat
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from osgeo import gdal, ogr, osr
from qgis.core import QgsFeedback

from ..errors import AtlasBusy, AtlasError, SeatizenError
from ..files import take_lock
from ..translation import tr, tr_n
from .sql import Name, fill
from .stillness import still

if TYPE_CHECKING:
    import pyarrow

log = logging.getLogger(__name__)

ATLAS_TABLES = (
    "deposit",
    "deposit_linestring",
    "version",
    "frame",
    "multilabel_label",
    "multilabel_model",
    "multilabel_class",
    "multilabel_prediction",
    "multilabel_annotation_session",
    "multilabel_annotation",
)
"""The tables by which an atlas is told from another GeoPackage (they exist since script 00)."""

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_PAGE_CACHE_KIB = 65_536
"""SQLite's page cache: holds the end of the predictions' index of one session while it is filled."""


class Atlas:
    """One open GeoPackage; use it as a context manager and in one thread only."""

    def __init__(self, path: Path, dataset: gdal.Dataset) -> None:
        self.path = path
        self._dataset = dataset

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        update: bool = False,
        attach: Mapping[str, Path] | None = None,
        recognised: bool = True,
    ) -> Atlas:
        """Open a GeoPackage.

        Args:
            update: open for writing.
            attach: schema name → another GeoPackage whose tables statements may name as `schema.table`.
            recognised: refuse a GeoPackage that lacks the tables of an atlas.

        Raises:
            AtlasError: the file is missing, not a GeoPackage, no atlas, read-only or in use.
        """
        path = Path(path)
        if path.is_dir():
            raise AtlasError(
                tr("“{}” is a folder, not an atlas.").format(path),
                advice=tr("Choose the GeoPackage itself, a file that ends with .gpkg."),
            )
        if not path.is_file():
            raise AtlasError(
                tr("There is no file “{}”.").format(path),
                advice=tr("Choose an existing atlas, or create or download one."),
            )
        if update:
            require_writable(path)
        statements = [
            "PRAGMA foreign_keys = OFF",  # GDAL switches them on; `transaction` says when
            f"PRAGMA cache_size = -{_PAGE_CACHE_KIB}",
            "PRAGMA secure_delete = OFF",  # Debian's SQLite else writes all that is deleted twice more
            *(fill("ATTACH {file} AS {name}", file=str(f), name=Name(n)) for n, f in (attach or {}).items()),
        ]
        if not update and beside(path, "-journal").exists():
            # A writer was killed, or is at work: only who may write can undo what it left half-done.
            with _errors() as errors:
                _guarded(errors, lambda: _open_dataset(path, gdal.OF_UPDATE, ()))
        with _errors() as errors:
            dataset = _guarded(
                errors,
                lambda: _open_dataset(path, gdal.OF_UPDATE if update else gdal.OF_READONLY, statements),
            )
        if dataset is None:
            raise _open_error(path, errors)
        atlas = cls(path, dataset)
        try:
            if recognised:
                atlas._require_atlas()
        except BaseException:
            atlas.close()
            raise
        return atlas

    def __enter__(self) -> Atlas:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self._dataset = None

    def execute(self, sql: str) -> int:
        """Run one statement and return the number of rows that it inserted, changed or deleted."""
        # GDAL gives some statements (DROP TABLE, ALTER TABLE … RENAME, COMMIT) a meaning of its own by their
        # first words; behind a comment they reach SQLite as they are.
        layer = self._run(f"/* */ {sql}")
        if layer is not None:  # a statement that waits for its rows to be read keeps its locks
            self._dataset.ReleaseResultSet(layer)
        first_word = sql.lstrip()[:7].upper()
        return int(self.scalar("SELECT changes()")) if first_word in _CHANGING else 0

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return a small result as tuples of int, float, str, bytes or None, as SQLite stores them.

        Every column needs a name of its own: OGR folds those of one name into one. Columns that OGR
        would parse (declared DATE or DATETIME, or geometries) are refused with ValueError: write
        `CAST(x AS TEXT)` or `hex(x)` for them.
        """
        return list(self.iterate(sql))

    def iterate(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of `rows` one by one; no other statement may run in between."""
        layer = self._run(sql)
        if layer is None:
            return
        row_id = None
        if name := layer.GetFIDColumn():
            # OGR takes the primary key of a known table out of the columns: find where it stood.
            self._dataset.ReleaseResultSet(layer)
            row_id = self._column_names(sql).index(name)
            layer = self._run(sql)
        try:
            definition = layer.GetLayerDefn()
            types = [definition.GetFieldDefn(i).GetType() for i in range(definition.GetFieldCount())]
            if definition.GetGeomFieldCount() or any(kind in _PARSED_TYPES for kind in types):
                raise ValueError(f"cast dates to TEXT and geometries to hex: {sql}")
            while (feature := layer.GetNextFeature()) is not None:
                values = [_value(feature, i, kind) for i, kind in enumerate(types)]
                if row_id is not None:
                    values.insert(row_id, feature.GetFID())
                yield tuple(values)
        finally:
            self._dataset.ReleaseResultSet(layer)

    def _column_names(self, sql: str) -> list[str]:
        self.execute(f"CREATE TEMP VIEW asked AS {sql}")
        try:
            layer = self._run("SELECT name AS column_name FROM pragma_table_info('asked') ORDER BY cid")
            try:
                return [feature.GetField(0) for feature in layer or ()]
            finally:
                self._dataset.ReleaseResultSet(layer)
        finally:
            self.execute("DROP VIEW temp.asked")

    def scalar(self, sql: str) -> Any:
        """Return the first column of the first row, or None without a row."""
        found = self.rows(sql)
        return found[0][0] if found else None

    def arrow(self, sql: str, *, batch_rows: int = 65_536) -> Iterator[pyarrow.RecordBatch]:
        """Stream a large result as Arrow batches.

        DATETIME columns arrive parsed unless cast to TEXT, and OGR would leave out a table's primary key:
        write `+id AS id` for it (ValueError otherwise).
        """
        import pyarrow

        layer = self._run(sql)
        if layer is None:
            return
        try:
            if layer.GetFIDColumn():
                raise ValueError(f"write +{layer.GetFIDColumn()} for the primary key: {sql}")
            stream = layer.GetArrowStreamAsPyArrow(["INCLUDE_FID=NO", f"MAX_FEATURES_IN_BATCH={batch_rows}"])
            for batch in stream:  # GDAL hands each over as an array of structures
                yield pyarrow.RecordBatch.from_struct_array(batch)
        finally:
            self._dataset.ReleaseResultSet(layer)

    def has_table(self, name: str) -> bool:
        """Tell whether a table or a view of that name exists."""
        return bool(
            self.rows(
                fill(
                    "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = {name}", name=name
                )
            )
        )

    @contextmanager
    def transaction(self, *, rebuilt: Collection[str] | None = None) -> Iterator[None]:
        """Run the block as one transaction, data and DDL: committed whole, or rolled back on any exception.

        SQLite itself counts the references that the block breaks, by triggers too, and refuses the commit
        while any is left: AtlasError then names them. The work is that of the rows written.

        GDAL keeps account of transactions itself and swallows a COMMIT sent as text, hence its own calls.

        Args:
            rebuilt: tables that the block changes or makes anew, for which SQLite must not look after
                references meanwhile: all that these tables hold or get are checked at the end instead.
        """
        self._run(f"/* */ PRAGMA foreign_keys = {'ON' if rebuilt is None else 'OFF'}")
        self._transact("StartTransaction")
        try:
            # GDAL begins a deferred transaction; this takes the write lock now rather than half-way.
            self._run("UPDATE gpkg_contents SET srs_id = srs_id WHERE 0")
            self._run(
                "/* */ PRAGMA defer_foreign_keys = ON"
            )  # what is whole at the end may be broken meanwhile
            yield
            if rebuilt is not None:
                self.check_references(rebuilt)
            with still(self.path):
                self._commit()
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._run("/* */ PRAGMA foreign_keys = OFF")

    def _commit(self) -> None:
        try:
            self._transact("CommitTransaction")
        except AtlasError as error:
            if _BROKEN_REFERENCES in error.details:
                self.check_references()  # SQLite does not say which ones
            raise

    def check_references(self, changed: Collection[str] | None = None) -> None:
        """Raise AtlasError when a row refers to another that does not exist.

        Args:
            changed: look only where one of these tables refers or is referred to.
        """
        broken = []
        for table in self._tables_with_references(changed):
            for parent, count in self._broken_references(table):
                broken.append(
                    tr_n("%Ln row(s) of {table} without {parent}", count).format(table=table, parent=parent)
                )
        if broken:
            raise AtlasError(
                tr("References are broken: {}.").format("; ".join(broken)),
                advice=tr("Nothing was changed. “Check atlas” lists the rows."),
            )

    def _tables_with_references(self, changed: Collection[str] | None) -> list[str]:
        names = None if changed is None else {name.lower() for name in changed}
        tables = dict.fromkeys(
            table
            for table, parent in self.rows(
                'SELECT m.name AS child, k."table" AS parent FROM sqlite_master m'
                " JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table' ORDER BY 1, 2"
            )
            if names is None or {table.lower(), parent.lower()} & names
        )
        return list(tables)

    def _broken_references(self, table: str) -> list[tuple[str, int]]:
        return [
            (str(parent), int(count))
            for parent, count in self.rows(
                fill(
                    "SELECT parent, count(*) FROM pragma_foreign_key_check({table}) GROUP BY 1 ORDER BY 1",
                    table=table,
                )
            )
        ]

    @contextmanager
    def interruptible(self, feedback: QgsFeedback) -> Iterator[None]:
        """Let Cancel break off a long statement of the block: it then fails, and its transaction with it."""
        ended = threading.Event()

        def watch() -> None:
            # Again and again: an interrupt between two statements reaches neither.
            while not ended.wait(0.1):
                if feedback.isCanceled():
                    self._dataset.AbortSQL()

        watcher = threading.Thread(target=watch, name="cancel", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the atlas for a whole run, as `lock_place` does."""
        with lock_place(self.path):
            yield

    @contextmanager
    def attached(self, name: str, geopackage: Path) -> Iterator[None]:
        """Let statements of the block name the tables of another GeoPackage as `name.table`."""
        self.execute(fill("ATTACH {file} AS {name}", file=str(geopackage), name=Name(name)))
        try:
            yield
        finally:
            self.execute(fill("DETACH {name}", name=Name(name)))

    def _require_atlas(self) -> None:
        missing = [name for name in ATLAS_TABLES if not self.has_table(name)]
        if missing:
            raise _no_atlas(self.path, missing)

    def _run(self, sql: str) -> Any:
        with _errors() as errors:
            layer = _guarded(errors, lambda: self._dataset.ExecuteSQL(sql, dialect=""))
        if errors:
            if layer is not None:
                self._dataset.ReleaseResultSet(layer)
            raise _statement_error(self.path, errors, sql)
        return layer

    def _transact(self, step: str) -> None:
        with _errors() as errors:
            outcome = _guarded(errors, getattr(self._dataset, step))
        if errors or outcome != ogr.OGRERR_NONE:
            raise _statement_error(self.path, errors or [step], step)

    def _roll_back(self) -> None:
        try:
            self._transact("RollbackTransaction")
        except AtlasError as error:
            log.info("Rollback of %s: %s", self.path, error.details)
            try:
                # After a commit that was refused GDAL takes the transaction for ended; SQLite does not.
                self._run("/* */ ROLLBACK")
            except AtlasError as nothing_left:
                # SQLite has rolled back by itself after a full disk or an I/O error.
                log.info("Rollback of %s: %s", self.path, nothing_left.details)


def require_writable(path: Path) -> None:
    """Refuse a file without any write permission, also to those whom permissions do not bind."""
    if not path.stat().st_mode & _WRITABLE:
        raise _read_only(path, "no write permission is set")


def beside(path: Path, suffix: str) -> Path:
    """The file that SQLite keeps beside a database: `-wal`, `-shm`, `-journal`; it follows links."""
    place = path.resolve()
    return place.with_name(place.name + suffix)


@contextmanager
def lock_place(path: Path) -> Iterator[None]:
    """Hold the place of an atlas, whether there is one or not: a second import or sync is refused at once.

    The lock lies beside the file and is released by the system when its holder dies.
    """
    try:
        lock = take_lock(beside(path, ".lock"))
    except PermissionError as error:
        raise _read_only(path, "no lock can be made beside it") from error
    if lock is None:
        raise AtlasBusy(
            tr("Another import, sync or migration is at work on “{}”.").format(path.name),
            advice=tr("Wait until it has ended, then try again."),
        )
    try:
        yield
    finally:
        lock.unlock()


def _open_dataset(path: Path, mode: int, statements: Sequence[str]) -> gdal.Dataset | None:
    return gdal.OpenEx(
        str(path),
        gdal.OF_VECTOR | mode,
        allowed_drivers=["GPKG"],
        open_options=["PRELUDE_STATEMENTS=" + "; ".join(statements), "LIST_ALL_TABLES=NO"],
    )


def create_geopackage(path: Path) -> None:
    """Create an empty GeoPackage 1.3 at `path`, which must not exist."""
    with _errors() as errors:
        dataset = _guarded(
            errors,
            lambda: gdal.GetDriverByName("GPKG").Create(
                str(path), 0, 0, 0, gdal.GDT_Unknown, ["VERSION=1.3", "ADD_GPKG_OGR_CONTENTS=NO"]
            ),
        )
    if dataset is None:
        raise AtlasError(
            tr("“{}” cannot be created.").format(path),
            details="; ".join(errors),
            advice=tr("Check that the folder exists, can be written to and has space left."),
        )
    for table in ("gpkg_tile_matrix", "gpkg_tile_matrix_set"):  # an atlas holds no rasters
        dataset.ExecuteSQL(f"/* */ DROP TABLE IF EXISTS {table}")


def stage_csv(
    csv: Path,
    geopackage: Path,
    layer: str,
    fields: Mapping[str, int],
    *,
    position: tuple[str, str] | None = None,
) -> None:
    """Copy columns of a UTF-8, comma separated CSV into a new table of a GeoPackage (made when missing).

    The copy runs in C++ from end to end. The table gets the columns of `fields` (name as in the CSV →
    OGR field type) and the row's number, from 1, as `_row`; empty cells become NULL.

    Args:
        position: columns of longitude and latitude; they become the points `geom` (EPSG:4326).
    """
    with _errors() as errors:
        _guarded(errors, lambda: _stage_csv(csv, geopackage, layer, fields, position))
    if errors:
        raise _staging_error(csv.name, errors)


def stage_geometries(geopackage: Path, layer: str, geometry_type: int, wkbs: Sequence[bytes]) -> None:
    """Write WKB geometries (EPSG:4326) as a table `layer` of a GeoPackage with the column `geom`."""
    with _errors() as errors:
        _guarded(errors, lambda: _stage_geometries(geopackage, layer, geometry_type, wkbs))
    if errors:
        raise _staging_error(layer, errors)


def _staging_error(what: str, errors: list[str]) -> SeatizenError:
    return SeatizenError(
        tr("The rows of “{}” could not be staged.").format(what),
        details="; ".join(errors),
        advice=tr("Check the free space of the temporary folder."),
    )


def _staging(geopackage: Path) -> gdal.Dataset:
    if geopackage.exists():
        target = gdal.OpenEx(str(geopackage), gdal.OF_VECTOR | gdal.OF_UPDATE, allowed_drivers=["GPKG"])
    else:
        target = gdal.GetDriverByName("GPKG").Create(
            str(geopackage), 0, 0, 0, gdal.GDT_Unknown, ["ADD_GPKG_OGR_CONTENTS=NO"]
        )
    target.ExecuteSQL("PRAGMA synchronous = OFF")  # a staging file need not outlive a power cut
    return target


def _wgs84() -> osr.SpatialReference:
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    wgs84.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return wgs84


def _stage_csv(
    csv: Path,
    geopackage: Path,
    layer: str,
    fields: Mapping[str, int],
    position: tuple[str, str] | None,
) -> None:
    target = _staging(geopackage)
    options = ["EMPTY_STRING_AS_NULL=YES"]
    if position is None:
        table = target.CreateLayer(layer, None, ogr.wkbNone, ["FID=_row"])
    else:
        options += [f"X_POSSIBLE_NAMES={position[0]}", f"Y_POSSIBLE_NAMES={position[1]}"]
        table = target.CreateLayer(layer, _wgs84(), ogr.wkbPoint, ["FID=_row", "SPATIAL_INDEX=NO"])
    for name, kind in fields.items():
        table.CreateField(ogr.FieldDefn(name, kind))
    source = gdal.OpenEx(str(csv), gdal.OF_VECTOR, allowed_drivers=["CSV"], open_options=options)
    gdal.VectorTranslate(target, source, layerName=layer, accessMode="append")


def _stage_geometries(geopackage: Path, layer: str, geometry_type: int, wkbs: Sequence[bytes]) -> None:
    target = _staging(geopackage)
    table = target.CreateLayer(layer, _wgs84(), geometry_type, ["FID=_row", "SPATIAL_INDEX=NO"])
    for wkb in wkbs:
        feature = ogr.Feature(table.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkb(wkb))
        table.CreateFeature(feature)


_BROKEN_REFERENCES = "FOREIGN KEY constraint failed"
_CHANGING = {"INSERT ", "UPDATE ", "DELETE ", "REPLACE", "WITH RE"}
_PARSED_TYPES = {ogr.OFTDate, ogr.OFTDateTime, ogr.OFTTime}


def _value(feature: ogr.Feature, index: int, kind: int) -> Any:
    if not feature.IsFieldSetAndNotNull(index):
        return None
    if kind == ogr.OFTBinary:
        return bytes(feature.GetFieldAsBinary(index))
    return feature.GetField(index)


@contextmanager
def _errors() -> Iterator[list[str]]:
    """Collect GDAL's failures of this thread instead of printing them; GDAL's global mode is left alone."""
    errors: list[str] = []

    def collect(severity: int, _number: int, message: str) -> None:
        if severity >= gdal.CE_Failure:
            errors.append(message)
        else:
            log.debug("GDAL: %s", message)

    gdal.PushErrorHandler(collect)
    try:
        yield errors
    finally:
        gdal.PopErrorHandler()


def _guarded(errors: list[str], call: Any) -> Any:
    try:
        return call()
    except RuntimeError as error:  # another plugin may have switched GDAL's exceptions on
        if not errors:
            errors.append(str(error))
        return None


def _open_error(path: Path, errors: list[str]) -> AtlasError:
    details = "; ".join(errors)
    text = details.lower()
    if not errors and _is_geopackage(path):  # OGR does not open one without layers for reading
        return _no_atlas(path, ATLAS_TABLES)
    if "locked" in text:
        return _locked(path, details)
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return _read_only(path, details)
    return AtlasError(
        tr("“{}” is not a GeoPackage that can be opened.").format(path.name),
        details=details,
        advice=tr("Choose a .gpkg file, or download the published atlas again."),
    )


def _statement_error(path: Path, errors: list[str], sql: str) -> AtlasError:
    engine = errors[-1]
    text = " ".join(errors).lower()
    details = f"{'; '.join(errors)}\n{sql[:2000]}"
    if "database is locked" in text:
        return _locked(path, details)
    if "readonly database" in text or "read-only" in text:
        return _read_only(path, details)
    if "disk is full" in text:
        return AtlasError(
            tr("The disk with “{}” is full.").format(path.name),
            details=details,
            advice=tr("What was under way was undone. Free some space and run it again."),
        )
    return AtlasError(
        tr("The atlas “{name}” refused a statement: {engine_words}.").format(
            name=path.name, engine_words=_engine_words(engine)
        ),
        details=details,
    )


def _is_geopackage(path: Path) -> bool:
    """Whether the file's header says SQLite, with the application id of GeoPackages."""
    with path.open("rb") as file:
        header = file.read(100)
    return header.startswith(b"SQLite format 3") and header[68:72] == b"GPKG"


def _no_atlas(path: Path, missing: Sequence[str]) -> AtlasError:
    return AtlasError(
        tr("“{name}” is a GeoPackage but not a Seatizen Atlas: it has no table {names}.").format(
            name=path.name, names=", ".join(missing)
        ),
        advice=tr("Choose another file, or create a new atlas."),
    )


def _engine_words(message: str) -> str:
    """SQLite's own words: GDAL puts the statement before them, which belongs in the log."""
    return re.sub(r"(?s)^.*?sqlite3_\w+\(.*\)(?: failed)?:\s*", "", message).strip().rstrip(".")


def _locked(path: Path, details: str) -> AtlasError:
    return AtlasBusy(
        tr("“{}” is in use by another program.").format(path.name),
        details=details,
        advice=tr("Close it there (or save its edits) and try again."),
    )


def _read_only(path: Path, details: str) -> AtlasError:
    return AtlasError(
        tr("“{}” cannot be written to.").format(path.name),
        details=details,
        advice=tr("Check the permissions of the file and of its folder."),
    )
