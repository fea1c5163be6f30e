# SPDX-License-Identifier: GPL-2.0-or-later
"""What `make run` does on a machine without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from qgis.PyQt.QtGui import QImage

ROOT = Path(__file__).resolve().parents[1]


def test_the_sample_atlas_is_built_and_drawn(tmp_path):
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ended = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "show.py"), "--build", str(tmp_path)],
        env={name: value for name, value in os.environ.items() if name not in without},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert "'SESSIONS_ADDED': 12" in ended.stdout
    picture = QImage(str(tmp_path / "seatizen_atlas.png"))
    assert not picture.isNull()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    }
    assert len(colours) > 50, "eight platforms, each in a colour of its own"
