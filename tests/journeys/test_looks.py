"""Where things stand on a page: columns that line up, long words that wrap, quiet focus."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from frameworks.models import Edition
from scorecard.models import Assessment, Organisation
from tests.accessibility import NARROW, bring_session, overflow
from tests.factories import (
    answer,
    answer_all,
    make_assessment,
    make_organisation,
    make_result,
    make_user,
)

ONE_WORD = "Retailbankcreditscoringassessmentforthewholeregionin2026half"  # 60 characters
PLACES = ("results", "review", "assessment", "report-progress", "edit-scope", "hidden-answers")

LEFT_EDGES = """(selector) => {
  const lefts = [...document.querySelectorAll(selector)].map(
    (each) => Math.round(each.getBoundingClientRect().left),
  );
  return [...new Set(lefts)];
}"""
FRAME = """(each) => {
  const { outlineStyle, boxShadow } = getComputedStyle(each);
  return [outlineStyle, boxShadow];
}"""
OUT_OF_THEIR_CELL = """() => [...document.querySelectorAll(".choices__checkbox label")]
  .filter((each) => {
    const { left, right } = each.getBoundingClientRect();
    const cell = each.parentElement.getBoundingClientRect();
    const box = each.previousElementSibling.getBoundingClientRect();
    return right > cell.right + 0.5 || left < box.right;
  })
  .map((each) => each.textContent)"""


@pytest.fixture
def owner(page: Any, client: Client, transactional_db: None) -> User:
    """Whom the browser is signed in as."""
    user = make_user(username="mei")
    client.force_login(user)
    bring_session(page.context, client)
    page.set_default_timeout(10_000)
    return user


@pytest.fixture
def assessment(owner: User, published: Edition) -> Assessment:
    return make_assessment(by=owner, edition=published, markets=("SG", "BN"))


@pytest.mark.parametrize("width", [800, 1280])
def test_both_tables_of_the_task_list_have_the_same_columns(
    page: Any, assessment: Assessment, width: int
) -> None:
    answer(assessment, "TRA-01", 2)  # so that one button is longer than the others
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(assessment.get_absolute_url())

    assert page.locator(".ledger--tasks").count() == 2
    for number in range(1, 6):
        assert len(page.evaluate(LEFT_EDGES, f".ledger--tasks thead th:nth-child({number})")) == 1
    assert len(page.evaluate(LEFT_EDGES, ".ledger__ways .btn-quiet")) == 1
    assert len(page.evaluate(LEFT_EDGES, ".ledger__ways .btn-secondary")) == 1
    assert overflow(page) == []


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_a_title_of_one_long_word_fits_a_narrow_window(
    page: Any, owner: User, transactional_db: None, state: str
) -> None:
    organisation = make_organisation(owner, name=ONE_WORD)
    assessment = make_assessment(by=owner, organisation=organisation, title=ONE_WORD)
    answer_all(assessment)
    if state == "approved":
        make_result(assessment)
    urls = [reverse(f"scorecard:{name}", args=[assessment.code]) for name in PLACES]
    urls += [reverse("scorecard:dashboard"), organisation.get_absolute_url()]
    page.set_viewport_size({"width": NARROW, "height": 800})

    wide = {url: found for url in urls if (found := _overflow_at(page, url))}

    assert wide == {}


def test_a_long_name_in_any_script_leaves_the_band_on_top_as_it_is(
    page: Any, owner: User, transactional_db: None
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    heights = []
    for name in ("Acme", "ธนาคารเพื่อการพัฒนาที่ยั่งยืน" * 4):
        make_organisation(owner, name=name)
        assessment = make_assessment(by=owner, organisation=Organisation.objects.get(name=name))
        page.goto(assessment.get_absolute_url())
        assert page.locator(".masthead__org summary").inner_text().startswith(name[:4])
        heights.append(page.locator(".masthead").bounding_box()["height"])

    assert heights[0] == heights[1]
    assert overflow(page) == []


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_names_of_places_stay_in_their_cells(page: Any, assessment: Assessment, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reverse("scorecard:edit-scope", args=[assessment.code]))

    labels = page.locator(".choices__checkbox label").all()
    assert len(labels) > 10
    assert len({round(label.bounding_box()["height"]) for label in labels}) == 1
    assert page.evaluate(OUT_OF_THEIR_CELL) == []


def test_a_heading_that_gets_the_focus_has_no_frame(page: Any, assessment: Assessment) -> None:
    page.goto(reverse("scorecard:edit-scope", args=[assessment.code]))
    page.locator("button[name=preview]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#h-preview:focus")

    assert page.locator("#h-preview").evaluate(FRAME) == ["none", "none"]
    page.keyboard.press("Tab")
    assert page.locator("button[name=confirm]:focus").evaluate(FRAME)[0] == "solid"


def test_a_list_to_choose_from_has_its_arrow_in_forced_colours(
    page: Any, assessment: Assessment
) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(reverse("scorecard:section", args=[assessment.code, "transparency"]))

    looks = page.locator("select.form-select").first.evaluate(
        "(e) => getComputedStyle(e).appearance"
    )

    assert looks == "auto"


def _overflow_at(page: Any, url: str) -> list[str]:
    page.goto(url)
    return overflow(page)
