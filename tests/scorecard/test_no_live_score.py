"""While somebody answers, they see how much is answered and never what it scores."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tests.factories import (
    answer,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_principle,
    make_question,
)

pytestmark = pytest.mark.django_db

LEVELS = {"TRA": (4, 4, 3), "FAI": (3, 3, 2)}  # 91.7 and 66.7, together 79.2
SCORES = {"91", "66", "79"}  # numbers that no page has for another reason


@pytest.fixture
def assessment(owner):
    """Answered in full but for FAI-03, which is answered as a reader looks."""
    principles = tuple(
        make_principle(
            *(make_question(f"{prefix}-0{n}", principle=key, weight=1) for n in (1, 2, 3)),
            key=key,
            prefix=prefix,
        )
        for prefix, key in (("TRA", "transparency"), ("FAI", "fairness"))
    )
    edition = make_edition(make_edition_definition(principles=principles, markets=()))
    assessment = make_assessment(by=owner, edition=edition, markets=(), seats=())
    for prefix, levels in LEVELS.items():
        for number, level in enumerate(levels, start=1):
            answer(assessment, f"{prefix}-0{number}", level)
    return assessment


def numbers(response) -> set[str]:
    """Every whole number in what a reader sees."""
    html = response.content.decode()
    return set(re.findall(r"\b\d+\b", strip_tags(html)))


def test_the_results_show_these_scores(as_owner, assessment):
    page = as_owner.get(reverse("scorecard:results", args=[assessment.code]))

    assert numbers(page) >= SCORES


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("assessment", ()),
        ("section", ("transparency",)),
        ("section", ("fairness",)),
        ("section-check", ("fairness",)),
        ("response-history", ("FAI-03",)),
        ("edit-scope", ()),
    ],
)
def test_no_page_of_somebody_who_answers_shows_a_score(as_owner, assessment, name, more):
    page = as_owner.get(reverse(f"scorecard:{name}", args=[assessment.code, *more]))

    assert page.status_code == 200
    assert numbers(page) & SCORES == set()


def test_no_saved_card_brings_a_score_along(as_owner, assessment):
    url = reverse("scorecard:record-response", args=[assessment.code, "FAI-03"])
    sent = {"answer": "2", "reason": "", "note": "New", "evidence": "0", "revision": "1"}
    card = {f"FAI-03-{field}": value for field, value in (sent | {"read": "-"}).items()}

    saved = as_owner.post(url, card, headers={"HX-Request": "true"})

    assert saved.status_code == 200
    assert "3</b> of 3" in saved.content.decode()  # how far it is, there
    assert numbers(saved) & SCORES == set()


def test_no_saved_section_brings_a_score_along(as_owner, assessment):
    url = reverse("scorecard:section", args=[assessment.code, "fairness"])

    saved = as_owner.post(url, {"then": "stay"}, follow=True)

    assert saved.status_code == 200
    assert numbers(saved) & SCORES == set()
