# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock “Same place”: other sessions' frames by date, their pictures zoomed together."""
# ruff: noqa: F811

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QPointF
from seatizen_atlas.core.harvest.sync import sync_atlas
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.zenodo.client import ZenodoClient
from seatizen_atlas.dialogs.viewer.frames_layers import frames_layers
from seatizen_atlas.dialogs.viewer.same_place import open_dock as open_place
from test_dialogs_viewer import (  # noqa: F401
    MODEL,
    NAME,
    PICTURES,
    SCORES,
    dock,
    frames,
    session_of,
    show,
)
from zenodo_standin import Standin

EARLIER = "20211110_REU-ST-LEU_SCUBA-1_01"


@pytest.fixture(scope="module")
def zenodo():
    with Standin() as standin:
        yield standin


@pytest.fixture(scope="module")
def harvested(zenodo, tmp_path_factory):
    """Two sessions along the same line, two years apart."""
    session = {**session_of(PICTURES), f"PROCESSED_DATA/IA/{NAME}_{MODEL}_scores.csv": SCORES.encode()}
    zenodo.add_session(session, name=NAME)
    earlier = {
        path.replace(NAME, EARLIER): data.replace(NAME.encode(), EARLIER.encode()).replace(b"2023:", b"2021:")
        if path.endswith(".csv")
        else data
        for path, data in session.items()
    }
    zenodo.add_session(earlier, name=EARLIER)
    feedback = QgsProcessingFeedback(False)
    path = create_atlas(tmp_path_factory.mktemp("place") / "atlas.gpkg", feedback=feedback)
    with ZenodoClient(zenodo.url, feedback=feedback) as client:
        report = sync_atlas(client, path, ("seatizen-data",), feedback)
    assert [outcome.status for outcome in report.sessions] == ["added"] * 2
    return path


@pytest.fixture
def frames(dock):
    found = [f for f in frames_layers()[0].getFeatures() if NAME in f["filename"]]
    return [f.id() for f in sorted(found, key=lambda f: int(f["filename"].split("_")[-1][:-5]))]


@pytest.fixture
def place(show, shell, wait_for):
    show(3)
    made = open_place(shell)
    wait_for(lambda: len(made.views) == 2 and not any(view.view.told() for view in made.views))
    return made


def test_the_other_year_stands_beside_by_date(place, frames, wait_for):
    assert "1 other session looked here" in place.head.text()
    earlier, later = place.views
    assert "2021-11-10" in earlier.head.text() and EARLIER in earlier.head.text()
    assert "0.00 m away, ± 10.0 m" in earlier.head.text() and "12 frames there" in earlier.head.text()
    assert "the frame of the viewer" in later.head.text() and later.visit.spot.frame_id == frames[3]
    assert earlier.visit.spot.filename == f"{EARLIER}_1_3.jpeg"
    wait_for(lambda: earlier.scores.model().rowCount() == 2)
    assert earlier.scores.model().index(0, 0).data() == "Sand"


def test_zoom_and_place_go_together(place, wait_for):
    first, second = (view.view.canvas for view in place.views)
    first.zoom(3, QPointF(10, 10))
    times, middle = second.outlook()
    assert times == pytest.approx(first.outlook()[0], rel=0.01) and times > 1
    assert (middle - first.outlook()[1]).manhattanLength() < 0.05
    second.fit()
    assert first.is_fitted()


def test_it_follows_the_viewer_and_the_distance(place, dock, shell, frames, wait_for):
    dock.walker.move(1)
    wait_for(lambda: any(view.visit.spot.frame_id == frames[4] for view in place.views))
    place.on_map.click()
    assert frames_layers()[0].selectedFeatureCount() == 2
    place.reach.setValue(2)
    wait_for(lambda: not place._soon.isActive() and place.place is not None)
    wait_for(lambda: "12 frames there" in place.views[0].head.text())
    place.hide()
    dock.walker.move(1)
    assert not place._looking.running


def test_nobody_else_was_there(dock, shell, show, frames, wait_for):
    layer = frames_layers()[0]
    fix = layer.fields().indexOf("GPSFix")
    every = {f.id(): {fix: 1} for f in layer.getFeatures()}
    layer.dataProvider().changeAttributeValues(every)
    gone = [f.id() for f in layer.getFeatures() if EARLIER in f["filename"] and "_1_3." in f["filename"]]
    layer.dataProvider().changeAttributeValues({gone[0]: {fix: 1}})
    show(3)
    made = open_place(shell)
    wait_for(lambda: len(made.views) == 2)  # centimetres suffice where both have the same position
    from qgis.core import QgsGeometry, QgsPointXY

    layer.dataProvider().changeGeometryValues({gone[0]: QgsGeometry.fromPointXY(QgsPointXY(55.2701, -21.1))})
    made.look()
    wait_for(lambda: "No other session" in made.head.text())
    assert len(made.views) == 1 and not made.on_map.isEnabled()
