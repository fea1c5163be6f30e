# SPDX-License-Identifier: GPL-2.0-or-later
"""What a session folder tells of its survey, for the description: counts, times, quality, options."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..csvfile import open_csv, read_chunks
from ..errors import InputError
from ..scratch import scratch_folder
from ..sessions.footprint import read_waypoints
from ..sessions.frames import read_frames
from ..sessions.predictions import read_useful
from ..sessions.source import METADATA_CSV, FolderSource
from .odm import differing_options

if TYPE_CHECKING:
    import pandas

_log = logging.getLogger(__name__)
_VIDEOS, _PICTURES = {".mp4", ".mov", ".avi"}, {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".dng"}
_FEW_FILES = 20  # a bathymetry folder with no more than these holds inputs only


@dataclass(frozen=True)
class Gps:
    """How positions were taken.

    Attributes:
        post_processed: whether a PPK solution is there.
        base, device: what they are, in words.
        quality: shares in percent of the fixes 1, 2 and 5; empty where no log tells.
    """

    post_processed: bool
    base: str
    device: str
    quality: Mapping[int, float]


@dataclass(frozen=True)
class Facts:
    """What is known of a survey; what is not is empty, 0 or None.

    Attributes:
        bounds: west, south, east, north in degrees.
        useful: share of useful frames in percent.
        settings: the work-flow's own prog_config.json.
        options: photogrammetry options that differ from OpenDroneMap's defaults; None without any.
    """

    frames: int = 0
    located: int = 0
    first_time: str = ""
    last_time: str = ""
    bounds: tuple[float, float, float, float] | None = None
    media: str = ""
    media_files: int = 0
    media_size: int = 0
    useful: float | None = None
    camera: str = ""
    greatest_depth: float | None = None
    median_height: float | None = None
    gps: Gps | None = None
    bathymetry: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] | None = None


def read_facts(source: FolderSource, check: Callable[[], None]) -> Facts:
    """Read them; the session folder is not altered.

    Raises:
        InputError: metadata.csv cannot be read. Other files that cannot be read tell nothing.
    """
    root = source.folder
    media, files, size = _media(root / "DCIM")
    values: dict[str, Any] = {}
    if (root / METADATA_CSV).is_file():
        values = _frames(source, check)
    return Facts(
        media=media,
        media_files=files,
        media_size=size,
        useful=_useful_share(source, values.get("frames", 0), check),
        gps=_gps(root / "GPS"),
        bathymetry=_count(root / "PROCESSED_DATA" / "BATHY") > _FEW_FILES,
        settings=_json(root / "METADATA" / "prog_config.json"),
        options=differing_options(_json(root / "PROCESSED_DATA" / "PHOTOGRAMMETRY" / "log.json")),
        **values,
    )


def _frames(source: FolderSource, check: Callable[[], None]) -> dict[str, Any]:
    """Counts, times and extent by the atlas's own rules, and what the camera's columns tell."""
    import numpy

    metadata = source.folder / METADATA_CSV
    with scratch_folder() as folder:
        target = folder / "frames.csv"
        frames = read_frames(metadata, source.name, None, target, check)
        times = sorted(
            str(text)
            for chunk in read_chunks(open_csv(target), ["GPSDatetime"])
            for text in (chunk["GPSDatetime"].min(), chunk["GPSDatetime"].max())
            if isinstance(text, str)
        )
    positions = numpy.concatenate(frames.positions)
    located = len(positions)
    if not located:
        points = [point for path in source.waypoints() for point in read_waypoints(path)]
        positions = numpy.array(points, dtype="float64").reshape(-1, 2)
    bounds = None
    if len(positions):
        (west, south), (east, north) = positions.min(axis=0), positions.max(axis=0)
        bounds = (float(west), float(south), float(east), float(north))
    return {
        "frames": len(frames.names),
        "located": located,
        "first_time": times[0] if times else "",
        "last_time": times[-1] if times else "",
        "bounds": bounds,
        **_camera(metadata),
    }


def _camera(metadata: Path) -> dict[str, Any]:
    import pandas

    file = open_csv(metadata)
    wanted = [c for c in ("Make", "Model", "CameraModel", "Depth", "GPSAltitude") if c in file.header]
    if not wanted:
        return {}
    table = pandas.concat(list(read_chunks(file, wanted)))
    words = [_first(table, column) for column in ("Make", "Model")]
    depths = _numbers(table, "Depth")
    heights = _numbers(table, "GPSAltitude")
    return {
        "camera": _first(table, "CameraModel") or " ".join(word for word in words if word),
        "greatest_depth": float(depths.max()) if len(depths) else None,
        "median_height": float(heights.median()) if len(heights) else None,
    }


def _first(table: pandas.DataFrame, column: str) -> str:
    cells = list(table[column].dropna()[:1]) if column in table else []
    return str(cells[0]) if cells else ""


def _numbers(table: pandas.DataFrame, column: str) -> pandas.Series:
    import pandas

    if column not in table:
        return pandas.Series(dtype="float64")
    return pandas.to_numeric(table[column], errors="coerce").dropna()


def _useful_share(source: FolderSource, frames: int, check: Callable[[], None]) -> float | None:
    if not frames or source.name.takes_every_frame:
        return None
    told = read_useful(source, source.members(), check)
    return None if told is None else 100 * len(told[0]) / frames


def _media(folder: Path) -> tuple[str, int, int]:
    """Videos where there are any, else pictures: what they are called, their number and bytes."""
    if not folder.is_dir():
        return "", 0, 0
    files = [path for path in folder.rglob("*") if path.is_file()]
    for word, endings in (("videos", _VIDEOS), ("pictures", _PICTURES)):
        sizes = [path.stat().st_size for path in files if path.suffix.lower() in endings]
        if sizes:
            return word, len(sizes), sum(sizes)
    return "", 0, 0


def _gps(folder: Path) -> Gps | None:
    if not folder.is_dir():
        return None
    device = _entries(folder / "DEVICE") or _entries(folder)
    base = _entries(folder / "BASE")
    solution = [path for path in device if "ppk_solution" in path.name]
    base_name = "none"
    if any("merged.o" in path.name for path in base):
        base_name = "permanent GNSS station (RGP of IGN)"
    elif any("_RINEX" in path.name for path in base):
        base_name = "Emlid Reach RS2+"
    elif base:
        base_name = "a static receiver"
    return Gps(
        post_processed=any(path.suffix == ".pos" for path in solution),
        base=base_name,
        device="watch (GPX file)" if any(path.suffix == ".gpx" for path in device) else "Emlid Reach M2",
        quality=_quality(device, solution),
    )


def _quality(device: list[Path], solution: list[Path]) -> dict[int, float]:
    """Shares of the fixes in the log that holds: the post-processed one, else the receiver's own."""
    logs = [path for path in solution if path.suffix == ".txt"]
    for path in device:
        if "_LLH" in path.name and path.is_dir():
            logs += [inner for inner in _entries(path) if inner.suffix == ".txt"]
        elif path.suffix == ".txt" and path.with_suffix(".LLH").exists():
            logs.append(path)
    for path in logs:
        try:
            file = open_csv(path)
            column = file.column("fix")
            if column is None:
                continue
            counts: dict[str, int] = {}
            for chunk in read_chunks(file, [column]):
                for fix, count in chunk[column].dropna().value_counts().items():
                    key = str(fix).partition(".")[0].strip()
                    counts[key] = counts.get(key, 0) + int(count)
        except InputError as problem:
            _log.info("the GPS log %s tells nothing: %s", path.name, problem)
            continue
        total = sum(counts.values())
        if total:
            return {fix: round(100 * counts.get(str(fix), 0) / total, 2) for fix in (1, 2, 5)}
    return {}


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _count(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*")) if folder.is_dir() else 0


def _json(path: Path) -> dict[str, Any]:
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("%s tells nothing: %s", path.name, error)
        return {}
    return given if isinstance(given, dict) else {}
