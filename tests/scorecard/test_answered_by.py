"""Who answered, on the card itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scorecard.models import (
    Assessment,
    Response,
)
from scorecard.questionnaire.cards import question_cards
from tests.factories import answer, make_membership, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(assessment):
    return reverse("scorecard:response-history", args=[assessment.code, "TRA-01"])


@pytest.fixture
def colleague(assessment):
    user = make_user(username="siti", first_name="Siti")
    return make_membership(assessment.organisation, user=user).user


def answered_by(assessment: Assessment, reader) -> str:
    edition = assessment.edition.definition
    given = assessment.responses.select_related("answered_by", "question")
    rows = {row.question.key: row for row in given}
    card = question_cards(edition, [edition.question_by_id["TRA-01"]], rows)[0]
    context = {"card": card, "assessment": assessment, "user": reader}
    with CaptureQueriesContext(connection) as queries:
        html = render_to_string("scorecard/components/answered_by.html", context)
    assert len(queries) == 0
    return html


def test_a_card_says_who_answered_and_leads_to_the_history(assessment, colleague, url):
    answer(assessment, "TRA-01", 3)
    Response.objects.update(answered_at=datetime(2026, 11, 3, 12, 0, tzinfo=UTC))

    html = answered_by(assessment, colleague)

    assert "Olga Owner" in html
    assert (
        'datetime="2026-11-03T12:00:00+00:00" data-clock="moment">3 Nov 2026, 12:00 UTC</time>'
        in html
    )
    assert f'href="{url}"' in html


def test_a_card_says_you_to_who_answered(assessment, owner):
    answer(assessment, "TRA-01", 3)

    html = answered_by(assessment, owner)

    assert "You" in html
    assert "Olga" not in html


def test_a_card_nobody_answered_says_nothing(assessment, owner):
    assert answered_by(assessment, owner).strip() == ""
