# SPDX-License-Identifier: GPL-2.0-or-later
"""A picture of a frame: what it costs, where it comes from, what is said when it does not come."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from downloads_helpers import FRAMES, NAME, drawn, feedback, image, session_of, source_of
from seatizen_atlas.core.downloads import source as module
from seatizen_atlas.core.downloads.cache import PictureCache
from seatizen_atlas.core.downloads.picture import decode
from seatizen_atlas.core.errors import Cancelled, InputError, SeatizenError
from zenodo_standin import Standin, make_zip

KEY = "PROCESSED_DATA_FRAMES.zip"
CONTENT = f"/files/{KEY}/content"
PICTURES = {f"{NAME}_1_{number}.jpeg": drawn(number, weight=40_000) for number in range(40)}
NAMES = list(PICTURES)


@pytest.fixture
def published(zenodo: Standin):
    return zenodo.add_session(session_of(PICTURES), name=NAME)


def one(source, wanted):
    return source.bring([wanted], feedback())[wanted]


def read(outcome) -> bytes:
    assert isinstance(outcome, Path), outcome
    return outcome.read_bytes()


# what it costs ----------------------------------------------------------------------------------------


def test_the_first_picture_costs_at_most_four_requests_and_its_neighbours_one(zenodo, published, tmp_path):
    source = source_of(zenodo, tmp_path)
    first, second = (image(published.processed, name) for name in NAMES[7:9])
    with zenodo.observed() as seen:
        assert read(one(source, first)) == PICTURES[NAMES[7]]
    assert len(seen) <= 4
    with zenodo.observed() as seen:
        assert read(one(source, second)) == PICTURES[NAMES[8]]
    assert len(seen) == 1
    assert seen[0].sent < len(PICTURES[NAMES[8]]) + 300, "its own bytes, no more"


def test_pictures_side_by_side_share_a_request(zenodo, published, tmp_path):
    source = source_of(zenodo, tmp_path)
    one(source, image(published.processed, NAMES[0]))
    wanted = [image(published.processed, name) for name in NAMES[10:16]]
    with zenodo.observed() as seen:
        brought = source.bring(wanted, feedback())
    assert [read(brought[each]) for each in wanted] == [PICTURES[name] for name in NAMES[10:16]]
    assert len(seen) == 1


def test_what_was_looked_at_is_there_without_the_net(zenodo, published, tmp_path):
    wanted = image(published.processed, NAMES[3])
    assert source_of(zenodo, tmp_path).held(wanted) is None
    one(source_of(zenodo, tmp_path), wanted)
    zenodo.requests.clear()
    assert read(source_of(zenodo, tmp_path).held(wanted)) == PICTURES[NAMES[3]]
    assert read(one(source_of(zenodo, tmp_path), wanted)) == PICTURES[NAMES[3]]
    assert zenodo.requests == []


def test_an_atlas_that_remembers_the_archive_saves_a_request(zenodo, published, tmp_path, harvested):
    source = source_of(zenodo, tmp_path, atlas=harvested)
    with zenodo.observed() as seen:
        assert read(one(source, image(published.processed, NAMES[3]))) == PICTURES[NAMES[3]]
    assert len(seen) <= 3
    assert all("/versions" not in each.target for each in seen)


# where it comes from ----------------------------------------------------------------------------------


def test_a_local_session_comes_before_zenodo(zenodo, published, tmp_path):
    path = tmp_path / "surveys" / NAME / FRAMES / NAMES[2]
    path.parent.mkdir(parents=True)
    path.write_bytes(PICTURES[NAMES[2]])
    source = source_of(zenodo, tmp_path, folders=(tmp_path / "surveys",))
    zenodo.requests.clear()
    assert one(source, image(published.processed, NAMES[2])) == path
    assert zenodo.requests == []


def test_photos_of_a_drone_lie_in_the_raw_version(zenodo, tmp_path):
    photos = {f"DJI_{number:05d}.JPG": drawn(number, weight=30_000) for number in range(5)}
    published = zenodo.add_session(session_of(photos, "DCIM"), name=NAME)
    wanted = image(published.processed, "DJI_00003.JPG", "DCIM")
    assert read(one(source_of(zenodo, tmp_path), wanted)) == photos["DJI_00003.JPG"]


def test_an_archive_in_several_parts_is_looked_through(zenodo, tmp_path):
    parts = {
        "DCIM.zip": make_zip({"a.JPG": drawn(1)}, stored=True),
        "DCIM_p02.zip": make_zip({"b.JPG": drawn(2)}, stored=True),
    }
    _, record = zenodo.add_record(parts)
    brought = source_of(zenodo, tmp_path).bring(
        [image(record, "a.JPG", "DCIM"), image(record, "b.JPG", "DCIM")], feedback()
    )
    assert [read(each) for each in brought.values()] == [drawn(1), drawn(2)]


# what is said -----------------------------------------------------------------------------------------


def said(outcome) -> str:
    assert isinstance(outcome, SeatizenError), outcome
    assert str(outcome).count("\n") == 0
    return str(outcome)


def test_an_absent_picture(zenodo, published, tmp_path):
    assert "holds no “x.jpeg”" in said(one(source_of(zenodo, tmp_path), image(published.processed, "x.jpeg")))


def test_no_archive_of_pictures(zenodo, tmp_path):
    _, record = zenodo.add_record({"METADATA.zip": make_zip({"metadata.csv": b"a"})})
    told = said(one(source_of(zenodo, tmp_path), image(record, "x.jpeg")))
    assert "there is no PROCESSED_DATA_FRAMES.zip" in told


def test_restricted_pictures_and_a_token_that_opens_them(zenodo, published, tmp_path):
    zenodo.set_access(published.processed, "restricted")
    wanted = image(published.processed, NAMES[1])
    assert "not open" in said(one(source_of(zenodo, tmp_path), wanted))
    assert read(one(source_of(zenodo, tmp_path, token=True), wanted)) == PICTURES[NAMES[1]]


def test_pictures_closed_after_the_harvest(zenodo, published, tmp_path, harvested):
    zenodo.set_access(published.processed, "restricted")
    told = said(one(source_of(zenodo, tmp_path, atlas=harvested), image(published.processed, NAMES[1])))
    assert "not open" in told and "token" in told


def test_off_line_is_said_soon(tmp_path):
    assert "answer" in said(one(source_of(None, tmp_path), image(12, "x.jpeg")))


def test_a_deleted_record(zenodo, published, tmp_path, harvested):
    zenodo.delete_record(published.processed)
    told = said(one(source_of(zenodo, tmp_path, atlas=harvested), image(published.processed, NAMES[1])))
    assert "deleted" in told


def test_wrong_bytes_are_not_shown(zenodo, tmp_path):
    data = bytearray(make_zip(PICTURES, stored=True))
    at = data.index(PICTURES[NAMES[5]]) + 2000
    data[at] ^= 0xFF
    _, record = zenodo.add_record({KEY: bytes(data)})
    brought = source_of(zenodo, tmp_path).bring([image(record, NAMES[5])], feedback())
    assert "damaged" in said(brought[image(record, NAMES[5])])
    assert read(one(source_of(zenodo, tmp_path), image(record, NAMES[6]))) == PICTURES[NAMES[6]]


def test_an_archive_replaced_since_the_harvest_is_told(zenodo, published, tmp_path, harvested):
    zenodo.replace_members(published.processed, KEY, {**PICTURES, "new.jpeg": drawn(99)})
    told = said(one(source_of(zenodo, tmp_path, atlas=harvested), image(published.processed, NAMES[1])))
    assert "replaced" in told and "Sync" in told


def test_an_archive_replaced_while_it_is_looked_at_is_read_anew(zenodo, published, tmp_path):
    source = source_of(zenodo, tmp_path)
    one(source, image(published.processed, NAMES[0]))
    other = {name: drawn(int(name.split("_")[-1][:-5]) + 5, weight=40_000) for name in PICTURES}
    zenodo.replace_file(published.processed, KEY, make_zip(other, stored=True))
    assert read(one(source, image(published.processed, NAMES[1]))) == other[NAMES[1]]


def test_a_huge_picture_is_not_brought(zenodo, published, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 50_000)
    pictures = {"small.jpeg": drawn(1), "huge.jpeg": drawn(2, weight=200_000)}
    _, record = zenodo.add_record({KEY: make_zip(pictures, stored=True)})
    wanted = [image(record, name) for name in pictures]
    with zenodo.observed() as seen:
        brought = source_of(zenodo, tmp_path).bring(wanted, feedback())
    assert "too much" in said(brought[wanted[1]])
    assert read(brought[wanted[0]]) == pictures["small.jpeg"]
    assert sum(each.sent for each in seen) < 100_000


def test_a_hostile_archive_is_refused(zenodo, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../x.jpeg", drawn(1))
    _, record = zenodo.add_record({KEY: buffer.getvalue()})
    assert "dangerous" in said(one(source_of(zenodo, tmp_path), image(record, "x.jpeg")))


def test_one_bad_path_does_not_stop_the_others(zenodo, published, tmp_path):
    bad, good = image(published.processed, "../../x.jpeg"), image(published.processed, NAMES[4])
    brought = source_of(zenodo, tmp_path).bring([bad, good], feedback())
    assert "leads out" in said(brought[bad])
    assert read(brought[good]) == PICTURES[NAMES[4]]


def test_cancel_ends_it(zenodo, published, tmp_path):
    stop = feedback()
    zenodo.after(CONTENT, stop.cancel)
    with pytest.raises(Cancelled):
        source_of(zenodo, tmp_path).bring([image(published.processed, NAMES[4])], stop)


# the cache --------------------------------------------------------------------------------------------


def kept(cache: PictureCache, folder: Path, key: str, size: int) -> Path:
    file = folder / f"new-{key}"
    file.write_bytes(random.Random(key).randbytes(size))
    return cache.put(key, file)


def test_the_cache_keeps_to_its_limit_and_drops_what_was_seen_longest_ago(tmp_path):
    cache = PictureCache(tmp_path / "cache", 10_000)
    for number in range(9):
        path = kept(cache, tmp_path, str(number), 1_000)
        stamp = 1_000_000 + number
        __import__("os").utime(path, (stamp, stamp))
    assert cache.get("0") is not None, "looked at now"
    kept(cache, tmp_path, "more", 2_000)
    assert cache.size() <= 10_000
    assert cache.get("0") is not None and cache.get("more") is not None
    assert cache.get("1") is None and cache.get("8") is not None


def test_a_cache_that_cannot_write_says_so(zenodo, published, tmp_path):
    (tmp_path / "cache").write_text("a file in its way")
    told = said(one(source_of(zenodo, tmp_path), image(published.processed, NAMES[4])))
    assert "cannot be kept" in told


# decoding ---------------------------------------------------------------------------------------------


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def test_a_picture_is_as_large_as_it_is_needed(tmp_path):
    picture = decode(written(tmp_path, "a.jpeg", drawn(1, size=(400, 300))), 100)
    assert (picture.image.width(), picture.image.height()) == (100, 75)
    assert (picture.size.width(), picture.size.height()) == (400, 300)
    assert not picture.is_whole
    assert decode(tmp_path / "a.jpeg").is_whole


def test_a_png_named_jpeg_is_shown_and_told(tmp_path):
    picture = decode(written(tmp_path, "a.jpeg", drawn(1, kind="PNG")))
    assert not picture.image.isNull()
    assert "PNG" in picture.remark and "JPEG" in picture.remark
    assert decode(written(tmp_path, "b.jpg", drawn(1))).remark == ""


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"not a picture", drawn(1, kind="PNG")[:60]])
def test_no_picture_is_told(tmp_path, data):
    with pytest.raises(InputError, match="picture|damaged"):
        decode(written(tmp_path, "a.jpeg", data))


def test_a_vanished_picture_is_told(tmp_path):
    with pytest.raises(InputError, match="not there"):
        decode(tmp_path / "a.jpeg", name="x.jpeg")


def test_a_picture_of_unbelievable_size_is_not_opened(tmp_path):
    png = bytearray(drawn(1, kind="PNG"))
    png[16:24] = (60_000).to_bytes(4, "big") * 2
    import zlib

    png[29:33] = zlib.crc32(bytes(png[12:29])).to_bytes(4, "big")
    with pytest.raises(InputError, match="60000"):
        decode(written(tmp_path, "a.png", bytes(png)))
