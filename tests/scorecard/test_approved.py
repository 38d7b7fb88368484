"""What an approval froze: its list, its exports, and that they never change."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.urls import reverse

from scorecard.models import Assessment, Result
from scorecard.reports import render_pdf
from scorecard.services import review
from scorecard.services.reporting import printable_of, printable_of_result
from tests.factories import answer, answer_all, make_assessment, make_result
from tests.scorecard.schemas import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment(owner) -> Assessment:
    assessment = make_assessment(by=owner)
    answer_all(assessment, level=3)
    return assessment


@pytest.fixture
def result(assessment: Assessment) -> Result:
    return make_result(assessment)


def export(client, assessment, extension, *, round=1):
    url = reverse("scorecard:approved-report", args=[assessment.code, round, extension])
    return client.get(url)


def test_nothing_is_approved_yet(as_owner, assessment):
    page = as_owner.get(reverse("scorecard:approved-results", args=[assessment.code]))

    assert "Nothing is approved yet" in page.content.decode()


def test_the_list_names_each_round_and_its_code(as_owner, assessment, result):
    newer = make_result(review.reopen(assessment, by=assessment.created_by))

    page = as_owner.get(reverse("scorecard:approved-results", args=[assessment.code]))

    text = page.content.decode()
    assert result.code_in_groups in text
    assert newer.code_in_groups in text
    assert text.count("Superseded") == 1


def test_an_export_of_a_round_stays_as_it_was_approved(as_owner, assessment, result):
    before = export(as_owner, assessment, "json").content

    reopened = review.reopen(assessment, by=assessment.created_by)
    answer(reopened, "TRA-01", 0)
    Assessment.objects.update(title="Another title", scope="Another scope")

    assert export(as_owner, assessment, "json").content == before
    assert json.loads(before) == result.document
    assert faults("scorecard-result-1", result.document) == []


def test_the_command_exports_a_round_after_reopening(as_owner, assessment, result, tmp_path):
    reopened = review.reopen(assessment, by=assessment.created_by)
    answer(reopened, "TRA-01", 0)
    out = tmp_path / "r.json"

    call_command("export_report", str(assessment.code), json=out, round=1, stderr=StringIO())

    assert out.read_bytes() == export(as_owner, assessment, "json").content
    assert json.loads(out.read_bytes()) == result.document


@pytest.mark.parametrize("round", [0, 2])
def test_the_command_names_the_rounds_there_are(assessment, result, tmp_path, round):
    with pytest.raises(CommandError, match=r"Approved rounds: 1\.$") as refused:
        call_command("export_report", str(assessment.code), json=tmp_path / "r", round=round)

    assert refused.value.returncode == 2


def test_the_command_says_that_no_round_is_approved(assessment, tmp_path):
    with pytest.raises(CommandError, match=r"Round 1 was not approved\. Approved rounds: none\."):
        call_command("export_report", str(assessment.code), json=tmp_path / "r", round=1)


def test_results_of_an_approved_assessment_are_the_frozen_ones(as_owner, assessment, result):
    page = as_owner.get(reverse("scorecard:results", args=[assessment.code])).content.decode()
    document = as_owner.get(reverse("scorecard:report", args=[assessment.code, "json"]))

    assert result.sha256 in page
    assert document.json() == result.document


def test_the_report_says_who_approved_it_and_its_code(assessment, result):
    approval = printable_of_result(assessment, result).report().approval

    assert approval is not None
    assert approval.code == result.code_in_groups
    assert result.approved_by.username in approval.words
    assert result.submitted_by.get_full_name() in approval.words


def test_a_new_name_of_who_approved_changes_no_approved_report(assessment, result):
    """They marry, or their account is emptied: what is printed is printed with the same bytes."""
    before = printable_of_result(assessment, result)
    User.objects.update(first_name="Somebody", last_name="Else")

    again = printable_of_result(assessment, Result.objects.get())

    assert again.digest == before.digest
    assert result.approved_name in str(again.contents["approval"])


def test_an_approval_without_a_second_person_is_printed_as_that(owner):
    alone = make_assessment(by=owner)
    answer_all(alone)
    submitted = review.submit(alone, by=owner)
    seal = printable_of(submitted, alone.created_at.date()).document["sha256"]

    result = review.approve(submitted, by=owner, sha256=seal)

    approval = printable_of_result(alone, result).report().approval
    assert approval is not None
    assert "No second person looked at it." in approval.words


def test_what_is_printed_of_a_frozen_result_is_the_same_on_any_day(assessment, result):
    one = printable_of_result(assessment, result)
    other = printable_of_result(assessment, Result.objects.get())

    assert one.digest == other.digest
    assert type(one).from_contents(one.contents).digest == one.digest


def test_a_round_that_was_not_approved_is_not_found(as_owner, assessment, result):
    assert export(as_owner, assessment, "json", round=2).status_code == 404
    assert export(as_owner, assessment, "exe").status_code == 404


def test_the_list_stays_within_its_queries(as_owner, assessment, django_assert_max_num_queries):
    for _ in range(3):
        make_result(assessment)
        assessment = review.reopen(assessment, by=assessment.created_by)

    with django_assert_max_num_queries(6):
        as_owner.get(reverse("scorecard:approved-results", args=[assessment.code]))


def test_the_report_of_a_frozen_result_has_the_same_bytes_each_time(assessment, result):
    one, other = (
        render_pdf(printable_of_result(assessment, Result.objects.get()).report()) for _ in "12"
    )

    assert one == other
    assert one.startswith(b"%PDF-")
