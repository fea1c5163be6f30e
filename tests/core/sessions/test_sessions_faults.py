# SPDX-License-Identifier: GPL-2.0-or-later
"""Bad sessions, bad atlases, full disks and killed processes: one sentence each, and nothing half-written."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasError, InputError
from seatizen_atlas.core.sessions import prepare
from sessions_helpers import Community, Feedback, content, replace_in

TESTS = Path(__file__).resolve().parents[2]


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


def write(path: Path, rows: list[str]) -> None:
    path.write_text("\n".join(rows) + "\n")


def set_cell(path: Path, row: int, column: str, value: str) -> None:
    """Write a cell of a plain CSV; row 1 is the header."""
    rows = [line.split(",") for line in lines(path)]
    rows[row - 1][rows[0].index(column)] = value
    write(path, [",".join(cells) for cells in rows])


def drop_metadata(c: Community) -> None:
    c.metadata(0).unlink()


def empty_metadata(c: Community) -> None:
    c.metadata(0).write_text("")


def no_file_name(c: Community) -> None:
    replace_in(c.metadata(0), "FileName,relative", "Image,relative")


def doubled_frame(c: Community) -> None:
    rows = lines(c.metadata(0))
    write(c.metadata(0), [*rows, rows[4]])


def broken_quote(c: Community) -> None:
    replace_in(c.metadata(0), "GoPro", '"GoPro', 1)


def no_number(c: Community) -> None:
    set_cell(c.metadata(0), 7, "GPSPitch", "steep")


def latitude(c: Community) -> None:
    set_cell(c.metadata(0), 9, "GPSLatitude", "-121.2")


def score_beyond_one(c: Community) -> None:
    set_cell(c.scores(0), 5, "Fish", "1.2")


def score_negative(c: Community) -> None:
    set_cell(c.scores(0), 5, "Fish", "-0.1")


def score_text(c: Community) -> None:
    set_cell(c.scores(0), 6, "Sand", "much")


def score_missing(c: Community) -> None:
    set_cell(c.scores(0), 6, "Sand", "")


def score_nan(c: Community) -> None:
    set_cell(c.scores(0), 6, "Sand", "nan")


def stray_prediction(c: Community) -> None:
    rows = lines(c.scores(0))
    write(c.scores(0), [*rows, "ghost.jpeg" + rows[1][rows[1].index(",") :]])


def doubled_prediction(c: Community) -> None:
    rows = lines(c.scores(0))
    write(c.scores(0), [*rows, rows[1]])


def unknown_class(c: Community) -> None:
    replace_in(c.scores(0), "Sea_cucumber", "Sea_cucumbre")


def same_class_twice(c: Community) -> None:
    replace_in(c.scores(0), "Sea_cucumber", "Sea_urchin")


def stray_useful_frame(c: Community) -> None:
    path = c.session(0) / "METADATA" / "predictions_gps.csv"
    rows = lines(path)
    write(path, [*rows, "ghost.jpeg" + rows[1][rows[1].index(",") :]])


def too_many_cells(c: Community) -> None:
    rows = lines(c.metadata(0))
    rows[3] += ",surplus"
    write(c.metadata(0), rows)


def no_doi(c: Community) -> None:
    write(c.dois, [line for line in lines(c.dois) if not line.startswith(c.names[0])])


def two_dois(c: Community) -> None:
    write(c.dois, [*lines(c.dois), f"{c.names[0]},77,78,78"])


def shared_deposit(c: Community) -> None:
    write(c.dois, [*lines(c.dois), "20230101_REU-X_ASV,20000000,20000003,20000003"])


BAD_SESSIONS = [
    (drop_metadata, r"metadata.csv is missing"),
    (empty_metadata, r"metadata.csv: the file is empty"),
    (no_file_name, r"metadata.csv, row 1: there is no column “FileName”"),
    (doubled_frame, r"metadata.csv, row 42, column “FileName”: “.*_1_3.jpeg” stands twice"),
    (broken_quote, r"metadata.csv, row 2: a quotation mark is opened and never closed"),
    (no_number, r"metadata.csv, row 7, column “GPSPitch”: “steep” is not a number"),
    (latitude, r"metadata.csv, row 9, column “GPSLatitude”: “-121.2” is not a latitude from -90 to 90"),
    (too_many_cells, r"metadata.csv, row 4: has 15 cells, but the header has 14"),
    (score_beyond_one, r"_scores.csv, row 5, column “Fish”: “1.2” is not a score from 0 to 1"),
    (score_negative, r"row 5, column “Fish”: “-0.1” is not a score"),
    (score_text, r"row 6, column “Sand”: “much” is not a score"),
    (score_missing, r"row 6, column “Sand”: “” is not a score"),
    (score_nan, r"row 6, column “Sand”.* is not a score"),
    (
        stray_prediction,
        r"_scores.csv, row \d+, column “FileName”: “ghost.jpeg” is not a frame of metadata.csv",
    ),
    (doubled_prediction, r"_scores.csv, row \d+, column “FileName”: .* stands twice"),
    (unknown_class, r"row 1, column “Sea_cucumbre”.*Did you mean “Sea_cucumber”"),
    (same_class_twice, r"row 1, column “Sea_urchins?”: a second column of the same class"),
    (
        stray_useful_frame,
        r"predictions_gps.csv, column “FileName”: 1 useful frames are not in metadata.csv.*ghost",
    ),
    (no_doi, r"dois.csv: has no row for"),
    (two_dois, r"two rows with different DOIs \(rows 2, 5\)"),
    (shared_deposit, r"row 2, column “deposit_doi”: the DOI 20000000 is given to several sessions"),
]


@pytest.mark.parametrize(("spoil", "words"), BAD_SESSIONS, ids=[spoil.__name__ for spoil, _ in BAD_SESSIONS])
def test_a_bad_session_is_told_in_one_sentence_and_the_others_go_on(community, spoil, words):
    import re

    spoil(community)
    feedback = Feedback()
    report = community.load(feedback=feedback)
    assert [o.status for o in report.sessions] == ["failed", "added", "added"]
    assert re.search(words, report.sessions[0].message), report.sessions[0].message
    assert "\n" not in report.sessions[0].message
    assert feedback.errors == [f"{community.names[0]}: {report.sessions[0].message}"]
    assert community.rows("SELECT session_name FROM deposit ORDER BY 1") == [
        (n,) for n in community.names[1:]
    ]


@pytest.mark.parametrize("spoil", [score_text, no_number, latitude, doubled_frame], ids=lambda f: f.__name__)
def test_a_bad_change_leaves_what_was_there(community, spoil):
    community.load()
    before = community.content()
    spoil(community)
    assert community.outcome(0).status == "failed"
    assert community.content() == before


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_other_spellings_of_the_files_give_the_same_atlas(community, pristine, encoding, separator):
    community.load()
    plain = community.content()
    for path in community.folder.rglob("*.csv"):
        text = path.read_text()
        path.write_bytes(text.replace(",", separator).replace("GoPro", "Gopró").encode(encoding))
    assert community.load().unchanged == 3
    assert community.content() == plain


def test_decimal_commas_of_a_spreadsheet_are_numbers(community):
    community.load()
    plain = community.content()
    for path in (community.metadata(0), community.scores(0)):
        path.write_text(
            path.read_text()
            .replace(",", ";")
            .replace(".", ",")
            .replace(",jpeg", ".jpeg")
            .replace(",MP4", ".MP4")
        )
    assert community.outcome(0).status == "unchanged"
    assert community.content() == plain


def test_places_that_are_no_sessions_are_told(community):
    (community.folder / "holiday pictures").mkdir()
    (community.folder / "20240101_REU-EMPTY_ASV-1_01").mkdir()
    (community.folder / "notes.txt").write_text("not a folder")
    (community.folder / ".cache").mkdir()
    report = community.load()
    told = {o.name: o.message for o in report.sessions if o.status == "failed"}
    assert set(told) == {"holiday pictures", "20240101_REU-EMPTY_ASV-1_01"}
    assert "is not the name of a session" in told["holiday pictures"]
    assert "has no METADATA folder" in told["20240101_REU-EMPTY_ASV-1_01"]
    assert report.imported == 3


def test_a_session_at_two_places_is_not_guessed(community, tmp_path):
    import shutil

    shutil.copytree(community.session(0), tmp_path / "other" / community.names[0])
    listed = tmp_path / "list.csv"
    write(
        listed,
        [
            "root_folder,session_name",
            f"other,{community.names[0]}",
            f"{community.folder},{community.names[1]}",
        ],
    )
    report = community.load(sessions_csv=listed)
    assert [o.status for o in report.sessions] == ["failed", "added", "added"]
    assert "is present twice" in report.sessions[0].message


def test_a_bad_list_is_told(community, tmp_path):
    listed = tmp_path / "list.csv"
    write(listed, ["folder,session_name", "a,b"])
    with pytest.raises(InputError, match="list.csv, row 1: there is no column “root_folder”"):
        community.load(sessions=None, sessions_csv=listed)
    write(listed, ["root_folder,session_name", f"{community.folder},"])
    with pytest.raises(InputError, match="row 2, column “session_name”: is empty"):
        community.load(sessions=None, sessions_csv=listed)


# The atlas at fault


def test_an_atlas_that_is_none(community, tmp_path):
    community.atlas.unlink()
    with pytest.raises(AtlasError, match="There is no file"):
        community.load()
    community.atlas.write_bytes(b"GIF89a" * 100)
    with pytest.raises(AtlasError, match="is not a GeoPackage"):
        community.load()
    community.atlas.unlink()
    other = gdal.GetDriverByName("GPKG").Create(str(community.atlas), 0, 0, 0, gdal.GDT_Unknown)
    other.CreateLayer("roads", None, ogr.wkbLineString)
    other = None
    with pytest.raises(AtlasError, match="is a GeoPackage but not a Seatizen Atlas: it has no table deposit"):
        community.load()


def test_an_atlas_that_another_program_writes_to(community):
    with Atlas.open(community.atlas, update=True) as other, other.transaction():
        other.execute("UPDATE gpkg_contents SET description = description")
        with pytest.raises(AtlasError, match="is in use by another program"):
            community.load()
    assert community.load().imported == 3


def test_an_atlas_that_is_locked_half_way_keeps_what_is_in(community):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import conftest;"
        "from seatizen_atlas.core.atlas.gateway import Atlas;"
        "a = Atlas.open(sys.argv[2], update=True); t = a.transaction(); t.__enter__();"
        "print('held', flush=True); sys.stdin.read()"
    )
    holders = []

    class Locking(Feedback):
        def setProgressText(self, text: str) -> None:
            if "Session 2 of 3" in text:
                holder = subprocess.Popen(
                    [sys.executable, "-c", script, str(TESTS), str(community.atlas)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
                holders.append(holder)
                holder.stdout.readline()

    try:
        report = community.load(feedback=Locking())
    finally:
        for holder in holders:
            holder.communicate(b"")
    assert [o.status for o in report.sessions] == ["added", "failed", "failed"]
    assert all("is in use" in o.message for o in report.sessions[1:])
    assert community.rows("SELECT session_name FROM deposit") == [(community.names[0],)]


def test_a_second_import_at_once_is_refused_kindly(community):
    with (
        Atlas.open(community.atlas) as atlas,
        atlas.lock(),
        pytest.raises(AtlasError, match="Another import, sync or"),
    ):
        community.load()
    assert community.load().imported == 3


def test_an_atlas_that_cannot_be_written_to(community):
    community.atlas.chmod(0o444)
    with pytest.raises(AtlasError, match="cannot be written to"):
        community.load()
    community.atlas.chmod(0o644)
    assert community.load().imported == 3


@pytest.mark.parametrize("pages_more", [2, 10])
def test_a_full_disk_leaves_every_session_wholly_in_or_out(community, pages_more):
    with Atlas.open(community.atlas) as atlas:
        pages = atlas.scalar("SELECT page_count AS n FROM pragma_page_count")
    before = content(community.atlas)
    execute = Atlas.execute

    def on_a_small_disk(self: Atlas, sql: str) -> int:
        # The limit holds per connection: it is set on whichever writes next.
        self._run(f"PRAGMA main.max_page_count = {pages + pages_more}")
        return execute(self, sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Atlas, "execute", on_a_small_disk)
        if pages_more < 10:
            with pytest.raises(AtlasError, match="is full"):
                community.load()
            assert content(community.atlas) == before
        else:
            report = community.load()
            assert [o.status for o in report.sessions] == ["added", "failed", "failed"]
            assert all("is full" in o.message for o in report.sessions[1:])
            assert community.rows("SELECT session_name FROM deposit") == [(community.names[0],)]
    assert community.load().failed == 0
    assert len(community.rows("SELECT doi FROM deposit")) == 3


def test_an_atlas_that_refuses_leaves_nothing_at_work_and_nothing_behind(community, tmp_path, monkeypatch):
    """A thread that still stages while QGIS closes brings it down."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with Atlas.open(community.atlas, update=True) as atlas, atlas.transaction():
        atlas.execute("CREATE TRIGGER stop BEFORE INSERT ON frame BEGIN SELECT RAISE(ABORT, 'no'); END")
    before = community.content()
    with pytest.raises(AtlasError, match="refused a statement: no"):
        community.load()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("prepare")]
    assert not list(temporary.iterdir())
    assert community.content() == before


def test_an_unforeseen_failure_of_one_session_lets_the_others_in(
    community, monkeypatch, no_swallowed_exception
):
    read = prepare.read_frames

    def reading(metadata, name, *rest):
        if name.text == community.names[1]:
            raise ZeroDivisionError("a bug")
        return read(metadata, name, *rest)

    monkeypatch.setattr(prepare, "read_frames", reading)
    report = community.load()
    assert [o.status for o in report.sessions] == ["added", "failed", "added"]
    assert "ZeroDivisionError: a bug" in report.sessions[1].message
    no_swallowed_exception.clear()  # it is in the log


def test_a_full_temporary_folder_is_told(community, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(prepare, "read_frames", full)
    report = community.load()
    assert all("temporary folder" in o.message and "is full" in o.message for o in report.sessions)


# Killed

CHILD = """
import sys
sys.path.insert(0, {tests!r})
import conftest
from pathlib import Path
from qgis.core import QgsApplication, QgsProcessingFeedback
from seatizen_atlas.core.sessions.importing import import_sessions
application = QgsApplication([], False)
application.initQgis()
print("ready", flush=True)
feedback = QgsProcessingFeedback(False)
import_sessions(Path({atlas!r}), sessions=Path({sessions!r}), dois=Path({dois!r}), feedback=feedback)
print("done", flush=True)
"""


def test_killed_at_random_moments_every_session_is_wholly_in_or_out(tmp_path, monkeypatch):
    """kill -9, look, go on: at the end the atlas equals one that was never disturbed."""
    from generate import make_dois_csv, make_sessions
    from seatizen_atlas.core.upkeep.create import create_atlas

    names = make_sessions(tmp_path / "sessions", 6, 400)
    dois = make_dois_csv(tmp_path / "dois.csv", names)
    whole = create_atlas(tmp_path / "whole.gpkg", feedback=Feedback())
    started = time.monotonic()
    undisturbed = Community(tmp_path / "sessions", names, dois, whole)
    report = undisturbed.load()
    seconds = time.monotonic() - started
    frames = {o.name: (o.done.frames_added, o.done.predictions_added) for o in report.sessions}
    atlas = create_atlas(tmp_path / "atlas.gpkg", feedback=Feedback())
    chance, kills = random.Random(4), 0
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    script = CHILD.format(
        tests=str(TESTS), atlas=str(atlas), sessions=str(tmp_path / "sessions"), dois=str(dois)
    )
    for _ in range(30):
        child = subprocess.Popen(
            [sys.executable, "-c", script],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        )
        assert child.stdout is not None
        while child.stdout.readline().strip() != "ready":
            assert child.poll() is None
        time.sleep(chance.uniform(0, seconds))
        child.send_signal(signal.SIGKILL)
        kills += "done" not in child.communicate()[0]
        with Atlas.open(atlas, update=True) as opened:
            rows = opened.rows(
                "SELECT d.session_name AS s,"
                " (SELECT count(*) FROM frame f JOIN version v ON v.doi = f.version_doi"
                " WHERE v.deposit_doi = d.doi) AS f,"
                " (SELECT count(*) FROM multilabel_prediction p JOIN version v ON v.doi = p.version_doi"
                " WHERE v.deposit_doi = d.doi) AS p FROM deposit d"
            )
        assert {name: (f, p) for name, f, p in rows}.items() <= frames.items()
        if len(rows) == len(names):
            break
    assert kills > 0
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))  # what killed runs have left goes with the next
    assert Community(tmp_path / "sessions", names, dois, atlas).load().failed == 0
    assert content(atlas) == content(whole)
    assert [left for folder in temporary.glob("seatizen_*") for left in folder.iterdir()] == []
