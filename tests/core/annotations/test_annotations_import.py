# SPDX-License-Identifier: GPL-2.0-or-later
"""Annotation files into the atlas: what is taken, what is left out and said, what is refused."""

from __future__ import annotations

import codecs
import json
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest
from legacy_atlas import make_legacy_atlas
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.annotations.importing import import_annotations, preview_annotations
from seatizen_atlas.core.annotations.sessions import (
    annotated_frames,
    list_annotation_sessions,
    remove_annotations,
)
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.atlas.sql import fill
from seatizen_atlas.core.conveyor import Status
from seatizen_atlas.core.errors import AtlasError, Cancelled, InputError
from seatizen_atlas.core.processing.importannotations import ImportAnnotations
from seatizen_atlas.core.upkeep.migrations import migrate_atlas

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
NAME = "20240601_080000__ana-lima__second_look_labels.csv"
ASV = "20210105_REU-ST-LEU_ASV-1_01"
UAV = "20210106_SYC-aldabra-arm06_UAV-02_17"
SCUBA = "20210107_MYT-NGOUJA_scuba"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Three sessions of 24 frames; those of the second have plain names, and one name is doubled."""
    path = make_legacy_atlas(tmp_path_factory.mktemp("atlas") / "atlas.gpkg")
    migrate_atlas(path, backup=False, feedback=QgsProcessingFeedback(False))
    with Atlas.open(path, update=True) as atlas:
        atlas.execute(
            fill(
                "UPDATE frame SET filename = replace(filename, {prefix}, '') WHERE version_doi = '10000012'",
                prefix=f"{UAV}_1_",
            )
        )
        atlas.execute(
            fill(
                "UPDATE frame SET filename = 'twice.jpeg' WHERE filename IN ({names})",
                names=[f"{ASV}_1_3.jpeg", "3.jpeg"],
            )
        )
    return path


@pytest.fixture
def atlas(template, tmp_path):
    return Path(shutil.copyfile(template, tmp_path / "atlas.gpkg"))


@pytest.fixture
def feedback():
    return QgsProcessingFeedback(False)


class Telling(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.told = []

    def pushWarning(self, warning):
        self.told.append(warning)


def query(path, sql, *values):
    base = sqlite3.connect(path)
    try:
        return base.execute(sql, values).fetchall()
    finally:
        base.close()


def stored(path, session=2):
    """The annotations of a session as (filename, label id) → value."""
    return {
        (name, label): value
        for name, label, value in query(
            path,
            "SELECT f.filename, a.ml_label_id, a.value FROM multilabel_annotation a "
            "JOIN frame f ON f.id = a.frame_id WHERE a.ml_annotation_session_id = ?",
            session,
        )
    }


@pytest.fixture
def write(tmp_path):
    def write(text, name=NAME, encoding="utf-8"):
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


def only(report):
    (outcome,) = report.files
    return outcome


def run(atlas, path, **options):
    return only(import_annotations(atlas, path, feedback=QgsProcessingFeedback(False), **options))


def refused(atlas, path, *parts, **options):
    """The file fails with all these words, and nothing of it stays."""
    before = query(atlas, "SELECT count(*) FROM multilabel_annotation"), list_annotation_sessions(atlas)
    outcome = run(atlas, path, **options)
    assert outcome.status is Status.FAILED
    for part in parts:
        assert part in outcome.message
    assert (
        query(atlas, "SELECT count(*) FROM multilabel_annotation"),
        list_annotation_sessions(atlas),
    ) == before
    return outcome


SIMPLE = f"FileName,Sand,Rock,Turf\n{ASV}_1_0.jpeg,1,0,\n{ASV}_1_1.jpeg,,1,0\n"
SIMPLE_STORED = {
    (f"{ASV}_1_0.jpeg", 39): 1,
    (f"{ASV}_1_0.jpeg", 38): 0,
    (f"{ASV}_1_1.jpeg", 38): 1,
    (f"{ASV}_1_1.jpeg", 11): 0,
}


def test_a_file_is_imported_and_empty_cells_are_not_annotations(atlas, write):
    outcome = run(atlas, write(SIMPLE))
    assert outcome.status is Status.ADDED
    assert (outcome.images, outcome.matched, outcome.labels, outcome.annotations) == (2, 2, 3, 4)
    assert stored(atlas) == SIMPLE_STORED
    assert query(
        atlas, "SELECT annotation_date, author_name, dataset_name FROM multilabel_annotation_session"
    )[1] == (
        "2024-06-01 08:00:00",
        "ana-lima",
        "second_look",
    )


def test_a_repeat_changes_nothing(atlas, write):
    path = write(SIMPLE)
    first = run(atlas, path)
    before = atlas.read_bytes()
    second = run(atlas, path)
    assert second.status is Status.UNCHANGED and second.session_id == first.session_id
    assert "same content" in second.message
    assert query(atlas, "SELECT count(*) FROM multilabel_annotation WHERE ml_annotation_session_id = 2") == [
        (4,)
    ]
    assert atlas.read_bytes()[96:] == before[96:]  # but for the header's change counter


def test_the_same_session_with_other_content_is_refused_with_the_difference(atlas, write):
    run(atlas, write(SIMPLE))
    other = SIMPLE.replace("1,0,\n", "0,0,1\n").replace(",1,0\n", ",1,\n")
    refused(
        atlas,
        write(other),
        "other content",
        "1 values only in the file, 1 only in the atlas, 1 differ",
        f"{ASV}_1_0.jpeg, Sand: 0 in the file, 1 in the atlas",
        "Remove that session first",
    )
    assert stored(atlas) == SIMPLE_STORED
    remove_annotations(atlas, 2, feedback=QgsProcessingFeedback(False))
    assert run(atlas, write(other)).status is Status.ADDED


def test_preview_and_dry_run_tell_and_change_nothing(atlas, write, feedback):
    path = write(SIMPLE)
    before = atlas.read_bytes()
    for report in (
        preview_annotations(atlas, path, feedback=feedback),
        import_annotations(atlas, path, dry_run=True, feedback=feedback),
    ):
        assert report.dry_run
        assert (only(report).status, only(report).annotations, only(report).matched) == (Status.PLANNED, 4, 2)
    assert atlas.read_bytes() == before


def test_labels_have_present_and_earlier_names(atlas, write):
    path = write(f"FileName,Algae_sodding,Acropore_branched,Sand\n{ASV}_1_0.jpeg,1,1,1\n")
    assert run(atlas, path).dropped_labels == ()
    assert set(stored(atlas)) == {(f"{ASV}_1_0.jpeg", label) for label in (11, 2, 39)}


@pytest.mark.parametrize("carried", ["Algae_Halimeda", "Halimeda"])
@pytest.mark.parametrize("written", ["Algae_Halimeda", "Halimeda", "Algae_drawn_up"])
def test_whichever_name_an_atlas_carries_the_others_are_understood(
    tmp_path, write, carried, written, feedback
):
    path = make_legacy_atlas(tmp_path / "atlas.gpkg", sessions=1, frames=3)
    base = sqlite3.connect(path)
    base.execute("UPDATE multilabel_label SET name = ? WHERE id = 9", (carried,))
    base.commit()
    base.close()
    migrate_atlas(path, backup=False, feedback=feedback)
    assert run(path, write(f"FileName,{written}\n{ASV}_1_0.jpeg,1\n")).status is Status.ADDED
    assert stored(path) == {(f"{ASV}_1_0.jpeg", 9): 1}


def test_two_names_of_one_label_are_refused(atlas, write):
    path = write(f"FileName,Turf,Algae_Turf\n{ASV}_1_0.jpeg,1,0\n")
    refused(atlas, path, NAME, "column “Algae_Turf”", "same label as column “Turf”")


def test_unknown_labels_are_left_out_with_a_suggestion(atlas, write):
    path = write(f"FileName,Sands,dead coral,Quux,Sand\n{ASV}_1_0.jpeg,1,what,7,1\n")
    told = Telling()
    outcome = only(import_annotations(atlas, path, feedback=told))
    assert [(d.column, d.suggestion) for d in outcome.dropped_labels] == [
        ("Sands", "did you mean Sand?"),
        ("dead coral", "did you mean Dead_coral?"),
        ("Quux", ""),
    ]
    assert any("“Sands” left out, not a label of the atlas. did you mean Sand?" in text for text in told.told)
    assert stored(atlas) == {(f"{ASV}_1_0.jpeg", 39): 1}


def test_a_name_of_two_labels_is_never_guessed(atlas, write):
    alone = write(f"FileName,Turbinaria,Sand\n{ASV}_1_0.jpeg,1,1\n")
    outcome = only(preview_annotations(atlas, alone, feedback=QgsProcessingFeedback(False)))
    (dropped,) = outcome.dropped_labels
    assert dropped.column == "Turbinaria" and "Turbinaria_133" in dropped.suggestion
    numbered = write(f"FileName,Turbinaria_144,Turbinaria (133)\n{ASV}_1_0.jpeg,1,0\n")
    run(atlas, numbered)
    assert stored(atlas) == {(f"{ASV}_1_0.jpeg", 144): 1, (f"{ASV}_1_0.jpeg", 133): 0}
    both = write(f"FileName,Turbinaria,Turbinaria.1\n{ASV}_1_0.jpeg,0,1\n")
    outcome = run(atlas, both)
    assert outcome.status is Status.UNCHANGED
    assert "Turbinaria = 133, Turbinaria.1 = 144" in outcome.notes[0]


def test_unknown_images_are_left_out_with_a_suggestion(atlas, write):
    path = write(f"FileName,Sand\n{ASV}_1_0.jpg,1\nnowhere.jpeg,1\n{ASV}_1_1.jpeg,1\n")
    outcome = run(atlas, path)
    assert (outcome.images, outcome.matched) == (3, 1)
    assert [(d.row, d.file_name, d.suggestion) for d in outcome.dropped_images] == [
        (2, f"{ASV}_1_0.jpg", f"did you mean {ASV}_1_0.jpeg?"),
        (3, "nowhere.jpeg", ""),
    ]


def test_a_file_of_unknown_images_alone_fails(atlas, write):
    outcome = refused(atlas, write("FileName,Sand\nnowhere.jpeg,1\n"), "none of its 1 images", "nowhere.jpeg")
    assert [image.file_name for image in outcome.dropped_images] == ["nowhere.jpeg"]


def test_names_with_and_without_the_session_are_the_same_image(atlas, write):
    path = write(f"FileName,Sand\n{UAV}_1_5.jpeg,1\n1_6.jpeg,0\n{ASV}_1_7.jpeg,1\n")
    # In the atlas: “5.jpeg” of the UAV session (without its name) and “<session>_1_6.jpeg” of two others.
    outcome = run(atlas, path)
    assert [(d.file_name, "2 frames" in d.reason) for d in outcome.dropped_images] == [
        (f"{UAV}_1_5.jpeg", False),
        ("1_6.jpeg", True),
    ]
    outcome = run(
        atlas, write(f"FileName,Sand\n{UAV}_5.jpeg,1\n{ASV}_1_7.jpeg,1\n", "20240101_000000__a__b.csv")
    )
    assert outcome.dropped_images == ()
    assert set(stored(atlas, 3)) == {("5.jpeg", 39), (f"{ASV}_1_7.jpeg", 39)}
    path = write("FileName,frame_doi,Sand\n1_6.jpeg,10000022,1\n", "20240101_000000__a__c.csv")
    run(atlas, path)
    assert set(stored(atlas, 4)) == {(f"{SCUBA}_1_6.jpeg", 39)}


@pytest.mark.parametrize(
    "doi", ["10000012", "10.5281/zenodo.10000012", "https://doi.org/10.5281/zenodo.10000012", "10000012.0"]
)
def test_a_doubled_name_is_resolved_by_the_version(atlas, write, doi):
    ambiguous = run(atlas, write(f"FileName,Sand\ntwice.jpeg,1\n{ASV}_1_7.jpeg,1\n"))
    (dropped,) = ambiguous.dropped_images
    assert "2 frames have this name" in dropped.reason and "frame_doi" in dropped.reason
    assert set(stored(atlas)) == {(f"{ASV}_1_7.jpeg", 39)}
    path = write(
        f"FileName,frame_doi,Sand\ntwice.jpeg,{doi},1\n{ASV}_1_7.jpeg,,1\n", "20240101_000000__a__b.csv"
    )
    outcome = run(atlas, path)
    assert outcome.matched == 2
    assert query(
        atlas,
        "SELECT f.version_doi FROM multilabel_annotation a JOIN frame f ON f.id = a.frame_id "
        "WHERE ml_annotation_session_id = 3 AND f.filename = 'twice.jpeg'",
    ) == [("10000012",)]


def test_a_frame_of_another_version_is_left_out(atlas, write):
    path = write(f"FileName,frame_doi,Sand\n{ASV}_1_0.jpeg,999,1\n{ASV}_1_1.jpeg,10000002,1\n")
    (dropped,) = run(atlas, path).dropped_images
    assert dropped.reason == "not a frame of version 999"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2", "“2” is neither 1, nor 0, nor empty"),
        ("-1", "“-1”"),
        ("yes", "“yes”"),
        ("=1+1", "“=1+1”"),
        ("0.5", "“0.5”"),
        ("'; DROP TABLE frame; --", "DROP TABLE"),
        ("1 0", "“1 0”"),
    ],
)
def test_any_other_value_is_an_error_with_its_place_and_the_file_stays_out(atlas, write, cell, told):
    path = write(f"FileName,Sand,Rock\n{ASV}_1_0.jpeg,1,0\n{ASV}_1_1.jpeg,1,{cell}\n")
    refused(atlas, path, NAME, "row 3", "column “Rock”", told)


@pytest.mark.parametrize("cell", ["1", "1.0", " 1 ", '"1"'])
def test_ways_to_write_one(atlas, write, cell):
    run(atlas, write(f"FileName,Sand\n{ASV}_1_0.jpeg,{cell}\n"))
    assert stored(atlas) == {(f"{ASV}_1_0.jpeg", 39): 1}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("FileName,Sand\n,1\n", ["row 2", "FileName", "empty"]),
        ("FileName,frame_doi,Sand\nx,zenodo,1\n", ["row 2", "frame_doi", "not the DOI"]),
        ("Image,Sand\nx,1\n", ["no column FileName", "Image, Sand"]),
        ("FileName,Foo\nx,1\n", ["no column has a label"]),
        ("FileName,Sand,Sand\nx,1,1\n", ["column “Sand”", "twice"]),
        ("FileName,Sand\nx,1,2\n", ["row 2", "3 cells"]),
        ('FileName,Sand\n"x,1\n', ["quotation mark"]),
        ("", ["empty"]),
        (b"\x00\x01\x02", ["not a text file"]),
        ("FileName,Sand\n", ["every cell is empty"]),
    ],
)
def test_broken_files_are_refused_clearly(atlas, write, text, parts):
    refused(atlas, write(text), NAME, *parts)


def test_contradicting_rows_of_one_image_are_refused_and_agreeing_ones_are_one(atlas, write):
    path = write(f"FileName,Sand,Rock\n{ASV}_1_0.jpeg,1,0\n{ASV}_1_1.jpeg,1,1\n{ASV}_1_0.jpeg,1,1\n")
    refused(atlas, path, "row 4", "column “Rock”", "earlier row with another value")
    path = write(f"FileName,Sand,Rock\n{ASV}_1_0.jpeg,1,\n{ASV}_1_1.jpeg,1,1\n{ASV}_1_0.jpeg,1,0\n")
    assert run(atlas, path).annotations == 4
    assert run(atlas, path).status is Status.UNCHANGED


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("latin-1"),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("FileName,Sand,Rock", '"FileName","Sand" , "Rock"').encode(),
        lambda text: text.replace("FileName,Sand,Rock", "filename,Sand,Rock").encode(),
        lambda text: text.replace("\n", ",,\n").encode(),
        lambda text: (text + ",,,\n\n").encode(),
    ],
    ids=[
        "latin-1",
        "bom",
        "utf-16",
        "semicolon",
        "tab",
        "crlf",
        "quoted",
        "lowercase",
        "trailing",
        "blank rows",
    ],
)
def test_files_of_many_makers_are_read(atlas, write, encode):
    path = write(encode(f"FileName,Sand,Rock,Étrange\n{ASV}_1_0.jpeg,1,0,\n"))
    run(atlas, path)
    assert stored(atlas) == {(f"{ASV}_1_0.jpeg", 39): 1, (f"{ASV}_1_0.jpeg", 38): 0}


def test_ten_thousand_columns(atlas, write):
    others = [f"col{n}" for n in range(10_000)]
    path = write(
        ",".join(["FileName", *others, "Sand"])
        + "\n"
        + ",".join([f"{ASV}_1_0.jpeg", *["x"] * 10_000, "1"])
        + "\n"
    )
    assert len(run(atlas, path).dropped_labels) == 10_000
    assert stored(atlas) == {(f"{ASV}_1_0.jpeg", 39): 1}


def test_names_with_sql_in_them_are_only_names(atlas, write):
    evil = "'); DROP TABLE frame; --"
    path = write(
        f'FileName,Sand,"{evil}"\n"{evil}",1,1\n{ASV}_1_0.jpeg,1,1\n', f"20240101_000000__{evil}__x{evil}.csv"
    )
    outcome = run(atlas, path)
    assert outcome.dropped_images[0].file_name == evil
    assert outcome.dropped_labels[0].column == evil
    (session,) = list_annotation_sessions(atlas)[:1]
    assert session.key.author == evil
    assert query(atlas, "SELECT count(*) FROM frame") == [(72,)]


def test_a_name_that_does_not_tell_needs_typed_values(atlas, write):
    path = write(SIMPLE, "labels.csv")
    refused(atlas, path, "labels.csv", "date, author, dataset", "20240524_151409__ana-lima__second_look.csv")
    outcome = run(atlas, path, date="2024-01-02", author="me", dataset="mine")
    assert str(outcome.session) == "2024-01-02 00:00:00 · me · mine"
    refused(atlas, path, "not a date", date="yesterday", author="me", dataset="mine")
    outcome = run(atlas, write(SIMPLE), author="somebody-else")
    assert str(outcome.session) == "2024-06-01 08:00:00 · somebody-else · second_look"


@pytest.mark.parametrize(
    ("name", "session"),
    [
        ("20240524_151409__victor-russias__a__b.csv", "2024-05-24 15:14:09 · victor-russias · a"),
        ("20240524_151409__v__labels.csv", "2024-05-24 15:14:09 · v · labels"),
        ("20240524_151409__v__x_labels.CSV", "2024-05-24 15:14:09 · v · x"),
        ("20240524_151409__v__x__reef_labels.csv", "2024-05-24 15:14:09 · v · x"),
        ("20240524_151409__v__x_labels__reef.csv", "2024-05-24 15:14:09 · v · x"),
    ],
)
def test_names_of_files(atlas, write, name, session):
    assert str(run(atlas, write(SIMPLE, name)).session) == session


def test_a_folder_imports_what_it_can_and_tells_the_rest(atlas, write, feedback):
    write(SIMPLE)
    write("FileName,Sand\nx,9\n", "20240101_000000__a__bad.csv")
    write(SIMPLE, "20240102_000000__a__good.csv")
    folder = write("not a csv", "notes.txt").parent
    report = import_annotations(atlas, folder, feedback=feedback)
    assert [(f.path.name, f.status) for f in report.files] == [
        ("20240101_000000__a__bad.csv", Status.FAILED),
        ("20240102_000000__a__good.csv", Status.ADDED),
        (NAME, Status.ADDED),
    ]
    assert report.annotations_added == 8
    with pytest.raises(InputError, match="no CSV file"):
        import_annotations(atlas, atlas.parent, feedback=feedback)


def test_cancel_keeps_finished_files_and_nothing_of_the_next(atlas, write):
    class CancelAtTheSecond(QgsProcessingFeedback):
        def setProgressText(self, text):
            if "2 of 2" in text:
                self.cancel()

    write(SIMPLE, "20240101_000000__a__one.csv")
    folder = write(SIMPLE, "20240102_000000__a__two.csv").parent
    with pytest.raises(Cancelled):
        import_annotations(atlas, folder, feedback=CancelAtTheSecond(False))
    assert [s.key.dataset for s in list_annotation_sessions(atlas)] == ["one", "first_look"]


def test_sessions_are_listed_found_and_removed(atlas, write, feedback):
    before = query(atlas, "SELECT count(*) FROM multilabel_annotation")
    run(atlas, write(SIMPLE))
    session = list_annotation_sessions(atlas)[-1]
    assert (session.annotations, session.images, session.labels) == (4, 2, 3)
    frames, bounds = annotated_frames(atlas, session.id)
    assert [(i,) for i in frames] == query(
        atlas, "SELECT id FROM frame WHERE filename IN (?, ?)", *(n for n, _ in list(SIMPLE_STORED)[::2])
    )
    assert bounds.xMinimum() == pytest.approx(55.279, abs=1e-4)
    assert remove_annotations(atlas, session.id, dry_run=True, feedback=feedback).session == session
    assert len(list_annotation_sessions(atlas)) == 2
    removal = remove_annotations(atlas, NAME[:-4], feedback=feedback)
    assert removal.session == session
    assert query(atlas, "SELECT count(*) FROM multilabel_annotation") == before
    with pytest.raises(InputError, match="no annotation session “2”"):
        remove_annotations(atlas, 2, feedback=feedback)


def test_an_atlas_that_needs_migration_is_refused(tmp_path, write, feedback):
    path = make_legacy_atlas(tmp_path / "old.gpkg")
    with pytest.raises(AtlasError, match="Migrate atlas"):
        import_annotations(path, write(SIMPLE), feedback=feedback)
    with pytest.raises(InputError, match="type of annotation"):
        import_annotations(path, write(SIMPLE), annotation_type="boxes", feedback=feedback)


def todays_files(source, folder):
    """An atlas of today's tools with the annotation files that it was made of."""
    if source == "of today's tools":
        for archive in ("legacy_atlas.zip", "legacy_sessions.zip"):
            with zipfile.ZipFile(SHARED / archive) as file:
                file.extractall(folder)
        (path,) = folder.rglob("seatizen_atlas_db.gpkg")
        (files,) = folder.rglob("ann7")
        return path, files, (2, 1)
    path = make_legacy_atlas(folder / "atlas.gpkg")
    files = folder / "files"
    files.mkdir()
    labels = [name for (name,) in query(path, "SELECT name FROM multilabel_label WHERE id <= 40 ORDER BY id")]
    lines = [",".join(["FileName", *labels, "Not_a_label"])]
    for frame, name in query(path, "SELECT id, filename FROM frame WHERE id <= 10"):
        values = query(
            path, "SELECT value FROM multilabel_annotation WHERE frame_id = ? ORDER BY ml_label_id", frame
        )
        lines.append(",".join([name, *(str(value) for (value,) in values), "1"]))
    lines.append(",".join(["unknown.jpeg", *"0" * 40, "1"]))
    (files / "20240524_151409__victor-russias__first_look.csv").write_text("\n".join(lines), encoding="utf-8")
    return path, files, (1, 1)


@pytest.mark.parametrize("source", ["generated", *(["of today's tools"] if SHARED.exists() else [])])
def test_the_files_of_today_give_the_annotations_of_todays_atlas(tmp_path, feedback, source):
    path, files, dropped = todays_files(source, tmp_path)
    rows = (
        "SELECT a.value, a.frame_id, a.ml_label_id, s.annotation_date, s.author_name, s.dataset_name "
        "FROM multilabel_annotation a JOIN multilabel_annotation_session s "
        "ON s.id = a.ml_annotation_session_id ORDER BY 4, 2, 3"
    )
    todays = query(path, rows)
    migrate_atlas(path, backup=False, feedback=feedback)
    again = import_annotations(path, files, feedback=feedback)
    assert {file.status for file in again.files} == {Status.UNCHANGED}
    for session in list_annotation_sessions(path):
        remove_annotations(path, session.id, feedback=feedback)
    report = import_annotations(path, files, feedback=feedback)
    assert query(path, rows) == todays
    assert (report.images_dropped, report.labels_dropped) == dropped


def test_through_qgis_process(qgis_process, atlas, write, tmp_path):
    path = write(SIMPLE)
    report = tmp_path / "report.json"
    code, results, errors = qgis_process.run("importannotations", ATLAS=atlas, INPUT=path, REPORT=report)
    assert code == 0, errors
    assert results["FILES_IMPORTED"] == 1 and results["ANNOTATIONS_ADDED"] == 4
    assert json.loads(report.read_text())["files"][0]["session"]["author"] == "ana-lima"
    code, results, errors = qgis_process.run("importannotations", ATLAS=atlas, INPUT=path)
    assert code == 0 and results["FILES_UNCHANGED"] == 1
    code, results, errors = qgis_process.run(
        "importannotations", ATLAS=atlas, INPUT=path, AUTHOR="x", ANNOTATION_DATE="no"
    )
    assert code != 0 and "not a date of annotation" in errors and "Traceback" not in errors
    code, results, errors = qgis_process.run("removeannotations", ATLAS=atlas, ANNOTATION_SESSION=2)
    assert code == 0 and results["ANNOTATIONS_REMOVED"] == 4


def test_the_algorithm_fails_when_every_file_does(atlas, write):
    from qgis.core import QgsProcessingContext, QgsProcessingException

    bad = write("FileName,Sand\nx,9\n")
    with pytest.raises(QgsProcessingException, match="neither 1"):
        ImportAnnotations().create().processAlgorithm(
            {"ATLAS": str(atlas), "INPUT": str(bad)}, QgsProcessingContext(), QgsProcessingFeedback(False)
        )


def test_a_file_of_the_labelling_tool_is_the_same_session(atlas, write, tmp_path):
    """The tool writes a group of labels behind the dataset: imported beside the plain name it doubled all."""
    plain = write(SIMPLE, name="20240601_080000__ana-lima__second_look.csv")
    assert run(atlas, plain).status is Status.ADDED
    tool = plain.with_name("20240601_080000__ana-lima__second_look__reef_labels.csv")
    plain.rename(tool)
    assert run(atlas, tool).status is Status.UNCHANGED
    assert len([s for s in list_annotation_sessions(atlas) if s.key.author == "ana-lima"]) == 1


def test_a_session_that_was_kept_under_the_tools_name_is_found_again(atlas, write):
    """Earlier versions took the group for part of the dataset; such atlases are in use."""
    path = write(SIMPLE, name="20240601_080000__ana-lima__second_look.csv")
    run(atlas, path)
    with Atlas.open(atlas, update=True) as base:
        base.execute(
            "UPDATE multilabel_annotation_session SET dataset_name = 'second_look__reef'"
            " WHERE author_name = 'ana-lima'"
        )
    assert run(atlas, path).status is Status.UNCHANGED
    remove_annotations(atlas, path.stem, feedback=QgsProcessingFeedback(False))
    assert not [s for s in list_annotation_sessions(atlas) if s.key.author == "ana-lima"]
