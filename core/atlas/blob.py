# SPDX-License-Identifier: GPL-2.0-or-later
"""Geometries as a GeoPackage stores them: a header, behind it WKB (GeoPackage 1.3, clause 2.1.3)."""

from __future__ import annotations

from qgis.core import QgsGeometry

MAGIC = b"GP"
_HEAD = 8
_ENVELOPES = (0, 32, 48, 48, 64, 0, 0, 0)
"""Bytes of the envelope, by what bits 1 to 3 of the flags say of it; 5 to 7 mean nothing."""


def geometry_of(blob: bytes) -> QgsGeometry | None:
    """The geometry of a blob; None where it is no GeoPackage geometry, ends too early, or is an empty one."""
    if blob[:2] != MAGIC or len(blob) < _HEAD:
        return None
    geometry = QgsGeometry()
    geometry.fromWkb(blob[_HEAD + _ENVELOPES[blob[3] >> 1 & 7] :])
    return None if geometry.isNull() or geometry.isEmpty() else geometry
