"""Sections and the pages around them on phones: targets for a thumb, no sideways scrolling."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frameworks.models import Edition
from scorecard.models import Assessment
from tests.accessibility import bring_session, overflow
from tests.factories import answer, answer_all, make_assessment, make_result, make_user

THUMB = 44  # CSS pixels

CONTROLS = (
    ":is(input[type=radio], input[type=checkbox], button, summary, select, textarea, a)"
    ":not(.visually-hidden)"
)
ON_CARDS = f".qcard {CONTROLS}, .secbar button, #answers > * > button, .rail-fold > summary"

# A radio button is as large as its label, or as the row it stands in with it. A link within a
# sentence may be as high as its line.
SMALL_TARGETS = """([controls, least]) => {
  const isInSentence = (each) => each.matches("a") && getComputedStyle(each).display === "inline";
  return [...document.querySelectorAll(controls)].flatMap((each) => {
    if (!each.checkVisibility() || isInSentence(each)) return [];
    const target = each.closest("label") ?? each.closest(".form-check") ?? each;
    const { width, height } = target.getBoundingClientRect();
    return width >= least && height >= least ? [] : [`${each.id || each.outerHTML}: ${width} x ${height}`];
  });
}"""


# The label of a choice is where people tap: it fills its row.
LOW_LABELS = """(least) => [...document.querySelectorAll("main .form-check-label")]
  .filter((each) => each.getBoundingClientRect().height < least).map((each) => each.outerHTML)"""


@pytest.fixture
def assessment(published: Edition) -> Assessment:
    return make_assessment(
        by=make_user(), edition=published, markets=("SG",), facts={"uses_generative_ai": True}
    )


@pytest.fixture
def phone(page: Any, client: Client, assessment: Assessment, request: Any) -> Any:
    client.force_login(assessment.created_by)
    bring_session(page.context, client)
    page.set_viewport_size({"width": request.param, "height": 700})
    return page


both = pytest.mark.parametrize("phone", [320, 390], indirect=True)
sections = pytest.mark.parametrize("section", ["transparency", "genai", "SG"])


def show(page: Any, assessment: Assessment, section: str) -> None:
    name = "scorecard:market-section" if section.isupper() else "scorecard:section"
    page.goto(reverse(name, args=[assessment.code, section]))
    page.wait_for_selector("#shortcuts-open:visible")


@both
@sections
def test_a_thumb_hits_every_control_of_a_card(
    phone: Any, assessment: Assessment, section: str
) -> None:
    show(phone, assessment, section)
    phone.evaluate(
        "document.querySelectorAll('.qcard details').forEach((each) => each.open = true)"
    )

    assert phone.evaluate(SMALL_TARGETS, [ON_CARDS, THUMB]) == []
    assert overflow(phone) == []


@pytest.mark.parametrize("phone", [390], indirect=True)
@pytest.mark.parametrize("name", ["edit-scope", "assessment", "review"])
def test_a_thumb_hits_every_control_around_the_sections(
    phone: Any, assessment: Assessment, name: str
) -> None:
    phone.goto(reverse(f"scorecard:{name}", args=[assessment.code]))

    assert phone.evaluate(SMALL_TARGETS, [f"main {CONTROLS}", THUMB]) == []
    assert phone.evaluate(LOW_LABELS, THUMB) == []
    assert overflow(phone) == []


@both
def test_levels_are_a_list_as_wide_as_the_card(phone: Any, assessment: Assessment) -> None:
    show(phone, assessment, "transparency")

    boxes = [each.bounding_box() for each in phone.locator("#TRA-01 .rubric__opt").all()]
    row = phone.locator("#TRA-01 .rubric__row").bounding_box()

    assert len(boxes) == 5
    assert all(box["x"] == row["x"] and box["width"] == row["width"] for box in boxes)
    assert all(low["y"] > high["y"] for high, low in pairwise(boxes))


@both
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_save_state_stands_beside_the_id(
    phone: Any, assessment: Assessment, theme: str
) -> None:
    answer(assessment, "TRA-01", 2)
    phone.emulate_media(color_scheme=theme)
    show(phone, assessment, "transparency")

    code = phone.locator("#TRA-01 .code").bounding_box()
    state = phone.locator("#TRA-01-state").bounding_box()

    assert abs(code["y"] + code["height"] / 2 - state["y"] - state["height"] / 2) < 4
    assert state["x"] > code["x"] + code["width"]


@both
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chosen_level_differs_from_the_others(
    phone: Any, assessment: Assessment, theme: str
) -> None:
    phone.emulate_media(color_scheme=theme)
    answer(assessment, "TRA-01", 2)
    show(phone, assessment, "transparency")

    looks = [
        each.evaluate("(e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e).boxShadow]")
        for each in phone.locator("#TRA-01 .rubric__card").all()
    ]

    assert looks[2] not in [*looks[:2], *looks[3:]]
    assert looks[0] == looks[1] == looks[3] == looks[4]


@pytest.mark.parametrize("phone", [320], indirect=True)
@pytest.mark.parametrize("state", ["saving", "retry", "offline", "signed-out", "stale", "failed"])
def test_every_save_state_fits_a_narrow_card(
    phone: Any, assessment: Assessment, state: str
) -> None:
    show(phone, assessment, "transparency")

    phone.evaluate(
        """(state) => {
          const words = document.getElementById("save-states").content;
          const chosen = words.querySelector(`[data-state="${state}"]`);
          document.getElementById("TRA-01-state").replaceChildren(chosen.cloneNode(true));
        }""",
        state,
    )

    card, words = (phone.locator(each).bounding_box() for each in ("#TRA-01", "#TRA-01 .save"))
    assert overflow(phone) == []
    assert words["x"] + words["width"] < card["x"] + card["width"]


@both
def test_nothing_moves_for_people_who_asked_for_that(phone: Any, assessment: Assessment) -> None:
    phone.emulate_media(reduced_motion="reduce")
    show(phone, assessment, "transparency")

    moving = phone.evaluate(
        """() => [...document.querySelectorAll("main *")].filter((each) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(each);
          return parseFloat(transitionDuration) > 0 || animationName !== "none" || scrollBehavior === "smooth";
        }).map((each) => each.outerHTML.slice(0, 80))"""
    )

    assert moving == []


@pytest.mark.parametrize("phone", [390], indirect=True)
def test_the_caption_of_a_stacked_table_is_as_wide_as_the_table(phone: Any) -> None:
    phone.goto(reverse("scorecard:method"))

    caption = phone.locator("#m-levels caption").bounding_box()
    table = phone.locator("#m-levels").bounding_box()

    assert caption["width"] == table["width"]


@pytest.mark.parametrize("phone", [390], indirect=True)
def test_a_stacked_cell_without_a_label_fills_its_row(phone: Any, assessment: Assessment) -> None:
    answer_all(assessment)
    make_result(assessment)
    phone.goto(reverse("scorecard:review", args=[assessment.code]))

    inside = phone.locator("section:has(#h-approved) table td > *")
    row = phone.locator("section:has(#h-approved) table").bounding_box()

    assert [each.bounding_box()["x"] for each in inside.all()] == [row["x"]] * 4
