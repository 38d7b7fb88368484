"""Results in a real browser: nothing axe objects to, and no sideways scrolling on a small screen."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from scorecard.scoring import DONT_KNOW
from tests.accessibility import NARROW, WIDE, bring_session, objections, overflow
from tests.factories import (
    answer,
    answer_all,
    declare,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_market,
    make_principle,
    make_question,
    make_user,
)

SCREENS = {"wide": (WIDE, "light"), "narrow": (NARROW, "light"), "dark": (WIDE, "dark")}

PRINCIPLES = (
    "transparency",
    "fairness",
    "security",
    "human_centricity",
    "privacy",
    "accountability",
    "reliability",
)

# Words on two lines, and words that stand out of their cell.
BROKEN_WORDS = """() => [...document.querySelectorAll(".heat thead th")].flatMap((cell) => {
  const text = cell.lastChild;
  return [...text.data.matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1 || range.getBoundingClientRect().width > cell.clientWidth;
  }).map(([word]) => word);
})"""


EDGES_OF_TIERS = """(scrolled) => {
  const table = document.querySelector(".heat");
  table.parentElement.scrollLeft = scrolled;
  return [...table.querySelectorAll(".heat__tier span")].map((words) => {
    const { left, right } = words.getBoundingClientRect();
    return [left, right];
  });
}"""


@pytest.fixture
def signed_in(page: Any, client: Any, transactional_db: None) -> Any:
    """The browser, signed in as the owner of what the test makes."""
    client.force_login(make_user(username="owner"))
    bring_session(page.context, client)
    return page


@pytest.fixture
def assessment(signed_in: Any) -> Any:
    return make_assessment(by=User.objects.get(username="owner"))


def problems(page: Any, address: str, screen: str) -> list[str]:
    width, scheme = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    assert page.goto(address).status == 200
    assert page.url.endswith(address)  # and not the sign-in page
    return objections(page) + overflow(page)


@pytest.mark.parametrize("screen", SCREENS)
def test_results_of_a_mixed_assessment(signed_in, assessment, screen):
    answer_all(assessment, level=3)
    answer(assessment, "TRA-01", 0, note="W" * 200)
    answer(assessment, "TRA-02", DONT_KNOW)
    declare(assessment, "SG-01", "partial", note="Planned")

    results = reverse("scorecard:results", args=[assessment.code])
    market = reverse("scorecard:market-results", args=[assessment.code, "SG"])

    assert problems(signed_in, results, screen) == []
    assert problems(signed_in, market, screen) == []


@pytest.mark.parametrize("width", [NARROW, 390, 1280])
def test_a_tier_of_the_heat_map_is_read_whole_however_far_the_table_is_scrolled(
    signed_in, assessment, width
):
    answer_all(assessment, level=3)
    signed_in.set_viewport_size({"width": width, "height": 800})
    signed_in.goto(reverse("scorecard:results", args=[assessment.code]))

    for scrolled in (0, 10_000):
        edges = signed_in.evaluate(EDGES_OF_TIERS, scrolled)
        assert edges
        assert all(left >= 0 and right <= width for left, right in edges)


@pytest.mark.parametrize("width", [1280, 1100, 1000, 768, 390])
def test_no_word_over_the_heat_map_is_broken(signed_in, width):
    keys = dict(zip("ABCDEFG", PRINCIPLES, strict=True))
    principles = tuple(
        make_principle(
            make_question(f"{letter * 3}-01", principle=key),
            key=key,
            prefix=letter * 3,
            short_name="Accountability",
        )
        for letter, key in keys.items()
    )
    market = make_market(principles=tuple(PRINCIPLES), obligations=())
    edition = make_edition(make_edition_definition(principles=principles, markets=(market,)))
    made = make_assessment(
        by=User.objects.get(username="owner"), edition=edition, markets=(market.code,)
    )
    signed_in.set_viewport_size({"width": width, "height": 800})

    signed_in.goto(reverse("scorecard:results", args=[made.code]))

    assert signed_in.evaluate(BROKEN_WORDS) == []
    assert overflow(signed_in) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_results_with_nothing_answered(signed_in, assessment, screen):
    assert problems(signed_in, reverse("scorecard:results", args=[assessment.code]), screen) == []
