"""The library in another language: every page, its marks, its addresses, and what stays English."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from frameworks.fixtures import read_fixtures
from tests.factories import make_draft, make_edition, make_edition_definition, make_editor
from tests.frameworks.editions import SHIPPED, in_every_state, make_full_edition
from tests.frameworks.walking import JAVA, links, objections, walk

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

HOME = "/frameworks/in/km/"
INDONESIAN = "/frameworks/in/id/"
MARK = re.compile("[\ue000-\ue00f]")
STAYS = ("/frameworks/method/", "/frameworks/search/")  # not of an edition's words


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> dict[str, tuple[int, str]]:
    """Every page of the shipped edition, with a Khmer text in every state on nearly every page."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_edition(in_every_state(read_fixtures(SHIPPED), "km"))
        found = dict(walk(Client(), [HOME], below=HOME))
        transaction.set_rollback(True)
    return {address: page for address, page in found.items() if not address.endswith(".json")}


@pytest.fixture
def edition(db):
    return make_edition(make_full_edition())


def read(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return str(response.content, "utf-8")


def test_every_page_can_be_read_in_the_language(site):
    assert len(site) > 40
    assert {address: status for address, (status, _) in site.items() if status != 200} == {}


def test_no_mark_is_left_on_any_page(site):
    assert [address for address, (_, html) in site.items() if MARK.search(html)] == []


def test_texts_say_that_they_are_khmer_drafts_outdated_or_english(site):
    pages = {address: html for address, (_, html) in site.items() if "/search/" not in address}
    for sign in ('<span lang="km">', ">draft</abbr>", ">outdated</abbr>", ">English</abbr>"):
        lacking = [address for address, html in pages.items() if sign not in html]
        assert len(lacking) < len(pages) / 3, sign


def test_what_holds_no_markup_gets_none(site):
    for address, (_, html) in site.items():
        titles = re.findall(r"<title[^>]*>(.*?)</title>|<option[^>]*>(.*?)</option>", html)
        assert not any("<" in text for pair in titles for text in pair), address
        assert not re.search(r'="[^"]*<(?:span|abbr)', html), address


def test_addresses_and_places_are_those_of_the_english_page(site):
    for address, (_, html) in site.items():
        places = re.findall(r'\b(?:id|for|href|name|value)="([^"]*)"', html)
        strange = [each for each in places if re.search("[\u1780-\u17ff]", each)]
        assert strange == [], address


def test_links_lead_on_in_the_language(site):
    for address, (_, html) in site.items():
        body = re.sub(r"<(?:link|a)\s[^>]*(?:hreflang|application/json)[^>]*>", "", html)
        english = [
            link
            for link in links(address, body)
            if link.startswith("/frameworks/") and not link.startswith((HOME, *STAYS))
        ]
        assert english == [], address


@pytest.mark.skipif(not JAVA, reason="Java is missing: apt-get install default-jre-headless")
def test_the_html_is_valid(site, tmp_path):
    pages = sorted(address for address, (_, html) in site.items() if html)
    for number, address in enumerate(pages):
        (tmp_path / f"{number}.html").write_text(site[address][1], encoding="utf-8")

    assert objections(tmp_path, pages) == []


def test_a_text_shows_how_it_stands(client, edition):
    defa, market = (
        read(client, f"{INDONESIAN}defa/"),
        read(client, f"{INDONESIAN}markets/singapore/"),
    )

    assert '<p class="lead"><span lang="id">Sebuah perjanjian.</span></p>' in defa
    assert '<span lang="id">Hukum berubah.</span> <abbr class="in-language"' in market
    assert (
        '<h1>DEFA <abbr class="in-language" title="Not translated yet">English</abbr></h1>' in defa
    )
    assert "<title>DEFA · AI governance in ASEAN</title>" in defa


def test_the_english_page_is_as_it_was_and_leads_to_the_others(client, edition):
    page = read(client, "/frameworks/defa/?from=x")

    assert '<p class="lead">A pact.</p>' in page
    assert "in-language" not in page
    assert f'<a href="{INDONESIAN}defa/?from=x" hreflang="id">' in page
    assert '<span lang="id">Bahasa Indonesia</span> (Indonesian)' in page
    assert "The English text is the one that counts" not in page


def test_a_page_in_another_language_says_what_counts_and_leads_back(client, edition):
    page = read(client, f"{INDONESIAN}defa/")

    assert "The English text is the one that counts." in page
    assert '<a href="/frameworks/defa/" hreflang="en">English</a>' in page


def test_an_edition_in_english_alone_says_nothing_of_languages(client, db):
    make_edition(make_edition_definition())

    page = read(client, "/frameworks/defa/")

    assert "Read this in" not in page
    assert "hreflang" not in page


@pytest.mark.parametrize("path", ["/frameworks/defa/", f"{INDONESIAN}defa/"])
def test_each_language_has_its_own_address_and_names_the_others(client, edition, path):
    page = read(client, f"{path}?from=somewhere")

    there = "http://testserver"
    assert f'<link rel="canonical" href="{there}{path}">' in page
    assert f'<link rel="alternate" hreflang="en" href="{there}/frameworks/defa/">' in page
    assert f'<link rel="alternate" hreflang="id" href="{there}{INDONESIAN}defa/">' in page
    assert f'type="application/json" href="{there}/frameworks/defa.json"' in page


def test_what_a_page_is_about_is_part_of_its_address_in_each_language(client, edition):
    page = read(client, f"{INDONESIAN}markets/compare/?m=singapore&m=timor-leste&x=y")

    about = "m=singapore&amp;m=timor-leste"
    assert f'hreflang="en" href="http://testserver/frameworks/markets/compare/?{about}"' in page
    assert f'rel="canonical" href="http://testserver{INDONESIAN}markets/compare/?{about}"' in page


@pytest.mark.parametrize(
    ("path", "english"),
    [
        ("search/?q=pact", "/frameworks/search/?q=pact"),
        ("defa.json", "/frameworks/defa.json"),
        ("index.json", "/frameworks/index.json"),
        ("markets/compare.json?m=singapore", "/frameworks/markets/compare.json?m=singapore"),
    ],
)
def test_the_search_and_the_data_are_english(client, edition, path, english):
    response = client.get(f"{INDONESIAN}{path}")

    assert (response.status_code, response.headers["Location"]) == (302, english)


@pytest.mark.parametrize(
    "path",
    [
        "/frameworks/in/km/",  # a language of the region, not of this edition
        "/frameworks/in/xx/",
        "/frameworks/in/en/",
        "/frameworks/in/id/nothing/",
        "/frameworks/in/id/in/id/",
        "/frameworks/in/id/in/km/defa/",
        "/frameworks/in/id/markets/atlantis/",
    ],
)
def test_what_there_is_not_is_not_found(client, edition, path):
    assert client.get(path).status_code == 404
    assert reverse("frameworks:library") == "/frameworks/"


def test_without_an_edition_there_is_no_language(client, db):
    assert client.get(INDONESIAN).status_code == 404


def test_an_address_without_its_last_stroke_is_mended(client, edition):
    assert client.get("/frameworks/in/id/defa").headers["Location"] == f"{INDONESIAN}defa/"


def test_asking_again_costs_one_query_and_shows_nothing(client, edition, django_assert_num_queries):
    path = f"{INDONESIAN}markets/singapore/"
    known = client.get(path).headers["ETag"]
    assert known != client.get("/frameworks/markets/singapore/").headers["ETag"]

    with django_assert_num_queries(1):
        again = client.get(path, headers={"If-None-Match": known})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("page", ["", "defa/", "markets/", "glossary/", "sources/"])
def test_a_page_takes_as_many_queries_as_the_english_one(
    client, edition, page, django_assert_max_num_queries
):
    client.get(f"{INDONESIAN}{page}")

    with django_assert_max_num_queries(2) as captured:
        client.get(f"/frameworks/{page}")
    with django_assert_max_num_queries(len(captured)):
        client.get(f"{INDONESIAN}{page}")


@pytest.fixture
def draft(edition):
    return make_draft(edition)


def test_editors_preview_a_draft_in_its_languages(client, draft):
    client.force_login(make_editor())

    page = read(client, f"/editions/{draft.label}/preview/in/id/defa/")

    assert '<span lang="id">Sebuah perjanjian.</span>' in page
    assert "Preview of the draft 2026.2." in page
    assert f'href="/editions/{draft.label}/preview/in/id/markets/"' in page
    assert f'href="/editions/{draft.label}/preview/defa/" hreflang="en"' in page
    assert not MARK.search(page)
    assert 'href="/frameworks/' not in re.sub('href="/frameworks/method/', "", page)


@pytest.mark.parametrize("page", ["in/km/", "in/id/nothing/", "in/id/in/id/"])
def test_a_preview_has_the_languages_of_the_draft_alone(client, draft, page):
    client.force_login(make_editor())

    assert client.get(f"/editions/{draft.label}/preview/{page}").status_code == 404


def test_a_preview_in_a_language_is_for_editors(client, draft):
    assert client.get(f"/editions/{draft.label}/preview/in/id/").status_code == 302
