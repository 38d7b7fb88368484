"""The form of each record: it opens, and sends back exactly what it was given."""

from __future__ import annotations

import json
from functools import cache

from django.forms import CheckboxInput
from django.http import QueryDict

from frameworks.fixtures import read_fixtures
from frameworks.forms import RecordForm
from frameworks.forms.fields import TagRows
from frameworks.parsing import parse_edition, to_document
from frameworks.parsing.structure import StructureReader
from frameworks.records import edited, find, is_list, place_to_text, places_in
from tests.frameworks.editions import SHIPPED


@cache
def shipped():
    return to_document(read_fixtures(SHIPPED))


def form_of(document, place, data=None):
    spot = find(document, place)
    return RecordForm(data, kind=spot.kind, place=place, value=spot.value, document=document)


def as_sent(form, **instead):
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
        yield name, [str(value or "").replace("\n", "\r\n")]


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
