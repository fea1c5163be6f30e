# SPDX-License-Identifier: GPL-2.0-or-later
"""The provider `seatizen`: every module of this room that holds an algorithm is found, none is listed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..icons import ICONS
from .base import SeatizenAlgorithm


def _found() -> Iterator[type[SeatizenAlgorithm]]:
    """The classes with an `ID`; a module with one is named as its id."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        for value in vars(importlib.import_module(f".{module.name}", __package__)).values():
            if isinstance(value, type) and issubclass(value, SeatizenAlgorithm) and module.name == value.ID:
                yield value


ALGORITHMS: tuple[type[SeatizenAlgorithm], ...] = tuple(_found())


class SeatizenProvider(QgsProcessingProvider):
    """Makes the algorithms known to the toolbox, to models and to qgis_process."""

    def id(self) -> str:
        return "seatizen"

    def name(self) -> str:
        return "Seatizen Atlas"

    def icon(self) -> QIcon:
        return QIcon(str(ICONS / "seatizen.svg"))

    def loadAlgorithms(self) -> None:
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
