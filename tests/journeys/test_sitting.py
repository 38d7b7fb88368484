"""Forty answers in one sitting, on the shipped questions: what that costs the network."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from frameworks.models import Edition
from scorecard.models import Assessment
from tests.factories import make_assessment
from tests.journeys.answering import choose, mei, open_as, page, url

__all__ = ["mei", "open_as", "page", "url"]  # fixtures

ANSWERS = 40
MOST_BYTES = 100_000  # of HTML before compression


@pytest.fixture
def assessment(published: Edition, mei: User) -> Assessment:
    return make_assessment(by=mei, edition=published)


def test_forty_answers_take_forty_small_requests(page: Any, assessment: Assessment) -> None:
    posts: list[int] = []
    page.on("response", lambda reply: posts.append(len(reply.body())) if is_save(reply) else None)
    sections = [each.key for each in assessment.edition.definition.principles]
    for key in sections:
        page.goto(reverse("scorecard:section", args=[assessment.code, key]))
        for card in page.locator("[data-card]").all():
            if len(posts) == ANSWERS:
                break
            with page.expect_response(is_save):
                choose(page, str(card.get_attribute("id")), "2")
        page.wait_for_function("!document.querySelector('.save--saving')")

    assert len(posts) == ANSWERS
    assert sum(posts) < MOST_BYTES
    assert assessment.responses.count() == ANSWERS


def is_save(reply: Any) -> bool:
    return reply.request.method == "POST" and "/responses/" in reply.url
