# SPDX-License-Identifier: GPL-2.0-or-later
"""The three licences that GBIF reads, under the addresses by which it knows them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...errors import InputError
from ...translation import tr


@dataclass(frozen=True)
class Licence:
    """A licence: its SPDX identifier, its title, and the address of its legal code."""

    spdx: str
    title: str
    url: str


LICENCES = (
    Licence(
        "CC-BY-4.0",
        "Creative Commons Attribution (CC-BY) 4.0 License",
        "http://creativecommons.org/licenses/by/4.0/legalcode",
    ),
    Licence(
        "CC-BY-NC-4.0",
        "Creative Commons Attribution Non Commercial (CC-BY-NC) 4.0 License",
        "http://creativecommons.org/licenses/by-nc/4.0/legalcode",
    ),
    Licence(
        "CC0-1.0",
        "Public Domain (CC0 1.0)",
        "http://creativecommons.org/publicdomain/zero/1.0/legalcode",
    ),
)


def find_licence(text: str) -> Licence:
    """The licence meant by an address, an SPDX identifier or a name such as “CC BY 4.0”.

    Raises:
        InputError: it is none of the three.
    """
    for licence in LICENCES:
        if _bare(text) in {_bare(licence.spdx), _bare(licence.url), _bare(licence.url[:-9])}:
            return licence
        if _bare(text) == _bare(licence.spdx.rpartition("-")[0]):  # without the version
            return licence
    raise InputError(
        tr("GBIF does not accept the licence “{}”.").format(text),
        advice=tr("Choose one of {}.").format(", ".join(licence.spdx for licence in LICENCES)),
    )


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^https?://", "", text.strip().lower()))
