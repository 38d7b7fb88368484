"""All that a visitor can reach, from the front door on: no link is broken, and the HTML is valid."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urldefrag

import pytest
from django.db import transaction
from django.test import Client

from frameworks.definition import Edition
from frameworks.finding import address_of
from frameworks.fixtures import read_fixtures
from tests.factories import make_edition
from tests.frameworks.editions import SHIPPED
from tests.frameworks.walking import JAVA, links, objections, walk

# The pages are shown out of the database, once for all tests.
pytestmark = [pytest.mark.django_db, pytest.mark.looks]

START = ("/", "/frameworks/search/?q=vietnm+duty", "/frameworks/search/?q=xyzzy", "/verify/?code=X")
ID = re.compile(r'\bid="([^"]+)"')

Site = dict[str, tuple[int, str]]  # by address: status and text


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_fixtures(SHIPPED)


@pytest.fixture(scope="module")
def site(edition: Edition, django_db_setup: None, django_db_blocker: Any) -> Site:
    """Every address that a page without a query leads to; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_edition(edition)
        found = dict(walk(Client(), START))
        transaction.set_rollback(True)
    return found


def test_every_link_of_a_visitor_leads_somewhere(site):
    assert len(site) > 100
    assert {address: status for address, (status, _) in site.items() if status != 200} == {}


def test_every_place_on_a_page_that_is_linked_or_found_is_there(site, edition):
    linked = {link for address, (_, html) in site.items() for link in links(address, html)}
    found = {address_of(entry) for entry in edition.search_index.entries}
    places = {link for link in linked | found if urldefrag(link).url in site and "#" in link}
    ids = {
        address: {unescape(id) for id in ID.findall(html)} for address, (_, html) in site.items()
    }

    assert len(found) > 500
    assert {urldefrag(link).url for link in found} <= site.keys()
    missing = {
        link for link in places if urldefrag(link).fragment not in ids.get(urldefrag(link).url, ())
    }
    assert missing == set()


@pytest.mark.skipif(not JAVA, reason="Java is missing: apt-get install default-jre-headless")
def test_the_html_is_valid(site, tmp_path):
    pages = sorted(address for address, (_, html) in site.items() if html)
    for number, address in enumerate(pages):
        (tmp_path / f"{number}.html").write_text(site[address][1], encoding="utf-8")

    assert objections(tmp_path, pages) == []


@pytest.mark.skipif(not JAVA, reason="Java is missing: apt-get install default-jre-headless")
def test_html_that_is_not_valid_is_told(tmp_path):
    (tmp_path / "0.html").write_text("<!doctype html><title>A</title><p><p id=1><ul>a</ul>")

    told = objections(tmp_path, ["/a/"])

    assert [each for each in told if "Text not allowed in element “ul”" in each]
