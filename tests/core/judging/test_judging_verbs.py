# SPDX-License-Identifier: GPL-2.0-or-later
"""Agreement and change, every count of them recomputed from the CSV files that the exports write."""

from __future__ import annotations

import math

import pandas
import pytest
from qgis.core import NULL, QgsApplication, QgsFeatureRequest, QgsProcessingContext, QgsProcessingFeedback
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import Cancelled, InputError
from seatizen_atlas.core.exports.tables import export_tables
from seatizen_atlas.core.judging.agreement import agreement
from seatizen_atlas.core.judging.change import change
from seatizen_atlas.core.processing.provider import SeatizenProvider
from seatizen_atlas.core.selection.filters import FrameFilter

CLASSES = ("Acropora_Branching", "Sand", "Rubble")


@pytest.fixture
def silent():
    return QgsProcessingFeedback(False)


@pytest.fixture
def judged_atlas(surveyed_atlas):
    """Two people, the second of whom looks again at some frames of the first and thinks otherwise."""
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.transaction():
        atlas.execute(
            "INSERT INTO multilabel_annotation_session (id, annotation_date, dataset_name, author_name)"
            " VALUES (1, '2024-06-01 10:00:00', 'first', 'ana'), (2, '2024-07-01 10:00:00', 'second', 'ben')"
        )
        labels = ", ".join(f"'{name}'" for name in CLASSES)
        for session, modulus, twist in ((1, 5, 3), (2, 15, 4)):
            atlas.execute(
                "INSERT INTO multilabel_annotation (value, frame_id, ml_label_id, ml_annotation_session_id)"
                f" SELECT (f.id + c.id) % {twist} = 0 OR abs(f.id * 7 + c.id) % 11 < 3, f.id,"
                f" c.ml_label_id, {session} FROM frame f, multilabel_class c"
                f" WHERE c.name IN ({labels}) AND f.id % {modulus} = 0"
            )
    return surveyed_atlas


def exported(atlas, folder, values):
    """Scores and annotations by image, as others would read them; -1 is “not annotated”."""
    tables = ("metadata_multilabel_predictions", "metadata_multilabel_annotation")
    export_tables(
        atlas, folder, tables=tables, formats=("csv",), wanted=FrameFilter(), values=values,
        feedback=QgsProcessingFeedback(False),
    )  # fmt: skip
    return [pandas.read_csv(folder / f"{name}.csv").set_index("FileName") for name in tables]


def plain(report, name):
    return next(one for one in report.classes if one.name == name)


def test_every_count_is_that_of_the_exports(judged_atlas, tmp_path, silent):
    (tmp_path / "presence").mkdir()
    presence, people = exported(judged_atlas, tmp_path / "presence", "presence")
    report = agreement(judged_atlas, FrameFilter(), silent)
    assert {one.name for one in report.classes} == set(CLASSES)
    judged = set()
    for name in CLASSES:
        both = presence[[name]].join(people[[name]], rsuffix="_people", how="inner").dropna()
        both = both[both[f"{name}_people"] >= 0]
        judged |= set(both.index)
        said, seen = both[name] == 1, both[f"{name}_people"] == 1
        counts = plain(report, name).counts
        assert (counts.tp, counts.fp, counts.fn, counts.tn) == (
            (said & seen).sum(), (said & ~seen).sum(), (~said & seen).sum(), (~said & ~seen).sum()
        )  # fmt: skip
        assert counts.frames == len(both) > 50
        cells = plain(report, name).cells
        assert {cell: len(frames) for cell, frames in cells.items()} == {
            "tp": counts.tp, "fp": counts.fp, "fn": counts.fn, "tn": counts.tn
        }  # fmt: skip
    assert report.frames == len(judged)


def test_only_the_sessions_that_are_asked_count(judged_atlas, silent):
    first = agreement(judged_atlas, FrameFilter(classes=("Sand",)), silent, reference=("1",))
    second = agreement(
        judged_atlas, FrameFilter(classes=("Sand",)), silent, reference=("20240701_100000__ben__second",)
    )
    with Atlas.open(judged_atlas) as atlas:
        counts = dict(
            atlas.rows(
                "SELECT a.ml_annotation_session_id AS s, count(*) FROM multilabel_annotation a JOIN"
                " multilabel_class c ON c.ml_label_id = a.ml_label_id AND c.name = 'Sand' GROUP BY 1"
            )
        )
    assert [plain(one, "Sand").counts.frames for one in (first, second)] == [counts[1], counts[2]]
    with pytest.raises(InputError, match="no annotation session “9”"):
        agreement(judged_atlas, FrameFilter(), silent, reference=("9",))


def test_people_against_people(judged_atlas, silent):
    report = agreement(judged_atlas, FrameFilter(), silent, reference=("1",), against=("2",))
    with Atlas.open(judged_atlas) as atlas:
        rows = atlas.rows(
            "SELECT x.value AS first, y.value AS second FROM multilabel_annotation x"
            " JOIN multilabel_annotation y ON y.frame_id = x.frame_id AND y.ml_label_id = x.ml_label_id"
            " JOIN multilabel_label l ON l.id = x.ml_label_id AND l.name = 'Sand'"
            " WHERE x.ml_annotation_session_id = 1 AND y.ml_annotation_session_id = 2"
        )
    sand = plain(report, "Sand")
    assert (sand.counts.tp, sand.counts.fp, sand.counts.fn, sand.counts.tn) == tuple(
        rows.count(cell) for cell in ((1, 1), (0, 1), (1, 0), (0, 0))
    )
    assert sand.threshold is None and sand.fitting_threshold is None


def test_candidates_are_the_frames_where_they_differ(judged_atlas, tmp_path, silent):
    path = tmp_path / "candidates.csv"
    report = agreement(judged_atlas, FrameFilter(), silent, candidates=path)
    table = pandas.read_csv(path, dtype={"version_doi": str})
    assert list(table.columns) == ["version_doi", "relative_file_path", "label", "score", "annotation"]
    assert len(table) == report.candidates == sum(o.counts.fp + o.counts.fn for o in report.classes)
    thresholds = {one.name: one.threshold for one in report.classes}
    assert ((table["score"] >= table["label"].map(thresholds)) != (table["annotation"] == 1)).all()
    with Atlas.open(judged_atlas) as atlas:
        known = set(atlas.rows("SELECT version_doi, relative_file_path FROM frame"))
    assert set(zip(table["version_doi"], table["relative_file_path"])) <= known


def test_no_frame_of_both_is_said(surveyed_atlas, tmp_path, silent):
    path = tmp_path / "candidates.csv"
    with pytest.raises(InputError, match="no frame that both judged"):
        agreement(surveyed_atlas, FrameFilter(), silent, candidates=path)
    assert not path.exists()


def test_cancel_writes_nothing(judged_atlas, tmp_path):
    feedback = QgsProcessingFeedback(False)
    feedback.cancel()
    with pytest.raises(Cancelled):
        agreement(judged_atlas, FrameFilter(), feedback, candidates=tmp_path / "c.csv")
    assert not list(tmp_path.glob("c.csv*"))


def test_change_is_that_of_the_exports(judged_atlas, tmp_path, silent):
    for values in ("presence", "score"):
        (tmp_path / values).mkdir()
    presence, people = exported(judged_atlas, tmp_path / "presence", "presence")
    scores, _ = exported(judged_atlas, tmp_path / "score", "score")
    report = change(judged_atlas, FrameFilter(classes=CLASSES), silent)
    years = presence.index.str[:4].astype(int)
    assert report.years == len(set(years))
    assert report.frames == len(presence)
    assert [row.year for row in report.rows if row.name == "Sand"] == list(range(min(years), max(years) + 1))
    for row in report.rows:
        here = presence[years == row.year]
        looks = people[(people.index.str[:4] == str(row.year)) & (people[row.name] >= 0)][row.name]
        assert (row.frames, row.predicted, row.present) == (len(here), len(here), here[row.name].sum())
        assert row.sessions == here.index.str.replace(r"_[^_]*$", "", regex=True).nunique()
        assert (row.annotated, row.seen) == (len(looks), (looks == 1).sum())
        if len(here):
            assert row.share == pytest.approx(here[row.name].mean())
            assert row.mean_score == pytest.approx(scores[years == row.year][row.name].mean())
        else:
            assert row.share is None and row.mean_score is None and row.sessions == 0
        if row.sessions < 2:
            assert row.share_low is None
        else:
            assert row.share_low <= row.share <= row.share_high


@pytest.fixture
def toolbox():
    provider = SeatizenProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield
    QgsApplication.processingRegistry().removeProvider(provider)


def run(name, **parameters):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"seatizen:{name}")
    context = QgsProcessingContext()
    results, ok = algorithm.run(parameters, context, QgsProcessingFeedback(False))
    assert ok
    layer = context.takeResultLayer(results["OUTPUT"])
    return results, [feature.attributeMap() for feature in layer.getFeatures(QgsFeatureRequest())]


def test_the_tables_have_the_columns_of_the_contract(toolbox, judged_atlas, tmp_path):
    candidates = tmp_path / "candidates.csv"
    results, rows = run(
        "agreement", ATLAS=str(judged_atlas), CLASSES="Sand", OUTPUT="memory:", CANDIDATES=str(candidates)
    )
    assert set(rows[0]) >= set(
        "class frames tp fp fn tn precision recall f1 kappa kappa_low kappa_high threshold"
        " fitting_threshold".split()
    )
    assert results["FRAMES"] == rows[0]["frames"] and candidates.exists()
    results, rows = run("change", ATLAS=str(judged_atlas), CLASSES="Sand", OUTPUT="memory:")
    assert results["YEARS"] == sum(row["sessions"] > 0 for row in rows)
    assert results["FRAMES"] == sum(row["frames"] for row in rows)
    empty = [row for row in rows if not row["frames"]]
    assert all(row["share"] in (None, NULL) for row in empty)
    assert not any(isinstance(row["share"], float) and math.isnan(row["share"]) for row in rows)
