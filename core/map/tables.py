# SPDX-License-Identifier: GPL-2.0-or-later
"""What an atlas knows besides positions, as tables of the project that the layers of the map refer to.

A frame leads to its session and back, to its scores with the names and thresholds of their classes, and to
its annotations with who made them and when: in forms, in Identify, in attribute tables and in map tips.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.core import (
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsAttributeEditorRelation,
    QgsAttributeTableConfig,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsField,
    QgsProject,
    QgsRelation,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)

from ..compat import FIELD_TYPES, form_tab
from ..translation import tr
from . import tips
from .styles import FOOTPRINTS, FRAMES, SESSIONS, TRACKS, Role, field_names, follow_session

VERSIONS, SCORES, CLASSES, MODELS = "versions", "scores", "classes", "models"
ANNOTATIONS, LABELS, ANNOTATION_SESSIONS = "annotations", "labels", "annotation_sessions"
_NO_GEOMETRY = ("", "NoGeometry")


def _table(key: str, table: str) -> Role:
    return Role(key, table, _NO_GEOMETRY, "", ())


TABLES = (
    _table(VERSIONS, "version"),
    _table(SCORES, "multilabel_prediction"),
    _table(CLASSES, "multilabel_class"),
    _table(MODELS, "multilabel_model"),
    _table(ANNOTATIONS, "multilabel_annotation"),
    _table(LABELS, "multilabel_label"),
    _table(ANNOTATION_SESSIONS, "multilabel_annotation_session"),
)
"""Tables without a place of their own."""

_COLUMNS: Mapping[str, list[str]] = {
    FRAMES: [
        "filename",
        "version_doi",
        "GPSDatetime",
        "GPSAltitude",
        "GPSTrack",
        "GPSPitch",
        "GPSRoll",
        "GPSFix",
        "relative_file_path",
        "OriginalFileName",
    ],
    TRACKS: ["session_name", "platform_type", "deposit_doi"],
    FOOTPRINTS: [
        "session_name",
        "session_date",
        "location",
        "alpha3_country_code",
        "platform_type",
        "have_raw_data",
        "have_processed_data",
        "doi",
    ],
    SESSIONS: [
        "session_name",
        "session_date",
        "location",
        "alpha3_country_code",
        "platform_type",
        "frames",
        "doi",
    ],
    VERSIONS: ["session_name", "doi", "deposit_doi"],
    SCORES: ["class_name", "score", "class_threshold", "present", "bar", "frame_id", "version_doi"],
    CLASSES: ["name", "threshold", "model_name"],
    MODELS: ["name", "creation_date", "doi", "link"],
    ANNOTATIONS: ["label_name", "value", "author_name", "annotation_date", "dataset_name", "frame_id"],
    LABELS: ["name", "description", "code_gcrmn", "id_gbif", "creation_date"],
    ANNOTATION_SESSIONS: ["annotation_date", "author_name", "dataset_name"],
}
"""The columns that people look at, in order; a table shows no others."""

_WIDTHS = {
    "filename": 300,
    "relative_file_path": 480,
    "session_name": 260,
    "GPSDatetime": 150,
    "version_doi": 260,
    "class_name": 190,
    "label_name": 190,
    "description": 420,
    "bar": 170,
}
_BAR = 20  # characters of a whole bar


def table_name(role: Role) -> str:
    """What the legend calls a table."""
    return {
        VERSIONS: tr("Versions"),
        SCORES: tr("Scores"),
        CLASSES: tr("Classes"),
        MODELS: tr("Models"),
        ANNOTATIONS: tr("Annotations"),
        LABELS: tr("Labels"),
        ANNOTATION_SESSIONS: tr("Annotation sessions"),
    }[role.key]


def connect(project: QgsProject, layers: Mapping[str, QgsVectorLayer], new: Sequence[str]) -> None:
    """Relate an atlas's layers and tables to each other.

    Args:
        new: keys of layers that have just entered the project; the others keep their forms and tables as
            the user has them.
    """
    _join_all(layers)
    relations = _relate_all(project, layers)
    for key in new:
        layer = layers[key]
        _order_columns(layer, _COLUMNS.get(key, ()))
        if key == FRAMES:
            _make_form(
                layer,
                [(tr("Scores"), relations.get(SCORES)), (tr("Annotations"), relations.get(ANNOTATIONS))],
            )
        elif key == FOOTPRINTS:
            _make_form(
                layer, [(tr("Versions"), relations.get(VERSIONS)), (tr("Tracks"), relations.get(TRACKS))]
            )
        elif key == VERSIONS:
            _make_form(layer, [(tr("Frames"), relations.get(FRAMES))])
    _tell_more(layers, relations)


# What is looked up in another table: joins, which QGIS keeps in memory. It takes the columns of a join in the
# order of the table that they come from, whatever order it is told.


def _join_all(layers: Mapping[str, QgsVectorLayer]) -> None:
    for key, column, other, columns, prefix in (
        (TRACKS, "deposit_doi", FOOTPRINTS, ("session_name",), ""),
        (VERSIONS, "deposit_doi", FOOTPRINTS, ("session_name",), ""),
        (CLASSES, "ml_model_id", MODELS, ("name",), "model_"),
        (SCORES, "ml_class_id", CLASSES, ("name", "threshold"), "class_"),
        (ANNOTATIONS, "ml_label_id", LABELS, ("name",), "label_"),
        (
            ANNOTATIONS,
            "ml_annotation_session_id",
            ANNOTATION_SESSIONS,
            ("annotation_date", "dataset_name", "author_name"),
            "",
        ),
    ):
        layer, joined = layers.get(key), layers.get(other)
        if layer is None or joined is None:
            continue
        join = QgsVectorLayerJoinInfo()
        join.setJoinLayer(joined)
        join.setJoinFieldName("doi" if other == FOOTPRINTS else "id")
        join.setTargetFieldName(column)
        join.setJoinFieldNamesSubset(list(columns))
        join.setPrefix(prefix)
        join.setUsingMemoryCache(True)
        layer.addJoin(join)
        names = field_names()
        for name in (f"{prefix}{column}" for column in columns):
            if name in names:
                layer.setFieldAlias(layer.fields().indexOf(name), names[name])


# Relations


def _relate_all(project: QgsProject, layers: Mapping[str, QgsVectorLayer]) -> dict[str, str]:
    """Ids of the relations, by the key of the layer that refers to another."""
    made = {}
    for key, column, other, other_column, name in (
        (TRACKS, "deposit_doi", FOOTPRINTS, "doi", tr("Tracks")),
        (VERSIONS, "deposit_doi", FOOTPRINTS, "doi", tr("Versions")),
        (FRAMES, "version_doi", VERSIONS, "doi", tr("Frames")),
        (SCORES, "frame_id", FRAMES, "id", tr("Scores")),
        (ANNOTATIONS, "frame_id", FRAMES, "id", tr("Annotations")),
    ):
        layer, referenced = layers.get(key), layers.get(other)
        if layer is None or referenced is None:
            continue
        relation = QgsRelation()
        relation.setId(f"seatizen_{layer.id()}")
        relation.setName(name)
        relation.setReferencedLayer(referenced.id())
        relation.setReferencingLayer(layer.id())
        relation.addFieldPair(column, other_column)
        project.relationManager().addRelation(relation)
        made[key] = str(relation.id())
    return made


# Forms and attribute tables


def describe_table(layer: QgsVectorLayer, role: Role) -> None:
    """Names of columns, words instead of codes, and what can be told of a row from its columns."""
    if role.key == SCORES:
        for name, kind, expression in (
            ("present", "integer", '"score" >= "class_threshold"'),
            ("bar", "text", tips.bar('"score"', '"class_threshold"', _BAR)),
        ):
            index = layer.addExpressionField(expression, QgsField(name, FIELD_TYPES[kind]))
            layer.setFieldAlias(index, field_names()[name])
    for column, words in _words().items():
        index = layer.fields().indexOf(column)
        if index >= 0 and (column != "value" or role.key == ANNOTATIONS):
            setup = {"map": [{word: str(code)} for code, word in words.items()]}
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("ValueMap", setup))
    # QGIS would take a column that a relation uses for a choice among all of the other layer's rows.
    index = layer.fields().indexOf("frame_id")
    if index >= 0:
        layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("TextEdit", {}))
    layer.setDisplayExpression(
        {
            VERSIONS: 'coalesce("session_name", "doi")',
            # The list of a form is an overview of all scores then.
            SCORES: "\"class_name\" || '  ' || format_number(\"score\", 2) || '  ' || "
            + tips.bar('"score"', '"class_threshold"', 6),
            ANNOTATIONS: '"label_name"',
            ANNOTATION_SESSIONS: "\"author_name\" || ' ' || format_date(\"annotation_date\", 'yyyy-MM-dd')",
        }.get(role.key, '"name"')
    )


def _words() -> dict[str, dict[int, str]]:
    yes_no = {1: tr("yes"), 0: tr("no")}
    return {"present": yes_no, "value": {1: tr("present"), 0: tr("absent")}}


def _order_columns(layer: QgsVectorLayer, columns: Sequence[str]) -> None:
    if not columns:
        return
    ordered = [name for name in columns if layer.fields().indexOf(name) >= 0]
    others = [field.name() for field in layer.fields() if field.name() not in ordered]
    parts = []
    for name in [*ordered, *others]:
        part = QgsAttributeTableConfig.ColumnConfig()
        part.name = name
        part.hidden = name in others
        part.width = _WIDTHS.get(name, -1)
        parts.append(part)
    config = QgsAttributeTableConfig()
    config.setColumns(parts)
    layer.setAttributeTableConfig(config)


def _make_form(layer: QgsVectorLayer, related: Sequence[tuple[str, str | None]]) -> None:
    """A tab with the facts, and one for each relation."""
    form = layer.editFormConfig()
    form.clearTabs()
    form.setLayout(QgsEditFormConfig.EditorLayout.TabLayout)
    root = form.invisibleRootContainer()
    facts = form_tab(tr("Facts"), root)
    config = layer.attributeTableConfig()
    for part in config.columns():
        index = layer.fields().indexOf(part.name)
        if index >= 0 and not part.hidden:
            facts.addChildElement(QgsAttributeEditorField(part.name, index, facts))
    tabs: list[QgsAttributeEditorContainer] = [facts]
    for name, relation in related:
        if relation is not None:
            tab = form_tab(name, root)
            element = QgsAttributeEditorRelation(relation, tab)
            element.setShowLabel(False)
            element.setRelationWidgetTypeId("relation_editor")
            tab.addChildElement(element)
            tabs.append(tab)
    for tab in tabs:
        form.addTab(tab)
    layer.setEditFormConfig(form)


# Map tips and names that need more than their own layer


def _tell_more(layers: Mapping[str, QgsVectorLayer], relations: Mapping[str, str]) -> None:
    frames, tracks = layers.get(FRAMES), layers.get(TRACKS)
    if frames is not None:
        frames.setMapTipTemplate(tips.frame_tip(relations.get(SCORES, ""), relations.get(ANNOTATIONS, "")))
        if FRAMES in relations:
            index = frames.fields().indexOf("version_doi")
            setup = {
                "Relation": relations[FRAMES],
                "ReadOnly": True,
                "AllowNULL": False,
                "ShowForm": False,
                "ShowOpenFormButton": True,
                "OrderByValue": False,
            }
            frames.setEditorWidgetSetup(index, QgsEditorWidgetSetup("RelationReference", setup))
            frames.setFieldAlias(index, tr("Session"))
    if tracks is not None and FOOTPRINTS in layers:
        tracks.setDisplayExpression('"session_name"')
        tracks.setMapTipTemplate(tips.track_tip('"session_name"'))
        follow_session(tracks, "session_name")
    if FOOTPRINTS in layers and SESSIONS in layers:
        found = f"get_feature('{layers[SESSIONS].id()}', 'doi', \"doi\")"
        layers[FOOTPRINTS].setMapTipTemplate(tips.session_tip(f"attribute({found}, 'frames')"))
