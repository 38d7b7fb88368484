from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.urls import reverse

from frameworks.fixtures import read_fixtures
from frameworks.models import Edition
from scorecard.answers_file import load_answers_file
from scorecard.models import (
    Assessment,
    Membership,
    ObligationResponse,
    Organisation,
    Remark,
    Result,
)
from scorecard.scoring import GENAI, score, visible_questions
from scorecard.scoring.document import is_sealed
from tests.factories import make_edition
from tests.frameworks.editions import tamper

BANK = "Retail bank, 2026 second half"
DEMO = Path(settings.BASE_DIR) / "fixtures" / "demo"


@pytest.fixture(scope="module")
def content():
    return read_fixtures(Path(settings.BASE_DIR) / "fixtures")


@pytest.fixture
def seed(db, content):
    make_edition(content)

    def run(**options):
        out = StringIO()
        call_command("seed_demo", stdout=out, stderr=StringIO(), **options)
        return out.getvalue()

    return run


def test_it_makes_three_organisations_and_says_how_to_sign_in(seed, client):
    printed = seed()

    assert (Organisation.objects.count(), Assessment.objects.count()) == (3, 5)
    for username in ("owner", "assessor", "reviewer", "viewer", "consultant"):
        assert username in printed
        assert client.login(username=username, password="demo-scorecard")


def test_two_editors_of_content_belong_to_no_organisation(seed, client):
    printed = seed()

    for username in ("editor", "second-editor"):
        assert re.search(rf"{username} +content editor\n", printed)
        assert client.login(username=username, password="demo-scorecard")
        assert client.get("/", follow=True).redirect_chain == [(reverse("editions:list"), 302)]
        assert EmailAddress.objects.get(user__username=username).verified
    assert not Membership.objects.filter(user__username__contains="editor").exists()


def test_content_that_was_changed_is_refused_and_nothing_is_made(seed):
    tamper(Edition.objects.get(), digest="2" * 64)

    with pytest.raises(CommandError, match="does not match its digest: run load_frameworks"):
        seed()

    assert not Organisation.objects.exists()


def test_the_bank_is_finished_the_ministry_underway_and_the_hospital_untouched(seed):
    seed()

    progress = {
        assessment.organisation.name: (assessment.answered_count, assessment.result_status)
        for assessment in Assessment.objects.draft().select_related("organisation")
    }
    bank = Assessment.objects.get(title=BANK)
    assert bank.is_complete
    assert len(bank.markets) == 10
    assert progress["Meridian Digital Bank"] == (bank.asked_count, "FINAL")
    assert 0 < progress["Ministry of Citizen Services"][0] < 60
    assert progress["Selat Biru Hospitals"] == (0, "INSUFFICIENT")


def test_a_second_run_changes_nothing(seed, django_assert_max_num_queries):
    first = seed()
    before = list(Assessment.objects.values_list("code", "updated_at"))

    with django_assert_max_num_queries(14):
        assert seed() == first
    assert list(Assessment.objects.values_list("code", "updated_at")) == before


def test_what_is_missing_is_made_again(seed):
    seed()
    Assessment.objects.get(organisation__name="Selat Biru Hospitals").delete()

    seed()

    assert (Organisation.objects.count(), Assessment.objects.count()) == (3, 5)


def test_the_stored_answers_score_like_the_file(seed, content):
    seed()

    bank = Assessment.objects.get(title=BANK)
    from_file = load_answers_file(DEMO / "bank.yaml").read(content).answers

    assert score(content, bank.answers()) == score(content, from_file)


def test_there_is_one_in_every_state(seed):
    seed()

    states = dict(Assessment.objects.values_list("title", "status"))
    assert set(states.values()) == set(Assessment.Status.values)
    assert states[BANK] == "draft"
    assert states["Lending and fraud, 2026 second half"] == "in_review"
    assert states["Whole bank, 2026 first half"] == "approved"


def test_one_was_approved_twice_by_another_than_its_author(seed):
    seed()

    approved = Result.objects.with_superseded().order_by("round")
    first, second = approved
    assert (first.is_superseded, second.is_superseded) == (True, False)
    for result in approved:
        people = (result.submitted_by.username, result.approved_by.username)
        assert people == ("consultant", "reviewer")
        assert is_sealed(result.document)
    assert first.document["responses"]["TRA-03"]["level"] == 2
    assert second.document["responses"]["TRA-03"]["level"] == 3


def test_a_remark_waits_and_another_is_settled(seed):
    seed()

    assert dict(Remark.objects.values_list("key", "settled_by__username")) == {
        "TRA-09": None,
        "TRA-03": "consultant",
    }


def test_a_claim_waits_for_the_reviewer_and_another_is_accepted(seed):
    seed()

    claims = ObligationResponse.objects.filter(state="not_applicable")
    assert set(claims.values_list("accepted_by__username", flat=True)) == {None, "owner"}


def test_the_bank_is_asked_about_generative_ai(content):
    answers = load_answers_file(DEMO / "bank.yaml").read(content).answers

    assert len(visible_questions(content, answers)[GENAI]) == 15


def test_it_refuses_a_public_server(seed, settings):
    settings.HTTPS_ONLY = True

    with pytest.raises(CommandError, match="passwords are public"):
        seed()
    assert not Organisation.objects.exists()
    assert seed(force=True)


def test_it_needs_content(db):
    with pytest.raises(CommandError, match="load_frameworks --publish"):
        call_command("seed_demo")


def test_content_that_has_no_place_for_the_answers_is_named(db):
    make_edition()

    with pytest.raises(CommandError, match=r"bank\.yaml"):
        call_command("seed_demo")
    assert not Organisation.objects.exists()


def test_a_public_server_is_warned_of_demo_accounts(seed, settings):
    seed()
    assert "scorecard.W001" not in {problem.id for problem in run_checks(databases=["default"])}

    settings.HTTPS_ONLY = True

    assert "scorecard.W001" in {problem.id for problem in run_checks(databases=["default"])}
