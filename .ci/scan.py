# SPDX-License-Identifier: GPL-2.0-or-later
"""Scan the package as QGIS's plugin portal does, and fail on every finding that no line explains.

Usage: .venv/release/bin/python .ci/scan.py PACKAGE.zip

A finding that is none is suppressed at its line, which names the rule and says why:
`# nosec B105 - …` (bandit), `# pragma: allowlist secret - …` (detect-secrets), `# noqa: QGS105 - …`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

TOOLS = Path(sys.executable).parent
SUPPRESSION = re.compile(r"#\s*(nosec|noqa|pragma: allowlist)\b(.*)")
EXPLAINED = re.compile(r"nosec B\d+ - \w|noqa: [A-Z]+\d+(, [A-Z]+\d+)* - \w|pragma: allowlist secret - \w")

# Of the analyzer what the portal asks of a package, not its taste (a docstring for each method of Qt that is
# overridden, SQL as “untranslated text”). Its two findings of security are none: bandit looks at the same
# places, and its suppressions say why.
OF_THE_ANALYZER = (
    ("qgis_compliance", "repository_standards", "structure", "missing_files"),
    ("qgis_compliance", "repository_standards", "metadata", "missing"),
    ("qgis_compliance", "repository_standards", "metadata", "recommended_missing"),
    ("repository_compliance", "binaries"),
    ("repository_compliance", "constraint_errors"),
    ("repository_compliance", "constraint_warnings"),
    ("semantic", "circular_dependencies"),
    ("semantic", "missing_resources"),
)


def run(*command: str, folder: Path) -> str:
    """What a tool of this environment says; its exit code tells of findings, not of success."""
    ended = subprocess.run(
        [str(TOOLS / command[0]), *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    if ended.returncode not in (0, 1):
        sys.exit(f"{command[0]} failed: {ended.stderr[-2000:]}")
    return ended.stdout


def answer(text: str, tool: str) -> dict[str, Any]:
    """The JSON in what a tool says; a tool that says none has seen nothing, which is no good news."""
    try:
        found: dict[str, Any] = json.loads(text[text.index("{") :])
    except ValueError:
        sys.exit(f"{tool} gave no JSON: {text[:500]}")
    return found


def bandit(folder: Path) -> Iterator[str]:
    """Security rules over the Python source."""
    said = answer(run("bandit", "-q", "-r", ".", "-f", "json", folder=folder), "bandit")
    yield from (f"not read: {error['filename']}" for error in said["errors"])
    if not said["metrics"]["_totals"]["loc"]:
        yield "no source was read"
    for found in said["results"]:
        yield f"{found['filename']}:{found['line_number']}: {found['test_id']} {found['issue_text']}"


def detect_secrets(folder: Path) -> Iterator[str]:
    """Tokens and passwords, in every file."""
    said = answer(run("detect-secrets", "scan", "--all-files", ".", folder=folder), "detect-secrets")
    for name, findings in said["results"].items():
        for found in findings:
            yield f"{name}:{found['line_number']}: {found['type']}"


def flake8_qgis(folder: Path) -> Iterator[str]:
    """Rules about the use of QGIS's API.

    QGS201 and QGS202 (experimental) go by a method's name whatever it belongs to: `setValue` of a progress
    bar counts as that of a raster block. They are left out.
    """
    yield from run(
        "flake8", "--isolated", "--select=QGS", "--ignore=QGS201,QGS202", ".", folder=folder
    ).splitlines()


def analyzer(folder: Path) -> Iterator[str]:
    """Structure, metadata, binaries and circles of imports."""
    command = ("qgis-analyzer", "analyze", ".", "--linters", "none", "--json", "-o", "../analysis")
    said = answer(run(*command, folder=folder), "qgis-analyzer")
    if not said["metrics"]["total_files"]:
        yield "no source was read"
    if said["project_type"] != "qgis":
        yield "it is not seen as a plugin of QGIS"
        return
    for path in OF_THE_ANALYZER:
        findings: Any = said
        for key in path:
            findings = findings[key]
        yield from (f"{path[-1]}: {found}" for found in findings)


def unexplained(folder: Path) -> Iterator[str]:
    """Suppressions without a rule or without a reason."""
    for path in sorted(folder.rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if SUPPRESSION.search(line) and not EXPLAINED.search(line):
                yield f"{path.relative_to(folder)}:{number}: {line.strip()}"


def main() -> None:
    """Each tool over the unpacked package."""
    checks: tuple[Callable[[Path], Iterator[str]], ...] = (
        bandit, detect_secrets, flake8_qgis, analyzer, unexplained,
    )  # fmt: skip
    count = 0
    with tempfile.TemporaryDirectory() as scratch:
        with zipfile.ZipFile(sys.argv[1]) as zipped:
            zipped.extractall(scratch)
        for check in checks:
            findings = list(check(Path(scratch) / "seatizen_atlas"))
            count += len(findings)
            print(f"{check.__name__}: {len(findings)} finding(s)")
            print("".join(f"  {finding}\n" for finding in findings), end="")
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
