"""The pages on editions as a whole; the forms of records have tests of their own."""

from __future__ import annotations

import copy
import re

import pytest
from django.urls import reverse

from frameworks import editing, services
from frameworks.models import Edition
from tests.factories import (
    make_draft,
    make_edition,
    make_edition_definition,
    make_editor,
    make_user,
)

pytestmark = pytest.mark.django_db

NOTES = {"release_notes": "Corrects a question."}


@pytest.fixture
def editor(client):
    user = make_editor(username="ana")
    client.force_login(user)
    return user


def url(name: str, label: str = "2026.2") -> str:
    return reverse(f"editions:{name}", args=[label])


def change(draft: Edition, by) -> Edition:
    document = copy.deepcopy(draft.document)
    document["principles"][0]["questions"][0]["text"] = "Is it said aloud?"
    return editing.save_part(draft, document, read_revision=draft.revision, by=by)


def words(response) -> str:
    """What a reader sees of the page, on one line."""
    main = response.content.decode().partition("<main")[2].partition("</main")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_list_says_what_each_edition_holds_and_who_edits(client, editor):
    make_draft(by=editor)

    page = client.get(reverse("editions:list"))

    assert [each.edition.label for each in page.context["editions"]] == ["2026.2", "2026.1"]
    assert "5 questions 2 markets, 2 obligations" in words(page)
    assert "Edited by you" in words(page)
    assert "Published by a command" in words(page)


def test_the_list_tells_how_old_facts_are(client, editor, monkeypatch):
    make_edition(make_edition_definition(label="2020.1"))

    figures = client.get(reverse("editions:list")).context["editions"][0].figures

    assert figures.oldest == figures.newest == "2026-01-15"


def test_an_empty_list_says_how_to_begin(client, editor):
    assert "There is no edition yet" in words(client.get(reverse("editions:list")))


def test_only_editors_are_led_to_editions(client, editor):
    make_edition()
    assert 'href="/editions/"' in client.get("/frameworks/").content.decode()

    client.force_login(make_user())
    assert 'href="/editions/"' not in client.get("/frameworks/").content.decode()

    client.logout()
    assert 'href="/editions/"' not in client.get("/frameworks/").content.decode()


def test_who_may_no_longer_edit_finds_nothing(client, editor):
    make_edition()
    editor.user_permissions.clear()

    assert client.get(reverse("editions:list")).status_code == 404


def test_a_draft_is_started_from_an_edition(client, editor):
    make_edition()

    sent = {"label": "2026.2", "title": "Test edition"}
    response = client.post(url("start", "2026.1"), sent, follow=True)

    assert response.redirect_chain == [(url("edition"), 302)]
    assert "Nothing yet: it says what 2026.1 says." in words(response)
    assert Edition.objects.get(label="2026.2").edited_by == editor


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("", "This field is required."),
        ("two words", "It must be a label such as 2026.1, up to 40 characters"),
        ("2026.1", "There is an edition 2026.1 already: choose another."),
        ("../etc", "It must be a label"),
    ],
)
def test_a_label_is_refused_at_its_field(client, editor, label, words):
    make_edition()

    response = client.post(url("start", "2026.1"), {"label": label, "title": "Any"})

    assert response.status_code == 422
    assert words in str(response.context["form"].errors["label"])
    assert f'value="{label}"' in response.content.decode() or not label
    assert Edition.objects.count() == 1


def test_a_draft_shows_what_it_changes_before_and_after(client, editor):
    change(make_draft(by=editor), by=editor)

    page = words(client.get(url("edition")))

    assert "Is it said aloud?" in page
    assert "1 change as text" in page


def test_the_changes_can_be_taken_away_as_text(client, editor):
    change(make_draft(by=editor), by=editor)

    response = client.get(url("changes-text"))

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    lines = response.content.decode().splitlines()
    assert lines[0] == "From its start to 2026.2: 1 change"
    assert "  + Is it said aloud?" in lines


def test_any_two_editions_are_compared(client, editor):
    draft = change(make_draft(by=editor), by=editor)
    other = editing.start_draft(draft, label="2026.3", by=editor)

    changed = client.get(url("changes", "2026.1"), {"since": "2026.2"})
    same = client.get(url("changes", other.label), {"since": "2026.2"})

    assert changed.context["number"] == 1
    assert "Nothing differs but the label." in words(same)
    assert client.get(url("changes"), {"since": "none"}).status_code == 404


def test_a_published_edition_is_compared_with_the_one_before(client, editor):
    draft = change(make_draft(by=editor), by=editor)
    editing.publish_draft(draft, read_revision=draft.revision, by=editor, **NOTES)

    assert client.get(url("changes")).context["since"].label == "2026.1"
    assert client.get(url("changes", "2026.1")).status_code == 404


@pytest.mark.parametrize("act", ["reset", "delete", "retire"])
def test_an_act_says_what_it_does_and_does_nothing_before(client, editor, act):
    change(make_draft(by=editor), by=editor)
    make_edition(make_edition_definition(label="2027.1"))
    label = "2026.1" if act == "retire" else "2026.2"
    before = list(Edition.objects.order_by("pk").values_list())

    page = client.get(url(act, label))

    assert page.status_code == 200
    assert len(page.context["act"].says) >= 2
    assert list(Edition.objects.order_by("pk").values_list()) == before


def test_a_draft_is_reset(client, editor):
    draft = change(make_draft(by=editor), by=editor)

    response = client.post(url("reset"), {"revision": draft.revision}, follow=True)

    assert "says again what it started from" in words(response)
    draft.refresh_from_db()
    assert draft.document == draft.base_document


def test_a_draft_that_nobody_changed_is_not_reset(client, editor):
    services.save_draft(make_edition_definition(label="2026.2"))

    assert client.get(url("reset")).status_code == 404


def test_a_draft_is_deleted(client, editor):
    draft = make_draft(by=editor)

    client.post(url("delete"), {"revision": draft.revision})

    assert not Edition.objects.filter(label="2026.2").exists()


def test_an_edition_is_retired(client, editor):
    make_edition()
    make_edition(make_edition_definition(label="2027.1"))

    client.post(url("retire", "2026.1"))

    assert Edition.objects.get(label="2026.1").retired_by == editor
    assert Edition.objects.published().get().label == "2027.1"


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_only_published_edition_is_not_retired(client, editor, method):
    make_edition()

    response = getattr(client, method)(url("retire", "2026.1"), follow=True)

    assert "is the only one that is published: publish another first." in words(response)
    assert Edition.objects.get().is_published


def test_who_read_an_older_proposal_is_told_who_changed_it_first(client, editor):
    """The proposal ended when the draft was changed, which is the news: not that there are two."""
    other = make_editor(first_name="Ben", last_name="Lim")
    draft = make_draft(by=other)
    editing.propose(draft, read_revision=1, by=other, **NOTES)
    change(draft, by=other)

    response = client.post(url("publish"), {"revision": 1, "release_notes": "Typed long."})

    assert response.status_code == 409
    assert "Saved by Ben Lim" in words(response)
    assert "Typed long." in response.text


def test_notes_stay_when_a_proposal_was_taken_back(client, editor):
    other = make_editor()
    draft = make_draft(by=other)

    response = client.post(
        url("publish"), {"revision": draft.revision, "release_notes": "Typed long."}
    )

    assert response.status_code == 422
    assert "what one proposes, another publishes" in words(response)
    assert "Typed long." in response.text


def test_nobody_publishes_over_what_they_have_not_read(client, editor):
    other = make_editor(first_name="Ben", last_name="Lim")
    draft = make_draft(by=other)
    editing.propose(draft, read_revision=1, by=other, **NOTES)
    change(draft, by=other)
    editing.propose(draft, read_revision=2, by=other, **NOTES)

    response = client.post(url("publish"), {"revision": 1, **NOTES})

    assert response.status_code == 409
    assert "Saved by Ben Lim" in words(response)
    assert "Corrects a question." in words(response)
    assert Edition.objects.get(label="2026.2").is_draft


def test_who_is_alone_publishes(client, editor):
    make_draft(by=editor)

    response = client.post(url("publish"), {"revision": 1, **NOTES}, follow=True)

    assert "There was no second editor to look at it." in words(response)
    assert "Corrects a question." in words(response)


def test_release_notes_are_asked_for_at_their_field(client, editor):
    make_draft(by=editor)

    response = client.post(url("publish"), {"revision": 1, "release_notes": " "})

    assert response.status_code == 422
    assert "Say what is new in this edition." in words(response)


def test_with_two_editors_one_proposes_and_the_other_publishes(client, editor):
    second = make_editor()
    make_draft(by=editor)
    assert url("publish") not in client.get(url("edition")).content.decode()
    refused = client.get(url("publish"), follow=True)
    assert "what one proposes, another publishes" in words(refused)
    client.post(url("propose"), {"revision": 1, **NOTES})
    assert url("publish") not in client.get(url("edition")).content.decode()
    client.post(url("publish"), {"revision": 1, **NOTES})
    assert Edition.objects.get(label="2026.2").is_draft
    assert "By you" in words(client.get(reverse("editions:list")))

    client.force_login(second)
    assert "waiting for you" in words(client.get(reverse("editions:list")))
    assert url("publish") in client.get(url("edition")).content.decode()
    client.post(url("publish"), {"revision": 1, **NOTES})

    assert Edition.objects.get(label="2026.2").published_by == second


def test_a_proposal_is_sent_back(client, editor):
    draft = make_draft(by=editor)
    editing.propose(draft, read_revision=1, by=make_editor(), **NOTES)

    client.post(url("withdraw"), {"revision": 1})

    draft.refresh_from_db()
    assert not draft.is_proposed
    assert draft.release_notes == NOTES["release_notes"]


@pytest.mark.parametrize("act", ["reset", "delete", "propose", "withdraw", "publish"])
def test_nothing_is_done_to_what_is_published(client, editor, act):
    make_edition()

    for method, status in ((client.get, 404), (client.post, 409)):
        response = method(url(act, "2026.1"), {"revision": 0, **NOTES})
        assert response.status_code == status
        assert "2026.1 is published and never changes" in words(response)


def test_what_was_typed_survives_a_session_that_is_over(client):
    make_draft()

    response = client.post(url("publish"), {"revision": 1, **NOTES})

    assert response.status_code == 401
    assert "Release notes Corrects a question." in words(response)


def test_markup_in_release_notes_is_text(client, editor):
    make_draft(by=editor)

    client.post(url("publish"), {"revision": 1, "release_notes": "<b onclick=x>New</b>"})

    assert "<b onclick" not in client.get(url("edition")).content.decode()


def test_nothing_is_kept_by_a_browser(client, editor):
    make_draft(by=editor)

    assert "no-store" in client.get(url("edition")).headers["Cache-Control"]


def test_a_draft_that_holds_no_more_is_not_published_and_says_why(client, editor):
    """Another draft gave the same id to another question, and was published first."""
    for label, text in (("2026.2", "Who is told?"), ("2026.3", "Who is asked?")):
        draft = editing.start_draft(make_edition(), label=label, by=editor)
        document = copy.deepcopy(draft.document)
        questions = document["principles"][1]["questions"]
        questions.append(questions[0] | {"id": "FAI-02", "text": text})
        editing.save_part(draft, document, read_revision=1, by=editor)
    client.post(url("publish"), {"revision": 2, **NOTES})

    response = client.post(url("publish", "2026.3"), {"revision": 2, **NOTES}, follow=True)

    assert "FAI-02 stood in 2026.2: ids are never used again" in words(response)
    assert Edition.objects.get(label="2026.3").is_draft
