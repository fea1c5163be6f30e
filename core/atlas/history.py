# SPDX-License-Identifier: GPL-2.0-or-later
"""Which numbered scripts an atlas has seen: told by number, name and checksum in `etl_runs`.

A number alone does not say whose script it was: a user's own, one of today's tools, or one of a newer plugin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..errors import AtlasError
from ..translation import tr
from .gateway import Atlas
from .scripts import Script, load_scripts
from .sql import Name, fill

FIRST_RECORDED_SCRIPT = 5
"""Script 05 makes `etl_runs`; the scripts before it left no row."""
FIRST_NAMED_SCRIPT = 6
"""From here on the plugin's own scripts go on where those of today's tools end."""
_OWN, _USERS = "plugin", "user"
_NAMED = ("script_name", "script_checksum", "script_origin")
_LEFT_BEHIND = {6: "multilabel_label_alias", 7: "zenodo_record", 8: "taxon", 9: "frame_density"}
"""What the plugin's own scripts left in atlases that recorded no names yet."""


@dataclass(frozen=True)
class History:
    """The runs of scripts that an atlas tells, against a folder of scripts.

    Args:
        last_script: the highest number that ran.
        missing: numbers of scripts that never ran although later ones did.
        taken: numbers under which another script ran → its name, empty when it was not recorded.
        newer: name of a script of the plugin's that this plugin does not have; empty when there is none.
    """

    last_script: int
    missing: frozenset[int] = frozenset()
    taken: Mapping[int, str] = field(default_factory=dict)
    newer: str = ""

    @property
    def behind(self) -> frozenset[int]:
        """Numbers that are not above the last one, and whose scripts never ran."""
        return self.missing | frozenset(self.taken)

    def pending(self, scripts: Iterable[Script]) -> tuple[Script, ...]:
        """Those with a higher number than any that ran, in order."""
        return tuple(script for script in scripts if script.number > self.last_script)


@dataclass(frozen=True)
class _Run:
    number: int
    name: str | None
    checksum: str | None
    origin: str | None


def read_history(atlas: Atlas, scripts: Sequence[Script] | None = None) -> History:
    """Read which of these scripts (by default the plugin's own) an atlas has seen."""
    own = load_scripts()
    last, runs = last_script(atlas), _runs(atlas)
    missing, taken = set(), {}
    for script in own if scripts is None else scripts:
        if not FIRST_RECORDED_SCRIPT < script.number <= last:
            continue
        of_number = [run for run in runs if run.number == script.number]
        named = [run for run in of_number if run.name]
        if not of_number:
            missing.add(script.number)
        elif named and not any(run.checksum == script.checksum for run in named):
            taken[script.number] = str(named[-1].name)
        elif not named and not _has_left_its_mark(atlas, script):
            taken[script.number] = ""
    known = {script.checksum for script in own}
    newer = [
        run
        for run in runs
        if run.origin == _OWN and run.checksum not in known and run.number > own[-1].number
    ]
    return History(last, frozenset(missing), taken, str(newer[-1].name) if newer else "")


def last_script(atlas: Atlas) -> int:
    """The highest script number that the atlas tells: today's files record out of order.

    Files older than `etl_runs` are told apart by what each script left behind.
    """
    if atlas.has_table("etl_runs"):
        recorded = atlas.scalar("SELECT max(last_sql_script_executed) FROM etl_runs")
        return FIRST_RECORDED_SCRIPT if recorded is None else max(int(recorded), FIRST_RECORDED_SCRIPT)
    if atlas.has_table("layer_styles") and atlas.has_table("vw_deposit_linestring_with_platform"):
        doubled = atlas.scalar("SELECT count(*) - count(DISTINCT deposit_doi) FROM deposit_linestring")
        return 3 if doubled else 4
    if atlas.scalar("SELECT count(*) FROM multilabel_label WHERE name = 'Seagrass'"):
        return 2
    if atlas.scalar("SELECT count(*) FROM multilabel_label WHERE name = 'Acropora_Branching'"):
        return 1
    return 0


def pending_scripts(atlas: Atlas, scripts: Iterable[Script]) -> tuple[Script, ...]:
    """The scripts with a higher number than any that ran, in order."""
    return History(last_script(atlas)).pending(scripts)


def require_known(atlas: Atlas) -> History:
    """Raise AtlasError when scripts of a newer plugin's have changed the atlas in unknown ways."""
    history = read_history(atlas)
    if history.newer:
        raise AtlasError(
            tr("“{atlas}” was changed by the script {script} of a newer version of this plugin.").format(
                atlas=atlas.path.name, script=history.newer
            ),
            advice=tr("It can be looked at. Update the plugin to change it."),
        )
    return history


def require_current(atlas: Atlas) -> None:
    """Raise AtlasError unless the atlas has seen the plugin's own scripts, and none that is newer."""
    history = require_known(atlas)
    name = atlas.path.name
    if pending := history.pending(load_scripts()):
        raise AtlasError(
            tr(
                "“{name}” is at script {last_script:02d} and needs {count} more before it can be changed."
            ).format(name=name, last_script=history.last_script, count=len(pending)),
            advice=tr("Run “Migrate atlas” first; it makes a backup."),
        )
    for number, other in history.taken.items():
        raise AtlasError(
            tr(
                "In “{atlas}” the number {number} was taken by another script ({other}), so that the "
                "plugin's own of that number never ran."
            ).format(atlas=name, number=f"{number:02d}", other=other or tr("of unknown name")),
            advice=tr(
                "Run the plugin's own by its number with “Migrate atlas”, which makes a backup, or go back "
                "to a backup from before."
            ),
        )
    if history.missing:
        raise AtlasError(
            tr("“{name}” has not seen script {listed_numbers}, although later ones ran.").format(
                name=name, listed_numbers=listed_numbers(history.missing)
            ),
            advice=tr("Run it by its number with “Migrate atlas” first; it makes a backup."),
        )


def record_script(atlas: Atlas, script: Script) -> None:
    """Add the run of a script to `etl_runs`, which gets columns for names with the first that has one."""
    if script.number < FIRST_NAMED_SCRIPT:
        record_run(atlas, script=script.number)
        return
    for column in _NAMED if not _has_names(atlas) else ():
        atlas.execute(fill("ALTER TABLE etl_runs ADD COLUMN {column} TEXT", column=Name(column)))
    own = any(script.checksum == one.checksum for one in load_scripts())
    _add_run(
        atlas,
        {
            "last_sql_script_executed": script.number,
            "script_name": script.path.name,
            "script_checksum": script.checksum,
            "script_origin": _OWN if own else _USERS,
        },
    )


def record_run(
    atlas: Atlas, *, script: int | None = None, harvested_at: str | None = None, version: str | None = None
) -> None:
    """Add a row to `etl_runs`; what is not given is taken over from the newest row."""
    given = {
        "last_sql_script_executed": script,
        "last_zenodo_harvest_at": harvested_at,
        "last_version_on_zenodo": version,
    }
    _add_run(atlas, {column: value for column, value in given.items() if value is not None})


def listed_numbers(numbers: Iterable[int]) -> str:
    """Numbers for people: 06, 08–11."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]:02d}–{run[-1]:02d}" if len(run) > 2 else ", ".join(f"{n:02d}" for n in run) for run in runs
    )


def _add_run(atlas: Atlas, given: Mapping[str, object]) -> None:
    carried = ("last_sql_script_executed", "last_zenodo_harvest_at", "last_version_on_zenodo")
    columns = dict.fromkeys([*carried, *given])
    atlas.execute(
        fill(
            "INSERT INTO etl_runs ({columns}) SELECT {values} FROM etl_runs ORDER BY id DESC LIMIT 1",
            columns=[Name(column) for column in columns],
            values=[given[column] if column in given else Name(column) for column in columns],
        )
    )


def _runs(atlas: Atlas) -> list[_Run]:
    if not atlas.has_table("etl_runs"):
        return []
    there = _has_names(atlas)
    names = [Name(column) if there else None for column in _NAMED]
    return [
        _Run(int(number), name, checksum, origin)
        for number, name, checksum, origin in atlas.rows(
            fill(
                "SELECT +last_sql_script_executed AS number, {name} AS name, {checksum} AS checksum,"
                " {origin} AS origin FROM etl_runs ORDER BY id",
                name=names[0],
                checksum=names[1],
                origin=names[2],
            )
        )
    ]


def _has_names(atlas: Atlas) -> bool:
    return bool(atlas.rows("SELECT 1 AS it FROM pragma_table_info('etl_runs') WHERE name = 'script_name'"))


def _has_left_its_mark(atlas: Atlas, script: Script) -> bool:
    """Whether a run without a name can have been that of this script; of others' scripts nothing is known."""
    own = any(script.checksum == one.checksum for one in load_scripts())
    return not own or script.number not in _LEFT_BEHIND or atlas.has_table(_LEFT_BEHIND[script.number])
