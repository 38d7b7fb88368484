"""What the pages of the markets call things, and how they mark them: the same on each."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from frameworks.fixtures import read_fixtures
from frameworks.templatetags.library import date_words, words
from frameworks.views.market_facts import RULES
from frameworks.views.market_page import law_parts
from tests.factories import make_edition
from tests.frameworks.editions import SHIPPED
from tests.frameworks.test_market_pages import COMPARE, MARKETS, plain, read

EDITION = read_fixtures(SHIPPED)


@pytest.fixture
def shipped(db):
    make_edition(EDITION)


def test_a_rule_has_one_name_and_one_word_on_its_page_and_in_the_comparison(
    client, shipped, subtests
):
    for market in EDITION.markets:
        page = read(client, reverse("frameworks:market", args=[market.slug]))
        other = EDITION.markets[1 if market is EDITION.markets[0] else 0]
        beside = read(client, COMPARE, f"?m={market.slug}&m={other.slug}")
        for rule in RULES.values():
            said = rule.of(market)
            with subtests.test(market.name, rule=rule.name):
                assert (
                    f'<div id="{said.anchor}"><dt>{rule.name}</dt><dd><p><b>{said.text}</b>' in page
                )
                assert rule.name in beside
                assert f'/{market.slug}/#{said.anchor}">{said.text}</a>' in beside


def test_what_has_no_source_of_its_own_says_how_well_the_profile_is_known(
    client, shipped, subtests
):
    for market in EDITION.markets:
        page = read(client, reverse("frameworks:market", args=[market.slug]))
        mark = (
            f"From the profile as a whole: confidence {words(market.overall_confidence)},"
            f" newest source {date_words(market.newest_source)}."
        )
        law, regional = market.data_protection_law, market.regional_mechanisms
        bare = [market.summary, law.scope, regional.defa, *market.cautions[-1:]]
        with subtests.test(market.name):
            shown = plain(page)
            assert [text for text in bare if f"{text} {mark}" not in shown] == []
            assert f"APEC {'M' if regional.apec_member else 'Not a m'}ember {mark}" in shown
            sources = {id for block in law_parts(market) for id in block.block.source}
            line = shown.partition(f"{law.scope} {mark} Its parts rest on ")[2]
            titles = [EDITION.source_by_id[id].title for id in sources]
            assert [title for title in titles if title not in line[:4000]] == []


def test_a_row_that_differs_looks_like_no_failure(client, shipped):
    page = read(client, COMPARE, "?m=malaysia&m=vietnam")

    assert re.search(r'#i-differs"/></svg>\s*Differs', page)
    assert "#i-unmet" not in page


def test_each_page_of_the_contents_has_a_glyph_of_its_own(client, shipped):
    page = read(client, MARKETS)
    rail = page[
        page.index('<nav class="rail') : page.index("</nav>", page.index('<nav class="rail'))
    ]

    glyphs = re.findall(r'class="rail__item">.*?#i-([^"]+)"', rail)
    assert len(glyphs) > 15
    assert len(set(glyphs)) == len(glyphs)


def test_a_state_in_no_tier_is_said_so_in_the_table_and_on_the_map(client, shipped):
    page = read(client, MARKETS)

    assert page.count("No tier") >= 3  # the table, the filter, the map
    assert "unassigned" not in page


def test_the_floors_stand_in_the_order_of_the_table(client, shipped):
    page = read(client, MARKETS, "?sort=-name")
    table, _, floors = page.partition('id="h-floors"')

    first = re.findall(r'class="name" href="[^"]*">([^<]+)<', table)
    assert first == sorted(first, reverse=True)
    scored = [name for name in first if name != "Timor-Leste"]
    assert re.findall(r'#h-floors">([^<]+)</a></th>', floors) == scored
    assert "Scroll sideways to see all principles." in floors


def test_the_search_stands_outside_the_folded_contents(client, shipped):
    page = read(client, MARKETS)

    fold = page[page.index('<details class="rail-fold') : page.index('<nav class="rail ')]
    assert 'role="search"' not in fold
    assert '<div class="library-search"><form class="search"' in page
