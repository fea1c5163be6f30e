# SPDX-License-Identifier: GPL-2.0-or-later
"""The styles as defaults inside the atlas: QGIS's own “add layer” then shows them, plugin or not."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument

from ..atlas.gateway import Atlas
from ..atlas.sql import fill
from ..errors import AtlasError
from ..translation import in_english, tr
from .styles import ROLES, unbound_layer

STYLE_NAME = "Seatizen Atlas"
OWNER = "Seatizen Atlas"
EARLIER_STYLES = ("footprint style", "frame position", "Footprint in linestring")
"""Names under which atlases up to script 05 hold their defaults; ours take that place."""


def store_styles(atlas: Atlas) -> None:
    """Write the styles of an atlas's layers into it, in English, in one transaction.

    A style is made the default when it first enters. Whoever makes another one the default afterwards
    keeps it: from then on only the style itself is brought up to date.
    """
    with in_english():
        styles = {role: _qml(unbound_layer(role)) for role in ROLES if atlas.has_table(role.table)}
    with atlas.transaction():
        for role, qml in styles.items():
            place = fill("f_table_name = {table}", table=role.table)
            ours = fill("{place} AND styleName = {name}", place=place, name=STYLE_NAME)
            changed = atlas.execute(
                fill(
                    "UPDATE layer_styles SET styleQML = {qml},"
                    " update_time = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE {ours}",
                    qml=qml,
                    ours=ours,
                )
            )
            if changed:
                continue
            atlas.execute(
                fill(
                    "UPDATE layer_styles SET useAsDefault = 0 WHERE {place} AND styleName IN ({earlier})",
                    place=place,
                    earlier=EARLIER_STYLES,
                )
            )
            atlas.execute(
                fill(
                    "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
                    " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner)"
                    " SELECT '', '', {table}, {column}, {name}, {qml}, '', NOT EXISTS"
                    " (SELECT 1 FROM layer_styles WHERE {place} AND useAsDefault), {about}, {owner}",
                    table=role.table,
                    column=role.geometry[0],
                    name=STYLE_NAME,
                    qml=qml,
                    place=place,
                    about="By platform, with map tips and links",
                    owner=OWNER,
                )
            )


def _qml(layer: QgsVectorLayer) -> str:
    document = QDomDocument()
    trouble = layer.exportNamedStyle(document)
    if trouble:
        raise AtlasError(tr("The style of “{}” cannot be written.").format(layer.name()), details=trouble)
    return str(document.toString(0))
