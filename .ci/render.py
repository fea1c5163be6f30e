# SPDX-License-Identifier: GPL-2.0-or-later
"""Render docs/ as HTML pages that a browser opens from a folder."""

from __future__ import annotations

import html
import posixpath
import re
import shutil
from pathlib import Path

import markdown

REPOSITORY = "https://github.com/SeatizenDOI/seatizen-atlas-qgis/blob/main"
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 sans-serif; max-width: 52rem; margin: 1.5rem auto; padding: 0 1rem; color: #14323c; }}
a {{ color: #00647d; }}
code, pre {{ background: #eef5f7; font-size: 0.9rem; }}
pre {{ padding: 0.7rem; overflow-x: auto; }}
table {{ border-collapse: collapse; display: block; overflow-x: auto; }}
th, td {{ border: 1px solid #b9ced5; padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }}
img {{ max-width: 100%; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def render(source: Path, target: Path) -> None:
    """Write every page of `source` below `target`, and copy the pictures."""
    for path in sorted(source.rglob("*")):
        place = path.relative_to(source)
        written = target / place
        if path.suffix == ".md":
            written.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8")
            written.with_suffix(".html").write_text(_page(text, place, source), encoding="utf-8")
        elif path.suffix in (".png", ".svg"):
            written.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, written)


def _page(text: str, place: Path, source: Path) -> str:
    body = markdown.markdown(text, extensions=["tables", "fenced_code", "toc"], output_format="html")
    body = re.sub(r'href="([^":#]+)(#[^"]*)?"', lambda link: _link(link, place, source), body)
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    return PAGE.format(
        language="fr" if "fr" in place.parts else "en",
        title=html.escape(title[1] if title else "Seatizen Atlas"),
        body=body,
    )


def _link(link: re.Match[str], place: Path, source: Path) -> str:
    """A page's link: to the page beside it, or into the repository for what the package has not."""
    target, anchor = link[1], link[2] or ""
    inside = posixpath.normpath(posixpath.join(place.parent.as_posix(), target))
    if not inside.startswith("..") and (source / inside).is_file():
        return f'href="{re.sub("[.]md$", ".html", target)}{anchor}"'
    return f'href="{REPOSITORY}/{posixpath.normpath(posixpath.join("docs", inside))}{anchor}"'
