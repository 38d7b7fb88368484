"""People are told when a newer edition states a fact behind their market results otherwise."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frameworks.models import Edition
from scorecard.questionnaire.news import news_of
from scorecard.services.results import current_document
from tests.factories import (
    SOURCED,
    answer_all,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_market,
    make_membership,
    make_obligation,
    make_principle,
    make_question,
    make_result,
    make_user,
)
from tests.scorecard.editions import move, newer

pytestmark = pytest.mark.django_db

KEYS = ("transparency", "fairness")


def with_singapore(**overrides) -> Edition:
    """The small edition once more, with another Singapore."""
    markets = (
        make_market("SG", "Singapore", principles=KEYS, **overrides),
        make_market("ID", "Indonesia", principles=KEYS),
    )
    return make_edition(make_edition_definition(label="2027.1", markets=markets))


def told(assessment) -> list[str]:
    news = news_of(assessment, Edition.objects.newest_published())
    return [change.what for market in news.markets for change in market.changes] if news else []


@pytest.mark.parametrize(
    ("overrides", "what"),
    [
        ({"floor": 3}, "Market Singapore, Floors, Transparency: Floor"),
        (
            {"obligations": (make_obligation("SG-01", statement="Another duty."),)},
            "Market Singapore, obligation SG-01: Statement",
        ),
        ({"obligations": ()}, "Market Singapore, Obligations"),
        ({"status": "draft"}, "Market Singapore: Status of the profile"),
    ],
)
def test_a_fact_that_changed_is_told(assessment, overrides, what):
    with_singapore(**overrides)

    assert told(assessment)[0].startswith(what)


@pytest.mark.parametrize(
    "overrides",
    [
        {},
        {"summary": "Busy."},
        {"obligations": (make_obligation("SG-01", **(SOURCED | {"as_of": "2026-09-01"})),)},
    ],
)
def test_what_no_result_rests_on_is_not_news(assessment, overrides):
    with_singapore(**overrides)

    assert told(assessment) == []


def test_a_market_out_of_scope_is_no_news(owner):
    assessment = make_assessment(by=owner, markets=("ID",))
    with_singapore(floor=3)

    assert told(assessment) == []


def test_reworded_questions_are_no_news_of_a_market(assessment):
    principles = (
        make_principle(make_question("TRA-01", critical=True, text="What of TRA-01?")),
        make_principle(key="fairness", prefix="FAI"),
    )
    make_edition(make_edition_definition(label="2027.1", principles=principles))

    assert told(assessment) == []


def facts_on_the_page_of_the_move(as_owner, assessment) -> list[str]:
    page = as_owner.get(reverse("scorecard:move-edition", args=[assessment.code]))
    news = page.context["news"]
    return [change.what for market in news.markets for change in market.changes] if news else []


def test_what_the_page_of_the_move_shows_above_is_not_said_again(as_owner, assessment):
    duty = make_obligation("SG-01", statement="Another duty.", title="Another")
    with_singapore(floor=3, obligations=(duty,))
    assert len(told(assessment)) > 2

    assert facts_on_the_page_of_the_move(as_owner, assessment) == []


def test_what_only_the_facts_say_stays_on_the_page_of_the_move(as_owner, assessment):
    gone = make_obligation("SG-02")
    with_singapore(floor=3, obligations=(make_obligation("SG-01"), gone))

    facts = facts_on_the_page_of_the_move(as_owner, assessment)

    assert facts
    assert all("obligation" in what.lower() for what in facts)


def test_results_and_dashboard_tell_it(as_owner, assessment):
    with_singapore(floor=3)

    results = as_owner.get(reverse("scorecard:results", args=[assessment.code])).content.decode()
    dashboard = as_owner.get("/").content.decode()

    assert "Edition 2027.1 states facts on Singapore otherwise." in results
    assert "Market Singapore, Floors, Transparency: Floor" in results
    assert "Edition 2027.1 states facts on Singapore otherwise." in dashboard


def test_after_moving_there_is_nothing_to_tell(as_owner, assessment):
    move(assessment, with_singapore(floor=3))

    assert "states facts" not in as_owner.get("/").content.decode()


def test_an_approved_result_is_told_and_stays(as_owner, assessment):
    answer_all(assessment)
    result = make_result(assessment)
    newer()

    html = as_owner.get(reverse("scorecard:results", args=[assessment.code])).content.decode()

    assert "stay as they were approved" in html
    assert reverse("scorecard:move-edition", args=[assessment.code]) not in html
    assert current_document(assessment)["sha256"] == result.sha256


def test_nobody_else_is_told(client, assessment):
    with_singapore(floor=3)
    stranger = make_user()
    client.force_login(stranger)
    make_membership(
        make_assessment(by=stranger, edition=Edition.objects.get(label="2027.1")).organisation
    )

    assert "states facts" not in client.get("/").content.decode()


def test_the_dashboard_takes_as_many_queries_for_many(as_owner, owner):
    old = make_edition()
    organisation = make_assessment(by=owner, edition=old).organisation
    with_singapore(floor=3)
    as_owner.get("/")
    counts = []
    for number in (1, 9):
        for _ in range(number):
            make_assessment(by=owner, edition=old, organisation=organisation)
        with CaptureQueriesContext(connection) as queries:
            html = as_owner.get("/").content.decode()
        counts.append(len(queries))

    assert html.count("states facts on Singapore") == 11
    assert counts[0] == counts[1] <= 7
