from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from scorecard import spreadsheet
from scorecard.answers_parsing import LONGEST_NOTE, LONGEST_REASON
from scorecard.forms.responses import CardForm
from scorecard.workbook import Filled, QuestionRows, write_workbook
from tests.factories import make_question
from tests.scorecard.workbook.books import make_contents, opened

SAID = {
    "TRA-01": Filled(answer="3", note="=1+1", evidence=2),
    "TRA-02": Filled(answer="not_applicable", reason="-no model"),
}


@pytest.fixture(scope="module")
def book():
    return opened(write_workbook(make_contents(responses=SAID)))


def column(sheet, title):
    return next(cell.column_letter for cell in sheet[1] if cell.value == title)


def test_the_sheets_are_for_people_and_one_is_for_the_machine(book):
    states = {sheet.title: sheet.sheet_state for sheet in book}

    assert states == {
        "Read me": "visible",
        "Questions": "visible",
        "Obligations": "visible",
        "machine": "veryHidden",
    }


def test_there_are_no_obligations_without_markets():
    contents = make_contents()
    without = type(contents)(
        **{name: getattr(contents, name) for name in contents.__slots__ if name != "markets"}
    )

    book = opened(write_workbook(without))

    assert "Obligations" not in book.sheetnames


def test_the_first_sheet_says_what_this_is_and_what_words_mean(book):
    text = "\n".join(str(cell.value) for row in book["Read me"] for cell in row if cell.value)

    for words in ("Acme", "Retail bank, 2026", "2026.1", "2026-03-01", "It is operating."):
        assert words in text
    assert "Checked by a second person" in text


def test_a_question_stands_in_one_row_with_its_anchors(book):
    sheet = book["Questions"]

    headers = [cell.value for cell in sheet[1]]
    values = [cell.value for cell in sheet[2]]

    assert headers == [
        *("Id", "Section", "Question", "Critical"),
        *("0 Absent", "1 Ad hoc", "2 Defined", "3 Operating", "4 Assured"),
        "Good evidence",
        *("Answer", "Reason", "Note", "Evidence"),
    ]
    assert values == [
        *("TRA-01", "Transparency in full", "How about TRA-01?", "Critical"),
        *("Nothing", "By chance", "Written", "Done", "Checked"),
        None,
        *("3 Operating", None, "=1+1", "2 A document is linked or at hand"),
    ]


def test_good_evidence_stands_after_the_anchors_and_is_not_to_fill():
    question = make_question(evidence=("The register, with owners", "=Minutes of the board"))
    contents = replace(
        make_contents(), sections=(QuestionRows(section="Transparency", questions=(question,)),)
    )

    sheet = opened(write_workbook(contents))["Questions"]

    letter = column(sheet, "Good evidence")
    assert [cell.value for cell in sheet[1]][8:11] == ["4 Assured", "Good evidence", "Answer"]
    assert sheet[f"{letter}2"].value == "The register, with owners\n=Minutes of the board"
    assert sheet[f"{letter}2"].data_type == "s"
    assert sheet[f"{letter}2"].protection.locked


def test_what_starts_like_a_formula_is_text(book):
    sheet = book["Questions"]

    for cell in (sheet["M2"], sheet["L3"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_only_the_tinted_cells_may_be_changed(book):
    for sheet in (book["Questions"], book["Obligations"]):
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        for row in sheet.iter_rows():
            for cell in row:
                is_tinted = cell.fill.fgColor.rgb.endswith(spreadsheet.TINT)
                assert cell.protection.locked is not is_tinted
        unlocked = {sheet.cell(1, c.column).value for c in sheet[2] if not c.protection.locked}
        assert unlocked >= {"Answer", "Reason", "Note"}


def test_headers_and_ids_stay_in_view_and_rows_can_be_filtered(book):
    for sheet in (book["Questions"], book["Obligations"]):
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert not sheet.protection.autoFilter  # False: allowed


def test_a_table_prints_on_the_width_of_one_sheet(book):
    sheet = book["Questions"]

    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"


def offered(book, sheet, cell):
    """The list of a cell, as its validation has it."""
    validations = book[sheet].data_validations.dataValidation
    found = [v for v in validations if v.type == "list" and cell in v.cells]
    assert len(found) == 1
    assert found[0].showErrorMessage
    assert found[0].error
    title, area = found[0].formula1.split("!")
    return [cell.value for row in book[title][area.replace("$", "")] for cell in row]


def test_a_critical_question_offers_no_way_out(book):
    levels = ["0 Absent", "1 Ad hoc", "2 Defined", "3 Operating", "4 Assured"]

    assert offered(book, "Questions", "K2") == [*levels, "Don't know"]
    assert offered(book, "Questions", "K3") == [*levels, "Don't know", "Not applicable"]


def test_lists_of_evidence_and_of_states(book):
    assert offered(book, "Questions", "N3")[1] == "1 Described, and where it is kept"
    states = ["Met", "Partly met", "Not met", "Don't know", "Not applicable"]
    assert offered(book, "Obligations", "H2") == states


def test_texts_are_as_long_as_the_product_takes_them():
    fields: dict[str, Any] = CardForm.base_fields

    assert fields["note"].max_length == LONGEST_NOTE
    assert fields["reason"].max_length == LONGEST_REASON


def test_the_colours_are_those_of_the_product():
    tokens = Path(settings.BASE_DIR, "static/css/tokens.css").read_text(encoding="utf-8")
    colours = {
        spreadsheet.INK,
        spreadsheet.RULE,
        spreadsheet.WHITE,
        spreadsheet.PRIMARY,
        spreadsheet.ACCENT,
        spreadsheet.TINT,
    }

    for colour in (
        colours | {fill for fill, _ in spreadsheet.LEVEL_COLOURS} | {spreadsheet.TINT_EDGE}
    ):
        assert f"#{colour}" in tokens
