# SPDX-License-Identifier: GPL-2.0-or-later
"""Where an image lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seatizen_atlas.core.errors import InputError
from seatizen_atlas.core.reading.images import (
    FrameImage,
    Holding,
    ImagePlace,
    archives_of,
    local_image,
    member_of,
    place_of,
)
from seatizen_atlas.core.zenodo.records import RecordFile

SESSION = "20231110_REU-ST-LEU_ASV-1_04"


def place(path: str) -> ImagePlace:
    return place_of(FrameImage("12", path))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"{SESSION}/PROCESSED_DATA/FRAMES/a.jpeg", (SESSION, "PROCESSED_DATA/FRAMES", "a.jpeg")),
        (f"{SESSION}/DCIM/GOPRO1/G0.JPG", (SESSION, "DCIM", "GOPRO1/G0.JPG")),
        (f"/home/x/{SESSION}/DCIM/G0.JPG", (SESSION, "DCIM", "G0.JPG")),
        (f"{SESSION}\\DCIM\\G0.JPG", (SESSION, "DCIM", "G0.JPG")),
        ("DCIM/G0.JPG", ("", "DCIM", "G0.JPG")),
    ],
)
def test_a_path_tells_session_folder_and_member(path, expected):
    told = place(path)
    assert (told.session, told.folder, told.member) == expected


@pytest.mark.parametrize(
    "path",
    [
        "",
        "  ",
        "a.jpeg",
        f"{SESSION}/DCIM",
        f"{SESSION}/DCIM/../../../etc/x.jpg",
        "C:/DCIM/x.jpg",
        "x/PHOTOS/y.jpg",
    ],
)
def test_other_paths_are_refused_in_a_sentence(path):
    with pytest.raises(InputError, match=r"\.$|\. "):
        place(path)


@given(st.text(max_size=60))
def test_no_path_leads_out_of_its_folder(path):
    try:
        told = place(path)
    except InputError:
        return
    assert not told.path.is_absolute() and ".." not in told.path.parts


def test_a_local_image_is_found_in_a_folder_of_sessions_and_in_a_session(tmp_path):
    told = place(f"{SESSION}/DCIM/a/b.jpg")
    assert local_image(told, [tmp_path]) is None
    file = tmp_path / SESSION / "DCIM" / "a" / "b.jpg"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    assert local_image(told, [tmp_path / "absent", tmp_path]) == file
    assert local_image(told, [tmp_path / SESSION]) == file


def archive(record: int, key: str) -> RecordFile:
    return RecordFile(record, key, 1, "0" * 32, "")


def test_the_frames_own_version_comes_first_then_the_newest():
    told = place(f"{SESSION}/DCIM/b.jpg")
    holdings = [
        Holding(30, (archive(30, "METADATA.zip"),)),
        Holding(20, (archive(20, "DCIM.zip"), archive(20, "DCIM_p02.zip"), archive(20, "DCIM_notes.pdf"))),
        Holding(10, (archive(10, "DCIM.zip"),)),
    ]
    keys = [(file.record_id, file.key) for file in archives_of(told, "10", holdings)]
    assert keys == [(10, "DCIM.zip"), (20, "DCIM.zip"), (20, "DCIM_p02.zip")]
    assert archives_of(place(f"{SESSION}/PROCESSED_DATA/FRAMES/b.jpg"), "10", holdings) == ()


def test_members_are_relative_to_their_folder_and_other_ways_are_understood_when_clear():
    told = place(f"{SESSION}/DCIM/GOPRO1/b.jpg")
    assert member_of(told, ["GOPRO1/b.jpg", "GOPRO2/b.jpg"]) == "GOPRO1/b.jpg"
    assert member_of(told, ["DCIM/GOPRO1/b.jpg", "a.jpg"]) == "DCIM/GOPRO1/b.jpg"
    assert member_of(told, ["b.jpg"]) == "b.jpg"
    assert member_of(told, ["GOPRO2/b.jpg", "GOPRO3/b.jpg"]) is None
    assert member_of(told, []) is None
