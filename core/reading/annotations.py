# SPDX-License-Identifier: GPL-2.0-or-later
"""The annotations that count: of each image and label the newest alone, whoever made it.

Newest is by the date of the annotation session, then by the session's number, then by the annotation's own.
"""

from __future__ import annotations

from ..atlas.sql import Fragment, fill

EVERY_ROW = Fragment("1")


def newest_annotations(where: Fragment = EVERY_ROW) -> Fragment:
    """A row a frame and label, in no order: frame_id, ml_label_id, value, session_id.

    Args:
        where: a condition on the annotation `a` and its session `s`; what it leaves out does not count.
    """
    return fill(
        "SELECT frame_id, ml_label_id, value, session_id FROM (SELECT a.frame_id, a.ml_label_id, a.value,"
        " a.ml_annotation_session_id AS session_id, row_number() OVER (PARTITION BY a.frame_id, a.ml_label_id"
        " ORDER BY s.annotation_date DESC, s.id DESC, a.id DESC) AS place FROM multilabel_annotation a"
        " JOIN multilabel_annotation_session s ON s.id = a.ml_annotation_session_id WHERE {where})"
        " WHERE place = 1",
        where=where,
    )
