# SPDX-License-Identifier: GPL-2.0-or-later
"""A prepared session enters the atlas: one transaction, set-based, idempotent.

The rows of the session are compared with those of the atlas: what is new is added, what differs is
updated in place (frames keep their ids, and so their annotations), what vanished is removed. Without a
difference nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from enum import Enum

from ..atlas.density import refresh_density
from ..atlas.gateway import Atlas
from ..atlas.score_tables import OTHER, fit_score_tables, score_column, score_table, stored_classes
from ..atlas.sql import Fragment, Name, fill, join
from ..errors import InputError
from ..translation import tr, tr_n
from .dois import SessionDois
from .predictions import Model, Scores
from .prepare import PreparedSession

FRAMES_PER_STATEMENT = 8_000
"""So many frames enter per statement, so that a Cancel is heard between two."""

_COPIED = (
    "OriginalFileName",
    "relative_file_path",
    "GPSAltitude",
    "GPSPitch",
    "GPSRoll",
    "GPSTrack",
    "GPSDatetime",
    "GPSFix",
)
_GEOMETRIES = (
    ("deposit", "footprint"),
    ("deposit_linestring", "footprint_linestring"),
    ("frame", "GPSPosition"),
)
_TRACK_VIEW = "vw_deposit_linestring_with_platform"


class Change(Enum):
    """What an import did with a session."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass
class Ingested:
    """What one session changed in the atlas, in rows."""

    change: Change = Change.UNCHANGED
    frames_added: int = 0
    frames_updated: int = 0
    frames_removed: int = 0
    frames_kept: int = 0
    predictions_added: int = 0
    predictions_removed: int = 0
    notes: list[str] = field(default_factory=list)


def read_models(atlas: Atlas) -> list[Model]:
    """The models of the atlas with every name under which their classes may stand in a file."""
    rows = atlas.rows(
        "SELECT m.id AS model, m.name AS model_name, m.link AS link, c.id AS class, c.name AS own_name,"
        " l.name AS label_name FROM multilabel_model m"
        " JOIN multilabel_class c ON c.ml_model_id = m.id JOIN multilabel_label l ON l.id = c.ml_label_id"
        " UNION ALL SELECT m.id, m.name, m.link, c.id, a.name, a.name FROM multilabel_model m"
        " JOIN multilabel_class c ON c.ml_model_id = m.id"
        " JOIN multilabel_label_alias a ON a.ml_label_id = c.ml_label_id"
    )
    classes: dict[tuple[int, str, str], dict[str, int]] = {}
    for model_id, name, link, class_id, own_name, label_name in rows:
        names = classes.setdefault((model_id, name, link), {})
        names.setdefault(label_name, class_id)
        names[own_name] = class_id
    return [Model(i, name, _model_key(link), names) for (i, name, link), names in classes.items()]


def ingest_session(
    atlas: Atlas,
    session: PreparedSession,
    dois: SessionDois,
    *,
    check_cancelled: Callable[[], None],
    progress: Callable[[float], None],
    remember: Callable[[Atlas], None] | None = None,
    dry_run: bool = False,
) -> Ingested:
    """Bring a prepared session into the atlas, wholly or not at all.

    Args:
        progress: told the share that is done, from 0 to 1.
        remember: called inside the transaction, for what the caller keeps about the session.
        dry_run: find out what would change, then undo it.

    Raises:
        InputError: the DOIs contradict what the atlas holds.
        AtlasError: the atlas cannot be written to; nothing of the session stays.
        Cancelled: as raised by `check_cancelled`; nothing of the session stays.
    """
    ingest = _Ingest(atlas, session, dois, check_cancelled, progress)
    with ExitStack() as attached:
        for name, geopackage in session.stages().items():
            attached.enter_context(atlas.attached(name, geopackage))
        try:
            with suppress(_Undo), atlas.transaction():
                ingest.run()
                if remember is not None:
                    remember(atlas)
                if dry_run:
                    raise _Undo
        finally:
            for table in ("known", "resolved", "scored"):
                atlas.execute(fill("DROP TABLE IF EXISTS temp.{table}", table=Name(table)))
    return ingest.done


class _Undo(Exception):
    """Rolls the transaction of a dry run back."""


class _Ingest:
    """The steps of one ingest; each leaves its account in `done`."""

    def __init__(
        self,
        atlas: Atlas,
        session: PreparedSession,
        dois: SessionDois,
        check_cancelled: Callable[[], None],
        progress: Callable[[float], None],
    ) -> None:
        self.atlas, self.session, self.dois = atlas, session, dois
        self.check_cancelled, self.progress = check_cancelled, progress
        self.done = Ingested(notes=[*session.notes, *dois.notes])
        self.is_new = False
        self.rewritten = False  # geometries changed or vanished: extents are computed anew

    def run(self) -> None:
        fit_score_tables(self.atlas)  # another tool may have brought a class
        self.is_new = new = self._deposit()
        self.check_cancelled()
        changes = self._versions()
        self._resolve_frames()
        changes += self._write_frames()
        self.check_cancelled()
        for number, scores in enumerate(self.session.scores):
            changes += self._write_predictions(number, scores)
        if not new:
            changes += self._remove_vanished()
        changes += self._footprint() + self._track()
        if new or changes:
            self._extents()
            refresh_density(self.atlas, self.dois.deposit)
            self.done.change = Change.ADDED if new else Change.UPDATED
        self.progress(1.0)

    def _ranges(self, last: str, begin: float, end: float) -> Iterator[tuple[int, int]]:
        """Split the rows up to that of the query `last` into ranges, each one statement's work.

        Between two, progress goes from share `begin` to `end`, and a Cancel is heard.
        """
        count = self.atlas.scalar(last)
        for start in range(0, count, FRAMES_PER_STATEMENT):
            self.check_cancelled()
            yield start, start + FRAMES_PER_STATEMENT
            self.progress(begin + (end - begin) * min(1.0, (start + FRAMES_PER_STATEMENT) / count))

    # Deposit and versions

    def _deposit(self) -> bool:
        """Make or check the deposit's row; True when it is new."""
        name, doi = self.session.name.text, self.dois.deposit
        for other_doi, other_name in self.atlas.rows(
            fill(
                "SELECT doi, session_name FROM deposit WHERE doi = {doi} OR session_name = {name}",
                doi=doi,
                name=name,
            )
        ):
            if (other_doi, other_name) != (doi, name):
                raise InputError(
                    tr(
                        "the atlas holds “{other_name}” as deposit {other_doi}, "
                        "but here “{name}” is deposit {doi}."
                    ).format(other_name=other_name, other_doi=other_doi, name=name, doi=doi),
                    advice=tr("Correct the DOIs; nothing of this session was changed."),
                )
            return False
        raw, processed = self._holdings()
        self.atlas.execute(
            fill(
                "INSERT INTO deposit (doi, session_name, have_processed_data, have_raw_data)"
                " VALUES ({doi}, {name}, {processed}, {raw})",
                doi=doi,
                name=name,
                processed=processed,
                raw=raw,
            )
        )
        return True

    def _holdings(self) -> tuple[bool, bool]:
        raw, processed = self.dois.has_raw_data, self.dois.has_processed_data
        return (
            self.session.has_raw_data if raw is None else raw,
            self.session.has_processed_data if processed is None else processed,
        )

    def _versions(self) -> int:
        raw, processed = self._holdings()
        # Local files may lack what the deposit holds, so they can add to these flags but not take away.
        keep = self.dois.has_raw_data is None
        changes = self.atlas.execute(
            fill(
                "UPDATE deposit SET have_raw_data = {raw}, have_processed_data = {processed}"
                " WHERE doi = {doi} AND (have_raw_data, have_processed_data) IS NOT ({raw}, {processed})",
                doi=self.dois.deposit,
                raw=fill("max(have_raw_data, {raw})", raw=raw) if keep else raw,
                processed=fill("max(have_processed_data, {p})", p=processed) if keep else processed,
            )
        )
        versions = {self.dois.frame_version, *self.dois.other_versions}
        if self.dois.prediction_version is not None:
            versions.add(self.dois.prediction_version)
        elif self.session.scores:
            raise InputError(
                tr("the session has predictions, but no prediction_version_doi is known for it."),
                advice=tr("Add the DOI of the version that holds PROCESSED_DATA_IA.zip."),
            )
        for version in sorted(versions):
            owner = self.atlas.scalar(
                fill("SELECT deposit_doi FROM version WHERE doi = {version}", version=version)
            )
            if owner is None:
                changes += self.atlas.execute(
                    fill(
                        "INSERT INTO version (doi, deposit_doi) VALUES ({version}, {deposit})",
                        version=version,
                        deposit=self.dois.deposit,
                    )
                )
            elif owner != self.dois.deposit:
                raise InputError(
                    tr("version {version} belongs to deposit {owner} in the atlas, not to {deposit}.").format(
                        version=version, owner=owner, deposit=self.dois.deposit
                    ),
                    advice=tr("Correct the DOIs; nothing of this session was changed."),
                )
        return changes

    # Frames

    def _resolve_frames(self) -> None:
        """temp.resolved: each staged row with its frame's id in the atlas, or the id that it will get."""
        execute = self.atlas.execute
        execute("CREATE TEMP TABLE known (frame_id INTEGER PRIMARY KEY, filename TEXT)")
        if not self.is_new:
            execute(
                fill(
                    "INSERT INTO temp.known SELECT f.id, f.filename FROM version v"
                    " JOIN frame f ON f.version_doi = v.doi WHERE v.deposit_doi = {deposit} ORDER BY f.id",
                    deposit=self.dois.deposit,
                )
            )
            doubled = self.atlas.scalar("SELECT count(*) - count(DISTINCT filename) FROM temp.known")
            if doubled:
                raise InputError(
                    tr_n("the atlas holds %Ln frame(s) of this session twice.", doubled),
                    advice=tr("Run “Check atlas”, and start afresh or remove them first."),
                )
            execute("CREATE UNIQUE INDEX temp.known_filename ON known (filename)")
        execute(
            "CREATE TEMP TABLE resolved"
            " (row INTEGER PRIMARY KEY, frame_id INTEGER, filename TEXT, known INTEGER)"
        )
        last = "(SELECT coalesce(max(id), 0) FROM frame)"
        sequence = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'frame'), 0)"
        execute(
            fill(
                "INSERT INTO temp.resolved SELECT s._row, coalesce(k.frame_id, max({last}, {sequence})"
                " + row_number() OVER (PARTITION BY k.frame_id IS NULL ORDER BY s._row)), s.filename,"
                " k.frame_id IS NOT NULL"
                " FROM stage.frame s LEFT JOIN temp.known k ON k.filename = s.filename ORDER BY s._row",
                last=Fragment(last),
                sequence=Fragment(sequence),
            )
        )

    def _write_frames(self) -> int:
        columns = [Name(column) for column in _COPIED]
        for start, end in self._ranges("SELECT coalesce(max(row), 0) FROM temp.resolved", 0, 0.3):
            self.done.frames_added += self.atlas.execute(
                fill(
                    "INSERT INTO frame (id, version_doi, filename, GPSPosition, {columns})"
                    " SELECT r.frame_id, {version}, s.filename, s.geom, {staged}"
                    " FROM temp.resolved r JOIN stage.frame s ON s._row = r.row"
                    " WHERE NOT r.known AND r.row > {start} AND r.row <= {end} ORDER BY r.row",
                    version=self.dois.frame_version,
                    columns=columns,
                    staged=_prefixed("s", columns),
                    start=start,
                    end=end,
                )
            )
        if self.is_new:
            return self.done.frames_added
        matched = Fragment(
            "temp.resolved r JOIN stage.frame s ON s._row = r.row WHERE r.known AND r.frame_id = frame.id"
        )
        moved = self.atlas.execute(
            fill(
                "UPDATE frame SET GPSPosition = s.geom FROM {matched} AND frame.GPSPosition IS NOT s.geom",
                matched=matched,
            )
        )
        edited = self.atlas.execute(
            fill(
                "UPDATE frame SET ({columns}, version_doi) = ({staged}, {version}) FROM {matched}"
                " AND ({own}, frame.version_doi) IS NOT ({staged}, {version})",
                columns=columns,
                staged=_prefixed("s", columns),
                own=_prefixed("frame", columns),
                version=self.dois.frame_version,
                matched=matched,
            )
        )
        self.rewritten |= moved > 0
        self.done.frames_updated = max(moved, edited)
        return self.done.frames_added + moved + edited

    def _remove_vanished(self) -> int:
        """Remove frames that the session no longer has; annotated ones stay and are reported."""
        self.atlas.execute("DELETE FROM temp.known WHERE filename IN (SELECT filename FROM temp.resolved)")
        kept = self.atlas.rows(
            "SELECT k.filename FROM temp.known k WHERE EXISTS"
            " (SELECT 1 FROM multilabel_annotation a WHERE a.frame_id = k.frame_id) ORDER BY k.frame_id"
        )
        if kept:
            self.done.frames_kept = len(kept)
            self.done.notes.append(
                tr(
                    "{count} frames are gone from the session but annotated, "
                    "so they stay; the first is “{kept}”."
                ).format(count=len(kept), kept=kept[0][0])
            )
            self.atlas.execute(
                "DELETE FROM temp.known WHERE frame_id IN (SELECT frame_id FROM multilabel_annotation)"
            )
        for model, stored in stored_classes(self.atlas).items():
            self.done.predictions_removed += self._remove_scores(
                score_table(model), stored, Fragment("SELECT frame_id FROM temp.known")
            )
        self.done.frames_removed = self.atlas.execute(
            "DELETE FROM frame WHERE id IN (SELECT frame_id FROM temp.known)"
        )
        self.rewritten |= self.done.frames_removed > 0
        return self.done.frames_removed

    # Predictions

    def _write_predictions(self, number: int, scores: Scores) -> int:
        staged, table = Name(f"score_{number}"), score_table(scores.model.id)
        stored = stored_classes(self.atlas).get(scores.model.id, [])
        self._pair_scores(staged, scores)
        removed = 0
        if not self.is_new:
            self._leave_equal(staged, scores, table, stored)
            removed = self._remove_scores(table, stored, Fragment("SELECT frame_id FROM temp.scored"))
        added = len(scores.columns) * self._insert_scores(staged, scores, table)
        self.atlas.execute("DROP TABLE temp.scored")
        if not self.is_new:  # without a file the predictions of a frame stay; with one that leaves it out not
            removed += self._remove_scores(table, stored, self._left_out(staged, scores))
        self.done.predictions_added += added
        self.done.predictions_removed += removed
        return added + removed

    def _pair_scores(self, staged: Name, scores: Scores) -> None:
        """temp.scored: rows of scores with their frames, in the order of the frames."""
        self.atlas.execute(
            "CREATE TEMP TABLE scored (position INTEGER PRIMARY KEY, row INTEGER, frame_id INTEGER)"
        )
        self.atlas.execute(
            fill(
                "INSERT INTO temp.scored (row, frame_id) SELECT s._row, r.frame_id FROM {staged}.score s"
                " JOIN temp.resolved r ON r.filename = {name} ORDER BY r.frame_id",
                staged=staged,
                name=self._frame_name(scores),
            )
        )

    def _frame_name(self, scores: Scores) -> Fragment:
        """The name in the atlas of the frame of a row `s` of scores."""
        return fill(
            "CASE WHEN instr(s.{file_name}, {session}) THEN s.{file_name} ELSE {prefix} || s.{file_name} END",
            file_name=Name(scores.file_name),
            session=self.session.name.text,
            prefix=f"{self.session.name.text}_",
        )

    def _left_out(self, staged: Name, scores: Scores) -> Fragment:
        """The session's frames that a scores file does not name."""
        return fill(
            "SELECT r.frame_id FROM temp.resolved r WHERE r.known AND r.filename NOT IN"
            " (SELECT {name} FROM {staged}.score s)",
            name=self._frame_name(scores),
            staged=staged,
        )

    def _leave_equal(self, staged: Name, scores: Scores, table: Name, stored: Sequence[int]) -> None:
        """Take out of temp.scored the rows that the atlas has already: same version, same scores."""
        columns = {class_id: column for column, class_id in scores.columns.items()}
        now = join(", ", (fill("e.{c}", c=score_column(class_id)) for class_id in stored))
        then = join(
            ", ",
            (
                fill("s.{c}", c=Name(columns[class_id])) if class_id in columns else Fragment("NULL")
                for class_id in stored
            ),
        )
        self.atlas.execute(
            fill(
                "DELETE FROM temp.scored WHERE frame_id IN (SELECT t.frame_id FROM temp.scored t"
                " CROSS JOIN {table} e ON e.frame_id = t.frame_id"
                " CROSS JOIN {staged}.score s ON s._row = t.row"
                " WHERE e.version_doi = {version} AND ({now}) IS ({then}))",
                table=table,
                staged=staged,
                version=self.dois.prediction_version,
                now=now,
                then=then,
            )
        )

    def _insert_scores(self, staged: Name, scores: Scores, table: Name) -> int:
        """Insert the rows of temp.scored, in the order of the frames, and return their number."""
        columns = sorted(scores.columns.items(), key=lambda item: item[1])
        rows = 0
        for start, end in self._ranges("SELECT coalesce(max(position), 0) FROM temp.scored", 0.3, 0.9):
            rows += self.atlas.execute(
                fill(
                    "INSERT INTO {table} (frame_id, version_doi, {classes})"
                    " SELECT t.frame_id, {version}, {scores} FROM temp.scored t"
                    " CROSS JOIN {staged}.score s ON s._row = t.row"
                    " WHERE t.position > {start} AND t.position <= {end} ORDER BY t.position",
                    table=table,
                    classes=[score_column(class_id) for _column, class_id in columns],
                    version=self.dois.prediction_version,
                    scores=_prefixed("s", [Name(column) for column, _class_id in columns]),
                    staged=staged,
                    start=start,
                    end=end,
                )
            )
        return rows

    def _remove_scores(self, table: Name, stored: Sequence[int], frames: Fragment) -> int:
        """Remove what a model predicted of frames, those of older versions too; return how many scores."""
        count = join(" + ", (fill("count({c})", c=score_column(class_id)) for class_id in stored))
        removed = int(
            self.atlas.scalar(
                fill(
                    "SELECT {count} AS n FROM {table} WHERE frame_id IN ({frames})",
                    count=count,
                    table=table,
                    frames=frames,
                )
            )
        )
        self.atlas.execute(
            fill("DELETE FROM {table} WHERE frame_id IN ({frames})", table=table, frames=frames)
        )
        return removed + self.atlas.execute(
            fill(
                "DELETE FROM {other} WHERE frame_id IN ({frames}) AND ml_class_id IN ({classes})",
                other=OTHER,
                frames=frames,
                classes=list(stored),
            )
        )

    # Outlines and extents

    def _footprint(self) -> int:
        changed = self.atlas.execute(
            fill(
                "UPDATE deposit SET footprint = {geometry} WHERE doi = {doi} AND footprint IS NOT {geometry}",
                geometry=Fragment("(SELECT geom FROM stage.footprint)")
                if self.session.has_footprint
                else None,
                doi=self.dois.deposit,
            )
        )
        self.rewritten |= changed > 0 and not self.is_new
        return changed

    def _track(self) -> int:
        geometry = Fragment("(SELECT geom FROM stage.track)") if self.session.has_track else None
        deposit = self.dois.deposit
        if geometry is None:
            removed = self.atlas.execute(
                fill("DELETE FROM deposit_linestring WHERE deposit_doi = {deposit}", deposit=deposit)
            )
            self.rewritten |= removed > 0
            return removed
        changed = self.atlas.execute(
            fill(
                "UPDATE deposit_linestring SET footprint_linestring = {geometry}"
                " WHERE deposit_doi = {deposit} AND footprint_linestring IS NOT {geometry}",
                geometry=geometry,
                deposit=deposit,
            )
        )
        self.rewritten |= changed > 0
        return changed + self.atlas.execute(
            fill(
                "INSERT INTO deposit_linestring (deposit_doi, footprint_linestring)"
                " SELECT {deposit}, {geometry}"
                " WHERE NOT EXISTS (SELECT 1 FROM deposit_linestring WHERE deposit_doi = {deposit})",
                geometry=geometry,
                deposit=deposit,
            )
        )

    def _extents(self) -> None:
        """Keep the extents exact: widened by a new session, computed anew when something moved or went."""
        for table, column in _GEOMETRIES:
            own = {
                "deposit": fill("{t} WHERE doi = {d}", t=Name(table), d=self.dois.deposit),
                "deposit_linestring": fill("{t} WHERE deposit_doi = {d}", t=Name(table), d=self.dois.deposit),
                "frame": fill(
                    "{t} WHERE version_doi IN (SELECT doi FROM version WHERE deposit_doi = {d})",
                    t=Name(table),
                    d=self.dois.deposit,
                ),
            }[table]
            if self.rewritten:
                self._set_extent(table, fill("SELECT NULL, NULL, NULL, NULL"))
                own = fill("{t}", t=Name(table))
            self._widen_extent(table, column, own)
        self._set_extent(
            _TRACK_VIEW,
            fill(
                "SELECT c.min_x, c.min_y, c.max_x, c.max_y FROM gpkg_contents c"
                " WHERE c.table_name = 'deposit_linestring'"
            ),
        )

    def _widen_extent(self, table: str, column: str, rows: Fragment) -> None:
        self._set_extent(
            table,
            fill(
                "SELECT coalesce(min(min_x, x1), min_x, x1), coalesce(min(min_y, y1), min_y, y1),"
                " coalesce(max(max_x, x2), max_x, x2), coalesce(max(max_y, y2), max_y, y2) FROM ("
                " SELECT min(ST_MinX({g})) AS x1, min(ST_MinY({g})) AS y1, max(ST_MaxX({g})) AS x2,"
                " max(ST_MaxY({g})) AS y2 FROM {rows})",
                g=Name(column),
                rows=rows,
            ),
        )

    def _set_extent(self, table: str, bounds: Fragment) -> None:
        self.atlas.execute(
            fill(
                "UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = ({bounds}),"
                " last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE table_name = {table}",
                bounds=bounds,
                table=table,
            )
        )


def _prefixed(alias: str, columns: Sequence[Name]) -> Fragment:
    return join(", ", (fill("{alias}.{column}", alias=Name(alias), column=column) for column in columns))


def _model_key(link: str) -> str:
    """The repository at the end of a model's address, as IA files write it: organisation_repository."""
    return "_".join(link.rstrip("/").split("/")[-2:])
