# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames coloured by one class: by its score, by its presence, or by what a person and the model say of it.

A class layer is a statement over `frame` that looks the score up for each frame that is drawn. It is written
in one piece between its outer SELECT, FROM and WHERE: only then does OGR see that it may use the R-tree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsGraduatedSymbolRenderer,
    QgsLayerTreeGroup,
    QgsMarkerSymbol,
    QgsProject,
    QgsRendererCategory,
    QgsRendererRange,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QLocale

from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, fill
from ..errors import AtlasError, InputError
from ..reading.scores import ScoredClass, ScoringModel, read_models, require_scores
from ..translation import tr
from .layers import ROLE, atlas_of
from .styles import CLASS, field_names

DRAWN = "seatizen_atlas/class"
"""Custom property of a class layer: what it draws, as JSON."""
CLASS_SCALE = 25_000
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Of the palette of Okabe and Ito: what tells several classes apart for every kind of sight."""
_SIDE = 1.5  # millimetres between dots that stand side by side


class Drawn(Enum):
    """What the colour of a frame tells."""

    SCORE = "score"
    PRESENCE = "presence"
    AGREEMENT = "agreement"


@dataclass(frozen=True)
class ModelClasses:
    """A model with its classes."""

    name: str
    classes: tuple[ScoredClass, ...]


def classes_of(path: str | Path) -> list[ModelClasses]:
    """The models of an atlas that have predicted something, the newest first.

    Raises:
        AtlasError: the atlas cannot be read, or keeps its predictions as it did before script 10.
        InputError: it has no predictions.
    """
    with Atlas.open(path) as atlas:
        require_scores(atlas)
        found = [
            ModelClasses(model.name, tuple(one for one in model.classes if one.stored))
            for model in reversed(read_models(atlas))
            if _has_scores(atlas, model)
        ]
    if not found:
        raise InputError(
            tr("The atlas has no predictions."),
            advice=tr("Import or sync sessions that a model has seen."),
        )
    return found


def _has_scores(atlas: Atlas, model: ScoringModel) -> bool:
    stored = any(one.stored for one in model.classes)
    return stored and bool(atlas.rows(fill("SELECT 1 AS there FROM {table} LIMIT 1", table=model.table)))


def add_class_layers(
    project: QgsProject,
    path: Path,
    classes: Sequence[ScoredClass],
    drawn: Drawn,
    *,
    side_by_side: bool = False,
    frames: str = "",
) -> list[QgsVectorLayer]:
    """Add a layer for each class to the group of an atlas, above its frames; on the project's thread.

    Args:
        side_by_side: the dots of a frame stand beside each other instead of upon each other.
        frames: subset string of the frames that are shown.

    Raises:
        AtlasError: QGIS cannot show a layer.
    """
    layers = []
    for number, one in enumerate(classes):
        shift = (number - (len(classes) - 1) / 2) * _SIDE if side_by_side else 0.0
        colour = _COLOURS[number % len(_COLOURS)]
        layers.append(_class_layer(path, one, drawn, (colour, shift), frames))
    project.addMapLayers(layers, False)
    group = _group_of(project, path)
    for layer in reversed(layers):
        group.insertLayer(0, layer)
    for layer in layers:
        node = group.findLayer(layer.id())
        for expanded in (False, True):  # the panel folds some legends up without telling the node
            node.setExpanded(expanded)
    return layers


def statement_of(layer: QgsVectorLayer, frames: str) -> str:
    """What a class layer selects when only some frames are shown."""
    known = json.loads(layer.customProperty(DRAWN))
    return _statement(_class_from(known), Drawn(known["drawn"]), frames)


def _class_layer(
    path: Path, one: ScoredClass, drawn: Drawn, look: tuple[str, float], frames: str
) -> QgsVectorLayer:
    name = {
        Drawn.SCORE: tr("{name}: score"),
        Drawn.PRESENCE: tr("{name}: presence"),
        Drawn.AGREEMENT: tr("{name}: person and model"),
    }[drawn].format(name=one.name.replace("_", " "))
    options = QgsVectorLayer.LayerOptions(QgsProject().transformContext(), False)
    source = f"{path}|layername=frame|subset={_statement(one, drawn, frames)}"
    layer = QgsVectorLayer(source, name, "ogr", options)
    if not layer.isValid():
        raise AtlasError(
            tr("QGIS cannot show “{layer}” of “{atlas}”.").format(layer=name, atlas=path.name),
            details=layer.error().message(),
        )
    layer.setReadOnly(True)
    layer.setCustomProperty(ROLE, CLASS)
    known = {
        "id": one.id,
        "name": one.name,
        "threshold": one.threshold,
        "label": one.label_id,
        "model": one.model_id,
        "drawn": drawn.value,
    }
    layer.setCustomProperty(DRAWN, json.dumps(known))
    names = field_names()
    for index, field in enumerate(layer.fields()):
        if field.name() in names:
            layer.setFieldAlias(index, names[field.name()])
    layer.setRenderer(_renderer(one, drawn, *look))
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(CLASS_SCALE)
    layer.setDisplayExpression('"filename"')
    return layer


def _class_from(known: dict[str, object]) -> ScoredClass:
    return ScoredClass(
        int(str(known["id"])),
        str(known["name"]),
        float(str(known["threshold"])),
        int(str(known["label"])),
        int(str(known["model"])),
    )


def _statement(one: ScoredClass, drawn: Drawn, frames: str) -> str:
    score = fill(
        "coalesce((SELECT {score} FROM {table} s WHERE s.frame_id = frame.id), -1.0)",
        score=one.score(),
        table=one.table,
    )
    annotation = fill(
        "coalesce((SELECT a.value FROM multilabel_annotation a JOIN multilabel_annotation_session t"
        " ON t.id = a.ml_annotation_session_id WHERE a.frame_id = frame.id AND a.ml_label_id = {label}"
        " ORDER BY t.annotation_date DESC, t.id DESC, a.id DESC LIMIT 1), -1)",
        label=one.label_id,
    )
    columns = [Fragment("id"), Fragment("filename"), Fragment("GPSDatetime"), Fragment("GPSPosition")]
    columns.append(fill("{score} AS score", score=_one_piece(score)))
    conditions = [f"({frames})"] if frames else []
    if drawn is Drawn.AGREEMENT:
        columns.append(fill("{annotation} AS value", annotation=_one_piece(annotation)))
        conditions.append(
            fill(
                "id IN (SELECT frame_id FROM multilabel_annotation WHERE ml_label_id = {label})",
                label=one.label_id,
            )
        )
    where = _one_piece(Fragment(" AND ".join(conditions) or "1"))
    return str(fill("SELECT {columns} FROM frame WHERE {where}", columns=columns, where=where))


def _one_piece(sql: Fragment) -> Fragment:
    """The same SQL with line ends for blanks, but for those within quotes: OGR looks for words by blanks."""
    parts = re.split(r"('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")", sql)
    return Fragment(
        "".join(part if number % 2 else part.replace(" ", "\n") for number, part in enumerate(parts))
    )


def _renderer(one: ScoredClass, drawn: Drawn, own: str, shift: float) -> QgsFeatureRenderer:
    limit = one.threshold
    threshold = QLocale().toString(limit, "f", 2)
    if drawn is Drawn.SCORE:
        step = (1 - limit) / 3
        ends = [0.0, limit / 2, limit, limit + step, limit + 2 * step, 1.0]
        # Viridis: the same order for every kind of sight; what does not reach the threshold stays pale.
        colours = ("#dcdcdc", "#b8b8b8", "#fde725", "#21918c", "#440154")
        ranges = []
        for low, high, colour in zip(ends, ends[1:], colours):
            text = f"{QLocale().toString(low, 'f', 2)} – {QLocale().toString(high, 'f', 2)}"
            if low == limit:
                text = tr("{scores} (threshold {threshold})").format(scores=text, threshold=threshold)
            ranges.append(QgsRendererRange(low, high, _dot(colour, shift), text))
        return QgsGraduatedSymbolRenderer("score", ranges)
    if drawn is Drawn.PRESENCE:
        value = f'CASE WHEN "score" < 0 THEN NULL WHEN "score" >= {limit!r} THEN 1 ELSE 0 END'
        categories = [
            QgsRendererCategory(1, _dot(own, shift), tr("present (score ≥ {})").format(threshold)),
            QgsRendererCategory(0, _dot("#c9c9c9", shift), tr("absent (score < {})").format(threshold)),
        ]
        return QgsCategorizedSymbolRenderer(value, categories)
    value = f'CASE WHEN "score" < 0 OR "value" < 0 THEN NULL ELSE 2 * "value" + ("score" >= {limit!r}) END'
    categories = [
        QgsRendererCategory(3, _dot("#0072b2", shift, "circle", 2.0), tr("both say present")),
        QgsRendererCategory(2, _dot("#e69f00", shift, "triangle", 2.6), tr("only the person says present")),
        QgsRendererCategory(
            1,
            _dot("#a3195b", shift, "diamond", 2.6),
            tr("only the model says present (score ≥ {})").format(threshold),
        ),
        QgsRendererCategory(0, _dot("#b0b0b0", shift, "circle", 1.6), tr("both say absent")),
    ]
    return QgsCategorizedSymbolRenderer(value, categories)


def _dot(colour: str, shift: float, shape: str = "circle", size: float = 1.6) -> QgsSymbol:
    return QgsMarkerSymbol.createSimple(
        {
            "name": shape,
            "color": colour,
            "size": str(size),
            "offset": f"{shift},0",
            "outline_color": "255,255,255,160",
            "outline_width": "0.1",
        }
    )


def _group_of(project: QgsProject, path: Path) -> QgsLayerTreeGroup:
    """The group of an atlas, or the root of the tree where there is none."""
    root = project.layerTreeRoot()
    return next((group for group in root.findGroups() if atlas_of(group) == path), root)
