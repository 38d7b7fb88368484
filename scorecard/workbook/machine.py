"""The very hidden sheet: the words of the lists, and what was true when the workbook was made.

A line each: what kind of fact it is, then its values. For a row of a table: its id, the revision
that was exported and the fingerprint of what it said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scorecard.spreadsheet import as_cell
from scorecard.workbook import words
from scorecard.workbook.contents import Contents

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST_LIST = 7  # the column

Exported = tuple[int, str]  # revision and fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the hidden sheet says; text where it was not there."""

    format: str = ""
    assessment: str = ""
    edition: str = ""
    digest: str = ""
    rows: Mapping[str, Mapping[str, Exported]] = field(default_factory=dict)  # by sheet, by id


def write_lists(sheet: Worksheet, lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Write each list into a column of its own. Returns where each stands, as validations say it."""
    from openpyxl.utils import get_column_letter

    sheet.sheet_state = "veryHidden"
    places = {}
    for column, (name, offered) in enumerate(lists.items(), start=_FIRST_LIST):
        for row, text in enumerate(offered, start=1):
            cell = sheet.cell(row, column, as_cell(text))
            cell.data_type = "s"
        letter = get_column_letter(column)
        places[name] = f"{sheet.title}!${letter}$1:${letter}${len(offered)}"
    return places


def write_facts(
    sheet: Worksheet, contents: Contents, rows: Mapping[str, Mapping[str, Exported]]
) -> None:
    lines: list[tuple[str | int, ...]] = [
        ("format", words.FORMAT),
        ("assessment", contents.code),
        ("edition", contents.edition.label),
        ("digest", contents.digest),
    ]
    for title, exported in rows.items():
        lines += [(title, id, revision, print) for id, (revision, print) in exported.items()]
    for place, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(place, column, value)
            cell.data_type = "n" if isinstance(value, int) else "s"


def read_facts(table: Sequence[Sequence[object]]) -> Facts:
    named: dict[str, str] = {}
    rows: dict[str, dict[str, Exported]] = {words.QUESTIONS: {}, words.OBLIGATIONS: {}}
    for line in table:
        kind, first, revision, print, *_ = [
            words.from_cell(value) for value in (*line, *[None] * 4)
        ]
        if kind in rows and revision.isdecimal():
            rows[kind][first] = (int(revision), print)
        elif kind:
            named.setdefault(kind, first)
    return Facts(
        format=named.get("format", ""),
        assessment=named.get("assessment", ""),
        edition=named.get("edition", ""),
        digest=named.get("digest", ""),
        rows=rows,
    )
