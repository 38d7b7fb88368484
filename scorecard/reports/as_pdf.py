"""The printed report. WeasyPrint is imported when the first one is made, not before."""

from __future__ import annotations

import logging
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from frameworks.addresses import library_of
from scorecard.reports.fonts import faces_for, warn_about_chinese
from scorecard.reports.viewmodel import Report

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

TEMPLATE = "report/report.html"
VARIANT = "pdf/ua-1"

# In which colour a glyph is printed; any other one is printed in ink.
INK = "#12252C"
COLOURS = {"met": "#0B4A5A", "unmet": "#AE3F14", "critical": "#AE3F14", "down2": "#FFFFFF"}
PALE = "#BCD3D5"  # on the dark ground of the cover
ON_THE_COVER = frozenset(
    [
        "transparency",
        "fairness",
        "security",
        "reliability",
        "privacy",
        "accountability",
        "human_centricity",
    ]
)
_SYMBOL = re.compile(r'<symbol id="i-([\w-]+)" viewBox="0 0 24 24">(.*?)</symbol>', re.DOTALL)

# It logs a line for every page it lays out; only its warnings are worth a line of ours.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


class PdfIsUnavailable(Exception):
    """WeasyPrint does not run here: a system library is missing."""

    advice = "Install Pango to print reports: apt-get install libpango-1.0-0 libpangoft2-1.0-0"


def render_pdf(report: Report) -> bytes:
    """The report as a tagged PDF. Raises PdfIsUnavailable where Pango is missing."""
    try:
        from weasyprint import HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except OSError as missing:
        raise PdfIsUnavailable(PdfIsUnavailable.advice) from missing
    markup = report_markup(report)
    # A report quotes what people typed: it may embed data but fetches nothing.
    page = HTML(string=markup, url_fetcher=URLFetcher(allowed_protocols=["data"], timeout=1))
    warn_about_chinese(markup)
    fonts = FontConfiguration()
    pdf: bytes = page.write_pdf(
        finisher=say_what_headers_head,
        stylesheets=stylesheets(fonts, markup),
        font_config=fonts,
        pdf_variant=VARIANT,
    )
    return pdf


def report_markup(report: Report) -> str:
    """Its links lead to the words of its edition, whenever somebody follows them."""
    with library_of(report.provenance.edition):
        return render_to_string(TEMPLATE, {"report": report, "site": settings.PUBLIC_ADDRESS})


def stylesheets(fonts: FontConfiguration, text: str = "") -> list[CSS]:
    """Our own style sheet, the fonts that the text needs beside ours, and the glyphs."""
    from weasyprint import CSS
    from weasyprint.urls import URLFetcher

    sheet = _static("css/print.css")
    ours: dict[str, Any] = {
        "url_fetcher": URLFetcher(allowed_protocols=["file"]),
        "font_config": fonts,
    }
    sheets = [
        CSS(filename=sheet, **ours),
        CSS(string=glyph_rules(), url_fetcher=URLFetcher(allowed_protocols=["data"])),
    ]
    if faces := faces_for(text):
        sheets.append(CSS(string=faces, base_url=sheet, **ours))
    return sheets


def say_what_headers_head(_: object, pdf: Any) -> None:
    """WeasyPrint ties cells to their headers by id alone; readers and checkers ask for a scope."""
    found: dict[bytes, Any] = {
        element.reference: element
        for element in pdf.objects
        if hasattr(element, "get") and element.get("Type") == "/StructElem"
    }
    for header in found.values():
        if header["S"] == "/TH":
            group = found[found[header["P"]]["P"]]
            is_column = group["S"] == "/THead" or "ColSpan" in header["A"]
            header["A"]["Scope"] = "/Column" if is_column else "/Row"


@cache
def glyph_rules() -> str:
    """One rule for each glyph of the sprite: a background is decoration, and needs no words."""
    sprite = Path(_static("img/icons.svg")).read_text(encoding="utf-8")
    return "\n".join(_glyph_rule(name, body) for name, body in _SYMBOL.findall(sprite))


def _glyph_rule(name: str, body: str) -> str:
    colour = COLOURS.get(name, INK)
    body = body.replace("currentColor", colour)
    body = re.sub(r"var\([^)]*\)", "#FFFFFF", body)
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{body}</svg>'
    rule = f'.g--{name}{{background-image:url("data:image/svg+xml,{quote(picture)}")}}'
    if name not in ON_THE_COVER:
        return rule
    pale = quote(picture.replace(colour, PALE))
    return f'{rule}\n.cover .g--{name}{{background-image:url("data:image/svg+xml,{pale}")}}'


def _static(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise FileNotFoundError(path)
    return found
