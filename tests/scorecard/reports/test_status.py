"""The status mark: exactly one of three words, said in a sentence, the same in every format."""

from __future__ import annotations

import pytest

from scorecard.reports import render_json
from scorecard.reports.as_pdf import report_markup
from scorecard.reports.viewmodel.words import RESULT_WORDS
from scorecard.scoring import Answer
from scorecard.scoring.types import DONT_KNOW
from tests.scorecard.reports.samples import levels, make_report
from tests.scorecard.reports.sheets import by, opened

COMPLETE = levels(3)
GAP = {key: answer for key, answer in COMPLETE.items() if key != "TRA-02"}
UNSURE = {**COMPLETE, **dict.fromkeys(("TRA-02", "FAI-02", "PRI-02"), Answer(DONT_KNOW))}
CLOSED = "every question is answered and the answers are closed. Not yet approved."


@pytest.mark.parametrize(
    ("state", "answers", "words"),
    [
        ("draft", COMPLETE, "Draft: every question is answered, not in review."),
        ("draft", GAP, "Draft: 1 question open, not in review."),
        ("in_review", GAP, "Draft: in review, 1 question open."),
        (
            "in_review",
            UNSURE,
            "Draft: in review, no question open, but the result is not complete.",
        ),
        ("in_review", COMPLETE, f"Final: {CLOSED}"),
        ("approved", COMPLETE, "Approved: a reviewer approved the result, and it is frozen."),
    ],
)
def test_the_mark_is_one_of_three_words_with_its_reason(state, answers, words):
    mark = make_report(state=state, responses=answers).mark

    assert mark.words == words
    assert mark.word == words.split(":")[0]


def test_it_can_be_final_while_what_stands_beside_the_score_is_open():
    asked = {"uses_generative_ai": True}

    mark = make_report(state="in_review", responses=COMPLETE, facts=asked).mark

    assert mark.words == f"Final: {CLOSED.replace('question', 'question on the principles')}"


@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
def test_print_and_workbook_show_the_same_mark(state):
    report = make_report(state=state, responses=COMPLETE)
    mark = report.mark

    markup, book = report_markup(report), opened(report)

    assert markup.count(mark.words) == 2  # on the cover, and where it says what it was made from
    assert f'data-state="{mark.word.upper()} · "' in markup  # at the foot of each page
    assert by(book, "Summary", "Figure")["Status"]["Shown"] == mark.word
    assert by(book, "Summary", "Figure")["Status"]["In words"] == mark.words
    assert by(book, "About", "What")["Status"]["Value"] == mark.words


def test_the_data_are_the_same_whatever_the_mark():
    """What is sealed says what was answered, not how far its review is."""
    draft, final = (make_report(state=s, responses=COMPLETE) for s in ("draft", "in_review"))

    assert draft.mark != final.mark
    assert render_json(draft) == render_json(final)


def test_no_result_is_called_by_the_word_of_a_mark():
    states = ("draft", "in_review", "approved")

    marks = {make_report(state=state, responses=COMPLETE).mark.word for state in states}

    assert marks == {"Draft", "Final", "Approved"}
    assert not marks & set(RESULT_WORDS.values())
