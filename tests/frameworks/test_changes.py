"""What differs between two editions: every difference is named, and nothing else is."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.changes import BY_PLACE, MAY_BE_LEFT_OUT, Change, changes, identified
from frameworks.parsing import to_document
from tests.factories import make_question
from tests.frameworks.editions import editions, make_full_edition

FULL = to_document(make_full_edition())
Path = tuple[str, ...]
relaxed = settings(max_examples=25)


def edited() -> dict[str, Any]:
    return copy.deepcopy(FULL)


def named(before: Any, after: Any) -> list[tuple[str, Path]]:
    return [(change.kind, change.path) for change in changes(before, after)]


def has_members(value: Any, path: Path) -> bool:
    return isinstance(value, list) and (
        path[-1] in BY_PLACE or all(isinstance(member, dict) for member in value)
    )


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every value that has no parts of its own, by its path of keys and ids."""
    if has_members(value, path):
        value = identified(value, path)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    else:
        yield path, json.dumps(value)


def applied(before: Any, found: tuple[Change, ...]) -> dict[Path, str]:
    """The leaves of the newer document, from the older one and the changes alone."""
    result = dict(leaves(before))
    for change in found:
        if change.kind in ("removed", "changed"):
            length = len(change.path)
            result = {path: v for path, v in result.items() if path[:length] != change.path}
        if change.kind in ("added", "changed"):
            result |= dict(leaves(change.after, change.path))
    return result


@relaxed
@given(editions(), editions())
def test_the_changes_lead_from_any_edition_to_any_other(first, second):
    before, after = to_document(first), to_document(second)

    assert applied(before, changes(before, after)) == dict(leaves(after))


@relaxed
@given(editions(), editions())
def test_every_change_names_something_that_differs_and_names_it_once(first, second):
    before, after = to_document(first), to_document(second)
    old, new = dict(leaves(before)), dict(leaves(after))

    found = [change for change in changes(before, after) if change.kind != "moved"]

    paths = [change.path for change in found]
    assert len(set(paths)) == len(paths)
    for change in found:
        was = {path: v for path, v in old.items() if path[: len(change.path)] == change.path}
        now = {path: v for path, v in new.items() if path[: len(change.path)] == change.path}
        assert was != now or (change.before, change.after) in [({}, None), (None, {})]
        assert not any(path != change.path and path == change.path[: len(path)] for path in paths)


@given(editions())
@relaxed
def test_an_edition_does_not_differ_from_itself(edition):
    document = to_document(edition)

    assert changes(document, json.loads(json.dumps(document))) == ()


@given(editions(), editions())
@relaxed
def test_the_way_back_adds_what_was_removed(first, second):
    before, after = to_document(first), to_document(second)
    back = {"added": "removed", "removed": "added", "changed": "changed"}

    forth = {(kind, path) for kind, path in named(before, after) if kind != "moved"}

    assert {(back[kind], path) for kind, path in forth} == {
        (kind, path) for kind, path in named(after, before) if kind != "moved"
    }


@st.composite
def single_edits(draw: st.DrawFn) -> tuple[Any, str, Path]:
    """The full document after one edit anywhere in it, and what should be said of that."""
    document = edited()
    holder, path = draw(st.sampled_from(list(_records(document))))
    key = draw(st.sampled_from(sorted(set(holder) - NAMING) or ["none"]))
    edit = draw(st.sampled_from(("added", "removed", "changed")))
    if edit == "added" or key not in holder:
        holder["new_key"] = draw(st.sampled_from(("words", 3, True, ["a", "b"], {"a": "b"})))
        return document, "added", (*path, "new_key")
    if edit == "removed" and key not in MAY_BE_LEFT_OUT:
        del holder[key]
        return document, "removed", (*path, key)
    holder[key] = draw(st.sampled_from(("other words", 77, None)))
    return document, "changed", (*path, key)


NAMING = {
    *("id", "code", "key", "target", "language", "at", "number", "tier"),
    *("name", "date", "fact", "principle"),
}


def _records(value: Any, path: Path = ()) -> Iterator[tuple[dict[str, Any], Path]]:
    if isinstance(value, dict):
        yield value, path
        for key, inner in value.items():
            yield from _records(inner, (*path, key))
    elif has_members(value, path):
        for id, inner in identified(value, path).items():
            yield from _records(inner, (*path, id))


@relaxed
@given(single_edits())
def test_one_edit_anywhere_is_one_change_at_its_path(edit):
    document, kind, path = edit

    assert named(FULL, document) == [(kind, path)]


@given(st.permutations(range(6)), st.sets(st.integers(0, 5)), st.sets(st.integers(6, 9)))
def test_of_any_new_order_the_fewest_members_are_said_to_have_moved(order, gone, new):
    before = {"facts": [{"key": str(n)} for n in range(6)]}
    stay = [n for n in order if n not in gone]
    after = {"facts": [{"key": str(n)} for n in [*stay, *sorted(new)]]}

    found = named(before, after)

    moved = {path[-1] for kind, path in found if kind == "moved"}
    still = [n for n in stay if str(n) not in moved]
    assert still == sorted(still)
    assert len(still) == _longest_rising(stay)
    assert {path[-1] for kind, path in found if kind == "removed"} == {str(n) for n in gone}
    assert {path[-1] for kind, path in found if kind == "added"} == {str(n) for n in new}


def _longest_rising(numbers: list[int]) -> int:
    """By trying every choice."""
    sizes = range(len(numbers), 0, -1)
    chosen = (each for size in sizes for each in combinations(numbers, size))
    return next((len(each) for each in chosen if list(each) == sorted(each)), 0)


def test_what_moved_says_what_it_stands_after():
    document = edited()
    document["markets"].reverse()

    [change] = changes(FULL, document)

    assert (change.kind, change.path) in [
        ("moved", ("markets", "SG")),
        ("moved", ("markets", "TL")),
    ]
    assert {change.before, change.after} in [{"", "TL"}, {"SG", ""}]


def test_what_moved_may_also_have_changed():
    document = edited()
    document["markets"].append(document["markets"].pop(0) | {"summary": "Busy."})

    found = named(FULL, document)

    assert ("changed", ("markets", "SG", "summary")) in found
    assert [kind for kind, path in found].count("moved") == 1
    assert len(found) == 2


def test_a_new_member_is_one_change_however_much_it_holds():
    edition = make_full_edition()
    first = edition.principles[0]
    more = replace(first, questions=(make_question("TRA-00"), *first.questions))
    after = to_document(replace(edition, principles=(more, *edition.principles[1:])))

    [change] = changes(FULL, after)

    assert change.kind == "added"
    assert change.path == ("principles", "transparency", "questions", "TRA-00")
    assert change.what == "Principle Transparency, question TRA-00"
    assert change.after["text"] == "How about TRA-00?"


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (("title",), "Title"),
        (("levels", 2, "meaning"), "Level Defined, meaning"),
        (("markets", 0, "floors", "fairness", "floor"), "Market Singapore, floors, fairness, floor"),
        (("markets", 0, "obligations", 1, "title"), "Market Singapore, obligation SG-02, title"),
        (("corrections", 0, "finding"), "Correction 1, finding"),
        (("glossary", 0, "meaning"), "Glossary term Person, meaning"),
        (("annex_a", 0, "asks"), "Annex A item 5.2, asks"),
        (("defa", "summary"), "DEFA, summary"),
    ],
)  # fmt: skip
def test_it_says_in_words_what_differs(path, what):
    document = edited()
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = "something else"

    assert [change.what for change in changes(FULL, document)] == [what]


def test_a_level_of_a_question_is_named_by_its_number():
    document = edited()
    document["principles"][0]["questions"][0]["anchors"][3] = "Really done"

    [change] = changes(FULL, document)

    assert change.path == ("principles", "transparency", "questions", "TRA-01", "anchors", "3")
    assert change.what == "Principle Transparency, question TRA-01, level 3"
    assert (change.before, change.after) == ("Done", "Really done")


def test_a_list_of_plain_texts_is_one_value():
    document = edited()
    document["markets"][0]["cautions"].append("Ask a lawyer.")

    [change] = changes(FULL, document)

    assert (change.kind, change.path) == ("changed", ("markets", "SG", "cautions"))
    assert change.after == ["Laws change.", "Ask a lawyer."]


def test_true_is_not_one():
    assert named({"a": True}, {"a": 1}) == [("changed", ("a",))]


def test_two_members_of_one_name_are_told_apart():
    office = {"name": "Office", "kind": "ai"}
    before = {"authorities": [office, office | {"kind": "sector"}]}
    after = {"authorities": [office, office | {"kind": "data_protection"}]}

    assert named(before, after) == [("changed", ("authorities", "Office (2)", "kind"))]


def test_every_record_of_the_shipped_edition_has_a_name_of_its_own(shipped):
    unnamed = [path for _, path in _records(shipped) if any(_is_spelled(step) for step in path)]
    numbered = [path for _, path in _records(shipped) if any(s.endswith(" (2)") for s in path)]

    assert unnamed == []
    assert numbered == []


def _is_spelled(step: str) -> bool:
    return step.startswith("{")


@pytest.fixture(scope="module")
def shipped() -> Any:
    from frameworks.fixtures import read_fixtures
    from tests.frameworks.editions import SHIPPED

    return to_document(read_fixtures(SHIPPED))


def test_what_is_said_in_a_language_is_compared_text_by_text_and_in_no_order():
    def said(at, text):
        return {"at": at, "english": "Old", "text": text, "status": "draft"}

    before = {
        "translations": [{"language": "km", "texts": [said("title", "A"), said("notes", "B")]}]
    }
    after = {"translations": [{"language": "km", "texts": [said("notes", "B"), said("title", "C")]},
                              {"language": "th"}]}  # fmt: skip

    found = [(change.kind, change.what) for change in changes(before, after)]

    assert found == [
        ("changed", "Translation into Khmer, title"),
        ("added", "Translation into Thai"),
    ]
    assert [each.what for each in changes({}, before)] == ["Translation into Khmer"]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("levels/1/meaning", "level 0, meaning"),
        ("headings/Data", "heading Data"),
        (
            "principles/fairness/questions/FAI-01/anchors/2",
            "principle fairness, question FAI-01, level 2",
        ),
        ("markets/laos/floors/fairness/reason", "market laos, floors, fairness, reason"),
    ],
)
def test_a_translated_text_is_named_by_where_its_english_stands(at, words):
    text = {"at": at, "english": "Old", "text": "A", "status": "draft"}
    before = {"translations": [{"language": "km"}]}
    after = {"translations": [{"language": "km", "texts": [text]}]}

    [change] = changes(before, after)

    assert change.what == f"Translation into Khmer, {words}"
