# SPDX-License-Identifier: GPL-2.0-or-later
"""Names, CSV files, dates and DOIs as surveys hand them in."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pandas
import pytest
import seatizen_atlas.core.csvfile as csvfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from seatizen_atlas.core.csvfile import (
    check_numbers,
    exact_numbers,
    numbers,
    open_canonical,
    open_csv,
    read_chunks,
    read_csv,
)
from seatizen_atlas.core.errors import InputError
from seatizen_atlas.core.session_name import PLATFORMS, SessionName
from seatizen_atlas.core.sessions.dois import bare_doi, dois_from_csv
from seatizen_atlas.core.sessions.footprint import footprint, read_waypoints
from seatizen_atlas.core.sessions.frames import FRAME_COLUMNS, read_frames

NAME = SessionName.parse("20220401_REU-TROU-DEAU_MASK-1_01")


def nothing() -> None:
    """No Cancel."""


@pytest.mark.parametrize(
    ("text", "day", "country", "place", "platform"),
    [
        ("20231110_REU-ST-LEU_ASV-1_04", date(2023, 11, 10), "REU", "ST-LEU", "ASV"),
        ("20221023_SYC-aldabra-arm06_UAV-02_17", date(2022, 10, 23), "SYC", "aldabra-arm06", "UAV"),
        ("20150611_REU-St-Gilles_scuba", date(2015, 6, 11), "REU", "St-Gilles", "SCUBA"),
        ("20211201_REU-X_AUV", date(2021, 12, 1), "REU", "X", "AUV"),
    ],
)
def test_a_name_tells_when_where_and_with_what(text, day, country, place, platform):
    name = SessionName.parse(text)
    assert (name.date, name.country, name.place, name.platform) == (day, country, place, platform)
    assert name.takes_every_frame == (platform in ("UAV", "AUV"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "holiday",
        "20231310_REU-X_ASV-1_04",
        "20230230_REU-X_ASV",
        "20231110_RE-X_ASV",
        "20231110_REU-X",
        "20231110_REU-X_ASV-1_04/../../etc",
        "20231110_REU-X'; DROP TABLE frame;--_ASV-1",
        "20231110_REU-X_ASV\n",
        "../20231110_REU-X_ASV",
    ],
)
def test_another_name_is_refused_with_the_expected_form(text):
    with pytest.raises(InputError, match="YYYYMMDD_CCC-PLACE_PLATFORM"):
        SessionName.parse(text)


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["REU", "SYC", "mdg"]),
    st.from_regex(r"[A-Za-z0-9]{1,6}(-[A-Za-z0-9]{1,6}){0,3}", fullmatch=True),
    st.sampled_from(PLATFORMS),
    st.sampled_from(["", "-1", "-02"]),
    st.sampled_from(["", "_1", "_04"]),
)
def test_every_well_formed_name_parses_to_its_parts(day, country, place, platform, number, index):
    name = SessionName.parse(f"{day:%Y%m%d}_{country}-{place}_{platform}{number}{index}")
    assert (name.date, name.country, name.place, name.platform) == (day, country.upper(), place, platform)


def test_a_frame_name_is_prefixed_once():
    assert NAME.frame_name("DJI_1.JPG") == f"{NAME.text}_DJI_1.JPG"
    assert NAME.frame_name(f"{NAME.text}_1_1.jpeg") == f"{NAME.text}_1_1.jpeg"


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=8).filter(
    lambda text: (
        text == text.strip()
        and text not in ("nan", "NaN", "NA", "null", "None", "N/A", "NAN", "NULL", "-nan")
    )
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6).filter(
        lambda rows: all(any(row) for row in rows)
    ),
    separator=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_is_read_back_whatever_its_separator_and_encoding(tmp_path, rows, separator, encoding):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("FileName", "b é", "c"), *rows])
    path = tmp_path / "table.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    frame = read_csv(path)
    expected = [tuple(cell or None for cell in row) for row in rows]
    got = [
        tuple(None if pandas.isna(cell) else cell for cell in row) for row in frame.itertuples(index=False)
    ]
    if separator == ";":  # decimal commas become points there
        expected = [tuple(c and (c.replace(",", ".") if _decimal(c) else c) for c in row) for row in expected]
    assert got == expected
    assert list(frame.index) == list(range(2, 2 + len(rows)))
    (tmp_path / "canonical").mkdir(exist_ok=True)
    rewritten = open_canonical(path, tmp_path / "canonical")
    assert rewritten.is_canonical
    assert rewritten.header == ("FileName", "b é", "c")


def _decimal(text: str) -> bool:
    import re

    return re.fullmatch(r"-?\d+,\d+(?:[eE][+-]?\d+)?", text) is not None


def test_latin_1_is_understood(tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes("FileName,lieu\na.jpg,Îlet\n".encode("latin-1"))
    assert read_csv(path)["lieu"].tolist() == ["Îlet"]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    blanks=st.lists(st.integers(0, 3), min_size=2, max_size=8),
    quoted=st.booleans(),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]),
)
def test_rows_are_those_of_the_file_whatever_blank_lines_it_has(tmp_path, blanks, quoted, end, encoding):
    """Row k of the data holds its own row number, so each frame's index can be held against it."""
    lines = ["n,x"]
    for count in blanks:
        lines += [""] * count
        lines.append(f'"{len(lines) + 1}",1' if quoted else f"{len(lines) + 1},1")
    path = tmp_path / "n.csv"
    path.write_bytes(end.join([*lines, ""]).encode(encoding))
    frame = read_csv(path)
    assert [int(cell) for cell in frame["n"]] == list(frame.index)
    assert len(frame) == len(blanks)
    path.write_bytes(end.join([*lines, "oops,2,3", ""]).encode(encoding))
    with pytest.raises(InputError, match=rf"row {len(lines) + 1}\b.*3 cells"):
        read_csv(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("FileName,x\na.jpg,1\nb.jpg,2\n".encode("utf-16")[:-1], "cannot be read as a CSV"),
        (b"FileName,x\na.jpg,1\n" + b'"' + b"y" * 140_000 + b'",2\n', "row 3: a cell is longer"),
        (b'"' + b"y" * 140_000 + b'",x\n1,2\n', "row 1: the header cannot be read"),
    ],
)
def test_odd_bytes_are_one_sentence(tmp_path, content, words):
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        read_csv(path)


def test_lines_may_end_as_on_an_old_macintosh(tmp_path):
    path = tmp_path / "mac.csv"
    path.write_bytes(b"FileName,x\ra.jpg,1\rb.jpg,2\r")
    assert list(read_csv(path)["FileName"]) == ["a.jpg", "b.jpg"]
    assert not open_csv(path).is_canonical
    (tmp_path / "canonical").mkdir()
    rewritten = open_canonical(path, tmp_path / "canonical")
    assert rewritten.path.read_bytes() == b"FileName,x\na.jpg,1\nb.jpg,2\n"


def test_a_header_of_many_columns_is_read(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{n}" for n in range(100_000)) + "\n", encoding="utf-8")
    assert len(open_csv(path).header) == 100_000
    path.write_text(",".join(["a", *(f"c{n}" for n in range(100_000)), "a"]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="column “a”: the column stands twice"):
        open_csv(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"a,b\n\x00\x01,2\n", "not a text file"),
        (b"a,a\n1,2\n", "stands twice in the header"),
        (b"a,b\n1,2\n1,2,3\n", "row 3.*3 cells.*header has 2"),
        (b'a,b\n1,2\n"1,2\n', "row 3.*never closed"),
    ],
)
def test_a_broken_file_is_told_with_its_row(tmp_path, content, words):
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=f"(?s)broken.csv.*{words}"):
        list(read_chunks(open_csv(path)))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(InputError, match="missing"):
        open_csv(tmp_path / "nowhere.csv")


def test_numbers_name_the_cell_at_fault(tmp_path):
    path = tmp_path / "n.csv"
    path.write_text("FileName,x\na,1\nb,\nc,1e400\nd,two\n")
    file = open_csv(path)
    cells = read_csv(path)["x"]
    with pytest.raises(InputError, match="n.csv, row 4, column “x”: “1e400” is not a number"):
        numbers(file, cells, "x", expected="a number")
    assert exact_numbers(pandas.Series(["-21.166525417523754"]))[0] == -21.166525417523754
    with pytest.raises(InputError, match="row 3, column “x”"):
        list(check_numbers(file, "FileName", ["x"], 0, 2, expected="a score from 0 to 1"))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12760339", "12760339"),
        (" 12760339 ", "12760339"),
        ("10.5281/zenodo.12760339", "12760339"),
        ("https://doi.org/10.5281/zenodo.12760339", "12760339"),
        ("12760339.0", "12760339"),
        ("10.5281/figshare.1", None),
        ("", None),
        ("12a", None),
    ],
)
def test_dois_are_kept_as_bare_numbers(text, number):
    assert bare_doi(text) == number


def dois_csv(path: Path, *rows: str) -> Path:
    path.write_text(
        "\n".join(["session_name,deposit_doi,frame_version_doi,prediction_version_doi", *rows]) + "\n"
    )
    return path


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "no row for"),
        ([f"{NAME.text},1,2,3", f"{NAME.text},1,9,3"], "two rows with different DOIs"),
        ([f"{NAME.text},1,2,3", "20220401_REU-X_MASK,1,2,3"], "given to several sessions"),
        ([f"{NAME.text},,2,3"], "row 2, column “deposit_doi”.*no DOI"),
        ([f"{NAME.text},1,two,3"], "row 2, column “frame_version_doi”: “two” is no DOI"),
    ],
)
def test_missing_and_doubled_dois_are_told(tmp_path, rows, words):
    look_up = dois_from_csv(dois_csv(tmp_path / "dois.csv", *rows))
    with pytest.raises(InputError, match=words):
        look_up(NAME)


def test_dois_are_found(tmp_path):
    look_up = dois_from_csv(dois_csv(tmp_path / "dois.csv", f"{NAME.text},10,12,", f"{NAME.text},10,12,"))
    dois = look_up(NAME)
    assert (dois.deposit, dois.frame_version, dois.prediction_version) == ("10", "12", None)


def frames_of(tmp_path: Path, header: str, *rows: str, useful=None) -> pandas.DataFrame:
    metadata = tmp_path / "metadata.csv"
    metadata.write_text("\n".join([header, *rows]) + "\n")
    target = tmp_path / "frame.csv"
    read_frames(metadata, NAME, useful, target, nothing)
    frame = pandas.read_csv(target, dtype=str)
    assert tuple(frame.columns) == FRAME_COLUMNS
    return frame


@pytest.mark.parametrize(
    ("subsec", "original", "satellite", "expected"),
    [
        ("2022:04:01 08:00:00.93", "", "", "2022-04-01 08:00:00"),
        ("2022:04:01 08:00:00", "2022:04:01 09:00:00", "", "2022-04-01 08:00:00"),
        ("2022:04:01 08:00:00.33+04:00", "", "", "2022-04-01 04:00:00"),
        ("2022:04:01 22:30:00-0330", "", "", "2022-04-02 02:00:00"),
        ("2022:04:01 08:00:00.5Z", "", "", "2022-04-01 08:00:00"),
        ("", "2022:04:01 09:00:00", "2022-04-01 10:00:00Z", "2022-04-01 09:00:00"),
        ("", "", "2022-04-01 10:00:00.250Z", "2022-04-01 10:00:00"),
        ("1970:01:01 08:00:00.33", "", "", "2022-04-01 20:00:00"),
        ("1970:01:01 13:30:05.33", "", "", "2022-04-02 01:30:05"),
        ("1970:01:01 08:00:00", "2022:04:01 09:00:00", "", "2022-04-01 09:00:00"),
        ("1970:01:01 08:00:00", "", "2022-04-01 10:00:00Z", "2022-04-01 10:00:00"),
        ("0000:00:00 00:00:00", "", "", None),
        ("", "", "", None),
    ],
)
def test_the_date_of_a_frame(tmp_path, subsec, original, satellite, expected):
    frame = frames_of(
        tmp_path,
        "FileName,SubSecDateTimeOriginal,DateTimeOriginal,GPSDateTime",
        f"a.jpg,{subsec},{original},{satellite}",
    )
    got = frame["GPSDatetime"][0]
    assert (None if pandas.isna(got) else got) == expected


_PLAIN = """

FileName,x,note
a,0.5,  two  blanks
b,1e-3,NaN

c, 1,
d,1,été
"""


@pytest.mark.parametrize("content", [_PLAIN, _PLAIN.replace(", 1", ",1"), _PLAIN.replace("été", '"é,t"')])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_rows_are_the_same_with_and_without_pyarrow(tmp_path, monkeypatch, content, end, separator):
    path = tmp_path / "t.csv"
    path.write_bytes(content.replace(",", separator).replace("\n", end).encode())
    told = []
    for there in (True, False):
        monkeypatch.setattr(csvfile, "has_pyarrow", lambda there=there: there)
        rows = pandas.concat(read_chunks(open_csv(path), ["FileName", "x", "note"], rows=3))
        names = pandas.concat(check_numbers(open_csv(path), "FileName", ["x"], 0, 1, expected="a score"))
        told.append([*rows.fillna("-").itertuples(), *names.items()])
    assert told[0] == told[1]
    assert [row for row, _name in told[0][4:]] == [4, 5, 7, 8]


@pytest.mark.parametrize("cell", ["", "Nan", "inf", "1.01", "x", "0x1"])
def test_a_wrong_score_is_named_with_and_without_pyarrow(tmp_path, monkeypatch, cell):
    path = tmp_path / "t.csv"
    path.write_text(f"FileName,x\na,0.5\nb,{cell}\n")
    for there in (True, False):
        monkeypatch.setattr(csvfile, "has_pyarrow", lambda there=there: there)
        with pytest.raises(InputError, match=r"row 3, column “x”: “.*” is not a score"):
            list(check_numbers(open_csv(path), "FileName", ["x"], 0, 1, expected="a score"))


@pytest.mark.parametrize("there", [True, False])
def test_positions_measures_and_names(tmp_path, monkeypatch, there):
    monkeypatch.setattr(csvfile, "has_pyarrow", lambda: there)
    frame = frames_of(
        tmp_path,
        '"FileName","OriginalFileName","GPSLatitude","GPSLongitude","GPSAltitude","GPSfix"',
        "a.jpg,GX.MP4,-21.166525417523754,55.27901356245299,-1.5,1.0",
        "b.jpg,,0,0,,2",
        "c.jpg,,nan,55.3,,",
        "d.jpg,,0,55.3,,5.0",
    )
    assert frame["longitude"].tolist()[0] == "55.27901356245299"
    assert frame["latitude"].isna().tolist() == [False, True, True, False]
    assert frame["OriginalFileName"].tolist() == ["GX.MP4", "b.jpg", "c.jpg", "d.jpg"]
    assert frame["GPSFix"].fillna("-").tolist() == ["1", "2", "-", "5"]
    assert frame["filename"][0] == f"{NAME.text}_a.jpg"


@pytest.mark.parametrize(
    ("header", "row", "words"),
    [
        ("Name,GPSLatitude", "a,1", "row 1: there is no column “FileName”"),
        ("FileName,GPSFix", "a,1e30", "row 2, column “GPSFix”: “1e30” is not a whole number from 0 to 99"),
        ("FileName,GPSFix", "a,-1", "row 2, column “GPSFix”: “-1” is not a whole number"),
        (
            "FileName,GPSLatitude,GPSLongitude",
            "a,91,5",
            "row 2, column “GPSLatitude”: “91” is not a latitude",
        ),
        ("FileName,GPSLatitude,GPSLongitude", "a,9,181", "column “GPSLongitude”: “181” is not a longitude"),
        ("FileName,GPSAltitude", "a,deep", "column “GPSAltitude”: “deep” is not a number"),
        ("FileName,GPSfix", "a,1.5", "“1.5” is not a whole number"),
        ("FileName,GPSTrack", ",1", "column “FileName”: is empty"),
    ],
)
def test_a_wrong_cell_of_metadata_is_named(tmp_path, header, row, words):
    with pytest.raises(InputError, match=words):
        frames_of(tmp_path, header, row)


def test_a_doubled_frame_is_named_also_when_only_its_prefix_differs(tmp_path):
    with pytest.raises(InputError, match="row 3, column “FileName”: “.*a.jpg” stands twice"):
        frames_of(tmp_path, "FileName,x", "a.jpg,1", f"{NAME.text}_a.jpg,1")
    with pytest.raises(InputError, match="no frame in it"):
        frames_of(tmp_path, "FileName,x")


def test_footprint_and_track():
    import numpy
    from qgis.core import QgsGeometry

    square = numpy.array([[0.0, 0.0], [1, 0], [0.5, 0.2], [1, 1], [0, 1]])
    made = footprint(square)
    hull, track = QgsGeometry(), QgsGeometry()
    hull.fromWkb(made.polygon)
    track.fromWkb(made.track)
    assert hull.area() == 1
    assert [(p.x(), p.y()) for p in track.asPolyline()] == [tuple(p) for p in square]
    line = footprint(numpy.array([[0.0, 0.0], [1, 1], [2, 2]]))
    assert line.polygon is None
    assert line.track is not None
    same = footprint(numpy.array([[1.0, 1.0], [1, 1]]))
    assert (same.polygon, same.track) == (None, None)
    assert footprint(numpy.empty((0, 2))).track is None


def test_waypoints_are_the_rows_3_16_of_twelve_columns(tmp_path):
    path = tmp_path / "a.waypoints"
    path.write_text(
        "QGC WPL 110\n"
        "0\t1\t0\t16\t0\t0\t0\t0\t-21.0\t55.0\t0\t1\n"
        "1\t0\t3\t16\t0\t0\t0\t0\t-21.1\t55.1\t10\t1\n"
        "2\t0\t3\t22\t0\t0\t0\t0\t-21.2\t55.2\t10\t1\n"
        "3\t0\t3\t16\t0\t0\t0\t0\tnan\t55.2\t10\t1\n"
        "4\t0\t3\t16\t0\t0\t0\t0\t-21.3\t55.3\t10\n"
        "5\t0\t3\t16\t0\t0\t0\t0\t-21.4\t55.4\t10\t1\n"
    )
    assert read_waypoints(path) == [(55.1, -21.1), (55.4, -21.4)]
