"""Three people who were never here find a fact and its source, by links and the search alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from playwright.sync_api import expect

from frameworks.definition import Edition
from frameworks.models import Edition as Published
from tests.journeys.answering import follow

HOME = "/frameworks/"
BOTH = re.compile("^(Thailand and Malaysia|Malaysia and Thailand)$")


@pytest.fixture
def edition(published: Published) -> Edition:
    return published.definition


def search(page: Any, words: str) -> None:
    box = page.get_by_role("searchbox").first
    box.fill(words)
    with page.expect_navigation():
        box.press("Enter")


def sources_beside(place: Any) -> list[str]:
    """Where the mark under a fact leads, once it is opened."""
    mark = place.locator("details.prov").first
    mark.locator("summary").click()
    links = mark.get_by_role("link")
    expect(links.first).to_be_visible()
    return [link.get_attribute("href") for link in links.all()]


def addresses(edition: Edition, ids: Iterable[str]) -> list[str]:
    return [edition.source_by_id[id].url for id in ids]


def test_a_compliance_officer_finds_the_duties_of_vietnam(page: Any, edition: Edition) -> None:
    market = edition.market_by_code["VN"]
    binding = [each for each in market.obligations if each.force == "binding"]
    page.goto(HOME)
    start = page.get_by_role("region", name="Where to start")

    follow(start.get_by_role("link", name="Vietnam"))

    for duty in binding:
        link = page.get_by_role("link", name=f"{duty.id} {duty.title}")
        expect(link.first).to_be_visible()
    page.get_by_role("link", name="VN-02 Disclose AI and label synthetic media").click()
    duty = edition.obligation_by_id["VN-02"]
    article = page.get_by_role("article").filter(
        has=page.get_by_role("heading", name=duty.title, exact=True)
    )
    expect(article).to_be_in_viewport()
    expect(article).to_contain_text(duty.statement)
    assert sources_beside(article) == addresses(edition, duty.source)


@pytest.mark.parametrize("words", ["vietnam labelling", "vietnam duties label"])
def test_a_compliance_officer_searches_for_a_duty(page: Any, edition: Edition, words: str) -> None:
    page.goto(HOME)

    search(page, words)
    duty = edition.obligation_by_id["VN-02"]
    follow(page.get_by_role("main").get_by_role("link", name=duty.title).first)

    article = page.locator("#VN-02")
    expect(article).to_be_in_viewport()
    assert sources_beside(article) == addresses(edition, duty.source)


def breach_notice_is_told(page: Any, edition: Edition) -> None:
    """Of Thailand and Malaysia side by side, each with its own words and its own sources."""
    expect(page.get_by_role("heading", level=1, name=BOTH)).to_be_visible()
    row = page.get_by_role("row", name="Breach notification")
    for code in ("TH", "MY"):
        market = edition.market_by_code[code]
        cell = row.locator(f'[data-label="{market.name}"]')
        rule = market.data_protection_law.breach_notification
        expect(cell).to_contain_text("72 hours")
        expect(cell).to_contain_text(rule.rule)
        assert sources_beside(cell) == addresses(edition, rule.source)


def test_a_consultant_compares_thailand_and_malaysia(page: Any, edition: Edition) -> None:
    page.goto(HOME)

    follow(page.get_by_role("link", name="Two or three markets side by side"))
    for name in ("Thailand", "Malaysia"):
        page.get_by_role("checkbox", name=name).check()
    follow(page.get_by_role("button", name="Compare"))

    breach_notice_is_told(page, edition)


def test_a_consultant_types_the_names_of_two_markets(page: Any, edition: Edition) -> None:
    page.goto(HOME)

    search(page, "compare Thailand and Malaysia")
    follow(page.get_by_role("main").get_by_role("link", name="Thailand and Malaysia").first)

    breach_notice_is_told(page, edition)


def test_a_student_asks_what_defa_is(page: Any, edition: Edition) -> None:
    page.goto(HOME)

    search(page, "what is DEFA")
    found = page.get_by_role("main")
    expect(found.get_by_role("region", name="Glossary")).to_contain_text(
        "The Digital Economy Framework Agreement of the ASEAN states."
    )
    follow(found.get_by_role("region", name="Frameworks").get_by_role("link", name="DEFA"))

    main = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1, name=edition.defa.title)).to_be_visible()
    expect(main).to_contain_text(edition.defa.summary)
    status = next(each for each in edition.defa.facts if each.key == "status")
    expect(main).to_contain_text("Where it stands, as of 31 May 2026. Negotiated, not in force.")
    assert sources_beside(main) == addresses(edition, status.source)
