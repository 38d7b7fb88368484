"""Read a report's workbook back, as a person with a spreadsheet would."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

import openpyxl

from scorecard.reports import Report, render_xlsx

HEADER_ROWS = {"Summary": 4, "About": 3}  # on the others it is the first


def opened(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(report)))


def titles(book: Any, sheet: str) -> list[str]:
    return [cell.value for cell in book[sheet][HEADER_ROWS.get(sheet, 1)]]


def rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    """Each row by the titles of its columns."""
    columns = titles(book, sheet)
    below = book[sheet].iter_rows(min_row=HEADER_ROWS.get(sheet, 1) + 1, values_only=True)
    return [dict(zip(columns, row, strict=True)) for row in below]


def by(book: Any, sheet: str, column: str) -> dict[str, dict[str, Any]]:
    return {row[column]: row for row in rows(book, sheet)}


def column_cells(book: Any, sheet: str, title: str) -> Iterator[Any]:
    number = titles(book, sheet).index(title) + 1
    for row in range(HEADER_ROWS.get(sheet, 1) + 1, book[sheet].max_row + 1):
        yield book[sheet].cell(row, number)


def parts(content: bytes) -> dict[str, str]:
    """The XML in the file, by name."""
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
