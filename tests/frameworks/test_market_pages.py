"""The pages of the markets as a visitor meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from frameworks import definition as d
from frameworks.fixtures import read_fixtures
from frameworks.templatetags.library import conditions_of, date_words, dated, words
from frameworks.views.market_facts import LAW_STATES, block_words
from tests.factories import make_edition, make_edition_definition, make_market, make_old_market
from tests.frameworks.editions import SHIPPED, make_full_edition, make_instrument

EDITION = read_fixtures(SHIPPED)
MARKETS = reverse("frameworks:markets")
COMPARE = reverse("frameworks:compare-markets")

# Read together with others, or in words of their own (`value`): a date with its precision, a source by its title, tags in one line.
KEYS = {"value", "slug", "kind", "as_of", "as_of_precision", "verification", "tags", "source"}
CODES = {"type", "binding", "basis", "sector", "status"}


@pytest.fixture
def shipped(db):
    make_edition(EDITION)


@pytest.fixture
def small(db, monkeypatch):
    """Three markets; Vietnam has an AI law, and what is known of Thailand is old."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 2, 1))
    law = replace(make_instrument(), id="VN-I1", name="AI Act", type="law", binding="binding")
    markets = (
        make_old_market("TH", "Thailand", tier=1),
        make_market("MY", "Malaysia", tier=1),
        make_market("VN", "Vietnam", tier=2, instruments=(replace(law, status="in_force"),)),
        make_market("LA", "Laos", tier=3),
    )
    make_edition(make_edition_definition(markets=markets))


def read(client, path, query=""):
    return str(client.get(f"{path}{query}").content, "utf-8")


def plain(page: str) -> str:
    """What a reader sees, without markup, on one line."""
    shown = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
    return re.sub(r"\s+", " ", unescape(shown))


def squeezed(text: str) -> str:
    """Without blanks: markup between two words must not matter."""
    return re.sub(r"\s+", "", text)


def texts(value: object, name: str = "") -> Iterator[str]:
    """Every text of a record as a page says it: codes in words, dates as dates."""
    if isinstance(value, d.Rule):
        yield from conditions_of(EDITION, value.facts)
    elif isinstance(value, str):
        yield said(value, name)
    elif isinstance(value, tuple):
        yield from (text for item in value for text in texts(item, name))
    elif isinstance(value, Mapping):
        yield from (said(key, "principle") for key in value)
        yield from (text for item in value.values() for text in texts(item, name))
    elif is_dataclass(value) and not isinstance(value, type):
        yield from texts_of_record(value)


def texts_of_record(record: Any) -> Iterator[str]:
    if isinstance(record, d.Sourced):
        yield from provenance(record)
    if isinstance(record, d.LawBlock):
        yield block_words(record)
    if isinstance(record, d.DataProtectionLaw):
        yield LAW_STATES.get(record.status, words(record.status))
    in_own_words = isinstance(record, d.Market | d.DataProtectionLaw)
    unsaid = KEYS | {"status"} if in_own_words else KEYS
    for field in fields(record):
        if field.name not in unsaid:
            yield from texts(getattr(record, field.name), field.name)


def provenance(fact: d.Sourced) -> Iterator[str]:
    yield dated(fact)
    yield words(fact.verification)
    for id in fact.source:
        source = EDITION.source_by_id[id]
        yield source.title
        yield source.publisher


def said(value: str, name: str) -> str:
    if name in ("principles", "principle"):
        return EDITION.principle_by_key[value].short_name
    if name == "fact":
        return conditions_of(EDITION, (value,))[0]
    if name in ("compiled", "newest_source", "effective_date", "in_force"):
        return date_words(value)
    if name in CODES:
        return words(value)
    return value


def test_every_text_of_a_profile_is_on_its_page(client, shipped, subtests):
    for market in EDITION.markets:
        page = read(client, reverse("frameworks:market", args=[market.slug]))
        shown = squeezed(plain(page)).casefold()
        every = list(texts(market))

        with subtests.test(market.name):
            assert len(every) > 150
            assert [text for text in every if squeezed(text).casefold() not in shown] == []


def test_every_way_to_a_part_of_a_profile_ends_there(client, shipped, subtests):
    table = read(client, MARKETS)
    for market in EDITION.markets:
        href = reverse("frameworks:market", args=[market.slug])
        page = read(client, href)
        there = set(re.findall(r'\bid="([^"]+)"', page))
        wanted = set(re.findall(rf'href="{href}#([^"]+)"', table))

        with subtests.test(market.name):
            assert len(wanted) >= 7
            assert wanted | set(re.findall(r'href="#([^"]+)"', page)) <= there


def test_who_looks_for_the_duties_of_vietnam_finds_them_on_top(client, shipped):
    page = read(client, reverse("frameworks:market", args=["vietnam"]))
    box = page[page.index('class="binds"') : page.index('class="strip"')]

    assert "7 binding duties. An AI law is in force here." in plain(f"<main>{box}</main>")
    for number in range(1, 8):
        assert f'href="#VN-0{number}"' in box
        assert f'id="VN-0{number}"' in page
    shown = plain(f"<main>{box}</main>")
    now, coming = shown.index("In force now"), shown.index("Coming")
    assert now < shown.index("1 May 2026 Decree 142") < shown.index("1 July 2026 Cyber") < coming
    assert coming < shown.index("1 September 2027 Law on Artificial Intelligence")
    assert "Handle serious AI incidents Time limit not confirmed" in shown
    assert "72 hours, from detection" in box
    assert "Cybersecurity Law 116/2025" in box


def test_what_nobody_confirmed_is_marked_in_words_in_the_table(client, shipped):
    page = read(client, MARKETS)
    row = page[page.index('id="compare-brunei"') :]
    row = plain(f"<main>{row[: row.index('</tr>')]}</main>")

    assert "Not confirmed 3 calendar days reported, from assessment of the breach" in row
    assert "From the common summary" in row


def test_two_markets_stand_side_by_side_with_their_sources(client, shipped):
    page = read(client, COMPARE, "?m=thailand&m=malaysia")
    shown = plain(page)

    assert "<title>Thailand, Malaysia side by side" in page
    assert "Impact assessment Differs On the way" in shown
    assert "any automated decision-making or profiling triggers it" in shown
    assert "May 2026" in shown
    assert f'href="{reverse("frameworks:market", args=["malaysia"])}#MY-02"' in page


def test_a_derived_duty_says_which_questions_meet_it(client, db):
    make_edition(make_full_edition())

    page = plain(read(client, reverse("frameworks:market", args=["singapore"])))

    assert "Met when TRA-01 , FAI-01 each reach 3 Operating" in page


def test_the_table_sorts_without_a_script(client, small):
    page = read(client, MARKETS, "?sort=-demand")

    button = '<button class="sort" name="sort" value="demand">Legal demand'
    assert f'aria-sort="descending">{button}' in page
    assert page.index('id="compare-vietnam"') < page.index('id="compare-laos"')
    assert "Showing all 4 markets, by legal demand, most first." in page


def test_a_filter_stays_chosen_and_counts_what_it_leaves(client, small):
    page = read(client, MARKETS, "?stale=yes&tier=1")

    assert "Showing 1 of 4 markets, by market, A to Z." in page
    assert '<option value="1" selected>Tier 1</option>' in page
    assert re.search(r'name="stale" value="yes" checked', page)
    assert "May be out of date" in page
    assert 'id="compare-vietnam"' not in page


def test_an_empty_table_says_which_filter_to_drop(client, small):
    page = read(client, MARKETS, "?ai_law=in_force&tier=1")

    assert "No market has all of this" in page
    assert '<a href="?tier=1#h-profiles">Without AI law: In force</a>, 2 markets' in page


def test_a_value_that_is_no_choice_is_said_and_cannot_carry_markup(client, small):
    response = client.get(MARKETS, {"tier": "<b>9</b>"})
    page = str(response.content, "utf-8")

    assert response.status_code == 200
    assert "“&lt;b&gt;9&lt;/b&gt;” is not one of the choices, so it was left out." in page
    assert "Showing all 4 markets" in page


def test_all_that_is_refused_is_said_in_one_line(client, small):
    page = read(client, MARKETS, "?sort=xyz&demand=zzz&m=nowhere")

    assert page.count('class="notice notice--warm"') == 1
    for value in ("xyz", "zzz", "nowhere"):
        assert f"“{value}” is not one of the choices" in page


def test_the_maps_have_a_link_and_a_word_for_each_market(client, small):
    page = read(client, MARKETS)

    for name in ("Thailand", "Malaysia", "Vietnam", "Laos"):
        href = reverse("frameworks:market", args=[name.lower()])
        assert page.count(f'<a href="{href}" aria-label="{name}: ') == 2
    assert 'aria-label="Vietnam: Tier 2"' in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Choose two or three, and read what each asks side by side."),
        ("?m=", "No market is chosen. Choose two or three."),
        ("?m=thailand", "Choose one or two more to set beside Thailand."),
        ("?m=thailand&m=atlantis", "“atlantis” is no market of this edition, so it was left out."),
        ("?m=thailand&m=malaysia&m=vietnam&m=laos", "Take some away."),
    ],
)
def test_what_cannot_be_compared_is_said_and_what_was_chosen_stays(client, small, query, said):
    response = client.get(f"{COMPARE}{query}")
    page = str(response.content, "utf-8")

    assert response.status_code == 200
    assert said in page
    assert "ledger--beside" not in page
    for slug in re.findall(r"m=(?!atlantis)([a-z]+)", query):
        assert re.search(rf'value="{slug}" id="m-{slug}" checked', page)


def test_only_rows_that_differ_can_be_asked_for(client, small):
    every = plain(read(client, COMPARE, "?m=thailand&m=vietnam"))
    some = plain(read(client, COMPARE, "?m=thailand&m=vietnam&only=differences"))

    assert "Penalties Same" in every
    assert "Penalties" not in some
    assert "AI law Differs" in some
    assert "rows that say the same of each market are hidden. Show all rows" in some


def test_a_comparison_is_cited_with_its_markets(client, small):
    page = read(client, COMPARE, "?m=thailand&m=&m=vietnam&only=differences&utm_source=mail")
    address = f"http://testserver{COMPARE}?m=thailand&amp;m=vietnam"

    assert f'<link rel="canonical" href="{address}">' in page
    cited = address.replace("/frameworks/", "/frameworks/editions/2026.1/")
    assert f'<span class="text-break">{cited}</span>' in page


def test_a_search_is_cited_with_what_was_looked_for(client, small):
    page = read(client, reverse("frameworks:search"), "?q=breach+clock&kind=market")
    address = f"http://testserver{reverse('frameworks:search')}?q=breach+clock"

    assert f'<link rel="canonical" href="{address}">' in page


def test_ticks_filters_and_order_are_fields_of_one_form(client, small):
    page = read(client, MARKETS, "?m=vietnam&m=laos&tier=2&sort=-demand")
    start = f'<form method="get" autocomplete="off" action="{MARKETS}#h-profiles">'
    form = page[page.index(start) :]
    form = form[: form.index("</form>")]

    assert f'<a href="{COMPARE}">Compare two or three markets</a>' in page
    assert 'name="m" value="vietnam" id="compare-vietnam" checked' in form
    assert 'name="m" value="laos" id="beside-laos" checked' in form
    assert 'name="sort" value="demand"' in form
    assert form.count(f'formaction="{COMPARE}"') == 2


@pytest.mark.parametrize(
    ("query", "kept"),
    [("?tier=&sort=name&m=vietnam&m=laos", "m=vietnam&m=laos"), ("?tier=1&sort=name", "m=")],
)
def test_a_comparison_keeps_nothing_of_the_table_but_the_ticks(client, small, query, kept):
    response = client.get(f"{COMPARE}{query}")

    assert (response.status_code, response["Location"]) == (302, f"{COMPARE}?{kept}")


def test_a_draft_that_is_not_among_the_scored_markets_is_named(client, shipped):
    said = "Timor-Leste . Its profile is a draft, shown to read and never scored."

    assert f"Not in this table: {said}" in plain(read(client, MARKETS))
    assert f"Not in this list: {said}" in plain(read(client, reverse("frameworks:library")))


def test_a_market_leads_to_a_comparison_with_another(client, small):
    page = read(client, reverse("frameworks:market", args=["thailand"]))
    form = page[page.index(f'action="{COMPARE}"') :]
    form = form[: form.index("</form>")]

    assert '<input type="hidden" name="m" value="thailand">' in form
    assert '<option value="malaysia">Malaysia</option>' in form
    assert '<option value="thailand">' not in form


@pytest.mark.parametrize("query", ["?sort=-demand&tier=2", "?ai_law=in_force&tier=1"])
def test_the_table_costs_one_query_however_it_is_asked(
    client, small, django_assert_num_queries, query
):
    client.get(MARKETS)

    with django_assert_num_queries(1):
        client.get(f"{MARKETS}{query}")


@pytest.mark.parametrize("asked", ["VN", "vn", "Vietnam", "VIETNAM"])
def test_a_market_is_found_by_its_code_and_its_name(client, small, asked):
    response = client.get(reverse("frameworks:market", args=[asked]))

    assert response.status_code == 301
    assert response["Location"] == reverse("frameworks:market", args=["vietnam"])


def test_who_asks_for_no_market_of_ours_gets_those_there_are_and_the_search(client, small):
    response = client.get(reverse("frameworks:market", args=["atlantis"]))
    page = plain(str(response.content, "utf-8"))

    assert response.status_code == 404
    assert "No market is called “atlantis”" in page
    assert "VN Vietnam" in page
    assert "organisation" not in page
    assert 'name="q" value="atlantis"' in str(response.content, "utf-8")
