"""Search engines find the whole library and nothing that belongs to an organisation."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.robotparser import RobotFileParser

import pytest
from django.urls import reverse

from frameworks.definition import Regional, RegionalInstrument
from frameworks.urls import urlpatterns
from scorecard.urls import urlpatterns as scorecard_patterns
from tests.factories import SOURCED, make_edition
from tests.frameworks.editions import make_full_edition
from tests.urls import ENTRIES, VISITOR

GUIDE = RegionalInstrument(
    key="asean-guide", name="The Guide", date="2024", force="Voluntary", summary="It.", **SOURCED
)
CONTENT = replace(make_full_edition(), regional=Regional(instruments=(GUIDE,)))
ARGUMENTS = {
    "principle": [each.key for each in CONTENT.principles],
    "market": [each.slug for each in CONTENT.markets],
    "crosswalk": [each.target for each in CONTENT.crosswalks],
}


@pytest.fixture
def edition(db):
    return make_edition(CONTENT)


@pytest.fixture
def robots(client, db):
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


def listed(client, **headers: str) -> dict[str, str]:
    """Each address of the sitemap with its date."""
    xml = client.get("/sitemap.xml", headers=headers).content.decode()
    entries = re.findall(r"<url>(.+?)</url>", xml, re.DOTALL)
    found = [re.search(r"<loc>(.+?)</loc>(?:<lastmod>(.+?)</lastmod>)?", each) for each in entries]
    return {match[1]: match[2] for match in found if match}


def test_the_sitemap_lists_every_page_of_the_library_in_english(client, edition):
    pages = {
        reverse(f"frameworks:{pattern.name}", args=arguments)
        for pattern in urlpatterns
        if pattern.name not in ("twin", "english-twin", "in-language")  # each leads to one of these
        for arguments in [[each] for each in ARGUMENTS.get(pattern.name or "", [])] or [[]]
    }

    addresses = listed(client)

    assert {f"http://testserver{page}" for page in pages} == {
        address for address in addresses if "/frameworks/" in address
    } - {f"http://testserver{reverse(f'scorecard:{name}')}" for name in ("method", "calculator")}


def test_each_page_is_as_new_as_its_edition(client, edition):
    day = edition.published_at.date().isoformat()

    dates = {address: date for address, date in listed(client).items() if "/markets/" in address}

    assert dates
    assert set(dates.values()) == {day}


@pytest.mark.parametrize("name", ["dashboard", "method", "calculator"])
def test_public_pages_that_are_no_part_of_an_edition_are_listed(client, edition, name):
    assert f"http://testserver{reverse(f'scorecard:{name}')}" in listed(client)


def test_every_listed_page_is_there_for_visitors(client, edition):
    failed = [address for address in listed(client) if client.get(address).status_code != 200]

    assert failed == []


def test_addresses_follow_the_host_and_what_the_proxy_says_of_https(client, edition, settings):
    settings.ALLOWED_HOSTS = ["scorecard.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    proxied = {"Host": "scorecard.example", "X-Forwarded-Proto": "https"}

    robots = client.get("/robots.txt", headers=proxied).content.decode()

    assert all(each.startswith("https://scorecard.example/") for each in listed(client, **proxied))
    assert "Sitemap: https://scorecard.example/sitemap.xml" in robots


def test_without_an_edition_the_sitemap_still_lists_the_front_door(client, db):
    assert "http://testserver/" in listed(client)


def test_the_sitemap_costs_one_query(client, edition, django_assert_num_queries):
    client.get("/sitemap.xml")

    with django_assert_num_queries(1):
        client.get("/sitemap.xml")


@pytest.mark.parametrize(
    "path", ["/", "/frameworks/", "/frameworks/markets/singapore.json", "/static/css/app.css"]
)
def test_the_library_may_be_crawled(robots, path):
    assert robots.can_fetch("any", f"http://testserver{path}")


def test_what_asks_for_an_account_may_not_be_crawled(robots, subtests):
    for pattern in scorecard_patterns:
        entry = ENTRIES[f"scorecard:{pattern.name}"]
        with subtests.test(pattern.name):
            allowed = robots.can_fetch("any", f"http://testserver/{pattern.pattern}")
            assert allowed == (entry.who[VISITOR] == 200)


@pytest.mark.parametrize(
    "path", ["/admin/", "/accounts/login/", "/accounts/2fa/", "/editions/", "/healthz"]
)
def test_accounts_and_the_machine_room_may_not(robots, path):
    assert not robots.can_fetch("any", f"http://testserver{path}")
