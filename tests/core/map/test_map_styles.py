# SPDX-License-Identifier: GPL-2.0-or-later
"""Colours, the platform of a frame, and the styles that an atlas carries."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.map.layers import load_atlas
from seatizen_atlas.core.map.platforms import COLOURS, all_platforms, platform_expression
from seatizen_atlas.core.map.stored_styles import EARLIER_STYLES, STYLE_NAME, store_styles
from seatizen_atlas.core.map.styles import FRAME_SCALE, ROLES, unbound_layer
from seatizen_atlas.core.session_name import PLATFORMS
from seatizen_atlas.core.upkeep.create import create_atlas

# How linear RGB looks to people without one kind of cone (Machado, Oliveira and Fernandes, 2009).
SIGHTS = {
    "all cones": np.eye(3),
    "no red cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue cones": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def lab(colour, sight):
    """CIE L*a*b* of a colour as that sight has it."""
    srgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(SIGHTS[sight]) @ linear, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.array(to_xyz) @ seen / [0.95047, 1.0, 1.08883]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", SIGHTS)
def test_colours_stay_apart_for_every_kind_of_sight(sight):
    pairs = itertools.combinations(COLOURS, 2)
    closest = min((np.linalg.norm(lab(COLOURS[a], sight) - lab(COLOURS[b], sight)), a, b) for a, b in pairs)
    assert closest[0] > 15, closest


def test_every_platform_has_a_name_and_a_colour():
    platforms = {platform.code: platform for platform in all_platforms()}
    assert set(platforms) == {*PLATFORMS, ""}
    assert len({platform.name for platform in platforms.values()}) == len(platforms)
    assert all(code in platforms[code].name for code in PLATFORMS)


@pytest.mark.parametrize(
    ("file_name", "platform"),
    [
        ("20231110_REU-ST-LEU_ASV-1_04_1_71.jpeg", "ASV"),
        ("20150611_REU-St-Gilles_scuba_GOPR0001.JPG", "SCUBA"),
        ("20211201_REU-X_AUV_000123.png", "AUV"),
        ("20221023_SYC-aldabra-arm06_UAV-02_17_DJI_0001.JPG", "UAV"),
        ("frame_20231110_REU-ST-LEU_PADDLE-1_04_1.jpeg", "PADDLE"),
        ("DJI_0001.JPG", None),
    ],
)
def test_the_platform_is_read_out_of_the_name(file_name, platform):
    layer = unbound_layer(ROLES[0])
    feature = QgsFeature(layer.fields())
    feature["filename"] = file_name
    context = QgsExpressionContext()
    context.setFields(layer.fields())
    context.setFeature(feature)
    value = QgsExpression(platform_expression("filename")).evaluate(context)
    assert (value or None) == platform


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.key)
def test_qgis_itself_shows_the_style_of_a_new_atlas(tmp_path, feedback, role):
    path = create_atlas(tmp_path / "new.gpkg", dress=store_styles, feedback=feedback)
    layer = QgsVectorLayer(f"{path}|layername={role.table}", role.table, "ogr")
    assert layer.isValid()
    columns = [field.partition(":")[0] for field in role.fields]
    assert [field.name() for field in layer.fields()] == columns
    assert layer.mapTipTemplate()
    assert layer.hasScaleBasedVisibility()
    assert layer.isInScaleRange(FRAME_SCALE - 1) == (role.key != "density")
    assert layer.actions().actions("Canvas")
    layer.loadDefaultStyle()  # as the menu does; by itself QGIS 3.22 forgets the temporal part again
    assert layer.temporalProperties().isActive() == (role.key != "tracks")
    if role.key != "density":
        assert isinstance(layer.renderer(), QgsCategorizedSymbolRenderer)
        assert len(layer.renderer().categories()) == len(PLATFORMS) + 1


def stored(atlas):
    return atlas.rows(
        "SELECT f_table_name, styleName, CAST(useAsDefault AS INTEGER), length(styleQML) > 1000"
        " FROM layer_styles ORDER BY f_table_name, styleName"
    )


def test_styles_are_stored_once_and_ours_is_the_default(surveyed_atlas):
    tables = sorted(role.table for role in ROLES)
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        assert stored(atlas) == [(table, STYLE_NAME, 1, 1) for table in tables]
        atlas.execute("UPDATE layer_styles SET styleQML = 'old'")
        store_styles(atlas)
        assert stored(atlas) == [(table, STYLE_NAME, 1, 1) for table in tables]


def test_earlier_defaults_step_back_and_a_users_own_stays(surveyed_atlas):
    insert = (
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
        " styleName, styleQML, useAsDefault) VALUES ('', '', '{}', '', '{}', '<qgis/>', 1)"
    )
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute("DELETE FROM layer_styles")
        atlas.execute(insert.format("frame", EARLIER_STYLES[1]))
        atlas.execute(insert.format("deposit", "my own"))
        store_styles(atlas)
        defaults = {(table, name) for table, name, default, _long in stored(atlas) if default}
    assert ("frame", STYLE_NAME) in defaults
    assert ("frame", EARLIER_STYLES[1]) not in defaults
    assert ("deposit", "my own") in defaults
    assert ("deposit", STYLE_NAME) not in defaults


class Shouting(QTranslator):
    def translate(self, context, text, disambiguation=None, n=-1):
        return text.upper() if context == "SeatizenAtlas" else ""


def test_stored_styles_are_english_and_the_project_speaks_the_users_language(surveyed_atlas, feedback):
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    project = QgsProject()
    try:
        with Atlas.open(surveyed_atlas, update=True) as atlas:
            store_styles(atlas)
            (qml,) = atlas.rows("SELECT styleQML FROM layer_styles WHERE f_table_name = 'frame'")[0]
        names = [layer.name() for layer in load_atlas(surveyed_atlas, project, feedback)]
    finally:
        QCoreApplication.removeTranslator(translator)
        project.clear()
    assert "Scuba diver" in qml
    assert "SCUBA DIVER" not in qml
    assert names[0] == "FRAMES"
