"""What an edition says in other languages: how each text stands, and that it follows its English."""

from __future__ import annotations

import pytest
from django.utils.html import conditional_escape
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.definition import TranslatedText
from frameworks.definition.texts import Text, reworded, texts_in
from frameworks.fixtures import read_fixtures
from frameworks.marks import without_marks
from frameworks.parsing import InvalidEdition, parse_edition, to_document
from frameworks.records import added, edited, find, moved, retired, starter
from frameworks.translating import (
    carried,
    count_states,
    in_language,
    languages_of,
    standings,
    translated,
    with_language,
    without_language,
)
from tests.frameworks.editions import SHIPPED, editions, make_full_edition

QUESTIONS = "principles/transparency/questions"


def small():
    return to_document(make_full_edition())


def said(document, at, text, status="reviewed"):
    english = texts_in(parse_edition(document))[at].english
    new = TranslatedText(at=at, english=english, text=text, status=status)
    return translated(document, "id", {at: new})


def state_of(document, at):
    return standings(parse_edition(document), "id")[at].state


def with_text(document, place, **changes):
    spot = find(document, place)
    return edited(document, place, {**spot.value, **changes})


@pytest.fixture(scope="module")
def shipped():
    return read_fixtures(SHIPPED)


def test_every_text_of_the_shipped_edition_can_be_said_in_another_language(shipped):
    texts = texts_in(shipped)

    assert f"{QUESTIONS}/TRA-01/anchors/4" in texts
    assert f"{QUESTIONS}/TRA-01/examples/4" in texts
    assert texts["markets/vietnam/obligations/VN-01/statement"].parts[0]
    assert "headings/Data" in texts  # over several facts, and said once
    assert not any(at.endswith(("/id", "/as_of", "/url", "/code")) for at in texts)


def test_saying_everything_as_it_is_changes_nothing(shipped):
    assert reworded(shipped, lambda text: text.parts) == shipped


def test_texts_are_missing_draft_reviewed_or_out_of_date():
    states = count_states(standings(make_full_edition(), "id").values())

    assert (states["draft"], states["reviewed"], states["changed"]) == (1, 1, 1)
    assert states["missing"] == len(texts_in(make_full_edition())) - 3


def test_a_language_begins_empty_and_can_be_taken_away():
    document = with_language(small(), "km")
    edition = parse_edition(document)

    assert languages_of(edition) == ("id", "km")
    assert set(count_states(standings(edition, "km").values())) == {"missing"}
    assert without_language(document, "km") == small()
    assert "translations" not in without_language(small(), "id")


def test_a_translation_is_out_of_date_once_its_english_changes_and_fits_again_when_it_is_back():
    at, place = f"{QUESTIONS}/TRA-01/text", ("principles", "transparency", "questions", "TRA-01")
    before = said(small(), at, "Apakah?")

    after = with_text(before, place, text="Is it told, in other words?")

    assert (state_of(before, at), state_of(after, at)) == ("reviewed", "changed")
    original = find(before, place).value["text"]
    assert state_of(with_text(after, place, text=original), at) == "reviewed"


@pytest.mark.parametrize(
    ("parts", "said", "found"),
    [
        (("a", "b"), "satu\ndua", ("satu", "dua")),
        (("a\nand more", "b\n"), "satu\nlagi\ndua\n", ("satu\nlagi", "dua\n")),
        (("a", "b"), "satu", None),
    ],
)
def test_a_translation_of_a_list_falls_into_the_lines_of_its_parts(parts, said, found):
    text = Text(place=("notes",), kind="Edition", field="notes", parts=parts, is_list=True)

    assert text.split(said) == found


def test_a_retired_record_takes_its_translation_along():
    at = f"{QUESTIONS}/TRA-01/text"
    before = said(said(small(), at, "Apakah?"), "glossary/floor/meaning", "Yang terendah.")

    after = retired(before, ("glossary", "floor"))

    places = [text["at"] for text in after["translations"][0]["texts"]]
    assert "glossary/floor/meaning" not in places
    assert at in places


def test_a_translation_follows_a_record_that_moves_in_a_list_of_numbers():
    place = ("markets", "singapore", "authorities")
    first = find(small(), (*place, "1")).value
    document = added(small(), place, {**first, "name": "Another office"})
    document = said(document, "markets/singapore/authorities/1/name", "Kantor data")

    after = moved(document, (*place, "1"), by=1)

    assert state_of(after, "markets/singapore/authorities/2/name") == "reviewed"
    assert state_of(after, "markets/singapore/authorities/1/name") == "missing"


def test_a_list_of_texts_is_out_of_date_as_a_whole():
    at, place = "markets/singapore/cautions", ("markets", "singapore")

    after = with_text(small(), place, cautions=["Laws change.", "Ask a lawyer."])

    standing = standings(parse_edition(after), "id")[at]
    assert (standing.state, standing.parts) == ("changed", None)  # it has too few lines to be shown


def test_a_translation_of_a_list_needs_as_many_lines():
    with pytest.raises(InvalidEdition, match="must have 1 line, as the English has, not 2"):
        parse_edition(said(small(), "markets/singapore/cautions", "Hukum berubah.\nTanyakan."))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"language": "en"}, r"translations\[0\].language: must be one of .*, not “en”"),
        ({"texts": [{"at": "defa/sumary", "english": "A", "text": "B", "status": "draft"}]},
         r"at: names no text of the edition, “defa/sumary” \(did you mean defa/summary\?\)"),
        ({"texts": [{"at": "defa/summary", "english": "A", "text": " ", "status": "draft"}]},
         "text: must not be blank"),
        ({"texts": [{"at": "defa/summary", "english": "A", "text": "B", "status": "done"}]},
         "status: must be one of draft, reviewed, not “done”"),
        ({"texts": [{"at": "defa/summary", "english": "A", "text": "B", "status": "draft"}] * 2},
         "“defa/summary” is used twice"),
        ({"texts": [{"at": "defa/summary", "english": "A", "text": "\ue001B", "status": "draft"}]},
         "text: holds a character that cannot be printed"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_translation_is_said_with_its_path(change, message):
    document = small()
    document["translations"] = [{**document["translations"][0], **change}]

    with pytest.raises(InvalidEdition, match=message):
        parse_edition(document)


def test_one_language_stands_there_once():
    document = small()
    document["translations"] *= 2

    with pytest.raises(InvalidEdition, match="“id” is used twice"):
        parse_edition(document)


def test_in_another_language_each_text_says_how_it_stands_and_the_rest_is_the_same():
    edition = make_full_edition()

    read = in_language(edition, "id")

    summary, title = conditional_escape(read.defa.summary), conditional_escape(read.defa.title)
    assert without_marks(summary) == "Sebuah perjanjian."
    assert without_marks(title) == edition.defa.title  # English, for want of another
    assert summary[0] != title[0]  # marked as what they are


def test_in_another_language_an_edition_is_in_english_to_whoever_computes_with_it():
    edition = make_full_edition()

    read = in_language(edition, "id")

    assert read == edition
    assert to_document(read) == to_document(edition)


def test_in_another_language_cards_explain_the_same_words():
    edition = make_full_edition()

    read = in_language(edition, "id")

    keys = {id: [term.key for term in terms] for id, terms in edition.words_of_question.items()}
    assert {id: [t.key for t in terms] for id, terms in read.words_of_question.items()} == keys


@settings(max_examples=25)
@given(editions())
def test_carrying_translations_of_an_unchanged_edition_leaves_every_one(edition):
    document = to_document(edition)

    after = parse_edition(carried(document))

    for each in edition.translations:
        found = {text.at: text for t in after.translations for text in t.texts
                 if t.language == each.language}  # fmt: skip
        assert found == {text.at: text for text in each.texts}


@settings(max_examples=25)
@given(editions(), st.data())
def test_whatever_record_goes_the_rest_stays_valid(edition, data):
    document = to_document(edition)
    places = [("principles", edition.principles[0].key, "questions", question.id)
              for question in edition.principles[0].questions]  # fmt: skip

    after = carried(retired(document, data.draw(st.sampled_from(places))))

    problems = []
    try:
        parse_edition(after)
    except InvalidEdition as invalid:
        problems = [p for p in invalid.problems if p.path[0] == "translations"]
    assert problems == []


def test_a_new_record_is_not_translated_yet():
    place = ("glossary",)
    kind = type(make_full_edition().glossary[0])
    new = starter(kind, small(), today="2026-11-30",
                  said={"key": "new", "term": "New", "meaning": "Fresh."})  # fmt: skip

    after = added(small(), place, new)

    assert state_of(after, "glossary/new/meaning") == "missing"
