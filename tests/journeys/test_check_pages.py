"""From the task list to a section that is called done, changed again, and seen to be: in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from scorecard import services
from scorecard.models import Assessment
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE
from scorecard.services import Scope
from tests.accessibility import NARROW, WIDE, bring_session, objections, overflow
from tests.factories import answer, answer_all, declare, make_assessment, make_user
from tests.journeys.answering import choose, follow

SECTION = "Transparency in full"


@pytest.fixture
def assessment(client: Client, page: Any, transactional_db: None) -> Assessment:
    """Of the person the browser is signed in as."""
    owner = make_user(username="mei", first_name="Mei", last_name="Tan")
    client.force_login(owner)
    bring_session(page.context, client)
    return make_assessment(by=owner, facts={"uses_generative_ai": True})


def test_a_section_is_answered_checked_marked_as_done_and_changed(
    page: Any, assessment: Assessment
) -> None:
    page.goto(assessment.get_absolute_url())
    follow(page.get_by_role("link", name=f"Start with {SECTION}"))
    _choose(page, "TRA-01", 4)

    page.goto(assessment.get_absolute_url())
    follow(page.get_by_role("link", name=f"Continue with {SECTION}, TRA-02"))
    assert page.url.endswith("/sections/transparency/#TRA-02")
    _choose(page, "TRA-02", 2)

    page.goto(assessment.get_absolute_url())
    assert "All answered" in _row(page)
    follow(page.get_by_role("link", name=f"Check {SECTION}", exact=True))
    assert "Level 4, Assured, is only stated." in page.locator("main").inner_text()
    page.get_by_role("button", name="Mark this section as done").click()
    assert page.get_by_text(f"{SECTION} is marked as done.").is_visible()
    assert "Marked done by Mei Tan" in _row(page)

    follow(page.get_by_role("link", name=f"Check {SECTION}", exact=True))
    follow(page.get_by_role("link", name="Change the answer to TRA-01"))
    assert page.url.endswith("/sections/transparency/#TRA-01")
    _choose(page, "TRA-01", 1)

    page.goto(assessment.get_absolute_url())
    assert "Done, changed since" in _row(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_pages_please_axe_and_fit_a_narrow_window(
    page: Any, assessment: Assessment, theme: str
) -> None:
    page.emulate_media(color_scheme=theme)

    wrong = {name: found for name, url in _states(assessment) if (found := _faults(page, url))}

    assert wrong == {}


def _choose(page: Any, key: str, level: int) -> None:
    """Choose a level and wait until the card has saved itself."""
    with page.expect_response(f"**/responses/{key}/") as saved:
        choose(page, key, str(level))
    assert saved.value.status == 200


def _row(page: Any) -> str:
    text: str = page.locator("tr", has_text=SECTION).inner_text()
    return text


def _states(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Each page with the most it can show, and with nothing."""
    tasks = assessment.get_absolute_url()
    check = reverse("scorecard:section-check", args=[assessment.code, "transparency"])
    hidden = reverse("scorecard:hidden-answers", args=[assessment.code])
    by = assessment.created_by
    yield "nothing answered", tasks
    yield "all unanswered", check
    yield "nothing hidden", hidden

    answer_all(assessment)
    services.mark_section_done(assessment, "transparency", by=by)
    services.mark_section_done(assessment, "fairness", by=by)
    answer(assessment, "TRA-01", DONT_KNOW, evidence=2, note="long" * 40)
    answer(assessment, "TRA-02", NOT_APPLICABLE, reason="long" * 40)
    answer(assessment, "GEN-01", 0, evidence=1, note="long" * 40)
    answer(assessment, "FAI-01", None)
    declare(assessment, "SG-01", "met")
    yield "every kind of finding", check
    yield "done", reverse("scorecard:market-section-check", args=[assessment.code, "SG"])
    smaller = Scope(title="Smaller", facts={"uses_generative_ai": False}, markets=("SG",))
    services.change_scope(assessment, scope=smaller, revision=0)
    yield "every status", tasks
    yield "some hidden", hidden


def _faults(page: Any, url: str) -> list[str]:
    page.set_viewport_size({"width": WIDE, "height": 800})
    assert page.goto(url).status == 200
    assert page.url.endswith(url)  # and not the sign-in page
    found = objections(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    return found + overflow(page)
