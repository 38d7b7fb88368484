"""An id that a published edition gave is never given to another thing, whatever kind of record."""

from __future__ import annotations

from typing import Any

import pytest

from frameworks import editing, services
from frameworks.models import Edition
from frameworks.parsing import parse_edition
from frameworks.records import added, find, named_records, place_from_text
from tests.factories import make_edition, make_editor
from tests.frameworks.editions import make_full_edition

pytestmark = pytest.mark.django_db

# A list, and what the last record of it says in one edition, and in another.
REUSED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "annex_a": ({"id": "A.99", "asks": "Is it told?"}, {"asks": "Is it kept?"}),
    "corrections": ({"number": 9, "summary_says": "Ten markets."}, {"summary_says": "In Bali."}),
    "crosswalks/nist/items": ({"id": "MAP 9", "title": "Told"}, {"title": "Kept"}),
    "defa/facts": ({"key": "when", "title": "When it starts"}, {"title": "When it ends"}),
    "facts": ({"key": "is_new", "question": "Is it new?"}, {"question": "Is it old?"}),
    "glossary": (
        {"key": "told", "term": "Tolder", "also": []},
        {"term": "Kept", "also": []},
    ),
    "markets/singapore/instruments": ({"id": "SG-I6", "name": "An act"}, {"name": "A bill"}),
    "markets/singapore/obligations": ({"id": "SG-09", "title": "Tell"}, {"title": "Keep"}),
    "roadmap/tiers": (
        {"tier": 9, "label": "ninth", "name": "Ninth", "markets": []},
        {"name": "Last"},
    ),
    "sources": ({"id": "decree", "title": "A decree"}, {"title": "A circular"}),
    "summary": ({"key": "bali", "text": "In Bali."}, {"text": "In Hanoi."}),
}


@pytest.fixture
def start() -> Edition:
    return make_edition(make_full_edition())


def with_one_more(start: Edition, place: str, said: dict[str, Any]) -> dict[str, Any]:
    path = place_from_text(place)
    *_, last = find(start.document, path).value
    return added(start.document, path, last | said)


def problems_of(start: Edition, document: dict[str, Any]) -> list[str]:
    """Of a document that somebody uploads into a draft, beside an edition that came between."""
    draft = editing.start_draft(start, label="2026.9", by=make_editor())
    found = editing.problems_here(parse_edition(document | {"label": "2026.9"}), draft)
    return [str(problem) for problem in found]


def publish_between(document: dict[str, Any], label: str = "2026.5") -> None:
    services.retire(make_edition(parse_edition(document | {"label": label})))


@pytest.mark.parametrize("place", REUSED)
def test_an_id_that_stood_elsewhere_is_not_given_to_something_else(start, place):
    first, other = REUSED[place]
    publish_between(with_one_more(start, place, first))

    problems = problems_of(start, with_one_more(start, place, first | other))

    id = next(iter(first.values()))
    assert len(problems) == 1
    assert problems[0].endswith(f": {id} stood in 2026.5: ids are never used again")


@pytest.mark.parametrize("place", REUSED)
def test_what_comes_back_as_it_was_is_no_problem(start, place):
    first, other = REUSED[place]
    publish_between(with_one_more(start, place, first), "2026.5")
    publish_between(with_one_more(start, place, first | other), "2026.6")  # and was renamed there

    assert not problems_of(start, with_one_more(start, place, first))
    Edition.objects.get(label="2026.9").delete()
    assert not problems_of(start, with_one_more(start, place, first | other))


def test_what_the_draft_started_with_may_be_renamed(start):
    source, *_ = start.document["sources"]

    assert not problems_of(
        start, start.document | {"sources": [source | {"title": "Another title"}]}
    )


def test_one_key_in_two_lists_names_two_things(start):
    publish_between(with_one_more(start, *_key_of("defa/facts", "Of DEFA")))

    assert not problems_of(
        start, with_one_more(start, *_key_of("principles/transparency/facts", "Ours"))
    )


def _key_of(place: str, title: str) -> tuple[str, dict[str, Any]]:
    return place, {"key": "when", "title": title}


def test_every_record_with_an_id_is_looked_at(start):
    """The lists that are named here stand for all: each record leads back to its id by its path."""
    records = list(named_records(start.document))
    for record in records:
        inside: Any = start.document
        for step in record.path:
            inside = inside[step]
        assert str(inside) == record.id
        assert any(record.says)
    assert len({(each.among, each.id) for each in records}) == len(records)
