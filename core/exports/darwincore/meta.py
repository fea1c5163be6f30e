# SPDX-License-Identifier: GPL-2.0-or-later
"""meta.xml: which file of a Darwin Core archive holds which term in which column."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr  # nosec B406 - writes XML, reads none

from .terms import EML, FILES, TextFile

_TEXT = "http://rs.tdwg.org/dwc/text/"
_SCHEMA = "http://rs.tdwg.org/dwc/text/tdwg_dwc_text.xsd"


def meta_xml() -> str:
    """The descriptor of the archive by the Darwin Core text guide."""
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<archive xmlns="{_TEXT}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{_TEXT} {_SCHEMA}" metadata="{EML}">',
        *(_described(file) for file in FILES),
        "</archive>",
        "",
    ]
    return "\n".join(parts)


def _described(file: TextFile) -> str:
    kind, key = ("core", "id") if file.core else ("extension", "coreid")
    first = 0 if file.core else 1
    fields = "\n".join(
        f'    <field index="{number}" term={quoteattr(term)}/>'
        for number, term in enumerate(file.terms, first)
    )
    return (
        f'  <{kind} encoding="UTF-8" fieldsTerminatedBy="," linesTerminatedBy="\\n" fieldsEnclosedBy="&quot;"'
        f' ignoreHeaderLines="1" rowType={quoteattr(file.row_type)}>\n'
        f"    <files>\n      <location>{file.name}</location>\n    </files>\n"
        f'    <{key} index="0"/>\n{fields}\n  </{kind}>'
    )
