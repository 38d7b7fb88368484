"""Every number of the results leads to its arithmetic, on the shipped edition."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse

from frameworks.definition import Edition
from frameworks.fixtures import read_fixtures
from scorecard.models import Assessment
from tests.factories import make_edition
from tests.scorecard.markup import (
    GIVEN_CLASSES,
    WORKED,
    Element,
    links_of,
    main_of,
    parsed,
    too_wide,
    unexplained,
)

STEPS_SHOWN = 10


@pytest.fixture(scope="module")
def shipped() -> Edition:
    return read_fixtures(Path(settings.FRAMEWORK_FIXTURES))


@pytest.fixture
def demo(db, client, shipped) -> list[Assessment]:
    """The demo workspace: finished, in review, approved, underway and untouched."""
    make_edition(shipped)
    call_command("seed_demo", stdout=StringIO(), stderr=StringIO())
    client.force_login(User.objects.get(username="owner"))
    return list(Assessment.objects.order_by("pk"))


def pages_of(assessment: Assessment) -> Iterator[str]:
    yield reverse("scorecard:results", args=[assessment.code])
    for market in assessment.markets:
        yield reverse("scorecard:market-results", args=[assessment.code, market])


def test_no_number_of_any_results_page_is_without_its_why(client, demo):
    read = {
        url: main_of(client.get(url).content.decode()) for each in demo for url in pages_of(each)
    }

    assert len(read) > 2 * len(demo)
    assert {url: found for url, page in read.items() if (found := unexplained(page))} == {}
    assert {url: found for url, page in read.items() if (found := too_wide(page))} == {}


def test_every_why_leads_to_a_worked_example_that_is_there(client, demo):
    finished, _, _, underway, untouched = demo
    urls = [url for each in (finished, underway, untouched) for url in pages_of(each)]
    asked = {target for url in urls for target in whys(client, url)}

    there = {path: ids(client, path) for path in {target.split("#")[0] for target in asked}}

    assert [t for t in asked if not WORKED.search(t)] == []
    assert [t for t in asked if "#" in t and t.split("#")[1] not in there[t.split("#")[0]]] == []


def test_every_next_step_shown_has_a_worked_example_of_its_own(client, demo):
    asked = whys(client, next(pages_of(demo[0])))

    assert len({each.split("#")[0] for each in asked if "/why/step-" in each}) == STEPS_SHOWN


def test_each_why_says_of_what_it_is(client, demo):
    page = main_of(client.get(next(pages_of(demo[0]))).content.decode())

    names = [" ".join("".join(text for _, text in link.texts).split()) for link in links_of(page)]

    assert len(names) > 100
    assert {name for name in names if names.count(name) > 1} == set()


def whys(client, url: str) -> set[str]:
    return {link.attributes["href"] for link in links_of(main_of(client.get(url).content.decode()))}


def ids(client, path: str) -> set[str]:
    response = client.get(path)
    assert response.status_code == 200, path
    page = main_of(response.content.decode())
    return {each.attributes["id"] for each in page.elements if "id" in each.attributes}


WHY = '<a class="ask" href="/assessments/1/results/why/overall/">Why?</a>'


@pytest.mark.parametrize(
    "markup",
    [
        "<p>62</p>",
        '<p class="explained">62</p>',
        f"<p>62</p>{WHY}",
        '<a class="traced" href="/method/">62</a>',
        "<p><b>62</b> of 100</p>",
    ],
)
def test_a_number_without_a_link_is_found(markup):
    assert unexplained(page(markup))


@pytest.mark.parametrize(
    "markup",
    [
        WHY.replace("Why?", "62"),
        f'<p class="explained">62 of 100 {WHY}</p>',
        *(f'<p class="{name}">62</p>' for name in GIVEN_CLASSES),
        "<p>No figure</p>",
    ],
)
def test_a_number_beside_its_link_is_fine(markup):
    assert unexplained(page(markup)) == []


def test_one_link_cannot_explain_a_table():
    table = f'<div class="explained"><table><tr><td>62</td></tr></table>{WHY}</div>'

    assert too_wide(page(table)) == ["<div class=explained> holds a table"]


def page(markup: str) -> Element:
    return parsed(f"<main>{markup}</main>")
