"""Where formulas stand in a sheet. Reading the values alone shows one as a blank, or as old news."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from zipfile import ZipFile

WITHOUT_A_VALUE = "The cell holds a formula without a value. Type the answer itself."
# What a formula last showed may be stale, or come from another file: nobody has typed it.
WITH_A_VALUE = "The cell holds a formula. Type the answer itself."

Formulas = Mapping[tuple[int, int], str]  # by row and column, from 1: what to say of it

_A_FORMULA = re.compile(rb"<(\w+:)?f[\s/>]")


def formulas_of(archive: ZipFile, path: str, *, max_row: int) -> Formulas:
    """Those of one sheet. Few workbooks hold any, so most are not parsed for them."""
    if not _A_FORMULA.search(archive.read(path).replace(b"\0", b"")):  # UTF-16 has zeros
        return {}
    return _found(archive, path, max_row)


def _found(archive: ZipFile, path: str, max_row: int) -> Formulas:
    from openpyxl.worksheet._reader import ROW_TAG
    from openpyxl.xml.functions import iterparse

    found: dict[tuple[int, int], str] = {}
    row = 0
    with archive.open(path) as source:
        for _, element in iterparse(source):
            if element.tag != ROW_TAG:
                continue
            row = int(float(element.get("r", row + 1)))
            if row > max_row:
                break
            found |= _in_row(element, row)
            element.clear()
    return found


def _in_row(element: Any, row: int) -> dict[tuple[int, int], str]:
    from openpyxl.utils.cell import coordinate_to_tuple
    from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, VALUE_TAG

    found = {}
    column = 0
    for cell in element:
        place = cell.get("r")
        column = coordinate_to_tuple(place)[1] if place else column + 1
        if cell.find(FORMULA_TAG) is not None:
            is_valued = cell.findtext(VALUE_TAG) or cell.find(INLINE_STRING) is not None
            found[row, column] = WITH_A_VALUE if is_valued else WITHOUT_A_VALUE
    return found
