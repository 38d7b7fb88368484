"""The form of what a record says in another language: saved with its English, and never lost."""

from __future__ import annotations

import copy
import re
from dataclasses import replace

import pytest
from django.urls import reverse

from frameworks import editing
from frameworks.definition import TranslatedText
from frameworks.definition.texts import texts_in
from frameworks.forms.translation import TranslationForm
from frameworks.languages import records_of
from frameworks.translating import standings, translated, with_language
from tests.factories import make_draft, make_edition
from tests.frameworks.editions import make_full_edition
from tests.frameworks.translating import (
    LABEL,
    MARKET,
    QUESTION,
    client,
    draft,
    edition,
    editor,
    fill_in,
    said,
    save,
    somebody_changes,
    somebody_says,
    state,
    url,
    words_of,
)

__all__ = ["client", "draft", "editor"]  # fixtures

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_saved_with_the_english_it_was_made_from(client):
    sent = fill_in(client, QUESTION, **{"anchors-2": "Tertulis", "anchors-2-status": "reviewed"})

    response = client.post(url(QUESTION), sent, follow=True)

    assert response.redirect_chain == [(url(QUESTION), 302)]
    assert "Saved." in words_of(response)
    assert said(f"{QUESTION}/anchors/2") == {
        "at": f"{QUESTION}/anchors/2",
        "english": "Written",
        "text": "Tertulis",
        "status": "reviewed",
    }


def test_saving_what_was_shown_saves_nothing(client, draft):
    response = client.post(url(MARKET), fill_in(client, MARKET), follow=True)

    assert "Nothing was changed." in words_of(response)
    assert edition().digest == draft.digest


def test_an_emptied_text_takes_its_translation_away(client):
    client.post(url("defa"), fill_in(client, "defa", summary=" "))

    assert said("defa/summary") is None
    assert said("levels/1/meaning")


def test_of_a_changed_english_both_are_shown(client):
    page = words_of(client.get(url("levels/1")))

    assert "English changed" in page
    assert "When it was translated What it once meant." in page
    assert "It is absent." in page


def test_a_text_that_still_fits_is_made_from_the_english_as_it_is_now(client):
    client.post(url("levels/1"), fill_in(client, "levels/1", **{"meaning-fits": "on"}))

    assert said("levels/1/meaning")["english"] == "It is absent."
    assert said("levels/1/meaning")["text"] == "Tidak ada."


def test_a_text_that_is_typed_anew_is_made_from_the_english_as_it_is_now(client):
    client.post(url("levels/1"), fill_in(client, "levels/1", meaning="Belum ada."))

    assert said("levels/1/meaning")["english"] == "It is absent."


def test_a_text_that_is_reviewed_fits_the_english_as_it_is_now(client):
    sent = fill_in(client, "levels/1", **{"meaning-status": "reviewed"})

    page = words_of(client.post(url("levels/1"), sent, follow=True))

    assert said("levels/1/meaning")["english"] == "It is absent."
    assert said("levels/1/meaning")["status"] == "reviewed"
    assert "English changed" not in page


def test_what_was_reviewed_before_its_english_changed_is_not_reviewed_by_a_save(client):
    client.post(url("levels/1"), fill_in(client, "levels/1", **{"meaning-status": "reviewed"}))
    somebody_changes("levels/1", meaning="It is not there.")

    client.post(url("levels/1"), fill_in(client, "levels/1", name="Lain"))

    assert said("levels/1/name")["text"] == "Lain"
    assert said("levels/1/meaning")["english"] == "It is absent."
    assert said("levels/1/meaning")["status"] == "reviewed"


def test_another_status_alone_leaves_the_text_out_of_date(client):
    client.post(url("levels/1"), fill_in(client, "levels/1", **{"meaning-status": "draft"}))

    assert said("levels/1/meaning")["english"] == "What it once meant."
    assert said("levels/1/meaning")["status"] == "draft"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"cautions": "Satu.\r\nDua."}, "Cautions: must have 1 line, as the English has, not 2"),
        ({"summary": "\ue001 Tenang"}, "Summary: holds a character that cannot be printed"),
        ({"name-status": "done", "name": "Singapura"},
         "Status of Name: must be one of draft, reviewed, not “done”"),
    ],
)  # fmt: skip
def test_a_problem_stands_at_its_field_in_the_words_of_the_check(client, sent, words):
    response = client.post(url(MARKET), fill_in(client, MARKET, **sent))

    page = words_of(response)
    _, problem = words.split(": ", 1)
    assert response.status_code == 422
    assert page.count(problem) == 2  # above the form, and at the field
    assert words in page
    assert edition().revision == 1


def test_nothing_typed_is_lost_when_something_is_wrong(client):
    sent = fill_in(client, MARKET, cautions="Satu.\r\nDua.", summary="Tenang.")

    response = client.post(url(MARKET), sent)

    assert "Tenang.</textarea>" in response.text
    assert "Satu.\nDua.</textarea>" in response.text.replace("\r", "")


def test_a_list_may_have_blank_lines_and_a_last_one(client):
    client.post(url(MARKET), fill_in(client, MARKET, cautions="Hukum itu berubah.\r\n\r\n"))

    assert said(f"{MARKET}/cautions")["text"] == "Hukum itu berubah."


def test_every_text_has_its_language_and_its_label(client):
    page = client.get(url(QUESTION, "id")).text

    assert re.search(r'<textarea name="text"[^>]* lang="id"', page)
    assert re.search(r'<label [^>]*for="id_anchors-4">Indonesian.*Level 4: Assured', page)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("about", "notes"),
        ("headings", "heading-"),
        ("crosswalks/nist/items/MAP 1.1", "title"),
        ("markets/singapore/floors", "fairness-reason"),
        ("glossary/person", "meaning"),
    ],
)
def test_every_kind_of_record_is_translated(client, place, name):
    form = client.get(url(place)).context["form"]
    field = next(each for each in form.fields if each.startswith(name))

    response = client.post(url(place), fill_in(client, place, **{field: "Kata"}))

    assert response.status_code == 302
    assert said(form.standings[field].text.at)["text"] == "Kata"


def test_an_id_with_a_slash_is_found(client):
    content = make_full_edition()
    terms = (replace(content.glossary[0], key="a_b"),)
    sources = (*content.annex_a, replace(content.annex_a[0], id="5/2"))
    make_draft(
        make_edition(replace(content, label="2026.7", glossary=terms, annex_a=sources)),
        label="2026.8",
    )

    response = client.get(url("annex_a/5~12", label="2026.8"))

    assert response.status_code == 200
    assert response.context["record"].place == ("annex_a", "5/2")


def test_every_text_stands_in_the_form_of_one_record():
    content = make_full_edition()
    records = records_of(standings(content, "id"))

    places = [each.text.at for record in records for each in record.standings]
    assert sorted(places) == sorted(texts_in(content))


def test_fields_of_a_record_have_names_of_their_own(draft):
    for record in records_of(standings(draft.definition, "id")):
        form = TranslationForm(language="id", standings=record.standings, document=draft.document)
        assert len(form.standings) == len(record.standings)


def test_a_record_leads_to_those_beside_it_and_to_its_english(client):
    page = client.get(url(QUESTION), {"state": "draft"}).text

    assert f'href="{url("principles/transparency/facts/why")}?state=draft" rel="prev"' in page
    assert 'rel="next"' in page
    assert f'href="{reverse("editions:part", args=[LABEL, QUESTION])}"' in page
    assert f'href="{url(MARKET)}?state=draft">Next one to do' in page


def test_another_save_of_these_texts_is_a_conflict_that_keeps_what_was_typed(client):
    sent = fill_in(client, QUESTION, why="Penting.")
    somebody_says(f"{QUESTION}/why", "Perlu.")

    response = client.post(url(QUESTION), sent)

    assert response.status_code == 409
    assert "Perlu. (Draft)" in words_of(response)
    assert "Penting.</textarea>" in response.text
    assert said(f"{QUESTION}/why")["text"] == "Perlu."


def test_saving_on_top_of_a_conflict_is_a_choice(client):
    sent = fill_in(client, QUESTION, why="Penting.")
    somebody_says(f"{QUESTION}/why", "Perlu.")
    sent["revision"] = state(client.post(url(QUESTION), sent))

    response = client.post(url(QUESTION), sent)

    assert response.status_code == 302
    assert said(f"{QUESTION}/why")["text"] == "Penting."


def test_another_english_is_a_conflict_too(client):
    sent = fill_in(client, QUESTION, why="Penting.")
    somebody_changes(QUESTION, why="It matters to people.")

    response = client.post(url(QUESTION), sent)

    assert response.status_code == 409
    assert "It matters to people." in response.text
    assert "Penting.</textarea>" in response.text


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda: somebody_says("title", "Judul"),
        lambda: somebody_changes("sources/guide", title="Their title"),
        lambda: save(edition(), with_language(edition().document, "km")),
    ],
    ids=["of another record", "of another English", "of a language"],
)
def test_a_save_of_something_else_is_no_conflict_and_is_kept(client, meanwhile):
    sent = fill_in(client, QUESTION, why="Penting.")
    meanwhile()
    theirs = copy.deepcopy(edition().document)

    response = client.post(url(QUESTION), sent)

    now = edition().document
    assert response.status_code == 302
    assert said(f"{QUESTION}/why")["text"] == "Penting."
    assert now == translated(theirs, "id", {f"{QUESTION}/why": text_of(f"{QUESTION}/why")})


def text_of(at: str) -> TranslatedText:
    return TranslatedText(**said(at))


def test_a_save_between_reading_and_writing_is_kept(client, monkeypatch):
    sent, save_part = fill_in(client, QUESTION, why="Penting."), editing.save_part
    others = [lambda: somebody_says("title", "Judul")]

    def after_somebody_else(*args, **said):
        if others:
            monkeypatch.setattr(editing, "save_part", save_part)
            others.pop()()
        return save_part(*args, **said)

    monkeypatch.setattr(editing, "save_part", after_somebody_else)

    assert client.post(url(QUESTION), sent).status_code == 302
    assert said("title")["text"] == "Judul"
    assert said(f"{QUESTION}/why")["text"] == "Penting."


def test_what_was_typed_for_a_language_that_is_gone_can_be_copied(client):
    sent = fill_in(client, QUESTION, why="Penting.")
    document = {key: value for key, value in edition().document.items() if key != "translations"}
    save(edition(), document)

    response = client.post(url(QUESTION), sent)

    assert response.status_code == 409
    assert "Penting." in response.text
