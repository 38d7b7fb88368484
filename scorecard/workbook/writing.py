"""Make the workbook: a page to read first, the tables to fill in, and facts for when it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from scorecard.answers_parsing import LONGEST_NOTE, LONGEST_REASON
from scorecard.scoring.types import NOT_APPLICABLE
from scorecard.spreadsheet import A4, PRIMARY, add_styles, prepare_print, put, to_bytes
from scorecard.workbook import look, machine, readme, tables, words
from scorecard.workbook.contents import Contents
from scorecard.workbook.tables import Row, Table

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CHOOSE = "Choose one of the answers in the list, or leave the cell empty."
CHOOSE_GRADE = "Choose one of the evidence grades in the list, or leave the cell empty."


def write_workbook(contents: Contents) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    add_styles(book, look.LOOKS)
    written = [tables.questions(contents)]
    if contents.markets:
        written.append(tables.obligations(contents))
    _read_me(book, contents)
    sheets = [book.create_sheet(table.title) for table in written]
    hidden = book.create_sheet(words.MACHINE)
    lists = machine.write_lists(hidden, _lists(contents))
    machine.write_facts(hidden, contents, {table.title: table.exported for table in written})
    for sheet, table in zip(sheets, written, strict=True):
        _write_table(sheet, table)
        _offer(sheet, table, lists)
        _protect(sheet)
        prepare_print(sheet, contents.title)
    return to_bytes(
        book, title=contents.title, creator=contents.organisation, made_on=contents.made_on
    )


def _read_me(book: Workbook, contents: Contents) -> None:
    sheet = book.worksheets[0]
    sheet.title = words.README
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 92
    for place, line in enumerate(readme.lines(contents), start=1):
        put(sheet.cell(place, 1), line.left, line.style)
        put(sheet.cell(place, 2), line.right, look.TEXT)
    sheet.protection.sheet = True
    prepare_print(sheet, contents.title, orientation="portrait", paper=A4, repeat="")


def _lists(contents: Contents) -> dict[str, list[str]]:
    answers = words.answers_of(contents.edition)
    return {
        "answers": [*answers.offered.values()],
        "critical": [*answers.without(NOT_APPLICABLE.value).offered.values()],
        "evidence": [*words.evidence().offered.values()],
        "states": [*words.states().offered.values()],
    }


def _write_table(sheet: Worksheet, table: Table) -> None:
    from openpyxl.utils import get_column_letter

    sheet.sheet_properties.tabColor = PRIMARY
    for number, column in enumerate(table.columns, start=1):
        put(sheet.cell(1, number), column.title, column.header_style)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for place, row in enumerate(table.rows, start=2):
        _write_row(sheet, place, table, row)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"


def _write_row(sheet: Worksheet, place: int, table: Table, row: Row) -> None:
    said, grades = row.said, words.evidence().offered
    grade = grades[str(said.evidence)] if said.answer or said.evidence else ""
    answer = table.vocabulary.offered.get(said.answer, "")
    texts = (row.id, *row.asked, answer, said.reason, said.note, grade)
    for number, (column, text) in enumerate(zip(table.columns, texts, strict=False), start=1):
        put(sheet.cell(place, number), text, column.style)


def _offer(sheet: Worksheet, table: Table, lists: Mapping[str, str]) -> None:
    """Drop-downs and limits of length, with words that say what to do."""
    a_list = partial(_validation, type="list", errorTitle="Choose from the list")
    a_text = partial(
        _validation, type="textLength", operator="lessThanOrEqual", errorTitle="Too long"
    )
    places = range(2, len(table.rows) + 2)
    every = {False: lists["states"]}
    if table.title == words.QUESTIONS:
        every = {False: lists["answers"], True: lists["critical"]}
    for is_critical, where in every.items():
        rows = zip(places, table.rows, strict=True)
        chosen = [place for place, row in rows if row.is_critical is is_critical]
        _add(sheet, table, words.ANSWER, chosen, partial(a_list, formula1=where, error=CHOOSE))
    for title, longest in ((words.REASON, LONGEST_REASON), (words.NOTE, LONGEST_NOTE)):
        error = f"Shorten the text to {longest} characters."
        _add(sheet, table, title, places, partial(a_text, formula1=str(longest), error=error))
    grades = partial(a_list, formula1=lists["evidence"], error=CHOOSE_GRADE)
    _add(sheet, table, words.EVIDENCE, places, grades)


def _validation(**options: Any) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    return DataValidation(allow_blank=True, showErrorMessage=True, errorStyle="stop", **options)


def _add(
    sheet: Worksheet,
    table: Table,
    title: str,
    places: Iterable[int],
    validation: Callable[..., Any],
) -> None:
    """Put a validation on the cells of one column; on none if the table has no such column."""
    from openpyxl.utils import get_column_letter

    titles = [column.title for column in table.columns]
    cells = list(places) if title in titles else []
    if not cells:
        return
    letter = get_column_letter(titles.index(title) + 1)
    ranges = [f"{letter}{first}:{letter}{last}" for first, last in _runs(cells)]
    sheet.add_data_validation(validation(sqref=" ".join(ranges)))


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each row of neighbours."""
    for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        neighbours = [place for _, place in run]
        yield neighbours[0], neighbours[-1]


def _protect(sheet: Worksheet) -> None:
    """Without a password. False allows it: people widen columns, filter, and sort."""
    protection = sheet.protection
    protection.sheet = True
    protection.autoFilter = protection.sort = False
    protection.formatColumns = protection.formatRows = False
