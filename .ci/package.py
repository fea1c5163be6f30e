# SPDX-License-Identifier: GPL-2.0-or-later
"""Make the zip for QGIS's plugin portal from the last commit, and hold it to the portal's rules.

Usage: .venv/release/bin/python .ci/package.py [FILE]

The zip holds what Git has, less what .gitattributes keeps out, with the translations compiled and docs/
rendered as pages that the help buttons open without a network.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from render import render

ROOT = Path(__file__).resolve().parents[1]
NAME = "seatizen_atlas"
MOST_BYTES = 25_000_000
WANTED = ("LICENSE", "metadata.txt", "__init__.py", "plugin.py", "README.md", "sql/00_base.sql")
UNWANTED = ("__pycache__", "__MACOSX", "tests", "build", ".venv")


def translations(folder: Path) -> list[Path]:
    """The compiled translations, made in `folder`."""
    lrelease = shutil.which("lrelease") or "/usr/lib/qt5/bin/lrelease"
    made = []
    for source in sorted((ROOT / "i18n").glob("*.ts")):
        target = folder / f"{source.stem}.qm"
        subprocess.run([lrelease, "-silent", str(source), "-qm", str(target)], check=True)
        made.append(target)
    return made


def make(target: Path) -> None:
    """Write the zip; every entry has the commit's date, so that the same commit makes the same zip."""
    target.parent.mkdir(parents=True, exist_ok=True)
    archive = ["git", "archive", "--format=zip", f"--prefix={NAME}/", f"--output={target}", "HEAD"]
    subprocess.run(archive, cwd=ROOT, check=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as zipped,
    ):
        date = zipped.infolist()[0].date_time
        added = {f"i18n/{path.name}": path for path in translations(Path(scratch))}
        pages = Path(scratch) / "help"
        render(ROOT / "docs", pages)
        added |= {f"help/{path.relative_to(pages).as_posix()}": path for path in sorted(pages.rglob("*.*"))}
        for name, path in added.items():
            entry = zipfile.ZipInfo(f"{NAME}/{name}", date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, path.read_bytes())


def offences(target: Path) -> list[str]:
    """What the portal would refuse, and what a user would miss."""
    found = []
    if target.stat().st_size > MOST_BYTES:
        found.append(f"{target.stat().st_size} bytes are more than {MOST_BYTES}")
    with zipfile.ZipFile(target) as zipped:
        names = [PurePosixPath(name) for name in zipped.namelist()]
    for name in names:
        if name.parts[0] != NAME:
            found.append(f"{name} is outside the folder {NAME}")
        if any(part in UNWANTED or part.startswith(".") for part in name.parts) or name.suffix == ".pyc":
            found.append(f"{name} does not belong into a package")
    found += [f"{name} is missing" for name in WANTED if PurePosixPath(NAME, name) not in names]
    for suffix, what in ((".qm", "no compiled translation"), (".html", "no page of help")):
        if not any(name.suffix == suffix for name in names):
            found.append(what)
    return found


def main() -> None:
    """Make it, judge it."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / f"{NAME}.zip").resolve()
    make(target)
    found = offences(target)
    if found:
        sys.exit("\n".join(found))
    print(f"{target} ({target.stat().st_size:,} bytes)")


if __name__ == "__main__":
    main()
