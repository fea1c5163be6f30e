# SPDX-License-Identifier: GPL-2.0-or-later
"""The few EXIF tags that the drawn pictures carry: camera, orientation, time, position."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Union

_ASCII, _SHORT, _LONG, _RATIONAL = 2, 3, 4, 5
_Value = Union[str, int, Sequence[Fraction]]
_Entries = dict[int, tuple[int, _Value]]


def with_exif(
    jpeg: bytes,
    *,
    camera: tuple[str, str],
    orientation: int,
    time: datetime,
    latitude: float,
    longitude: float,
    heading: float,
) -> bytes:
    """A JPEG with an EXIF segment put in front; `orientation` is 1 to 8, `heading` in degrees from north."""
    stamp = f"{time:%Y:%m:%d %H:%M:%S}"
    gps: _Entries = {
        1: (_ASCII, "N" if latitude >= 0 else "S"),
        2: (_RATIONAL, _degrees(latitude)),
        3: (_ASCII, "E" if longitude >= 0 else "W"),
        4: (_RATIONAL, _degrees(longitude)),
        16: (_ASCII, "T"),
        17: (_RATIONAL, [Fraction(round(heading * 100), 100)]),
    }
    photo: _Entries = {0x9003: (_ASCII, stamp), 0x9291: (_ASCII, f"{time.microsecond // 10_000:02d}")}
    head: _Entries = {
        0x010F: (_ASCII, camera[0]),
        0x0110: (_ASCII, camera[1]),
        0x0112: (_SHORT, orientation),
        0x0132: (_ASCII, stamp),
        0x8769: (_LONG, 0),
        0x8825: (_LONG, 0),
    }
    # the places of the two inner directories are known once the first one's length is
    first = len(_directory(head, 8))
    second = len(_directory(photo, 8 + first))
    head[0x8769] = (_LONG, 8 + first)
    head[0x8825] = (_LONG, 8 + first + second)
    tiff = b"MM\0*\0\0\0\x08" + _directory(head, 8) + _directory(photo, 8 + first)
    tiff += _directory(gps, 8 + first + second)
    body = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def _degrees(value: float) -> list[Fraction]:
    value = abs(value)
    minutes = (value - int(value)) * 60
    seconds = (minutes - int(minutes)) * 60
    return [Fraction(int(value)), Fraction(int(minutes)), Fraction(round(seconds * 10_000), 10_000)]


def _directory(entries: _Entries, at: int) -> bytes:
    """An image file directory that stands at offset `at`, its longer values right behind it."""
    table = struct.pack(">H", len(entries))
    behind = b""
    start = at + 2 + 12 * len(entries) + 4
    for tag, (kind, value) in sorted(entries.items()):
        count, data = _packed(kind, value)
        if len(data) > 4:
            table += struct.pack(">HHII", tag, kind, count, start + len(behind))
            behind += data + b"\0" * (len(data) % 2)
        else:
            table += struct.pack(">HHI", tag, kind, count) + data.ljust(4, b"\0")
    return table + b"\0\0\0\0" + behind


def _packed(kind: int, value: _Value) -> tuple[int, bytes]:
    if isinstance(value, str):
        data = value.encode("ascii") + b"\0"
        return len(data), data
    if isinstance(value, int):
        return 1, struct.pack(">H" if kind == _SHORT else ">I", value)
    pairs = [struct.pack(">II", part.numerator, part.denominator) for part in value]
    return len(pairs), b"".join(pairs)
