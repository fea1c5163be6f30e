# SPDX-License-Identifier: GPL-2.0-or-later
"""Annotating in a session of one's own: what was set is there, whatever happens."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from qgis.core import QgsProcessingContext
from seatizen_atlas.core.annotations.exporting import export_annotations
from seatizen_atlas.core.annotations.importing import Status, import_annotations
from seatizen_atlas.core.annotations.own import Mark, annotate, own_session, read_labels, read_own
from seatizen_atlas.core.annotations.sessions import list_annotation_sessions
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasBusy, InputError
from seatizen_atlas.core.processing.exportannotations import ExportAnnotations
from seatizen_atlas.core.upkeep.checks import check_atlas
from seatizen_atlas.core.upkeep.migrations import migrate_atlas

TESTS = Path(__file__).resolve().parents[2]
ANA = own_session("ana-lima", "reef", "2026-01-05 10:00:00")
BEN = own_session("Ben Roy", "reef", "2026-01-05 11:00:00")


def ids(atlas: Path) -> tuple[list[int], list[int]]:
    with Atlas.open(atlas) as opened:
        frames = [n for (n,) in opened.rows("SELECT id + 0 AS n FROM frame ORDER BY id")]
    return frames, [label.id for label in read_labels(atlas)]


def said(atlas: Path, key=ANA) -> set[Mark]:
    from qgis.core import QgsFeedback

    found = read_own(atlas, key, QgsFeedback())
    return {Mark(frame, label, value) for frame, own in found.items() for label, value in own.items()}


def sessions(atlas: Path):
    return [(one.key, one.annotations) for one in list_annotation_sessions(atlas)]


def test_the_first_mark_makes_the_session_and_the_last_takes_it_away(surveyed_atlas, feedback):
    (frame, *_), (label, other, *_) = ids(surveyed_atlas)
    assert sessions(surveyed_atlas) == []
    first = annotate(surveyed_atlas, ANA, [Mark(frame, label, True)], feedback)
    assert first.before == (Mark(frame, label, None),)
    second = annotate(surveyed_atlas, ANA, [Mark(frame, label, False), Mark(frame, other, True)], feedback)
    assert set(second.before) == {Mark(frame, label, True), Mark(frame, other, None)}
    assert said(surveyed_atlas) == {Mark(frame, label, False), Mark(frame, other, True)}
    assert sessions(surveyed_atlas) == [(ANA, 2)]
    annotate(surveyed_atlas, ANA, second.before, feedback)
    assert said(surveyed_atlas) == {Mark(frame, label, True)}
    annotate(surveyed_atlas, ANA, first.before, feedback)
    assert sessions(surveyed_atlas) == []


def test_random_steps_with_undo_end_in_what_a_list_says(surveyed_atlas, feedback):
    frames, labels = ids(surveyed_atlas)
    chance, plain, history, undos = random.Random(12), {}, [], []
    for _ in range(250):
        if undos and chance.random() < 0.25:
            annotate(surveyed_atlas, ANA, undos.pop(), feedback)
            plain = history.pop()
            continue
        marks = [
            Mark(chance.choice(frames[:12]), chance.choice(labels[:6]), chance.choice((True, False, None)))
            for _ in range(chance.choice((1, 1, 1, 5)))
        ]
        history.append(dict(plain))
        for mark in marks:
            plain[mark.frame_id, mark.label_id] = mark.value
        undos.append(annotate(surveyed_atlas, ANA, marks, feedback).before)
    expected = {Mark(*place, value) for place, value in plain.items() if value is not None}
    assert len(history) > 80
    assert said(surveyed_atlas) == expected
    with Atlas.open(surveyed_atlas) as atlas:
        assert atlas.scalar("SELECT count(*) FROM multilabel_annotation") == len(expected)
    for marks in reversed(undos):
        annotate(surveyed_atlas, ANA, marks, feedback)
    assert sessions(surveyed_atlas) == []
    assert check_atlas(surveyed_atlas, feedback).errors == 0


CHILD = """
import sys
sys.path.insert(0, {tests!r})
import conftest
from qgis.core import QgsFeedback
from seatizen_atlas.core.annotations.own import Mark, SessionKey, annotate
key = SessionKey({date!r}, {author!r}, "reef")
print("ready", flush=True)
for number in range({count}):
    annotate({path!r}, key, [Mark(number % 50 + 1, number // 50 + 1, number % 3 > 0)], QgsFeedback())
    print(number, flush=True)
"""


def child(atlas: Path, key, count: int) -> subprocess.Popen[str]:
    code = CHILD.format(tests=str(TESTS), date=key.date, author=key.author, count=count, path=str(atlas))
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def set_by(numbers) -> set[Mark]:
    return {Mark(n % 50 + 1, n // 50 + 1, n % 3 > 0) for n in numbers}


def test_a_kill_loses_nothing_that_was_set(surveyed_atlas, feedback):
    chance, most = random.Random(3), 0
    for number in range(4):
        key = own_session(f"killed-{number}", "reef", ANA.date)
        process = child(surveyed_atlas, key, 5000)
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(chance.randint(3, 40))]
        process.send_signal(signal.SIGKILL)
        lines += process.communicate()[0].split()
        told = [int(line) for line in lines if line.strip().isdigit()]
        last = max(told, default=-1)
        found = said(surveyed_atlas, key)
        assert found in (set_by(range(last + 1)), set_by(range(last + 2)))
        most = max(most, len(found))
    assert most > 10
    annotate(surveyed_atlas, ANA, [Mark(1, 1, True)], feedback)  # and the lock of the dead is nobody's
    assert check_atlas(surveyed_atlas, feedback).errors == 0


def test_two_programs_annotate_one_atlas_at_once(surveyed_atlas, feedback):
    both = [child(surveyed_atlas, key, 60) for key in (ANA, BEN)]
    assert [process.wait(120) for process in both] == [0, 0]
    for key in (ANA, BEN):
        assert said(surveyed_atlas, key) == set_by(range(60))


def test_a_long_import_lets_annotating_wait_then_tells(surveyed_atlas, feedback):
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.lock(), pytest.raises(AtlasBusy):
        annotate(surveyed_atlas, ANA, [Mark(1, 1, True)], feedback, patience=0.2)
    assert said(surveyed_atlas) == set()
    taken, free = threading.Event(), threading.Event()

    def hold():
        with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.lock():
            taken.set()
            free.wait(0.3)

    holder = threading.Thread(target=hold)
    holder.start()
    taken.wait()
    annotate(surveyed_atlas, ANA, [Mark(1, 1, True)], feedback)
    holder.join()
    assert said(surveyed_atlas) == {Mark(1, 1, True)}


def test_a_frame_or_label_that_is_no_more_sets_nothing(surveyed_atlas, feedback):
    for mark, word in ((Mark(10**9, 1, True), "frame"), (Mark(1, 10**9, True), "label")):
        with pytest.raises(InputError, match=word):
            annotate(surveyed_atlas, ANA, [Mark(1, 1, True), mark], feedback)
    assert sessions(surveyed_atlas) == []


def test_a_label_without_a_class_is_set_like_any_other(surveyed_atlas, feedback):
    labels = read_labels(surveyed_atlas)
    assert [label.predicted for label in labels] == [True] * 31 + [False] * (len(labels) - 31)
    annotate(surveyed_atlas, ANA, [Mark(1, labels[-1].id, True)], feedback)
    assert said(surveyed_atlas) == {Mark(1, labels[-1].id, True)}


@pytest.mark.parametrize(
    ("author", "dataset"),
    [("", "reef"), ("ana", " "), ("a/b", "reef"), ("a__b", "reef"), ("ana", "x_labels")],
)
def test_a_session_that_no_file_name_tells_is_refused(author, dataset):
    with pytest.raises(InputError):
        own_session(author, dataset)


def test_the_exported_file_is_what_an_import_takes(surveyed_atlas, tmp_path, feedback):
    frames, labels = ids(surveyed_atlas)
    chance = random.Random(5)
    twins = [label.id for label in read_labels(surveyed_atlas) if label.name.startswith("Turbinaria_")]
    assert len(twins) == 2  # labels of one name: a file tells them by their numbers
    annotate(
        surveyed_atlas,
        BEN,
        [
            Mark(frame, label, chance.choice((True, False)))
            for frame in frames[:200]
            for label in (*chance.sample(labels, 5), *twins)
        ],
        feedback,
    )
    other = Path(shutil.copy(surveyed_atlas, tmp_path / "other.gpkg"))
    written = export_annotations(surveyed_atlas, 1, tmp_path, feedback)
    assert written.path.name == "20260105_110000__Ben Roy__reef.csv"
    assert (written.images, written.annotations) == (200, len(said(surveyed_atlas, BEN)))
    (same,) = import_annotations(surveyed_atlas, written.path, feedback=feedback).files
    assert same.status is Status.UNCHANGED
    annotate(other, BEN, [mark._replace(value=None) for mark in said(other, BEN)], feedback)
    assert sessions(other) == []
    (entered,) = import_annotations(other, written.path, feedback=feedback).files
    assert (entered.status, entered.dropped_images, entered.dropped_labels) == (Status.ADDED, (), ())
    assert said(other, BEN) == said(surveyed_atlas, BEN)


def test_a_migration_leaves_what_was_set(surveyed_atlas, tmp_path, feedback):
    annotate(surveyed_atlas, ANA, [Mark(1, 1, True), Mark(2, 1, False)], feedback)
    before = said(surveyed_atlas)
    scripts = tmp_path / "sql"
    shutil.copytree(TESTS.parent / "sql", scripts)
    (scripts / "90_more.sql").write_text("ALTER TABLE multilabel_label ADD COLUMN more TEXT;\n")
    migrate_atlas(surveyed_atlas, scripts_folder=scripts, backup=False, feedback=feedback)
    assert said(surveyed_atlas) == before


def test_a_batch_of_fifteen_thousand_frames_is_one_step(tmp_path, feedback):
    from big_atlas import make_big_atlas

    atlas = make_big_atlas(tmp_path / "big.gpkg", sessions=12, frames=15_100, predictions=False)
    frames, (label, *_) = ids(atlas)
    done = annotate(atlas, ANA, [Mark(frame, label, True) for frame in frames], feedback)
    assert len(done.before) == len(frames) >= 15_000
    annotate(atlas, ANA, [Mark(frames[7], label, False)], feedback)
    assert sum(mark.value is False for mark in said(atlas)) == 1
    annotate(atlas, ANA, done.before, feedback)
    assert sessions(atlas) == []


def test_the_algorithm_exports_by_name_and_refuses_without_one(surveyed_atlas, tmp_path, feedback):
    annotate(surveyed_atlas, ANA, [Mark(1, 1, True), Mark(2, 1, False)], feedback)

    def run(session: str):
        parameters = {
            "ATLAS": str(surveyed_atlas),
            "ANNOTATION_SESSION": session,
            "OUTPUT_FOLDER": str(tmp_path),
        }
        return ExportAnnotations().create().run(parameters, QgsProcessingContext(), feedback)

    results, ok = run("20260105_100000__ana-lima__reef")
    assert ok and (results["IMAGES"], results["ANNOTATIONS"]) == (2, 2)
    with Atlas.open(surveyed_atlas) as atlas:
        ((first, version), (second, _)) = atlas.rows(
            "SELECT filename, version_doi FROM frame WHERE id IN (1, 2) ORDER BY id"
        )
    label = read_labels(surveyed_atlas)
    name = next(one.name for one in label if one.id == 1)
    lines = Path(results["FILE"]).read_text().splitlines()
    assert lines == [f"FileName,frame_doi,{name}", f"{first},{version},1", f"{second},{version},0"]
    assert not run("")[1]
    assert not run("20260105_100000__nobody__reef")[1]
