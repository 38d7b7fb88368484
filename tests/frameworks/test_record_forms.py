"""The form of each record: it opens, and sends back exactly what it was given."""

from __future__ import annotations

import json
from functools import cache

from django.forms import CheckboxInput, Textarea
from django.http import QueryDict
from hypothesis import given, settings

from frameworks.fixtures import read_fixtures
from frameworks.forms import RecordForm
from frameworks.forms.fields import TagRows
from frameworks.parsing import parse_edition, to_document
from frameworks.parsing.structure import StructureReader
from frameworks.records import edited, find, is_list, place_to_text, places_in
from tests.frameworks.editions import SHIPPED, editions


@cache
def shipped():
    return to_document(read_fixtures(SHIPPED))


def form_of(document, place, data=None):
    spot = find(document, place)
    return RecordForm(data, kind=spot.kind, place=place, value=spot.value, document=document)


def as_sent(form, **instead) -> QueryDict:
    """What a browser sends of a form as it is shown."""
    sent = QueryDict(mutable=True)
    for name in form.fields:
        for key, values in _sent(name, form.fields[name].widget, form[name].value()):
            sent.setlist(key, values)
    for name, value in instead.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent


def _sent(name, widget, value):
    if isinstance(widget, TagRows):
        for number, row in enumerate(value):
            for part, text in zip(("name", "kind", "value"), row, strict=True):
                yield f"{name}-{number}-{part}", [text]
    elif isinstance(value, list):
        yield name, [known for known, _ in widget.choices if known in value]
    elif isinstance(widget, CheckboxInput):
        yield name, ["on"] if value else []
    else:
        assert not hasattr(widget, "choices") or value in {known for known, _ in widget.choices}
        breaks = "\r\n" if isinstance(widget, Textarea) else ""
        yield name, [str(value or "").replace("\n", breaks)]


def saved(document, place, **instead):
    form = form_of(document, place, as_sent(form_of(document, place), **instead))
    assert form.is_valid(), form.errors
    return edited(document, place, form.record()), form


def meaning(spot, value):
    """A record as the edition reads it, what is left out included."""
    return StructureReader().read(spot.kind, value, ())


def test_each_record_of_the_shipped_edition_is_saved_unchanged_as_it_was(subtests):
    before = json.dumps(shipped(), ensure_ascii=False)
    document = shipped()
    for spot in places_in(shipped()):
        if not is_list(spot.kind):
            with subtests.test(place_to_text(spot.place)):
                document, _ = saved(document, spot.place)
                now = find(document, spot.place).value
                assert meaning(spot, now) == meaning(spot, spot.value)

    after = json.dumps(to_document(parse_edition(document)), ensure_ascii=False)

    assert after.encode() == before.encode()


@settings(max_examples=10)
@given(editions())
def test_whatever_an_edition_says_a_record_is_saved_unchanged_as_it_was(edition):
    document = before = to_document(edition)
    for spot in places_in(before):
        if not is_list(spot.kind):
            document, _ = saved(document, spot.place)

    assert json.dumps(to_document(parse_edition(document))) == json.dumps(before)


def test_only_what_is_typed_anew_changes():
    place = ("principles", "transparency", "questions", "TRA-01")

    document, _ = saved(shipped(), place, why="Because.", evidence="One\r\n\r\n  Two ")

    before, after = find(shipped(), place).value, find(document, place).value
    assert (after["why"], after["evidence"]) == ("Because.", ["One", "Two"])
    assert {**before, "why": after["why"], "evidence": after["evidence"]} == after


def test_choices_keep_their_order_and_new_ones_follow():
    place = ("markets", "vietnam", "instruments", "VN-I1")
    before = find(shipped(), place).value["source"]

    document, _ = saved(shipped(), place, source=[*before, "common-summary"])

    assert find(document, place).value["source"] == [*before, "common-summary"]


def test_a_claim_about_the_world_is_taken_out_of_a_term_by_emptying_it():
    place = ("glossary", "defa")
    form = form_of(shipped(), place)
    empty = {name: "" for name in form.fields if name.startswith("provenance-")}

    document, _ = saved(shipped(), place, **empty | {"provenance-source": []})

    assert "provenance" not in find(document, place).value
