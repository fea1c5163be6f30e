# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of figures as output layers without a geometry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qgis.core import QgsFeature, QgsFeatureSink, QgsField, QgsFields, QgsWkbTypes

from ..compat import FIELD_TYPES
from ..errors import SeatizenError
from ..translation import tr
from .values import Values


def write_figures(
    values: Values, name: str, kinds: Mapping[str, str], rows: Iterable[Mapping[str, object]]
) -> str:
    """Write rows to the output `name` and return its destination.

    Args:
        kinds: column → `text`, `integer` or `real`, in order; a value may be None.
    """
    fields = QgsFields()
    for column, kind in kinds.items():
        fields.append(QgsField(column, FIELD_TYPES[kind]))
    sink, destination = values.sink(name, fields, QgsWkbTypes.Type.NoGeometry)
    features = []
    for row in rows:
        feature = QgsFeature(fields)
        feature.setAttributes([row[column] for column in kinds])
        features.append(feature)
    if not sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
        raise SeatizenError(
            tr("The table could not be written."),
            details=sink.lastError(),
            advice=tr("Check the free space, or choose another place."),
        )
    return destination
