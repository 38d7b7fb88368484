"""The library is open to everybody, shows what the edition says, and costs one query."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from frameworks.definition import Regional, RegionalInstrument
from frameworks.fixtures import read_fixtures
from frameworks.urls import urlpatterns
from tests.factories import SOURCED, make_edition, make_user
from tests.frameworks.editions import make_full_edition

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script", re.IGNORECASE)

CHANGES = reverse("frameworks:changes")

# Each page of the full edition, with words that only its content can have put there.
PAGES = {
    reverse("frameworks:library"): "Transparency in full",
    reverse("frameworks:principle", args=["transparency"]): "Say what is done.",
    reverse("frameworks:genai"): "How about GEN-01?",
    reverse("frameworks:cross-border"): "How about XBR-01?",
    reverse("frameworks:annex-a"): "Who is told?",
    reverse("frameworks:roadmap"): "Singapore",
    reverse("frameworks:defa"): "A pact.",
    reverse("frameworks:region"): "Data clauses",
    reverse("frameworks:guide"): "The Guide as we know it",
    reverse("frameworks:singapore"): "AI_VERIFY",
    reverse("frameworks:facts"): "Is it so: uses_generative_ai?",
    reverse("frameworks:markets"): "Timor-Leste",
    reverse("frameworks:market", args=["singapore"]): "Laws change.",
    reverse("frameworks:compare-markets"): "Choose two or three",
    reverse("frameworks:crosswalks"): "NIST",
    reverse("frameworks:crosswalk", args=["nist"]): "MAP 1.1",
    reverse("frameworks:glossary"): "A human being.",
    reverse("frameworks:corrections"): "correction",
    reverse("frameworks:sources"): "The guide",
    CHANGES: "2026.1 is the first edition.",
    reverse("frameworks:search"): "Search the library",
    reverse("scorecard:method"): "ASC-1.0",
}


@pytest.fixture
def edition(db):
    clauses = RegionalInstrument(
        key="clauses",
        name="Data clauses",
        date="2021",
        force="Voluntary",
        summary="A model.",
        **SOURCED,
    )
    guide = replace(clauses, key="asean-guide", name="The Guide as we know it")
    regional = Regional(instruments=(guide, clauses))
    return make_edition(replace(make_full_edition(), regional=regional))


def text(response) -> str:
    return str(response.content, "utf-8")


def test_every_page_of_the_library_is_tried():
    tried = {path for path in PAGES if path != reverse("scorecard:method")}

    tried_elsewhere = {"twin", "english-twin", "in-language"}
    assert len(tried) == len([each for each in urlpatterns if each.name not in tried_elsewhere])


@pytest.mark.parametrize("path", PAGES)
def test_a_visitor_reads_it(client, edition, path):
    response = client.get(path)

    assert response.status_code == 200
    assert PAGES[path] in text(response)
    assert INLINE.search(text(response)) is None


@pytest.mark.parametrize("path", PAGES)
def test_it_costs_one_query_and_four_more_for_who_is_signed_in(
    client, edition, path, django_assert_num_queries, django_assert_max_num_queries
):
    client.get(path)
    more = 1 if path == CHANGES else 0  # the list of editions

    with django_assert_num_queries(1 + more):
        client.get(path)
    client.force_login(make_user())
    with django_assert_max_num_queries(5 + more):
        client.get(path)


@pytest.mark.parametrize("path", PAGES)
def test_it_cannot_be_posted_to(client, edition, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_without_an_edition_it_says_how_to_load_one(client, db, path):
    response = client.get(path)

    assert response.status_code == 200
    assert "load_frameworks --publish" in text(response)


@pytest.mark.parametrize("name", ["principle", "market", "crosswalk"])
def test_what_the_edition_does_not_hold_is_not_found(client, edition, name):
    assert client.get(reverse(f"frameworks:{name}", args=["nowhere"])).status_code == 404


def test_a_fact_names_its_source_its_date_and_how_sure_we_are(client, edition, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 7, 14))

    page = text(client.get(reverse("frameworks:market", args=["singapore"])))

    assert 'href="https://example.org/guide"' in page
    assert "15 January 2026</span></summary>" in page
    assert (
        "Confirmed by its sources. Confidence: high. As of: 15 January 2026, 6 months ago." in page
    )
    assert "may be out of date" not in page


def test_a_fact_that_may_be_out_of_date_says_so_before_it_is_opened(client, edition, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 7, 15))

    page = text(client.get(reverse("frameworks:market", args=["singapore"])))

    mark = r'#i-clock"/></svg>\s*6 months old, may be out of date</span></span></summary>'
    assert re.search(mark, page)


def test_what_nobody_confirmed_says_so_before_it_is_opened(client, db):
    content = make_full_edition()
    market = content.markets[0]
    tier = replace(market.roadmap_tier, verification="unverified", confidence="low", source=())
    doubtful = replace(market, roadmap_tier=tier)
    make_edition(replace(content, markets=(doubtful, *content.markets[1:])))

    page = text(client.get(reverse("frameworks:market", args=[market.slug])))

    assert re.search(r"<summary>(?:(?!</summary>).)*Not confirmed.*?</summary>", page, re.DOTALL)
    assert "No source. Take it as a claim, not as a fact." in page


def test_the_glossary_says_where_a_word_is_used_and_where_its_meaning_comes_from(client, db):
    content = make_full_edition()
    person, floor = content.glossary
    make_edition(replace(content, glossary=(replace(person, also=("people", "How")), floor)))

    page = text(client.get(reverse("frameworks:glossary")))

    entry = page[page.index('id="person"') :]
    assert f'href="{reverse("frameworks:principle", args=["transparency"])}#TRA-01"' in entry
    assert f'href="{reverse("frameworks:market", args=["singapore"])}#h-obligations"' in entry
    assert "Confirmed by its sources. Confidence: high." in entry
    assert "A word of this scorecard." in page[page.index('id="floor"') : page.index('id="person"')]


def test_an_edition_of_before_the_glossary_has_an_empty_one(client, db):
    make_edition(replace(make_full_edition(), glossary=()))

    page = text(client.get(reverse("frameworks:glossary")))

    assert "This edition explains no words." in page
    assert "Hard words" not in text(client.get(reverse("frameworks:library")))


def test_a_match_leads_to_its_line_in_the_other_framework(client, edition):
    there = reverse("frameworks:crosswalk", args=["nist"])

    page = text(client.get(reverse("frameworks:principle", args=["transparency"])))

    assert f'<a href="{there}#item-MAP-1.1">MAP 1.1</a>' in page
    assert '<tr id="item-MAP-1.1">' in text(client.get(there))


def test_a_draft_market_is_shown_as_one(client, edition):
    page = text(client.get(reverse("frameworks:market", args=["timor-leste"])))

    assert "A draft profile." in page
    assert "never scored" in page


def test_a_draft_market_expects_nothing_of_a_principle(client, edition):
    page = text(client.get(reverse("frameworks:principle", args=["transparency"])))

    expectations = page[page.index("What the markets expect") :]
    assert "Singapore" in expectations
    assert "Timor-Leste" not in expectations


def test_an_obligation_says_when_it_applies(client, edition):
    page = text(client.get(reverse("frameworks:market", args=["singapore"])))

    assert "Yes to “Is it so: processes_personal_data?”" in page
    assert "No seat in this market" in page


def test_every_page_of_the_shipped_content_can_be_shown(client, db):
    content = read_fixtures(FIXTURES)
    make_edition(content)
    paths = (
        [
            reverse(f"frameworks:{pattern.name}")
            for pattern in urlpatterns
            if "<" not in str(pattern.pattern)
        ]
        + [reverse("frameworks:principle", args=[each.key]) for each in content.principles]
        + [reverse("frameworks:market", args=[each.slug]) for each in content.markets]
        + [reverse("frameworks:crosswalk", args=[each.target]) for each in content.crosswalks]
    )

    failed = [path for path in paths if client.get(path).status_code != 200]

    assert failed == []
