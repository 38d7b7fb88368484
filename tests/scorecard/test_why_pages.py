"""The pages that explain one number."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from scorecard.models import Role
from tests.factories import (
    answer,
    answer_all,
    declare,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_membership,
    make_principle,
    make_question,
    make_result,
    make_user,
)

pytestmark = pytest.mark.django_db

KEYS = ("overall", "transparency", "fairness", "genai", "cross_border", "next-steps", "gaps")


def address(assessment, key="overall"):
    return reverse("scorecard:why", args=[assessment.code, key])


def market_address(assessment, market="SG"):
    return reverse("scorecard:market-why", args=[assessment.code, market])


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_score_is_worked_out_in_words_and_numbers(as_owner, assessment):
    answer_all(assessment)

    page = words(as_owner.get(address(assessment)))

    assert "<h1>Why 75?</h1>" in page
    assert "(75 + 75) ÷ 2 = 75" in page
    assert "Complete: everything is answered." in page


def test_a_principle_lists_each_question_with_a_link_to_its_card(as_owner, assessment):
    answer_all(assessment, level=4)
    answer(assessment, "TRA-01", 0)

    page = words(as_owner.get(address(assessment, "transparency")))

    assert "min(25, 39) = 25" in page
    section = reverse("scorecard:section", args=[assessment.code, "transparency"])
    assert f'href="{section}#TRA-01"' in page
    assert f'href="{reverse("scorecard:method")}#m-cap"' in page


def test_every_link_to_the_method_leads_to_a_place_there(as_owner, assessment):
    answer_all(assessment)
    method = reverse("scorecard:method")
    there = set(re.findall(r' id="([\w-]+)"', words(as_owner.get(method))))

    keys = (*KEYS, "step-TRA-01")
    pages = [address(assessment, key) for key in keys] + [market_address(assessment)]
    asked = {
        anchor
        for page in pages
        for anchor in re.findall(rf'href="{method}#([\w-]+)"', words(as_owner.get(page)))
    }

    assert asked
    assert asked <= there


def test_a_step_is_worked_out_on_a_page_of_its_own(as_owner, assessment):
    answer_all(assessment, level=3)
    answer(assessment, "TRA-01", 0)

    page = words(as_owner.get(address(assessment, "step-TRA-01")))

    assert '<h1>What <span class="nowrap">TRA-01</span> at level 1 would change</h1>' in page
    assert "Before: level 0, Absent" in page
    assert f'href="{address(assessment, "next-steps")}"' in page
    section = reverse("scorecard:section", args=[assessment.code, "transparency"])
    assert f'href="{section}#TRA-01"' in page


@pytest.mark.parametrize("key", ["nothing", "markets", "SG", "step-", "step-NO-01"])
def test_an_unknown_key_is_not_found(as_owner, assessment, key):
    assert as_owner.get(address(assessment, key)).status_code == 404


def test_a_unit_that_is_not_asked_is_not_found(as_owner, owner):
    assessment = make_assessment(by=owner, markets=("SG",), facts={"uses_generative_ai": False})

    assert as_owner.get(address(assessment, "genai")).status_code == 404
    assert as_owner.get(address(assessment, "cross_border")).status_code == 404
    assert as_owner.get(market_address(assessment, "ID")).status_code == 404


@pytest.mark.parametrize("key", KEYS)
def test_with_nothing_answered_every_page_still_says_something(as_owner, assessment, key):
    assert as_owner.get(address(assessment, key)).status_code == 200


def test_without_an_overall_score_it_says_what_would_satisfy_the_rule(as_owner, assessment):
    page = words(as_owner.get(address(assessment)))

    assert "What is not satisfied, and what would satisfy it" in page
    assert "At least 60% of the weight must be answered: 3 of 5. Now it is 0." in page
    assert "Begin here:" in page


def test_a_market_shows_the_line_that_decides(as_owner, assessment):
    answer_all(assessment)
    declare(assessment, "SG-01", "unmet")

    page = words(as_owner.get(market_address(assessment)))

    assert "Not ready: an obligation that may block is unmet." in page
    assert "Yes: this decides" in page
    section = reverse("scorecard:market-section", args=[assessment.code, "SG"])
    assert f'href="{section}#SG-01"' in page


def test_an_approved_assessment_explains_its_frozen_result(as_owner, assessment):
    answer_all(assessment)
    result = make_result(assessment)

    page = words(as_owner.get(address(assessment)))

    assert "This explains the approved result, which is frozen." in page
    assert result.sha256 in page


def test_a_stranger_finds_nothing_and_members_read(client, assessment):
    client.force_login(make_user())
    assert client.get(address(assessment)).status_code == 404
    assert client.get(market_address(assessment)).status_code == 404

    client.force_login(make_membership(assessment.organisation, Role.VIEWER).user)
    assert client.get(address(assessment)).status_code == 200
    assert client.get(market_address(assessment)).status_code == 200


@pytest.mark.parametrize("questions", [2, 20])
def test_the_number_of_queries_does_not_grow(
    client, owner, django_assert_max_num_queries, questions
):
    principles = (make_principle(*(make_question(f"TRA-{n:02}") for n in range(1, questions + 1))),)
    edition = make_edition(make_edition_definition(principles=principles))
    assessment = make_assessment(by=owner, edition=edition)
    answer_all(assessment)
    client.force_login(owner)

    for page in (
        address(assessment),
        address(assessment, "next-steps"),
        address(assessment, "step-TRA-01"),
        market_address(assessment),
    ):
        with django_assert_max_num_queries(8):
            assert client.get(page).status_code == 200
