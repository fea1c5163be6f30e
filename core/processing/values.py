# SPDX-License-Identifier: GPL-2.0-or-later
"""Parameters as they are declared, and their values in one run: `values[self.dry_run]`.

Scripts, models and qgis_process hand numbers, flags and lists over as text: a parameter's reader understands
that, and says in one sentence what it does not understand. QGIS asks for the same sentence before a run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsFeatureSource,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime

from ..errors import InputError
from ..settings import split_list
from ..translation import tr

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_YES = {"true", "yes", "on", "1"}
_NO = {"false", "no", "off", "0", ""}


@dataclass(frozen=True)
class Parameter(Generic[T_co]):
    """What `add_…` hands back: how the value of the parameter is read."""

    read: Callable[[Values], T_co]


class Values:
    """The values of one run. Whoever declared a parameter reads it with it; the rest reads by name."""

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
    ) -> None:
        self._algorithm = algorithm
        self._parameters = parameters
        self.context = context

    def __getitem__(self, parameter: Parameter[T]) -> T:
        return parameter.read(self)

    def given(self, name: str) -> bool:
        """Whether there is anything at all."""
        value = self._parameters.get(name)
        return value is not None and value != ""

    def raw(self, name: str) -> Any:
        """What was given, whatever it is."""
        return self._parameters.get(name)

    def text(self, name: str) -> str:
        """Text without surrounding blanks; empty when it was not given."""
        return (self._algorithm.parameterAsString(self._parameters, name, self.context) or "").strip()

    def path(self, name: str) -> Path | None:
        """A path, `~` expanded; None when it was not given."""
        text = self.text(name)
        return Path(text).expanduser() if text else None

    def output_file(self, name: str) -> Path:
        """The file to write; in a temporary folder when QGIS chose it."""
        text = self._algorithm.parameterAsFileOutput(self._parameters, name, self.context)
        if not text:
            raise InputError(
                tr("No output file was given."), advice=tr("Set {name} to a file.").format(name=name)
            )
        return Path(text).expanduser()

    def output_folder(self, name: str) -> Path:
        """The folder to write to; a temporary one is made."""
        folder = self.path(name)
        if folder is None:
            raise InputError(tr("No output folder was given."), advice=tr("Set {name}.").format(name=name))
        if Path(QgsProcessingUtils.tempFolder()) in folder.parents:
            folder.parent.mkdir(parents=True, exist_ok=True)
        return folder

    def flag(self, name: str) -> bool:
        """True or false, also from text: QGIS itself takes “no” for true."""
        value = self._parameters.get(name)
        if not isinstance(value, str):
            return self._algorithm.parameterAsBoolean(self._parameters, name, self.context)
        word = value.strip().lower()
        if word not in _YES | _NO:
            raise InputError(
                tr("{name} is “{value}”, neither true nor false.").format(name=name, value=value)
            )
        return word in _YES

    def number(self, name: str, default: float | None = None) -> float:
        """A number, also from text such as “12.5”; `default` when it was not given."""
        text = self.text(name)
        if not text and default is not None:
            return default
        try:
            return float(text)
        except ValueError:
            raise InputError(
                tr("{name} is “{value}”, which is not a number.").format(name=name, value=text)
            ) from None

    def names(self, name: str) -> tuple[str, ...]:
        """A list of names, given as one text with commas or as a list."""
        value = self._parameters.get(name)
        if isinstance(value, (list, tuple)):
            return split_list(",".join(str(item) for item in value))
        return split_list(self.text(name))

    def choices(self, name: str, options: Sequence[str]) -> tuple[str, ...]:
        """Some of `options`, by their words or by their places from 0 (as QGIS lists them)."""
        chosen = []
        for word in self.names(name):
            if word not in options and word.isdigit() and int(word) < len(options):
                word = options[int(word)]
            if word not in options:
                raise InputError(
                    tr("{name} has no “{word}”.").format(name=name, word=word),
                    advice=tr("Known: {}.").format(", ".join(options)),
                )
            chosen.append(word)
        return tuple(dict.fromkeys(chosen))

    def choice(self, name: str, options: Sequence[str], default: str = "") -> str:
        """One of `options`; `default` when none was given."""
        return (*self.choices(name, options), default)[0]

    def day(self, name: str) -> date | None:
        """A day, given as a date or as text such as 2023-11-10."""
        value = self._parameters.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip()[:10])
            except ValueError:
                raise InputError(
                    tr("{name} is “{value}”, which is not a date.").format(name=name, value=value),
                    advice=tr("Write it as in 2023-11-10."),
                ) from None
        if isinstance(value, (QDate, QDateTime)) and not value.isValid():
            return None
        moment = self._algorithm.parameterAsDateTime(self._parameters, name, self.context)
        return date(*moment.date().getDate()) if moment.isValid() else None

    def extent(self, name: str) -> QgsRectangle | None:
        """A rectangle in EPSG:4326, whatever the CRS that it was given in."""
        if not self.given(name):
            return None
        wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
        extent = self._algorithm.parameterAsExtent(self._parameters, name, self.context, wgs84)
        if extent.isNull():
            raise InputError(
                tr("{name} is no rectangle that can be read.").format(name=name),
                advice=tr("Write west,east,south,north [EPSG:4326]."),
            )
        return extent

    def sink(self, name: str, fields: QgsFields, geometry: QgsWkbTypes.Type) -> tuple[QgsFeatureSink, str]:
        """What takes the features of an output layer (in EPSG:4326), and the name of that layer."""
        wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
        sink, destination = self._algorithm.parameterAsSink(
            self._parameters, name, self.context, fields, geometry, wgs84
        )
        if sink is None:
            raise InputError(
                tr("The layer of {name} cannot be written.").format(name=name),
                advice=tr("Check the folder and its permissions, or choose another place."),
            )
        return sink, destination

    def source(self, name: str) -> QgsFeatureSource | None:
        """The features of a layer, all or the selected ones."""
        if not self.given(name):
            return None
        source = self._algorithm.parameterAsSource(self._parameters, name, self.context)
        if source is None:
            raise InputError(
                tr("{name} is not a layer that can be read.").format(name=name),
                advice=tr("Give a layer of the project, or a file with one."),
            )
        return source
