"""What every spreadsheet of ours shares: colours, styles, safe text, print set-up and bytes.

openpyxl is imported only inside functions: it is slow to load, and few requests need it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import NamedStyle
    from openpyxl.worksheet.worksheet import Worksheet

# The colours of tokens.css.
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

A3: Literal["8"] = "8"
A4: Literal["9"] = "9"

# What XML cannot hold. People do not type it; what was pasted with it is kept without it.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Spreadsheets write a character as _x0041_, and so escape what only looks like it.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LIKE_FORMULAS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    ink: str = INK
    fill: str = ""
    edge: str = RULE  # empty: no frame
    bold: bool = False
    size: int = 11
    align: Literal["left", "right"] = "left"
    number_format: str = "General"
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
            alignment=Alignment(horizontal=self.align, vertical="top", wrap_text=self.is_wrapped),
            protection=Protection(locked=not self.is_unlocked),
            number_format=self.number_format,
        )


def add_styles(book: Workbook, looks: Mapping[str, Look]) -> None:
    """Cells then take a style by its name, which is far quicker than cell by cell."""
    for name, look in looks.items():
        book.add_named_style(look.named(name))


def tidy(text: str) -> str:
    """Text as it is stored: trimmed, with one kind of line break, and nothing XML cannot hold."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def as_cell(text: str) -> str:
    """Text as a cell holds it."""
    return _LOOKS_ESCAPED.sub("_x005F_", tidy(text))


def put(cell: Any, text: str, style: str) -> None:
    """Write text as text: what starts like a formula stays what somebody typed."""
    cell.style = style
    if text:
        cell.value = as_cell(text)
        cell.data_type = "s"
    if text.lstrip().startswith(_LIKE_FORMULAS):
        cell.quotePrefix = True


def prepare_print(
    sheet: Worksheet,
    title: str,
    *,
    orientation: Literal["landscape", "portrait"] = "landscape",
    paper: Literal["8", "9"] = A3,
    repeat: str = "1:1",
) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if repeat:
        sheet.print_title_rows = repeat
    footer: Any = sheet.oddFooter
    footer.left.text = as_cell(title).replace("&", "&&")[:100]
    footer.right.text = "&P / &N"


def to_bytes(book: Workbook, *, title: str, creator: str, made_on: date) -> bytes:
    """The file; the same book made on the same day gives the same bytes."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.title, book.properties.creator = as_cell(title), as_cell(creator)
    book.properties.created = book.properties.modified = datetime.combine(made_on, time())
    book.calculation.fullCalcOnLoad = False  # nothing to compute, so nothing to save on closing
    written = io.BytesIO()
    # `book.save` would put the time of day into it.
    ExcelWriter(book, ZipFile(written, "w")).save()
    return _dated(written, made_on)


def _dated(written: io.BytesIO, made_on: date) -> bytes:
    out = io.BytesIO()
    with ZipFile(written) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = ZipInfo(name, (made_on.year, made_on.month, made_on.day, 0, 0, 0))
            new.writestr(member, old.read(name), ZIP_DEFLATED)
    return out.getvalue()
