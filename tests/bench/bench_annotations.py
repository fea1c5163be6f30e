# SPDX-License-Identifier: GPL-2.0-or-later
"""The import of 15,000 images × 50 labels against the bare insert of the same rows."""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from qgis.core import QgsProcessingFeedback

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

IMAGES, LABELS, ROUNDS = 15_000, 50, 3


def run() -> None:
    """Print the seconds and the ratio of the medians."""
    import conftest  # noqa: F401  the package under its name

    with tempfile.TemporaryDirectory(prefix="bench_") as name:
        folder = Path(name)
        base = folder / "base.gpkg"
        _make_atlas(base)
        csv = _write_file(base, folder / "20240601_080000__bench__fifty_labels.csv")
        times: dict[str, list[float]] = {"import": [], "insert": []}
        for _ in range(ROUNDS):
            atlas = Path(shutil.copy(base, folder / "copy.gpkg"))
            times["import"].append(_import(atlas, csv))
            _take_out(atlas, folder / "rows.gpkg")
            atlas = Path(shutil.copy(base, folder / "copy.gpkg"))
            times["insert"].append(_bare_insert(atlas, folder / "rows.gpkg"))
    whole, bare = statistics.median(times["import"]), statistics.median(times["insert"])
    print(
        f"annotations: {IMAGES:,} images × {LABELS} labels in {whole:.2f} s, bare insert {bare:.2f} s,"
        f" ratio {whole / bare:.1f} (reading, checking, matching and the journal included)",
        flush=True,
    )


def _make_atlas(path: Path) -> None:
    from legacy_atlas import make_legacy_atlas
    from seatizen_atlas.core.upkeep.migrations import migrate_atlas

    make_legacy_atlas(path, sessions=20, frames=8_000, annotated=0)
    migrate_atlas(path, backup=False, feedback=QgsProcessingFeedback(False))


def _write_file(atlas: Path, csv: Path) -> Path:
    from seatizen_atlas.core.atlas.gateway import Atlas

    chance = random.Random(1)
    with Atlas.open(atlas) as source:
        names = [
            n for (n,) in source.rows("SELECT DISTINCT name FROM multilabel_label WHERE id < 120 LIMIT 50")
        ]
        frames = [f for (f,) in source.rows("SELECT filename FROM frame ORDER BY filename")]
    rows = [",".join(["FileName", *names])]
    rows += [",".join([frame, *chance.choices("01", k=LABELS)]) for frame in chance.sample(frames, IMAGES)]
    csv.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return csv


def _import(atlas: Path, csv: Path) -> float:
    from seatizen_atlas.core.annotations.importing import import_annotations

    begin = time.perf_counter()
    report = import_annotations(atlas, csv, feedback=QgsProcessingFeedback(False))
    seconds = time.perf_counter() - begin
    assert report.annotations_added == IMAGES * LABELS, report.files[0].message
    return seconds


def _take_out(atlas: Path, rows: Path) -> None:
    from seatizen_atlas.core.atlas.gateway import Atlas, create_geopackage
    from seatizen_atlas.core.upkeep.create import remove_geopackage

    remove_geopackage(rows)
    create_geopackage(rows)
    with Atlas.open(atlas, update=True) as source, source.attached("stage", rows):
        source.execute(
            "CREATE TABLE stage.tall AS SELECT value, frame_id, ml_label_id FROM multilabel_annotation "
            "WHERE ml_annotation_session_id = (SELECT max(id) FROM multilabel_annotation_session)"
        )


def _bare_insert(atlas: Path, rows: Path) -> float:
    from seatizen_atlas.core.atlas.gateway import Atlas

    with Atlas.open(atlas, update=True) as target, target.attached("stage", rows):
        begin = time.perf_counter()
        with target.transaction():
            target.execute(
                "INSERT INTO multilabel_annotation (value, frame_id, ml_label_id, ml_annotation_session_id) "
                "SELECT value, frame_id, ml_label_id, 2 FROM stage.tall"
            )
        return time.perf_counter() - begin


if __name__ == "__main__":
    run()
