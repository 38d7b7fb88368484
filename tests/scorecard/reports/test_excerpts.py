"""Long notes and reasons: a page prints their beginning and says where the whole stands."""

from __future__ import annotations

import re

import pytest

from scorecard.reports.as_pdf import report_markup
from scorecard.reports.viewmodel.excerpts import BESIDE, BOUNDS, excerpt, printed_bound, read_on
from scorecard.scoring import NOT_APPLICABLE, Answer, Declaration
from tests.scorecard.reports.samples import levels, make_report
from tests.scorecard.reports.sheets import by, opened

LONG = ("Every word of this long note is kept. " * 140)[:5000].rstrip()
FULL = f"{LONG} The end."


def cut(text: str, most: int = 20) -> str:
    return excerpt(text, most)


def test_a_short_text_is_printed_whole():
    assert cut("Twenty letters here.") == "Twenty letters here."


def test_a_long_one_is_cut_at_a_word_and_says_so():
    assert cut("A sentence of more than twenty letters") == "A sentence of more… (cut)"


def test_where_nothing_is_printed_of_it_the_mark_stands_alone():
    assert cut("A sentence of some letters", 0) == "(cut)"
    assert cut("Short", 0) == "Short"
    assert cut("", 0) == ""


def test_where_to_read_on_is_said_where_something_is_cut():
    said = "What is marked (cut) stands whole in the XLSX, sheet Answers, in the row with its id."

    assert (
        read_on(["Short", cut("A sentence of more than twenty letters")], sheet="Answers") == said
    )
    assert read_on(["Short", ""], sheet="Answers") == ""


@pytest.mark.parametrize("text", ["x" * 30, "ก็" * 30, "ក្រុម" * 30], ids=["Latin", "Thai", "Khmer"])
def test_a_text_without_spaces_is_cut_between_letters(text):
    beginning = cut(text).split("…")[0]

    assert 10 <= len(beginning) < 20
    assert text.startswith(beginning)
    assert not re.match("[\u0e31-\u0e4e\u17b6-\u17d3]", text[len(beginning) :])


def test_more_is_printed_of_a_few_long_texts_than_of_many():
    assert printed_bound([FULL] * 12) == BOUNDS[0] == 600
    assert printed_bound([FULL] * 30) == BOUNDS[1]
    assert printed_bound([FULL] * 60) == BOUNDS[2]
    assert printed_bound([FULL] * 120) == BOUNDS[3]
    assert printed_bound([FULL] * 150) == BOUNDS[4] == 0
    assert printed_bound(["Short"] * 500) == BOUNDS[0]


def test_the_mark_of_what_is_cut_counts_too():
    assert printed_bound(["x" * 600] * 20) == BOUNDS[0]
    assert printed_bound(["x" * 601] * 20) == BOUNDS[1]


def test_the_workbook_holds_what_the_page_cuts():
    answers = levels(3, TRA_02=Answer(3, evidence=2, note=FULL))
    answers["FAI-02"] = Answer(NOT_APPLICABLE, reason=FULL, note=FULL)
    claims = {
        "SG-01": Declaration("met", note=FULL),
        "ID-01": Declaration("not_applicable", reason=FULL, note=FULL),
    }
    report = make_report(responses=answers, markets=("SG", "ID"), obligations=claims)

    markup, book = report_markup(report), opened(report)

    assert "The end." not in markup
    assert markup.count("(cut) stands whole in the XLSX, sheet Answers") == 3
    assert markup.count("(cut) stands whole in the XLSX, sheet Obligations") == 3
    for row in ("TRA-02", "FAI-02"):
        assert re.search(rf'id="a-{row}".*\n<tr class="more">.*Note: .*… \(cut\)</span>', markup)
        assert by(book, "Answers", "Id")[row]["Note"] == FULL
    assert by(book, "Answers", "Id")["FAI-02"]["Reason"] == FULL
    for row in ("SG-01", "ID-01"):
        assert by(book, "Obligations", "Id")[row]["Note"] == FULL
    assert FULL in by(book, "Obligations", "Id")["ID-01"]["Why this state"]
    assert report.document["responses"]["TRA-02"]["note"] == FULL


def test_a_text_too_long_for_its_column_stands_across_the_page():
    narrow, wide = "Short", "w " * BESIDE
    answers = levels(3, TRA_01=Answer(3, note=narrow), TRA_02=Answer(3, note=wide))

    markup = report_markup(make_report(responses=answers))

    assert f'<td colspan="3"><span class="sub">Note: {wide}</span></td>' in markup
    assert markup.count("Note: ") == 1
    assert f'<span class="sub">{narrow}</span></td>' in markup
