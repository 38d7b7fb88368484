"""Colours and fonts of a workbook, as its named styles. The colours are those of tokens.css."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import NamedStyle

INK, RULE, WHITE = "12252C", "D3DAD4", "FFFFFF"
PRIMARY, ACCENT = "0B4A5A", "AE3F14"
TINT, TINT_EDGE = "FBEBE1", "DC9B7C"
LEVEL_COLOURS = (
    ("FFFFFF", INK),
    ("D2E4E0", INK),
    ("93C2C2", INK),
    ("2F7486", WHITE),
    ("0A3F4E", WHITE),
)

FONT = "Calibri"  # on every machine, or replaced by one of the same widths
TEXT_FORMAT = "@"  # what is typed stays what was typed

HEADER, HEADER_TO_FILL = "Scorecard header", "Scorecard header to fill"
ASKED, ID, CRITICAL = "Scorecard asked", "Scorecard id", "Scorecard critical"
TO_FILL = "Scorecard to fill"
TEXT, LABEL, TITLE, HEADING, SAMPLE = (
    f"Scorecard {name}" for name in ("text", "label", "title", "heading", "sample")
)
LEVELS = tuple(f"Scorecard level {number}" for number in range(len(LEVEL_COLOURS)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    ink: str = INK
    fill: str = ""
    edge: str = RULE  # empty: no frame
    bold: bool = False
    size: int = 11
    is_wrapped: bool = True
    is_unlocked: bool = False

    def named(self, name: str) -> NamedStyle:
        from openpyxl.styles import (
            Alignment,
            Border,
            Font,
            NamedStyle,
            PatternFill,
            Protection,
            Side,
        )

        side = Side("thin", color=self.edge) if self.edge else Side()
        return NamedStyle(
            name=name,
            font=Font(name=FONT, size=self.size, bold=self.bold, color=self.ink),
            fill=PatternFill("solid", fgColor=self.fill) if self.fill else PatternFill(),
            border=Border(left=side, right=side, top=side, bottom=side),
            alignment=Alignment(horizontal="left", vertical="top", wrap_text=self.is_wrapped),
            protection=Protection(locked=not self.is_unlocked),
            number_format=TEXT_FORMAT if self.is_unlocked else "General",
        )


_LOOKS = {
    HEADER: Look(ink=WHITE, fill=PRIMARY, bold=True),
    HEADER_TO_FILL: Look(ink=WHITE, fill=ACCENT, bold=True),
    ASKED: Look(),
    ID: Look(bold=True),
    CRITICAL: Look(ink=ACCENT, bold=True),
    TO_FILL: Look(fill=TINT, edge=TINT_EDGE, is_unlocked=True),
    SAMPLE: Look(fill=TINT, edge=TINT_EDGE, bold=True),
    TEXT: Look(edge=""),
    LABEL: Look(edge="", bold=True),
    TITLE: Look(edge="", bold=True, size=20, ink=PRIMARY, is_wrapped=False),
    HEADING: Look(edge="", bold=True, size=14, ink=PRIMARY, is_wrapped=False),
    **{
        name: Look(fill=fill, ink=ink, bold=True)
        for name, (fill, ink) in zip(LEVELS, LEVEL_COLOURS, strict=True)
    },
}


def add_styles(book: Workbook) -> None:
    """Cells then take a style by its name, which is far quicker than cell by cell."""
    for name, look in _LOOKS.items():
        book.add_named_style(look.named(name))
