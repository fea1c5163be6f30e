# SPDX-License-Identifier: GPL-2.0-or-later
"""Text as Zenodo keeps it, mended and cleaned before it is sent, so that it comes back as it was meant.

Zenodo passes all text through an encoding fixer and drops the HTML that it does not allow.
"""

from __future__ import annotations

import html
import unicodedata
from html.parser import HTMLParser

_NAMES = """
    a abbr acronym b blockquote br code div table tbody td th tr em h1 h2 h3 h4 h5 i li ol p pre span strike
    strong sub sup u ul
"""
_TAGS = frozenset(_NAMES.split())
_ATTRIBUTES = {"a": {"href", "title", "name", "rel"}, "abbr": {"title"}, "acronym": {"title"}}
_HIDDEN = frozenset({"script", "style"})
_SIGNS = {
    ord(sign): plain
    for signs, plain in (
        ("‘’‚‛", "'"),
        ("“”„‟", '"'),
        ("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
        ("ﬀ", "ff"),
        ("ﬁ", "fi"),
        ("ﬂ", "fl"),
        ("ﬃ", "ffi"),
        ("ﬄ", "ffl"),
        ("\r", ""),
    )
    for sign in signs
}
_SIGNS.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})


def settled(text: str) -> str:
    """Plain text as the fixer leaves it, on one line."""
    return " ".join(_fixed(text).split())


def _fixed(text: str) -> str:
    if "<" not in text:
        text = html.unescape(text)
    return unicodedata.normalize("NFC", text.translate(_SIGNS))


def settled_html(text: str) -> str:
    """HTML with the tags and attributes that Zenodo keeps, every run of blanks one blank."""
    cleaner = _Cleaner()
    cleaner.feed(_fixed(text))
    cleaner.close()
    return "".join(cleaner.out).strip()


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._open: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        if tag not in _TAGS:
            return
        kept = "".join(
            f' {name}="{html.escape(value or "")}"'
            for name, value in attrs
            if name == "class" or name in _ATTRIBUTES.get(tag, ())
        )
        self.out.append(f"<{tag}{kept}>")
        if tag != "br":
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        while tag in self._open:
            closed = self._open.pop()
            self.out.append(f"</{closed}>")
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if "pre" not in self._open:
            words = " ".join(data.split())
            before = " " if data[:1].isspace() and self.out and not self.out[-1].endswith(" ") else ""
            after = " " if words and data[-1:].isspace() else ""
            data = f"{before}{words}{after}"
        self.out.append(html.escape(data, quote=False))

    def close(self) -> None:
        super().close()
        while self._open:
            self.out.append(f"</{self._open.pop()}>")
