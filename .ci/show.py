# SPDX-License-Identifier: GPL-2.0-or-later
"""Sync an atlas with a local Zenodo that holds the sample and show it: in QGIS, or as a picture.

Usage: python .ci/show.py [--picture] [--screenshot FILE] [--atlas FILE] [--build FOLDER]

Everything goes through the plugin's own verbs; while QGIS is open, the local Zenodo answers it.
`--picture` asks for the picture although there is a screen; `--screenshot` lets QGIS take one of its own
window and end; `--atlas` shows that atlas instead of the sample, and leaves the real Zenodo in its place.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
ANNOTATIONS = ROOT / "tests" / "sample" / "annotations"


@contextmanager
def local_zenodo(*, pictures: bool) -> Iterator[str]:
    """The tests' stand-in for Zenodo with the sample sessions, and its address."""
    sys.path.insert(0, str(ROOT / "tests"))
    from make_sample import SAMPLE, with_pictures
    from zenodo_standin import Standin

    sample = with_pictures(BUILD / "sample") if pictures else SAMPLE
    with Standin() as zenodo:
        for number, session in enumerate(sorted((sample / "sessions").iterdir())):
            zenodo.add_session(session, concept_id=20_000_000 + 10 * number)  # as in dois.csv
        yield zenodo.url


def build_atlas(path: Path, zenodo_url: str) -> None:
    """Make the atlas and sync it, with the algorithms that users run."""
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

    plugin = load_plugin()
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    for algorithm, parameters in (
        ("seatizen:createatlas", {"OUTPUT": str(path), "OVERWRITE": True}),
        ("seatizen:syncatlas", {"ATLAS": str(path), "ZENODO_URL": zenodo_url}),
        ("seatizen:importannotations", {"ATLAS": str(path), "INPUT": str(ANNOTATIONS)}),
    ):
        made = QgsApplication.processingRegistry().createAlgorithmById(algorithm)
        results, ok = made.run(parameters, context, feedback)
        if not ok:
            sys.exit(f"{algorithm} failed")
        print(algorithm, results, flush=True)
    plugin.unload()


def draw(path: Path, picture: Path) -> None:
    """Draw the atlas as a picture: all of it, and one session."""
    load_plugin()
    from snapshot import render_atlas

    print(render_atlas(path, picture))


def load_plugin():  # noqa: ANN201 - the plugin's class is known only once it is loaded
    """The plugin without a desktop, as qgis_process loads it."""
    import importlib.util

    if "seatizen_atlas" not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            "seatizen_atlas", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
        )
        if spec is None or spec.loader is None:
            sys.exit(f"{ROOT} holds no package")
        module = importlib.util.module_from_spec(spec)
        sys.modules["seatizen_atlas"] = module
        spec.loader.exec_module(module)
    plugin = sys.modules["seatizen_atlas"].classFactory(None)
    plugin.initProcessing()
    return plugin


def open_qgis(path: Path, build: Path, screenshot: Path | None) -> None:
    """QGIS with a profile of its own, the plugin enabled and the atlas loaded."""
    profile = build / "profile"
    plugins = build / "plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    link = plugins / "seatizen_atlas"
    link.unlink(missing_ok=True)
    link.symlink_to(ROOT)
    settings = profile / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(
            "[PythonPlugins]\nseatizen_atlas=true\n\n[qgis]\ncheckVersion=false\nshowTips=false\n"
            "[app]\nnews-feed\\httpsfeedqgisorg\\disabled=true\n",
            encoding="utf-8",
        )
    environment = {**os.environ, "QGIS_PLUGINPATH": str(plugins), "SEATIZEN_ATLAS": str(path)}
    if screenshot is not None:
        screenshot.parent.mkdir(parents=True, exist_ok=True)
        environment["SEATIZEN_SCREENSHOT"] = str(screenshot.resolve())
    command = ["qgis", "--nologo", "--profiles-path", str(profile), "--code", str(ROOT / ".ci" / "load.py")]
    subprocess.run(command, env=environment, check=True)


def main() -> None:
    """Build, then show."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--picture", action="store_true", help="a picture, although there is a screen")
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="let QGIS take a picture of itself")
    parser.add_argument("--view", default="", choices=("", "viewer", "sheet"), help="what the picture shows")
    parser.add_argument("--atlas", type=Path, help="show this atlas instead of the sample")
    parser.add_argument("--build", type=Path, default=BUILD, metavar="FOLDER", help="where all of it goes")
    options = parser.parse_args()
    build = options.build.resolve()
    build.mkdir(parents=True, exist_ok=True)
    screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    path = (options.atlas or build / "seatizen_atlas_db.gpkg").resolve()
    if not screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(build / "headless")
    shutil.rmtree(build / "headless", ignore_errors=True)

    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    drawn_only = options.picture or not screen  # pictures of frames are looked at in QGIS
    with ExitStack() as open_until_the_end:
        if options.atlas is None:
            url = open_until_the_end.enter_context(local_zenodo(pictures=not drawn_only))
            build_atlas(path, url)
            os.environ["SEATIZEN_ZENODO_URL"] = url
        if drawn_only:
            draw(path, build / "seatizen_atlas.png")
            return
        os.environ.pop("QGIS_CUSTOM_CONFIG_PATH")
        if options.view:
            os.environ["SEATIZEN_VIEW"] = options.view
        open_qgis(path, build, options.screenshot)


if __name__ == "__main__":
    main()
