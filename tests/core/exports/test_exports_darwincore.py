# SPDX-License-Identifier: GPL-2.0-or-later
"""The Darwin Core archive: its content, its taxa, and what third-party validators say of it."""

from __future__ import annotations

import csv
import io
import json
import threading
import zipfile
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import pytest
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasError, Cancelled, InputError, SeatizenError, ServiceError
from seatizen_atlas.core.exports.darwincore import read
from seatizen_atlas.core.exports.darwincore.export import export_darwin_core
from seatizen_atlas.core.exports.darwincore.licences import find_licence
from seatizen_atlas.core.exports.darwincore.lint import lint_archive
from seatizen_atlas.core.exports.darwincore.metadata import read_metadata
from seatizen_atlas.core.exports.darwincore.rows import event_date
from seatizen_atlas.core.exports.darwincore.taxonomy import GBIF, GbifSource, NoSource
from seatizen_atlas.core.http.client import HttpClient
from seatizen_atlas.core.session_folders import archive_and_member

XSD = Path(__file__).resolve().parents[4] / "shared" / "xsd"
ASV = "20210105_REU-SAINT-LEU_ASV-1_00"
SCUBA = "20220614_MYT-NGOUJA_scuba"
PUBLISHED = date(2026, 11, 22)

READ_ARCHIVE = """
import json, sys
from dwca.read import DwCAReader
with DwCAReader(sys.argv[1]) as archive:
    found = {}
    for row in archive:
        for extension in row.extensions:
            found.setdefault(extension.rowtype, []).append(extension.data)
    orphans = archive.orphaned_extension_rows()
    print(json.dumps({
        "core": archive.descriptor.core.type,
        "ids": [row.id for row in archive],
        "events": [row.data for row in archive],
        "extensions": found,
        "orphans": {name: sum(map(len, rows.values())) for name, rows in orphans.items()},
        "licence": archive.metadata.findtext("dataset/licensed/identifier"),
    }))
"""
CHECK_OBIS = """
import json, sys, zipfile
import pandas
from pyobistools.validation.check_fields import check_fields
from pyobistools.validation.check_eventids import check_eventids, check_extension_eventids
with zipfile.ZipFile(sys.argv[1]) as archive:
    events, occurrences, measurements = (
        pandas.read_csv(archive.open(name), dtype=str, keep_default_na=False)
        for name in ("event.txt", "occurrence.txt", "extendedmeasurementorfact.txt")
    )
checks = {
    "event fields": check_fields(events, level="error", analysis_type="event_core"),
    "occurrence fields": check_fields(occurrences, level="error", analysis_type="occurrence_extension"),
    "event ids": check_eventids(events),
    "occurrence event ids": check_extension_eventids(events, occurrences),
    "measurement event ids": check_extension_eventids(events, measurements),
}
print(json.dumps({name: [] if found is None else found.astype(str).values.tolist()
                  for name, found in checks.items()}))
"""

# Not in QGIS's process, where lxml meets another libxml2 than its own and may crash.
CHECK_SCHEMA = """
import json, sys, zipfile
from lxml import etree
folder, schema, document, *archives = sys.argv[1:]
sys.path.insert(0, folder)
from load_schema import load_schema
compiled, found = load_schema(schema), []
for path in archives:
    with zipfile.ZipFile(path) as archive:
        compiled.validate(etree.fromstring(archive.read(document)))
    found.append([str(error) for error in compiled.error_log])
print(json.dumps(found))
"""

CHECK_EML = """
import importlib.util, json, sys, zipfile
from pathlib import Path
from lxml import etree
schemas = Path(importlib.util.find_spec("emlvp").origin).parent / "schemas"
compiled, found = etree.XMLSchema(file=str(schemas / "EML2.2.0" / "xsd" / "eml.xsd")), []
for path in sys.argv[1:]:
    with zipfile.ZipFile(path) as archive:
        compiled.validate(etree.fromstring(archive.read("eml.xml")))
    found.append([str(error) for error in compiled.error_log])
print(json.dumps(found))
"""
CHECK_TERMS = """
import csv, importlib.util, json, sys, zipfile
from pathlib import Path
from lxml import etree
register = Path(importlib.util.find_spec("dwcahandler").origin).parent / "dwca" / "terms"
def column(file, name):
    with (register / file).open(encoding="utf-8", newline="") as stream:
        return {row[name] for row in csv.DictReader(stream)}
row_types = column("class-rowtype.csv", "class_uri") & column("extension-register.csv", "identifier")
terms = column("terms.csv", "uri")
with zipfile.ZipFile(sys.argv[1]) as archive:
    meta = etree.fromstring(archive.read("meta.xml"))
print(json.dumps([
    sorted(set(meta.xpath("//@rowType")) - row_types),
    sorted(set(meta.xpath("//@term")) - terms),
]))
"""


class Gbif:
    """Knows every key but those in `unknown`; counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.unknown: set[int] = set()

    def species(self, key: int) -> dict[str, object] | None:
        self.asked.append(key)
        if key in self.unknown:
            return None
        return {
            "key": key,
            "scientificName": f"Genus{key} Linnaeus, 1758",
            "canonicalName": f"Genus{key}",
            "authorship": "Linnaeus, 1758",
            "rank": "GENUS",
            "kingdom": "Animalia",
            "phylum": "Cnidaria",
            "genus": f"Genus{key}",
            "taxonomicStatus": "ACCEPTED",
        }


@pytest.fixture
def gbif():
    return Gbif()


@pytest.fixture
def export(atlas, out, heard, gbif):
    def run(name="archive.zip", **options):
        given = {"metadata": read_metadata(None), "source": gbif, "published": PUBLISHED, **options}
        return export_darwin_core(atlas.path, out / name, feedback=heard, **given)

    return run


def rows_of(path, name):
    with zipfile.ZipFile(path) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode())))


def test_events(export):
    report = export()
    events = rows_of(report.path, "event.txt")
    assert report.events == len(events) == 5
    session, first = events[0], events[1]
    assert (session["eventID"], session["parentEventID"], session["eventDate"]) == (ASV, "", "2021-01-05")
    assert session["footprintWKT"].startswith("Polygon ((55.27") and session["footprintSRS"] == "EPSG:4326"
    assert float(session["decimalLongitude"]) == pytest.approx(55.28)
    assert 1400 < int(session["coordinateUncertaintyInMeters"]) < 1600  # half the diagonal of 2 by 2.2 km
    assert (first["eventID"], first["parentEventID"]) == (f"{ASV}:{ASV}_1_1.jpeg", ASV)
    assert first["eventDate"] == "2021-01-05T08:00:01Z"
    assert (first["decimalLatitude"], first["decimalLongitude"]) == (
        repr(-21.170000000321 - 1 / 1000),
        repr(55.280000000123 + 1 / 1000),
    )
    assert (first["coordinateUncertaintyInMeters"], first["countryCode"], first["habitat"]) == (
        "1",
        "RE",
        "Sand | Rubble",
    )
    assert first["references"] == "https://doi.org/10.5281/zenodo.10000002"
    assert [e["countryCode"] for e in events] == ["RE", "RE", "RE", "YT", "YT"]
    assert [e["parentEventID"] for e in events] == ["", ASV, ASV, "", SCUBA]


def test_positions_are_the_less_certain_the_worse_their_fix(atlas, export):
    metres = []
    for fix in ("1", "2", "5", "NULL"):
        with Atlas.open(atlas.path, update=True) as opened:
            opened.execute(f"UPDATE frame SET GPSFix = {fix}")
        first = rows_of(export(f"{fix}.zip").path, "event.txt")[1]
        metres.append(int(first["coordinateUncertaintyInMeters"]))
    fixed, floating, single, unknown = metres
    assert 1 == fixed <= floating < single < unknown


def test_occurrences_have_no_contradictions(export):
    report = export()
    occurrences = rows_of(report.path, "occurrence.txt")
    assert report.occurrences == len(occurrences)
    found = {(o["eventID"].rpartition(":")[2], o["scientificName"]): o for o in occurrences}
    one = f"{ASV}_1_1.jpeg"
    acropora = found[one, "Genus7673664"]  # Branching 1 (later than its 0), Tabular 0
    assert acropora["occurrenceStatus"] == "present"
    assert acropora["verbatimIdentification"] == "Acropora_Branching"
    assert acropora["identifiedBy"] == "Ana Lima" and acropora["dateIdentified"] == "2024-06-01"
    assert acropora["occurrenceID"] == f"{ASV}:{one}:7673664"
    assert acropora["scientificNameAuthorship"] == "Linnaeus, 1758"
    assert acropora["basisOfRecord"] == "MachineObservation"
    assert acropora["identificationVerificationStatus"] == "ValidatedByHuman"
    absent = found[f"{ASV}_1_3.jpeg", "Genus7673664"]
    assert absent["occurrenceStatus"] == "absent"
    assert absent["verbatimIdentification"] == "Acropora_Branching | Acropora_Digitate"
    # Two labels called Turbinaria are two taxa: the coral is absent, the alga present.
    third = f"{SCUBA}_1_1.jpeg"
    assert found[third, "Genus2259724"]["occurrenceStatus"] == "absent"
    assert found[third, "Genus3197378"]["occurrenceStatus"] == "present"
    assert not any("Homo" in "".join(o.values()) for o in occurrences)
    assert len({o["occurrenceID"] for o in occurrences}) == len(occurrences)


def test_substrate_is_measured_and_quality_left_out(export):
    report = export()
    measurements = rows_of(report.path, "extendedmeasurementorfact.txt")
    told = {(m["measurementType"], m["measurementValue"]) for m in measurements}
    assert told == {
        ("presence of substrate: Sand", "present"),
        ("presence of substrate: Sand", "absent"),
        ("presence of substrate: Rubble", "present"),
    }
    assert {m["occurrenceID"] for m in measurements} == {""}


def test_media_say_where_in_which_zip_they_are(export):
    report = export()
    media = rows_of(report.path, "multimedia.txt")
    images = [m for m in media if not m["occurrenceID"]]
    assert len(images) == 3 and len(media) > 3
    assert images[0]["furtherInformationURL"] == "https://doi.org/10.5281/zenodo.10000002"
    assert "PROCESSED_DATA_FRAMES.zip" in images[0]["comments"]
    assert f"{ASV}_1_1.jpeg" in images[0]["comments"]
    assert (images[0]["format"], images[0]["type"]) == ("image/jpeg", "StillImage")


def test_frames_without_a_position_are_left_out_and_said(atlas, export, heard):
    atlas.annotate(1, 7, {2: 1})
    report = export()
    assert report.left_out == 1 and report.events == 5
    assert any("1 annotated frame without a position" in said for said in heard.said)


def test_a_frame_without_a_time_has_its_sessions_date(atlas, export):
    atlas.annotate(1, 6, {2: 1})
    events = {e["eventID"]: e for e in rows_of(export().path, "event.txt")}
    frame = events["20210111_SYC-aldabra-arm01_UAV-02_17:20210111_SYC-aldabra-arm01_UAV-02_17_DJI_0001.JPG"]
    assert (frame["eventDate"], frame["countryCode"]) == ("2021-01-11", "SC")


def test_times_of_an_unknown_zone_are_dates_alone(export, tmp_path):
    path = tmp_path / "metadata.json"
    path.write_text('{"times": "unknown"}')
    events = rows_of(export(metadata=read_metadata(path)).path, "event.txt")
    assert {e["eventDate"] for e in events} == {"2021-01-05", "2022-06-14"}
    assert event_date("2021-01-05 08:00:01", "2021-01-04", "utc") == "2021-01-05T08:00:01Z"
    assert event_date("", "2021-01-04", "utc") == "2021-01-04"


def test_exports_of_the_same_atlas_are_the_same_bytes(export):
    assert export("one.zip").path.read_bytes() == export("two.zip").path.read_bytes()


def test_ids_stay_when_the_atlas_grows(atlas, export):
    before = {o["occurrenceID"] for o in rows_of(export().path, "occurrence.txt")}
    atlas.annotate(2, 2, {2: 1, 52: 0})
    after = {o["occurrenceID"] for o in rows_of(export().path, "occurrence.txt")}
    assert before < after


def test_names_that_repeat_get_their_path(atlas, export):
    for number, folder in ((20, "A"), (21, "B")):
        atlas.frame(
            number,
            10000012,
            "G001.JPG",
            GPSPosition=bytes.fromhex(str(atlas.scalar("SELECT hex(GPSPosition) FROM frame WHERE id = 6"))),
            relative_file_path=f"20210111_SYC-aldabra-arm01_UAV-02_17/DCIM/{folder}/G001.JPG",
        )
        atlas.annotate(1, number, {2: 1})
    report = export()
    ids = [e["eventID"] for e in rows_of(report.path, "event.txt")]
    assert len(ids) == len(set(ids))
    assert "20210111_SYC-aldabra-arm01_UAV-02_17:DCIM/A/G001.JPG" in ids
    assert {f.rule for f in report.findings} <= {
        "centroid"
    }  # both lie at the same place, and so does their hull


def test_predictions_are_an_option(atlas, export):
    atlas.predict(3, 10000002, {1: 0.99, 16: 0.75})  # annotated: Acropora absent
    atlas.predict(4, 10000002, {1: 0.99, 2: 0.5})  # not annotated
    plain, report = export("plain.zip"), export("full.zip", predictions=True)
    assert report.events == plain.events + 1
    machine = {
        o["occurrenceID"]: o
        for o in rows_of(report.path, "occurrence.txt")
        if o["identificationVerificationStatus"] == "PredictedByMachine"
    }
    assert all(o["occurrenceStatus"] == "present" for o in machine.values())
    # People win: frames 1 and 3 have their annotated Acropora; the newest scores of frame 8 are all low.
    events = {o["eventID"].rpartition(":")[2] for o in machine.values() if "7673664" in o["occurrenceID"]}
    assert events == {f"{ASV}_1_4.jpeg"}
    assert f"{ASV}:{ASV}_1_3.jpeg:714" in machine
    acropora = machine[f"{ASV}:{ASV}_1_4.jpeg:7673664"]
    assert acropora["verbatimIdentification"] == "Acropora_Branching | Acropora_Digitate"
    assert acropora["identificationReferences"] == "https://doi.org/10.57967/hf/2947"
    scores = [
        (m["measurementType"], m["measurementValue"])
        for m in rows_of(report.path, "extendedmeasurementorfact.txt")
        if m["occurrenceID"] == acropora["occurrenceID"]
    ]
    assert scores == [("classification score", "0.99"), ("classification score", "0.5")]
    assert report.findings == ()


def test_gbif_is_asked_once_and_then_never_again(export, gbif):
    export()
    assert sorted(gbif.asked) == sorted(set(gbif.asked)) and len(gbif.asked) == 5
    report = export(source=NoSource())
    assert report.occurrences and len(gbif.asked) == 5


def test_an_unresolved_key_names_the_label(export, gbif, out, tmp_path):
    gbif.unknown = {3197378}
    with pytest.raises(InputError, match=r"does not know the taxon of Turbinaria \(key 3197378\).*mapping"):
        export()
    assert not list(out.glob("*.zip"))
    mapping = tmp_path / "taxa.csv"
    mapping.write_text(
        "label,scientificName,scientificNameID,kingdom,taxonRank\n"
        "144,Turbinaria ornata,urn:lsid:marinespecies.org:taxname:211882,Chromista,species\n"
    )
    names = {o["scientificNameID"]: o for o in rows_of(export(taxa=mapping).path, "occurrence.txt")}
    mapped = names["urn:lsid:marinespecies.org:taxname:211882"]
    assert (mapped["scientificName"], mapped["kingdom"], mapped["taxonRank"]) == (
        "Turbinaria ornata",
        "Chromista",
        "species",
    )
    assert mapped["occurrenceID"].endswith(":worms-211882")


def test_a_mapping_may_add_the_lsid_alone_or_give_a_label_its_taxon(export, tmp_path):
    mapping = tmp_path / "taxa.csv"
    mapping.write_text("label;worms_lsid;gbif_key\nAcropora_Branching;205469;\nFish;;204\n")
    report = export(taxa=mapping)
    ids = {o["scientificNameID"] for o in rows_of(report.path, "occurrence.txt")}
    assert "urn:lsid:marinespecies.org:taxname:205469" in ids


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "label,scientificName,kingdom\nTurbinaria,Turbinaria,Animalia\n",
            r"2 labels “Turbinaria”.*133, 144",
        ),
        ("label,scientificName,kingdom\nNessie,Nessiteras,Animalia\n", "row 2.*no label “Nessie”"),
        ("label,scientificName\nSand,Arenaria\n", "kingdom of “Arenaria” is missing"),
        ("label,scientificNameID\nSponges,lsid-of-mine\n", "neither a WoRMS LSID nor an address"),
        ("label,gbifKey\nSponges,many\n", "is not a number"),
        ("name,colour\nSponges,red\n", "needs a column"),
        ("", "file is empty"),
    ],
)
def test_a_wrong_mapping_is_told_with_its_row(export, tmp_path, text, message):
    mapping = tmp_path / "taxa.csv"
    mapping.write_text(text)
    with pytest.raises(InputError, match=message):
        export(taxa=mapping)


def test_answers_before_a_failure_are_kept(export, gbif, atlas):
    class Failing(Gbif):
        def species(self, key):
            if len(self.asked) == 2:
                raise ServiceError("GBIF did not answer.")
            return super().species(key)

    with pytest.raises(ServiceError):
        export(source=Failing())
    assert atlas.scalar("SELECT count(*) FROM taxon") == 2


@pytest.fixture
def gbif_server():
    """GBIF's API over loopback: two keys, the rest 404."""
    known = {7673664: Gbif().species(7673664)}
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            answer = known.get(int(self.path.rpartition("/")[2]))
            body = json.dumps(answer or {"error": "not found"}).encode()
            self.send_response(200 if answer else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_gbif_over_http(gbif_server):
    url, asked = gbif_server
    with HttpClient(url, GBIF) as client:
        source = GbifSource(client)
        assert source.species(7673664)["kingdom"] == "Animalia"
        assert source.species(1) is None
    assert asked == ["/v1/species/7673664", "/v1/species/1"]


def test_an_empty_atlas_makes_an_empty_archive_and_says_so(empty_atlas, out, heard, gbif):
    report = export_darwin_core(
        empty_atlas.path, out / "a.zip", metadata=read_metadata(None), source=gbif, feedback=heard
    )
    assert (report.events, report.occurrences, report.findings) == (0, 0, ())
    assert any("no annotated frame" in said for said in heard.said)


def test_an_empty_archive_replaces_no_good_one(empty_atlas, out, heard, gbif):
    (out / "a.zip").write_bytes(b"good")
    with pytest.raises(InputError, match="nothing to write, so “a.zip” was left as it is"):
        export_darwin_core(
            empty_atlas.path, out / "a.zip", metadata=read_metadata(None), source=gbif, feedback=heard
        )
    assert [(path.name, path.read_bytes()) for path in out.iterdir()] == [("a.zip", b"good")]


def test_an_unknown_country_is_said(atlas, export, heard):
    atlas.session(12000000, "20230101_XXA-NOWHERE_ASV-1_01", 12000001)
    atlas.frame(
        30,
        12000001,
        "x.jpeg",
        GPSPosition=bytes.fromhex(str(atlas.scalar("SELECT hex(GPSPosition) FROM frame WHERE id = 1"))),
    )
    atlas.annotate(1, 30, {2: 1})
    report = export()
    assert any("20230101_XXA-NOWHERE_ASV-1_01" in said for said in heard.said)
    assert {f.rule for f in report.findings} == {"empty"}


def test_the_atlas_must_have_the_table_of_taxa(atlas, export):
    with Atlas.open(atlas.path, update=True) as opened:
        opened.execute("UPDATE etl_runs SET last_sql_script_executed = 7 WHERE last_sql_script_executed > 7")
    with pytest.raises(AtlasError, match="script 08.*Migrate atlas"):
        export()


def test_stopping_leaves_the_old_archive(atlas, out, gbif, stopping, monkeypatch):
    monkeypatch.setattr(read, "BLOCK", 1)
    target = out / "archive.zip"
    target.write_text("old")
    export_darwin_core(
        atlas.path, out / "x.zip", metadata=read_metadata(None), source=gbif, feedback=stopping()
    )
    (out / "x.zip").unlink()
    with pytest.raises(Cancelled):
        export_darwin_core(
            atlas.path, target, metadata=read_metadata(None), source=gbif, feedback=stopping(0)
        )
    assert [p.name for p in out.iterdir()] == ["archive.zip"] and target.read_text() == "old"


def test_a_missing_folder_is_told(export):
    with pytest.raises(SeatizenError, match="nowhere.*does not exist"):
        export("nowhere/at/all.zip")


def test_blocks_join_without_a_seam(export, monkeypatch):
    whole = export("whole.zip").path.read_bytes()
    monkeypatch.setattr(read, "BLOCK", 1)
    assert export("parts.zip").path.read_bytes() == whole


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("S/PROCESSED_DATA/FRAMES/x.jpeg", ("PROCESSED_DATA_FRAMES.zip", "x.jpeg")),
        ("S/DCIM/A/x.JPG", ("DCIM.zip", "A/x.JPG")),
    ],
)
def test_zip_members(path, expected):
    assert archive_and_member(path) == expected


@pytest.mark.parametrize(
    "text",
    [
        "CC BY 4.0",
        "cc-by-4.0",
        "CC-BY-4.0",
        "cc-by",
        "https://creativecommons.org/licenses/by/4.0/legalcode",
        "https://creativecommons.org/licenses/by/4.0/",
    ],
)
def test_licences_under_their_names(text):
    assert find_licence(text).url == "http://creativecommons.org/licenses/by/4.0/legalcode"


@pytest.mark.parametrize("text", ["GPL", "CC BY-SA 4.0", "CC BY-ND 4.0", "all rights reserved"])
def test_other_licences_are_refused(text):
    with pytest.raises(InputError, match=r"does not accept.*CC-BY-4\.0, CC-BY-NC-4\.0, CC0-1\.0"):
        find_licence(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON"),
        ("[]", "must be an object"),
        ('{"titel": "x"}', "“titel” is not known; known are title"),
        ('{"title": "short"}', "“title” is shorter than 10"),
        ('{"creators": []}', "at least one"),
        ('{"creators": [{"email": "a@b.c"}]}', "without a name"),
        ('{"license": "GPL"}', "does not accept"),
        ('{"times": "local"}', "“utc” or “unknown”"),
        ('{"keywords": "coral"}', "list of words"),
    ],
)
def test_wrong_metadata_are_told(tmp_path, text, message):
    path = tmp_path / "metadata.json"
    path.write_text(text)
    with pytest.raises(InputError, match=message):
        read_metadata(path)


@pytest.fixture
def described(export, tmp_path):
    """An archive with everything in its metadata."""
    path = tmp_path / "metadata.json"
    path.write_text(
        json.dumps(
            {
                "title": "Reefs <of> Réunion & Mayotte",
                "abstract": "What the annotators of two campaigns saw in the images of the lagoons.",
                "creators": [
                    {
                        "name": "Lima, Ana",
                        "affiliation": "Ifremer",
                        "orcid": "https://orcid.org/0000-0001-2345-6789",
                    },
                    {"organization": "Seatizen"},
                ],
                "contact": {"family": "Lima", "given": "Ana", "email": "ana@example.org"},
                "license": "CC-BY-NC-4.0",
                "rights_holder": "Ifremer",
                "institution_id": "https://ror.org/044jxhp58",
                "sampling_protocols": {"second_look": "Two looks at each image"},
            }
        )
    )
    return export(metadata=read_metadata(path)).path


def test_metadata_reach_the_archive(described):
    events = rows_of(described, "event.txt")
    assert events[1]["samplingProtocol"] == "Two looks at each image"
    assert events[0]["license"] == "http://creativecommons.org/licenses/by-nc/4.0/legalcode"
    assert events[0]["rightsHolder"] == "Ifremer"
    assert rows_of(described, "occurrence.txt")[0]["recordedBy"] == "Ana Lima | Seatizen"
    with zipfile.ZipFile(described) as archive:
        eml = archive.read("eml.xml").decode()
    for doi in ("10000000", "9999999"):
        assert f'identifier="https://doi.org/10.5281/zenodo.{doi}"' in eml
    assert "zenodo.10000010" not in eml, "a deposit without annotations is not cited"
    assert '<ulink url="http://creativecommons.org/licenses/by-nc/4.0/legalcode">' in eml
    assert lint_archive(described) == []


def test_dwca_reader_reads_it_without_orphans(export, validate):
    report = export()
    read = validate(READ_ARCHIVE, report.path)
    assert read["core"] == "http://rs.tdwg.org/dwc/terms/Event"
    assert len(read["ids"]) == len(set(read["ids"])) == report.events
    counts = {kind.rpartition("/")[2]: len(rows) for kind, rows in read["extensions"].items()}
    assert counts == {
        "Occurrence": report.occurrences,
        "ExtendedMeasurementOrFact": report.measurements,
        "Multimedia": report.media,
    }
    assert not any(read["orphans"].values())
    assert read["licence"] == "CC-BY-4.0"
    term = "http://rs.tdwg.org/dwc/terms/"
    rows = {row[f"{term}eventID"]: row for row in read["events"]}
    assert rows[ASV][f"{term}countryCode"] == "RE"
    assert rows[ASV]["http://purl.org/dc/terms/license"].endswith("/by/4.0/legalcode")


def test_obis_tools_find_nothing(export, validate):
    assert not any(validate(CHECK_OBIS, export().path).values())


def test_the_schemas_of_eml_accept_it(described, export, validate):
    assert validate(CHECK_EML, described, export("default.zip").path) == [[], []]


def test_every_term_and_row_type_is_registered(described, validate):
    row_types, terms = validate(CHECK_TERMS, described)
    assert row_types == terms == []


def test_meta_follows_the_text_guide(described):
    """What the schema of meta.xml asks for, and that the files are as it describes them."""
    text = "{http://rs.tdwg.org/dwc/text/}"
    with zipfile.ZipFile(described) as archive:
        root = ElementTree.fromstring(archive.read("meta.xml"))  # noqa: S314 - our own
        assert root.tag == f"{text}archive"
        assert root.attrib.pop("metadata") == "eml.xml"
        assert [name for name in root.attrib if not name.endswith("}schemaLocation")] == []
        assert [part.tag for part in root] == [f"{text}core"] + [f"{text}extension"] * 3
        described_files = []
        for part in root:
            key = "id" if part.tag == f"{text}core" else "coreid"
            files, number, *fields = part
            assert (files.tag, number.tag) == (f"{text}files", f"{text}{key}")
            (location,) = files
            assert location.tag == f"{text}location"
            assert {field.tag for field in fields} == {f"{text}field"}
            assert part.attrib.keys() == {
                "encoding",
                "fieldsTerminatedBy",
                "linesTerminatedBy",
                "fieldsEnclosedBy",
                "ignoreHeaderLines",
                "rowType",
            }
            described_files.append(location.text)
            content = archive.read(location.text).decode(part.get("encoding"))
            ending = part.get("linesTerminatedBy").replace("\\n", "\n")
            assert content.endswith(ending) and "\r" not in content
            lines = csv.reader(
                io.StringIO(content, newline=""),
                delimiter=part.get("fieldsTerminatedBy"),
                quotechar=part.get("fieldsEnclosedBy"),
                strict=True,
            )
            header, *rows = lines
            assert part.get("ignoreHeaderLines") == "1"
            assert rows and {len(row) for row in rows} == {len(header)}
            columns = {int(field.get("index")): field.get("term") for field in fields}
            assert len(columns) == len(fields) == len(set(columns.values()))
            assert {int(number.get("index")), *columns} == set(range(len(header)))
            assert [header[at] for at in columns] == [term.rpartition("/")[2] for term in columns.values()]
        assert sorted([*described_files, "meta.xml", "eml.xml"]) == sorted(archive.namelist())


@pytest.mark.skipif(
    not XSD.is_dir(), reason="an extra: the schemas of TDWG and of GBIF's profile are in no package"
)
@pytest.mark.parametrize("document", ["meta.xml", "eml.xml"])
def test_the_profiles_schemas_accept_it(described, export, document, validate):
    schema = {"meta.xml": "tdwg_dwc_text.xsd", "eml.xml": "eml-gbif-1.3/eml.xsd"}[document]
    assert validate(CHECK_SCHEMA, XSD, schema, document, described, export("default.zip").path) == [[], []]


@pytest.mark.skipif(
    not XSD.is_dir(), reason="an extra: the term lists of GBIF's extensions are in no package"
)
def test_every_term_is_listed_for_its_row_type():
    from seatizen_atlas.core.exports.darwincore.terms import EVENT, MEASUREMENT, MULTIMEDIA, OCCURRENCE

    lists = {
        EVENT: "dwc_event_2025-07-10.xml",
        OCCURRENCE: "dwc_occurrence_2025-07-10.xml",
        MEASUREMENT: "extended_measurement_or_fact_2023-08-28.xml",
        MULTIMEDIA: "audiovisual_2026-02-24.xml",
    }
    for file, name in lists.items():
        text = (XSD / "terms" / name).read_text(encoding="utf-8")
        assert file.row_type in text
        unknown = [t for t in file.terms if f"'{t}'" not in text and f'"{t}"' not in text]
        assert unknown == [] or {t.rpartition("/")[2] for t in unknown} <= {"occurrenceID"}
