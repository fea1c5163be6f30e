# SPDX-License-Identifier: GPL-2.0-or-later
"""The rule of the published tables, written out cell by cell in plain Python over random contents."""

from __future__ import annotations

import csv
import random
import sqlite3

import pytest
from seatizen_atlas.core import files as files_module
from seatizen_atlas.core.exports import tables as tables_module
from seatizen_atlas.core.exports.tables import TABLES, export_tables

DOI = "https://doi.org/10.5281/zenodo."
SESSIONS = {
    # deposit: name, its versions from the oldest to the newest, place, day
    9999990: ("20210105_REU-SAINT-LEU_ASV-1_00", (9999991, 10000002), "SAINT-LEU", "2021-01-05"),
    10000010: ("20220614_MYT-NGOUJA_scuba", (10000011,), "NGOUJA", "2022-06-14"),
}
POSITION = ["GPSLatitude", "GPSLongitude"]
ATTITUDE = ["GPSAltitude", "GPSRoll", "GPSPitch", "GPSTrack"]


def real(value):
    return "" if value is None else repr(float(value))


class Contents:
    """What a test put into an atlas, and what the tables have to say of it."""

    def __init__(self, made, point, seed):
        chance = random.Random(seed)
        self.frames, self.scores, self.annotations = {}, {}, []
        with sqlite3.connect(made.path) as database:
            self.classes = database.execute(
                "SELECT c.id, c.name, c.threshold FROM multilabel_class c WHERE ml_model_id ="
                " (SELECT id FROM multilabel_model ORDER BY creation_date DESC, id DESC LIMIT 1)"
                " ORDER BY c.id"
            ).fetchall()
            self.labels = database.execute("SELECT id, name FROM multilabel_label ORDER BY id").fetchall()
        database.close()
        for deposit, (name, versions, _, _) in SESSIONS.items():
            made.session(deposit, name, *versions)
        numbers = chance.sample(range(1, 500), 12)
        for number in numbers:
            name, versions, _, _ = chance.choice(list(SESSIONS.values()))
            frame = {key: chance.choice([None, chance.uniform(-90, 90)]) for key in ATTITUDE}
            frame["GPSDatetime"] = chance.choice([None, f"2021-01-05 08:00:{number % 60:02}"])
            frame["GPSFix"] = chance.choice([None, 1, 2, 5])
            where = chance.choice([None, (chance.uniform(-180, 180), chance.uniform(-90, 90))])
            blob = point(*where) if where else None
            made.frame(number, versions[-1], f"{name}_{number}.jpeg", GPSPosition=blob, **frame)
            self.frames[number] = (name, versions[-1], where, frame)
            # Of several versions the last one entered and newest counts, whatever it leaves out.
            for version in versions if chance.random() < 0.7 else ():
                # A score on the threshold counts as presence.
                given = {
                    one: chance.choice([threshold, chance.random()])
                    for one, _, threshold in chance.sample(self.classes, 6)
                }
                made.predict(number, version, given)
                self.scores[number] = (version, given)
        # The session that was entered first is the newer one.
        days = ["2024-06-01 08:00:00", "2024-05-24 15:14:09"]
        made.insert(
            "multilabel_annotation_session",
            *({"annotation_date": day, "dataset_name": day, "author_name": "ana-lima"} for day in days),
        )
        for session, day in enumerate(days, 1):
            for number in chance.sample(numbers, 7):
                values = {label: chance.choice([0, 1]) for label, _ in chance.sample(self.labels, 40)}
                made.annotate(session, number, values)
                self.annotations.append((day, number, values))

    def session_doi(self):
        yield ["session_name", "session_doi", "place", "date", "raw_data", "processed_data"]
        for deposit, (name, versions, place, day) in SESSIONS.items():
            yield [name, f"{DOI}{deposit}", place, day, "1", "1" if len(versions) > 1 else "0"]

    def metadata_images(self):
        first = ["OriginalFileName", "FileName", "relative_file_path", "frames_doi"]
        yield [*first, *POSITION, *ATTITUDE, "GPSDatetime", "GPSFix"]
        for number, (session, version, where, frame) in sorted(self.frames.items()):
            file = f"{session}_{number}.jpeg"
            path = f"{session}/PROCESSED_DATA/FRAMES/{file}"
            cells = ["GX010001.MP4", file, path, f"{DOI}{version}", *self.placed(where, frame)]
            yield [*cells, frame["GPSDatetime"] or "", real(frame["GPSFix"])]

    def metadata_multilabel_predictions(self):
        names = [name for _, name, _ in self.classes]
        yield ["FileName", "frames_doi", *POSITION, *ATTITUDE, "GPSFix", "prediction_doi", *names]
        for number, (predicted, given) in sorted(self.scores.items()):
            session, version, where, frame = self.frames[number]
            cells = [f"{session}_{number}.jpeg", f"{DOI}{version}", *self.placed(where, frame)]
            cells += [str(frame["GPSFix"] or ""), f"{DOI}{predicted}"]
            for one, _, threshold in self.classes:
                cells.append(str(int(given[one] >= threshold)) if one in given else "")
            yield cells

    def metadata_multilabel_annotation(self):
        # Labels of one name share a column, where the first of them stands; 1 if either was seen.
        columns = {}
        for label, name in self.labels:
            columns.setdefault(name, []).append(label)
        yield ["FileName", "frame_doi", "relative_file_path", "annotation_date", *columns]
        for number in sorted({number for _, number, _ in self.annotations}):
            session, version, _, _ = self.frames[number]
            latest = {}  # label by label the latest judgement counts
            judged = sorted((day, values) for day, frame, values in self.annotations if frame == number)
            for _, values in judged:
                latest.update(values)
            file = f"{session}_{number}.jpeg"
            cells = [file, str(version), f"{session}/PROCESSED_DATA/FRAMES/{file}", judged[-1][0]]
            for labels in columns.values():
                cells.append(str(max(latest.get(label, -1) for label in labels)))
            yield cells

    @staticmethod
    def placed(where, frame):
        longitude, latitude = where or (None, None)
        return [real(latitude), real(longitude), *(real(frame[key]) for key in ATTITUDE)]


@pytest.mark.parametrize("way", ["arrow", "plain"])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_cell_follows_the_rule(empty_atlas, point, out, heard, monkeypatch, way, seed):
    for module in (tables_module, files_module):
        monkeypatch.setattr(module, "has_pyarrow", lambda: way == "arrow")
    contents = Contents(empty_atlas, point, seed)
    export_tables(empty_atlas.path, out, feedback=heard)
    for table in TABLES:
        expected = list(getattr(contents, table)())
        with (out / f"{table}.csv").open(newline="", encoding="utf-8") as stream:
            found = list(csv.reader(stream))
        assert found[0] == expected[0], table
        assert len(found) == len(expected) > 1
        for number, (row, wanted) in enumerate(zip(found, expected)):
            assert row == wanted, f"{table}, row {number}"
