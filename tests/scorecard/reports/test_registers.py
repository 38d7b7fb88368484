from __future__ import annotations

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from scorecard.reports.viewmodel.registers import ClaimRow
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE, Answer, Declaration
from tests.scorecard.reports.samples import levels, make_report


def ids(rows):
    return [row.id for row in rows]


def test_each_register_lists_what_a_reviewer_asks_about():
    answers = levels(3, FAI_02=Answer(NOT_APPLICABLE, reason="No scoring"), PRI_02=None)
    answers |= {"TRA-02": Answer(DONT_KNOW, note="Asked"), "TRA-03": Answer(4), "PRI-03": Answer(2)}

    registers = make_report(responses=answers).registers

    assert [(row.id, row.reason) for row in registers.not_applicable] == [("FAI-02", "No scoring")]
    assert [(row.id, row.note) for row in registers.dont_know] == [("TRA-02", "Asked")]
    assert ids(registers.unevidenced) == ["TRA-03"]
    assert ids(registers.unanswered) == ["PRI-02"]


def test_all_answers_stand_by_unit_with_the_chosen_level_in_words():
    groups = make_report(responses=levels(3)).registers.answers

    assert [group.name for group in groups] == ["Transparency", "Fairness", "Privacy"]
    assert (groups[0].rows[0].anchor, groups[0].rows[0].evidence) == (
        "Done",
        "A document is linked or at hand",
    )


def test_an_answer_to_a_question_not_asked_any_more_is_kept_and_named():
    answers = levels(3) | {"GEN-01": Answer(4)}

    registers = make_report(responses=answers, obligations={}).registers

    assert registers.hidden == ("GEN-01",)
    assert "GEN-01" not in {row.id for group in registers.answers for row in group.rows}


def test_claims_on_obligations_say_whether_they_are_accepted():
    claims = {
        "SG-01": Declaration("not_applicable", reason="No data", accepted=True),
        "ID-01": Declaration("not_applicable", reason="No entity"),
    }

    rows = make_report(
        responses=levels(3), markets=("SG", "ID"), obligations=claims
    ).registers.claims

    assert [(row.id, row.unit, row.accepted) for row in rows] == [
        ("SG-01", "Singapore", "Yes"),
        ("ID-01", "Indonesia", "Not yet"),
    ]


def test_obligations_that_nobody_knows_of_are_listed_with_the_doubts():
    declared = {
        "SG-01": Declaration("unknown", note="Counsel is asked"),
        "ID-01": Declaration("met"),
    }

    registers = make_report(
        responses=levels(3), markets=("SG", "ID"), obligations=declared
    ).registers

    assert [(row.id, row.market, row.note) for row in registers.unknown] == [
        ("SG-01", "SG", "Counsel is asked")
    ]
    assert "obligations declared as not known" not in registers.nothing


def test_obligations_of_a_market_that_left_are_kept_and_named():
    declared = {"SG-01": Declaration("met"), "ID-01": Declaration("unknown")}

    registers = make_report(responses=levels(3), markets=("SG",), obligations=declared).registers

    assert registers.hidden == ("ID-01",)
    assert registers.unknown == ()


@pytest.mark.parametrize(("rows", "in_full"), [(12, True), (13, False)])
def test_a_printed_register_of_many_rows_has_the_ids_and_where_to_read_on(rows, in_full):
    row = ClaimRow(
        id="SG-01",
        market="SG",
        unit="Singapore",
        text="Duty SG-01",
        reason="",
        printed_reason="",
        note="",
        printed_note="",
        accepted="Not yet",
    )
    registers = replace(make_report(responses=levels(3)).registers, claims=(row,) * rows)
    report = replace(make_report(responses=levels(3)), registers=registers)

    printed = " ".join(render_to_string("report/registers.html", {"report": report}).split())

    assert f"Obligations claimed not applicable ({rows})" in printed
    assert ("<td>Duty SG-01</td>" in printed) == in_full
    assert ("stand on the pages of their markets" in printed) != in_full
    assert printed.count(">SG-01</") == rows


def test_next_steps_say_what_they_change():
    steps = {step.id: step for step in make_report(responses=levels(4, FAI_01=0)).next_steps}

    assert steps["FAI-01"].after.name == "Ad hoc"
    assert steps["FAI-01"].effects.startswith("Fairness +")
    assert steps["FAI-01"].overall.startswith("+")


def test_a_step_that_changes_nothing_is_left_out():
    assert make_report(responses={}).next_steps == ()


def test_the_action_plan_names_the_target_and_the_markets_that_set_it():
    gap = make_report(responses=levels(4, FAI_02=1)).gaps[0]

    assert (gap.question.id, gap.question.goal, gap.target.number) == ("FAI-02", "Done", 3)
    assert gap.priority == 16  # weight 2 x ((1 + 2)^2 - 1)


def test_a_report_says_what_it_was_made_from():
    report = make_report(responses=levels(3))

    assert report.provenance.method == "ASC-1.0"
    assert report.provenance.digest == "f" * 64
    assert report.provenance.seal == report.document["sha256"]
    assert report.provenance.generated_on == "1 March 2026"
    assert report.provenance.disclaimer == "Readiness against our profile, not legal advice."
