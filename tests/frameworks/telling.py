"""Every text of an edition that somebody reads: what pages say, and what the search finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frameworks.templatetags.library import date_words, words
from frameworks.views import market_facts
from tests.frameworks.bare_values import is_bare, plain

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
# Parts of a market that hold a code, where, and the only words that it may be said in.
CODED = {
    "data_protection_law": ("status", market_facts.LAW_STATES),
    "data_localisation": ("value", market_facts.LOCALISATION),
    "genai_rules": ("value", market_facts.LABELLING),
    "asean_mcc": ("value", market_facts.MODEL_CLAUSES),
    "global_cbpr": ("value", market_facts.GLOBAL_CBPR),
}
# A market's `status` is "full" or "draft"; elsewhere a status is words.
FULL = "full"


def told(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text inside a part of the document, with the key that holds it."""
    if key in NOT_TEXT or _is_crosswalk(value, key):
        return
    if key in CODED:
        field, names = CODED[key]
        yield key, names.get(value[field], words(value[field]))
        value = {inner: each for inner, each in value.items() if inner != field}
    if isinstance(value, dict):
        for inner, each in value.items():
            yield from told(each, inner)
    elif isinstance(value, list):
        for each in value:
            yield from () if _is_name(each, key) else told(each, key)
    elif isinstance(value, str) and value and not _is_exempt(value, key):
        yield key, value


def _is_crosswalk(value: Any, key: str) -> bool:
    """Item ids of another framework, by principle."""
    return isinstance(value, dict) and key == "principles"


def _is_name(value: Any, key: str) -> bool:
    return isinstance(value, str) and key in NAMES_IN_LISTS


def _is_exempt(value: str, key: str) -> bool:
    return is_bare(value) or (key == "status" and value == FULL)


def is_said(text: str, page: str) -> bool:
    """As it is written, or with its dates or codes in words."""
    return any(plain(form) in page for form in (text, date_words(text), words(text)))
