# SPDX-License-Identifier: GPL-2.0-or-later
"""A filter in words, for whoever reads a figure that was made with it."""

from __future__ import annotations

from ..reading.words import fix_names
from ..translation import tr
from .filters import Agreement, FrameFilter


def filter_words(wanted: FrameFilter) -> str:
    """What a filter leaves, on one line; “all frames” for one that asks for nothing."""
    parts = []
    if wanted.platforms:
        parts.append(", ".join(wanted.platforms))
    if wanted.sessions:
        shown = ", ".join(wanted.sessions[:3]) + ("…" if len(wanted.sessions) > 3 else "")
        parts.append(tr("sessions: {}").format(shown))
    if wanted.date_from:
        parts.append(tr("from {}").format(wanted.date_from.isoformat()))
    if wanted.date_to:
        parts.append(tr("until {}").format(wanted.date_to.isoformat()))
    if wanted.extent is not None or wanted.area is not None:
        parts.append(tr("within an area"))
    if wanted.frames is not None:
        parts.append(tr("chosen frames"))
    if wanted.gps_fixes:
        names = fix_names()
        told = ", ".join(names.get(fix, str(fix)) for fix in wanted.gps_fixes)
        parts.append(tr("GPS: {}").format(told))
    for one in wanted.present:
        least = "" if one.score is None else f" ≥ {one.score:g}"
        parts.append(tr("predicted: {}").format(one.name + least))
    if wanted.annotated is not None:
        parts.append(tr("annotated") if wanted.annotated else tr("without annotations"))
    if wanted.agreement is not None:
        agrees = wanted.agreement is Agreement.AGREES
        parts.append(tr("people and model agree") if agrees else tr("people and model differ"))
    return "; ".join(parts) or tr("all frames")
