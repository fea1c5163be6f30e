# SPDX-License-Identifier: GPL-2.0-or-later
"""What lies under an atlas: a coast that needs no network, and maps and orthophotos from the network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsFillSymbol,
    QgsLayerTreeLayer,
    QgsProject,
    QgsRasterLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)

from ..atlas.gateway import Atlas
from ..errors import SeatizenError
from ..translation import tr

BACKGROUND = "seatizen_atlas/background"
"""Custom property of a layer under the atlas: its key."""
LAND_KEY = "land"
LAND, COAST = "#f3efe6", "#b9b2a3"
LAND_SCALE = 200_000
"""The coast is up to two kilometres off: at larger scales a reef would lie on land."""


@dataclass(frozen=True)
class Basemap:
    """A map from the network, in tiles.

    Args:
        url: with {x}, {y} and {z}.
        finest: the largest zoom for which there are tiles; maps of larger scales stretch those.
    """

    key: str
    name: str
    url: str
    attribution: str
    finest: int


def basemaps(years: Iterable[int] = ()) -> list[Basemap]:
    """What may be laid under an atlas: OpenStreetMap, and the orthophotos of the surveys of some years."""
    found = [
        Basemap(
            "osm",
            tr("OpenStreetMap"),
            "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
            tr("© OpenStreetMap contributors, https://www.openstreetmap.org/copyright"),
            19,
        )
    ]
    for year in sorted(set(years), reverse=True):
        found.append(
            Basemap(
                f"ortho {year}",
                tr("Orthophotos of {}").format(year),
                f"https://cogserver.ifremer.re/ortho/{year}/{{z}}/{{x}}/{{y}}.png",
                tr("Orthophotos: Ifremer, Seatizen Atlas"),
                22,
            )
        )
    return found


def survey_years(path: str | Path) -> list[int]:
    """The years in which the surveys of an atlas were made.

    Raises:
        AtlasError: the atlas cannot be read.
    """
    with Atlas.open(path) as atlas:
        years = atlas.rows("SELECT DISTINCT substr(session_date, 1, 4) AS year FROM deposit ORDER BY 1")
    return [int(year) for (year,) in years if year and year.isdigit()]


def add_basemap(project: QgsProject, basemap: Basemap) -> QgsRasterLayer:
    """Lay a basemap under everything else but the coast; one that is there already is only shown again.

    Raises:
        SeatizenError: QGIS cannot show it.
    """
    layer = _background(project, basemap.key)
    if layer is not None:
        node = project.layerTreeRoot().findLayer(layer.id())
        if node is not None:
            node.setItemVisibilityChecked(True)
        return layer
    # The address is one value of a longer one, so what divides values is written as %3D and %26 in it.
    address = basemap.url.replace("=", "%3D").replace("&", "%26")
    layer = QgsRasterLayer(f"type=xyz&zmin=0&zmax={basemap.finest}&url={address}", basemap.name, "wms")
    if not layer.isValid():
        raise SeatizenError(
            tr("QGIS cannot show “{}”.").format(basemap.name),
            details=layer.error().message(),
            advice=tr("Check the network settings of QGIS."),
        )
    metadata = layer.metadata()
    metadata.setRights([basemap.attribution])
    layer.setMetadata(metadata)
    layer.setAttribution(basemap.attribution)
    _lay_under(project, layer, basemap.key)
    return layer


def add_land(project: QgsProject) -> None:
    """Lay QGIS's own coast under the project, where it comes with QGIS and is not there yet."""
    if _background(project, LAND_KEY) is None and (layer := land_layer()) is not None:
        _lay_under(project, layer, LAND_KEY)


def land_layer() -> QgsVectorLayer | None:
    """The coarse world map that comes with QGIS; None where it does not."""
    world = Path(QgsApplication.pkgDataPath()) / "resources" / "data" / "world_map.gpkg"
    if not world.is_file():
        return None
    options = QgsVectorLayer.LayerOptions(QgsProject().transformContext(), False)
    layer = QgsVectorLayer(f"{world}|layername=countries", tr("Land (coarse)"), "ogr", options)
    if not layer.isValid():
        return None
    symbol = QgsFillSymbol.createSimple({"color": LAND, "outline_color": COAST, "outline_width": "0.2"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(0)
    layer.setMaximumScale(LAND_SCALE)
    layer.setReadOnly(True)
    layer.setFlags(layer.flags() & ~QgsVectorLayer.LayerFlag.Identifiable)
    return layer


def _background(project: QgsProject, key: str) -> QgsRasterLayer | QgsVectorLayer | None:
    for layer in project.mapLayers().values():
        if layer.customProperty(BACKGROUND) == key:
            return layer
    return None


def _lay_under(project: QgsProject, layer: QgsRasterLayer | QgsVectorLayer, key: str) -> None:
    layer.setCustomProperty(BACKGROUND, key)
    project.addMapLayer(layer, False)
    root = project.layerTreeRoot()
    below = 0
    for node in reversed(root.children()):  # the coast stays below all that has more to tell
        under = isinstance(node, QgsLayerTreeLayer) and node.layer() is not None
        if key == LAND_KEY or not under or node.layer().customProperty(BACKGROUND) != LAND_KEY:
            break
        below += 1
    node = QgsLayerTreeLayer(layer)
    node.setExpanded(False)
    root.insertChildNode(len(root.children()) - below, node)
