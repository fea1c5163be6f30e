# SPDX-License-Identifier: GPL-2.0-or-later
"""What has to be said differently to different versions of QGIS; nothing else asks which one runs."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    Qgis,
    QgsAttributeEditorContainer,
    QgsAttributeEditorElement,
    QgsLegendStyle,
    QgsTask,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QMetaType, QVariant
from qgis.PyQt.QtGui import QFont

_TAKES_META_TYPES = 33800
"""QgsField takes Qt's meta types since QGIS 3.38; Qt 6 has no other ones."""
_TAKES_TEXT_FORMATS = 33000
"""Legends take text formats since QGIS 3.30, and fonts on notice."""
_HAS_FORM_TYPES = 33200
"""Parts of a form have a type since QGIS 3.32."""


def _field_types() -> dict[str, Any]:
    if Qgis.QGIS_VERSION_INT >= _TAKES_META_TYPES:
        return {
            "text": QMetaType.Type.QString,
            "real": QMetaType.Type.Double,
            "integer": QMetaType.Type.Int,
            "time": QMetaType.Type.QDateTime,
            "day": QMetaType.Type.QDate,
        }
    return {
        "text": QVariant.Type.String,  # noqa: QGS402 - for QGIS before 3.38
        "real": QVariant.Type.Double,  # noqa: QGS402 - for QGIS before 3.38
        "integer": QVariant.Type.Int,  # noqa: QGS402 - for QGIS before 3.38
        "time": QVariant.Type.DateTime,  # noqa: QGS402 - for QGIS before 3.38
        "day": QVariant.Type.Date,  # noqa: QGS402 - for QGIS before 3.38
    }


FIELD_TYPES = _field_types()
"""The type that a QgsField is made with, by the kind of its values."""


def set_legend_font(style: QgsLegendStyle, font: QFont) -> None:
    """Write this part of a legend in a font."""
    if Qgis.QGIS_VERSION_INT >= _TAKES_TEXT_FORMATS:
        style.setTextFormat(QgsTextFormat.fromQFont(font))
    else:
        style.setFont(font)


def quiet_task_flags() -> QgsTask.Flag:
    """For a task too small to be shown among QGIS's tasks, where that can be said (since 3.26)."""
    flags = QgsTask.Flag.CanCancel
    for name in ("Hidden", "Silent"):
        flags |= getattr(QgsTask.Flag, name, QgsTask.Flag.CanCancel)
    return flags


def form_tab(name: str, parent: QgsAttributeEditorElement) -> QgsAttributeEditorContainer:
    """A tab of a form."""
    tab = QgsAttributeEditorContainer(name, parent)
    if Qgis.QGIS_VERSION_INT >= _HAS_FORM_TYPES:
        tab.setType(Qgis.AttributeEditorContainerType.Tab)
    else:
        tab.setIsGroupBox(False)
    return tab
