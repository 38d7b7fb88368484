"""The pages of translations: languages, parts and records, and where other pages lead to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from django.urls import reverse

from frameworks.definition import TranslatedText
from frameworks.definition.texts import texts_in
from frameworks.fixtures import read_fixtures
from frameworks.forms.translation import label_of
from frameworks.parsing import to_document
from frameworks.records import Place, record_of
from frameworks.translating import standings, translated
from tests.factories import make_draft, make_edition, make_question, make_user
from tests.frameworks.editions import SHIPPED, make_full_edition
from tests.frameworks.translating import (
    LABEL,
    MARKET,
    QUESTION,
    client,
    count_queries,
    draft,
    edition,
    editor,
    fill_in,
    languages_url,
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


def test_the_languages_of_an_edition_stand_with_their_numbers(client):
    total = len(texts_in(make_full_edition()))

    page = words_of(client.get(languages_url()))

    assert f"Indonesian Bahasa Indonesia 1 1 1 {total - 3} Take away Indonesian" in page


def test_an_edition_that_is_only_in_english_says_what_to_do(client):
    client.post(reverse("editions:remove-language", args=[LABEL, "id"]), {"revision": "1"})

    page = words_of(client.get(languages_url()))

    assert "Only in English so far" in page
    assert "Add a language" in page


def test_a_language_is_added(client):
    response = client.post(languages_url(), {"language": "km"}, follow=True)

    assert response.redirect_chain == [(url(language="km"), 302)]
    assert "Khmer is added." in words_of(response)
    assert {"language": "km"} in edition().document["translations"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "Choose a language."),
        ("en", "Choose one of the languages listed here."),
        ("id", "Choose one of the languages listed here."),
    ],
)
def test_only_a_language_that_is_not_there_is_added(client, code, words):
    response = client.post(languages_url(), {"language": code})

    assert response.status_code == 422
    assert f'href="#id_language">Language: {words}</a>' in response.text
    assert edition().revision == 1


def test_a_language_is_taken_away_after_asking(client):
    address = reverse("editions:remove-language", args=[LABEL, "id"])
    asked = client.get(address)

    response = client.post(address, {"revision": state(asked)}, follow=True)

    assert "The draft loses what it says in Indonesian: 3 texts." in words_of(asked)
    assert response.redirect_chain == [(languages_url(), 302)]
    assert "translations" not in edition().document


def test_a_language_stays_where_somebody_saved_meanwhile(client):
    address = reverse("editions:remove-language", args=[LABEL, "id"])
    asked = client.get(address)
    somebody_says("title", "Judul")

    response = client.post(address, {"revision": state(asked)})

    assert response.status_code == 409
    assert said("title")


def test_a_language_shows_its_parts_and_the_next_to_do(client):
    response = client.get(url())

    page = words_of(response)
    assert "Transparency" in page
    assert "Headings" in page
    assert f'href="{url("about")}"' in response.text  # the first record has a text to translate
    assert 'href="/editions/2026.2/translations/id/?part=markets%2Fsingapore"' in response.text


@pytest.mark.parametrize(
    ("asked", "addresses"),
    [
        ({"state": "reviewed"}, ["defa"]),
        ({"state": "draft"}, [MARKET]),
        ({"state": "changed"}, ["levels/1"]),
        ({"state": "reviewed", "part": MARKET}, []),
        ({"part": "defa"}, ["defa", "defa/facts/what"]),
    ],
)
def test_records_are_listed_by_the_state_of_their_texts(client, asked, addresses):
    response = client.get(url(), asked)

    assert [each.address for each in response.context["records"]] == addresses


def test_a_state_that_is_none_is_told_at_its_field(client):
    response = client.get(url(), {"state": "splendid"})

    assert response.status_code == 422
    assert 'href="#id_state"' in response.text


def test_once_all_is_said_nothing_is_left_to_do(client):
    draft = edition()
    every = {
        at: TranslatedText(at=at, english=text.english, text=text.english, status="reviewed")
        for at, text in texts_in(draft.definition).items()
    }
    save(draft, translated(draft.document, "id", every))

    response = client.get(url())

    assert response.context["next"] is None
    assert "0 missing" in words_of(response)


def test_the_form_of_a_record_says_how_far_it_is_translated(client):
    somebody_says(f"{QUESTION}/why", "Perlu.")

    response = client.get(reverse("editions:part", args=[LABEL, QUESTION]))

    assert f'href="{url(QUESTION)}">Indonesian 1 of 10</a>' in response.text


def test_a_list_says_nothing_of_translations(client):
    page = client.get(reverse("editions:part", args=[LABEL, "principles"]))

    assert "In other languages" not in page.text


def test_the_edition_lists_its_languages(client):
    page = words_of(client.get(reverse("editions:edition", args=[LABEL])))

    assert f"Indonesian 3 of {len(texts_in(make_full_edition()))}, 1 to look at" in page


def test_what_changed_in_a_language_is_said_in_words(client):
    client.post(url(QUESTION), fill_in(client, QUESTION, why="Perlu."))
    client.post(url("levels/1"), fill_in(client, "levels/1", **{"meaning-fits": "on"}))
    client.post(languages_url(), {"language": "km"})

    page = words_of(client.get(reverse("editions:changes", args=[LABEL])))

    assert "Added Translation into Khmer" in page
    assert (
        "Added Translation into Indonesian, principle transparency, question TRA-01, why it is asked"
        " After Perlu. Draft" in page
    )
    assert "Translation into Indonesian, level 0, meaning, the English it was made from" in page


def test_what_is_published_is_for_reading(client):
    for address in (languages_url("2026.1"), url(label="2026.1"), url("defa", label="2026.1")):
        response = client.get(address)
        assert response.status_code == 200
        assert 'method="post"' not in response.text.split("<main")[1]
    assert "Sebuah perjanjian." in response.text
    assert client.post(languages_url("2026.1"), {"language": "km"}).status_code == 409
    assert client.post(url("defa", label="2026.1"), {"summary": "Mine"}).status_code == 409
    gone = reverse("editions:remove-language", args=["2026.1", "id"])
    assert client.get(gone).status_code == 404


@pytest.mark.parametrize(
    ("place", "language"),
    [
        ("", "km"),
        ("", "en"),
        ("title", "id"),
        ("principles", "id"),
        ("nowhere", "id"),
        ("defa", "km"),
    ],
)
def test_there_is_no_page_for_what_the_edition_does_not_say(client, place, language):
    assert client.get(url(place, language)).status_code == 404


def test_nobody_but_an_editor_finds_these_pages(client):
    client.force_login(make_user())

    for address in (languages_url(), url(), url(QUESTION)):
        assert client.get(address).status_code == 404
    assert client.post(url(QUESTION), {"why": "Mine"}).status_code == 404


def test_what_a_visitor_typed_is_shown_to_be_copied(client):
    client.logout()

    assert client.get(url(QUESTION)).status_code == 302
    response = client.post(url(QUESTION), {"why": "Typed in vain"})
    assert response.status_code == 401
    assert "Typed in vain" in response.text


def test_pages_take_as_few_queries_whatever_their_size(client, editor):
    content = make_full_edition()
    many = tuple(make_question(f"TRA-{n:02}", evidence=("Screens",)) for n in range(1, 40))
    grown = replace(content.principles[0], questions=many)
    large = replace(content, label="2026.7", principles=(grown, *content.principles[1:]))
    make_draft(make_edition(large), label="2026.8", by=editor)

    for place in ("", "about", QUESTION):
        few = count_queries(client, url(place))
        assert count_queries(client, url(place, label="2026.8")) == few <= 12
    few = count_queries(client, languages_url())
    assert count_queries(client, languages_url("2026.8")) == few <= 12


def test_no_two_fields_of_a_page_of_the_shipped_edition_have_one_name():
    shipped = read_fixtures(SHIPPED)
    document = to_document(shipped)
    labels: dict[Place, list[str]] = defaultdict(list)
    for standing in standings(shipped, "km").values():
        labels[record_of(standing.text.place)].append(label_of(standing.text, document))

    twice = {place: names for place, names in labels.items() if len({*names}) < len(names)}
    assert len(labels) > 1000
    assert twice == {}


def test_each_example_is_named_after_its_level(client):
    somebody_changes(QUESTION, examples=[f"Kirana does it like {n}." for n in range(5)])

    form = client.get(url(QUESTION)).context["form"]

    labels = [
        str(field.label) for name, field in form.fields.items() if name.startswith("examples")
    ]
    assert labels[::2] == [
        f"Example of {number} {level['name']}"
        for number, level in enumerate(edition().document["levels"])
    ]
    assert len({field.label for field in form.fields.values()}) == len(form.fields)
