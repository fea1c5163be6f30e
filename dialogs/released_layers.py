# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers of a file let go of it for a while, and take it up again as if nothing had been."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsDataProvider, QgsProject, QgsVectorLayer, QgsWkbTypes

from ..core.errors import AtlasError
from ..core.translation import tr
from .stillness import layers_of


@dataclass(frozen=True)
class _Released:
    layer_id: str
    name: str
    source: str
    provider: str
    selected: tuple[int, ...]
    selected_dois: tuple[str, ...]


class ReleasedLayers:
    """The project's layers of one file, each reading an empty one of the same shape meanwhile.

    The layers themselves stay in the project, and with them their order, visibility, groups and styles.
    """

    def __init__(self, path: Path) -> None:
        """Let go of the file.

        Raises:
            AtlasError: a layer is being edited; nothing was let go.
        """
        layers = [layer for layer in layers_of(path) if isinstance(layer, QgsVectorLayer)]
        edited = [layer.name() for layer in layers if layer.isEditable()]
        if edited:
            raise AtlasError(
                tr("Layers of “{name}” are being edited: {names}.").format(
                    name=path.name, names=", ".join(edited)
                ),
                advice=tr("Save or discard the edits first."),
            )
        self._released = [_release(layer) for layer in layers]

    def restore(self) -> None:
        """Take the file up again; a layer that was removed meanwhile stays away."""
        released, self._released = self._released, []
        for one in released:
            layer = QgsProject.instance().mapLayer(one.layer_id)
            if layer is not None:
                _restore(layer, one)


def _release(layer: QgsVectorLayer) -> _Released:
    # An integer key may be given anew by a migration; the DOI is what stays.
    by_doi = layer.fields().indexOf("doi") >= 0
    dois = tuple(str(feature["doi"]) for feature in layer.getSelectedFeatures()) if by_doi else ()
    one = _Released(
        layer.id(),
        layer.name(),
        layer.source(),
        layer.providerType(),
        () if by_doi else tuple(layer.selectedFeatureIds()),
        dois,
    )
    geometry = QgsWkbTypes.displayString(layer.wkbType()) or "NoGeometry"
    layer.dataProvider().reloadData()  # closes the connections that QGIS keeps in reserve
    # The placeholder has the projection of the layer, or the map would ask for one.
    _set_source(layer, f"{geometry}?crs={layer.crs().authid()}", one.name, "memory")
    return one


def _restore(layer: QgsVectorLayer, one: _Released) -> None:
    # The source names the subset too; setSubsetString would leave the file with a write-ahead log.
    _set_source(layer, one.source, one.name, one.provider)
    if one.selected_dois:
        found = [f.id() for f in layer.getFeatures() if str(f["doi"]) in one.selected_dois]
        layer.selectByIds(found)
    else:
        layer.selectByIds(list(one.selected))
    layer.triggerRepaint()


def _set_source(layer: QgsVectorLayer, source: str, name: str, provider: str) -> None:
    layer.setDataSource(source, name, provider, QgsDataProvider.ProviderOptions(), False)
