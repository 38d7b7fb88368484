"""Everything that the shipped edition says can be read on some page of the library."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from frameworks.definition import Edition
from frameworks.fixtures import read_fixtures
from frameworks.parsing import to_document
from tests.factories import make_edition
from tests.frameworks.bare_values import SAID, UNSAID, plain, unsaid_values
from tests.frameworks.editions import SHIPPED
from tests.frameworks.telling import NOT_TEXT, is_said, told

# The pages are shown out of the database, once for all tests.
pytestmark = [pytest.mark.django_db, pytest.mark.looks]

# A record of these lists has a page of its own, which must say all of it: by its key.
OWN_PAGE = {
    "principles": ("frameworks:principle", "key"),
    "markets": ("frameworks:market", "slug"),
    "crosswalks": ("frameworks:crosswalk", "target"),
}
# Any other part has to be said on its page, or on its pages together.
PAGES = {
    **dict.fromkeys(("label", "title", "compiled", "notes"), ("frameworks:library",)),
    **dict.fromkeys(("levels", "facts"), ("frameworks:facts",)),
    **dict.fromkeys(("summary", "corrections"), ("frameworks:corrections",)),
    "genai": ("frameworks:genai",),
    "cross_border": ("frameworks:cross-border",),
    "annex_a": ("frameworks:annex-a",),
    "roadmap": ("frameworks:roadmap",),
    "defa": ("frameworks:defa",),
    "regional": ("frameworks:region", "frameworks:guide", "frameworks:singapore"),
    "glossary": ("frameworks:glossary",),
    "sources": ("frameworks:sources",),
}


class Page(HTMLParser):
    """What a page says, and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.hrefs: set[str] = set()
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "href" and tag == "a":
                self.hrefs.add(value or "")

    @cached_property
    def words(self) -> str:
        return plain(" ".join(self.texts))


Pages = dict[str, Page]


def without(page: Page, pattern: str) -> Page:
    cut = Page("")
    cut.texts, cut.hrefs = [re.sub(pattern, "", page.words)], page.hrefs
    return cut


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_fixtures(SHIPPED)


@pytest.fixture(scope="module")
def pages(edition: Edition, django_db_setup: None, django_db_blocker: Any) -> Pages:
    """Every page, shown once to a visitor; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_edition(edition)
        client = Client()
        shown = {path: str(client.get(path).content, "utf-8") for path in paths_of(edition)}
        transaction.set_rollback(True)
    return {path: Page(html) for path, html in shown.items()}


def paths_of(edition: Edition) -> list[str]:
    return [
        *dict.fromkeys(reverse(name) for names in PAGES.values() for name in names),
        *(reverse("frameworks:principle", args=[each.key]) for each in edition.principles),
        *(reverse("frameworks:market", args=[each.slug]) for each in edition.markets),
        *(reverse("frameworks:crosswalk", args=[each.target]) for each in edition.crosswalks),
    ]


def unsaid(document: dict[str, Any], pages: Pages) -> dict[str, list[str]]:
    """What the pages of each part do not say."""
    missing: dict[str, list[str]] = defaultdict(list)
    for part, value in document.items():
        name, key = OWN_PAGE.get(part, ("", ""))
        for record in value if name else [value]:
            paths = [reverse(name, args=[record[key]])] if name else map(reverse, PAGES[part])
            missing[part] += unsaid_by(record, "" if name else part, [pages[p] for p in paths])
    return {part: texts for part, texts in missing.items() if texts}


def unsaid_by(record: Any, part: str, pages: list[Page]) -> list[str]:
    said = " ".join(page.words for page in pages)
    hrefs = {href for page in pages for href in page.hrefs}
    missing = [
        f"{key}: {text}"
        for key, text in told(record, part)
        if not (text in hrefs if key == "url" else is_said(text, said))
    ]
    return missing + unsaid_values({part: record} if part else record, NOT_TEXT, said)


def test_every_text_and_every_address_of_the_shipped_edition_stands_on_a_page(edition, pages):
    assert unsaid(to_document(edition), pages) == {}


def test_a_changed_text_is_missed(edition, pages):
    document = to_document(edition)
    document["facts"][0]["help"] = "Nobody reads this."
    document["markets"][0]["summary"] = "Nor this."
    document["sources"][-1]["url"] = "https://nowhere.example/"

    assert unsaid(document, pages) == {
        "facts": ["help: Nobody reads this."],
        "markets": ["summary: Nor this."],
        "sources": ["url: https://nowhere.example/"],
    }


def test_a_text_that_only_pages_of_other_parts_say_is_missed(edition, pages):
    document = to_document(edition)
    document["facts"][0]["help"] = document["glossary"][0]["term"]
    document["glossary"][0]["term"] = document["defa"]["facts"][0]["title"]

    missing = unsaid({part: document[part] for part in ("facts", "glossary")}, pages)

    assert {part: len(texts) for part, texts in missing.items()} == {"facts": 1, "glossary": 1}


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        (r"effective \d+ \w+ \d+", "effective_date"),
        ("not at work yet", "operational"),
        (r"apec (not a )?member", "apec_member"),
        (r"weight \d", "weight"),
        (r"critical control", "critical"),
        (r"as of: (last read )?(\d+ )?(\w+ )?\d+", "as_of"),
        (r"in force \d+ \w+ \d+", "in_force"),
        (r"member since \d+", "asean_member_since"),
    ],
)
def test_a_value_that_pages_no_longer_say_is_missed(edition, pages, pattern, key):
    document = to_document(edition)
    parts = {part: document[part] for part in ("markets", "principles")}
    cut = {path: without(page, pattern) for path, page in pages.items()}

    missing = unsaid(parts, cut)

    assert {each.split(":")[0] for texts in missing.values() for each in texts} >= {key}


def test_a_changed_value_is_missed(edition, pages):
    document = to_document(edition)
    vietnam = next(each for each in document["markets"] if each["slug"] == "vietnam")
    body = next(each for each in vietnam["authorities"] if each.get("operational") is not False)
    body["operational"] = False
    vietnam["regional_mechanisms"]["apec_member"] ^= True
    vietnam["instruments"][0]["effective_date"] = "2019-03-02"
    document["sources"][0]["published"] = "1999-01-02"

    missing = unsaid({part: document[part] for part in ("markets", "sources")}, pages)

    assert missing == {
        "markets": ["operational: False", "effective_date: 2019-03-02", "apec_member: False"],
        "sources": ["published: 1999-01-02"],
    }


def test_every_exemption_of_a_value_has_a_reason_and_no_words():
    assert all(UNSAID.values())
    assert {key for key, _ in UNSAID} <= set(SAID)
    assert not set(SAID) & set(NOT_TEXT)


def test_a_date_or_a_code_counts_in_words():
    assert is_said("Since 2026-05-30", plain("Since  30 May\n2026"))
    assert is_said("in_force", plain("Status: In force"))
    assert not is_said("Since 2026-05-30", plain("Since 2026"))
