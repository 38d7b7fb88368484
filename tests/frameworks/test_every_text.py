"""Everything that the shipped edition says can be read on some page of the library."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from frameworks.fixtures import read_fixtures
from frameworks.parsing import to_document
from frameworks.templatetags.library import date_words, words
from frameworks.urls import urlpatterns
from tests.factories import make_edition
from tests.frameworks.editions import SHIPPED

# Keys whose values nobody reads as they are written, and why.
NOT_TEXT = {
    **dict.fromkeys(("id", "key", "slug", "code", "prefix", "target"), "names the record"),
    **dict.fromkeys(("source", "principle", "genai_dimension", "fact"), "names another record"),
    **dict.fromkeys(("all_of", "any_of"), "names facts, which are said as their questions"),
    **dict.fromkeys(("verification", "confidence", "overall_confidence"), "a code, said in words"),
    **dict.fromkeys(("quality", "basis", "track", "assessed_at", "kind"), "a code, said in words"),
    "as_of_precision": "decides how much of the date is said",
    "crosswalk": "names items of other frameworks, by framework",
    "tags": "repeats the rule beside it, for tables and filters",
}
# Keys that hold records at one place, and names of records at another.
NAMES_IN_LISTS = ("principles", "annex_a", "markets", "questions")
# A market's `status` is "full" or "draft"; elsewhere a status is words.
FULL = "full"
METHOD = "scorecard:method"
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
SPACE = re.compile(r"\s+")


class Reader(HTMLParser):
    """What a page says, and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.hrefs: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs |= {value or "" for name, value in attrs if name == "href"}


def told(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text inside a part of the document, with the key that holds it."""
    if key in NOT_TEXT:
        return
    if isinstance(value, dict) and key == "principles":  # item ids of a crosswalk, by principle
        return
    if isinstance(value, dict):
        for inner, each in value.items():
            yield from told(each, inner)
    elif isinstance(value, list):
        for each in value:
            yield from () if _is_name(each, key) else told(each, key)
    elif isinstance(value, str) and value and not _is_exempt(value, key):
        yield key, value


def _is_name(value: Any, key: str) -> bool:
    return isinstance(value, str) and key in NAMES_IN_LISTS


def _is_exempt(value: str, key: str) -> bool:
    return bool(DATE.fullmatch(value)) or (key == "status" and value == FULL)


def plain(text: str) -> str:
    return SPACE.sub(" ", text).strip().casefold()


def is_said(text: str, page: str) -> bool:
    """As it is written, or with its dates or codes in words."""
    return any(plain(form) in page for form in (text, date_words(text), words(text)))


# A record of these lists has a page of its own, which must say all of it: by its key.
OWN_PAGE = {
    "principles": ("frameworks:principle", "key"),
    "markets": ("frameworks:market", "slug"),
    "crosswalks": ("frameworks:crosswalk", "target"),
}


def pages_for(part: str, value: Any) -> Iterator[tuple[Any, list[str]]]:
    """The records of a part, each with the pages where its texts may stand."""
    if part in OWN_PAGE:
        name, key = OWN_PAGE[part]
        yield from ((record, [reverse(name, args=[record[key]])]) for record in value)
    else:
        fixed = [each.name for each in urlpatterns if each.name and "<" not in str(each.pattern)]
        yield value, [reverse(f"frameworks:{name}") for name in fixed] + [reverse(METHOD)]


def unsaid(client: Client, document: dict[str, Any]) -> dict[str, list[str]]:
    """What no page says, by part."""
    missing: dict[str, list[str]] = defaultdict(list)
    read: dict[str, Reader] = {}
    for part, value in document.items():
        for record, paths in pages_for(part, value):
            for path in paths:
                if path not in read:
                    read[path] = Reader()
                    read[path].feed(str(client.get(path).content, "utf-8"))
            missing[part] += unsaid_by(record, part, [read[path] for path in paths])
    return {part: texts for part, texts in missing.items() if texts}


def unsaid_by(record: Any, part: str, readers: list[Reader]) -> list[str]:
    page = plain(" ".join(text for reader in readers for text in reader.texts))
    hrefs = {href for reader in readers for href in reader.hrefs}
    return [
        f"{key}: {text}"
        for key, text in told(record, "" if part in OWN_PAGE else part)
        if not (text in hrefs if key == "url" else is_said(text, page))
    ]


def test_every_text_and_every_address_of_the_shipped_edition_stands_on_a_page(client, db):
    edition = read_fixtures(SHIPPED)
    make_edition(edition)

    assert unsaid(client, to_document(edition)) == {}


def test_a_text_that_no_page_holds_is_noticed():
    document = {"facts": [{"key": "a", "help": "Nobody reads this."}], "label": "2026.1"}

    texts = list(told(document))

    assert texts == [("help", "Nobody reads this."), ("label", "2026.1")]
    assert not is_said("Nobody reads this.", plain("Everybody reads that."))
    assert is_said("Since 2026-05-30", plain("<b>Since  30 May\n2026</b>"))
