# SPDX-License-Identifier: GPL-2.0-or-later
"""What every algorithm of the provider shares: identity, help, parameters, and how failures are told."""

from __future__ import annotations

import html
import logging
from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterAuthConfig,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtGui import QIcon

from ..errors import Cancelled, InputError, SeatizenError
from ..report import write_report
from ..settings import Settings
from ..translation import tr

ICONS = Path(__file__).resolve().parents[2] / "dialogs" / "icons"
FOLDER = QgsProcessingParameterFile.Behavior.Folder

_log = logging.getLogger(__name__)
_YES = {"true", "yes", "on", "1"}
_NO = {"false", "no", "off", "0", ""}


class SeatizenAlgorithm(QgsProcessingAlgorithm):
    """One capability of the atlas as a Processing algorithm.

    A subclass names itself (`ID`, `title`, `about`, optionally `GROUP` and `ICON`), declares parameters and
    outputs in `declare` and does its work in `perform` (`run` is QGIS's own). Ids, parameter and output
    names are a public interface.
    """

    ID = ""
    GROUP = "atlas"
    ICON = "seatizen.svg"

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
    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read the parameters, call the verb of `core`, hand its result back by output name."""

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
        """The description and each parameter's help, one text for toolbox and console."""
        paragraphs = [f"<p>{html.escape(self.about(), quote=False)}</p>"]
        for definition in self.parameterDefinitions():
            label, text = (
                html.escape(part, quote=False) for part in (definition.description(), definition.help())
            )
            if text:
                paragraphs.append(f"<p><b>{label}</b> ({definition.name()})<br>{text}</p>")
        return "".join(paragraphs)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.declare()

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Perform, and turn whatever goes wrong into one line for the user; the log keeps the rest."""
        try:
            return self.perform(parameters, context, feedback)
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
        help_text: str,
        example: str = "",
        *,
        optional: bool = False,
        advanced: bool = False,
    ) -> None:
        """Declare a parameter with its help and an example of a value."""
        definition.setHelp(tr("{} Example: {}").format(help_text, example) if example else help_text)
        flags = definition.flags()
        if optional:
            flags |= QgsProcessingParameterDefinition.Flag.FlagOptional
        if advanced:
            flags |= QgsProcessingParameterDefinition.Flag.FlagAdvanced
        definition.setFlags(flags)
        self.addParameter(definition)

    def add_atlas(self) -> None:
        """ATLAS: the GeoPackage; the current atlas of the settings when it is not given."""
        self.add(
            QgsProcessingParameterFile(
                "ATLAS",
                tr("Atlas"),
                fileFilter=tr("GeoPackage (*.gpkg);;All files (*)"),
                defaultValue=Settings.load().atlas_path or None,
            ),
            tr("The atlas, a GeoPackage. Without it: the current atlas of the plugin's settings."),
            "/data/seatizen_atlas_db.gpkg",
            optional=True,  # so that a missing one is told in our words, see `atlas`
        )

    def add_file(self, name: str, label: str, help_text: str, example: str = "", *, files: str = "") -> None:
        """An optional file to read; `files` is a filter such as “CSV (*.csv)”."""
        definition = QgsProcessingParameterFile(name, label, fileFilter=files or tr("All files (*)"))
        self.add(definition, help_text, example, optional=True)

    def add_folder(self, name: str, label: str, help_text: str, example: str = "") -> None:
        """An optional folder to read from."""
        self.add(QgsProcessingParameterFile(name, label, FOLDER), help_text, example, optional=True)

    def add_text(self, name: str, label: str, help_text: str, example: str = "", default: str = "") -> None:
        """An optional line of text."""
        definition = QgsProcessingParameterString(name, label, defaultValue=default or None)
        self.add(definition, help_text, example, optional=True)

    def add_flag(self, name: str, label: str, help_text: str, *, default: bool = False) -> None:
        """Yes or no; read it with `flag`, which understands what scripts write."""
        self.add(QgsProcessingParameterBoolean(name, label, default), help_text, optional=True)

    def add_dry_run(self) -> None:
        """DRY_RUN: say what would be done, change nothing."""
        self.add_flag(
            "DRY_RUN", tr("Dry run"), tr("Only say what would be done: nothing is changed, here or remotely.")
        )

    def add_zenodo(self, *, token: bool = True) -> None:
        """ZENODO_URL, and AUTH_CONFIG where the verb may need the user's own rights."""
        settings = Settings.load()
        self.add(
            QgsProcessingParameterString(
                "ZENODO_URL", tr("Zenodo address"), defaultValue=settings.zenodo_url
            ),
            tr("Base address of Zenodo, of its sandbox, or of a server that speaks the same language."),
            "https://sandbox.zenodo.org",
            optional=True,
            advanced=True,
        )
        if token:
            definition = QgsProcessingParameterAuthConfig("AUTH_CONFIG", tr("Authentication configuration"))
            definition.setDefaultValue(settings.auth_config or None)
            self.add(
                definition,
                tr(
                    "A QGIS authentication configuration that holds the Zenodo token. Without one, the "
                    "environment variable SEATIZEN_ZENODO_TOKEN is read."
                ),
                optional=True,
                advanced=True,
            )

    def add_report(self) -> None:
        """REPORT: optional JSON file; write it with `save_report`."""
        self.add(
            QgsProcessingParameterFileDestination(
                "REPORT", tr("Report"), fileFilter="JSON (*.json)", createByDefault=False
            ),
            tr("A JSON file for the full account, item by item."),
            "/data/report.json",
            optional=True,
            advanced=True,
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

    # Values. Scripts, models and qgis_process hand numbers and flags over as text.

    def text(self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext) -> str:
        """The value as text without surrounding blanks; empty when it was not given."""
        return (self.parameterAsString(parameters, name, context) or "").strip()

    def path(self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext) -> Path | None:
        """The value as a path, `~` expanded; None when it was not given."""
        text = self.text(parameters, name, context)
        return Path(text).expanduser() if text else None

    def atlas(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> Path:
        """The path of ATLAS."""
        path = self.path(parameters, "ATLAS", context)
        if path is None:
            raise InputError(tr("No atlas was given."), advice=tr("Set ATLAS to its GeoPackage."))
        return path

    def flag(self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext) -> bool:
        """True or false, also from text: QGIS itself takes “no” for true."""
        value = parameters.get(name)
        if not isinstance(value, str):
            return self.parameterAsBoolean(parameters, name, context)
        word = value.strip().lower()
        if word not in _YES | _NO:
            raise InputError(tr("{} is “{}”, neither true nor false.").format(name, value))
        return word in _YES

    def number(
        self,
        parameters: Mapping[str, Any],
        name: str,
        context: QgsProcessingContext,
        default: float | None = None,
    ) -> float:
        """The value as a number, also from text such as “12.5”; `default` when it was not given."""
        text = self.text(parameters, name, context)
        if not text and default is not None:
            return default
        try:
            return float(text)
        except ValueError:
            raise InputError(tr("{} is “{}”, which is not a number.").format(name, text)) from None

    def save_report(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        report: object,
        outputs: dict[str, Any],
    ) -> dict[str, Any]:
        """Write `report` where REPORT says, if it says, and return `outputs` with that file added."""
        target = self.parameterAsFileOutput(parameters, "REPORT", context)
        if target:
            outputs["REPORT"] = str(write_report(target, report))
        return outputs


def groups() -> dict[str, str]:
    """The groups of the toolbox, by id, in the user's language."""
    return {
        "atlas": tr("Atlas"),
        "sessions": tr("Sessions"),
        "annotations": tr("Annotations"),
        "exports": tr("Exports"),
        "zenodo": tr("Zenodo"),
    }


def unexpected(title: str, error: Exception) -> str:
    """One sentence about a failure that nobody foresaw."""
    return tr("“{}” failed unexpectedly ({}: {}). See the tab “Seatizen Atlas” of the log panel.").format(
        title, type(error).__name__, error
    )
