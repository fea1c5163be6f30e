# SPDX-License-Identifier: GPL-2.0-or-later
"""A deposit's publication, step by step; every step may be taken twice.

Look at what is online, plan, do the first version that is open, look again: so a run that goes on after a
crash, a lost connection or an answer that never came does what an undisturbed one would have done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ..errors import ServiceError
from ..http.errors import Uncertain
from ..session_name import SessionName
from ..translation import tr
from ..zenodo.client import ZenodoClient
from ..zenodo.drafts import (
    Deposit,
    DraftFile,
    community_id,
    create,
    delete_file,
    draft_files,
    import_files,
    join_community,
    new_version,
    publish,
    read_draft,
    request_quota,
    save,
    upload_file,
)
from .content import PROCESSED, Upload, VersionContent
from .describing import Described, differences
from .journal import Journal, Known
from .online import look
from .packing import Packed, fingerprint, pack
from .plan import Online, Step, VersionPlan, foreign_draft, is_ours, plan_versions

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Meant:
    """A deposit as it is to be.

    Attributes:
        title: as messages call it.
        urn: the identifier under which it is found.
        versions: content and metadata, in the order of publication.
        name: the session; None for the atlas.
        further: a further version is meant, if its files differ from those of the last one of its `family`.
    """

    title: str
    urn: str
    versions: Sequence[tuple[VersionContent, Described]]
    communities: tuple[str, ...] = ()
    name: SessionName | None = None
    further: bool = False
    family: str = PROCESSED
    ask_quota: bool = False


@dataclass
class Done:
    """What became of a deposit.

    Attributes:
        records: ids by label of the versions that are online now.
        new: labels of those that this run published.
        communities: what each said: `included`, `pending`, or why not.
    """

    records: dict[str, int] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    files_uploaded: int = 0
    bytes_uploaded: int = 0
    communities: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def plan_deposit(meant: Meant, online: Online, journal: Journal) -> list[VersionPlan]:
    """The plan for what is online now."""
    return plan_versions(
        meant.name, meant.versions, online, journal, further=meant.further, ask_quota=meant.ask_quota
    )


class Publication:
    """One run for one deposit; the caller holds the journal's lock, `folder` is the journal's."""

    def __init__(
        self,
        client: ZenodoClient,
        meant: Meant,
        journal: Journal,
        folder: Path,
        feedback: QgsFeedback,
        progress: Callable[[int], None] = lambda _bytes: None,
    ) -> None:
        self._client = client
        self._meant = meant
        self._journal = journal
        self._folder = folder
        self._feedback = feedback
        self._progress = progress
        self._communities: dict[str, str] = {}
        self.done = Done()

    def run(self) -> Done:
        """Publish what is not online yet.

        Raises:
            SeatizenError: what went wrong; all that is done stays done and is found by the next run.
        """
        self._find_communities()
        while True:
            online = look(self._client, self._meant.urn, self._journal)
            plans = plan_deposit(self._meant, online, self._journal)
            self._take_over(plans)
            following = next((plan for plan in plans if plan.step is not Step.PUBLISHED), None)
            if following is None:
                break
            if self._says_nothing_new(following, online):
                self.done.notes.append(tr("The files are those of the version that is online."))
                break
            self._remember_goal(following.label)
            self._publish(following, online)
        if online.latest is not None:
            self._join_communities(online.latest)
        self._journal.finish()
        return self.done

    def _say(self, text: str) -> None:
        self._client.raise_if_cancelled()
        if isinstance(self._feedback, QgsProcessingFeedback):
            self._feedback.setProgressText(f"{self._meant.title}: {text}")

    def _take_over(self, plans: Sequence[VersionPlan]) -> None:
        for plan in plans:
            if plan.step is Step.PUBLISHED and plan.deposit is not None:
                self.done.records[plan.label] = plan.deposit.id
                if self._journal.drafts.pop(plan.label, None) is not None:
                    self._journal.published[plan.label] = plan.deposit.id
                    self._journal.save()

    def _remember_goal(self, label: str) -> None:
        if self._meant.further and label.startswith(self._meant.family):
            self._journal.goals[self._meant.family] = label
            self._journal.save()

    def _says_nothing_new(self, plan: VersionPlan, online: Online) -> bool:
        """Whether a further version would hold just the files of the last one of its kind."""
        if not self._meant.further or plan.step is Step.RESUME or self._meant.family in self._journal.goals:
            return False
        last = online.latest
        if last is None or not last.label.startswith(self._meant.family):
            return False
        if {*plan.carried, *(upload.key for upload in plan.content.uploads)} != set(last.files):
            return False
        return all(
            self._checksum(upload) == (last.files[upload.key].size, last.files[upload.key].md5)
            for upload in plan.content.uploads
        )

    # one version ------------------------------------------------------------------------------------

    def _publish(self, plan: VersionPlan, online: Online) -> None:
        self.done.notes += plan.notes
        draft = plan.deposit or self._make_draft(plan, online)
        self._journal.drafts[plan.label] = draft.id
        self._journal.save()
        draft = self._describe(plan, draft)
        if plan.quota:
            self._say(tr("asking for {} GB").format(plan.quota))
            request_quota(self._client, draft.id, plan.quota)
        wanted = self._settle_files(plan, draft, online)
        self._read_back(plan, draft.id, wanted)
        self._say(tr("publishing {}").format(plan.label))
        record = publish(self._client, draft.id)
        self._journal.published[plan.label] = record.id
        self._journal.drafts.pop(plan.label, None)
        self._journal.save()
        self.done.new.append(plan.label)
        self.done.records[plan.label] = record.id

    def _make_draft(self, plan: VersionPlan, online: Online) -> Deposit:
        """The draft of a next version, which Zenodo hands out twice, or a first one, which it does not."""
        if online.latest is not None:
            draft = new_version(self._client, online.latest.id)
            expected = {*online.latest.files, *(upload.key for upload in plan.content.uploads)}
            if not is_ours(draft, plan.label, self._journal, expected):
                raise foreign_draft(draft)
            return draft
        self._journal.creating = plan.label
        self._journal.save()
        try:
            draft = create(self._client, plan.described.body())
        except Uncertain:
            found = look(self._client, self._meant.urn, self._journal).drafts
            draft = found[0] if found else create(self._client, plan.described.body())
        self._journal.creating = ""
        return draft

    def _describe(self, plan: VersionPlan, draft: Deposit) -> Deposit:
        if (
            differences(plan.described.metadata, draft.metadata)
            or draft.restricted != plan.content.restricted
        ):
            self._say(tr("describing {}").format(plan.label))
            draft = save(self._client, draft.id, plan.described.body())
        if draft.problems:
            raise ServiceError(
                tr("Zenodo does not accept the metadata of {version}: {problems}.").format(
                    version=plan.label,
                    problems="; ".join(f"{name}: {text}" for name, text in draft.problems),
                ),
                advice=tr("Correct the metadata file or its CSVs, then start again."),
            )
        return draft

    def _settle_files(self, plan: VersionPlan, draft: Deposit, online: Online) -> dict[str, tuple[int, str]]:
        """Bring the draft's files to what is meant; their sizes and checksums by key."""
        files = draft_files(self._client, draft.id)
        misses = any(not _same(files.get(key), file) for key, file in plan.carried.items())
        if misses or (not files and self._repeats(plan, online)):
            # files are only linked into a draft that has none
            for key in files:
                delete_file(self._client, draft.id, key)
            self._say(tr("taking over files of the version before"))
            files = import_files(self._client, draft.id)
        wanted = {key: (file.size, file.md5) for key, file in plan.carried.items()}
        uploads = {upload.key for upload in plan.content.uploads}
        for key in files:
            if key not in wanted and key not in uploads:
                delete_file(self._client, draft.id, key)
        for upload in plan.content.uploads:
            wanted[upload.key] = self._bring(upload, draft.id, files.get(upload.key))
        return wanted

    def _repeats(self, plan: VersionPlan, online: Online) -> bool:
        """Whether files of the version before are sent again as they are: linking them saves their bytes."""
        before = online.latest.files if online.latest else {}
        knowns = ((self._known(upload), before.get(upload.key)) for upload in plan.content.uploads)
        return any(known is not None and _is(there, known.size, known.md5) for known, there in knowns)

    def _bring(self, upload: Upload, draft_id: int, there: DraftFile | None) -> tuple[int, str]:
        """Make sure that a file is in the draft; nothing is packed or sent that is there already."""
        known = self._known(upload)
        if known is not None and _is(there, known.size, known.md5):
            self._progress(upload.size)
            return known.size, known.md5
        self._say(tr("packing {}").format(upload.key))
        target = self._folder / upload.key
        try:
            packed = pack(upload, target, self._client.raise_if_cancelled)
            self._keep(upload, packed.size, packed.md5)
            if not _is(there, packed.size, packed.md5):
                self._say(tr("uploading {}").format(upload.key))
                self._send(upload, draft_id, packed, there)
        finally:
            target.unlink(missing_ok=True)
        return packed.size, packed.md5

    def _send(self, upload: Upload, draft_id: int, packed: Packed, there: DraftFile | None) -> None:
        before = self._client.bytes_uploaded
        shown = 0

        def progress(sent: int) -> None:
            nonlocal shown
            if sent > shown:  # a second try starts at 0 again
                self._progress(sent - shown)
                shown = sent

        upload_file(self._client, draft_id, upload.key, packed.path, packed.size, packed.md5, there, progress)
        self.done.files_uploaded += 1
        self.done.bytes_uploaded += self._client.bytes_uploaded - before

    def _known(self, upload: Upload) -> Known | None:
        known = self._journal.files.get(upload.key)
        return known if known is not None and known.fingerprint == fingerprint(upload) else None

    def _keep(self, upload: Upload, size: int, md5: str) -> None:
        self._journal.files[upload.key] = Known(fingerprint(upload), size, md5)
        self._journal.save()

    def _checksum(self, upload: Upload) -> tuple[int, str]:
        known = self._known(upload)
        if known is not None:
            return known.size, known.md5
        self._say(tr("packing {}").format(upload.key))
        target = self._folder / upload.key
        try:
            packed = pack(upload, target, self._client.raise_if_cancelled)
        finally:
            target.unlink(missing_ok=True)
        self._keep(upload, packed.size, packed.md5)
        return packed.size, packed.md5

    def _read_back(self, plan: VersionPlan, draft_id: int, wanted: Mapping[str, tuple[int, str]]) -> None:
        """Make sure that the draft is what was meant, before it is published for good.

        Raises:
            ServiceError: it is not; the difference is told.
        """
        draft = read_draft(self._client, draft_id)
        if draft is None:
            raise ServiceError(
                tr("Draft {} is gone from Zenodo.").format(draft_id),
                advice=tr("Somebody deleted it. Start again: a new one is made."),
            )
        told = [
            tr("{field} is “{there}” instead of “{meant}”").format(
                field=name, there=there[:80], meant=meant[:80]
            )
            for name, there, meant in differences(plan.described.metadata, draft.metadata)
        ]
        if draft.restricted != plan.content.restricted:
            told.append(tr("the files are restricted") if draft.restricted else tr("the files are open"))
        for key in sorted({*wanted, *draft.files}):
            if key not in wanted or not _is(draft.files.get(key), *wanted[key]):
                told.append(tr("the file {} is not what was meant").format(key))
        if told:
            raise ServiceError(
                tr("Draft {id} is not what was meant, and was not published: {differences}.").format(
                    id=draft_id, differences="; ".join(told)
                ),
                advice=tr("Look at it on Zenodo; start again to put it right."),
            )

    # communities ------------------------------------------------------------------------------------

    def _find_communities(self) -> None:
        """Ids of the communities, before anything is done: one that does not exist stops the run."""
        self._communities = {slug: community_id(self._client, slug) for slug in self._meant.communities}

    def _join_communities(self, record: Deposit) -> None:
        for slug, identifier in self._communities.items():
            if identifier in record.communities:
                self.done.communities[slug] = "included"
                continue
            self._say(tr("asking the community {}").format(slug))
            self.done.communities[slug] = join_community(self._client, record.id, identifier)


def _is(there: DraftFile | None, size: int, md5: str) -> bool:
    return there is not None and there.completed and (there.size, there.md5) == (size, md5)


def _same(there: DraftFile | None, meant: DraftFile) -> bool:
    return _is(there, meant.size, meant.md5)


def community_notes(done: Done) -> list[str]:
    """What communities said, where it is not simply yes."""
    notes = []
    for slug, said in done.communities.items():
        if said == "pending":
            notes.append(tr("The community “{}” has to decide yet.").format(slug))
        elif said != "included":
            notes.append(
                tr("The community “{slug}” does not take it: {reason}").format(slug=slug, reason=said)
            )
    return notes
