"""Pages as they come out of the printer: what they say, on how many sheets, with nothing to press."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from frameworks.models import Edition
from frameworks.timeline import build_timeline

# The most sheets of A4 for each page, and some of what must be on them.
PAGES = {
    "/": (3, ["How ready is your AI governance", "Human Centricity", "What it rests on"]),
    "/frameworks/": (
        12,
        ["AI governance in ASEAN", "The same {events} events as a table", "7 principles"],
    ),
    "/frameworks/markets/vietnam/": (
        12,
        ["What binds a firm here", "VN-01", "Data localisation", "From the profile as a whole"],
    ),
    "/frameworks/markets/compare/?m=vietnam&m=singapore": (
        8,
        ["What binds a firm", "Singapore", "Data localisation"],
    ),
}
PRESSED = """() => [...document.querySelectorAll(".btn, button, summary.btn")]
    .map((each) => each.textContent.trim()).filter(Boolean)"""
LIGHTNESS = """() => [...document.querySelectorAll(".hero__art text")].map((each) =>
    Math.max(...getComputedStyle(each).fill.match(/\\d+/g).slice(0, 3).map(Number)))"""


def printed(page: Any, path: str) -> list[str]:
    """The text of each sheet, blanks squeezed."""
    page.goto(path)
    page.emulate_media(media="print")
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return [re.sub(r"[ \t]+", " ", sheet.extract_text()) for sheet in sheets]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_prints_what_it_says_and_nothing_to_press(
    page: Any, published: Edition, path: str
) -> None:
    most, texts = PAGES[path]
    events = len(build_timeline(published.definition).in_order)
    texts = [text.format(events=events) for text in texts]
    sheets = printed(page, path)
    whole = "\n".join(sheets)
    lines = {line.strip() for line in whole.splitlines()}

    assert len(sheets) <= most
    assert [text for text in texts if text not in whole.replace("\n", " ")] == []
    assert lines.isdisjoint(page.evaluate(PRESSED))
    assert [number for number, sheet in enumerate(sheets[:-1]) if len(sheet) < 400] == []


def test_the_names_around_the_shape_print_dark(page: Any, published: Edition) -> None:
    page.goto("/")
    page.emulate_media(media="print")

    shades = page.evaluate(LIGHTNESS)
    assert len(shades) >= 7
    assert max(shades) < 100
