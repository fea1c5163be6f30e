# SPDX-License-Identifier: GPL-2.0-or-later
"""A frame with all that is known of it, and its track."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.annotations.importing import import_annotations
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasError
from seatizen_atlas.core.reading.frames import natural, read_frame, read_track


def ids(path, sql):
    with Atlas.open(path) as atlas:
        return [row[0] for row in atlas.rows(sql)]


def test_a_track_is_in_the_order_of_time_then_of_numbers(surveyed_atlas):
    first = ids(surveyed_atlas, "SELECT min(id) AS n FROM frame")[0]
    track = read_track(surveyed_atlas, first)
    assert len(track) > 10
    assert {spot.image.version_doi for spot in track} == {track[0].image.version_doi}
    keys = [(spot.time, natural(spot.filename)) for spot in track]
    assert keys == sorted(keys)


def test_numbers_in_names_count_by_value():
    assert sorted(["a_10.jpg", "a_9.jpg", "A_1.jpg"], key=natural) == ["A_1.jpg", "a_9.jpg", "a_10.jpg"]


def test_scores_come_with_thresholds_the_highest_first(surveyed_atlas):
    frame = ids(surveyed_atlas, "SELECT min(frame_id) AS n FROM multilabel_prediction")[0]
    facts = read_frame(surveyed_atlas, frame)
    assert facts.model == "DinoVdeau"
    assert len(facts.scores) == 31
    assert [s.score for s in facts.scores] == sorted((s.score for s in facts.scores), reverse=True)
    assert all(s.present == (s.score >= s.threshold) for s in facts.scores)
    assert facts.session and facts.deposit_doi and facts.spot.frame_id == frame


def test_of_several_looks_the_newest_counts(surveyed_atlas, tmp_path):
    frame = ids(surveyed_atlas, "SELECT min(id) AS n FROM frame")[0]
    name = read_frame(surveyed_atlas, frame).spot.filename
    for day, author, value in (("20240601", "jean-hoarau", 1), ("20240101", "ana-lima", 0)):
        path = tmp_path / f"{day}_080000__{author}__look.csv"
        path.write_text(f"FileName,Sand,Fish\n{name},{value},0\n")
        import_annotations(surveyed_atlas, path, feedback=QgsProcessingFeedback(False))
    facts = read_frame(surveyed_atlas, frame)
    assert [(look.author, look.date) for look in facts.looks] == [
        ("jean-hoarau", "2024-06-01"),
        ("ana-lima", "2024-01-01"),
    ]
    assert facts.looks[0].values == {"Sand": True, "Fish": False}
    sand = ids(surveyed_atlas, "SELECT id + 0 AS n FROM multilabel_label WHERE name = 'Sand'")[0]
    assert facts.seen[sand] is True


def test_a_frame_that_is_gone_is_told(surveyed_atlas):
    with pytest.raises(AtlasError, match="no more"):
        read_frame(surveyed_atlas, 99_999_999)
