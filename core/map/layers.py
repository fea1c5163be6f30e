# SPDX-License-Identifier: GPL-2.0-or-later
"""An atlas on the map: its layers, styled, as one group of a project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsDataProvider,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsLayerTreeNode,
    QgsMapLayer,
    QgsProcessingFeedback,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ..atlas.gateway import Atlas
from ..errors import AtlasError
from ..translation import tr
from .background import add_land
from .styles import (
    DENSITY,
    FRAMES,
    MAP,
    Role,
    add_labels,
    add_platforms,
    field_names,
    layer_name,
    style_layer,
)
from .tables import TABLES, connect, describe_table, table_name

ROLE = "seatizen_atlas/role"
"""Custom property of a layer: its role's key."""
GROUP = "seatizen_atlas/group"
"""Custom property of a group: the name that it was given, so that a user's own name is left alone."""
TABLES_GROUP = "seatizen_atlas/tables"
"""Custom property of the group of tables within a group."""


@dataclass(frozen=True)
class _Contents:
    roles: tuple[Role, ...]
    platforms: frozenset[str]


def load_atlas(path: str | Path, project: QgsProject, feedback: QgsProcessingFeedback) -> list[QgsMapLayer]:
    """Put the layers of an atlas into a project, on its thread, as one group; top layer first.

    Layers that are there already are renewed, never doubled: they read the file afresh (it may be another
    one by now) and keep what the user changed in them. An atlas from before the density grid is shown
    without it. All layers are read-only: an atlas is changed by imports and syncs.

    Raises:
        AtlasError: the file is missing, unreadable or no atlas.
    """
    path = Path(path).expanduser().absolute()
    feedback.setProgressText(tr("Loading “{}” into the project").format(path.name))
    contents = _contents(path)
    loaded = {layer.customProperty(ROLE): layer for layer in layers_of_atlas(path, project)}
    grows = DENSITY in (role.key for role in contents.roles) and DENSITY not in loaded
    alone = not all(role in contents.roles for role in MAP)
    layers: dict[str, QgsVectorLayer] = {}
    for number, role in enumerate(contents.roles):
        layer = loaded.get(role.key)
        # A project may be older than the statements: what its layer shows is then another thing.
        other = layer is not None and bool(role.statement) and not layer.subsetString()
        if layer is None:
            layer = _open(path, role, project)
        else:
            _renew(layer, path, role)
        if role in TABLES:
            if role.key not in loaded:
                _name_fields(layer)
                describe_table(layer, role)
        elif role.key not in loaded or grows or other:
            style_layer(layer, role, platforms=contents.platforms, alone=alone)
            add_labels(layer, role)
        else:
            add_platforms(layer, role, contents.platforms)
        layers[role.key] = layer
        feedback.setProgress(100 * (number + 1) / len(contents.roles))
    # One call for all: QGIS looks through the whole project each time that layers are added.
    project.addMapLayers([layer for key, layer in layers.items() if key not in loaded], False)
    _place(project, path, [layer for key, layer in layers.items() if key not in loaded], layers)
    connect(project, layers, [key for key in layers if key not in loaded])
    for layer in layers.values():
        layer.triggerRepaint()
    return list(layers.values())


def atlas_of(node: QgsLayerTreeNode | None) -> Path | None:
    """The atlas whose group a node of the layer tree is, or lies in; None elsewhere."""
    while node is not None and node.customProperty(GROUP) is None:
        node = node.parent()
    if node is None:
        return None
    for inner in node.findLayers():
        if inner.layer() is not None and inner.layer().customProperty(ROLE):
            source = QgsProviderRegistry.instance().decodeUri("ogr", inner.layer().source()).get("path")
            return Path(source) if source else None
    return None


def _contents(path: Path) -> _Contents:
    with Atlas.open(path) as atlas:
        platforms = atlas.rows("SELECT DISTINCT upper(platform_type) FROM deposit")
        return _Contents(
            roles=tuple(role for role in (*MAP, *TABLES) if atlas.has_table(role.table)),
            platforms=frozenset(code for (code,) in platforms if code),
        )


def layers_of_atlas(path: Path, project: QgsProject) -> Iterator[QgsVectorLayer]:
    """The project's layers that `load_atlas` made of the file at an absolute path."""
    for layer in project.mapLayers().values():
        if layer.customProperty(ROLE):
            source = QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("path", "")
            if source and Path(source) == path:
                yield layer


def _source(path: Path, role: Role, subset: str) -> str:
    return f"{path}|layername={role.table}" + (f"|subset={subset}" if subset else "")


def _open(path: Path, role: Role, project: QgsProject) -> QgsVectorLayer:
    options = QgsVectorLayer.LayerOptions(project.transformContext(), False)
    name = table_name(role) if role in TABLES else layer_name(role)
    layer = QgsVectorLayer(_source(path, role, role.statement), name, "ogr", options)
    _require_valid(layer, path)
    layer.setReadOnly(True)
    layer.setCustomProperty(ROLE, role.key)
    return layer


def _renew(layer: QgsVectorLayer, path: Path, role: Role) -> None:
    for join in layer.vectorJoins():
        layer.removeJoin(join.joinLayerId())
    layer.dataProvider().reloadData()  # connections that QGIS keeps in reserve may be to a file that is gone
    options = QgsDataProvider.ProviderOptions()
    # A filter that is set stays; what it shows from far away is counted anew by who set it.
    source = _source(path, role, layer.subsetString() or role.statement)
    layer.setDataSource(source, layer.name(), "ogr", options, False)
    _require_valid(layer, path)


def show_only(layer: QgsVectorLayer, subset: str) -> None:
    """Let a layer show what a subset string chooses, or a statement selects; while nothing is drawn.

    Not by `setSubsetString`: it opens the file for writing and leaves it with a write-ahead log as long as
    the project is open, which those who opened it without locks, as QGIS does to draw it, cannot read.
    """
    source = layer.source().partition("|subset=")[0] + (f"|subset={subset}" if subset else "")
    layer.setDataSource(source, layer.name(), "ogr", QgsDataProvider.ProviderOptions(), False)
    layer.triggerRepaint()


def _require_valid(layer: QgsVectorLayer, path: Path) -> None:
    if not layer.isValid():
        raise AtlasError(
            tr("QGIS cannot show “{layer}” of “{atlas}”.").format(layer=layer.name(), atlas=path.name),
            details=layer.error().message(),
            advice=tr("“Check atlas” tells what is wrong with the file."),
        )


def _place(
    project: QgsProject, path: Path, new: list[QgsVectorLayer], layers: dict[str, QgsVectorLayer]
) -> None:
    """Put new layers into the atlas's group, each below those that belong above it."""
    if not new:
        return
    order = [role.key for role in (*MAP, *TABLES)]
    group = _group_of(project, layers)
    if group is None:
        add_land(project)
        group = project.layerTreeRoot().insertGroup(0, "")
        group.setCustomProperty(GROUP, "")
    for layer in new:
        key = layer.customProperty(ROLE)
        rank = order.index(key)
        within = _tables_of(group) if key in [role.key for role in TABLES] else group
        place = sum(
            1 for node in within.findLayers() if node.parent() is within and _rank(node.layer(), order) < rank
        )
        node = QgsLayerTreeLayer(layer)
        node.setExpanded(key in (FRAMES, DENSITY))  # before the panel sees it
        within.insertChildNode(place, node)
    _name_groups(project)


def _tables_of(group: QgsLayerTreeGroup) -> QgsLayerTreeGroup:
    """The part of an atlas's group for tables that no map shows."""
    for part in group.findGroups():
        if part.customProperty(TABLES_GROUP) is not None:
            return part
    part = group.addGroup(tr("Tables"))
    part.setCustomProperty(TABLES_GROUP, "")
    part.setExpanded(False)
    return part


def _name_fields(layer: QgsVectorLayer) -> None:
    names = field_names()
    for index, field in enumerate(layer.fields()):
        if field.name() in names:
            layer.setFieldAlias(index, names[field.name()])


def _rank(layer: QgsMapLayer | None, order: list[str]) -> int:
    key = layer.customProperty(ROLE) if layer is not None else None
    return order.index(key) if key in order else len(order)


def _group_of(project: QgsProject, layers: dict[str, QgsVectorLayer]) -> QgsLayerTreeGroup | None:
    """The group that holds layers of the same atlas."""
    for layer in layers.values():
        node = project.layerTreeRoot().findLayer(layer.id())
        while node is not None and node.parent() is not None:
            node = node.parent()
            if node.customProperty(GROUP) is not None:
                return node
    return None


def _name_groups(project: QgsProject) -> None:
    """One atlas needs no more than “Seatizen Atlas”; several are told apart by their files."""
    groups = [g for g in project.layerTreeRoot().findGroups(True) if g.customProperty(GROUP) is not None]
    paths = [_path_of(group) for group in groups]
    stems = [path.stem for path in paths]
    for group, path in zip(groups, paths):
        name = tr("Seatizen Atlas")
        if len(groups) > 1:  # published atlases all bear one file name
            file = path.stem if stems.count(path.stem) == 1 else f"{path.parent.name}/{path.stem}"
            name = tr("Seatizen Atlas: {}").format(file)
        if group.name() == group.customProperty(GROUP):
            group.setName(name)
            group.setCustomProperty(GROUP, name)


def _path_of(group: QgsLayerTreeGroup) -> Path:
    """The atlas whose layers a group holds."""
    for node in group.findLayers():
        layer = node.layer()
        if layer is not None and layer.customProperty(ROLE):
            return Path(QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("path", "?"))
    return Path("?")
