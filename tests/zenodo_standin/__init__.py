# SPDX-License-Identifier: GPL-2.0-or-later
"""A local Zenodo for tests, for `make run` and for hands.

It answers as public sources and captures of Zenodo say: query caps, tombstones, access, ranges, rate
limits, the edge firewall, the deposit API; and fails as Zenodo fails, where a test scripts it.
"""

from .blobs import Blob, make_zip, zip_blob
from .limits import Limits
from .standin import COMMUNITY, TOKEN, Published, Standin

__all__ = ["COMMUNITY", "TOKEN", "Blob", "Limits", "Published", "Standin", "make_zip", "zip_blob"]
