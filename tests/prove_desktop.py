# SPDX-License-Identifier: GPL-2.0-or-later
"""A sync while QGIS Desktop shows the atlas and its map is panned: `python tests/prove_desktop.py [PICTURE]`.

Prints how long the event loop stood still at most, before and during the sync, and what went wrong.
Needs xvfb-run where there is no screen. Run by QGIS itself (with --code) it is the user of that desktop.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

SESSIONS, KNOWN, FRAMES = 40, 15, 600


def prove(picture: str) -> None:
    tests = Path(__file__).resolve().parent
    sys.path[:0] = [str(tests), str(tests / "core" / "harvest")]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import conftest
    from generate import make_sessions
    from qgis.core import QgsApplication
    from zenodo_standin import Standin

    application = QgsApplication([], False)
    application.initQgis()
    from harvest_helpers import Feedback, Follower
    from seatizen_atlas.core.upkeep.create import create_atlas

    with tempfile.TemporaryDirectory(prefix="prove-desktop-") as folder:
        root = Path(folder)
        make_sessions(root / "sessions", SESSIONS, FRAMES)
        sessions = sorted((root / "sessions").iterdir())
        with Standin() as zenodo:
            for session in sessions[:KNOWN]:
                zenodo.add_session(session)
            follower = Follower(zenodo, create_atlas(root / "atlas.gpkg", feedback=Feedback()))
            follower.sync()
        # in a process of its own, so that it takes no part in QGIS's event loop
        shown = subprocess.Popen(
            [sys.executable, "-m", "zenodo_standin", "--folder", str(root / "sessions"), "--port", "0",
             "--no-limits", "--quiet"],
            cwd=tests, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert shown.stdout is not None
        url = next(line.split()[2].rstrip(",") for line in shown.stdout if line.startswith("listening"))
        plugins = root / "plugins"
        plugins.mkdir()
        (plugins / "seatizen_atlas").symlink_to(conftest.ROOT)
        profile = root / "profile"
        ini = profile / "profiles" / "default" / "QGIS" / "QGIS3.ini"
        ini.parent.mkdir(parents=True)
        ini.write_text("[PythonPlugins]\nseatizen_atlas=true\n\n[qgis]\ncheckVersion=false\nshowTips=false\n")
        environment = {
            **os.environ, "QGIS_PLUGINPATH": str(plugins), "SEATIZEN_ATLAS": str(root / "atlas.gpkg"),
            "SEATIZEN_ZENODO_URL": url, "PROVE_RESULT": str(root / "result.json"), "PROVE_PICTURE": picture,
            "XDG_RUNTIME_DIR": folder,
        }  # fmt: skip
        environment.pop("QT_QPA_PLATFORM", None)
        command = [
            "qgis",
            "--nologo",
            "--profiles-path",
            str(profile),
            "--code",
            str(Path(__file__).resolve()),
        ]
        if not os.environ.get("DISPLAY"):
            command = [shutil.which("xvfb-run") or "xvfb-run", "-a", "-s", "-screen 0 1440x900x24", *command]
        try:
            subprocess.run(command, env=environment, check=False, timeout=400, capture_output=True)
        finally:
            shown.terminate()
            shown.wait()
        result = json.loads((root / "result.json").read_text())
        print(json.dumps(result, indent=2))
        assert result["troubles"] == [], result["troubles"]
        assert result["features_after"] > result["features_before"]


def sample(state: dict) -> None:
    """What Python does on the main thread while the event loop stands still; nothing while it is in Qt."""
    main = threading.main_thread().ident
    while True:
        time.sleep(0.02)
        if time.perf_counter() - state["last"] > 0.08 and state["phase"] in ("sync", "after"):
            stack = traceback.extract_stack(sys._current_frames()[main])
            told = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(stack[-3:]))
            state["culprits"][told] = state["culprits"].get(told, 0) + 1


def use() -> None:
    """Inside QGIS: load, pan, measure, sync, measure."""
    from qgis.core import Qgis, QgsApplication, QgsProject, QgsRectangle
    from qgis.PyQt.QtCore import QTimer
    from qgis.utils import iface, plugins

    shell = plugins["seatizen_atlas"].desktop.shell
    canvas = iface.mapCanvas()
    state = {
        "stalls": [],
        "last": time.perf_counter(),
        "phase": "quiet",
        "pans": 0,
        "renders": 0,
        "when": [],
        "culprits": {},
    }
    troubles = []
    QgsApplication.messageLog().messageReceived.connect(
        lambda text, tab, level: (
            troubles.append(f"{tab}: {text}")
            if level in (Qgis.MessageLevel.Warning, Qgis.MessageLevel.Critical)
            and ("locked" in text or "atlas" in text.lower() or "sqlite" in text.lower())
            else None
        )
    )

    def beat() -> None:
        now = time.perf_counter()
        gap = now - state["last"] - 0.005
        state["stalls"].append((state["phase"], gap))
        if state["phase"] == "sync" and gap > 0.05:
            state["when"].append((round(now - state["begin"], 2), round(1000 * gap)))
        state["last"] = now

    def pan() -> None:
        """To and fro over the reef where the boat drone works, nearer and farther."""
        step = state["pans"] % 16
        state["pans"] += 1
        size = (0.0006, 0.003)[step >= 8]
        west, south = 55.2785 + 0.0001 * step, -21.1665 + 0.00005 * step
        canvas.setExtent(QgsRectangle(west, south, west + size, south + size))
        canvas.refresh()

    canvas.renderComplete.connect(lambda _painter: state.update(renders=state["renders"] + 1))
    threading.Thread(target=sample, args=(state,), daemon=True).start()
    heart, hand = QTimer(canvas), QTimer(canvas)
    heart.setTimerType(0)
    heart.timeout.connect(beat)
    hand.timeout.connect(pan)

    def frames() -> int:
        return max(layer.featureCount() for layer in QgsProject.instance().mapLayers().values())

    def begin() -> None:
        iface.mainWindow().resize(1400, 860)
        shell.load_layers()
        heart.start(5)
        hand.start(250)
        QTimer.singleShot(8000, sync)

    def sync() -> None:
        from seatizen_atlas.dialogs.sync_dialog import SyncDialog

        state["features"] = frames()
        dialog = SyncDialog.present(shell)
        dialog._load.setChecked(False)
        QTimer.singleShot(1500, lambda: start(dialog))

    def start(dialog) -> None:
        state["phase"], state["begin"], state["renders"] = "sync", time.perf_counter(), 0
        state["last"] = time.perf_counter()
        dialog._sync.click()
        watch = QTimer(canvas)
        watch.timeout.connect(lambda: ended(watch, dialog))
        watch.start(20)
        dialog._events.session_ended.connect(lambda _outcome: half_way(dialog))

    def half_way(dialog) -> None:
        if "during" not in state and sum(row[1] == "added" for row in dialog._table.rows()) == 5:
            state["during"] = True
            picture("during")

    def picture(name: str) -> None:
        target = os.environ["PROVE_PICTURE"]
        if target:
            phase, state["phase"] = state["phase"], "picture"
            from seatizen_atlas.dialogs.sync_dialog import KEY

            iface.mainWindow().grab().save(f"{target}-{name}-window.png")
            shell._dialogs[KEY].grab().save(f"{target}-{name}-dialog.png")
            state["last"] = time.perf_counter()
            QTimer.singleShot(50, lambda: state.update(phase=phase))

    def ended(watch, dialog) -> None:
        if shell.runner.running("sync") is not None:
            return
        watch.stop()
        state["seconds"] = time.perf_counter() - state["begin"]
        state["phase"] = "after"
        QTimer.singleShot(3000, hand.stop)
        QTimer.singleShot(6000, lambda: report(dialog))

    def report(dialog) -> None:
        picture("after")

        def of(phase):
            return sorted(gap for told, gap in state["stalls"] if told == phase)

        result = {
            phase: {
                "longest_ms": round(1000 * max(of(phase), default=0)),
                "over_100_ms": sum(gap > 0.1 for gap in of(phase)),
                "over_50_ms": sum(gap > 0.05 for gap in of(phase)),
                "beats": len(of(phase)),
            }
            for phase in ("quiet", "sync", "after")
        }
        result.update(
            seconds=round(state["seconds"], 1), renders_during=state["renders"], pans=state["pans"],
            features_before=state["features"], features_after=frames(), troubles=troubles,
            said=dialog._said.text(), stalls=state["when"], culprits=state["culprits"],
        )  # fmt: skip
        Path(os.environ["PROVE_RESULT"]).write_text(json.dumps(result))
        QgsProject.instance().setDirty(False)
        os._exit(0)

    iface.initializationCompleted.connect(lambda: QTimer.singleShot(1500, begin))
    if iface.mainWindow().isVisible():
        QTimer.singleShot(1500, begin)


if "PROVE_RESULT" in os.environ:
    use()
elif __name__ == "__main__":
    prove(sys.argv[1] if len(sys.argv) > 1 else "")
