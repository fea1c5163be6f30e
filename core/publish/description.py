# SPDX-License-Identifier: GPL-2.0-or-later
"""A session's description on Zenodo: HTML of the few tags that Zenodo keeps, always in English."""

from __future__ import annotations

import html
from collections.abc import Iterable

from ..session_name import SessionName
from .content import RAW, REPORT
from .facts import Facts, Gps
from .metadata_file import MetadataFile

_PURPOSE = (
    "Pictures of the sea floor serve science, management and conservation. They can be annotated and shared "
    "to train models, which then tell species and habitats on other pictures. Hardware and software of the "
    "project collect such data, predict what is on them, and map it."
)
_HYSCORES = (
    "Pictures taken by divers in Réunion Island during the project Hyscores, see "
    '<a href="https://archimer.ifremer.fr/doc/00350/46122/">its report</a>.'
)
_DEPRECATED = "This version is deprecated; please use the latest version of this deposit."
_TREE = (
    ("YYYYMMDD_COUNTRYCODE-place_device_session", ""),
    ("├── DCIM", "videos and pictures as the cameras recorded them"),
    ("├── GPS", "positions; divided where they were corrected with a base station"),
    ("│   ├── BASE", "files of the base station"),
    ("│   └── DEVICE", "files of the device"),
    ("├── METADATA", "tables about the session and its frames"),
    ("├── PROCESSED_DATA", "results"),
    ("│   ├── BATHY", "bathymetry"),
    ("│   ├── FRAMES", "georeferenced frames"),
    ("│   ├── IA", "what models predicted for the frames"),
    ("│   └── PHOTOGRAMMETRY", "models and orthophotos"),
    ("└── SENSORS", "logs of echosounder and autopilot, mission plans"),
)
_PACKED = (
    "Each folder is one archive here, named after its path (PROCESSED_DATA_FRAMES.zip); large folders are "
    "cut (DCIM.zip, DCIM_p02.zip). Archives of pictures are not compressed, so that single pictures can be "
    "read out of them."
)


def describe(name: SessionName, sentence: str, label: str, facts: Facts, file: MetadataFile) -> str:
    """The description of one version; `sentence` is how, where and when, as in the title."""
    if file.description:
        return file.description
    if file.built_in == "deprecated":
        return f"<p>{_DEPRECATED}</p>"
    parts = [f"<p><i>This dataset was collected {_text(sentence)}.</i></p>", f"<p>{_PURPOSE}</p>"]
    if file.built_in == "hyscores":
        parts.append(f"<p>{_HYSCORES}</p>")
    parts.append(_section("Survey information", _survey(name, facts)))
    if not label.startswith(RAW):
        parts.append(_section("Frames", _frames(name, facts)))
        parts.append(_section("Bathymetry", _bathymetry(facts)))
        parts.append(_photogrammetry(facts))
    parts.append(_section("Positions", _gps(facts.gps)) if facts.gps and facts.located else "")
    parts.append(_structure())
    parts.append(_section("Software", _software(file)))
    return "".join(part for part in parts if part)


def _section(title: str, items: Iterable[str]) -> str:
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<h2>{title}</h2><ul>{inner}</ul>" if inner else ""


def _survey(name: SessionName, facts: Facts) -> list[str]:
    items = []
    if facts.camera:
        items.append(_item("Camera", facts.camera))
    if facts.media:
        size = f"{facts.media_size / 1e9:.2f} GB"
        items.append(_item(f"Number of {facts.media}", f"{facts.media_files} ({size})"))
    if facts.first_time:
        items.append(_item("Start", f"{facts.first_time} UTC"))
        items.append(_item("End", f"{facts.last_time} UTC"))
    if facts.greatest_depth is not None:
        items.append(_item("Greatest depth", f"{facts.greatest_depth:.2f} m"))
    if name.platform == "UAV" and facts.median_height is not None:
        items.append(_item("Median altitude", f"{facts.median_height:.1f} m"))
    return items


def _frames(name: SessionName, facts: Facts) -> list[str]:
    if not facts.frames:
        return []
    items = [_item("Frames", str(facts.frames))]
    rate = _setting(facts, "dcim", "frames_per_second")
    if facts.media == "videos" and rate:
        items.append(_item("Frames per second of video", rate))
    items.append(_item("With a position", f"{100 * facts.located / facts.frames:.2f} %"))
    if facts.useful is not None:
        items.append(_item("Useful, according to the model Jacques", f"{facts.useful:.2f} %"))
    return items


def _gps(gps: Gps) -> list[str]:
    items = [_item("Device", gps.device), _item("Base", gps.base)]
    if gps.post_processed:
        items.append("Positions were post-processed (PPK) to an accuracy of centimetres.")
    if gps.quality:
        shares = ", ".join(f"Q{fix}: {share:.2f} %" for fix, share in gps.quality.items())
        items.append(_item("Quality", shares))
    return items


def _bathymetry(facts: Facts) -> list[str]:
    if not facts.bathymetry or not facts.settings:
        return []
    items = ["Depths were measured by a single-beam echosounder."]
    low, high = (_setting(facts, "bathy", "dpth_range", end) for end in ("min", "max"))
    if low and high:
        items.append(_item("Depths kept", f"{low} m to {high} m"))
    if _setting(facts, "gps", "filt_rtkfix") == "True":
        items.append("Only depths at positions of the best quality (Q1) were kept.")
    ellipsoid = _setting(facts, "gps", "utm_ellips")
    if ellipsoid:
        items.append(_item("Ellipsoid", ellipsoid))
    if _setting(facts, "bathy", "use_geoid") == "True":
        items.append("The local geoid was applied where there is one.")
    for label, key in (("Grid spacing (m)", "spacing_m"), ("Interpolation", "method"), ("Surface", "3Dalgo")):
        value = _setting(facts, "mesh", key)
        if value:
            items.append(_item(label, value))
    return items


def _photogrammetry(facts: Facts) -> str:
    if facts.options is None:
        return ""
    text = f"Orthophoto and models were made with OpenDroneMap; its report is the file {REPORT}. "
    if not facts.options:
        return f"<h2>Photogrammetry</h2><p>{text}All options have their defaults.</p>"
    items = "".join(
        f"<li><code>{_text(f'{key}: {value}')}</code></li>" for key, value in facts.options.items()
    )
    return f"<h2>Photogrammetry</h2><p>{text}Options other than the defaults:</p><ul>{items}</ul>"


def _setting(facts: Facts, *keys: str) -> str:
    value: object = facts.settings
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return "" if value is None else str(value)


def _structure() -> str:
    lines = "<br>".join(f"{place}: {what}" if what else place for place, what in _TREE)
    return f"<h2>Folder structure</h2><p>{lines}</p><p>{_PACKED}</p>"


def _software(file: MetadataFile) -> list[str]:
    words = {
        "workflow": "Work-flow that processed the raw data",
        "inference": "Inference that made the predictions",
        "zenodo": "Tools around the deposits",
        "software": "All software of the project",
    }
    return [
        f'{words[name]}: <a href="{_text(link)}">{_text(link)}</a>'
        for name, link in file.links.items()
        if name in words
    ]


def _item(label: str, value: str) -> str:
    return f"<strong>{label}</strong>: {_text(value)}"


def _text(value: str) -> str:
    return html.escape(value)
