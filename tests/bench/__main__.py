# SPDX-License-Identifier: GPL-2.0-or-later
"""Run the benchmarks (`make bench`), all or those named: `make bench BENCH="import exports"`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main(names: list[str]) -> None:
    """Run `bench_<name>.run()` for each name, or for every bench module of this folder."""
    sys.path[:0] = [str(FOLDER), str(FOLDER.parent)]
    known = sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))
    unknown = sorted(set(names) - set(known))
    if unknown:
        sys.exit(f"No benchmark {', '.join(unknown)}; there are {', '.join(known)}.")
    for name in names or known:
        print(f"== {name}", flush=True)
        importlib.import_module(f"bench_{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
