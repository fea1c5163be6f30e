# SPDX-License-Identifier: GPL-2.0-or-later
"""The commands “Export…”: Processing's own dialog, filled in with the atlas and what is chosen on the map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject, QgsWkbTypes
from qgis.PyQt.QtCore import QStandardPaths, QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ..core.errors import SeatizenError
from ..core.settings import recall, remember
from ..core.translation import tr
from .task import Way

if TYPE_CHECKING:
    from ..core.selection.filters import FrameFilter
    from .shell import Shell

_FRAMES = "frame"


def export_tables(shell: Shell) -> None:
    """The derived tables as CSV and Parquet."""
    _export(shell, "seatizen:exporttables", {**_folder(), **chosen(shell)})


def export_geoparquet(shell: Shell) -> None:
    """Frames and predictions for distributed engines."""
    _export(shell, "seatizen:exportgeoparquet", {**_folder("seatizen_frames"), **chosen(shell)})


def export_darwin_core(shell: Shell) -> None:
    """The annotations for GBIF and OBIS."""
    _export(shell, "seatizen:exportdarwincore", {"OUTPUT": str(last_folder() / "seatizen_dwca.zip")})


def last_folder() -> Path:
    """Where the last export went, at first a folder of the user's documents: never a temporary one."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(recall("export_folder", str(Path(documents or Path.home()) / "seatizen_exports")))


def _folder(name: str = "") -> dict[str, Any]:
    return {"OUTPUT_FOLDER": str(last_folder() / name)}


def count_coverage(shell: Shell) -> None:
    """Frames on a grid."""
    open_algorithm("seatizen:coverage", {"ATLAS": str(shell.atlas_path), **chosen(shell)})


def chosen(shell: Shell) -> dict[str, Any]:
    """The filter that the map tells: what it is filtered by, else frames selected in a layer of the atlas,
    else a polygon layer.

    The polygons are those of the active layer, the selected ones if there are any; of the atlas's own
    footprints only selected ones, since all of them would choose everything.
    """
    atlas = shell.atlas_path
    if atlas is None:
        return {}
    if shell.frame_filter is not None:
        return filter_parameters(shell.frame_filter, atlas)
    for layer in QgsProject.instance().mapLayers().values():
        if _table(layer, atlas) == _FRAMES and layer.selectedFeatureCount():
            return {"FRAMES": QgsProcessingFeatureSourceDefinition(layer.id(), True)}
    active = shell.iface.activeLayer()
    if _has_features(active) and active.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry:
        selected = bool(active.selectedFeatureCount())
        if selected or (active.featureCount() and _table(active, atlas) is None):
            return {"AREA": QgsProcessingFeatureSourceDefinition(active.id(), selected)}
    return {}


def filter_parameters(wanted: FrameFilter, atlas: Path) -> dict[str, Any]:
    """The filter of the map as parameters of an algorithm.

    Polygons that were drawn and frames that were selected have no layer of their own: they are the frames
    that the map's layer of frames shows.
    """
    values = {
        "PLATFORMS": ",".join(wanted.platforms),
        "DATE_FROM": wanted.date_from.isoformat() if wanted.date_from else "",
        "DATE_TO": wanted.date_to.isoformat() if wanted.date_to else "",
        "SESSIONS": ",".join(wanted.sessions),
        "GPS_FIX": ",".join(str(fix) for fix in wanted.gps_fixes),
        "MODEL": wanted.model,
        "CLASSES": ",".join(wanted.classes),
        "WITH_CLASSES": ",".join(
            one.name if one.score is None else f"{one.name}>={one.score:g}" for one in wanted.present
        ),
        "ANNOTATED": "" if wanted.annotated is None else ("annotated" if wanted.annotated else "unannotated"),
        "AGREEMENT": wanted.agreement.value if wanted.agreement else "",
    }
    parameters: dict[str, Any] = {name: value for name, value in values.items() if value}
    if wanted.extent is not None:
        box = wanted.extent
        parameters["EXTENT"] = (
            f"{box.xMinimum()},{box.xMaximum()},{box.yMinimum()},{box.yMaximum()} [EPSG:4326]"
        )
    if wanted.area is not None or wanted.frames is not None:
        for layer in QgsProject.instance().mapLayers().values():
            if _table(layer, atlas) == _FRAMES:
                columns = {key: parameters[key] for key in ("MODEL", "CLASSES") if key in parameters}
                return {"FRAMES": QgsProcessingFeatureSourceDefinition(layer.id(), False), **columns}
    return parameters


def _table(layer: Any, atlas: Path) -> str | None:
    """The atlas's table behind a layer; None when it is not a layer of the atlas."""
    if not _has_features(layer):
        return None
    path, _, options = layer.source().partition("|")
    if path != str(atlas):
        return None
    names = [part.partition("=")[2] for part in options.split("|") if part.startswith("layername=")]
    return names[0] if names else ""


def _has_features(layer: Any) -> bool:
    """Vector layers alone have features to select; the layer may be None."""
    return hasattr(layer, "selectedFeatureIds")


def _export(shell: Shell, algorithm: str, parameters: dict[str, Any]) -> None:
    """Processing's dialog for an export; afterwards the way to what it wrote."""
    results = open_algorithm(algorithm, {"ATLAS": str(shell.atlas_path), **parameters})
    written = results.get("OUTPUT_FOLDER") or results.get("OUTPUT")
    if not written:
        return
    path = Path(str(written))
    folder = path if "OUTPUT_FOLDER" in results else path.parent
    # A dataset has a folder of its own; the next one goes beside it.
    remember("export_folder", str(folder.parent if algorithm.endswith("geoparquet") else folder))
    way = Way(tr("Open the folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
    shell.tell(tr("Export"), tr("“{}” is written.").format(path), [way])


def open_algorithm(algorithm: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """Processing's dialog of an algorithm, filled in; what came of it, empty when nothing was run."""
    try:
        import processing  # noqa: QGS111 - the plugin itself, whose absence is told below
    except ImportError as error:
        raise SeatizenError(
            tr("QGIS's plugin Processing is not active."),
            details=str(error),
            advice=tr("Switch it on in the plugin manager."),
        ) from error
    return dict(processing.execAlgorithmDialog(algorithm, parameters) or {})
