# SPDX-License-Identifier: GPL-2.0-or-later
"""The columns of the derived tables, as SQL: one list that every way of writing them reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..atlas.sql import Fragment, Name, any_of, fill, join
from ..reading.scores import ScoredClass
from ..reading.words import fix_names
from ..selection.chosen import Selection
from ..translation import in_english

DOI_ADDRESS = "https://doi.org/10.5281/zenodo."
NOWHERE = Fragment("9e999")
"""Stands for “no position” in a stream: OGR takes the type of a computed column from its first row, so a
NULL there would turn the whole column into text, with 15 digits instead of 17."""


@dataclass(frozen=True)
class Field:
    """A column of a derived table.

    Args:
        kind: `text`, `real`, `integer`, `flag` (0, 1), `time` (text, in Parquet a timestamp) or `day`.
        sql: the expression; for reals that may be computed from nothing, `NOWHERE` stands for NULL.
        meaning, unit: kept in the Parquet schema.
        decimal: in CSV, an integer is written `1.0` as in the published files.
    """

    name: str
    kind: str
    sql: Fragment
    meaning: str = ""
    unit: str = ""
    decimal: bool = False


def _doi(column: str) -> Fragment:
    return fill("{prefix} || {column}", prefix=DOI_ADDRESS, column=Fragment(column))


def position(axis: str) -> Fragment:
    """A coordinate (`X` or `Y`) of frame `f`, NOWHERE where it has none."""
    return fill("coalesce(ST_Min{axis}(f.GPSPosition), {none})", axis=Fragment(axis), none=NOWHERE)


FILE_NAME = Field("FileName", "text", Fragment("f.filename"), "name of the image")
FRAMES_DOI = Field("frames_doi", "text", _doi("f.version_doi"), "Zenodo version that holds the image")
POSITION = (
    Field("GPSLatitude", "real", position("Y"), "latitude, EPSG:4326", "degree"),
    Field("GPSLongitude", "real", position("X"), "longitude, EPSG:4326", "degree"),
)
ATTITUDE = (
    Field("GPSAltitude", "real", Fragment("f.GPSAltitude"), "altitude", "metre"),
    Field("GPSRoll", "real", Fragment("f.GPSRoll"), "roll", "degree"),
    Field("GPSPitch", "real", Fragment("f.GPSPitch"), "pitch", "degree"),
    Field("GPSTrack", "real", Fragment("f.GPSTrack"), "heading, clockwise from north", "degree"),
)
GPS_FIX = Fragment("f.GPSFix")
with in_english():
    GPS_FIX_MEANING = "quality of the position: " + "; ".join(
        f"{code} = {meaning}" for code, meaning in fix_names().items()
    )
GPS_TIME = Field(
    "GPSDatetime", "time", Fragment("CAST(f.GPSDatetime AS TEXT)"), "time of the image, UTC where it is known"
)
RELATIVE_PATH = Field(
    "relative_file_path", "text", Fragment("f.relative_file_path"), "path of the image within its deposit"
)

IMAGE_FIELDS: tuple[Field, ...] = (
    Field("OriginalFileName", "text", Fragment("f.OriginalFileName"), "file that the image was cut from"),
    FILE_NAME,
    RELATIVE_PATH,
    FRAMES_DOI,
    *POSITION,
    *ATTITUDE,
    GPS_TIME,
    Field("GPSFix", "integer", GPS_FIX, GPS_FIX_MEANING, decimal=True),
)
PREDICTION_FIELDS: tuple[Field, ...] = (
    FILE_NAME,
    FRAMES_DOI,
    *POSITION,
    *ATTITUDE,
    Field("GPSFix", "integer", GPS_FIX, GPS_FIX_MEANING),
)
PREDICTION_DOI = Field(
    "prediction_doi", "text", Fragment("NULL"), "Zenodo version that holds the predictions"
)
ANNOTATION_FIELDS: tuple[Field, ...] = (
    FILE_NAME,
    Field("frame_doi", "text", Fragment("f.version_doi"), "Zenodo version that holds the image"),
    RELATIVE_PATH,
)
ANNOTATION_DATE = Field("annotation_date", "time", Fragment("NULL"), "when the image was last annotated")
SESSION_FIELDS: tuple[Field, ...] = (
    Field("session_name", "text", Fragment("d.session_name"), "name of the session"),
    Field("session_doi", "text", _doi("d.doi"), "concept DOI of the session's deposit"),
    Field("place", "text", Fragment("d.location"), "place, from the session's name"),
    Field("date", "day", Fragment("d.session_date"), "day of the survey, from the session's name"),
    Field("raw_data", "flag", Fragment("d.have_raw_data"), "1 when raw data were published"),
    Field(
        "processed_data", "flag", Fragment("d.have_processed_data"), "1 when processed data were published"
    ),
)


def listed(fields: tuple[Field, ...]) -> Fragment:
    """Fields as the columns of a SELECT."""
    return join(", ", (fill("{sql} AS {name}", sql=field.sql, name=Fragment(field.name)) for field in fields))


def sessions(selection: Selection) -> Fragment:
    """The table of sessions."""
    return fill(
        "SELECT {fields} FROM deposit d WHERE {where} ORDER BY d.id",
        fields=listed(SESSION_FIELDS),
        where=selection.deposits,
    )


def frames(fields: tuple[Field, ...], selection: Selection) -> Fragment:
    """The chosen frames in id order."""
    return fill(
        "SELECT {fields} FROM {source} ORDER BY {key}",
        fields=listed(fields),
        source=selection.frame_source(),
        key=_key(selection),
    )


def scored_frames(
    fields: tuple[Field, ...],
    selection: Selection,
    classes: Sequence[ScoredClass],
    *,
    presence: bool = False,
    every: bool = False,
) -> Fragment:
    """As `frames`, with `prediction_doi` and, named as in `score_name`, the scores of classes of one model.

    Args:
        presence: 1 where a score reaches its class's threshold and 0 where not, instead of the score.
        every: also frames that have no score of these classes.
    """
    stored = [one for one in classes if one.stored]
    if not stored:
        cells = [fill("NULL AS {name}", name=score_name(one)) for one in classes]
        scores, doi = Fragment(""), Fragment("NULL")
        there = Fragment("1" if every else "0")
    else:
        values = [one.reached() if presence else one.score() for one in classes]
        cells = [fill("{value} AS {name}", value=v, name=score_name(c)) for v, c in zip(values, classes)]
        join_kind = Fragment("LEFT JOIN" if every else "CROSS JOIN")
        scores = fill("{join} {table} s ON s.frame_id = f.id", join=join_kind, table=stored[0].table)
        doi = fill("{prefix} || s.version_doi", prefix=DOI_ADDRESS)
        there = any_of(fill("{s} NOTNULL", s=one.score()) for one in stored)
        there = Fragment("1") if every else there
    return fill(
        "SELECT {fields}, {doi} AS prediction_doi, {cells} FROM {source} {scores}"
        " WHERE {there} ORDER BY {key}",
        fields=listed(fields),
        doi=doi,
        cells=join(", ", cells),
        source=selection.frame_source(),
        scores=scores,
        there=there,
        key=_key(selection),
    )


def score_name(scored: ScoredClass) -> Name:
    """How `scored_frames` names the column of a class."""
    return Name(f"class_{scored.id}")


def _key(selection: Selection) -> Fragment:
    return Fragment("f.id" if selection.table is None else "c.id")


def annotated_frames(selection: Selection, after: int, limit: int) -> Fragment:
    """The next `limit` chosen frames after id `after` that have annotations, in id order, their id first."""
    return fill(
        "SELECT f.id + 0 AS frame_id, {fields} FROM (SELECT DISTINCT frame_id FROM multilabel_annotation"
        " WHERE frame_id > {after} AND {chosen} ORDER BY frame_id LIMIT {limit}) a"
        " CROSS JOIN frame f ON f.id = a.frame_id ORDER BY a.frame_id",
        fields=listed(ANNOTATION_FIELDS),
        chosen=only_chosen(selection),
        after=after,
        limit=limit,
    )


def count_annotated(selection: Selection) -> Fragment:
    """How many chosen frames have annotations."""
    return fill(
        "SELECT count(DISTINCT frame_id) FROM multilabel_annotation WHERE {chosen}",
        chosen=only_chosen(selection),
    )


def only_chosen(selection: Selection) -> Fragment:
    """The condition on a `frame_id` that keeps the chosen frames."""
    if selection.table is None:
        return Fragment("1")
    return fill("frame_id IN (SELECT id FROM temp.{chosen})", chosen=selection.table)


def annotation_values(first: int, last: int) -> Fragment:
    """Annotations of an id range of frames."""
    return fill(
        "SELECT a.id + 0 AS number, a.frame_id, a.ml_label_id, a.value, a.ml_annotation_session_id AS session"
        " FROM multilabel_annotation a WHERE a.frame_id BETWEEN {first} AND {last}",
        first=first,
        last=last,
    )


def annotation_sessions() -> Fragment:
    """Annotation sessions from the oldest to the newest: id, date, author, dataset."""
    return Fragment(
        "SELECT id + 0 AS number, CAST(annotation_date AS TEXT) AS day, author_name, dataset_name"
        " FROM multilabel_annotation_session ORDER BY annotation_date, id"
    )
