"""Colours, fonts and widths of a workbook. The colours are those of static/css/tokens.css."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection

INK, INK_2, RULE, WHITE = "12252C", "3F5259", "D3DAD4", "FFFFFF"
PRIMARY, PRIMARY_SOFT = "0B4A5A", "DDEBEB"
ACCENT = "AE3F14"
TO_FILL, TO_FILL_EDGE = "FBEBE1", "DC9B7C"
LEVELS = (
    ("FFFFFF", INK),
    ("D2E4E0", INK),
    ("93C2C2", INK),
    ("2F7486", WHITE),
    ("0A3F4E", WHITE),
)

FONT = "Calibri"  # on every machine, or replaced by one of the same widths
SIZE = 11
TEXT_FORMAT = "@"  # what is typed stays what was typed


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks, and whether somebody may change it."""

    font: Font
    fill: PatternFill
    border: Border
    alignment: Alignment
    protection: Protection
    number_format: str = TEXT_FORMAT

    def put_on(self, cell: Any) -> None:
        cell.font, cell.fill, cell.border = self.font, self.fill, self.border
        cell.alignment, cell.protection = self.alignment, self.protection
        cell.number_format = self.number_format


@cache
def style(
    *,
    ink: str = INK,
    fill: str = "",
    edge: str = RULE,
    bold: bool = False,
    size: int = SIZE,
    unlocked: bool = False,
    framed: bool = True,
    wrapped: bool = True,
) -> Style:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    side = Side("thin", color=edge)
    return Style(
        font=Font(name=FONT, size=size, bold=bold, color=ink),
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        border=Border(left=side, right=side, top=side, bottom=side) if framed else Border(),
        alignment=Alignment(horizontal="left", vertical="top", wrap_text=wrapped),
        protection=Protection(locked=not unlocked),
    )


def header(level: int | None = None, *, to_fill: bool = False) -> Style:
    if to_fill:
        return style(ink=WHITE, fill=ACCENT, bold=True)
    if level is None:
        return style(ink=WHITE, fill=PRIMARY, bold=True)
    fill, ink = LEVELS[level]
    return style(ink=ink, fill=fill, bold=True)


def body(*, bold: bool = False) -> Style:
    return style(bold=bold)


def critical() -> Style:
    return style(ink=ACCENT, bold=True)


def to_fill() -> Style:
    return style(fill=TO_FILL, edge=TO_FILL_EDGE, unlocked=True)


def sample(colours: tuple[str, str]) -> Style:
    """A level's name in its colours."""
    fill, ink = colours
    return style(fill=fill, ink=ink, bold=True)


def plain(*, bold: bool = False, size: int = SIZE, ink: str = INK, wrapped: bool = True) -> Style:
    """Of the sheet "Read me", which is a page and not a table."""
    return style(bold=bold, size=size, ink=ink, framed=False, wrapped=wrapped)
