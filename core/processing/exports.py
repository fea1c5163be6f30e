# SPDX-License-Identifier: GPL-2.0-or-later
"""What the export algorithms share: the filters, lists of names, and layers for the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFolderDestination,
    QgsProcessingUtils,
)
from qgis.PyQt.QtCore import QDate, QDateTime

from ..errors import InputError
from ..settings import split_list
from ..translation import tr
from .base import SeatizenAlgorithm

if TYPE_CHECKING:
    from ..selection.filters import FrameFilter, Presence

ANNOTATED = ("annotated", "unannotated")
AGREEMENT = ("agrees", "differs")


class ExportAlgorithm(SeatizenAlgorithm):
    """An algorithm that writes frames of the atlas, all or some."""

    GROUP = "exports"
    ICON = "export.svg"

    # Parameters

    def add_output_folder(self, help_text: str, example: str) -> None:
        """OUTPUT_FOLDER."""
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT_FOLDER", tr("Output folder")), help_text, example
        )

    def add_choice(
        self,
        name: str,
        label: str,
        help_text: str,
        options: Sequence[str],
        default: Sequence[str],
        *,
        several: bool = False,
    ) -> None:
        """One or several of some words; the words themselves are the values."""
        definition = QgsProcessingParameterEnum(
            name,
            label,
            options=list(options),
            allowMultiple=several,
            defaultValue=list(default) if several else default[0],
            usesStaticStrings=True,
        )
        self.add(definition, help_text, ",".join(options[:2]) if several else options[-1], optional=True)

    def add_filters(self) -> None:
        """EXTENT, AREA, PLATFORMS, DATE_FROM, DATE_TO, SESSIONS, MODEL, CLASSES and FRAMES."""
        self.add(
            QgsProcessingParameterExtent("EXTENT", tr("Extent")),
            tr("Only frames in this rectangle; of any CRS."),
            "55.2,55.3,-21.2,-21.1 [EPSG:4326]",
            optional=True,
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "AREA", tr("Area"), [QgsProcessing.SourceType.TypeVectorPolygon]
            ),
            tr("Only frames in the polygons of this layer; of any CRS."),
            "/data/reserves.gpkg",
            optional=True,
        )
        self.add_text(
            "PLATFORMS", tr("Platforms"), tr("Only these platforms, separated by commas."), "ASV,UAV"
        )
        for name, label, help_text in (
            ("DATE_FROM", tr("First day"), tr("Only sessions of this day and after.")),
            ("DATE_TO", tr("Last day"), tr("Only sessions of this day and before.")),
        ):
            definition = QgsProcessingParameterDateTime(name, label, QgsProcessingParameterDateTime.Type.Date)
            self.add(definition, help_text, "2023-11-10", optional=True)
        self.add_text(
            "SESSIONS",
            tr("Sessions"),
            tr("Only these sessions, by name, separated by commas."),
            "20231110_REU-ST-LEU_ASV-1_04",
        )
        self.add_text(
            "MODEL",
            tr("Model"),
            tr("The model whose predictions are meant, by name or id. Without it: the last one."),
            "DinoVdeau",
        )
        self.add_text(
            "CLASSES",
            tr("Classes"),
            tr("Only columns of these classes or labels, separated by commas. It leaves no frame out."),
            "Sand,Living_coral",
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "FRAMES", tr("Frames"), [QgsProcessing.SourceType.TypeVector]
            ),
            tr(
                "Only the frames of this layer, a layer of frames of the atlas; with “selected features "
                "only” those that are selected in it."
            ),
            "/data/seatizen_atlas_db.gpkg|layername=frame|subset=GPSFix = 1",
            optional=True,
        )
        self.add_text(
            "GPS_FIX",
            tr("Quality of the position"),
            tr(
                "Only frames whose position is so good, separated by commas: 1 centimetres, 2 differential, "
                "5 float."
            ),
            "1,5",
        )
        self.add_text(
            "WITH_CLASSES",
            tr("With these classes"),
            tr(
                "Only frames in which all of these classes are predicted, separated by commas: by the "
                "class's own threshold, or by a score that is written behind it."
            ),
            "Sand,Living_coral>=0.8",
        )
        for name, label, help_text, options in (
            (
                "ANNOTATED",
                tr("Annotated"),
                tr("Only frames with annotations, or only those without."),
                ANNOTATED,
            ),
            (
                "AGREEMENT",
                tr("Annotations and predictions"),
                tr("Only frames where they say the same of all labels that both judged, or differ."),
                AGREEMENT,
            ),
        ):
            definition = QgsProcessingParameterEnum(name, label, options=options, usesStaticStrings=True)
            self.add(definition, help_text, options[0], optional=True, advanced=True)

    # Values

    def output_folder(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> Path:
        """OUTPUT_FOLDER; a temporary one is made."""
        text = self.text(parameters, "OUTPUT_FOLDER", context)
        if not text:
            raise InputError(tr("No output folder was given."), advice=tr("Set OUTPUT_FOLDER."))
        folder = Path(text).expanduser()
        if Path(QgsProcessingUtils.tempFolder()) in folder.parents:
            folder.parent.mkdir(parents=True, exist_ok=True)
        return folder

    def names(
        self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext
    ) -> tuple[str, ...]:
        """A list of names, given as one text with commas or as a list."""
        value = parameters.get(name)
        if isinstance(value, (list, tuple)):
            return tuple(str(item).strip() for item in value if str(item).strip())
        return split_list(self.text(parameters, name, context))

    def day(self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext) -> date | None:
        """A day, given as a date or as text such as 2023-11-10."""
        value = parameters.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip()[:10])
            except ValueError:
                raise InputError(
                    tr("{} is “{}”, which is not a date.").format(name, value),
                    advice=tr("Write it as in 2023-11-10."),
                ) from None
        if isinstance(value, (QDate, QDateTime)) and not value.isValid():
            return None
        moment = self.parameterAsDateTime(parameters, name, context)
        return date(*moment.date().getDate()) if moment.isValid() else None

    def wanted(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> FrameFilter:
        """The filters together."""
        from ..selection.filters import Agreement, FrameFilter, polygons

        extent = area = frames = None
        if self._given(parameters, "EXTENT"):
            extent = self.parameterAsExtent(
                parameters, "EXTENT", context, QgsCoordinateReferenceSystem("EPSG:4326")
            )
            if extent.isNull():
                raise InputError(
                    tr("The extent cannot be read."), advice=tr("Write west,east,south,north [EPSG:4326].")
                )
        if self._given(parameters, "AREA"):
            source = self.parameterAsSource(parameters, "AREA", context)
            if source is None:
                raise InputError(tr("The area is not a layer that can be read."))
            area = polygons(source, context.transformContext())
        if self._given(parameters, "FRAMES"):
            frames = self.parameterAsSource(parameters, "FRAMES", context)
            if frames is None:
                raise InputError(
                    tr("FRAMES is not a layer that can be read."),
                    advice=tr("Give a layer of frames of this atlas, or features selected in it."),
                )
        return FrameFilter(
            extent=extent,
            area=area,
            frames=frames,
            platforms=self.names(parameters, "PLATFORMS", context),
            date_from=self.day(parameters, "DATE_FROM", context),
            date_to=self.day(parameters, "DATE_TO", context),
            sessions=self.names(parameters, "SESSIONS", context),
            model=self.text(parameters, "MODEL", context),
            classes=self.names(parameters, "CLASSES", context),
            gps_fixes=tuple(_fix(word) for word in self.names(parameters, "GPS_FIX", context)),
            present=tuple(_presence(word) for word in self.names(parameters, "WITH_CLASSES", context)),
            annotated={word: word == ANNOTATED[0] for word in ANNOTATED}.get(
                self.text(parameters, "ANNOTATED", context)
            ),
            agreement={word: Agreement(word) for word in AGREEMENT}.get(
                self.text(parameters, "AGREEMENT", context)
            ),
        )

    def choices(
        self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext
    ) -> tuple[str, ...]:
        """The words chosen of an enumeration; the default when it was not given."""
        return self.names(parameters, name, context) or tuple(
            self.parameterAsEnumStrings(parameters, name, context)
        )

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Name the words that an enumeration knows, where QGIS would only say that the value is wrong."""
        for definition in self.parameterDefinitions():
            if not isinstance(definition, QgsProcessingParameterEnum):
                continue
            for word in self.names(parameters, definition.name(), context):
                if word not in definition.options():
                    return False, tr("{} has no “{}”. Known: {}.").format(
                        definition.name(), word, ", ".join(definition.options())
                    )
        return super().checkParameterValues(parameters, context)

    # Results

    def load_on_completion(self, layer: QgsMapLayer, context: QgsProcessingContext) -> None:
        """Hand a layer to the project once the algorithm has ended; without a project, to nobody."""
        if context.project() is None or not layer.isValid():
            return
        context.temporaryLayerStore().addMapLayer(layer)
        details = QgsProcessingContext.LayerDetails(layer.name(), context.project(), layer.name())
        context.addLayerToLoadOnCompletion(layer.id(), details)

    @staticmethod
    def _given(parameters: Mapping[str, Any], name: str) -> bool:
        value = parameters.get(name)
        return value is not None and value != ""


def _fix(word: str) -> int:
    try:
        return int(float(word))
    except ValueError:
        raise InputError(
            tr("GPS_FIX has “{word}”, which is not a number.").format(word=word),
            advice=tr("Write 1 (centimetres), 2 (differential) or 5 (float), separated by commas."),
        ) from None


def _presence(word: str) -> Presence:
    """A class as it is written: `Sand`, or `Sand>=0.8`."""
    from ..selection.filters import Presence

    name, sign, score = (part.strip() for part in word.partition(">="))
    try:
        return Presence(name, float(score) if sign else None)
    except ValueError:
        raise InputError(
            tr("WITH_CLASSES has “{word}”, which has no number behind >=.").format(word=word),
            advice=tr("Write Sand or Sand>=0.8."),
        ) from None
