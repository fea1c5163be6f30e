# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of the Zenodo client share: a clock that does not wait, a feedback that remembers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.http.pace import Clock, cancelled_by_user
from seatizen_atlas.core.zenodo.client import ZenodoClient
from seatizen_atlas.core.zenodo.token import Token
from zenodo_standin import TOKEN, Standin


class FastClock(Clock):
    """Waits take no time, but the clock believes they did; the stand-in can be given the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ahead = 0.0
        self.waits: list[float] = []

    def time(self) -> float:
        with self._lock:
            return time.time() + self._ahead

    def wait(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        if cancelled():
            raise cancelled_by_user()
        with self._lock:
            self._ahead += seconds
            self.waits.append(seconds)


class Feedback(QgsProcessingFeedback):
    """Keeps the progress texts."""

    def __init__(self) -> None:
        super().__init__(False)
        self.texts: list[str] = []

    def setProgressText(self, text: str) -> None:
        self.texts.append(text)


def client_of(zenodo: Standin, *, token: bool = False, **options: Any) -> ZenodoClient:
    """A client that never really waits."""
    options.setdefault("clock", FastClock())
    return ZenodoClient(zenodo.url, token=Token(TOKEN) if token else None, **options)


MEMBERS: dict[str, bytes] = {
    "METADATA/metadata.csv": b"FileName,GPSLatitude\n"
    + b"".join(b"%d.jpeg,%d\n" % (n, n * n) for n in range(400)),
    "METADATA/predictions_gps.csv": b"FileName\n" + b"".join(b"%d.jpeg\n" % n for n in range(300)),
    "PROCESSED_DATA/IA/s_jacques.csv": b"FileName,Useless,Score\n" + b"a,0,0.1\n" * 300,
    "PROCESSED_DATA/IA/s_scores.csv": b"FileName,Sand\n" + b"a,0.5\n" * 300,
}
NAME = "20231110_REU-ST-LEU_ASV-1_04"
