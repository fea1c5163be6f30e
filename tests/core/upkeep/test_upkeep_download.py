# SPDX-License-Identifier: GPL-2.0-or-later
"""The published atlas: brought when it is new, in the place of another one only when that is allowed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from left_behind import HALF_DONE, leave, names, query
from qgis.core import QgsProcessingContext, QgsProcessingFeedback
from seatizen_atlas.core.errors import AtlasBusy, AtlasError, Cancelled, ServiceError
from seatizen_atlas.core.processing.downloadatlas import DownloadAtlas
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.upkeep.download import ATLAS_RECORD, DownloadedAtlas, download_atlas
from seatizen_atlas.core.zenodo.client import ZenodoClient
from seatizen_atlas.core.zenodo.errors import OutOfReach
from zenodo_standin import Standin

KEY = "seatizen_atlas_db.gpkg"


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> list[bytes]:
    """Two versions of an atlas."""
    path = create_atlas(tmp_path_factory.mktemp("new") / "a.gpkg", feedback=QgsProcessingFeedback(False))
    return [path.read_bytes(), path.read_bytes() + bytes(4096)]


@pytest.fixture
def zenodo(published) -> Iterator[Standin]:
    with Standin() as standin:
        standin.add_record({KEY: published[0], "a.csv": b"x"}, concept_id=ATLAS_RECORD, version="v1.2.0")
        yield standin


def bring(zenodo: Standin, output: Path, feedback: QgsProcessingFeedback, **options) -> DownloadedAtlas:
    with ZenodoClient(zenodo.url) as client:
        return download_atlas(client, output, feedback, **options)


def run(parameters: dict[str, object], feedback: QgsProcessingFeedback) -> tuple[dict[str, object], bool]:
    return DownloadAtlas().create().run(parameters, QgsProcessingContext(), feedback)


def test_the_newest_atlas_and_only_when_it_is_new(zenodo, published, tmp_path, feedback):
    zenodo.publish_new_version(ATLAS_RECORD, {KEY: published[1]}, version="v1.2.1")
    output = tmp_path / "atlas.gpkg"
    first = bring(zenodo, output, feedback)
    assert (first.version, first.bytes_downloaded, first.unchanged) == ("v1.2.1", len(published[1]), False)
    again = bring(zenodo, output, feedback)
    assert (again.unchanged, again.bytes_downloaded) == (True, 0)
    older = zenodo.store.concepts[ATLAS_RECORD].versions[0].id
    assert bring(zenodo, output, feedback, record_id=older, overwrite=True).version == "v1.2.0"
    assert output.read_bytes() == published[0]
    assert names(tmp_path) == {"atlas.gpkg"}


def test_an_atlas_is_not_replaced_unasked(zenodo, published, surveyed_atlas, feedback, qgis_process):
    before = surveyed_atlas.read_bytes()
    parameters = {"OUTPUT": str(surveyed_atlas), "ZENODO_URL": zenodo.url}
    with pytest.raises(AtlasError, match="exists already. Choose another name, or allow it"):
        bring(zenodo, surveyed_atlas, feedback)
    code, _results, errors = qgis_process.run("downloadatlas", **parameters)
    assert code != 0 and "exists already" in errors and "Traceback" not in errors
    assert surveyed_atlas.read_bytes() == before and names(surveyed_atlas.parent) == {"surveyed.gpkg"}
    outputs, good = run({**parameters, "OVERWRITE": True}, feedback)
    assert good and outputs["VERSION"] == "v1.2.0" and surveyed_atlas.read_bytes() == published[0]
    (kept,) = names(surveyed_atlas.parent) - {"surveyed.gpkg"}
    assert surveyed_atlas.with_name(kept).read_bytes() == before
    assert kept in feedback.textLog()


def test_a_download_is_taken_up_where_it_ended(zenodo, published, tmp_path, feedback):
    class Impatient(QgsProcessingFeedback):
        def setProgress(self, progress: float) -> None:
            if progress > 20:
                self.cancel()

    output = tmp_path / "atlas.gpkg"
    with pytest.raises(Cancelled):
        bring(zenodo, output, Impatient(False))
    assert names(tmp_path) == {"atlas.gpkg.part"}
    part = output.with_name("atlas.gpkg.part").stat().st_size
    assert bring(zenodo, output, feedback).bytes_downloaded == len(published[0]) - part
    assert names(tmp_path) == {"atlas.gpkg"}


def test_what_begins_while_the_download_runs_is_heard_and_nothing_is_brought_twice(
    zenodo, surveyed_atlas, feedback
):
    before = query(surveyed_atlas, "SELECT count(*) FROM frame")

    def edit() -> None:
        surveyed_atlas.chmod(0o444)

    zenodo.after("/content", edit)
    with pytest.raises(AtlasError, match="cannot be written to"):
        bring(zenodo, surveyed_atlas, feedback, overwrite=True)
    surveyed_atlas.chmod(0o644)
    assert query(surveyed_atlas, "SELECT count(*) FROM frame") == before
    assert bring(zenodo, surveyed_atlas, feedback, overwrite=True).bytes_downloaded == 0


def test_after_a_killed_import_nothing_is_in_use(zenodo, published, surveyed_atlas, feedback):
    leave(surveyed_atlas, HALF_DONE)
    bring(zenodo, surveyed_atlas, feedback, overwrite=True)
    assert surveyed_atlas.read_bytes() == published[0]


def test_edits_beside_the_published_file_are_not_taken_for_it(zenodo, published, tmp_path, feedback):
    output = tmp_path / "atlas.gpkg"
    bring(zenodo, output, feedback)
    output.with_name("atlas.gpkg-wal").write_bytes(b"edits")
    with pytest.raises(AtlasError, match="exists already"):
        bring(zenodo, output, feedback)


def test_records_without_an_atlas(zenodo, tmp_path, feedback):
    _, none = zenodo.add_record({"a.csv": b"1"})
    _, closed = zenodo.add_record({"a.gpkg": b"1"}, access_right="restricted")
    with pytest.raises(ServiceError, match="0 GeoPackages"):
        bring(zenodo, tmp_path / "a.gpkg", feedback, record_id=none)
    with pytest.raises(OutOfReach):
        bring(zenodo, tmp_path / "a.gpkg", feedback, record_id=closed)
    with pytest.raises(AtlasError, match="not the name"):
        bring(zenodo, tmp_path / "a.txt", feedback)


def test_the_algorithm_in_another_thread(zenodo, published, tmp_path, feedback):
    """As QGIS runs it: prepared on the main thread, run in a task."""
    parameters = {
        "OUTPUT": str(tmp_path / "new" / "atlas.gpkg"),
        "ZENODO_URL": zenodo.url,
        "RECORD": str(ATLAS_RECORD),
    }
    algorithm, context = DownloadAtlas().create(), QgsProcessingContext()
    assert algorithm.prepare(parameters, context, feedback)
    results: list[dict] = []
    worker = threading.Thread(
        target=lambda: results.append(algorithm.processAlgorithm(parameters, context, feedback))
    )
    worker.start()
    worker.join()
    assert results == [{"OUTPUT": str(tmp_path / "new" / "atlas.gpkg"), "VERSION": "v1.2.0"}]


def test_a_lock_is_respected(zenodo, surveyed_atlas, feedback):
    from seatizen_atlas.core.atlas.gateway import lock_place

    with lock_place(surveyed_atlas), pytest.raises(AtlasBusy):
        bring(zenodo, surveyed_atlas, feedback, overwrite=True)
