# SPDX-License-Identifier: GPL-2.0-or-later
"""The numbered SQL scripts of an atlas: which ran, which are pending, and running them.

A script is one transaction, data and DDL, with its row in `etl_runs`; a fault undoes it whole. Cancel
breaks off even a statement that runs long.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback, QgsProcessingMultiStepFeedback

from ..atlas.gateway import Atlas
from ..atlas.history import (
    FIRST_NAMED_SCRIPT,
    FIRST_RECORDED_SCRIPT,
    History,
    last_script,
    listed_numbers,
    pending_scripts,
    read_history,
    record_run,
    record_script,
    require_current,
    require_known,
)
from ..atlas.judge import Judged, Judgement, judge_scripts
from ..atlas.score_tables import fit_score_tables
from ..atlas.scripts import SCRIPTS_FOLDER, Script, Statement, load_scripts, split_statements
from ..atlas.sql import Name, fill
from ..errors import AtlasError, Cancelled, InputError, SeatizenError
from ..translation import tr
from . import backup as backups
from .compact import compact_if_worth_it

__all__ = [
    "FIRST_RECORDED_SCRIPT",
    "PENDING",
    "SCRIPTS_FOLDER",
    "AppliedScript",
    "MigrationReport",
    "MigrationState",
    "Script",
    "Statement",
    "TableChange",
    "apply_script",
    "last_script",
    "load_scripts",
    "migrate_atlas",
    "migration_state",
    "pending_scripts",
    "record_run",
    "require_current",
    "split_statements",
]

PENDING = "pending"


@dataclass(frozen=True)
class TableChange:
    """What a script did to one table.

    Args:
        rows_before: None when the table did not exist.
        rows_after: None when it does not exist any more.
        touched: rows inserted, changed or deleted by the script's statements, copies into a table's new
            form included.
    """

    table: str
    rows_before: int | None
    rows_after: int | None
    touched: int


@dataclass(frozen=True)
class AppliedScript:
    """One script that ran."""

    number: int
    name: str
    seconds: float
    tables: tuple[TableChange, ...]


@dataclass(frozen=True)
class MigrationReport:
    """The account of a run.

    Args:
        last_script: where the atlas is now; after a dry run that is where it was.
        backup_file: the copy made before the first change; None without one.
        notes: what the user should know about the numbers: missing, behind, shared with the plugin's own.
    """

    path: Path
    dry_run: bool
    applied: tuple[AppliedScript, ...]
    last_script: int
    backup_file: Path | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class MigrationState:
    """Where an atlas stands in a folder of scripts.

    Args:
        behind: numbers of scripts that never ran although later ones did.
        notes: as in `MigrationReport`.
    """

    last_script: int
    scripts: tuple[Script, ...]
    behind: frozenset[int]
    notes: tuple[str, ...]

    @property
    def pending(self) -> tuple[Script, ...]:
        """The scripts with a higher number than any that ran, in order."""
        return tuple(script for script in self.scripts if script.number > self.last_script)


def migration_state(path: str | Path, scripts_folder: Path | None = None) -> MigrationState:
    """Read which scripts of a folder (by default the plugin's own) an atlas has seen; nothing is changed."""
    scripts = load_scripts(scripts_folder)
    with Atlas.open(path) as atlas:
        return _state(atlas, scripts)


def migrate_atlas(
    path: str | Path,
    *,
    script: int | str = PENDING,
    scripts_folder: Path | None = None,
    backup: bool = True,
    dry_run: bool = False,
    dress: Callable[[Atlas], None] | None = None,
    feedback: QgsProcessingFeedback,
) -> MigrationReport:
    """Run one script by its number, or all pending ones in order.

    Each script is a transaction of its own: those that were finished stay when a later one fails. A dry run
    is one transaction of all, rolled back at the end.

    Args:
        dress: gives an atlas that has seen all scripts what is no matter of theirs, as in `create_atlas`.

    Raises:
        AtlasError: the atlas is in use, the disk is too small, or a statement failed; the message names
            script, statement and the engine's words.
        InputError: the folder or the number asked for is not what it should be, or a script does what none
            may; nothing was changed then.
        Cancelled: the script under way was undone.
    """
    path = Path(path)
    scripts = load_scripts(scripts_folder)
    with Atlas.open(path, update=True) as atlas, atlas.lock():
        state = _state(atlas, scripts)
        for note in state.notes:
            feedback.pushWarning(note)
        chosen = _choose(state, script)
        if chosen:
            require_known(atlas)
            _require_own_first(atlas, scripts, chosen)
        judged = judge_scripts(atlas, chosen)
        backup_file = None
        applied: tuple[AppliedScript, ...] = ()
        if chosen and not dry_run and backup:
            backup_file = backups.make_backup(path, before_script=chosen[0].number, feedback=feedback)
        elif chosen:
            backups.require_room(path, backups.ROOM_FOR_MIGRATION)
        # A table's new form takes the old one's name; views and triggers that name it stay as they are.
        atlas.execute("PRAGMA legacy_alter_table = ON")
        if dry_run:
            try:
                with atlas.transaction(rebuilt=()):
                    applied = _run_all(atlas, judged, feedback, whole=True)
                    raise _RollBack
            except _RollBack:
                pass
        else:
            applied = _run_all(atlas, judged, feedback, whole=False)
            if not chosen:
                with atlas.transaction():  # classes that another tool brought
                    fit_score_tables(atlas, feedback)
            if applied and dress is not None and not pending_scripts(atlas, load_scripts()):
                dress(atlas)
        report = MigrationReport(path, dry_run, applied, last_script(atlas), backup_file, state.notes)
    if applied and not dry_run:
        _compact(path, feedback)
    if not chosen:
        feedback.pushInfo(
            tr("Nothing to do: “{name}” is at script {last_script:02d}.").format(
                name=path.name, last_script=report.last_script
            )
        )
    return report


def apply_script(atlas: Atlas, script: Script, feedback: QgsProcessingFeedback) -> AppliedScript:
    """Run one script as one transaction with its row in `etl_runs`; on a fault nothing of it stays."""
    (judged,) = judge_scripts(atlas, [script])
    return _apply(atlas, judged, feedback)


def _apply(atlas: Atlas, judged: Judgement, feedback: QgsProcessingFeedback) -> AppliedScript:
    with _stoppable(atlas, judged.script, feedback), atlas.transaction(rebuilt=judged.touched):
        return _run_statements(atlas, judged, feedback)


def _try(atlas: Atlas, judged: Judgement, feedback: QgsProcessingFeedback) -> AppliedScript:
    """Run a script inside a transaction that will be undone; check references as a commit would."""
    with _stoppable(atlas, judged.script, feedback):
        applied = _run_statements(atlas, judged, feedback)
        atlas.check_references(judged.touched)
        return applied


@contextmanager
def _stoppable(atlas: Atlas, script: Script, feedback: QgsProcessingFeedback) -> Iterator[None]:
    """Let Cancel break off whatever statement runs, the check of references included."""
    try:
        with atlas.interruptible(feedback):
            yield
    except AtlasError as error:
        if feedback.isCanceled():
            raise _stopped(script) from error
        raise


def _run_statements(atlas: Atlas, judged: Judgement, feedback: QgsProcessingFeedback) -> AppliedScript:
    """Run a script's statements and record it, inside a transaction."""
    script = judged.script
    begin = time.monotonic()
    account = _Account(atlas, judged.touched)
    for statement in judged.statements:
        _run_statement(atlas, script, statement, account, feedback)
    _drop_temporary_tables(atlas)
    _keep_feature_counts(atlas)
    fit_score_tables(atlas, feedback)
    tables = account.changes()
    if script.number >= FIRST_RECORDED_SCRIPT:
        record_script(atlas, script)
    feedback.setProgressText(tr("Script {:02d}: checking references").format(script.number))
    return AppliedScript(script.number, script.name, time.monotonic() - begin, tables)


def _compact(path: Path, feedback: QgsProcessingFeedback) -> None:
    """Give back what the scripts have emptied; the atlas is migrated, with or without."""
    try:
        compact_if_worth_it(path, feedback)
    except SeatizenError as error:
        feedback.pushWarning(
            tr("“{name}” could not be made smaller: {error}").format(name=path.name, error=error)
        )


class _RollBack(Exception):
    """Ends the transaction of a dry run."""


class _Account:
    """Rows touched, table by table.

    Set-based: the engine's own count after each statement, and the tables' sizes before and after.
    """

    def __init__(self, atlas: Atlas, tables: Iterable[str]) -> None:
        self._atlas = atlas
        self._before = {table: self._count(table) for table in tables}
        self._touched: dict[str, int] = {}

    def add(self, statement: Judged) -> None:
        """Take down what a statement did."""
        if statement.table is not None:
            rows = int(self._atlas.scalar("SELECT changes()"))
            self._touched[statement.table] = self._touched.get(statement.table, 0) + rows
        elif statement.renamed is not None:
            earlier, name = statement.renamed
            self._touched[name] = self._touched.get(name, 0) + self._touched.pop(earlier, 0)

    def changes(self) -> tuple[TableChange, ...]:
        """The account, without tables that came and went within the script."""
        changes = []
        for table in sorted(self._before, key=str.lower):
            before, after = self._before[table], self._count(table)
            if before is not None or after is not None:
                changes.append(TableChange(table, before, after, self._touched.get(table, 0)))
        return tuple(changes)

    def _count(self, table: str) -> int | None:
        if not self._atlas.has_table(table):
            return None
        return int(self._atlas.scalar(fill("SELECT count(*) FROM {table}", table=Name(table))))


def _drop_temporary_tables(atlas: Atlas) -> None:
    """Nothing of a script's own outlives it on the connection."""
    for (name,) in atlas.rows("SELECT name FROM sqlite_temp_master WHERE type = 'table'"):
        atlas.execute(fill("DROP TABLE temp.{table}", table=Name(name)))


def _run_statement(
    atlas: Atlas, script: Script, judged: Judged, account: _Account, feedback: QgsProcessingFeedback
) -> None:
    statement = judged.statement
    if feedback.isCanceled():
        raise _stopped(script)
    count = len(script.statements)
    feedback.setProgressText(
        tr("Script {script:02d}: statement {statement} of {total}").format(
            script=script.number, statement=statement.number, total=count
        )
    )
    try:
        atlas.execute(statement.text)
        account.add(judged)
    except AtlasError as error:
        if feedback.isCanceled():
            raise
        raise AtlasError(
            tr("Script {name}, statement {number} (“{beginning}…”): {message}").format(
                name=script.path.name,
                number=statement.number,
                beginning=statement.beginning,
                message=error.message,
            ),
            details=error.details,
            advice=tr("Nothing of this script was kept."),
        ) from error
    feedback.setProgress(100 * statement.number / count)


def _keep_feature_counts(atlas: Atlas) -> None:
    """Layers of the user's may have GDAL's triggers on `gpkg_ogr_contents`, a table that script 06 drops.

    They find it again, empty of counts (GDAL then counts itself); a file without such triggers stays without.
    """
    counted = atlas.rows(
        "SELECT DISTINCT tbl_name FROM sqlite_master "
        "WHERE type = 'trigger' AND sql LIKE '%gpkg_ogr_contents%'"
    )
    if counted and not atlas.has_table("gpkg_ogr_contents"):
        atlas.execute(
            "CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, "
            "feature_count INTEGER DEFAULT NULL)"
        )
        for (table,) in counted:
            atlas.execute(fill("INSERT INTO gpkg_ogr_contents (table_name) VALUES ({table})", table=table))


def _run_all(
    atlas: Atlas, scripts: Sequence[Judgement], feedback: QgsProcessingFeedback, *, whole: bool
) -> tuple[AppliedScript, ...]:
    """Run scripts in order; `whole` when the caller holds one transaction around them all."""
    steps = QgsProcessingMultiStepFeedback(max(len(scripts), 1), feedback)
    applied = []
    for number, judged in enumerate(scripts):
        if feedback.isCanceled():  # the steps hear of a later Cancel only
            raise _stopped(judged.script)
        steps.setCurrentStep(number)
        applied.append((_try if whole else _apply)(atlas, judged, steps))
        feedback.pushInfo(
            tr("Script {name} ran: {count} statements, {seconds:.1f} s.").format(
                name=judged.script.path.name, count=len(judged.statements), seconds=applied[-1].seconds
            )
        )
    return tuple(applied)


def _state(atlas: Atlas, scripts: Sequence[Script]) -> MigrationState:
    history = read_history(atlas, scripts)
    return MigrationState(
        history.last_script, tuple(scripts), history.behind, tuple(_notes(atlas, history, scripts))
    )


def _notes(atlas: Atlas, history: History, scripts: Sequence[Script]) -> Iterator[str]:
    numbers = {script.number for script in scripts}
    absent = [n for n in range(history.last_script + 1, max(numbers)) if n not in numbers]
    if absent:
        yield tr("There is no script numbered {}.").format(listed_numbers(absent))
    if history.missing:
        yield tr(
            "Never run although later ones were: script {}. Run it by its number if it is wanted."
        ).format(listed_numbers(history.missing))
    for number, other in history.taken.items():
        yield tr(
            "Number {number} was taken by another script ({other}); the one of this list never ran. "
            "Run it by its number if it is wanted."
        ).format(number=f"{number:02d}", other=other or tr("of unknown name"))
    if history.newer:
        yield tr("The script {script} of a newer version of this plugin ran on “{atlas}”.").format(
            script=history.newer, atlas=atlas.path.name
        )
    shared = [script.number for script in _in_place_of_own(scripts)]
    if shared:
        yield tr("Number {} is that of another script in the plugin itself.").format(listed_numbers(shared))


def _in_place_of_own(scripts: Iterable[Script]) -> list[Script]:
    """Scripts of a folder that bear a number of the plugin's own without being the same."""
    own = {script.number: script.checksum for script in load_scripts()}
    return [script for script in scripts if own.get(script.number, script.checksum) != script.checksum]


def _choose(state: MigrationState, asked: int | str) -> tuple[Script, ...]:
    """The scripts that a run means, in order."""
    if str(asked).strip().lower() == PENDING:
        return state.pending
    try:
        number = int(asked)
    except ValueError:
        raise InputError(tr("“{}” is neither the number of a script nor “pending”.").format(asked)) from None
    found = next((script for script in state.scripts if script.number == number), None)
    if found is None:
        raise InputError(
            tr("There is no script numbered {:02d}.").format(number),
            advice=tr("There are: {}.").format(listed_numbers(script.number for script in state.scripts)),
        )
    if number <= state.last_script and number not in state.behind:
        raise InputError(
            tr("Script {number:02d} has run already: the atlas is at {last_script:02d}.").format(
                number=number, last_script=state.last_script
            ),
            advice=tr("Choose a higher number, or “pending”."),
        )
    before = [script.number for script in state.pending if script.number < number]
    if before:
        raise InputError(
            tr("Script {number:02d} comes after {listed_numbers}, which is pending.").format(
                number=number, listed_numbers=listed_numbers(before)
            ),
            advice=tr("Run all pending scripts, or that one first."),
        )
    return (found,)


def _require_own_first(atlas: Atlas, scripts: Sequence[Script], chosen: Sequence[Script]) -> None:
    """Raise InputError when scripts of the user's would make the plugin's own count as run."""
    given = {script.number for script in scripts}
    skipped = [
        script.number
        for script in pending_scripts(atlas, load_scripts())
        if script.number < chosen[-1].number and script.number not in given
    ]
    if skipped:
        raise InputError(
            tr("The plugin's own scripts {listed_numbers} come before script {number:02d}.").format(
                listed_numbers=listed_numbers(skipped), number=chosen[-1].number
            ),
            advice=tr("Run those first: migrate without a folder of scripts."),
        )
    for script in _in_place_of_own(chosen):
        if script.number >= FIRST_NAMED_SCRIPT:
            raise InputError(
                tr("the number {:02d} is that of a script of the plugin's own.").format(script.number),
                file=script.path,
                advice=tr("Give yours a number of its own, higher than {}.").format(
                    load_scripts()[-1].number
                ),
            )
    taken = [number for number in read_history(atlas).taken if number < chosen[0].number]
    if taken:
        raise InputError(
            tr("Another script took the number {}, so the plugin's own of that number never ran.").format(
                listed_numbers(taken)
            ),
            advice=tr("Run the plugin's own by its number first."),
        )


def _stopped(script: Script) -> Cancelled:
    return Cancelled(tr("Script {:02d} was stopped; nothing of it stays.").format(script.number))
