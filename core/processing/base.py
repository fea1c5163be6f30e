# SPDX-License-Identifier: GPL-2.0-or-later
"""What every algorithm of the provider shares: identity, help, parameters, and how failures are told."""

from __future__ import annotations

import logging
from abc import abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtGui import QIcon

from ..errors import Cancelled, InputError, SeatizenError, unexpected
from ..help import algorithm_page
from ..icons import ICONS
from ..report import write_report
from ..settings import Settings
from ..translation import tr, tr_n
from .values import Parameter, T, Values

FOLDER = QgsProcessingParameterFile.Behavior.Folder

_log = logging.getLogger(__name__)

widgets: dict[str, object] = {}
"""Classes of widgets by what they pick; the desktop puts its own here, see `dialogs/pickers.py`."""


class SeatizenAlgorithm(QgsProcessingAlgorithm):
    """One capability of the atlas as a Processing algorithm.

    A subclass names itself (`ID`, `title`, `about`, optionally `GROUP` and `ICON`), declares parameters and
    outputs in `declare` and does its work in `perform` (`run` is QGIS's own). Ids, parameter and output
    names are a public interface. What `add_…` hands back reads the value: `values[self.dry_run]`.
    """

    ID = ""
    GROUP = "atlas"
    ICON = "seatizen.svg"
    TAGS: tuple[str, ...] = ()
    """Other words by which the toolbox finds it, such as the command of the old scripts."""

    def __init_subclass__(cls) -> None:
        """Refuse what would break processing.run(), which calls `run` with arguments of its own."""
        super().__init_subclass__()
        if "run" in vars(cls):
            raise TypeError(f"{cls.__name__}.run hides QGIS's own: name it perform")

    @abstractmethod
    def title(self) -> str:
        """The algorithm's translated name in the toolbox."""

    @abstractmethod
    def about(self) -> str:
        """What it does, translated: the first paragraph of its help."""

    @abstractmethod
    def declare(self) -> None:
        """Declare parameters (with `add`) and outputs (with `gives_number` and its like)."""

    @abstractmethod
    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Read the values, call the verb of `core`, hand its result back by output name."""

    # Identity: the names below are those that QGIS calls.

    def createInstance(self) -> SeatizenAlgorithm:
        return type(self)()

    def name(self) -> str:
        return self.ID

    def displayName(self) -> str:
        return self.title()

    def groupId(self) -> str:
        return self.GROUP

    def group(self) -> str:
        return groups()[self.GROUP]

    def icon(self) -> QIcon:
        return QIcon(str(ICONS / self.ICON))

    def shortDescription(self) -> str:
        return self.about()

    def shortHelpString(self) -> str:
        """The description and each parameter's help as paragraphs; qgis_process tells both by itself."""
        if QgsApplication.platform() == "qgis_process":
            return ""
        helps = (
            f"<b>{definition.description()}</b> ({definition.name()}): {definition.help()}"
            for definition in self.parameterDefinitions()
        )
        return "\n".join([self.about(), *helps])

    def helpUrl(self) -> str:
        return algorithm_page(self.ID)

    def tags(self) -> list[str]:
        return list(self.TAGS)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self._read: list[Parameter[Any]] = []
        self.declare()

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Read every value: what cannot be read is told in our words, where QGIS says “incorrect value”."""
        values = Values(self, parameters, context)
        try:
            for parameter in self._read:
                values[parameter]
        except InputError as error:
            return False, str(error)
        return super().checkParameterValues(self._plain(values, parameters), context)

    def _plain(self, values: Values, parameters: dict[str, Any]) -> dict[str, Any]:
        """Words for the places of options, which QGIS lists in its help and then refuses."""
        plain = dict(parameters)
        for definition in self.parameterDefinitions():
            name = definition.name()
            if isinstance(definition, QgsProcessingParameterEnum) and name in plain:
                plain[name] = values.choice(name, definition.options()) or None
        return plain

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Perform, and turn whatever goes wrong into one line for the user; the log keeps the rest."""
        try:
            return self.perform(Values(self, parameters, context), feedback)
        except QgsProcessingException:
            raise
        except Cancelled as error:
            message = str(error)
        except SeatizenError as error:
            if error.details:
                _log.error("%s: %s (%s)", self.id(), error, error.details)
            message = str(error)
        except Exception as error:
            _log.exception("%s failed", self.id())
            message = unexpected(self.title(), error)
        # Outside the handlers: a chained exception would put its traceback before the user.
        raise QgsProcessingException(" ".join(message.split()))

    # Parameters

    def add(
        self,
        definition: QgsProcessingParameterDefinition,
        read: Callable[[Values, str], T],
        help_text: str,
        example: str = "",
        *,
        optional: bool = False,
        advanced: bool = False,
        widget: str = "",
        options: Sequence[str] = (),
    ) -> Parameter[T]:
        """Declare a parameter with its help and an example of a value.

        Args:
            read: how its value is read: a method of `Values`, or what calls one.
            widget: what the desktop offers to pick from, a key of `widgets`.
            options: the words to pick from, where the atlas does not tell them.
        """
        name = definition.name()
        definition.setHelp(
            tr("{help} Example: {example}").format(help=help_text, example=example) if example else help_text
        )
        flags = definition.flags()
        if optional:
            flags |= QgsProcessingParameterDefinition.Flag.FlagOptional
        if advanced:
            flags |= QgsProcessingParameterDefinition.Flag.FlagAdvanced
        definition.setFlags(flags)
        if widget in widgets:
            definition.setMetadata(
                {"widget_wrapper": {"class": widgets[widget], "pick": widget, "options": list(options)}}
            )
        self.addParameter(definition)
        parameter = Parameter(lambda values: read(values, name))
        self._read.append(parameter)
        return parameter

    def add_atlas(self) -> Parameter[Path]:
        """ATLAS: the GeoPackage; the current atlas of the settings when it is not given."""
        return self.add(
            QgsProcessingParameterFile(
                "ATLAS",
                tr("Atlas"),
                fileFilter=tr("GeoPackage (*.gpkg);;All files (*)"),
                defaultValue=Settings.load().atlas_path or None,
            ),
            _atlas,
            tr("The atlas, a GeoPackage. Without it: the current atlas of the plugin's settings."),
            "/data/seatizen_atlas_db.gpkg",
            optional=True,  # so that a missing one is told in our words, see `_atlas`
        )

    def add_file(
        self, name: str, label: str, help_text: str, example: str = "", *, files: str = ""
    ) -> Parameter[Path | None]:
        """An optional file to read; `files` is a filter such as “CSV (*.csv)”: what is offered first."""
        offered = ";;".join(part for part in (files, tr("All files (*)")) if part)
        definition = QgsProcessingParameterFile(name, label, fileFilter=offered)
        return self.add(definition, Values.path, help_text, example, optional=True)

    def add_folder(self, name: str, label: str, help_text: str, example: str = "") -> Parameter[Path | None]:
        """An optional folder to read from."""
        definition = QgsProcessingParameterFile(name, label, FOLDER)
        return self.add(definition, Values.path, help_text, example, optional=True)

    def add_file_or_folder(
        self, name: str, label: str, help_text: str, example: str = "", *, files: str = ""
    ) -> Parameter[Path | None]:
        """An optional file, or a folder of such files."""
        offered = ";;".join(part for part in (files, tr("All files (*)")) if part)
        definition = QgsProcessingParameterFile(name, label, fileFilter=offered)
        return self.add(definition, Values.path, help_text, example, optional=True, widget="file_or_folder")

    def add_text(
        self,
        name: str,
        label: str,
        help_text: str,
        example: str = "",
        default: str = "",
        *,
        widget: str = "",
    ) -> Parameter[str]:
        """An optional line of text."""
        definition = QgsProcessingParameterString(name, label, defaultValue=default or None)
        return self.add(definition, Values.text, help_text, example, optional=True, widget=widget)

    def add_names(
        self,
        name: str,
        label: str,
        help_text: str,
        example: str = "",
        default: str = "",
        *,
        widget: str = "",
    ) -> Parameter[tuple[str, ...]]:
        """Optional words, separated by commas."""
        definition = QgsProcessingParameterString(name, label, defaultValue=default or None)
        return self.add(definition, Values.names, help_text, example, optional=True, widget=widget)

    def add_flag(
        self, name: str, label: str, help_text: str, *, default: bool = False, advanced: bool = False
    ) -> Parameter[bool]:
        """Yes or no."""
        definition = QgsProcessingParameterBoolean(name, label, default)
        return self.add(definition, Values.flag, help_text, optional=True, advanced=advanced)

    def add_number(
        self,
        name: str,
        label: str,
        help_text: str,
        default: float,
        *,
        minimum: float | None = None,
        whole: bool = False,
        advanced: bool = False,
    ) -> Parameter[float]:
        """A number that has a default."""
        kind = QgsProcessingParameterNumber.Type
        definition = QgsProcessingParameterNumber(
            name, label, kind.Integer if whole else kind.Double, defaultValue=default
        )
        if minimum is not None:
            definition.setMinimum(minimum)
        return self.add(
            definition,
            lambda values, name: values.number(name, default),
            help_text,
            f"{default:.10g}",
            optional=True,
            advanced=advanced,
        )

    def add_choice(
        self,
        name: str,
        label: str,
        help_text: str,
        options: Sequence[str],
        default: str = "",
        *,
        advanced: bool = False,
    ) -> Parameter[str]:
        """One of some words; the words themselves are the values."""
        definition = QgsProcessingParameterEnum(
            name, label, options=list(options), defaultValue=default or None, usesStaticStrings=True
        )
        return self.add(
            definition,
            lambda values, name: values.choice(name, options, default),
            help_text,
            options[-1],
            optional=True,
            advanced=advanced,
        )

    def add_choices(
        self, name: str, label: str, help_text: str, options: Sequence[str]
    ) -> Parameter[tuple[str, ...]]:
        """Some of some words, separated by commas; none of them means all that can be had.

        A line of text: the list of several choices in QGIS 3.22 shows words as empty entries.
        """
        definition = QgsProcessingParameterString(name, label)
        told = tr("{help} Any of {options}; without it: all.").format(
            help=help_text, options=", ".join(options)
        )
        return self.add(
            definition,
            lambda values, name: values.choices(name, options),
            told,
            ",".join(options[:2]),
            optional=True,
            widget="options",
            options=options,
        )

    def add_dry_run(self, help_text: str = "") -> Parameter[bool]:
        """DRY_RUN: say what would be done, change nothing."""
        told = help_text or tr("Only say what would be done: nothing is changed, here or remotely.")
        return self.add_flag("DRY_RUN", tr("Dry run"), told)

    def add_output_file(
        self, name: str, label: str, help_text: str, example: str = "", *, files: str
    ) -> Parameter[Path]:
        """A file to write; `files` is a filter such as “GeoPackage (*.gpkg)”."""
        definition = QgsProcessingParameterFileDestination(name, label, fileFilter=files)
        return self.add(definition, Values.output_file, help_text, example)

    def add_output_folder(self, help_text: str, example: str) -> Parameter[Path]:
        """OUTPUT_FOLDER."""
        definition = QgsProcessingParameterFolderDestination("OUTPUT_FOLDER", tr("Output folder"))
        return self.add(definition, Values.output_folder, help_text, example)

    def add_report(self) -> None:
        """REPORT: optional JSON file; write it with `save_report`."""
        self.add(
            QgsProcessingParameterFileDestination(
                "REPORT", tr("Report"), fileFilter="JSON (*.json)", createByDefault=False
            ),
            Values.text,
            tr("A JSON file for the full account, item by item."),
            "/data/report.json",
            optional=True,
        )

    # Outputs

    def gives_number(self, name: str, label: str) -> None:
        """Declare a number among the outputs."""
        self.addOutput(QgsProcessingOutputNumber(name, label))

    def gives_text(self, name: str, label: str) -> None:
        """Declare a text among the outputs."""
        self.addOutput(QgsProcessingOutputString(name, label))

    def gives_flag(self, name: str, label: str) -> None:
        """Declare a yes or no among the outputs."""
        self.addOutput(QgsProcessingOutputBoolean(name, label))

    def save_report(self, values: Values, report: object, outputs: dict[str, Any]) -> dict[str, Any]:
        """Write `report` where REPORT says, if it says, and return `outputs` with that file added."""
        if values.given("REPORT"):
            outputs["REPORT"] = str(write_report(values.output_file("REPORT"), report))
        return outputs

    def load_on_completion(self, layer: QgsMapLayer, context: QgsProcessingContext) -> None:
        """Hand a layer to the project once the algorithm has ended; without a project, to nobody."""
        if context.project() is None or not layer.isValid():
            return
        context.temporaryLayerStore().addMapLayer(layer)
        details = QgsProcessingContext.LayerDetails(layer.name(), context.project(), layer.name())
        context.addLayerToLoadOnCompletion(layer.id(), details)


def groups() -> dict[str, str]:
    """The groups of the toolbox, by id, in the user's language."""
    return {
        "atlas": tr("Atlas"),
        "sessions": tr("Sessions"),
        "annotations": tr("Annotations"),
        "exports": tr("Exports"),
        "analysis": tr("Analysis"),
        "zenodo": tr("Zenodo"),
    }


def require_success(failures: Sequence[str], everything_failed: bool) -> None:
    """End a run as failed when it came to nothing; one in which some items failed has ended well.

    Args:
        failures: the sentence about each item that failed.
    """
    if not everything_failed:
        return
    others = len(failures) - 1
    raise InputError(failures[0], advice=tr_n("(%Ln more item(s) failed.)", others) if others else "")


def _atlas(values: Values, name: str) -> Path:
    path = values.path(name)
    if path is None:
        raise InputError(tr("No atlas was given."), advice=tr("Set ATLAS to its GeoPackage."))
    return path
