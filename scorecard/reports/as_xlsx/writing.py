"""Lay the tables out on sheets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from scorecard.reports.as_xlsx import cells
from scorecard.reports.as_xlsx.about import about
from scorecard.reports.as_xlsx.cells import Table, Value
from scorecard.reports.as_xlsx.details import answers, gaps_and_steps, obligations
from scorecard.reports.as_xlsx.results import floors, markets, principles, summary
from scorecard.reports.viewmodel import Report
from scorecard.spreadsheet import A3, A4, PRIMARY, add_styles, prepare_print, put, to_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEETS = (
    summary,
    principles,
    markets,
    floors,
    obligations,
    gaps_and_steps,
    answers,
    about,
)
WIDEST_ON_A4 = 180  # characters beside each other; more is not read on less than A3


def render_xlsx(report: Report) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    del book[book.sheetnames[0]]
    add_styles(book, cells.LOOKS)
    for build in SHEETS:
        table: Table[Any] = build(report)
        _write(book.create_sheet(table.title), table, report.title)
    book.worksheets[0].sheet_view.tabSelected = True
    return to_bytes(
        book,
        title=report.title,
        creator=report.organisation,
        made_on=report.provenance.made_on,
    )


def _write(sheet: Worksheet, table: Table[Any], title: str) -> None:
    header = len(table.above) + 1
    sheet.sheet_properties.tabColor = PRIMARY
    sheet.sheet_view.showGridLines = False
    for place, text in enumerate(table.above, start=1):
        put(sheet.cell(place, 1), text, cells.PLAIN if place > 1 else cells.TITLE)
    _write_header(sheet, table, header)
    for place, row in enumerate(table.rows, start=header + 1):
        for number, column in enumerate(table.columns, start=1):
            _put(sheet.cell(place, number), column.value(row), column.style_of(row))
    if not table.rows:
        put(sheet.cell(header + 1, 1), table.none, cells.PLAIN)
    width = sum(column.width for column in table.columns)
    paper = A4 if width <= WIDEST_ON_A4 else A3
    prepare_print(sheet, title, paper=paper, repeat=f"{header}:{header}")


def _write_header(sheet: Worksheet, table: Table[Any], place: int) -> None:
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(table.columns, start=1):
        put(sheet.cell(place, number), column.title, cells.HEADER)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = f"B{place + 1}"
    if table.is_filtered:
        last = get_column_letter(len(table.columns))
        sheet.auto_filter.ref = f"A{place}:{last}{place + len(table.rows)}"


def _put(cell: Any, value: Value, style: str) -> None:
    if value is None or isinstance(value, str):
        put(cell, value or "", style or cells.TEXT)
        return
    cell.style = style or (cells.DATE if isinstance(value, date) else cells.NUMBER)
    cell.value = value
