# SPDX-License-Identifier: GPL-2.0-or-later
"""Members of remote archives: what they cost, what goes wrong, what is refused."""

from __future__ import annotations

import io
import random
import struct
import threading
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from seatizen_atlas.core.errors import Cancelled, SeatizenError, ServiceError
from seatizen_atlas.core.http.errors import FileChanged
from seatizen_atlas.core.zenodo import zipformat
from seatizen_atlas.core.zenodo.archive import RemoteZip, joined, lacking
from seatizen_atlas.core.zenodo.errors import ArchiveError, OutOfReach, RecordMissing, SpoiltArchive
from seatizen_atlas.core.zenodo.records import RecordFile, record
from seatizen_atlas.core.zenodo.zipformat import Limits
from zenodo_helpers import Feedback, client_of
from zenodo_standin import Standin, make_zip

KEY = "PROCESSED_DATA_IA.zip"
CONTENT = f"/files/{KEY}/content"


@pytest.fixture()
def zenodo():
    with Standin() as standin:
        yield standin


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def published(zenodo: Standin, data: bytes) -> RecordFile:
    _, number = zenodo.add_record({KEY: data})
    client = client_of(zenodo)
    found = record(client, number).file(KEY)
    assert found is not None
    zenodo.requests.clear()
    return found


def fetched(zenodo: Standin, data: bytes, names: list[str], folder: Path, **options) -> dict[str, bytes]:
    file = published(zenodo, data)
    with RemoteZip(client_of(zenodo), file, folder, **options) as archive:
        paths = archive.fetch(names)
    return {name: path.read_bytes() for name, path in paths.items()}


BIG = {
    "a.csv": noise(150_000, 1),
    "b.csv": noise(900_000, 2),
    "c.csv": noise(150_000, 3),
    "d.csv": noise(150_000, 4),
}


# what it costs ----------------------------------------------------------------------------------------


def test_a_small_archive_is_one_request(zenodo: Standin, tmp_path: Path):
    members = {"metadata.csv": b"a,b\n" * 500, "predictions_gps.csv": noise(30_000), "x.txt": b""}
    assert fetched(zenodo, make_zip(members), [*members, "absent"], tmp_path) == members
    assert len(zenodo.requests) == 1
    assert all(path.name.startswith("member-") for path in tmp_path.iterdir())


def test_neighbours_come_in_one_request_and_the_tail_is_not_read_twice(zenodo: Standin, tmp_path: Path):
    data = make_zip(BIG)
    assert fetched(zenodo, data, ["c.csv", "d.csv"], tmp_path) == {
        name: BIG[name] for name in ("c.csv", "d.csv")
    }
    assert len(zenodo.requests) == 2
    assert zenodo.bytes_sent < 300_000 * 1.01 + 1000


def test_a_wide_gap_is_not_read(zenodo: Standin, tmp_path: Path):
    fetched(zenodo, make_zip(BIG), ["a.csv", "c.csv"], tmp_path)
    assert len(zenodo.requests) == 3
    assert zenodo.bytes_sent < 300_000 * 1.05 + (16 << 10)


def test_never_more_than_two_ranges(zenodo: Standin, tmp_path: Path):
    members = {f"{n:02d}": noise(30_000, n) for n in range(12)}
    wanted = ["00", "03", "06", "10"]
    assert fetched(zenodo, make_zip(members), wanted, tmp_path) == {name: members[name] for name in wanted}
    assert len(zenodo.requests) == 3


def test_scattered_photos_may_have_a_request_each(zenodo: Standin, tmp_path: Path):
    members = {f"{n:02d}.jpeg": noise(60_000, n) for n in range(40)}
    wanted = ["00.jpeg", "13.jpeg", "21.jpeg", "33.jpeg"]
    got = fetched(zenodo, make_zip(members, stored=True), wanted, tmp_path, most_ranges=100)
    assert got == {name: members[name] for name in wanted}
    assert len(zenodo.requests) == 5
    assert zenodo.bytes_sent < 4 * 60_000 * 1.02 + (16 << 10)


def test_a_new_session_costs_at_most_six_requests_and_its_csv_plus_five_percent(
    zenodo: Standin, tmp_path: Path
):
    """As the harvest reads it: versions, then METADATA.zip and PROCESSED_DATA_IA.zip."""
    scores = "\n".join(
        ",".join(f"{n * 7919 % 99991 / 99991:.8f}" for n in range(i, i + 31)) for i in range(9000)
    )
    members = {
        "METADATA/metadata.csv": noise(400_000, 1),
        "METADATA/predictions_gps.csv": noise(300_000, 2),
        "PROCESSED_DATA/IA/s_jacques.csv": noise(90_000, 3),
        "PROCESSED_DATA/IA/s_model.csv": b"0,1," * 100_000 + noise(60_000),
        "PROCESSED_DATA/IA/s_model_scores.csv": scores.encode(),
    }
    session = zenodo.add_session(members, name="20231110_REU-ST-LEU_ASV-1_04")
    client = client_of(zenodo)
    from seatizen_atlas.core.zenodo.records import versions

    newest = versions(client, session.latest)[0]
    wanted = {
        "METADATA.zip": ("metadata.csv", "predictions_gps.csv"),
        KEY: ("s_jacques.csv", "s_model_scores.csv"),
    }
    packed = 0
    for key, names in wanted.items():
        file = newest.file(key)
        assert file is not None
        with RemoteZip(client, file, tmp_path) as archive:
            packed += sum(member.packed for member in archive.members() if member.name in names)
            assert set(archive.fetch(names)) == set(names)
    json_bytes = zenodo.requests[0].sent
    assert client.requests <= 6
    assert client.bytes_downloaded - json_bytes <= packed * 1.05


def test_runs_are_cut_and_joined():
    assert lacking([(0, 100), (200, 300)], [(50, 60), (90, 250)]) == [(0, 50), (60, 90), (250, 300)]
    assert joined([(0, 10), (12, 20), (90_000, 90_010)]) == [(0, 20), (90_000, 90_010)]


def test_the_directory_alone_matches_a_local_folder(zenodo: Standin, tmp_path: Path):
    file = published(zenodo, make_zip(BIG))
    with RemoteZip(client_of(zenodo), file, tmp_path) as archive:
        told = {member.name: (member.size, member.crc) for member in archive.members()}
    assert told == {name: (len(data), zlib.crc32(data)) for name, data in BIG.items()}
    assert len(zenodo.requests) == 1
    assert list(tmp_path.iterdir()) == []


# ordinary variety -------------------------------------------------------------------------------------


def zipped(build, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        build(archive)
    return buffer.getvalue()


def test_large_archives_format_comments_folders_and_streams(zenodo: Standin, tmp_path: Path):
    def zip64(archive: zipfile.ZipFile) -> None:
        for name, data in BIG.items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(data)

    def commented(archive: zipfile.ZipFile) -> None:
        archive.writestr("a.csv", BIG["a.csv"])
        archive.comment = b"PK\5\6" + b"c" * 60_000  # longer than the tail, and it plays an end record

    def foldered(archive: zipfile.ZipFile) -> None:
        archive.writestr("METADATA/", b"")
        archive.writestr("METADATA/a.csv", BIG["a.csv"])

    assert fetched(zenodo, zipped(zip64), list(BIG), tmp_path) == BIG
    assert fetched(zenodo, zipped(commented), ["a.csv"], tmp_path) == {"a.csv": BIG["a.csv"]}
    assert fetched(zenodo, zipped(foldered), ["METADATA/a.csv"], tmp_path)["METADATA/a.csv"] == BIG["a.csv"]
    assert fetched(zenodo, make_zip(BIG, stored=True), list(BIG), tmp_path) == BIG


class Unseekable(io.RawIOBase):
    """A sink that makes zipfile write sizes after the data."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece) -> int:
        self.data += piece
        return len(piece)


def test_streamed_archives_with_sizes_after_the_data(zenodo: Standin, tmp_path: Path):
    sink = Unseekable()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in BIG.items():
            archive.writestr(name, data)
    assert fetched(zenodo, bytes(sink.data), list(BIG), tmp_path) == BIG


def test_true_zip64_end_records(zenodo: Standin, tmp_path: Path):
    members = {f"{n}.csv": b"x%d" % n for n in range(70_000)}
    data = make_zip(members, stored=True)
    got = fetched(zenodo, data, ["0.csv", "69999.csv"], tmp_path, limits=Limits(members=80_000))
    assert got == {"0.csv": b"x0", "69999.csv": b"x69999"}
    assert len(zenodo.requests) <= 4


def test_names_in_old_and_new_encodings(zenodo: Standin, tmp_path: Path):
    data = bytearray(make_zip({"é.csv": b"1", "plain.csv": b"2"}))
    assert fetched(zenodo, bytes(data), ["é.csv"], tmp_path) == {"é.csv": b"1"}
    old = data.replace("é".encode(), b"\x82\x82")
    for mark, at in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        place = old.index(mark) + at
        old[place : place + 2] = b"\0\0"
    assert fetched(zenodo, bytes(old), ["éé.csv", "plain.csv"], tmp_path) == {
        "éé.csv": b"1",
        "plain.csv": b"2",
    }


# what goes wrong --------------------------------------------------------------------------------------


def test_a_server_without_ranges_gets_one_whole_download(zenodo: Standin, tmp_path: Path):
    zenodo.fault(CONTENT, "ignore-range", times=99)
    data = make_zip(BIG)
    assert fetched(zenodo, data, ["a.csv"], tmp_path) == {"a.csv": BIG["a.csv"]}
    whole = [seen for seen in zenodo.requests if "Range" not in seen.headers]
    assert [seen.sent for seen in whole] == [len(data)]
    assert len(zenodo.requests) == 2
    assert [path.name[:7] for path in tmp_path.iterdir()] == ["member-"]


def test_a_whole_download_is_checked(zenodo: Standin, tmp_path: Path):
    zenodo.fault(CONTENT, "ignore-range", times=1)
    zenodo.fault(CONTENT, "wrong-bytes", times=1)  # spoils a.csv, which nobody reads
    zenodo.fault(CONTENT, "ignore-range", times=1)
    assert fetched(zenodo, make_zip(BIG), ["d.csv"], tmp_path) == {"d.csv": BIG["d.csv"]}
    assert len([seen for seen in zenodo.requests if "Range" not in seen.headers]) == 2


@pytest.mark.parametrize("status", ["html504", "html502"])
def test_the_page_helps_where_the_api_gives_up(zenodo: Standin, tmp_path: Path, status: str):
    zenodo.fault("/api/.*/content", status, times=99, skip=1)
    assert fetched(zenodo, make_zip(BIG), ["a.csv", "c.csv"], tmp_path) == {
        n: BIG[n] for n in ("a.csv", "c.csv")
    }
    assert [seen.path.split("/")[1] for seen in zenodo.requests] == ["api", "api", "records", "records"]


@pytest.mark.parametrize("kind", ["truncated", "reset", "html403", "429", "json500"])
def test_passing_failures(zenodo: Standin, tmp_path: Path, kind: str):
    zenodo.fault("/content", kind, times=2)
    assert fetched(zenodo, make_zip(BIG), ["a.csv"], tmp_path) == {"a.csv": BIG["a.csv"]}


def test_wrong_bytes_are_found_and_read_once_more(zenodo: Standin, tmp_path: Path):
    zenodo.fault("/content", "wrong-bytes", skip=1)
    assert fetched(zenodo, make_zip(BIG), ["a.csv"], tmp_path) == {"a.csv": BIG["a.csv"]}
    zenodo.fault("/content", "wrong-bytes", times=99)
    with pytest.raises(ArchiveError, match="damaged"):
        fetched(zenodo, make_zip(BIG), ["a.csv"], tmp_path)
    assert [path.name[:7] for path in tmp_path.iterdir()] == ["member-"]  # the first one's, nothing else


def with_another_name(data: bytes, name: str, other: str) -> int:
    """The offset of a letter of a member's name in the directory; changed, the member has another name."""
    at = data.index(name.encode(), data.index(b"PK\1\2"))
    return at + next(n for n, (a, b) in enumerate(zip(name, other)) if a != b)


@pytest.mark.parametrize("size", [1000, 60_000])
@pytest.mark.parametrize("times", [1, 99])
def test_an_archive_that_is_read_whole_is_held_against_its_checksum(zenodo, tmp_path, size, times):
    """A name in the directory is spoilt on the way: no CRC covers it, a member would seem to be missing."""
    members = {"metadata.csv": noise(size), "predictions_gps.csv": b"FileName\n" * 50}
    data = make_zip(members)
    fault = zenodo.fault(CONTENT, "wrong-bytes", times=times, at=with_another_name(data, "s_gps", "s_gpr"))
    if times == 1:
        assert fetched(zenodo, data, list(members), tmp_path) == members
    else:
        with pytest.raises(SpoiltArchive, match="wrong checksum"):
            fetched(zenodo, data, list(members), tmp_path)
    assert fault.met == min(times, 2)


def test_an_archive_of_which_nearly_all_is_wanted_is_checked_as_a_whole(zenodo, tmp_path):
    members = {"metadata.csv": noise(300_000), "predictions_gps.csv": b"FileName\n" * 50}
    data = make_zip(members)
    at = with_another_name(data, "s_gps", "s_gpr")
    tail = len(data) - (16 << 10)
    zenodo.fault(CONTENT, "wrong-bytes", at=at - tail)
    assert fetched(zenodo, data, list(members), tmp_path) == members
    assert len(zenodo.requests) == 4  # twice the tail and the rest
    assert sum(seen.sent for seen in zenodo.requests[2:]) == len(data)


@pytest.mark.parametrize("what", ["name", "checksum", "size"])
def test_what_is_read_by_range_agrees_with_its_own_header(zenodo, tmp_path, what):
    data = bytearray(make_zip(BIG))
    entry = data.rindex(b"PK\1\2", 0, data.index(b"b.csv", data.index(b"PK\1\2")))
    spoilt = {"name": entry + 46, "checksum": entry + 16, "size": entry + 24}[what]
    data[spoilt] ^= 1
    name = "c.csv" if what == "name" else "b.csv"
    if what == "name":
        entry_of_c = data.rindex(b"c.csv")
        data[entry_of_c] = ord("x")  # or there were two of that name
    with pytest.raises(ArchiveError, match="damaged"):
        fetched(zenodo, bytes(data), [name], tmp_path)


def test_deleted_closed_or_replaced_after_the_listing(zenodo: Standin, tmp_path: Path):
    client = client_of(zenodo)
    file = published(zenodo, make_zip(BIG))
    zenodo.replace_file(file.record_id, KEY, make_zip({**BIG, "a.csv": noise(150_000, 9)}))
    with RemoteZip(client, file, tmp_path) as archive, pytest.raises(FileChanged):
        archive.members()
    zenodo.replace_file(file.record_id, KEY, b"short")
    with RemoteZip(client, file, tmp_path) as archive, pytest.raises(FileChanged):
        archive.members()
    zenodo.set_access(file.record_id, "restricted")
    with RemoteZip(client, file, tmp_path) as archive, pytest.raises(OutOfReach):
        archive.members()
    zenodo.delete_record(file.record_id)
    with RemoteZip(client, file, tmp_path) as archive, pytest.raises(RecordMissing):
        archive.members()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_before(zenodo: Standin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import shutil

    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1 << 20))
    with pytest.raises(SeatizenError, match="MB free"):
        fetched(zenodo, make_zip(BIG), ["a.csv"], tmp_path)


def test_cancel_while_a_member_unpacks_leaves_nothing(zenodo: Standin, tmp_path: Path):
    feedback = Feedback()
    file = published(zenodo, make_zip({"a.csv": noise(1000).hex().encode() * 30_000}))
    client = client_of(zenodo, feedback=feedback)
    with RemoteZip(client, file, tmp_path) as archive:
        archive.members()
        zenodo.after("/content", feedback.cancel, times=9)
        with pytest.raises(Cancelled):
            archive.fetch(["a.csv"])
    assert list(tmp_path.iterdir()) == []
    zenodo.script.clear()
    feedback = Feedback()
    with RemoteZip(client_of(zenodo, feedback=feedback), file, tmp_path) as archive:
        archive.fetch(["a.csv"])["a.csv"].unlink()  # all bytes are here now
        asked = len(zenodo.requests)
        began = time.monotonic()
        threading.Timer(0.1, feedback.cancel).start()
        with pytest.raises(Cancelled):
            while True:
                archive.fetch(["a.csv"])["a.csv"].unlink()
        assert time.monotonic() - began < 1
        assert len(zenodo.requests) == asked
    assert list(tmp_path.iterdir()) == []


# hostile archives -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../evil.csv",
        "a/../../evil.csv",
        "/etc/evil",
        "C:\\evil.csv",
        "c:evil",
        "..\\evil",
        "\\\\host\\evil",
        "a\0b",
    ],
)
def test_names_that_lead_out(zenodo: Standin, tmp_path: Path, name: str):
    placeholder = "x" * len(name.encode())
    data = make_zip({placeholder: b"evil", "a.csv": b"1"}).replace(placeholder.encode(), name.encode())
    work = tmp_path / "work"
    work.mkdir()
    with pytest.raises(ArchiveError, match="dangerous name"):
        fetched(zenodo, data, ["a.csv", name], work)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_symlinks_and_encrypted_members(zenodo: Standin, tmp_path: Path):
    def linked(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("metadata.csv")
        info.create_system = 3
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("b.csv", "fine")

    with pytest.raises(ArchiveError, match="symbolic link"):
        fetched(zenodo, zipped(linked), ["metadata.csv"], tmp_path)
    assert fetched(zenodo, zipped(linked), ["b.csv"], tmp_path) == {"b.csv": b"fine"}
    locked = bytearray(make_zip({"a.csv": b"1"}))
    locked[6] |= 1
    locked[locked.index(b"PK\1\2") + 8] |= 1
    with pytest.raises(ArchiveError, match="encrypted"):
        fetched(zenodo, bytes(locked), ["a.csv"], tmp_path)


def test_claims_of_four_gigabytes_in_a_kilobyte(zenodo: Standin, tmp_path: Path):
    data = bytearray(make_zip({"a.csv": noise(1000)}))
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<L", 0xFFFFFFF0)
    with pytest.raises(ArchiveError, match="not believable"):
        fetched(zenodo, bytes(data), ["a.csv"], tmp_path)


def test_bombs_are_stopped_while_they_unpack(zenodo: Standin, tmp_path: Path):
    bomb = bytearray(make_zip({"a.csv": b"\0" * 300_000_000}))
    with pytest.raises(ArchiveError, match="not believable"):
        fetched(zenodo, bytes(bomb), ["a.csv"], tmp_path)
    at = bomb.index(b"PK\1\2")  # now it claims to be small
    bomb[at + 24 : at + 28] = bomb[22:26] = struct.pack("<L", 100_000)
    tracemalloc.start()
    with pytest.raises(ArchiveError, match="larger than it claims"):
        fetched(zenodo, bytes(bomb), ["a.csv"], tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000
    assert list(tmp_path.iterdir()) == []


def test_a_large_member_is_streamed(zenodo: Standin, tmp_path: Path):
    rows = noise(1000).hex().encode() * 20_000  # 40 MB that pack well
    file = published(zenodo, make_zip({"a.csv": rows}))
    tracemalloc.start()
    with RemoteZip(client_of(zenodo), file, tmp_path) as archive:
        path = archive.fetch(["a.csv"])["a.csv"]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size == len(rows)
    assert peak < 8_000_000


def test_overlapping_duplicate_and_too_many_members(zenodo: Standin, tmp_path: Path):
    data = bytearray(make_zip({"a.csv": noise(5000), "b.csv": noise(5000)}))
    second = data.index(b"PK\1\2", data.index(b"PK\1\2") + 4)
    overlapping = data[:]
    overlapping[second + 42 : second + 46] = struct.pack("<L", 0)
    with pytest.raises(ArchiveError, match="overlap"):
        fetched(zenodo, bytes(overlapping), ["a.csv"], tmp_path)
    with pytest.raises(ArchiveError, match="twice"):
        fetched(zenodo, bytes(data.replace(b"b.csv", b"a.csv")), ["a.csv"], tmp_path)
    outside = data[:]
    outside[second + 42 : second + 46] = struct.pack("<L", 0xFFFFFFFE)
    with pytest.raises(ArchiveError, match="damaged"):
        fetched(zenodo, bytes(outside), ["a.csv"], tmp_path)
    with pytest.raises(ArchiveError, match="more than is believable"):
        fetched(
            zenodo, make_zip({f"{n}": b"" for n in range(60)}), ["1"], tmp_path, limits=Limits(members=50)
        )


def test_what_is_no_archive(zenodo: Standin, tmp_path: Path):
    for data in (b"", b"PK", b"x" * 30, noise(200_000), b"<html>" * 40_000):
        with pytest.raises(ArchiveError):
            fetched(zenodo, data, ["a.csv"], tmp_path)


def test_mutated_archives_never_do_more_than_fail(tmp_path: Path):
    """Whatever bytes come, the directory reader ends with members inside the archive or with ArchiveError."""
    hypothesis = pytest.importorskip("hypothesis")
    from hypothesis import strategies as st

    base = make_zip({"metadata.csv": b"a,b\n" * 40, "b/c.csv": noise(300), "é.txt": b""})
    limits = Limits()

    @hypothesis.settings(max_examples=600, deadline=None, database=None)
    @hypothesis.given(
        st.lists(st.tuples(st.integers(0, len(base) - 1), st.binary(min_size=1, max_size=8)), max_size=6),
        st.integers(0, 40),
        st.binary(max_size=30),
    )
    def check(changes: list[tuple[int, bytes]], cut: int, added: bytes) -> None:
        data = bytearray(base)
        for at, piece in changes:
            data[at : at + len(piece)] = piece
        spoilt = bytes(data[: len(data) - cut]) + added
        try:
            found = zipformat.find_directory(spoilt, len(spoilt), limits)
            if not isinstance(found, zipformat.Directory):
                return
            members = zipformat.read_directory(spoilt[found.offset : found.offset + found.size], found)
            for member in members:
                zipformat.check_wanted(member, limits)
                header = spoilt[member.offset : zipformat.header_end(member)]
                start = member.offset + zipformat.data_start(header, member)
                assert 0 <= start <= start + member.packed <= member.end <= found.offset
        except ArchiveError as problem:
            assert "\n" not in str(problem)

    check()


def test_mutated_archives_end_in_a_sentence_over_the_wire(zenodo: Standin, tmp_path: Path):
    base = make_zip({"metadata.csv": noise(2000), "b.csv": b"a,b\n" * 500})
    chance = random.Random(7)
    ended = 0
    for _ in range(80):
        data = bytearray(base)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            got = fetched(zenodo, bytes(data), ["metadata.csv", "b.csv"], tmp_path)
        except ServiceError:
            ended += 1
        else:
            with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
                assert all(archive.read(name) == content for name, content in got.items())
        for path in tmp_path.iterdir():
            path.unlink()
    assert ended > 25
