# SPDX-License-Identifier: GPL-2.0-or-later
"""How the layers of an atlas look and behave: symbols, scales, map tips, actions, time, names of fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qgis.core import (
    Qgis,
    QgsAction,
    QgsCategorizedSymbolRenderer,
    QgsDataDefinedSizeLegend,
    QgsEditorWidgetSetup,
    QgsExpression,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGeometryGeneratorSymbolLayer,
    QgsGraduatedSymbolRenderer,
    QgsLayerMetadata,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsRendererRange,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QUuid
from qgis.PyQt.QtGui import QColor

from ..atlas.density import CELLS_PER_DEGREE
from ..reading.words import fix_names
from ..translation import tr
from . import overview, tips
from .platforms import Platform, all_platforms, platform_expression

FRAMES, TRACKS, FOOTPRINTS, DENSITY = "frames", "tracks", "footprints", "density"
SESSIONS, PLACES, CLASS = "sessions", "places", "class"

FRAME_SCALE = 5_000
"""From this scale on frames are drawn one by one: half a metre is 0.1 mm there, ten metres are 2 mm."""
TRACK_SCALE = 40_000
"""Before it a track is a dot, and a thousand tracks are millions of vertices."""
FOOTPRINT_SCALE = 150_000
LABEL_SCALE = 15_000
ATTRIBUTION = "Seatizen Atlas, https://doi.org/10.5281/zenodo.11125847"

_ACTION_ID = QUuid("{5c5a4d6e-6f1f-4b1c-9a39-0b8a2d1f7e10}")
_HALF_CELL = 0.5 / CELLS_PER_DEGREE
_SMALLEST_HALF = 0.0018 / 2 / 111_320
"""Degrees that half of 1.8 mm on a map cover at 1:1."""
_CELL_SQUARE = (
    f"with_variable('half', max({_HALF_CELL}, coalesce(@map_scale, 0) * {_SMALLEST_HALF:.4g}),"
    f" with_variable('x', (floor($x * {CELLS_PER_DEGREE}) + 0.5) / {CELLS_PER_DEGREE},"
    f" with_variable('y', (floor($y * {CELLS_PER_DEGREE}) + 0.5) / {CELLS_PER_DEGREE},"
    " bounds(make_line(make_point(@x - @half, @y - @half), make_point(@x + @half, @y + @half))))))"
)
_DENSITY_CLASSES = (
    (1, "#fec287"),
    (10, "#fb8761"),
    (100, "#d3436e"),
    (1_000, "#982d80"),
    (10_000, "#5f187f"),
    (100_000, "#231151"),
)
"""The least number of frames of each class, and its colour: dark is many, for every kind of sight."""
_MOST = 2_000_000_000
_SIZES = (1_000, 100_000, 1_000_000)
"""Numbers of frames whose symbols the legend shows."""


@dataclass(frozen=True)
class Role:
    """One layer of an atlas.

    Args:
        table: table or view in the GeoPackage.
        geometry: its geometry column and the type of it as the memory provider writes it.
        doi_column: the column with the DOI of the deposit or version.
        statement: what the layer shows is what it selects from the table and others.
    """

    key: str
    table: str
    geometry: tuple[str, str]
    doi_column: str
    fields: tuple[str, ...]
    statement: str = ""


ROLES = (
    Role(
        FRAMES,
        "frame",
        ("GPSPosition", "Point"),
        "version_doi",
        (
            "id:integer",
            "version_doi:string",
            "OriginalFileName:string",
            "filename:string",
            "relative_file_path:string",
            "GPSAltitude:double",
            "GPSPitch:double",
            "GPSRoll:double",
            "GPSTrack:double",
            "GPSDatetime:datetime",
            "GPSFix:integer",
        ),
    ),
    Role(
        TRACKS,
        "vw_deposit_linestring_with_platform",
        ("footprint_linestring", "LineString"),
        "deposit_doi",
        ("id:integer", "deposit_doi:string", "platform_type:string"),
    ),
    Role(
        FOOTPRINTS,
        "deposit",
        ("footprint", "Polygon"),
        "doi",
        (
            "id:integer",
            "doi:string",
            "session_name:string",
            "have_processed_data:integer",
            "have_raw_data:integer",
            "session_date:string",
            "alpha3_country_code:string",
            "location:string",
            "platform_type:string",
        ),
    ),
    Role(
        DENSITY,
        "frame_density",
        ("position", "Point"),
        "deposit_doi",
        ("id:integer", "deposit_doi:string", "surveyed_on:datetime", "frames:integer"),
    ),
)
"""The tables that layers show."""

_DENSITY_ROLE = ROLES[-1]
MAP = (
    *ROLES[:-1],
    replace(
        _DENSITY_ROLE,
        key=SESSIONS,
        fields=(
            "id:integer",
            "session_name:string",
            "session_date:string",
            "location:string",
            "alpha3_country_code:string",
            "platform_type:string",
            "frames:integer",
            "doi:string",
        ),
        doi_column="doi",
        statement=overview.sessions(),
    ),
    replace(_DENSITY_ROLE, key=PLACES, doi_column="", statement=overview.places()),
    replace(_DENSITY_ROLE, doi_column="", statement=overview.squares()),
)
"""The layers of an atlas from top to bottom."""


def layer_name(role: Role) -> str:
    """What the legend calls the layer."""
    return {
        FRAMES: tr("Frames"),
        TRACKS: tr("Tracks"),
        FOOTPRINTS: tr("Session footprints"),
        SESSIONS: tr("Sessions"),
        PLACES: tr("Places"),
        DENSITY: tr("Frames in a square") if role.statement else tr("Frames in a cell of 55 m"),
    }[role.key]


def style_layer(
    layer: QgsVectorLayer, role: Role, *, platforms: Collection[str] = (), alone: bool = False
) -> None:
    """Give a layer of an atlas its look and behaviour.

    Args:
        platforms: codes that the legend shows, besides “other”; all of them when there is none.
        alone: the atlas has no density layer (it is older than that): all that an overview can show is
            the layer itself.
    """
    shown = [p for p in all_platforms() if not p.code or not platforms or p.code in platforms]
    names = field_names()
    for index, field in enumerate(layer.fields()):
        if field.name() in names:
            layer.setFieldAlias(index, names[field.name()])
    _say_words(layer)
    style = {
        FRAMES: _style_frames,
        TRACKS: _style_tracks,
        FOOTPRINTS: _style_footprints,
        SESSIONS: _style_sessions,
        PLACES: _style_places,
        DENSITY: _style_squares if role.statement else _style_cells,
    }[role.key]
    style(layer, shown)
    if alone:
        layer.setScaleBasedVisibility(False)
    if role.doi_column:
        _add_action(layer, role)
    layer.setMetadata(_metadata(role))


def _say_words(layer: QgsVectorLayer) -> None:
    """Words instead of codes, in forms, in Identify and in attribute tables."""
    yes_no = {1: tr("yes"), 0: tr("no")}
    words: dict[str, Mapping[Any, str]] = {
        "GPSFix": fix_names(),
        "have_raw_data": yes_no,
        "have_processed_data": yes_no,
        "platform_type": {platform.code: platform.name for platform in all_platforms() if platform.code},
    }
    for column, meanings in words.items():
        index = layer.fields().indexOf(column)
        if index >= 0:
            setup = {"map": [{word: str(code)} for code, word in meanings.items()]}
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("ValueMap", setup))
    index = layer.fields().indexOf("GPSDatetime")
    if index >= 0:
        shown = {
            "display_format": "yyyy-MM-dd HH:mm:ss",
            "field_format": "yyyy-MM-dd HH:mm:ss",
            "allow_null": True,
        }
        layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("DateTime", shown))


def add_platforms(layer: QgsVectorLayer, role: Role, platforms: Collection[str]) -> None:
    """Add the platforms that a styled layer's legend lacks; what the user changed in it stays."""
    old = layer.renderer()
    if not isinstance(old, QgsCategorizedSymbolRenderer):
        return
    had = {str(category.value() or ""): category for category in old.categories()}
    if set(platforms) <= set(had):
        return
    fresh = QgsVectorLayer(_memory_source(role), "", "memory")
    style_layer(fresh, role, platforms={*platforms, *had})
    new = fresh.renderer().clone()
    for index, category in enumerate(new.categories()):
        kept = had.get(str(category.value() or ""))
        if kept is not None:
            new.updateCategorySymbol(index, kept.symbol().clone())
            new.updateCategoryLabel(index, kept.label())
            new.updateCategoryRenderState(index, kept.renderState())
    layer.setRenderer(new)


def unbound_layer(role: Role) -> QgsVectorLayer:
    """A layer with the columns of an atlas's table and its style, but without a file."""
    layer = QgsVectorLayer(_memory_source(role), layer_name(role), "memory")
    style_layer(layer, role)
    return layer


def _memory_source(role: Role) -> str:
    return f"{role.geometry[1]}?crs=EPSG:4326&" + "&".join(f"field={field}" for field in role.fields)


def field_names() -> dict[str, str]:
    """Aliases of columns, by column."""
    return {
        "version_doi": tr("DOI of the version"),
        "deposit_doi": tr("DOI of the session"),
        "doi": tr("DOI"),
        "OriginalFileName": tr("Original file"),
        "filename": tr("Frame"),
        "relative_file_path": tr("Path within the session"),
        "GPSAltitude": tr("Altitude (m)"),
        "GPSPitch": tr("Pitch (°)"),
        "GPSRoll": tr("Roll (°)"),
        "GPSTrack": tr("Heading (°)"),
        "GPSDatetime": tr("Taken (UTC)"),
        "GPSFix": tr("GPS fix"),
        "session_name": tr("Session"),
        "have_processed_data": tr("Processed data published"),
        "have_raw_data": tr("Raw data published"),
        "session_date": tr("Date"),
        "alpha3_country_code": tr("Country"),
        "location": tr("Place"),
        "platform_type": tr("Platform"),
        "frames": tr("Number of frames"),
        "sessions": tr("Number of sessions"),
        "surveyed_on": tr("Day"),
        "days": tr("Frames a day"),
        "level": tr("Level"),
        "frame_id": tr("Number of the frame"),
        "ml_class_id": tr("Number of the class"),
        "ml_label_id": tr("Number of the label"),
        "ml_model_id": tr("Number of the model"),
        "ml_annotation_session_id": tr("Number of the annotation session"),
        "score": tr("Score"),
        "present": tr("Predicted"),
        "bar": tr("Score against threshold"),
        "class_name": tr("Class"),
        "class_threshold": tr("Threshold"),
        "threshold": tr("Threshold"),
        "model_name": tr("Model"),
        "label_name": tr("Label"),
        "value": tr("Annotation"),
        "author_name": tr("Annotator"),
        "annotation_date": tr("Annotated on"),
        "dataset_name": tr("Dataset"),
        "name": tr("Name"),
        "description": tr("Description"),
        "creation_date": tr("Since"),
        "link": tr("Link"),
        "id_gbif": tr("GBIF key"),
        "code_gcrmn": tr("GCRMN code"),
        "x": tr("Column of the grid"),
        "y": tr("Row of the grid"),
        "densest": tr("Frames where they lie most densely"),
    }


def _style_frames(layer: QgsVectorLayer, platforms: Sequence[Platform]) -> None:
    layer.setRenderer(_by_platform(platform_expression("filename"), platforms, _frame_symbol))
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(FRAME_SCALE)
    layer.setDisplayExpression('"filename"')
    layer.setMapTipTemplate(tips.frame_tip())
    _follow_field(layer, "GPSDatetime")


def _style_tracks(layer: QgsVectorLayer, platforms: Sequence[Platform]) -> None:
    layer.setRenderer(_by_platform('"platform_type"', platforms, _track_symbol))
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(TRACK_SCALE)
    layer.setDisplayExpression('"deposit_doi"')
    layer.setMapTipTemplate(tips.track_tip())


def _style_footprints(layer: QgsVectorLayer, platforms: Sequence[Platform]) -> None:
    layer.setRenderer(_by_platform(platform_expression("session_name"), platforms, _footprint_symbol))
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(FOOTPRINT_SCALE)
    layer.setDisplayExpression('"session_name"')
    layer.setMapTipTemplate(tips.session_tip())
    follow_session(layer, "session_name")


def _style_sessions(layer: QgsVectorLayer, platforms: Sequence[Platform]) -> None:
    layer.setRenderer(_by_platform('upper("platform_type")', platforms, _session_symbol))
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(overview.SESSION_SCALE)
    layer.setMaximumScale(FRAME_SCALE)
    layer.setDisplayExpression('"session_name"')
    layer.setMapTipTemplate(tips.session_tip('"frames"', published=False))
    follow_session(layer, "session_name")


def _style_places(layer: QgsVectorLayer, _platforms: Sequence[Platform]) -> None:
    symbol = QgsMarkerSymbol.createSimple(
        {
            "name": "circle",
            "color": "9,82,140,205",
            "outline_color": "255,255,255,255",
            "outline_width": "0.4",
            "size": "5",
        }
    )
    frames = overview.frames_expression()
    # Size nought is not drawn: territories and places take turns, and those without frames are left out.
    symbol.setDataDefinedSize(
        QgsProperty.fromExpression(f"if({_place_is_shown()}, coalesce({_place_size(frames)}, 0), 0)")
    )
    renderer = QgsSingleSymbolRenderer(symbol)
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause('"frames"', False)]))
    renderer.setOrderByEnabled(True)
    legend = QgsDataDefinedSizeLegend()
    legend.setLegendType(QgsDataDefinedSizeLegend.LegendType.LegendSeparated)
    legend.setSymbol(symbol.clone())
    names = (tr("1,000 frames"), tr("100,000 frames"), tr("1,000,000 frames"))
    legend.setClasses(
        [
            QgsDataDefinedSizeLegend.SizeClass(4 + 0.009 * number**0.5, name)
            for number, name in zip(_SIZES, names)
        ]
    )
    renderer.setDataDefinedSizeLegend(legend)
    layer.setRenderer(renderer)
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(0)
    layer.setMaximumScale(overview.SESSION_SCALE)
    layer.setDisplayExpression(_place_name())
    layer.setMapTipTemplate(tips.place_tip(_place_name()))
    _redraw_in_time(layer)


def _place_size(frames: str) -> str:
    """Millimetres: the area grows with the frames."""
    return f"if({frames} > 0, 4 + 0.009 * sqrt({frames}), 0)"


def _place_is_shown() -> str:
    return f"(\"level\" = 'territory') = (coalesce(@map_scale, 0) > {overview.PLACE_SCALE})"


def _place_name() -> str:
    names = ", ".join(
        f"{QgsExpression.quotedString(code)}, {QgsExpression.quotedString(name)}"
        for code, name in overview.territories().items()
    )
    country = f'coalesce(map_get(map({names}), "alpha3_country_code"), "alpha3_country_code")'
    return f"if(\"level\" = 'place', title(replace(\"location\", '-', ' ')), {country})"


def _style_squares(layer: QgsVectorLayer, _platforms: Sequence[Platform]) -> None:
    value = f'if("level" = {overview.level_expression()}, {overview.frames_expression()}, NULL)'
    layer.setRenderer(_by_number(value, _square_symbol(overview.square_expression())))
    _show_from_afar(layer)
    layer.setMapTipTemplate(tips.square_tip())
    _redraw_in_time(layer)


def _style_cells(layer: QgsVectorLayer, _platforms: Sequence[Platform]) -> None:
    renderer = _by_number('"frames"', _square_symbol(_CELL_SQUARE))
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause('"frames"')]))
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)
    _show_from_afar(layer)
    layer.setMapTipTemplate(tips.density_tip())
    time = layer.temporalProperties()
    time.setMode(Qgis.VectorTemporalMode.FeatureDateTimeInstantFromField)
    time.setStartField("surveyed_on")
    time.setFixedDuration(24 * 60 * 60 - 1)
    time.setDurationUnits(QgsUnitTypes.TemporalUnit.TemporalSeconds)
    time.setIsActive(True)


def _show_from_afar(layer: QgsVectorLayer) -> None:
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(0)
    layer.setMaximumScale(FRAME_SCALE)
    layer.setOpacity(0.85)
    layer.setDisplayExpression('"frames"')


def _redraw_in_time(layer: QgsVectorLayer) -> None:
    """The layer's own expressions ask which part of the time is shown."""
    layer.temporalProperties().setMode(Qgis.VectorTemporalMode.RedrawLayerOnly)
    layer.temporalProperties().setIsActive(True)


def _by_number(value: str, symbol: Callable[[str], QgsSymbol]) -> QgsGraduatedSymbolRenderer:
    names = (
        tr("1 to 9"),
        tr("10 to 99"),
        tr("100 to 999"),
        tr("1,000 to 9,999"),
        tr("10,000 to 99,999"),
        tr("100,000 and more"),
    )
    ends = [least - 1 for least, _colour in _DENSITY_CLASSES[1:]] + [_MOST]
    return QgsGraduatedSymbolRenderer(
        value,
        [
            QgsRendererRange(least, most, symbol(colour), name)
            for (least, colour), most, name in zip(_DENSITY_CLASSES, ends, names)
        ],
    )


def _by_platform(
    expression: str, platforms: Sequence[Platform], symbol: Callable[[str], QgsSymbol]
) -> QgsCategorizedSymbolRenderer:
    categories = [
        QgsRendererCategory(platform.code, symbol(platform.colour), platform.name) for platform in platforms
    ]
    return QgsCategorizedSymbolRenderer(expression, categories)


def _frame_symbol(colour: str) -> QgsSymbol:
    """A dot with a faint edge: where dots run into one another a strong one would cover them."""
    return QgsMarkerSymbol.createSimple(
        {
            "name": "circle",
            "color": colour,
            "size": "1.3",
            "outline_color": "255,255,255,120",
            "outline_width": "0.1",
        }
    )


def _session_symbol(colour: str) -> QgsSymbol:
    symbol = QgsMarkerSymbol.createSimple(
        {
            "name": "circle",
            "color": colour,
            "size": "3",
            "outline_color": "255,255,255,255",
            "outline_width": "0.3",
        }
    )
    symbol.setDataDefinedSize(QgsProperty.fromExpression('1.8 + 0.02 * sqrt("frames")'))
    return symbol


def _square_symbol(geometry: str) -> Callable[[str], QgsSymbol]:
    """Symbols that fill the geometry of an expression.

    The square follows the map, and legends that drew it would follow too: their patches grew to any size.
    There, where no feature is drawn, a plain marker takes its place.
    """

    def symbol(colour: str) -> QgsSymbol:
        square = QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": geometry, "SymbolType": "Fill"})
        filled = QgsFillSymbol.createSimple({"color": colour, "outline_style": "no"})
        filled.symbolLayer(0).setDataDefinedProperty(
            QgsSymbolLayer.Property.PropertyFillColor,
            QgsProperty.fromExpression("if($geometry IS NULL, color_rgba(0, 0, 0, 0), @value)"),
        )
        square.setSubSymbol(filled)
        marker = QgsMarkerSymbol.createSimple(
            {"name": "square", "color": colour, "outline_style": "no", "size": "3.5"}
        )
        marker.symbolLayer(0).setDataDefinedProperty(
            QgsSymbolLayer.Property.PropertyLayerEnabled, QgsProperty.fromExpression("$geometry IS NULL")
        )
        marker.appendSymbolLayer(square)
        return marker

    return symbol


def _track_symbol(colour: str) -> QgsSymbol:
    return QgsLineSymbol.createSimple(
        {"line_color": colour, "line_width": "0.3", "capstyle": "round", "joinstyle": "round"}
    )


def _footprint_symbol(colour: str) -> QgsSymbol:
    fill = QColor(colour)
    return QgsFillSymbol.createSimple(
        {
            "color": f"{fill.red()},{fill.green()},{fill.blue()},25",
            "outline_color": colour,
            "outline_width": "0.3",
            "joinstyle": "round",
        }
    )


def add_labels(layer: QgsVectorLayer, role: Role) -> None:
    """Write names onto the map: of sessions where there is room for them, of places.

    Not part of `style_layer`: label settings reach for QGIS's style database, on the main thread only.
    """
    settings = {FOOTPRINTS: _footprint_label, SESSIONS: _session_label, PLACES: _place_label}.get(role.key)
    if settings is not None:
        layer.setLabeling(QgsVectorLayerSimpleLabeling(settings()))
        layer.setLabelsEnabled(True)


def _footprint_label() -> QgsPalLayerSettings:
    settings = _label('"session_name"', 7.5)
    settings.scaleVisibility = True
    settings.minimumScale = LABEL_SCALE
    settings.maximumScale = 0
    return settings


def _session_label() -> QgsPalLayerSettings:
    """Until the footprint takes over; the more frames, the sooner a session is named."""
    settings = _beside('"session_name"', 7.5)
    settings.scaleVisibility = True
    settings.minimumScale = overview.SESSION_SCALE
    settings.maximumScale = LABEL_SCALE
    return settings


def _place_label() -> QgsPalLayerSettings:
    sessions, frames = overview.sessions_expression(), overview.frames_expression()
    count = (
        f"{_counted(sessions, tr('session'), tr('sessions'))} || ', ' ||"
        f" {_counted(frames, tr('frame'), tr('frames'))}"
    )
    return _beside(
        f"if({_place_is_shown()} AND {overview.frames_expression()} > 0,"
        f" {_place_name()} || '\n' || {count}, NULL)",
        9,
    )


def _counted(number: str, one: str, many: str) -> str:
    """An expression for a number of things; English and French have two forms."""
    singular, plural = (QgsExpression.quotedString(f" {word}") for word in (one, many))
    return f"format_number({number}, 0) || if({number} = 1, {singular}, {plural})"


def _beside(expression: str, size: float) -> QgsPalLayerSettings:
    settings = _label(expression, size)
    settings.placement = QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
    settings.offsetType = QgsPalLayerSettings.OffsetType.FromSymbolBounds
    settings.dist = 0.6
    priority = QgsProperty.fromExpression('min(10, ln("frames" + 1))')
    settings.dataDefinedProperties().setProperty(QgsPalLayerSettings.Property.Priority, priority)
    return settings


def _label(expression: str, size: float) -> QgsPalLayerSettings:
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    text = QgsTextFormat()
    text.setSize(size)
    text.setColor(QColor("#1d3344"))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.8)
    halo.setColor(QColor(255, 255, 255, 220))
    text.setBuffer(halo)
    settings.setFormat(text)
    return settings


def _follow_field(layer: QgsVectorLayer, column: str) -> None:
    """Let the temporal controller filter by a column of times.

    The column goes by its alias. By its own name QGIS hands the comparison to SQLite as text, with a T
    between date and time where the atlas has a blank, and the whole first day of a range is lost; an alias
    it resolves itself. First and last time are read through the column's index either way.
    """
    time = layer.temporalProperties()
    time.setMode(Qgis.VectorTemporalMode.FeatureDateTimeInstantFromField)
    time.setStartField(field_names()[column])
    time.setIsActive(True)


def follow_session(layer: QgsVectorLayer, column: str) -> None:
    """Let the temporal controller filter by the day in a session's name."""
    day = f"to_datetime({tips.date_text(QgsExpression.quotedColumnRef(column))})"
    time = layer.temporalProperties()
    time.setMode(Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromExpressions)
    time.setStartExpression(day)
    time.setEndExpression(f"{day} + make_interval(hours:=23, minutes:=59, seconds:=59)")
    time.setIsActive(True)


def _add_action(layer: QgsVectorLayer, role: Role) -> None:
    layer.actions().clearActions()
    text = tr("Open the version's DOI page") if role.key == FRAMES else tr("Open the session's DOI page")
    layer.actions().addAction(
        QgsAction(
            _ACTION_ID,
            QgsAction.ActionType.OpenUrl,
            text,
            f'{tips.DOI_ADDRESS}[% "{role.doi_column}" %]',
            "",
            False,
            tr("DOI page"),
            {"Canvas", "Feature", "Field"},
        )
    )


def _metadata(role: Role) -> QgsLayerMetadata:
    metadata = QgsLayerMetadata()
    metadata.setType("dataset")
    metadata.setTitle(tr("Seatizen Atlas: {}").format(layer_name(role)))
    metadata.setAbstract(
        {
            FRAMES: tr("Images of marine surveys with the position and time at which each was taken."),
            TRACKS: tr("The way of each survey, through its frames in the order in which they were taken."),
            FOOTPRINTS: tr("The convex hull of each session's frames; one session is one survey."),
            SESSIONS: tr("Every survey, at the place where most of its frames were taken."),
            PLACES: tr("The places and the territories of the surveys, with their sessions and frames."),
            DENSITY: tr("How many frames lie in each square of a grid that follows the map's scale.")
            if role.statement
            else tr("How many frames each session has in each cell of a grid of 0.0005 degrees."),
        }[role.key]
    )
    metadata.setRights([ATTRIBUTION])
    link = QgsLayerMetadata.Link("Zenodo", "WWW:LINK", f"{tips.DOI_ADDRESS}11125847")
    metadata.setLinks([link])
    return metadata
