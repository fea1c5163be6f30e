# SPDX-License-Identifier: GPL-2.0-or-later
"""What has to be done for a deposit: a pure function of what is wanted, what is online, and the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import Enum

from ..errors import SeatizenError
from ..session_folders import archive_of
from ..session_name import SessionName
from ..translation import tr
from ..zenodo.drafts import Deposit, DraftFile
from .content import (
    PROCESSED,
    RAW,
    VERSION_FILES,
    VERSION_SIZE,
    VersionContent,
    is_restricted_file,
)
from .describing import Described, differences
from .journal import Journal

MOST_WITH_QUOTA = 200_000_000_000


class Step(Enum):
    """What becomes of a version."""

    PUBLISHED = "published"  # it is online, nothing is done
    RESUME = "resume"  # its draft is there
    NEW = "new"


class FileStep(Enum):
    """What becomes of a file of a version."""

    UPLOAD = "upload"
    THERE = "there"  # uploaded and verified already
    CARRY = "carry"  # taken over from the version before, no bytes move
    DROP = "drop"  # not taken over from the version before


@dataclass(frozen=True)
class FilePlan:
    key: str
    size: int
    step: FileStep


@dataclass(frozen=True)
class Online:
    """What Zenodo has of a deposit: published versions, oldest first, and the user's open drafts of it."""

    versions: tuple[Deposit, ...] = ()
    drafts: tuple[Deposit, ...] = ()

    @property
    def latest(self) -> Deposit | None:
        return self.versions[-1] if self.versions else None

    def version(self, label: str) -> Deposit | None:
        """The newest published version of that label."""
        return next((one for one in reversed(self.versions) if one.label == label), None)


@dataclass(frozen=True)
class VersionPlan:
    """What is to be done for one version.

    Attributes:
        deposit: the published version, or the draft that is taken up.
        changes: the metadata as a difference to what is online: field, there, meant.
        carried: files of the version before, by key.
        quota: gigabytes to ask Zenodo for; 0 where 50 are enough.
    """

    content: VersionContent
    described: Described
    step: Step
    deposit: Deposit | None
    files: tuple[FilePlan, ...]
    changes: tuple[tuple[str, str, str], ...]
    carried: Mapping[str, DraftFile] = field(default_factory=dict)
    quota: int = 0
    notes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.content.label


def plan_versions(
    name: SessionName | None,
    wanted: Sequence[tuple[VersionContent, Described]],
    online: Online,
    journal: Journal,
    *,
    further: bool = False,
    ask_quota: bool = False,
) -> list[VersionPlan]:
    """The versions of a deposit in the order in which they are published.

    Args:
        name: the session; None for the atlas.
        further: a further processed version is meant where there is one.
        ask_quota: Zenodo may be asked for more than 50 GB.

    Raises:
        SeatizenError: a draft of somebody else's is in the way, or a version does not fit.
    """
    plans: list[VersionPlan] = []
    raw_is_whole = _raw_is_whole(wanted, online, journal)
    before: Mapping[str, DraftFile] = online.latest.files if online.latest else {}
    previous = online.latest
    for content, described in wanted:
        label = _label(content.label, online, journal, further)
        if label != content.label:
            content = replace(content, label=label)
            described = Described({**described.metadata, "version": label}, described.restricted)
        published = online.version(label)
        if published is None and raw_is_whole and label.startswith(RAW):
            published = online.version(RAW)
        if published is not None:
            files = tuple(FilePlan(file.key, file.size, FileStep.THERE) for file in published.files.values())
            plans.append(VersionPlan(content, described, Step.PUBLISHED, published, files, ()))
            continue
        expected = {*before, *(upload.key for upload in content.uploads)}
        draft = _draft_for(label, online, journal, expected) if not _any_open(plans) else None
        carried = {}
        if content.carries:
            carried = {key: file for key, file in before.items() if _is_carried(name, content, key)}
        shown = draft or previous
        plan = VersionPlan(
            content,
            described,
            Step.NEW if draft is None else Step.RESUME,
            draft,
            _files(content, carried, before, draft, journal),
            tuple(differences(described.metadata, shown.metadata if shown else {})),
            carried,
            notes=content.notes,
        )
        plan = _fitting(plan, ask_quota)
        plans.append(plan)
        before = {
            file.key: DraftFile(file.key, True, file.size)
            for file in plan.files
            if file.step is not FileStep.DROP
        }
    return plans


def _any_open(plans: Sequence[VersionPlan]) -> bool:
    """Drafts belong to the first version that is open; the following ones have none yet."""
    return any(plan.step is not Step.PUBLISHED for plan in plans)


def _label(label: str, online: Online, journal: Journal, further: bool) -> str:
    """The label of a further processed version is the next free one, or the one that is under way."""
    if label != PROCESSED or not further:
        return label
    if label in journal.goals:
        return journal.goals[label]
    number = 1
    while online.version(label if number == 1 else f"{label}_{number}") is not None:
        number += 1
    return label if number == 1 else f"{label}_{number}"


def _raw_is_whole(
    wanted: Sequence[tuple[VersionContent, Described]], online: Online, journal: Journal
) -> bool:
    """Whether the raw data were published before by another hand, cut in another way: they are left alone."""
    first = online.version(RAW)
    if first is None or first.id in journal.published.values():
        return False
    meant = next((content for content, _ in wanted if content.label == RAW), None)
    return meant is not None and {upload.key for upload in meant.uploads} != set(first.files)


def is_ours(draft: Deposit, label: str, journal: Journal, expected: Set[str]) -> bool:
    """Whether a draft may be filled: the journal's, one that looks like it, or an untouched next version.

    A draft that the journal does not know looks like ours when it has our label and holds no other files than
    those that are expected.
    """
    if journal.drafts.get(label) == draft.id:
        return True
    if draft.label == label:
        return set(draft.files) <= expected
    return not draft.label and not draft.files and draft.index > 1


def foreign_draft(draft: Deposit) -> SeatizenError:
    """The sentence about a draft that somebody else works on."""
    if "review" in draft.status:
        return SeatizenError(
            tr("Draft {} waits for a community's review.").format(draft.id),
            advice=tr("Go on once the community has decided, or cancel the review on Zenodo."),
        )
    return SeatizenError(
        tr("There is an open draft {id} (“{version}”), which was not made by this upload.").format(
            id=draft.id, version=draft.label or draft.title or "–"
        ),
        advice=tr("Publish or delete it on Zenodo, then start again."),
    )


def _draft_for(label: str, online: Online, journal: Journal, expected: Set[str]) -> Deposit | None:
    index = online.latest.index + 1 if online.latest else 1
    open_drafts = [draft for draft in online.drafts if draft.index >= index]
    known = [draft for draft in open_drafts if journal.drafts.get(label) == draft.id] or open_drafts
    if not known:
        return None
    draft = known[0]
    if "review" in draft.status or not is_ours(draft, label, journal, expected):
        raise foreign_draft(draft)
    if len(known) > 1:
        raise SeatizenError(
            tr("There are several open drafts of it: {}.").format(
                ", ".join(str(one.id) for one in sorted(known, key=lambda one: one.id))
            ),
            advice=tr("Delete on Zenodo those that are not meant, then start again."),
        )
    return draft


def _is_carried(name: SessionName | None, content: VersionContent, key: str) -> bool:
    """Restricted files stay behind, and so do files and parts of archives that come anew."""
    if name is not None and not content.restricted and is_restricted_file(name, key):
        return False
    if any(upload.key == key for upload in content.uploads):
        return False
    archive = archive_of(key)
    return not archive or all(archive_of(upload.key) != archive for upload in content.uploads)


def _files(
    content: VersionContent,
    carried: Mapping[str, DraftFile],
    before: Mapping[str, DraftFile],
    draft: Deposit | None,
    journal: Journal,
) -> tuple[FilePlan, ...]:
    planned = []
    for upload in content.uploads:
        there = draft.files.get(upload.key) if draft else None
        known = journal.files.get(upload.key)
        is_there = there is not None and there.completed and known is not None and there.md5 == known.md5
        step = FileStep.THERE if is_there else FileStep.UPLOAD
        planned.append(FilePlan(upload.key, upload.size, step))
    planned += [FilePlan(key, file.size, FileStep.CARRY) for key, file in carried.items()]
    if content.carries:
        mine = {file.key for file in planned}
        planned += [FilePlan(k, file.size, FileStep.DROP) for k, file in before.items() if k not in mine]
    return tuple(planned)


def _fitting(plan: VersionPlan, ask_quota: bool) -> VersionPlan:
    """The plan, with the quota that it needs.

    Raises:
        SeatizenError: too many files, or too many bytes.
    """
    held = [file for file in plan.files if file.step is not FileStep.DROP]
    if len(held) > VERSION_FILES:
        raise SeatizenError(
            tr("{version} would hold {count} files; Zenodo takes 100.").format(
                version=plan.label, count=len(held)
            ),
            advice=tr("Take over no files of the version before, or publish fewer folders."),
        )
    size = sum(file.size for file in held)
    if size <= VERSION_SIZE:
        return plan
    gigabytes = -(-size // 1_000_000_000)
    if size > MOST_WITH_QUOTA or not ask_quota:
        raise SeatizenError(
            tr("{version} would hold {size} GB; Zenodo takes 50.").format(version=plan.label, size=gigabytes),
            advice=tr("Let Zenodo be asked for more room (up to 200 GB), or publish fewer folders."),
        )
    return replace(plan, quota=gigabytes)
