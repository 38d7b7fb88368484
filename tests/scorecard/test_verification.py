"""The public page that says whether a code is genuine, and the command that scores again."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from scorecard.models import Assessment, Result
from scorecard.services import review
from scorecard.services.results import document_of_answers
from tests.factories import answer, answer_all, make_assessment, make_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    assessment = make_assessment(title="Retail bank of Meridian")
    answer_all(assessment, level=3)
    answer(assessment, "TRA-01", 2, note="Register", evidence=2)
    return assessment


@pytest.fixture
def result(assessment: Assessment) -> Result:
    return make_result(assessment)


@pytest.fixture
def ask(client):
    return lambda code: client.get(reverse("scorecard:verify"), {"code": code})


def tamper(result: Result, **said: object) -> None:
    """Past every guard of the code, straight into the table."""
    document = {**result.document, **said}
    with connection.cursor() as cursor:
        adapted = Result._meta.get_field("document").get_db_prep_save(document, connection)
        cursor.execute(
            "UPDATE scorecard_result SET document = %s WHERE id = %s", [adapted, result.pk]
        )


def test_the_page_asks_for_a_code(client):
    page = client.get(reverse("scorecard:verify"))

    assert page.status_code == 200
    assert 'role="status"' not in page.content.decode()


def test_an_approved_code_is_genuine(ask, result):
    page = ask(result.code_in_groups).content.decode()

    assert "Genuine" in page
    assert result.sha256 in page
    assert result.edition_label in page


def test_it_tells_nothing_confidential(ask, result, assessment):
    page = ask(result.code).content.decode()

    people = (result.approved_by.username, result.submitted_by.username)
    for secret in (assessment.title, assessment.organisation.name, *people):
        assert secret not in page
    assert str(result.document["overall"]["score"]["shown"]) not in page.split("<table")[0]


def test_a_code_is_found_however_it_is_typed(ask, result):
    typed = f"  {result.code_in_groups.lower()} ".replace("-", " ")

    assert "Genuine" in ask(typed).content.decode()


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "<script>", "é" * 200])
def test_any_other_code_is_unknown(ask, result, code):
    page = ask(code)

    assert page.status_code == 200
    assert '<h2 class="h4">Unknown</h2>' in page.content.decode()
    assert "<script>" not in page.content.decode().split("<main")[1]


def test_a_newer_approval_supersedes_it(ask, result, assessment):
    reopened = review.reopen(assessment, by=assessment.created_by)
    assert "Genuine, and superseded" not in ask(result.code).content.decode()  # not yet approved

    newer = make_result(reopened)

    assert "Genuine, and superseded" in ask(result.code).content.decode()
    assert "superseded" not in ask(newer.code).content.decode()


def test_every_stored_result_is_scored_again(result):
    out, err = StringIO(), StringIO()

    call_command("verify_results", stdout=out, stderr=err)

    assert f"{result.code_in_groups}" in out.getvalue()
    assert "as it was" in out.getvalue()
    assert "1 looked at, 0 with differences" in err.getvalue()


def test_a_changed_document_is_named(result):
    tamper(result, organisation="Somebody else")

    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("verify_results", stdout=out, stderr=StringIO())

    assert failed.value.returncode == 1
    assert "seal does not match" in out.getvalue()


def test_a_result_that_scores_otherwise_is_named_with_its_path(result, monkeypatch):
    """As after a change of the method that forgot to give it a new name."""

    def another(edition, digest, organisation, answers):
        document = document_of_answers(result.assessment)
        document["overall"]["score"] = {"exact": "1", "shown": 1}
        return document

    monkeypatch.setattr("scorecard.services.verification.build_document", another)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_results", stdout=out, stderr=StringIO())

    assert "overall.score.exact is " in out.getvalue()
    assert "and now '1'" in out.getvalue()


def test_one_result_can_be_picked(result):
    out = StringIO()

    call_command("verify_results", code=result.code_in_groups, stdout=out, stderr=StringIO())

    assert out.getvalue().count("\n") == 1


def test_an_unknown_code_is_bad_input(db):
    with pytest.raises(CommandError) as failed:
        call_command("verify_results", code="0000", stderr=StringIO())

    assert failed.value.returncode == 2
