from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.spreadsheet import as_cell
from scorecard.workbook import Filled, InvalidWorkbook, tidy, write_workbook
from scorecard.workbook.words import from_cell
from tests.scorecard.workbook.books import (
    CODE,
    DIGEST,
    EDITION,
    edited,
    make_contents,
    opened,
    read,
    saved,
)

OPEN_QUESTIONS = ["TRA-02", "FAI-01"]
texts = st.text(st.characters(codec="utf-8"), max_size=40).map(tidy)
reasons = texts.filter(bool)
levels = st.builds(
    Filled,
    answer=st.sampled_from(["", *"01234", "dont_know"]),
    reason=texts,
    note=texts,
    evidence=st.integers(0, 3),
)
claims = st.builds(Filled, answer=st.just("not_applicable"), reason=reasons, note=texts)
declared = st.builds(
    Filled,
    answer=st.sampled_from(["", "met", "partial", "unmet", "unknown"]),
    reason=texts,
    note=texts,
)


@settings(max_examples=25)
@given(
    st.fixed_dictionaries(
        {"TRA-01": levels}, optional=dict.fromkeys(OPEN_QUESTIONS, levels | claims)
    ),
    st.fixed_dictionaries({}, optional={"SG-01": declared | claims, "ID-01": declared | claims}),
)
def test_what_is_written_reads_back_untouched(responses, declarations):
    content = write_workbook(make_contents(responses=responses, declarations=declarations))

    reading = read(content)

    for said, back in ((responses, reading.responses), (declarations, reading.declarations)):
        assert {key: back[key].said for key in said} == said
        assert not any(uploaded.is_touched for uploaded in back.values())
        assert {key: row.revision for key, row in back.items() if row.revision} == dict.fromkeys(
            said, 1
        )


@given(texts)
def test_any_text_survives_a_cell(text):
    assert from_cell(as_cell(text)) == text


@pytest.mark.parametrize("text", ["_x0041_", "_x005F_x0041_", "a\r\nb", "=1", "#N/A", "TRUE"])
def test_texts_that_spreadsheets_read_otherwise_survive(text):
    content = write_workbook(make_contents(responses={"TRA-01": Filled(answer="1", note=text)}))

    assert read(content).responses["TRA-01"].said.note == tidy(text)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (3.0, "3"),
        ("3", "3"),
        ("3 operating", "3"),
        (" 3  -  OPERATING ", "3"),
        ("3: Operating", "3"),
        ("3 \u2013 Operating", "3"),
        ("Operating", "3"),
        ("level 3", "3"),
        ("Don\u2019t know", "dont_know"),
        ("dont know", "dont_know"),
        ("DO NOT KNOW", "dont_know"),
        ("N/A", "not_applicable"),
        ("not applicable", "not_applicable"),
        ("Not answered", ""),
        (None, ""),
        ("  ", ""),
    ],
)
def test_answers_are_understood_as_people_type_them(typed, answer):
    content = edited(Questions_K3=typed, Questions_L3="Because")

    assert read(content).responses["TRA-02"].said.answer == answer


@pytest.mark.parametrize(
    ("typed", "state"),
    [("met", "met"), ("PARTLY", "partial"), ("Not  met", "unmet"), ("don`t know", "unknown")],
)
def test_states_are_understood_as_people_type_them(typed, state):
    assert read(edited(Obligations_H2=typed)).declarations["SG-01"].said.answer == state


@pytest.mark.parametrize("typed", [2, 2.0, "2 ", "a document is linked or at hand"])
def test_evidence_is_understood_as_people_type_it(typed):
    content = edited(Questions_K3="1", Questions_N3=typed)

    assert read(content).responses["TRA-02"].said.evidence == 2


def problems(content, **options):
    with pytest.raises(InvalidWorkbook) as caught:
        read(content, **options)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"A2": "TRA-99"}, "Questions!A2: There is no question TRA-99."),
        ({"A2": "TRA-02"}, "Questions!A3: TRA-02 is here twice; the first is in A2."),
        ({"A2": None, "K2": "3"}, "Questions!A2: The id is missing"),
        ({"K2": "five"}, "Questions!K2: “five” is no answer here. Choose one of: 0 Absent; 1 Ad"),
        ({"K2": 5}, "Questions!K2: “5” is no answer here."),
        ({"K2": "Not applicable"}, "Questions!K2: TRA-01 is critical, so it always applies."),
        ({"K3": "Not applicable"}, "Questions!L3: Say why it does not apply to you."),
        ({"M2": "x" * 5001}, "Questions!M2: The text has 5001 characters. Shorten it to 5000."),
        ({"L2": "x" * 2001}, "Questions!L2: The text has 2001 characters. Shorten it to 2000."),
        ({"N2": "9"}, "Questions!N2: “9” is no evidence grade. Choose one of: 0 Stated only"),
        ({"M1": "Remarks"}, "The sheet “Questions”: has no column “Note”"),
    ],
)
def test_each_problem_names_its_cell(cells, expected):
    found = problems(edited(**{f"Questions_{cell}": value for cell, value in cells.items()}))

    assert len(found) == 1
    assert found[0].startswith(expected)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"A2": "SG-99"}, "Obligations!A2: There is no obligation SG-99. Did you mean SG-01?"),
        ({"H2": "yes"}, "Obligations!H2: “yes” is no answer here. Choose one of: Met; Partly"),
        ({"H2": "n/a"}, "Obligations!I2: Say why it does not apply to you."),
    ],
)
def test_problems_with_obligations_name_their_cell(cells, expected):
    found = problems(edited(**{f"Obligations_{cell}": value for cell, value in cells.items()}))

    assert len(found) == 1
    assert found[0].startswith(expected)


WITHOUT_A_VALUE = "The cell holds a formula without a value. Type the answer itself."


@pytest.mark.parametrize(
    "cell", ["Questions_K3", "Questions_L3", "Questions_M3", "Questions_N3", "Obligations_H2"]
)
def test_a_formula_without_a_value_is_no_emptied_cell(cell):
    found = problems(edited(None, **{cell: "=1+1"}))

    assert found == [f"{cell.replace('_', '!')}: {WITHOUT_A_VALUE}"]


def test_a_formula_is_told_once_and_beside_the_other_problems():
    content = edited(Questions_K2="five", Questions_K3="n/a", Questions_L3="=A1")

    found = problems(content)

    assert [line.split(":")[0] for line in found] == ["Questions!K2", "Questions!L3"]
    assert WITHOUT_A_VALUE in found[1]


def test_a_formula_in_a_row_without_an_id_is_told_too():
    content = edited(Questions_A2=None, Questions_K2="=1+1")

    assert problems(content) == [f"Questions!K2: {WITHOUT_A_VALUE}"]


def test_formulas_outside_the_cells_to_fill_are_let_be():
    content = edited(Questions_C2="=1+1", Questions_P1="=1", Questions_P2="=K2", Questions_K2="2")

    assert read(content).responses["TRA-01"].said.answer == "2"


def test_text_that_looks_like_a_formula_is_text():
    content = write_workbook(make_contents(responses={"TRA-01": Filled(note="=1+1 <f>x</f>")}))

    assert read(content).responses["TRA-01"].said.note == "=1+1 <f>x</f>"


def test_every_problem_is_told_in_one_run():
    content = edited(Questions_K2="x", Questions_N3="y", Obligations_H2="z", Obligations_A3="?")

    places = [line.split(":")[0] for line in problems(content)]

    assert places == ["Questions!K2", "Questions!N3", "Obligations!H2", "Obligations!A3"]


def test_another_assessment_and_another_edition_are_both_told():
    found = problems(write_workbook(make_contents()), code="other", digest="b")

    assert len(found) == 2
    assert "belongs to another assessment" in found[0]
    assert "edition 2026.1" in found[1]


@pytest.mark.parametrize("sheet", ["Questions", "Obligations"])
def test_a_missing_sheet_is_told(sheet):
    book = opened(write_workbook(make_contents()))
    del book[sheet]

    assert problems(saved(book)) == [f"The sheet “{sheet}”: is missing"]


def test_another_workbook_is_not_ours():
    book = opened(write_workbook(make_contents()))
    del book["machine"]

    assert problems(saved(book)) == [
        "This is not a workbook made here. Download the questions and fill that file in."
    ]


def test_columns_are_found_by_their_headers():
    book = opened(edited(Questions_K2="2", Questions_M2="Register"))
    sheet = book["Questions"]
    sheet.insert_cols(1)
    sheet["A1"] = "Mine"
    sheet.delete_cols(4)
    sheet.column_dimensions["C"].hidden = True
    sheet.insert_rows(1)
    sheet["A1"] = "A line of my own"

    said = read(saved(book)).responses["TRA-01"].said

    assert said == Filled(answer="2", note="Register")


def test_a_workbook_from_before_the_column_of_good_evidence_is_read():
    book = opened(edited(Questions_K2="2", Questions_N2="1"))
    assert book["Questions"]["J1"].value == "Good evidence"
    book["Questions"].delete_cols(10)

    assert read(saved(book)).responses["TRA-01"].said == Filled(answer="2", evidence=1)


def test_rows_that_were_deleted_are_not_in_the_reading():
    book = opened(write_workbook(make_contents()))
    book["Questions"].delete_rows(2)

    assert read(saved(book)).responses.keys() == {"TRA-02", "FAI-01"}


def test_an_emptied_answer_is_touched():
    said = {"TRA-01": Filled(answer="3", evidence=1)}
    content = write_workbook(make_contents(responses=said))

    row = read(edited(content, Questions_K2=None, Questions_N2=None)).responses["TRA-01"]

    assert row.is_touched
    assert row.said == Filled()


def test_an_id_in_small_letters_is_the_same_id():
    assert "TRA-01" in read(edited(Questions_A2=" tra-01 ")).responses


def test_the_edition_of_the_tests_is_the_one_that_is_read():
    assert set(EDITION.question_by_id) >= set(OPEN_QUESTIONS)
    assert read(write_workbook(make_contents()), digest=DIGEST, code=CODE).responses
