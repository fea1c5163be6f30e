# SPDX-License-Identifier: GPL-2.0-or-later
"""The toolbox's own dialogs offer names, files or folders, and tell how many frames are chosen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from big_atlas import make_big_atlas
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingModelAlgorithm,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsProcessingParameterWidgetContext
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.processing.base import widgets
from seatizen_atlas.core.processing.exporttables import ExportTables
from seatizen_atlas.core.processing.importannotations import ImportAnnotations
from seatizen_atlas.core.processing.removeannotations import RemoveAnnotations
from seatizen_atlas.dialogs import pickers


@pytest.fixture(scope="session")
def atlas(tmp_path_factory) -> Path:
    path = make_big_atlas(tmp_path_factory.mktemp("pickers") / "atlas.gpkg", sessions=8, frames=300)
    with Atlas.open(path, update=True) as atlas, atlas.transaction():
        atlas.execute(
            "INSERT INTO multilabel_annotation_session (annotation_date, dataset_name, author_name)"
            " VALUES ('2024-05-24 15:14:09', 'second_look', 'ana-lima')"
        )
    return path


@pytest.fixture
def factory():
    """Processing's own factory, with the pickers registered."""
    sys.path.append(str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
    from processing.gui.wrappers import WidgetWrapperFactory

    pickers.register()
    yield WidgetWrapperFactory.create_wrapper
    pickers.unregister()
    sys.path.pop()
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def show(factory):
    """Makes the widgets of an algorithm as the toolbox does: name → wrapper."""
    kept = []

    def call(algorithm, **values):
        made, dialog = algorithm().create(), QDialog()
        context = QgsProcessingParameterWidgetContext()
        context.setProject(QgsProject.instance())
        wrappers = {}
        for definition in made.parameterDefinitions():
            if definition.isDestination():
                continue
            wrapper = wrappers[definition.name()] = factory(definition, dialog)
            wrapper.setWidgetContext(context)
            kept.append((made, dialog, wrapper, wrapper.createWrappedWidget(QgsProcessingContext())))
        for wrapper in wrappers.values():
            wrapper.postInitialize(list(wrappers.values()))
        for name, value in values.items():
            wrappers[name].setParameterValue(value, QgsProcessingContext())
        return wrappers

    return call


@pytest.fixture
def answer(monkeypatch):
    """Says what is done with the next list that opens, and how it is closed."""

    def call(act, result=QDialog.DialogCode.Accepted):
        def execute(dialog):
            dialog.show()
            QgsApplication.processEvents()
            act(dialog)
            return result

        monkeypatch.setattr(pickers.ListDialog, "exec", execute)

    return call


def items(dialog):
    return {dialog.list.item(row).text(): dialog.list.item(row) for row in range(dialog.list.count())}


def test_platforms_are_those_of_the_atlas_in_the_same_dialog(show, atlas, answer):
    wrappers = show(ExportTables, ATLAS=str(atlas), PLATFORMS="scuba2, ASV")
    with Atlas.open(atlas) as opened:
        platforms = {n for (n,) in opened.rows("SELECT DISTINCT platform_type FROM deposit")}
    assert len(platforms) > 2 and "ASV" in platforms

    def tick(dialog):
        offered = items(dialog)
        assert set(offered) == platforms
        assert offered["ASV"].checkState() == Qt.CheckState.Checked
        offered["ASV"].setCheckState(Qt.CheckState.Unchecked)
        for name in sorted(platforms - {"ASV"})[:2]:
            offered[name].setCheckState(Qt.CheckState.Checked)

    answer(tick)
    wrappers["PLATFORMS"].choose()
    expected = ", ".join(["scuba2", *sorted(platforms - {"ASV"})[:2]])
    assert wrappers["PLATFORMS"].parameterValue() == expected


def test_cancel_leaves_the_text(show, atlas, answer):
    wrappers = show(ExportTables, ATLAS=str(atlas), PLATFORMS="UAV")
    answer(
        lambda dialog: items(dialog)["ASV"].setCheckState(Qt.CheckState.Checked), QDialog.DialogCode.Rejected
    )
    wrappers["PLATFORMS"].choose()
    assert wrappers["PLATFORMS"].parameterValue() == "UAV"


def test_scores_that_were_typed_are_kept(show, atlas, answer):
    wrappers = show(ExportTables, ATLAS=str(atlas), WITH_CLASSES="Sand>=0.8")
    answer(lambda dialog: items(dialog)["Rock"].setCheckState(Qt.CheckState.Checked))
    wrappers["WITH_CLASSES"].choose()
    assert set(wrappers["WITH_CLASSES"].parameterValue().split(", ")) == {"Sand>=0.8", "Rock"}


def test_formats_and_tables_are_lists_of_words(show, atlas, answer):
    """QGIS 3.22 shows several choices among words as blank entries."""
    wrappers = show(ExportTables, ATLAS=str(atlas))
    assert wrappers["FORMATS"].parameterValue() is None

    def tick(dialog):
        assert list(items(dialog)) == ["csv", "parquet"]
        items(dialog)["parquet"].setCheckState(Qt.CheckState.Checked)

    answer(tick)
    wrappers["FORMATS"].choose()
    assert wrappers["FORMATS"].parameterValue() == "parquet"


def test_one_annotation_session_is_picked(show, atlas, answer):
    wrappers = show(RemoveAnnotations, ATLAS=str(atlas))
    answer(lambda dialog: dialog.list.setCurrentRow(0))
    wrappers["ANNOTATION_SESSION"].choose()
    assert wrappers["ANNOTATION_SESSION"].parameterValue() == "20240524_151409__ana-lima__second_look"


def test_the_list_can_be_filtered(show, atlas, answer):
    wrappers = show(ExportTables, ATLAS=str(atlas))

    def look(dialog):
        dialog.filter.setText("sand")
        shown = [name for name, item in items(dialog).items() if not item.isHidden()]
        assert shown and all("sand" in name.lower() for name in shown)

    answer(look, QDialog.DialogCode.Rejected)
    wrappers["CLASSES"].choose()


def test_why_there_is_no_list_is_said(show, tmp_path, answer):
    wrappers = show(ExportTables, ATLAS=str(tmp_path / "none.gpkg"))
    told = []
    answer(lambda dialog: told.append(dialog.note.text()), QDialog.DialogCode.Rejected)
    wrappers["SESSIONS"].choose()
    assert "There is no file" in told[0]


def test_annotations_come_from_a_file_or_a_folder(show, tmp_path, monkeypatch):
    wrappers = show(ImportAnnotations)
    monkeypatch.setattr(pickers.QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    wrappers["INPUT"].choose_folder()
    assert wrappers["INPUT"].parameterValue() == str(tmp_path)
    monkeypatch.setattr(pickers.QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "a.csv"), ""))
    wrappers["INPUT"].choose_file()
    assert wrappers["INPUT"].parameterValue() == str(tmp_path / "a.csv")


def test_how_many_frames_are_selected_is_in_sight(show, atlas):
    layer = QgsVectorLayer(f"{atlas}|layername=frame", "Frames", "ogr")
    QgsProject.instance().addMapLayer(layer)
    layer.selectByIds([1, 2, 3])
    wrappers = show(ExportTables, ATLAS=str(atlas))
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    frames = wrappers["FRAMES"]
    assert frames.parameterValue() is None, "a forgotten selection is no filter"
    assert frames.count.text() == "No frame is left out by this filter."
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    frames.setParameterValue(chosen, context)
    assert frames.count.text() == "3 selected frames"
    assert frames.parameterValue().selectedFeaturesOnly
    layer.selectByIds(list(range(1, 201)))
    assert frames.count.text() == "200 selected frames"
    frames.setParameterValue(layer.id(), context)
    assert frames.count.text() == "All frames of the layer."


def test_the_model_designer_keeps_its_own_widgets(factory):
    """There a value may also be an input of the model or the result of another step."""

    class ModelerParametersDialog:
        model = QgsProcessingModelAlgorithm()
        childId = "tables"
        context = QgsProcessingContext()

    made = ExportTables().create()
    wrapper = factory(made.parameterDefinition("PLATFORMS"), ModelerParametersDialog())
    assert not isinstance(wrapper, pickers.Picker)


def test_without_a_desktop_nothing_is_known_of_widgets():
    assert not widgets
    made = ExportTables().create()
    assert not any("class" in d.metadata().get("widget_wrapper", {}) for d in made.parameterDefinitions())
