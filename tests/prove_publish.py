# SPDX-License-Identifier: GPL-2.0-or-later
"""The long proofs of publishing, with figures: `python tests/prove_publish.py [faults] [kill] [memory]`.

faults: every fault at every step of an upload of three sessions; what is online equals an undisturbed run.
kill: kill -9 at 20 moments, the run taken up again; the same, and the token is nowhere.
memory: a picture archive of 2 GB, packed and uploaded; how much memory that took.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parent
sys.path[:0] = [str(TESTS), str(TESTS / "core" / "publish")]

import conftest  # noqa: E402  (loads the package)
from publish_helpers import (  # noqa: E402
    Desk,
    Hasty,
    Wanted,
    make_metadata,
    make_sites,
    online,
    upload,
)
from test_publish_faults import CONTENT_FAULTS, FAULTS, run_apart, run_until_done  # noqa: E402
from zenodo_standin import TOKEN, Standin  # noqa: E402

MORE_FAULTS = (*FAULTS, ("429", {}), ("html403", {}), ("html502", {}), ("html502", {"after_effect": True}))


def make_desk(root: Path, *sites: int) -> Desk:
    sessions = make_sites(root / "sessions", *sites)
    return Desk(root / "sessions", make_metadata(root / "metadata", sessions))


def faults(root: Path) -> None:
    desk = make_desk(root, 0, 2, 5)
    with Standin() as zenodo:
        upload(zenodo, desk.sessions, desk.metadata)
        wanted, steps = online(zenodo), [(seen.method, seen.path) for seen in zenodo.requests]
    shutil.rmtree(desk.sessions / ".seatizen_publish")
    count = again = 0
    begin = time.monotonic()
    for number, (method, path) in enumerate(steps):
        kinds = list(MORE_FAULTS)
        if method == "PUT" and path.endswith("/content"):
            kinds += CONTENT_FAULTS
        elif method == "GET":
            kinds = [kind for kind in kinds if not kind[1].get("after_effect")]
        for kind, options in kinds:
            work = root / "work"
            shutil.rmtree(work, ignore_errors=True)
            shutil.copytree(desk.sessions, work)
            clock = Hasty()
            with Standin(now=clock.time) as zenodo:
                zenodo.store.index_lag = 3
                fault = zenodo.fault("", kind, skip=number, **options)
                runs = run_until_done(zenodo, work, desk.metadata, clock)
                assert fault.met, number
                got = online(zenodo)
            assert got == wanted, (number, method, path, kind, options)
            count += 1
            again += runs > 1
    print(
        f"faults: {count} runs of three sessions, {len(steps)} steps, one fault each; all equal to the "
        f"undisturbed one ({again} needed a second run), {time.monotonic() - begin:.0f} s"
    )


def kill(root: Path, rounds: int = 20, seed: int | None = None) -> None:
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    chance = random.Random(seed)
    desk = make_desk(root, 0, 2, 5)
    with Standin() as zenodo:
        upload(zenodo, desk.sessions, desk.metadata)
        wanted, requests = online(zenodo), len(zenodo.requests)
    shutil.rmtree(desk.sessions / ".seatizen_publish")
    kills = 0
    with Standin() as zenodo:
        while kills < rounds:
            code, said = run_apart(zenodo, desk, kill_after=chance.randrange(1, requests))
            assert TOKEN not in said
            kills += code == -9
            if code == 0:  # everything is online: begin anew
                assert online(zenodo) == wanted, seed
                shutil.rmtree(desk.sessions / ".seatizen_publish")
                store = zenodo.store
                for kept in (store.concepts, store.versions, store.drafts, store._index, store._draft_index):
                    kept.clear()
        code, said = run_apart(zenodo, desk)
        assert code == 0 and "online 3 of 3" in said, said
        assert online(zenodo) == wanted, seed
        written = [p.read_bytes() for p in (desk.sessions / ".seatizen_publish").rglob("*") if p.is_file()]
        assert not any(TOKEN.encode() in content for content in written)
        assert not any(TOKEN in seen.target for seen in zenodo.requests)
    print(f"kill: {rounds} kills -9 at random requests of {requests} (seed {seed}); equal to the undisturbed")


def memory(root: Path, size: int = 2_000_000_000) -> None:
    desk = make_desk(root, 5)
    (session,) = [path for path in desk.sessions.iterdir() if path.is_dir()]
    pictures = session / "DCIM"
    block = os.urandom(1 << 20)
    for number in range(size // (100 << 20)):
        with (pictures / f"big_{number:03d}.jpg").open("wb") as stream:
            for _ in range(100):
                stream.write(block)
    with Standin() as zenodo:  # the stand-in's own use is in the figure as well
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begin = time.monotonic()
        report = upload(zenodo, desk.sessions, desk.metadata, Wanted(raw=True))
        seconds = time.monotonic() - begin
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert report.deposits == 1, report
    print(
        f"memory: {report.bytes_uploaded / 1e9:.2f} GB packed and uploaded in {seconds:.0f} s; the peak of "
        f"client and stand-in together grew by {grown:.0f} MB"
    )
    assert grown < 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("proofs", nargs="*", default=["faults", "kill", "memory"])
    parser.add_argument("--seed", type=int, help="moments of the kills")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    assert conftest.ROOT.is_dir()
    for proof in options.proofs:
        given = {"seed": options.seed} if proof == "kill" else {}
        with tempfile.TemporaryDirectory(prefix="prove-publish-") as folder:
            {"faults": faults, "kill": kill, "memory": memory}[proof](Path(folder), **given)


if __name__ == "__main__":
    main()
