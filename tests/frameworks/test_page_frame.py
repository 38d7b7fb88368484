"""Head and foot of each page: where it is for good, whose words it holds, how to cite it."""

from __future__ import annotations

import re

import pytest
from django.urls import resolve

from frameworks import twins
from frameworks.addresses import permanent
from frameworks.parsing import to_document
from tests.factories import make_edition
from tests.frameworks.editions import make_full_edition

CONTENT = make_full_edition()
PAGES = list(twins.addresses(to_document(CONTENT)))
MARKET = "/frameworks/markets/singapore/"


@pytest.fixture
def edition(db):
    return make_edition(CONTENT)


def read(client, path: str, **headers: str) -> str:
    return str(client.get(path, headers=headers).content, "utf-8")


@pytest.mark.parametrize("path", PAGES)
def test_it_names_its_one_address(client, edition, path):
    page = read(client, f"{path}?from=somewhere")

    assert re.findall(r'<link rel="canonical" href="([^"]+)">', page) == [
        f"http://testserver{path}"
    ]


def test_addresses_follow_the_host_and_what_the_proxy_says_of_https(client, edition, settings):
    settings.ALLOWED_HOSTS = ["scorecard.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    page = read(client, MARKET, **{"Host": "scorecard.example", "X-Forwarded-Proto": "https"})

    assert f'<link rel="canonical" href="https://scorecard.example{MARKET}">' in page


def test_paper_says_which_edition_it_was_printed_from(client, edition):
    page = read(client, MARKET)

    printed = re.search(r'<p class="printed" hidden>(.+?)</p>', page)
    assert printed is not None
    assert "Scorecard, AI governance in ASEAN. Edition 2026.1, published" in printed[1]


@pytest.mark.parametrize("path", PAGES)
def test_it_says_whose_words_these_are_and_how_to_cite_them(client, edition, path):
    page = read(client, path)

    title = re.search(r"<title>(.+) · AI governance in ASEAN</title>", page)
    assert title is not None
    foot = page[page.index("Use and cite this page") :]
    assert f"“{title[1]}”, Test edition, edition 2026.1" in foot
    assert f"digest {edition.digest[:12]}" in foot
    is_of_edition = resolve(path).namespace == "frameworks"
    cited = permanent(path, "2026.1") if is_of_edition else path
    assert f'<span class="text-break">http://testserver{cited}</span>' in foot
    assert "https://www.apache.org/licenses/LICENSE-2.0" in foot
    assert "belong to those who published them" in foot
