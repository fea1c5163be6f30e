# SPDX-License-Identifier: GPL-2.0-or-later
"""What a sync would do: what communities hold against what the atlas remembers. Nothing here does I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from ..errors import InputError
from ..session_name import SessionName
from ..translation import tr, tr_n
from ..zenodo.records import Access, Record, RecordFile, Unreadable

FRAMES_ARCHIVE = "METADATA.zip"
PREDICTIONS_ARCHIVE = "PROCESSED_DATA_IA.zip"
SENSORS_ARCHIVE = "SENSORS.zip"
ATLAS_NAME = "seatizen-atlas"

_RAW, _PROCESSED = "DCIM", "PROCESSED_DATA"
_OTHER_NAMESPACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]+:")


class Action(Enum):
    """What a sync does with a session."""

    NEW = "new"
    CHANGED = "changed"
    COMPARE = "compare"  # in the atlas, but not remembered: read, and taken over where it differs
    UNCHANGED = "unchanged"
    WAITING = "waiting"  # nothing to read has been published yet
    OUT_OF_REACH = "out_of_reach"
    REFUSED = "refused"
    STUCK = "stuck"  # it failed on these very files
    SKIPPED = "skipped"  # no session
    GONE = "gone"


READING = frozenset({Action.NEW, Action.CHANGED, Action.COMPARE})


def action_names() -> dict[Action, str]:
    """What is planned, in words."""
    return {
        Action.NEW: tr("new"),
        Action.CHANGED: tr("changed"),
        Action.COMPARE: tr("to compare"),
        Action.UNCHANGED: tr("unchanged"),
        Action.WAITING: tr("nothing yet"),
        Action.OUT_OF_REACH: tr("out of reach"),
        Action.REFUSED: tr("refused"),
        Action.STUCK: tr("failed before"),
        Action.SKIPPED: tr("no session"),
        Action.GONE: tr("gone"),
    }


class State(Enum):
    """What became of a deposit, as the atlas remembers it."""

    HARVESTED = "harvested"
    FAILED = "failed"
    WAITING = "waiting"
    OUT_OF_REACH = "out_of_reach"
    DELETED = "deleted"  # from Zenodo
    LEFT = "left"  # the community


@dataclass(frozen=True)
class Version:
    """A version of a deposit: as Zenodo tells it now, or as it is remembered."""

    record_id: int
    concept_id: int
    index: int
    revision: int
    updated: str
    access: Access
    files: tuple[RecordFile, ...]
    embargo_date: str = ""

    @classmethod
    def of(cls, record: Record) -> Version:
        return cls(
            record.id,
            record.concept_id,
            record.index,
            record.revision,
            record.updated,
            record.access,
            record.files,
            record.embargo_date,
        )

    @property
    def out_of_reach(self) -> bool:
        return self.access is not Access.OPEN and not self.files

    def file(self, key: str) -> RecordFile | None:
        return next((file for file in self.files if file.key == key), None)


@dataclass(frozen=True)
class Remembered:
    """A deposit as the atlas remembers it; versions are newest first.

    Attributes:
        problem: why these very files could not enter; empty when they did, or when another try may help.
    """

    concept_id: int
    session: str
    community: str
    state: State
    versions: tuple[Version, ...]
    problem: str = ""


@dataclass(frozen=True)
class Memory:
    """What the atlas knows.

    Attributes:
        concepts: what it remembers, by the concept's number.
        deposits: its sessions: concept's number → session's name.
        swept: community → the newest change that a complete look at it has seen.
    """

    concepts: Mapping[int, Remembered] = field(default_factory=dict)
    deposits: Mapping[int, str] = field(default_factory=dict)
    swept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Survey:
    """What the communities hold now, as far as it was looked at.

    Attributes:
        versions: concept → every version of it that a listing or a query showed, the latest one included.
        community: concept → the community that it was seen in.
        complete: communities that were seen whole: what is not there is gone.
        swept: community → the newest change seen.
        whole: concepts of which every version was seen.
        absent: concepts that are remembered and not listed any more → why, with its sentence.
        unreadable: records that are described in an unknown way; what became of them cannot be told.
    """

    versions: Mapping[int, tuple[Record, ...]]
    community: Mapping[int, str]
    complete: frozenset[str] = frozenset()
    swept: Mapping[str, str] = field(default_factory=dict)
    whole: frozenset[int] = frozenset()
    absent: Mapping[int, tuple[State, str]] = field(default_factory=dict)
    unreadable: tuple[Unreadable, ...] = ()


@dataclass(frozen=True)
class PlanItem:
    """What is planned for one deposit.

    Attributes:
        records: the versions' numbers, newest first.
        frame_version, prediction_version: the newest versions that hold METADATA.zip and
            PROCESSED_DATA_IA.zip.
        files: what is read, as `<record>/<file>`; `size` is the sum of their bytes, an upper bound of what
            is downloaded.
        updated: when Zenodo last changed it.
        learn: the atlas's memory of it is behind, though the session is not.
    """

    session: str
    action: Action
    reason: str
    concept_id: int
    community: str = ""
    records: tuple[int, ...] = ()
    frame_version: int | None = None
    prediction_version: int | None = None
    files: tuple[str, ...] = ()
    size: int = 0
    updated: str = ""
    learn: bool = False

    @property
    def reads(self) -> bool:
        """Whether something is downloaded for it."""
        return self.action in READING


@dataclass(frozen=True)
class Plan:
    """What a sync would do, by session name; `versions` holds the details that a run needs."""

    items: tuple[PlanItem, ...]
    versions: Mapping[int, tuple[Version, ...]] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = ()

    def count(self, *actions: Action) -> int:
        return sum(item.action in actions for item in self.items)

    @property
    def size(self) -> int:
        """Bytes that are downloaded at most."""
        return sum(item.size for item in self.items)


@dataclass(frozen=True)
class Counted:
    """The files of a deposit that count, each of the newest version that has it."""

    frames: RecordFile | None
    predictions: RecordFile | None
    sensors: RecordFile | None

    @classmethod
    def among(cls, versions: Iterable[Version]) -> Counted:
        """`versions` are newest first."""
        found: dict[str, RecordFile] = {}
        for version in versions:
            for file in version.files:
                found.setdefault(file.key, file)
        return cls(found.get(FRAMES_ARCHIVE), found.get(PREDICTIONS_ARCHIVE), found.get(SENSORS_ARCHIVE))

    def read(self) -> tuple[RecordFile, ...]:
        """The archives that a session is read from."""
        return tuple(file for file in (self.frames, self.predictions) if file is not None)


def holdings(versions: Sequence[Version]) -> tuple[bool | None, bool | None]:
    """Whether a deposit holds raw images, and processed data; None where a closed version may hold them."""
    unknown = None if any(version.out_of_reach for version in versions) else False
    keys = [file.key for version in versions for file in version.files]
    raw = any(key.startswith(_RAW) for key in keys)
    processed = any(key.startswith(_PROCESSED) for key in keys)
    return raw or unknown, processed or unknown


def versions_wanted(survey: Survey, memory: Memory, *, full: bool = False) -> list[tuple[int, int]]:
    """Concepts whose older versions no listing showed and nobody remembers: (concept, id of its latest).

    A listing shows the latest version of each concept and all versions that changed lately; versions that
    were deleted leave gaps that only a query tells from versions that were not seen.
    """
    wanted = []
    for concept, records in survey.versions.items():
        latest = max(records, key=lambda record: record.index)
        if not isinstance(_identify(latest), SessionName):
            continue
        remembered = memory.concepts.get(concept)
        sure = remembered is not None and (remembered.state is not State.FAILED or remembered.problem)
        usable = sure and not full
        seen = {record.index for record in records}
        if remembered is not None and usable:
            if max(version.index for version in remembered.versions) > latest.index:
                wanted.append((concept, latest.id))  # the newest one was deleted
                continue
            if any(version.record_id == latest.id for version in remembered.versions):
                continue
            seen |= {version.index for version in remembered.versions}
        if seen < set(range(1, latest.index + 1)):
            wanted.append((concept, latest.id))
    return sorted(wanted)


def absent_concepts(survey: Survey, memory: Memory) -> list[Remembered]:
    """What is remembered of communities that were seen whole, and is not there any more."""
    unreadable = {one.concept_id for one in survey.unreadable}
    return [
        remembered
        for concept, remembered in sorted(memory.concepts.items())
        if remembered.community in survey.complete
        and concept not in survey.versions
        and concept not in unreadable
    ]


def make_plan(survey: Survey, memory: Memory, *, full: bool = False, again: bool = False) -> Plan:
    """Compare what communities hold with what the atlas remembers.

    Args:
        full: read every session again, whatever is remembered.
        again: read those again that failed on the same files.
    """
    items: list[PlanItem] = []
    versions: dict[int, tuple[Version, ...]] = {}
    claims = _claims(survey, memory)
    for concept, records in survey.versions.items():
        latest = max(records, key=lambda record: (record.index, record.id))
        community = survey.community.get(concept, "")
        identity = _identify(latest)
        if not isinstance(identity, SessionName):
            action, name, reason = identity
            items.append(
                PlanItem(name, action, reason, concept, community, (latest.id,), updated=latest.updated)
            )
            continue
        versions[concept] = known = _overlaid(
            records, None if concept in survey.whole else memory.concepts.get(concept)
        )
        action, reason, learn = _judge(concept, identity.text, known, claims, memory, full)
        stuck = "" if full or again else _stuck(action, memory.concepts.get(concept), known)
        if stuck:
            action, reason = Action.STUCK, stuck
        items.append(_item(identity.text, action, reason, concept, community, known, learn=learn))
    for remembered in absent_concepts(survey, memory):
        if remembered.concept_id in memory.deposits:
            items.append(_absent(remembered, survey))
    items += _unreadable(survey, memory)
    items.sort(key=lambda item: (item.session, item.concept_id))
    return Plan(tuple(items), versions, tuple(_notes(survey, memory)))


def plan_again(item: PlanItem, records: Sequence[Record]) -> tuple[PlanItem, tuple[Version, ...]]:
    """The same deposit with versions that were read afresh, after one of its files turned out changed."""
    versions = _overlaid(records, None)
    if Counted.among(versions).frames is None:
        closed = any(version.out_of_reach for version in versions)
        action = Action.OUT_OF_REACH if closed else Action.WAITING
        return _item(
            item.session, action, _nothing(versions), item.concept_id, item.community, versions
        ), versions
    again = _item(item.session, item.action, item.reason, item.concept_id, item.community, versions)
    return again, versions


# identity -------------------------------------------------------------------------------------------


def session_name(record: Record) -> SessionName | None:
    """The session that a record is the deposit of; None: it is none."""
    identity = _identify(record)
    return identity if isinstance(identity, SessionName) else None


def _identify(record: Record) -> SessionName | tuple[Action, str, str]:
    """The session's name by `urn:` (or a title that is nothing but one), or what else a record is."""
    names = list(dict.fromkeys(record.names()))
    parsed = [name for name in map(_parse, names) if name is not None]
    if len(parsed) == 1:
        return parsed[0]
    if len(parsed) > 1:
        told = ", ".join(name.text for name in parsed)
        return Action.REFUSED, parsed[0].text, tr("The record claims several sessions: {}.").format(told)
    if ATLAS_NAME in names:
        return Action.SKIPPED, ATLAS_NAME, tr("The atlas itself.")
    odd = [name for name in names if not _OTHER_NAMESPACE.match(name)]
    if odd:
        return Action.REFUSED, shown(odd[0]), tr("“{}” is not the name of a session.").format(shown(odd[0]))
    titled = _parse(record.title.strip())
    if titled is not None:
        return titled
    return Action.SKIPPED, shown(record.title) or str(record.id), tr("The record is no session.")


def _parse(text: str) -> SessionName | None:
    try:
        return SessionName.parse(text)
    except InputError:
        return None


def shown(text: str) -> str:
    """A text of unknown origin, fit for a line of a table or a log."""
    return "".join(letter if letter.isprintable() else "�" for letter in text[:120]).strip()


def _claims(survey: Survey, memory: Memory) -> dict[str, list[int]]:
    """Session name → the concepts that claim it; the atlas's own deposit counts even when it is unlisted."""
    claims: dict[str, list[int]] = {}
    for concept, records in sorted(survey.versions.items()):
        latest = max(records, key=lambda record: (record.index, record.id))
        name = session_name(latest)
        if name is not None:
            claims.setdefault(name.text, []).append(concept)
    for concept, name_text in memory.deposits.items():
        if concept not in claims.get(name_text, []):
            claims.setdefault(name_text, []).append(concept)
    return claims


# judgement ------------------------------------------------------------------------------------------


def _overlaid(records: Iterable[Record], remembered: Remembered | None) -> tuple[Version, ...]:
    """Every known version, newest first: as it is listed, else as it is remembered."""
    found = {version.record_id: version for version in (remembered.versions if remembered else ())}
    found.update((record.id, Version.of(record)) for record in records)
    return tuple(sorted(found.values(), key=lambda v: (v.index, v.record_id), reverse=True))


def _judge(
    concept: int,
    name: str,
    versions: Sequence[Version],
    claims: Mapping[str, Sequence[int]],
    memory: Memory,
    full: bool,
) -> tuple[Action, str, bool]:
    """What to do with a session, why, and whether the memory of it is behind."""
    held = memory.deposits.get(concept)
    if held is not None and held != name:
        told = tr("The atlas holds deposit {concept} as “{held}”, and Zenodo names it “{name}” now.")
        return Action.REFUSED, told.format(concept=concept, held=held, name=name), False
    others = [other for other in claims[name] if other != concept]
    if others and held is None:
        if other_held := [other for other in others if memory.deposits.get(other) == name]:
            told = tr("The atlas holds this session as deposit {held}; here it is deposit {concept}.")
            return Action.REFUSED, told.format(held=other_held[0], concept=concept), False
        told = tr("Several deposits claim this session: {}.")
        numbers = ", ".join(map(str, sorted([concept, *others])))
        return Action.REFUSED, told.format(numbers), False
    remembered = memory.concepts.get(concept)
    counted = Counted.among(versions)
    learn = remembered is None or _behind(remembered, versions)
    if held is None:
        if counted.frames is None:
            closed = any(version.out_of_reach for version in versions)
            return Action.OUT_OF_REACH if closed else Action.WAITING, _nothing(versions), learn
        closed_newer = _closed(versions, counted, None)
        reason = tr("Not in the atlas yet.")
        return Action.NEW, f"{reason} {closed_newer}" if closed_newer else reason, False
    then = Counted.among(remembered.versions) if remembered else None
    closed_now = _closed(versions, counted, then)
    if closed_now is not None:
        return Action.OUT_OF_REACH, tr("{} The atlas keeps what it has.").format(closed_now), learn
    if counted.frames is None:
        return Action.GONE, tr("No version has {} any more; kept.").format(FRAMES_ARCHIVE), learn
    if remembered is None or then is None or then.frames is None:
        return Action.COMPARE, tr("In the atlas, but not remembered yet: compared."), False
    reasons = list(_differences(remembered, then, versions, counted))
    if remembered.state is State.FAILED:
        reasons.append(tr("It failed the last time."))
    if full:
        reasons.append(tr("Everything is read again."))
    if reasons:
        return Action.CHANGED, " ".join(reasons), False
    back = remembered.state is not State.HARVESTED
    return Action.UNCHANGED, "", learn or back


def _stuck(action: Action, remembered: Remembered | None, versions: Sequence[Version]) -> str:
    """The sentence about a session that would be read although it failed on these very files; else empty."""
    if action not in READING or remembered is None or not remembered.problem:
        return ""
    if _behind(remembered, versions):
        return ""
    return tr(
        "It failed on these files before and is read again when they change, or when everything is: {}"
    ).format(remembered.problem)


def _differences(
    remembered: Remembered, then: Counted, versions: Sequence[Version], now: Counted
) -> Iterator[str]:
    for before, after, key in (
        (then.frames, now.frames, FRAMES_ARCHIVE),
        (then.predictions, now.predictions, PREDICTIONS_ARCHIVE),
    ):
        if after is None or (before is not None and _same(before, after)):
            continue
        if before is None:
            yield tr("{key} is new (version {record_id}).").format(key=key, record_id=after.record_id)
        elif before.record_id == after.record_id:
            yield tr("{key} was replaced in version {record_id}.").format(key=key, record_id=after.record_id)
        else:
            yield tr("{key} is of version {record_id} now.").format(key=key, record_id=after.record_id)
    if then.predictions is not None and now.predictions is None:
        yield tr("{} is gone.").format(PREDICTIONS_ARCHIVE)
    known = {version.record_id for version in remembered.versions}
    fresh = [version.record_id for version in versions if version.record_id not in known]
    if fresh:
        yield tr("New versions: {}.").format(", ".join(map(str, fresh)))


def _same(one: RecordFile, other: RecordFile) -> bool:
    return (one.record_id, one.size, one.md5) == (other.record_id, other.size, other.md5)


def _closed(versions: Sequence[Version], counted: Counted, then: Counted | None) -> str | None:
    """The sentence when a closed version (may) hold what counts: older files never take its place."""
    counted_before = {file.record_id for file in (then.read() if then else ())}
    newer = True  # than the version whose METADATA.zip counts
    for version in versions:
        newer = newer and (counted.frames is None or version.record_id != counted.frames.record_id)
        if version.out_of_reach and (newer or version.record_id in counted_before):
            return closed_sentence(version)
    return None


def closed_sentence(version: Version) -> str:
    """That a version's files are not for this user, and until when."""
    if version.access is Access.EMBARGOED and version.embargo_date:
        return tr("Version {record_id} is under embargo until {embargo_date}.").format(
            record_id=version.record_id, embargo_date=version.embargo_date
        )
    if version.access is Access.EMBARGOED:
        return tr("Version {} is under embargo.").format(version.record_id)
    return tr("Version {} is restricted.").format(version.record_id)


def _nothing(versions: Sequence[Version]) -> str:
    """Why there is nothing to read."""
    closed = [closed_sentence(version) for version in versions if version.out_of_reach]
    return closed[0] if closed else tr("No version has {} yet.").format(FRAMES_ARCHIVE)


def _behind(remembered: Remembered, versions: Sequence[Version]) -> bool:
    """Whether a listing tells something of the versions that is not remembered."""
    known = {version.record_id: version for version in remembered.versions}
    for version in versions:
        before = known.get(version.record_id)
        if before is None or (before.revision, before.access) != (version.revision, version.access):
            return True
        if not version.out_of_reach and {(f.key, f.size, f.md5) for f in before.files} != {
            (f.key, f.size, f.md5) for f in version.files
        }:
            return True
    return False


def _item(
    name: str,
    action: Action,
    reason: str,
    concept: int,
    community: str,
    versions: Sequence[Version],
    *,
    learn: bool = False,
) -> PlanItem:
    counted = Counted.among(versions)
    files = counted.read() if action in READING else ()
    return PlanItem(
        name,
        action,
        reason,
        concept,
        community,
        tuple(version.record_id for version in versions),
        counted.frames.record_id if counted.frames else None,
        counted.predictions.record_id if counted.predictions else None,
        tuple(f"{file.record_id}/{file.key}" for file in files),
        sum(file.size for file in files),
        max((version.updated for version in versions), default=""),
        learn,
    )


def _absent(remembered: Remembered, survey: Survey) -> PlanItem:
    state, reason = survey.absent.get(remembered.concept_id, (remembered.state, ""))
    if not reason:
        reason = (
            tr("Deleted from Zenodo; kept.")
            if state is State.DELETED
            else tr("No longer in the community “{}”; kept.").format(remembered.community)
        )
    records = tuple(version.record_id for version in remembered.versions)
    return PlanItem(
        remembered.session,
        Action.GONE,
        reason,
        remembered.concept_id,
        remembered.community,
        records,
        learn=state is not remembered.state,
    )


def _unreadable(survey: Survey, memory: Memory) -> Iterator[PlanItem]:
    """Deposits that nobody understands, each once, under the name that the atlas has for them, if any."""
    told = {one.concept_id: one for one in survey.unreadable if one.concept_id is not None}
    for concept, one in told.items():
        name = memory.deposits.get(concept) or shown(one.name) or str(concept)
        yield PlanItem(name, Action.REFUSED, str(one.problem), concept)


def _notes(survey: Survey, memory: Memory) -> Iterator[str]:
    for one in survey.unreadable:
        if one.concept_id is None:
            yield str(one.problem)
    unseen = [
        concept
        for concept in memory.deposits
        if concept not in survey.versions and concept not in memory.concepts
    ]
    if unseen:
        yield tr_n("Sessions of the atlas that are in none of these communities: %Ln.", len(unseen))
    for slug in sorted(set(survey.community.values()) - survey.complete):
        yield tr("“{}” went on changing while it was listed: what is gone from it is told next time.").format(
            slug
        )
