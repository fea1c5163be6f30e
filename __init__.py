# SPDX-License-Identifier: GPL-2.0-or-later
"""Seatizen Atlas for QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .plugin import SeatizenAtlasPlugin


def classFactory(iface: QgisInterface | None) -> SeatizenAtlasPlugin:
    """Entry point of QGIS: `iface` is None under qgis_process."""
    from .plugin import SeatizenAtlasPlugin

    return SeatizenAtlasPlugin(iface)
