# SPDX-License-Identifier: GPL-2.0-or-later
"""What a check of an atlas can find, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ERROR, WARNING = "error", "warning"
EXAMPLES = 5
"""A finding names no more rows than this; its count tells how many there are."""


@dataclass(frozen=True)
class Finding:
    """One kind of fault.

    Args:
        level: `error` (the atlas breaks a rule) or `warning` (it may be meant, but somebody should know).
        code: a stable English word for scripts, with the table where there is one: `frame.position_missing`.
        message: one translated sentence.
        count: rows, tables or columns at fault.
        examples: the first few of them.
        refresh: the rows are right; what is derived from them only has to be brought up to date.
    """

    level: str
    code: str
    message: str
    count: int = 1
    examples: tuple[str, ...] = ()
    refresh: bool = False


@dataclass(frozen=True)
class CheckReport:
    """The account of a check; `errors` and `warnings` count findings, not rows."""

    path: Path
    valid: bool
    errors: int
    warnings: int
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, path: Path, findings: Iterable[Finding]) -> CheckReport:
        """Count findings and put the errors first."""
        ordered = tuple(sorted(findings, key=lambda finding: finding.level != ERROR))
        errors = sum(finding.level == ERROR for finding in ordered)
        return cls(path, not errors, errors, len(ordered) - errors, ordered)


def listed(
    level: str, code: str, message: str, things: Iterable[str], *, refresh: bool = False
) -> list[Finding]:
    """One finding about several things, whose names replace the `{}` of the message; none about nothing."""
    names = list(things)
    if not names:
        return []
    message = message.format(", ".join(names))
    return [Finding(level, code, message, len(names), tuple(names[:EXAMPLES]), refresh)]
