# SPDX-License-Identifier: GPL-2.0-or-later
"""Read and check a whole session, and stage it: everything that needs no atlas open.

What comes out is a small GeoPackage in a temporary folder, from which the ingest moves rows by a few
set-based statements. It can be made for the next session while this one enters the atlas.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable, Container, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from osgeo import ogr

from ..atlas.gateway import stage_csv, stage_geometries
from ..csvfile import CsvFile, open_canonical
from ..errors import InputError, SeatizenError
from ..session_name import SessionName
from ..translation import tr
from .footprint import Footprint, footprint, read_waypoints
from .frames import MEASURES, Frames, read_frames
from .predictions import Model, Scores, check_scores, find_scores, open_scores, read_useful
from .source import METADATA_CSV, USEFUL_FRAMES_CSV, SessionSource

_FRAME_FIELDS = {
    "filename": ogr.OFTString,
    "OriginalFileName": ogr.OFTString,
    "relative_file_path": ogr.OFTString,
    **dict.fromkeys(MEASURES, ogr.OFTReal),
    "GPSDatetime": ogr.OFTString,
    "GPSFix": ogr.OFTInteger64,
}


@dataclass
class PreparedSession:
    """A session that was read, checked and staged; `discard` removes its files.

    Attributes:
        folder: holds the staging GeoPackages: `frame.gpkg` with the tables `frame` (with `geom`) and, where
            the session has them, `footprint` and `track` with one geometry each; `score_<n>.gpkg` with the
            table `score` for each of `scores`.
        predictions: number of scores in the files.
    """

    name: SessionName
    folder: Path
    frames: int
    predictions: int
    scores: tuple[Scores, ...]
    has_footprint: bool
    has_track: bool
    has_raw_data: bool
    has_processed_data: bool
    notes: list[str] = field(default_factory=list)

    def stages(self) -> dict[str, Path]:
        """The staging GeoPackages, by the names under which the ingest attaches them."""
        scores = {f"score_{n}": self.folder / f"score_{n}.gpkg" for n in range(len(self.scores))}
        return {"stage": self.folder / "frame.gpkg", **scores}

    def discard(self) -> None:
        """Remove the staged files."""
        shutil.rmtree(self.folder, ignore_errors=True)


def prepare_session(
    source: SessionSource,
    models: Sequence[Model],
    *,
    force_frames: bool,
    check_cancelled: Callable[[], None],
    scratch: Path,
) -> PreparedSession:
    """Read, check and stage a session.

    Args:
        scratch: where the staged files go, in a folder of their own.

    Raises:
        InputError: a file of the session is not what it should be.
        SeatizenError: the temporary folder is full.
    """
    folder = Path(tempfile.mkdtemp(prefix="session-", dir=scratch))
    try:
        return _prepare(source, models, folder, force_frames, check_cancelled)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise _disk_error(source, folder, error) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _prepare(
    source: SessionSource,
    models: Sequence[Model],
    folder: Path,
    force_frames: bool,
    check_cancelled: Callable[[], None],
) -> PreparedSession:
    name = source.name
    members = source.members()
    if not any(member.path == METADATA_CSV for member in members):
        raise InputError(
            tr("METADATA/metadata.csv is missing."), advice=tr("Without it the session has no frames.")
        )
    notes: list[str] = []
    take_all = force_frames or name.takes_every_frame
    told = None if take_all else read_useful(source, members, check_cancelled)
    if not take_all:
        notes.append(_who_judged(told))
    # The scores are staged in C++ by a thread of their own while pandas reads the frames.
    with ThreadPoolExecutor(1, thread_name_prefix="stage") as stager:
        known, unknown = find_scores(name, members, models)
        notes += unknown
        scores = [open_scores(open_canonical(source.fetch(path), folder), model) for path, model in known]
        staged = [
            stager.submit(_stage_scores, s, folder / f"score_{n}.gpkg", check_cancelled)
            for n, s in enumerate(scores)
        ]
        frames = _stage_frames(source, told, folder, check_cancelled)
        predictions = [len(s.columns) * check_scores(s, name, frames.names, check_cancelled) for s in scores]
        for job in staged:
            job.result()
    if frames.unread_dates:
        notes.append(tr("{} dates of metadata.csv could not be read.").format(frames.unread_dates))
    stage = folder / "frame.gpkg"
    outline = _outline(source, frames, notes)
    for layer, kind, wkb in (
        ("footprint", ogr.wkbPolygon, outline.polygon),
        ("track", ogr.wkbLineString, outline.track),
    ):
        if wkb is not None:
            stage_geometries(stage, layer, kind, [wkb])
    return PreparedSession(
        name,
        folder,
        frames.kept,
        sum(predictions),
        tuple(scores),
        has_footprint=outline.polygon is not None,
        has_track=outline.track is not None,
        has_raw_data=source.has_raw_data or frames.paths_raw,
        has_processed_data=source.has_processed_data or frames.paths_processed,
        notes=[note for note in notes if note],
    )


def _who_judged(told: tuple[set[str], CsvFile] | None) -> str:
    """What is to be said of the source of the useful frames; nothing of the usual one."""
    if told is None:
        return tr(
            "Nobody judged the frames (no predictions_gps.csv, no usefulness file), so all of them are taken."
        )
    if told[1].path.name == PurePosixPath(USEFUL_FRAMES_CSV).name:
        return ""
    return tr("Without frames in predictions_gps.csv, “{}” tells which are useful.").format(told[1].path.name)


def _stage_frames(
    source: SessionSource,
    told: tuple[set[str], CsvFile] | None,
    folder: Path,
    check_cancelled: Callable[[], None],
) -> Frames:
    useful = told[0] if told else None
    csv = folder / "frame.csv"
    frames = read_frames(source.fetch(METADATA_CSV), source.name, useful, csv, check_cancelled)
    if told is not None:
        _check_useful(told[0], frames.names, told[1].path)
    check_cancelled()  # GDAL hears of nothing while it copies
    stage_csv(csv, folder / "frame.gpkg", "frame", _FRAME_FIELDS, position=("longitude", "latitude"))
    return frames


def _stage_scores(scores: Scores, geopackage: Path, check_cancelled: Callable[[], None]) -> None:
    check_cancelled()
    stage_csv(scores.file.path, geopackage, "score", _score_fields(scores))


def _score_fields(scores: Scores) -> dict[str, int]:
    return {scores.file_name: ogr.OFTString, **dict.fromkeys(scores.columns, ogr.OFTReal)}


def _check_useful(useful: set[str], known: Container[str], file: Path) -> None:
    unknown = sorted(name for name in useful if name not in known)
    if unknown:
        raise InputError(
            tr("{count} useful frames are not in metadata.csv, the first is “{unknown}”.").format(
                count=len(unknown), unknown=unknown[0]
            ),
            file=file,
            column="FileName",
        )


def _outline(source: SessionSource, frames: Frames, notes: list[str]) -> Footprint:
    import numpy

    positions = numpy.concatenate(frames.positions)
    if not len(positions):
        points = [point for path in source.waypoints() for point in read_waypoints(path)]
        positions = numpy.array(points, dtype="float64").reshape(-1, 2)
        notes.append(
            tr("No frame has a position; the footprint is that of {} way-points.").format(len(points))
            if points
            else tr("No frame has a position, and there are no way-points.")
        )
    return footprint(positions)


def _disk_error(source: SessionSource, folder: Path, error: OSError) -> SeatizenError:
    if error.errno == errno.ENOSPC:
        return SeatizenError(
            tr("The temporary folder “{}” is full.").format(folder.parent),
            details=str(error),
            advice=tr("Free some space and run it again."),
        )
    return SeatizenError(
        tr("The files of “{}” could not be read.").format(source.location), details=str(error)
    )
