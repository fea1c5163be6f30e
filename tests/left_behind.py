# SPDX-License-Identifier: GPL-2.0-or-later
"""What programs leave beside an atlas when they are killed, and what is in a file then."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

SAVED_EDITS = """
import os, signal, sqlite3
base = sqlite3.connect({path!r}, isolation_level=None)
base.execute("PRAGMA journal_mode = WAL")
base.execute("UPDATE multilabel_model SET doi = 'saved'")
os.kill(os.getpid(), signal.SIGKILL)
"""
HALF_DONE = """
import os, signal, sqlite3
base = sqlite3.connect({path!r}, isolation_level=None)
base.executescript("PRAGMA cache_size = 4; PRAGMA cache_spill = 4")
base.execute("BEGIN")
base.execute("UPDATE multilabel_model SET doi = 'half done'")
base.execute(
    "CREATE TABLE half_done AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)"
    " SELECT i, hex(zeroblob(100)) AS filling FROM n"
)
os.kill(os.getpid(), signal.SIGKILL)
"""


def leave(path: Path, code: str) -> Path:
    """Have a program work on an atlas and be killed; the file that it leaves beside it."""
    run = subprocess.run([sys.executable, "-c", code.format(path=str(path))], check=False)
    assert run.returncode == -signal.SIGKILL
    left = path.with_name(path.name + ("-wal" if code == SAVED_EDITS else "-journal"))
    assert left.stat().st_size > 0
    return left


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Rows of a database, read by SQLite itself."""
    base = sqlite3.connect(path)
    try:
        return base.execute(sql).fetchall()
    finally:
        base.close()


def names(folder: Path) -> set[str]:
    """What lies in a folder."""
    return {path.name for path in folder.iterdir()}
