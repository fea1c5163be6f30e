# SPDX-License-Identifier: GPL-2.0-or-later
"""The real dive beside the checkout, where it lies there: a diver's pictures of 12 megapixels with EXIF."""

from __future__ import annotations

from pathlib import Path

import pytest
from downloads_helpers import feedback, image, source_of
from seatizen_atlas.core.downloads.picture import decode
from seatizen_atlas.core.reading.images import local_image, place_of

NAME = "20150611_REU-St-Gilles_scuba"
REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "real"

pytestmark = pytest.mark.skipif(
    not (REAL / NAME).is_dir(), reason="the real dive does not lie beside the checkout"
)


def pictures() -> list[Path]:
    return sorted((REAL / NAME / "DCIM").iterdir())


def test_real_pictures_are_found_and_decoded_small_and_whole():
    first = pictures()[0]
    path = local_image(place_of(image(1, first.name, "DCIM", NAME)), [REAL])
    assert path == first
    small = decode(path, 1600)
    assert (small.size.width(), small.size.height()) == (4000, 3000)
    assert small.image.width() == 1600 and small.remark == ""
    assert decode(path).is_whole


def test_real_pictures_come_out_of_an_archive(zenodo, tmp_path):
    members = {f"DCIM/{path.name}": path for path in pictures()}
    metadata = (REAL / NAME / "METADATA" / "metadata.csv").read_bytes()
    published = zenodo.add_session({"METADATA/metadata.csv": metadata, **members}, name=NAME)
    source = source_of(zenodo, tmp_path)
    wanted = [image(published.processed, path.name, "DCIM", NAME) for path in pictures()[5:8]]
    source.bring(wanted[:1], feedback())
    zenodo.requests.clear()
    brought = source.bring(wanted, feedback())
    assert [brought[each].read_bytes() for each in wanted] == [path.read_bytes() for path in pictures()[5:8]]
    assert len(zenodo.requests) == 1
    assert zenodo.bytes_sent < sum(path.stat().st_size for path in pictures()[6:8]) + 1_000
