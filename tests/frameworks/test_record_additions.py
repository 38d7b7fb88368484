"""One more record of every kind, and what happens when two editors save in the same moment."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from frameworks import editing
from frameworks.definition import Crosswalk, Level
from frameworks.fixtures import read_fixtures
from frameworks.models import Edition
from frameworks.records import find, is_list, member_of, place_from_text, places_in
from tests.factories import make_draft, make_edition, make_editor
from tests.frameworks.editions import SHIPPED, make_full_edition
from tests.frameworks.test_record_forms import as_sent, form_of

pytestmark = pytest.mark.django_db

LABEL = "2099.1"
QUESTION = "principles/transparency/questions/TRA-01"
NEW = {
    "code": "XX",
    "id": "brand-new",
    "key": "brand_new",
    "prefix": "NEW",
    "slug": "brand-new",
    "target": "brand_new",
    "term": "Brand new",
    "also": "",
    "fact": "high_risk_ai",
}


@pytest.fixture
def editor(client):
    editor = make_editor(username="ada")
    client.force_login(editor)
    return editor


def document():
    return Edition.objects.get(label=LABEL).document


def shipped_with(code: str):
    """The shipped edition with one market: every kind of record, and quick."""
    edition = read_fixtures(SHIPPED)
    lists: dict[str, Any] = {
        name: tuple(
            replace(row, markets=tuple(each for each in row.markets if each == code))
            for row in getattr(edition.roadmap, name)
        )
        for name in ("tiers", "oecd_stages")
    }
    markets = (edition.market_by_code[code],)
    return replace(edition, markets=markets, roadmap=replace(edition.roadmap, **lists))


def test_each_kind_of_record_can_be_added_with_what_its_form_asks(client, editor, subtests):
    """Each time with what the last record of the list says, under another id."""
    make_draft(make_edition(shipped_with("VN")), label=LABEL, by=editor)
    lists = {member_of(s.kind): s for s in places_in(document()) if is_list(s.kind) and s.value}
    del lists[Level]  # five, always

    for kind, spot in lists.items():
        with subtests.test(kind.__name__):
            before = document()
            members = find(before, spot.place).members()
            address = reverse("editions:add-record", args=[LABEL, "/".join(spot.place)])
            asked = client.get(address).context["form"].fields
            sent = as_sent(form_of(before, members[-1].place))
            for name in NEW.keys() & asked.keys():
                sent[name] = NEW[name]
            for name in [name for name in sent if kind is Crosswalk and "principles-" in name]:
                del sent[name]  # it has nothing to match yet

            response = client.post(address, sent)

            assert response.status_code == 302, response.context["form"].errors
            assert len(find(document(), spot.place).value) == len(members) + 1


def test_what_is_marked_is_what_is_missing_in_a_form_sent_empty(client, editor, subtests):
    make_draft(make_edition(shipped_with("VN")), label=LABEL, by=editor)
    lists = {member_of(s.kind): s for s in places_in(document()) if is_list(s.kind) and s.value}
    del lists[Level]  # five, always

    for kind, spot in lists.items():
        with subtests.test(kind.__name__):
            address = reverse("editions:add-record", args=[LABEL, "/".join(spot.place)])
            response = client.post(address, {})

            form = response.context["form"]
            marked = {name for name, field in form.fields.items() if field.is_needed}
            assert response.status_code == 422
            assert {n for n, said in form.errors.items() if said == ["is missing"]} == marked
            assert "must not be blank" not in response.text
            assert not response.context["elsewhere"]
            assert response.text.count('class="asteriskField"') == len(marked)
            assert response.text.count('aria-required="true"') == len(marked)


def somebody_is_quicker(monkeypatch, place: str, **values) -> None:
    """Somebody saves between the moment in which the form was read and that of its save."""
    save_part = editing.save_part
    other = make_editor(username="grace")

    def second(draft, document, **how):
        monkeypatch.setattr(editing, "save_part", save_part)
        theirs = copy.deepcopy(draft.document)
        find(theirs, place_from_text(place)).value.update(values)
        save_part(draft, theirs, read_revision=draft.revision, by=other)
        return save_part(draft, document, **how)

    monkeypatch.setattr(editing, "save_part", second)


def send(client, **values):
    address = reverse("editions:part", args=[LABEL, QUESTION])
    sent = as_sent(form_of(document(), place_from_text(QUESTION)), **values)
    sent["revision"] = client.get(address).context["read"]
    return client.post(address, sent)


@pytest.fixture
def small(editor):
    return make_draft(make_edition(make_full_edition()), label=LABEL, by=editor)


def test_two_editors_who_save_two_records_in_one_moment_are_both_heard(client, small, monkeypatch):
    somebody_is_quicker(monkeypatch, "sources/guide", title="Their title")

    response = send(client, why="Mine.")

    assert response.status_code == 302
    assert find(document(), place_from_text(QUESTION)).value["why"] == "Mine."
    assert document()["sources"][0]["title"] == "Their title"


def test_two_editors_who_save_one_record_in_one_moment_are_asked(client, small, monkeypatch):
    somebody_is_quicker(monkeypatch, QUESTION, why="Theirs.")

    response = send(client, why="Mine.")

    page = response.content.decode()
    assert response.status_code == 409
    assert "saved by grace" in page
    assert "Mine.</textarea>" in page
    assert find(document(), place_from_text(QUESTION)).value["why"] == "Theirs."


@pytest.mark.parametrize("page", ["add-record", "retire-record", "move-record"])
def test_the_five_levels_stay_five_and_in_order(client, small, page):
    place = "levels" if page == "add-record" else "levels/2"
    address = reverse(f"editions:{page}", args=[LABEL, place])

    assert client.post(address, {"to": "up"}).status_code == 404
    listed = client.get(reverse("editions:part", args=[LABEL, "levels"])).content.decode()
    assert address not in listed
