# SPDX-License-Identifier: GPL-2.0-or-later
"""Filters that a project remembers: the one that is set, and those that were saved under a name."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import QgsGeometry, QgsProject, QgsRectangle

from ..errors import InputError
from ..selection.filters import Agreement, FrameFilter, Presence

_SCOPE = "seatizen_atlas"
_log = logging.getLogger(__name__)


def to_text(wanted: FrameFilter) -> str:
    """A filter as JSON; a selection in a layer is of the moment and left out."""
    values = {
        "extent": wanted.extent.asWktPolygon() if wanted.extent is not None else None,
        "area": wanted.area.asWkt(9) if wanted.area is not None else None,
        "platforms": wanted.platforms,
        "date_from": wanted.date_from.isoformat() if wanted.date_from else None,
        "date_to": wanted.date_to.isoformat() if wanted.date_to else None,
        "sessions": wanted.sessions,
        "gps_fixes": wanted.gps_fixes,
        "model": wanted.model,
        "classes": wanted.classes,
        "present": [[one.name, one.score] for one in wanted.present],
        "annotated": wanted.annotated,
        "agreement": wanted.agreement.value if wanted.agreement else None,
    }
    return json.dumps({key: value for key, value in values.items() if value not in (None, "", (), [])})


def from_text(text: str) -> FrameFilter:
    """The filter that `to_text` wrote.

    Raises:
        ValueError: the text is none of those, as when a project was edited by hand.
    """
    values: dict[str, Any] = json.loads(text)
    area = QgsGeometry.fromWkt(values["area"]) if "area" in values else None
    try:
        return FrameFilter(
            extent=QgsRectangle.fromWkt(values["extent"]) if "extent" in values else None,
            area=area,
            platforms=tuple(values.get("platforms", ())),
            date_from=_day(values.get("date_from")),
            date_to=_day(values.get("date_to")),
            sessions=tuple(values.get("sessions", ())),
            gps_fixes=tuple(values.get("gps_fixes", ())),
            model=values.get("model", ""),
            classes=tuple(values.get("classes", ())),
            present=tuple(Presence(name, score) for name, score in values.get("present", ())),
            annotated=values.get("annotated"),
            agreement=Agreement(values["agreement"]) if "agreement" in values else None,
        )
    except (InputError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def saved_views(project: QgsProject) -> dict[str, FrameFilter]:
    """The filters that were saved in a project, by name."""
    found = {}
    for name, text in _read(project, "views").items():
        try:
            found[name] = from_text(text)
        except ValueError:
            _log.warning("The project's view %s cannot be read: %s", name, text)
    return found


def save_view(project: QgsProject, name: str, wanted: FrameFilter) -> None:
    """Keep a filter under a name; one of that name is replaced."""
    _write(project, "views", {**_read(project, "views"), name: to_text(wanted)})


def delete_view(project: QgsProject, name: str) -> None:
    """Forget the filter of that name."""
    _write(project, "views", {key: text for key, text in _read(project, "views").items() if key != name})


def set_filter(project: QgsProject, path: Path) -> FrameFilter:
    """The filter that is set on the layers of an atlas; an empty one when there is none."""
    text = _read(project, "filters").get(str(path))
    try:
        return from_text(text) if text else FrameFilter()
    except ValueError:
        _log.warning("The project's filter cannot be read: %s", text)
        return FrameFilter()


def remember_filter(project: QgsProject, path: Path, wanted: FrameFilter) -> None:
    """Keep the filter that is set on the layers of an atlas."""
    others = {key: text for key, text in _read(project, "filters").items() if key != str(path)}
    text = to_text(wanted)
    _write(project, "filters", others if text == "{}" else {**others, str(path): text})


def _read(project: QgsProject, key: str) -> Mapping[str, str]:
    text, _found = project.readEntry(_SCOPE, key, "")
    try:
        values = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in values.items()} if isinstance(values, dict) else {}


def _write(project: QgsProject, key: str, values: Mapping[str, str]) -> None:
    project.writeEntry(_SCOPE, key, json.dumps(values))
