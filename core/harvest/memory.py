# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas's memory of Zenodo (scripts 07 and 11): read as a whole, written a deposit at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..about import about_plugin
from ..atlas.gateway import Atlas
from ..atlas.history import last_script
from ..atlas.sql import Fragment, fill, join
from ..zenodo.records import Access, RecordFile, content_path
from .plan import Memory, Remembered, State, Version


def read_memory(atlas: Atlas) -> Memory:
    """All that the atlas remembers, and its sessions."""
    files: dict[int, list[RecordFile]] = {}
    for record_id, key, size, checksum in atlas.iterate(
        "SELECT record_id, key, size, checksum FROM zenodo_file ORDER BY id"
    ):
        files.setdefault(record_id, []).append(
            RecordFile(record_id, key, size, checksum, content_path(record_id, key))
        )
    heads: dict[int, tuple[str, str, str]] = {}
    versions: dict[int, list[Version]] = {}
    for concept, name, community, state, record_id, index, revision, updated, access in atlas.iterate(
        "SELECT concept_id, session_name, community, state, record_id, version_index, revision, updated,"
        " access FROM zenodo_record ORDER BY version_index DESC, record_id DESC"
    ):
        heads.setdefault(concept, (name, community, state))
        versions.setdefault(concept, []).append(
            Version(
                record_id, concept, index, revision, updated, Access(access), tuple(files.get(record_id, ()))
            )
        )
    told = fill("SELECT concept_id, problem FROM zenodo_failure WHERE judged_by = {me}", me=_judged_by(atlas))
    problems = dict(atlas.rows(told))
    concepts = {
        concept: Remembered(
            concept, name, community, State(state), tuple(versions[concept]), problems.get(concept, "")
        )
        for concept, (name, community, state) in heads.items()
    }
    deposits = {
        int(doi): name for doi, name in atlas.rows("SELECT doi, session_name FROM deposit") if doi.isdigit()
    }
    swept = dict(atlas.rows("SELECT slug, swept_until FROM zenodo_community"))
    return Memory(concepts, deposits, swept)


def _judged_by(atlas: Atlas) -> str:
    """Who judges files now: another version of the plugin, or a script more, may understand them."""
    return f"{about_plugin().version}/{last_script(atlas)}"


def remember_deposit(
    atlas: Atlas,
    concept: int,
    session: str,
    community: str,
    state: State,
    versions: Sequence[Version],
    problem: str = "",
) -> None:
    """Write what is known of a deposit over what was remembered; call it inside a transaction.

    The files of a version that is out of reach now stay remembered as they were seen last.

    Args:
        problem: why these very files cannot enter, however often they are read.
    """
    _forget_failure(atlas, concept)
    if problem:
        atlas.execute(
            fill(
                "INSERT INTO zenodo_failure (concept_id, problem, judged_by)"
                " VALUES ({concept}, {problem}, {me})",
                concept=concept,
                problem="".join(letter if letter.isprintable() else " " for letter in problem),
                me=_judged_by(atlas),
            )
        )
    records = [version.record_id for version in versions]
    _forget_records(
        atlas,
        fill("concept_id = {concept} AND record_id NOT IN ({records})", concept=concept, records=records),
    )
    for version in reversed(versions):
        atlas.execute(
            fill(
                "INSERT INTO zenodo_record (record_id, concept_id, session_name, community, version_index,"
                " revision, updated, access, state) VALUES ({record}, {concept}, {session}, {community},"
                " {index}, {revision}, {updated}, {access}, {state}) ON CONFLICT (record_id) DO UPDATE SET"
                " concept_id = excluded.concept_id, session_name = excluded.session_name,"
                " community = excluded.community, version_index = excluded.version_index,"
                " revision = excluded.revision, updated = excluded.updated, access = excluded.access,"
                " state = excluded.state",
                record=version.record_id,
                concept=concept,
                session=session,
                community=community,
                index=version.index,
                revision=version.revision,
                updated=version.updated,
                access=version.access.value,
                state=state.value,
            )
        )
        if not version.out_of_reach:
            _remember_files(atlas, version)


def _remember_files(atlas: Atlas, version: Version) -> None:
    atlas.execute(
        fill(
            "DELETE FROM zenodo_file WHERE record_id = {record} AND key NOT IN ({keys})",
            record=version.record_id,
            keys=[file.key for file in version.files],
        )
        if version.files
        else fill("DELETE FROM zenodo_file WHERE record_id = {record}", record=version.record_id)
    )
    if version.files:
        rows = join(
            ", ",
            (
                fill(
                    "({record}, {key}, {size}, {md5})",
                    record=version.record_id,
                    key=file.key,
                    size=file.size,
                    md5=file.md5,
                )
                for file in version.files
            ),
        )
        atlas.execute(
            fill(
                "INSERT INTO zenodo_file (record_id, key, size, checksum) VALUES {rows}"
                " ON CONFLICT (record_id, key) DO UPDATE SET size = excluded.size,"
                " checksum = excluded.checksum",
                rows=rows,
            )
        )


def set_state(atlas: Atlas, concept: int, state: State) -> None:
    """Remember what became of a deposit, and nothing else of it."""
    _forget_failure(atlas, concept)
    atlas.execute(
        fill(
            "UPDATE zenodo_record SET state = {state} WHERE concept_id = {concept}",
            state=state.value,
            concept=concept,
        )
    )


def forget(atlas: Atlas, concepts: Iterable[int]) -> None:
    """Forget deposits that never entered the atlas and are gone."""
    for concept in concepts:
        _forget_failure(atlas, concept)
        _forget_records(atlas, fill("concept_id = {concept}", concept=concept))


def remember_sweeps(atlas: Atlas, swept: Mapping[str, str]) -> None:
    """Remember up to which change communities were seen."""
    for slug, until in sorted(swept.items()):
        atlas.execute(
            fill(
                "INSERT INTO zenodo_community (slug, swept_until) VALUES ({slug}, {until})"
                " ON CONFLICT (slug) DO UPDATE SET swept_until = excluded.swept_until",
                slug=slug,
                until=until,
            )
        )


def _forget_failure(atlas: Atlas, concept: int) -> None:
    atlas.execute(fill("DELETE FROM zenodo_failure WHERE concept_id = {concept}", concept=concept))


def _forget_records(atlas: Atlas, which: Fragment) -> None:
    atlas.execute(
        fill(
            "DELETE FROM zenodo_file WHERE record_id IN (SELECT record_id FROM zenodo_record WHERE {which})",
            which=which,
        )
    )
    atlas.execute(fill("DELETE FROM zenodo_record WHERE {which}", which=which))
