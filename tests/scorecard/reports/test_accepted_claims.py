"""Every format says by whom a claim was accepted that something does not apply."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from scorecard.models import Response, Result, Role
from scorecard.reports import Report, build_report
from scorecard.reports.as_pdf import report_markup
from scorecard.scoring import NOT_APPLICABLE, Answer, Declaration
from scorecard.scoring.document import is_sealed, with_acceptances
from scorecard.services import claims, review
from scorecard.services.results import document_of_answers
from tests.factories import answer, answer_all, make_assessment, make_membership, make_user
from tests.scorecard.reports.samples import TODAY, levels, make_document, make_sample_edition
from tests.scorecard.reports.sheets import by, opened
from tests.scorecard.schemas import faults

NAMED = {"by": "Rina Reviewer", "on": "2026-03-01"}
CLAIMED = levels(3, FAI_02=Answer(NOT_APPLICABLE, reason="No scoring"))
NO_DATA = {"SG-01": Declaration("not_applicable", reason="No data", accepted=True)}


def reported(acceptances: dict[str, Any], **said: Any) -> Report:
    edition = make_sample_edition()
    document = with_acceptances(make_document(edition, **said), acceptances)
    return build_report(edition, document, title="Retail bank", generated_on=TODAY)


@pytest.mark.parametrize(
    ("acceptances", "words"),
    [
        ({}, "Not yet"),
        ({"FAI-02": NAMED}, "Rina Reviewer, 1 March 2026"),
        (
            {"FAI-02": NAMED | {"alone": True}},
            "Rina Reviewer, 1 March 2026, who claimed it: the only member",
        ),
    ],
)
def test_page_pdf_and_workbook_name_who_accepted_a_claim(acceptances, words):
    report = reported(acceptances, responses=CLAIMED)

    assert [row.accepted for row in report.registers.not_applicable] == [words]
    assert f"<td>{words}</td>" in report_markup(report)
    answers = by(opened(report), "Answers", "Id")
    assert answers["FAI-02"]["Accepted"] == words
    assert answers["FAI-01"]["Accepted"] is None


def test_a_claim_of_an_obligation_names_who_accepted_it():
    report = reported({"SG-01": NAMED}, responses=levels(3), obligations=NO_DATA)

    assert [row.accepted for row in report.registers.claims] == ["Rina Reviewer, 1 March 2026"]
    duties = by(opened(report), "Obligations", "Id")
    assert duties["SG-01"]["Accepted"] == "Rina Reviewer, 1 March 2026"


def test_an_old_result_knows_that_an_obligation_was_accepted_and_not_by_whom():
    report = reported({}, responses=levels(3), obligations=NO_DATA)

    assert [row.accepted for row in report.registers.claims] == ["Yes"]


def test_a_document_without_an_acceptance_is_as_it_was():
    document = make_document(responses=CLAIMED)

    assert with_acceptances(document, {}) == document


def test_acceptances_are_sealed_and_move_no_number():
    plain = make_document(responses=CLAIMED)

    accepted = with_acceptances(plain, {"FAI-02": NAMED})

    assert is_sealed(accepted)
    assert accepted["sha256"] != plain["sha256"]
    assert {k: v for k, v in accepted.items() if plain.get(k) != v}.keys() == {
        "acceptances",
        "sha256",
    }


@pytest.mark.parametrize(
    ("acceptance", "is_valid"),
    [
        (NAMED, True),
        (NAMED | {"alone": True}, True),
        (NAMED | {"alone": False}, False),
        ({"by": "Rina Reviewer"}, False),
    ],
)
def test_the_published_schema_knows_acceptances(acceptance, is_valid):
    document = with_acceptances(make_document(responses=CLAIMED), {"FAI-02": acceptance})

    assert (faults("scorecard-result-1", document) == []) == is_valid


@pytest.mark.django_db
def test_a_frozen_acceptance_is_verified_with_its_result():
    assessment = make_assessment()
    reviewer = make_user(first_name="Rina", last_name="Reviewer")
    make_membership(assessment.organisation, Role.REVIEWER, user=reviewer)
    answer_all(assessment)
    answer(assessment, "TRA-02", NOT_APPLICABLE, reason="We sell nothing.")
    submitted = review.submit(assessment, by=assessment.created_by)
    claim = Response.objects.get(question__key="TRA-02")
    claims.accept_claim(submitted, "TRA-02", revision=claim.revision, by=reviewer)
    seal = document_of_answers(submitted)["sha256"]

    result = review.approve(submitted, by=reviewer, sha256=seal)

    assert result.document["acceptances"]["TRA-02"]["by"] == "Rina Reviewer"
    call_command("verify_results", stdout=StringIO(), stderr=StringIO())  # raises if one differs
    assert Result.objects.count() == 1
