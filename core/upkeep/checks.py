# SPDX-License-Identifier: GPL-2.0-or-later
"""Looking for what is wrong in an atlas, an older one included. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..atlas.blob import geometry_of
from ..atlas.gateway import Atlas
from ..atlas.history import last_script, pending_scripts
from ..atlas.score_tables import fit_score_tables, stored_classes
from ..atlas.scripts import load_scripts
from ..atlas.sql import Name, fill, join
from ..errors import Cancelled, InputError
from ..scratch import scratch_folder
from ..session_name import SessionName
from ..translation import tr
from .create import build_atlas
from .findings import ERROR, EXAMPLES, WARNING, CheckReport, Finding, listed
from .geopackage_rules import (
    Schema,
    check_geopackage,
    check_header,
    check_schema,
    index_on,
    read_schema,
)
from .refresh import VIEWS
from .row_rules import GEOMETRIES, RowRule, rules_of
from .row_scan import Extent, RowScan

__all__ = ["CheckReport", "Finding", "check_atlas"]


def check_atlas(path: str | Path, feedback: QgsProcessingFeedback) -> CheckReport:
    """Look for everything that is wrong in an atlas.

    Rows are judged in one pass a table, in portions, so that 50 million predictions need no memory.

    Raises:
        AtlasError: the file is missing, unreadable or no atlas at all.
        Cancelled: the user asked to stop.
    """
    path = Path(path)
    with Atlas.open(path) as atlas:
        feedback.setProgressText(tr("Checking tables and columns"))
        findings = list(_check_scripts(atlas))
        pending = bool(findings)
        schema, model = read_schema(atlas), _schema_of_a_new_atlas(stored_classes(atlas))
        findings += check_header(atlas)
        findings += check_geopackage(atlas, schema)
        findings += check_schema(schema, model, pending=pending)
        findings += _check_classes(atlas)
        extents: dict[str, Extent] = {}
        for scan in _scan_rows(atlas, schema, model, feedback):
            findings += scan.findings()
            if scan.table in GEOMETRIES:
                extents[scan.table] = scan.extent
        feedback.setProgressText(tr("Checking extents, shapes and names"))
        findings += _check_extents(atlas, schema, extents)
        findings += _check_shapes(atlas, schema, feedback)
        findings += _check_session_names(atlas)
    report = CheckReport.of(path, findings)
    for finding in report.findings:
        tell = feedback.pushWarning if finding.level == ERROR else feedback.pushInfo
        tell(f"{finding.code}: {finding.message}")
    feedback.setProgress(100)
    return report


def _check_scripts(atlas: Atlas) -> Iterator[Finding]:
    pending = pending_scripts(atlas, load_scripts())
    if pending:
        message = tr(
            "The atlas is at script {last:02d}; {count} later ones wait to be run (“Migrate atlas”)."
        )
        yield Finding(
            WARNING,
            "atlas.migration_pending",
            message.format(last=last_script(atlas), count=len(pending)),
            len(pending),
            tuple(script.path.name for script in pending[:EXAMPLES]),
        )


def _schema_of_a_new_atlas(classes: Mapping[int, Sequence[int]]) -> Schema:
    """What a new atlas is made of, with tables of scores for these models and classes."""
    with scratch_folder() as folder:
        new = folder / "new.gpkg"
        build_atlas(new, QgsProcessingFeedback(False))
        with Atlas.open(new, update=True) as atlas:
            if classes and stored_classes(atlas) != classes:
                rows = (
                    fill("({id}, {name}, 0.5, 1, {model})", id=number, name=f"class {number}", model=model)
                    for model, numbers in classes.items()
                    for number in numbers
                )
                atlas.execute("DELETE FROM multilabel_class")
                atlas.execute(fill("INSERT INTO multilabel_class VALUES {rows}", rows=join(", ", rows)))
                fit_score_tables(atlas)
            return read_schema(atlas)


def _check_classes(atlas: Atlas) -> Iterator[Finding]:
    """Classes and columns of scores have to be the same."""
    stored = {(model, number) for model, numbers in stored_classes(atlas).items() for number in numbers}
    if not stored:
        return  # before script 10
    classes = set(atlas.rows("SELECT ml_model_id, id + 0 AS number FROM multilabel_class"))
    yield from listed(
        WARNING,
        "scores.not_taken_up",
        tr("Classes whose scores do not count until “Migrate atlas” or an import takes them up: {}."),
        sorted(str(number) for _model, number in classes - stored),
    )
    yield from listed(
        ERROR,
        "scores.class_gone",
        tr("Scores are stored of classes that are not there, or not of that model: {}."),
        sorted(str(number) for _model, number in stored - classes),
    )


def _scan_rows(
    atlas: Atlas, schema: Schema, model: Schema, feedback: QgsProcessingFeedback
) -> Iterator[RowScan]:
    """Judge the rows of all tables."""
    rules: dict[str, list[RowRule]] = {}
    for rule in rules_of(schema, model):
        if rule.code == "frame.doubled" and not index_on(atlas, "frame", "filename"):
            continue  # without the index, whose lack is told, the question would take hours
        rules.setdefault(rule.table, []).append(rule)
    scans = []
    for table, of_table in rules.items():
        column = GEOMETRIES[table][0] if table in GEOMETRIES else None
        there = column is not None and column in schema.columns.get(table, {})
        scans.append(RowScan(atlas, table, of_table, column if there else None))
    total = sum(len(scan) for scan in scans) or 1
    done = 0
    for scan in scans:
        scan.run(feedback, done, total)
        done += len(scan)
        yield scan


def _check_extents(atlas: Atlas, schema: Schema, extents: Mapping[str, Extent]) -> Iterator[Finding]:
    """Extents in gpkg_contents: those of the geometries; GDAL widens them a little when a layer is edited."""
    if "gpkg_contents" not in schema.objects["table"]:
        return
    layers = {table: table for table in extents}
    layers.update({view: table for view, table in VIEWS.items() if table in extents})
    claimed = {
        name: tuple(extent)
        for name, *extent in atlas.rows("SELECT table_name, min_x, min_y, max_x, max_y FROM gpkg_contents")
    }
    wrong = [layer for layer, table in layers.items() if claimed.get(layer, extents[table]) != extents[table]]
    wide = [layer for layer in wrong if _covers(claimed[layer], extents[layers[layer]])]
    yield from listed(
        ERROR,
        "geopackage.extent",
        tr("The extent in gpkg_contents is not that of the geometries: {}. A refresh of the atlas mends it."),
        (layer for layer in wrong if layer not in wide),
        refresh=True,
    )
    yield from listed(
        WARNING,
        "geopackage.extent_wide",
        tr(
            "The extent in gpkg_contents is wider than the geometries, as after an edit: {}. "
            "A refresh of the atlas mends it."
        ),
        wide,
        refresh=True,
    )


def _covers(claimed: Extent, true: Extent) -> bool:
    return all(
        has is not None and wanted is not None and (has <= wanted if side < 2 else has >= wanted)
        for side, (has, wanted) in enumerate(zip(claimed, true))
    )


def _check_shapes(atlas: Atlas, schema: Schema, feedback: QgsProcessingFeedback) -> Iterator[Finding]:
    """Lines and polygons to their last byte; SQL looks at their first ones only."""
    for table, (column, kind) in GEOMETRIES.items():
        if kind == "POINT" or column not in schema.columns.get(table, {}):
            continue
        faulty = []
        blobs = atlas.iterate(
            fill(
                "SELECT CAST(t.rowid AS TEXT) AS place, hex(t.{column}) AS blob FROM {table} t"
                " WHERE substr(t.{column}, 1, 2) = X'4750' AND ST_IsEmpty(t.{column}) IS NOT 1",
                column=Name(column),
                table=Name(table),
            )
        )
        for place, blob in blobs:
            if feedback.isCanceled():
                raise Cancelled(tr("The check was stopped."))
            if geometry_of(bytes.fromhex(blob)) is None:
                faulty.append(place)
        yield from listed(
            ERROR,
            f"{table}.blob_cut",
            tr("Geometries of “{table}” that end too early, by row: {rows}.").format(table=table, rows="{}"),
            faulty,
        )


def _check_session_names(atlas: Atlas) -> Iterator[Finding]:
    unreadable = []
    for (name,) in atlas.rows("SELECT session_name FROM deposit"):
        try:
            SessionName.parse(name or "")
        except InputError:
            unreadable.append(str(name))
    yield from listed(
        WARNING, "deposit.name_unreadable", tr("Names of sessions that cannot be read: {}."), unreadable
    )
