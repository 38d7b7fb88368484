"""Pages on which an editor changes a draft: each record in a form, nothing typed is lost."""

from __future__ import annotations

import copy
import re

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frameworks import editing
from frameworks.models import Edition
from tests.factories import make_editor, make_user
from tests.frameworks.record_pages import (
    HERE,
    LABEL,
    PASSWORD,
    QUESTION,
    client,
    document,
    draft,
    editor,
    fill_in,
    said,
    somebody_saves,
    state,
    url,
)
from tests.frameworks.test_record_forms import as_sent

__all__ = ["client", "draft", "editor"]  # fixtures

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_saved_in_the_draft(client):
    sent = fill_in(client, QUESTION, **{"anchors-2": "Written down.", "weight": "2"})

    response = client.post(url(QUESTION), sent, follow=True)

    assert response.redirect_chain == [(url(QUESTION), 302)]
    assert re.search(r'role="status">.*?<p>Saved\.</p>', response.content.decode(), re.DOTALL)
    assert (said(QUESTION)["anchors"][2], said(QUESTION)["weight"]) == ("Written down.", 2)


def test_saving_what_was_shown_saves_nothing(client, draft):
    response = client.post(url(QUESTION), fill_in(client, QUESTION), follow=True)

    assert "Nothing was changed." in response.content.decode()
    assert Edition.objects.get(label=LABEL).revision == draft.revision


@pytest.mark.parametrize(
    ("place", "sent", "words"),
    [
        (QUESTION, {"text": " "}, "Question: is missing"),
        (QUESTION, {"weight": "7"}, "Weight: must be 1, 2 or 3, not 7"),
        (QUESTION, {"weight": ""}, "Weight: is missing"),
        (QUESTION, {"anchors-4": ""}, "4 Assured: is missing"),
        (
            QUESTION,
            {"critical_reason": ""},
            "Why it is critical: is missing: say why the question is critical",
        ),
        (
            QUESTION,
            {"applies_when-all_of": ["nonsense"]},
            "All of these must be true: names an unknown fact, “nonsense”",
        ),
        (
            "markets/singapore/obligations/SG-01",
            {"as_of": "2026-13-01"},
            "As of: must be a real date such as 2026-05-30, not “2026-13-01”",
        ),
        (QUESTION, {"weight_reason": " "}, "Why it weighs that much: is missing"),
        (
            "markets/singapore/obligations/SG-01",
            {"as_of": "2131-01-01"},
            f"As of: must not be after today, {timezone.localdate()}: 2131-01-01 is to come",
        ),
        (
            "markets/singapore/obligations/SG-01",
            {"source": []},
            "Sources: is missing: name a source, or let verification be unverified",
        ),
        (
            "markets/singapore/floors",
            {"fairness-reason": ""},
            "Reason: is missing",
        ),
        (
            "markets/singapore",
            {"asean_member_since": "long ago"},
            "ASEAN member since: must be a whole number, not text",
        ),
        (
            "markets/singapore/data_protection_law/dpo",
            {"tags-0-kind": "number"},
            "Tags: “required” must be a whole number, not “yes”.",
        ),
        (
            "sources/guide",
            {"url": "ftp://example.org"},
            "Web address: must be a web address that starts with https:// or http://",
        ),
    ],
)
def test_a_problem_stands_at_its_field_in_the_words_of_the_check(client, place, sent, words):
    response = client.post(url(place), fill_in(client, place, **sent))

    page = " ".join(response.content.decode().split())
    _, problem = words.split(": ", 1)
    assert response.status_code == 422
    assert f">{words}</a>" in page
    assert f'<p class="invalid-feedback d-block">{problem}</p>' in page
    assert document() == Edition.objects.get(label="2026.2").base_document


def test_nothing_typed_is_lost_when_something_is_wrong(client):
    sent = fill_in(client, QUESTION, text="", why="Because I typed it.")

    response = client.post(url(QUESTION), sent)

    assert "Because I typed it." in response.content.decode()


def test_a_problem_in_another_record_is_told_with_a_way_there(client, draft, editor):
    terms = [
        {"key": "model", "term": "model", "meaning": "It learned."},
        {"key": "system", "term": "system", "meaning": "It holds a model."},
    ]
    glossary = {**draft.document, "glossary": terms}
    editing.save_part(draft, glossary, read_revision=draft.revision, by=editor)

    response = client.post(url("glossary/model"), fill_in(client, "glossary/model", term="System"))

    page = " ".join(response.content.decode().split())
    assert response.status_code == 422
    assert f'<a href="{url("glossary/system")}">system</a>' in page
    assert "Term “system” already stands for System" in page
    assert 'value="System"' in page


def test_another_save_of_the_record_is_a_conflict_that_keeps_what_was_typed(client):
    sent = fill_in(client, QUESTION, why="Mine.")
    somebody_saves(QUESTION, make_editor(username="grace"), why="Theirs.")

    response = client.post(url(QUESTION), sent)

    page = response.content.decode()
    assert response.status_code == 409
    assert "saved by grace" in page
    assert "Theirs." in page
    assert "Mine.</textarea>" in page
    assert said(QUESTION)["why"] == "Theirs."


def test_saving_on_top_of_a_conflict_is_a_choice(client):
    sent = fill_in(client, QUESTION, why="Mine.")
    somebody_saves(QUESTION, make_editor(), why="Theirs.")
    sent["revision"] = state(client.post(url(QUESTION), sent))

    response = client.post(url(QUESTION), sent)

    assert response.status_code == 302
    assert said(QUESTION)["why"] == "Mine."


def test_fields_that_only_another_changed_are_taken_over_and_said_so(client):
    sent = fill_in(client, QUESTION, text="Mine?")
    grace = make_editor(username="grace", first_name="Grace", last_name="Tan")
    somebody_saves(QUESTION, grace, why="Theirs.")

    response = client.post(url(QUESTION), sent, follow=True)

    assert (said(QUESTION)["text"], said(QUESTION)["why"]) == ("Mine?", "Theirs.")
    assert "Taken over from Grace Tan: Why it is asked." in response.text


def test_what_one_saved_in_another_window_is_taken_over_and_said_so(client, editor):
    sent = fill_in(client, QUESTION, text="Mine?")
    somebody_saves(QUESTION, editor, why="Mine, too.")

    response = client.post(url(QUESTION), sent, follow=True)

    assert "Taken over from another window: Why it is asked." in response.text


def test_who_changed_a_field_is_not_guessed(client):
    sent = fill_in(client, QUESTION, text="Mine?")
    somebody_saves(QUESTION, make_editor(username="grace"), why="Theirs.")
    somebody_saves("sources/guide", make_editor(username="edsger"), title="Another")

    response = client.post(url(QUESTION), sent, follow=True)

    assert "Taken over, as saved meanwhile: Why it is asked." in response.text


def test_only_what_both_changed_is_a_conflict_with_what_stood_there(client):
    stood = said(QUESTION)
    sent = fill_in(client, QUESTION, text="Mine?", **{"anchors-1": "My level."})
    somebody_saves(QUESTION, make_editor(), text="Theirs?", why="Theirs.", weight=2)

    response = client.post(url(QUESTION), sent)

    table = response.text[response.text.index("<caption") : response.text.index("</table>")]
    assert response.status_code == 409
    assert [each.field.label for each in response.context["form"].conflicts] == ["Question"]
    assert all(f">{text}</" in table for text in (stood["text"], "Theirs?", "Mine?"))


def test_saving_mine_over_a_conflict_keeps_what_i_never_touched(client):
    sent = fill_in(client, QUESTION, text="Mine?")
    somebody_saves(QUESTION, make_editor(), text="Theirs?", why="Theirs.", weight=2)

    page = client.post(url(QUESTION), sent)
    again = as_sent(page.context["form"])
    again["revision"] = state(page)
    response = client.post(url(QUESTION), again)

    now = said(QUESTION)
    assert response.status_code == 302
    assert (now["text"], now["why"], now["weight"]) == ("Mine?", "Theirs.", 2)


def test_a_form_that_cannot_say_what_it_read_overwrites_nothing(client):
    sent = fill_in(client, QUESTION, text="Mine?")
    other = client.get(url("sources/guide"))

    for revision in ("", "forged", state(other)):
        sent["revision"] = revision
        assert client.post(url(QUESTION), sent).status_code == 409

    assert said(QUESTION)["text"] != "Mine?"


def test_a_save_of_another_record_is_no_conflict_and_is_kept(client):
    sent = fill_in(client, QUESTION, why="Mine.")
    somebody_saves("sources/guide", make_editor(), title="Their title")

    response = client.post(url(QUESTION), sent)

    assert response.status_code == 302
    assert said(QUESTION)["why"] == "Mine."
    assert said("sources/guide")["title"] == "Their title"


def test_what_was_typed_for_a_record_that_is_gone_can_be_copied(client, draft):
    place = "markets/singapore/obligations/SG-02"
    sent = fill_in(client, place, title="My words")
    changed = copy.deepcopy(draft.document)
    changed["markets"][0]["obligations"].pop()
    editing.save_part(draft, changed, read_revision=draft.revision, by=make_editor())

    response = client.post(url(place), sent)

    assert response.status_code == 409
    assert "My words" in response.content.decode()


@pytest.mark.parametrize("place", ["nowhere", "principles/none", "markets/singapore/label"])
def test_there_is_no_page_for_what_the_draft_does_not_hold(client, place):
    assert client.get(url(place)).status_code == 404


def test_what_is_published_has_no_form_but_a_way_on(client):
    label = Edition.objects.published().get().label

    for name, place in (("edit", []), ("part", [QUESTION]), ("add-record", ["sources"])):
        response = client.get(reverse(f"editions:{name}", args=[label, *place]))
        assert response.status_code == 404
        assert f"{label} is published and never changes" in response.text
        assert f'href="{reverse("editions:start", args=[label])}"' in response.text


@pytest.mark.parametrize(
    ("place", "heading"),
    [
        ("markets/singapore/floors", "Singapore: Floors"),
        ("markets/singapore/data_protection_law/dpo", "Singapore: Data protection officer"),
        ("principles/transparency/questions", "Transparency: Questions"),
        ("markets", "Markets"),
    ],
)
def test_the_page_of_a_part_says_of_what(client, place, heading):
    page = client.get(url(place)).text

    assert f"<h1>{heading}</h1>" in page
    assert re.search(rf"<title>\s*{heading} · Edition {LABEL}", page)


def test_the_facts_of_the_scope_show_their_keys(client):
    assert "uses_generative_ai</span>" in client.get(url("facts")).text


def test_the_footer_of_an_editor_page_names_no_draft(client):
    for address in (url(QUESTION), reverse("editions:edition", args=[LABEL])):
        page = client.get(address).text
        assert LABEL not in page[page.index("<footer") :]


def test_nobody_but_an_editor_finds_a_form(client):
    client.force_login(make_user())

    assert client.get(url(QUESTION)).status_code == 404
    assert client.post(url(QUESTION), {"text": "Mine"}).status_code == 404
    assert client.post(url("sources/guide", "move-record")).status_code == 404


def test_what_a_visitor_typed_is_shown_to_be_copied(client):
    client.logout()

    response = client.post(url(QUESTION), {"text": "Typed in vain"})

    assert response.status_code == 401
    assert "Typed in vain" in response.content.decode()


def test_who_is_signed_out_between_opening_and_saving_copies_what_was_typed_and_comes_back(draft):
    browser = Client(enforce_csrf_checks=True)
    make_editor(username="eva", password=PASSWORD)
    browser.force_login(User.objects.get(username="eva"))
    sent = fill_in(browser, QUESTION, text="Typed in vain")
    sent["csrfmiddlewaretoken"] = browser.cookies["csrftoken"].value
    Session.objects.all().delete()

    response = browser.post(url(QUESTION), sent, headers={"Referer": HERE + url(QUESTION)})

    assert response.status_code == 401
    assert "Typed in vain" in response.content.decode()
    sign_in = f"{reverse('account_login')}?next={url(QUESTION)}"
    assert f'href="{sign_in}"' in response.content.decode()
    token = browser.get(sign_in).context["csrf_token"]
    who = {"login": "eva", "password": PASSWORD, "csrfmiddlewaretoken": str(token)}
    back = browser.post(sign_in, who, follow=True)
    assert back.redirect_chain == [(url(QUESTION), 302)]
    assert back.status_code == 200


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (
            "http://testserver/editions/2026.2/edit/sources/?a=1#b",
            "/editions/2026.2/edit/sources/%3Fa%3D1",
        ),
        ("https://elsewhere.example/editions/", url("sources/guide", "move-record")),
        ("", url("sources/guide", "move-record")),
    ],
)
def test_signing_in_leads_back_to_the_page_the_form_stood_on(client, referer, back):
    client.logout()

    response = client.post(url("sources/guide", "move-record"), headers={"Referer": referer})

    assert f'href="{reverse("account_login")}?next={back}"' in response.content.decode()


def test_every_link_of_every_page_leads_somewhere(client):
    """From the top of the draft down to the last record, with the pages to add and retire."""
    seen, todo = set(), [reverse("editions:edit", args=[LABEL])]
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        links = re.findall(
            rf'href="(/editions/{LABEL}/(?:edit|add|retire)/[^"#]*)"', _page(response)
        )
        todo += links

    assert len(seen) > 150


def _page(response) -> str:
    return str(response.text)
