# SPDX-License-Identifier: GPL-2.0-or-later
"""“Export…” opens Processing's dialog with the atlas and what is chosen on the map."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingFeedback, QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QStandardPaths
from qgis.PyQt.QtGui import QDesktopServices
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import SeatizenError
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.dialogs import export_commands
from seatizen_atlas.dialogs.actions import actions


@pytest.fixture
def opened(monkeypatch):
    """What Processing's dialog was opened with; the user closes it."""
    QgsSettings().clear()
    calls: list[tuple[str, dict[str, object]]] = []
    stand_in = SimpleNamespace(execAlgorithmDialog=lambda name, given: calls.append((name, given)))
    monkeypatch.setitem(sys.modules, "processing", stand_in)
    return calls


@pytest.fixture
def shell(tmp_path):
    path = create_atlas(tmp_path / "atlas.gpkg", feedback=QgsProcessingFeedback(False))
    with Atlas.open(path, update=True) as atlas, atlas.transaction():
        atlas.execute(
            "INSERT INTO deposit (doi, session_name, have_processed_data, have_raw_data)"
            " VALUES ('1', '20210105_REU-X_ASV', 1, 1)"
        )
        atlas.execute("INSERT INTO version (doi, deposit_doi) VALUES ('2', '1')")
        atlas.execute(
            "INSERT INTO frame (version_doi, OriginalFileName, filename)"
            " VALUES ('2', 'a', 'a'), ('2', 'b', 'b'), ('2', 'c', 'c')"
        )
    told: list[tuple[object, ...]] = []
    yield SimpleNamespace(
        atlas_path=path,
        frame_filter=None,
        iface=SimpleNamespace(activeLayer=lambda: None),
        told=told,
        tell=lambda *arguments: told.append(arguments),
    )
    QgsProject.instance().removeAllMapLayers()


def layer_of(path: Path, table: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer)
    return layer


def polygons() -> QgsVectorLayer:
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326", "drawn", "memory")
    features = []
    for west in (55, 56):
        feature = QgsFeature()
        feature.setGeometry(
            QgsGeometry.fromWkt(f"Polygon(({west} -21, {west} -20, {west + 1} -20, {west} -21))")
        )
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_the_coverage_goes_onto_the_map(shell, opened):
    export_commands.count_coverage(shell)
    assert opened == [("seatizen:coverage", {"ATLAS": str(shell.atlas_path)})]


@pytest.mark.parametrize("command", ["export_tables", "export_geoparquet", "export_darwin_core"])
def test_without_anything_chosen_the_atlas_and_a_place_that_stays_are_given(shell, opened, command):
    getattr(export_commands, command)(shell)
    ((name, given),) = opened
    assert name == f"seatizen:{command.replace('_', '')}"
    assert given.pop("ATLAS") == str(shell.atlas_path)
    ((_name, place),) = given.items()
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert Path(place).is_relative_to(Path(documents) / "seatizen_exports")
    assert not shell.told


@pytest.mark.parametrize(
    ("command", "output", "written"),
    [
        ("export_tables", "OUTPUT_FOLDER", "tables"),
        ("export_geoparquet", "OUTPUT_FOLDER", "tables/seatizen_frames"),
        ("export_darwin_core", "OUTPUT", "tables/seatizen_dwca.zip"),
    ],
)
def test_a_way_leads_to_what_was_written(shell, monkeypatch, tmp_path, command, output, written):
    QgsSettings().clear()
    given, shown = [], []
    results = {output: str(tmp_path / written)}
    stand_in = SimpleNamespace(execAlgorithmDialog=lambda _name, values: given.append(values) or results)
    monkeypatch.setitem(sys.modules, "processing", stand_in)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(Path(url.toLocalFile())))
    getattr(export_commands, command)(shell)
    ((_title, text, (way,)),) = shell.told
    assert str(tmp_path / written) in text
    way.callback()
    assert shown == [tmp_path / written if output == "OUTPUT_FOLDER" else tmp_path / "tables"]
    getattr(export_commands, command)(shell)
    assert given[1][output] == str(tmp_path / written), "the next one is offered the same place"
    QgsSettings().clear()


def test_selected_frames_become_the_filter(shell, opened):
    layer = layer_of(shell.atlas_path, "frame")
    layer.selectByIds([3, 1])
    export_commands.export_tables(shell)
    frames = opened[0][1]["FRAMES"]
    assert frames.source.staticValue() == layer.id() and frames.selectedFeaturesOnly


def test_a_drawn_polygon_becomes_the_filter(shell, opened):
    drawn = polygons()
    shell.iface.activeLayer = lambda: drawn
    export_commands.export_geoparquet(shell)
    area = opened[0][1]["AREA"]
    assert area.source.staticValue() == drawn.id() and not area.selectedFeaturesOnly
    drawn.selectByIds([1])
    export_commands.export_geoparquet(shell)
    assert opened[1][1]["AREA"].selectedFeaturesOnly


def test_all_footprints_of_the_atlas_are_no_filter(shell, opened):
    footprints = layer_of(shell.atlas_path, "deposit")
    shell.iface.activeLayer = lambda: footprints
    export_commands.export_tables(shell)
    assert "AREA" not in opened[0][1]
    footprints.selectByIds([1])
    export_commands.export_tables(shell)
    assert opened[1][1]["AREA"].selectedFeaturesOnly


def test_without_processing_it_is_said(shell, monkeypatch):
    monkeypatch.setitem(sys.modules, "processing", None)
    with pytest.raises(SeatizenError, match="Processing is not active"):
        export_commands.export_tables(shell)


def test_the_dock_has_an_entry_for_each():
    entries = {entry.callback for entry in actions() if entry.section == "exports"}
    commands = export_commands
    assert {commands.export_tables, commands.export_geoparquet, commands.export_darwin_core} <= entries
