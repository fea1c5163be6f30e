# SPDX-License-Identifier: GPL-2.0-or-later
"""Serve a folder of sessions, run in `tests`: `python -m zenodo_standin --folder SESSIONS --port 8090`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from .limits import Limits
from .standin import COMMUNITY, TOKEN, Standin


def main() -> int:
    parser = argparse.ArgumentParser(prog="zenodo_standin", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, action="append", default=[], help="a folder of session folders"
    )
    parser.add_argument("--atlas", type=Path, help="a GeoPackage to publish as the atlas (concept 11125847)")
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--community", default=COMMUNITY)
    parser.add_argument("--no-limits", action="store_true", help="rate limits that nobody reaches")
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args()
    limits = Limits.generous() if options.no_limits else Limits()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with Standin(limits=limits, port=options.port, verbose=not options.quiet) as zenodo:
        for folder in options.folder:
            for session in sorted(path for path in folder.iterdir() if path.is_dir()):
                published = zenodo.add_session(session, community=options.community)
                ids = f"concept {published.concept}, versions {published.raw}, {published.processed}"
                print(f"{published.name}: {ids}")
        if options.atlas:
            zenodo.add_record(
                {"seatizen_atlas_db.gpkg": options.atlas}, concept_id=11_125_847, title="Seatizen Atlas",
                version="v1.2.0",
                related_identifiers=[
                    {"identifier": "urn:seatizen-atlas", "relation": "isAlternateIdentifier"},
                ],
            )  # fmt: skip
        print(f"listening on {zenodo.url}, token {TOKEN!r}; Ctrl+C ends it", flush=True)
        stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
