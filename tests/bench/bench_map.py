# SPDX-License-Identifier: GPL-2.0-or-later
"""The map of 1.6 million frames: loading the layers, drawing a session, an island and an ocean."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
    QgsTemporalUtils,
)
from qgis.PyQt.QtCore import QSize

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

FRAMES, SESSIONS, ROUNDS = 1_600_000, 560, 5
PIXELS = (1600, 1000)
ISLAND = (55.15, -21.40, 55.55, -20.98)


def run() -> None:
    """Print the medians in seconds; the first of each kind, from a cold cache, is not counted."""
    import conftest  # noqa: F401  the package under its name
    from big_atlas import make_big_atlas
    from seatizen_atlas.core.map.layers import load_atlas
    from seatizen_atlas.core.upkeep.summary import summarise

    application = QgsApplication.instance() or QgsApplication([], False)
    application.initQgis()
    with tempfile.TemporaryDirectory(prefix="bench_") as folder:
        path = make_big_atlas(Path(folder) / "atlas.gpkg", frames=FRAMES, sessions=SESSIONS)
        frames = summarise(path).frames
        project = QgsProject()

        def load() -> None:
            project.clear()
            load_atlas(path, project, QgsProcessingFeedback(False))

        _tell(f"{frames:,} frames of {SESSIONS} sessions: figures of the atlas", lambda: summarise(path))
        _tell("layers into the project", load)
        _tell("their whole time", lambda: QgsTemporalUtils.calculateTemporalRangeForProject(project))
        layers = load_atlas(path, project, QgsProcessingFeedback(False))
        sessions, density = layers[2], layers[3]
        for number in (1, SESSIONS // 2, SESSIONS - 1):
            extent = sessions.getFeature(number).geometry().boundingBox()
            extent.scale(1.2)
            request = QgsFeatureRequest(extent).setFlags(QgsFeatureRequest.Flag.NoGeometry)
            within = sum(1 for _ in layers[0].getFeatures(request))
            _tell(f"a view of session {number} ({within:,} frames)", lambda at=extent: _draw(layers, at))
        _tell("a view of an island", lambda: _draw(layers, QgsRectangle(*ISLAND)))
        _tell("a view of everything", lambda: _draw(layers, density.extent()))
        project.clear()


def _tell(what: str, action: Callable[[], object]) -> None:
    action()
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - started)
    print(f"map: {what}: {statistics.median(seconds):.3f} s", flush=True)


def _draw(layers: list[object], extent: QgsRectangle) -> None:
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setOutputSize(QSize(*PIXELS))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
    to_map = QgsCoordinateTransform(wgs84, settings.destinationCrs(), settings.transformContext())
    settings.setExtent(to_map.transformBoundingBox(extent))
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    if job.errors():
        sys.exit(f"{job.errors()[0].layerID} was not drawn: {job.errors()[0].message}")
