# SPDX-License-Identifier: GPL-2.0-or-later
"""What versions consist of, the archives, the people, the words."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from publish_helpers import make_metadata, make_sites, write
from seatizen_atlas.core.errors import InputError
from seatizen_atlas.core.publish import content as content_module
from seatizen_atlas.core.publish.content import Wanted, contents, cut
from seatizen_atlas.core.publish.countries import country_name
from seatizen_atlas.core.publish.describing import describe_session, related_json
from seatizen_atlas.core.publish.facts import read_facts
from seatizen_atlas.core.publish.iso19115 import iso_record
from seatizen_atlas.core.publish.metadata_file import RelatedThing, read_metadata_file
from seatizen_atlas.core.publish.odm import differing_options
from seatizen_atlas.core.publish.packing import pack
from seatizen_atlas.core.publish.people import split_name, team_of
from seatizen_atlas.core.publish.wording import settled, settled_html
from seatizen_atlas.core.sessions.source import FolderSource
from zenodo_standin import vocabulary

UPLOADS = Path(__file__).resolve().parents[4] / "shared" / "data" / "real" / "upload_metadata" / "metadata"
ASV, UAV, UVC, AUV, MASK = 0, 2, 4, 5, 6


def session(folder: Path, number: int) -> FolderSource:
    return FolderSource.open(make_sites(folder, number)[0])


def members(version, key: str) -> list[str]:
    upload = next(one for one in version.uploads if one.key == key)
    return [piece.name for piece in upload.pieces]


def keys(version) -> list[str]:
    return [upload.key for upload in version.uploads]


def always() -> None:
    """Nobody cancels."""


def test_raw_data_by_platform(tmp_path: Path):
    board = session(tmp_path, ASV)
    (raw,) = contents(board, Wanted(raw=True))
    assert (raw.label, raw.restricted, raw.carries) == ("RAW_DATA", True, False)
    assert keys(raw) == ["GPS.zip", "DCIM.zip", "SENSORS.zip"]
    assert members(raw, "GPS.zip") == ["BASE/base.o", "DEVICE/track.gpx"]
    drone = session(tmp_path, UAV)
    write(drone.folder / "00_sample_rawdata_overview.png", b"png")
    write(drone.folder / "GPS" / "base.txt", b"any file")
    (raw,) = contents(drone, Wanted(raw=True))
    assert keys(raw) == ["DCIM.zip", "METADATA.zip", "GPS.zip", "00_sample_rawdata_overview.png"]
    assert not raw.restricted
    for number in (AUV, UVC):
        source = session(tmp_path, number)
        write(source.folder / "DCIM" / "a.jpg", b"x")
        (raw,) = contents(source, Wanted(raw=True))
        assert (keys(raw), raw.restricted) == (["DCIM.zip"], False)


def test_processed_data_by_letters(tmp_path: Path):
    source = session(tmp_path, ASV)
    root = source.folder
    write(root / "PROCESSED_DATA" / "PHOTOGRAMMETRY" / "odm_report" / "report.pdf", b"%PDF")
    write(root / "PROCESSED_DATA" / "BATHY" / "raster.tif", b"tif")
    write(root / "PROCESSED_DATA" / "BATHY" / "raster.tif.aux.xml", b"<x/>")
    write(root / "empty.txt", b"")
    (done,) = contents(source, Wanted(processed="dfmgbipc"))
    assert keys(done) == [
        "DCIM.zip", "PROCESSED_DATA_FRAMES.zip", "METADATA.zip", "GPS.zip", "PROCESSED_DATA_BATHY.zip",
        "PROCESSED_DATA_IA.zip", "PROCESSED_DATA_PHOTOGRAMMETRY.zip", "000_photogrammetry_report.pdf",
        "000_preview.pdf",
    ]  # fmt: skip
    assert members(done, "PROCESSED_DATA_BATHY.zip") == ["raster.tif"]
    assert (root / "PROCESSED_DATA" / "BATHY" / "raster.tif.aux.xml").exists()
    assert "metadata.csv" in members(done, "METADATA.zip")
    assert not done.restricted and done.carries
    assert any("CPCE_ANNOTATION" in note for note in done.notes)
    assert any("empty.txt" in note for note in done.notes)
    (custom,) = contents(source, Wanted(custom="s"), "DEPRECATED", True)
    assert (custom.label, custom.restricted) == ("DEPRECATED", True)
    assert keys(custom) == ["SENSORS.zip", "000_preview.pdf"]


def test_useful_frames_only_unless_all_are_wanted(tmp_path: Path):
    source = session(tmp_path, ASV)
    useful = [
        line.split(",")[0]
        for line in (source.folder / "METADATA/predictions_gps.csv").read_text().splitlines()[1:]
    ]
    listed = (source.folder / "METADATA/metadata.csv").read_text().splitlines()[1:]
    (some,) = contents(source, Wanted(processed="f"))
    (all_of_them,) = contents(source, Wanted(processed="f", all_frames=True))
    assert members(some, "PROCESSED_DATA_FRAMES.zip") == sorted(useful, key=content_module.natural)
    assert 0 < len(useful) <= len(listed) == len(members(all_of_them, "PROCESSED_DATA_FRAMES.zip"))
    drone = session(tmp_path, UAV)
    (frames,) = contents(drone, Wanted(processed="f"))
    assert len(members(frames, "DCIM.zip")) == 6, "a drone's frames are its pictures"


def test_letters_that_are_none_are_refused():
    with pytest.raises(InputError, match="“s” is no letter of PROCESSED"):
        Wanted(processed="ms").checked()
    with pytest.raises(InputError, match="Nothing was chosen"):
        Wanted().checked()
    assert Wanted(custom="ms").checked()


def test_a_session_without_anything_says_so(tmp_path: Path):
    root = tmp_path / "20240101_REU-X_AUV-1_01"
    write(root / "METADATA" / "metadata.csv", b"FileName\n")
    with pytest.raises(InputError, match="holds no raw data"):
        contents(FolderSource.open(root), Wanted(raw=True))
    with pytest.raises(InputError, match="custom version needs a name"):
        contents(FolderSource.open(root), Wanted(custom="m"))


def test_archives_are_cut_and_versions_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(content_module, "PART_SIZE", 250)
    pieces = [content_module.Piece(tmp_path / f"{n}.jpg", f"{n}.jpg", 100) for n in range(5)]
    parts = cut("DCIM", pieces)
    assert [(one.key, len(one.pieces), one.packed) for one in parts] == [
        ("DCIM.zip", 2, "stored"), ("DCIM_p02.zip", 2, "stored"), ("DCIM_p03.zip", 1, "stored"),
    ]  # fmt: skip
    source = session(tmp_path, AUV)
    monkeypatch.setattr(content_module, "VERSION_SIZE", content_module._ARCHIVE_OVERHEAD + 600)
    raws = contents(source, Wanted(raw=True))
    assert [raw.label for raw in raws] == [f"RAW_DATA_{n}" if n > 1 else "RAW_DATA" for n in range(1, 7)]
    monkeypatch.setattr(content_module, "VERSION_SIZE", 10**12)
    monkeypatch.setattr(content_module, "VERSION_FILES", 4)
    raws = contents(source, Wanted(raw=True))
    assert [len(raw.uploads) for raw in raws] == [4, 2]


def test_archives_are_the_same_bytes_whenever_they_are_made(tmp_path: Path):
    source = session(tmp_path / "a", ASV)
    (done,) = contents(source, Wanted(processed="fm"))
    frames, metadata = done.uploads[:2]
    first = pack(frames, tmp_path / "1.zip", always)
    for piece in frames.pieces:
        piece.path.touch()
    second = pack(frames, tmp_path / "2.zip", always)
    assert (first.md5, first.size) == (second.md5, second.size)
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    with zipfile.ZipFile(first.path) as archive:
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert archive.read(frames.pieces[0].name) == frames.pieces[0].path.read_bytes()
        assert archive.testzip() is None
    with zipfile.ZipFile(pack(metadata, tmp_path / "3.zip", always).path) as archive:
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_DEFLATED}


def test_a_file_that_changes_while_it_is_packed_is_told(tmp_path: Path):
    source = session(tmp_path, AUV)
    (raw,) = contents(source, Wanted(raw=True))
    raw.uploads[0].pieces[0].path.write_bytes(b"longer than it was before, by far" * 10)
    with pytest.raises(InputError, match="changed while it was packed"):
        pack(raw.uploads[0], tmp_path / "x.zip", always)


# people and words -----------------------------------------------------------------------------------


def test_people_by_role_with_nobody_forgotten(tmp_path: Path):
    roots = make_sites(tmp_path, ASV)
    file = read_metadata_file(make_metadata(tmp_path / "m", roots))
    team = team_of(roots[0].name, file.sessions_csv, file.contributors_csv)
    assert [(p.family, p.given, p.affiliation, p.orcid) for p in team.creators] == [
        ("Bo", "Ana", "UMR X, France", "0000-0002-1825-0097"), ("de la Mer", "Nadia", "", ""),
    ]  # fmt: skip
    assert [(role, p.family) for role, p in team.contributors] == [
        ("datamanager", "Dupont"), ("projectmember", "One"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("people", "sessions", "told"),
    [
        ("id,name,orcid\nAB,Ana Bo,0000-0002-1825-0098\n", "", "row 2, column “orcid”: .* not an ORCID"),
        ("id,name,affiliation,orcid\nAB,Ana Bo,,\nAB,Ben,,\n", "", "row 3, column “id”: “AB” stands twice"),
        ("id,name\nAB,Ana Bo\n", "", "row 2, column “Creators”: “NA” is nobody in contributors.csv"),
        ("", "session_name,Creators\nother,AB\n", "the session “.*” is not in it"),
        ("", "session_name,Creators\n{name},AB\n{name},NA\n", "row 3: .* stands twice, differently"),
        ("", "session_name,Creators\n{name},\n", "row 2, column “Creators”: nobody is named"),
        ("", "session,Creators\n{name},AB\n", "there is no column “session_name”"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_people_is_told_by_place(
    tmp_path: Path, people: str, sessions: str, told: str
):
    roots = make_sites(tmp_path, ASV)
    make_metadata(tmp_path / "m", roots)
    if people:
        (tmp_path / "m/people/contributors.csv").write_text(people, encoding="utf-8")
    if sessions:
        (tmp_path / "m/people/sessions.csv").write_text(sessions.format(name=roots[0].name), encoding="utf-8")
    with pytest.raises(InputError, match=told):
        team_of(roots[0].name, tmp_path / "m/people/sessions.csv", tmp_path / "m/people/contributors.csv")


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Pascal Mouquet", "Mouquet", "Pascal"),
        ("Alois Le Roux", "Le Roux", "Alois"),
        ("Belen De Ana", "De Ana", "Belen"),
        ("Talpaert Daudon, Justine", "Talpaert Daudon", "Justine"),
        ("Plancha", "Plancha", ""),
        ("Le Roux", "Roux", "Le"),
    ],
)
def test_names_are_split(name: str, family: str, given: str):
    assert split_name(name) == (family, given)


def test_the_metadata_file_is_read_as_users_write_it(tmp_path: Path):
    folder = tmp_path / "upload" / "metadata"
    write(tmp_path / "upload" / "people.csv", b"id,name\n")
    write(folder / "text.html", "\ufeff<p>Hello</p>".encode())
    path = write(
        folder / "m.json",
        '\ufeff{"_NB": 1, "_NB": 2, "version": "v1", "version": "v2", "description": "text.html",'
        ' "csv_contributors_path": "./people.csv", "license": "CC-BY-4.0",'
        ' "access_right": "restricted"}'.encode(),
    )
    file = read_metadata_file(path)
    assert (file.version, file.description, file.licence, file.restricted) == (
        "v2",
        "<p>Hello</p>",
        "cc-by-4.0",
        True,
    )
    assert file.contributors_csv == tmp_path / "upload" / "people.csv"
    path.write_text('{"description": "gone.txt"}')
    with pytest.raises(InputError, match="m.json, column “description”: there is no file “gone.txt”"):
        read_metadata_file(path)
    path.write_text('{"title": "x",\n "version" "v1"}')  # of a comma too many Pythons tell different places
    with pytest.raises(InputError, match="m.json, row 2: is not valid JSON"):
        read_metadata_file(path)
    path.write_text('{"description": 1999}')
    with pytest.raises(InputError, match="no built-in text 1999"):
        read_metadata_file(path)


@pytest.mark.skipif(not UPLOADS.is_dir(), reason="the real files do not lie beside this checkout")
def test_the_real_files_are_understood():
    expected = {
        "metadata_2015": ("hyscores", "RAW_DATA"), "metadata_deprecated": ("deprecated", "DEPRECATED"),
        "metadata": ("", ""), "metadata_recif3D": ("", ""), "metadata_seatizen_atlas": ("", "v1.2.6"),
    }  # fmt: skip
    for name, told in expected.items():
        file = read_metadata_file(UPLOADS / f"{name}.json")
        assert (file.built_in, file.version) == told
    recif = read_metadata_file(UPLOADS / "metadata_recif3D.json")
    team = team_of("20211126_REU-HERMITAGE_AUV-1_01", recif.sessions_csv, recif.contributors_csv)
    named = {person for _, person in team.contributors} | set(team.creators)
    assert len(named) == 16, "everybody of the contributors file"
    assert ("contactperson", "Duval") in {(role, p.family) for role, p in team.contributors}
    mada = read_metadata_file(UPLOADS / "metadata_mada_amoros.json")
    team = team_of("20210308_MDG-Toliara_UVC-01_01", mada.sessions_csv, mada.contributors_csv)
    assert team.creators[0].affiliation.startswith("Institut Halieutique et des Sciences Marines (IH.SM)")
    for initials_of, name in (("metadata_2015", "Ropert"), ("metadata", "Ravitchandirane")):
        file = read_metadata_file(UPLOADS / f"{initials_of}.json")
        session_name = (
            "20150611_REU-St-Gilles_scuba"
            if "2015" in initials_of
            else "20221019_SYC-ALDABRA-ARM01_ASV-01_00"
        )
        team = team_of(session_name, file.sessions_csv, file.contributors_csv)
        assert name in {p.family for p in (*team.creators, *(p for _, p in team.contributors))}


def described(tmp_path: Path, number: int, **changes):
    source = session(tmp_path, number)
    file = read_metadata_file(make_metadata(tmp_path / "m", [source.folder], **changes))
    facts = read_facts(source, always)
    team = team_of(source.name.text, file.sessions_csv, file.contributors_csv)
    (version,) = contents(source, Wanted(processed="m"))
    return source, facts, file, describe_session(source.name, version, facts, team, file, date(2026, 11, 24))


def test_a_description_that_zenodo_keeps_to_the_letter(tmp_path: Path):
    source, facts, _file, made = described(tmp_path, ASV)
    kept, problems = vocabulary.check(made.metadata)
    assert not problems and kept == made.metadata
    metadata = made.metadata
    assert metadata["title"] == (
        "Underwater images collected by an Autonomous Surface Vehicle in St-Leu, Réunion - 2022-03-02"
    )
    assert metadata["identifiers"] == [{"scheme": "urn", "identifier": f"urn:{source.name.text}"}]
    words = [one["subject"] for one in metadata["subjects"]]
    assert words == sorted(
        ["Coral Reef", "Ecology", "Plancha", "Réunion", "ASV", "Autonomous Surface Vehicle"]
    )
    longitude, latitude = metadata["locations"]["features"][0]["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (55, -21), "longitude first"
    assert metadata["dates"] == [
        {"date": "2022-03-02", "type": {"id": "collected"}},
        {"date": "2022-03-02/2026-11-24", "type": {"id": "valid"}},
    ]
    assert metadata["additional_descriptions"][0]["description"] == 'Paid by "somebody" &amp; others'
    assert metadata["related_identifiers"][0]["identifier"] == "10.5281/zenodo.11125847"
    assert "<strong>Frames</strong>: 6" in metadata["description"]
    assert f"{facts.useful:.2f} %" in metadata["description"]
    assert made.body()["access"] == {"record": "public", "files": "public"}


def test_a_text_of_ones_own_loses_what_zenodo_would_drop(tmp_path: Path):
    text = (
        '<p onclick="x()">It’s <a href="https://x.org" target="_blank">here</a>'
        "<script>alert(1)</script><hr></p>"
    )
    write(tmp_path / "m" / "own.html", text.encode())
    metadata = described(tmp_path, ASV, description="own.html", title="Mine")[3].metadata
    assert metadata["description"] == '<p>It\'s <a href="https://x.org">here</a></p>'
    assert metadata["title"] == "Mine"


def test_photogrammetry_and_gps_are_described(tmp_path: Path):
    source = session(tmp_path, ASV)
    log = {"options": {"orthophoto_resolution": 1.0, "dsm": True, "crop": 3, "project_path": "/secret"}}
    write(source.folder / "PROCESSED_DATA/PHOTOGRAMMETRY/log.json", json.dumps(log).encode())
    write(source.folder / "GPS/DEVICE/ppk_solution.pos", b"x")
    write(source.folder / "GPS/DEVICE/ppk_solution.txt", b"fix,lat\n1,0\n1,0\n2,0\n5.0,0\n")
    write(source.folder / "GPS/BASE/merged.o", b"x")
    facts = read_facts(source, always)
    assert facts.options == {"dsm": True, "orthophoto_resolution": 1.0}
    assert (facts.gps.quality, facts.gps.post_processed) == ({1: 50.0, 2: 25.0, 5: 25.0}, True)
    assert "RGP" in facts.gps.base
    assert differing_options({}) is None


def test_texts_are_settled_as_zenodo_does():
    for text in ("L’été “bleu” ﬁn", "ＡＢ\u200bC", "a &amp; b", "e\u0301", "plain"):
        assert settled(text) == vocabulary.mended(text)
    for text in (
        "<p>A & B</p>", "<ul><li>x<br/>y</ul>", "<h6>t</h6><img src=x>z", "a < b",
        '<a href="?a=1&amp;b=2">l</a>',
    ):  # fmt: skip
        assert settled_html(text) == vocabulary.cleaned(settled_html(text))


def test_related_things_and_countries():
    doi = related_json(RelatedThing("https://doi.org/10.1/x", "cites", ""))
    assert (doi["identifier"], doi["scheme"], "resource_type" in doi) == ("10.1/x", "doi", False)
    assert related_json(RelatedThing("https://x.org", "cites", "dataset"))["scheme"] == "url"
    assert [country_name(code) for code in ("REU", "mdg", "XXX")] == ["Réunion", "Madagascar", ""]


def test_the_iso_record_has_the_publishers_contact_and_the_order_of_the_schema(tmp_path: Path):
    contact = {"name": "Ana <Bo>", "organisation": "UMR & Co", "email": "ana@example.org"}
    source, facts, file, made = described(tmp_path, ASV, contact=contact)
    record = iso_record(source.name, made, facts, file)
    assert record == iso_record(source.name, made, facts, file)
    root = ElementTree.fromstring(record)  # noqa: S314
    gmd = "{http://www.isotc211.org/2005/gmd}"
    assert [child.tag.replace(gmd, "") for child in root] == [
        "fileIdentifier", "language", "characterSet", "hierarchyLevel", "contact", "dateStamp",
        "metadataStandardName", "metadataStandardVersion", "referenceSystemInfo", "identificationInfo",
        "distributionInfo",
    ]  # fmt: skip
    identification = root.find(f"{gmd}identificationInfo/{gmd}MD_DataIdentification")
    assert [child.tag.replace(gmd, "") for child in identification] == [
        "citation", "abstract", "pointOfContact", "descriptiveKeywords", "resourceConstraints", "language",
        "topicCategory", "extent",
    ]  # fmt: skip
    text = record.decode()
    assert "ana@example.org" in text and "UMR &amp; Co" in text and "Ifremer" not in text
    west = float(text.partition("westBoundLongitude><gco:Decimal>")[2].partition("<")[0])
    assert round(west) == 55
