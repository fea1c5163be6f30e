# SPDX-License-Identifier: GPL-2.0-or-later
"""The long proofs of the sync, with figures: `python tests/prove_sync.py [harvest] [kill] [limits]`.

harvest: 300 sessions swept and brought in, a second run without news, one with five changes.
kill: kill -9 at 20 random moments, the run taken up again; the atlas equals an undisturbed one.
limits: the rate limits of the real Zenodo (30 and 133 a minute) are never run into.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parent
sys.path[:0] = [str(TESTS), str(TESTS / "core" / "harvest")]

import conftest  # noqa: E402  (loads the package)
from generate import make_sessions  # noqa: E402
from zenodo_standin import Limits, Standin  # noqa: E402

RUN = """
import sys
sys.path.insert(0, sys.argv[1])
import conftest
from qgis.core import QgsApplication, QgsProcessingFeedback
application = QgsApplication([], False)
application.initQgis()
from seatizen_atlas.core.harvest.sync import sync_atlas
from seatizen_atlas.core.zenodo.client import ZenodoClient

class Feedback(QgsProcessingFeedback):
    def setProgressText(self, text):
        print("step", text, flush=True)

feedback = Feedback(False)
with ZenodoClient(sys.argv[3], feedback=feedback) as client:
    report = sync_atlas(client, sys.argv[2], ["seatizen-data"], feedback)
print("added", report.added, "unchanged", report.unchanged, "failed", report.failed, flush=True)
"""


def new_atlas(path: Path) -> Path:
    from qgis.core import QgsProcessingFeedback
    from seatizen_atlas.core.upkeep.create import create_atlas

    return create_atlas(path, overwrite=True, feedback=QgsProcessingFeedback(False))


def publish(zenodo: Standin, folder: Path, sessions: int, frames: int) -> list:
    make_sessions(folder, sessions, frames)
    return [zenodo.add_session(session) for session in sorted(folder.iterdir())]


def harvest(root: Path, sessions: int = 300, frames: int = 400) -> None:
    from harvest_helpers import Follower

    with Standin() as zenodo:
        published = publish(zenodo, root / "many", sessions, frames)
        for made in published:  # the archives are made before the clock runs
            for version in (made.raw, made.processed):
                for file in zenodo.store.versions[version].files.values():
                    assert file.blob.size
        follower = Follower(zenodo, new_atlas(root / "many.gpkg"))
        begin = time.monotonic()
        first = follower.sync()
        seconds = time.monotonic() - begin
        assert (first.added, first.failed) == (sessions, 0)
        reading = [seen for seen in zenodo.requests if "/content" in seen.target]
        listing = len(zenodo.requests) - len(reading)
        print(
            f"harvest: {sessions} sessions, {first.frames_added} frames, {first.predictions_added} scores "
            f"in {seconds:.1f} s; {listing} requests to list, {len(reading)} to read "
            f"({len(reading) / sessions:.1f} a session), {first.bytes_downloaded / 1e6:.1f} MB"
        )
        most = max(
            sum(str(version) in seen.target for seen in reading for version in (made.processed,))
            for made in published
        )
        assert most <= 6, most
        begin = time.monotonic()
        again = follower.sync()
        assert (again.unchanged, again.added, again.updated) == (sessions, 0, 0)
        print(
            f"nothing new: {again.requests} requests (all of them pages of the listing), "
            f"{again.bytes_downloaded / 1e6:.1f} MB, {time.monotonic() - begin:.1f} s"
        )
        for made in published[:5]:
            zenodo.publish_new_version(made.concept, version="PROCESSED_DATA_2")
        begin = time.monotonic()
        changed = follower.sync()
        assert (changed.updated, changed.unchanged) == (5, sessions - 5)
        print(f"five changed: {changed.requests} requests, {time.monotonic() - begin:.1f} s")


def kill(
    root: Path, rounds: int = 20, sessions: int = 12, frames: int = 300, seed: int | None = None
) -> None:
    from harvest_helpers import content

    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    chance = random.Random(seed)
    pristine = new_atlas(root / "pristine.gpkg")
    with Standin() as zenodo:
        publish(zenodo, root / "few", sessions, frames)
        undisturbed = Path(shutil.copy(pristine, root / "undisturbed.gpkg"))
        steps = run(undisturbed, zenodo.url)
        wanted = content(undisturbed)
        kills: list[str] = []
        while len(kills) < rounds:
            atlas = Path(shutil.copy(pristine, root / "disturbed.gpkg"))
            step, delay = chance.randrange(1, steps + 1), chance.uniform(0, 0.4)
            if run(atlas, zenodo.url, kill_at=step, delay=delay) < 0:
                continue  # it had ended already: draw again
            hot = atlas.with_name(atlas.name + "-journal").exists()
            held = held_by(atlas)
            run(atlas, zenodo.url)
            got = content(atlas)
            different = [table for table in wanted if got[table] != wanted[table]]
            assert not different, (seed, step, delay, different)
            kills.append(f"{held} in{', one half-way' if hot else ''}")
    print(
        f"kill: {rounds} kills -9 at random steps of {steps} (seed {seed}); each atlas equals the undisturbed"
    )
    print(f"  sessions of {sessions} that were in when it was killed: {'; '.join(kills)}")


def held_by(atlas: Path) -> int:
    from seatizen_atlas.core.atlas.gateway import Atlas

    with Atlas.open(atlas) as opened:
        return int(opened.scalar("SELECT count(*) FROM deposit"))


def run(atlas: Path, url: str, kill_at: int | None = None, delay: float = 0) -> int:
    """Sync in a process of its own; the steps that it told, or -1 when it ended before it could be killed."""
    steps = 0
    command = [sys.executable, "-c", RUN, str(TESTS), str(atlas), url]
    temporary = atlas.with_name("temporary")
    temporary.mkdir(exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        told = ""
        for line in process.stdout:
            told += line
            steps += line.startswith("step")
            if steps == kill_at:
                time.sleep(delay)
                process.kill()
                return steps if process.wait() == -9 else -1
        assert process.wait() == 0 and "failed 0" in told, told
    left = [path.name for path in temporary.iterdir() if path.name.startswith("seatizen")]
    assert not left, left
    return steps


def limits(root: Path, sessions: int = 110) -> None:
    """Slow: the limits of the real Zenodo, lived through."""
    from harvest_helpers import Feedback, Follower
    from seatizen_atlas.core.http.pace import Clock

    with Standin(limits=Limits()) as zenodo:
        publish(zenodo, root / "limited", sessions, 30)
        follower = Follower(zenodo, new_atlas(root / "limited.gpkg"))
        begin = time.monotonic()
        feedback = Feedback()
        report = follower.sync(clock=Clock(), feedback=feedback)
        refused = sum(seen.status == 429 for seen in zenodo.requests)
        waits = [text for text in feedback.said if "in a while" in text]
        print(
            f"limits: {report.added} sessions, {report.requests} requests, {time.monotonic() - begin:.0f} s, "
            f"{refused} refused; said: {waits[:1]}"
        )
        assert report.added == sessions
        assert refused <= 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("proofs", nargs="*", default=["harvest", "kill"])
    parser.add_argument("--seed", type=int, help="moments of the kills")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    assert conftest.ROOT.is_dir()
    with tempfile.TemporaryDirectory(prefix="prove-sync-") as folder:
        for proof in options.proofs:
            given = {"seed": options.seed} if proof == "kill" else {}
            {"harvest": harvest, "kill": kill, "limits": limits}[proof](Path(folder), **given)


if __name__ == "__main__":
    main()
