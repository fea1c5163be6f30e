# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the icons lie that algorithms and dialogs show."""

from __future__ import annotations

from pathlib import Path

ICONS = Path(__file__).resolve().parent
