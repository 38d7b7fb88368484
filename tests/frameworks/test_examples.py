"""Examples of the levels of a question: what the shipped ones hold, where they stand, how they change."""

from __future__ import annotations

import copy
import re
from collections import Counter
from html import unescape

import pytest
from django.urls import reverse

from frameworks.changes import changes
from frameworks.fixtures import read_fixtures
from frameworks.parsing import parse_edition, to_document
from frameworks.records import place_from_text
from tests.factories import (
    make_draft,
    make_edition,
    make_edition_definition,
    make_editor,
    make_principle,
    make_question,
)
from tests.frameworks.editions import SHIPPED, make_full_edition
from tests.frameworks.test_record_forms import as_sent, form_of, saved

QUESTION = place_from_text("principles/transparency/questions/TRA-01")
FIVE = tuple(f"Somebody did thing {n}." for n in range(5))
TYPED = {f"examples-{n}": example for n, example in enumerate(FIVE)}
WITHOUT = to_document(make_full_edition())


def question_in(document):
    return document["principles"][0]["questions"][0]


def with_examples(examples):
    document = copy.deepcopy(WITHOUT)
    question_in(document)["examples"] = list(examples)
    return document


# The shipped ones


@pytest.fixture(scope="module")
def questions():
    return read_fixtures(SHIPPED).questions


def runs_of_words(text, length=4):
    words = re.findall(r"[\w'-]+", text.casefold())
    return set(zip(*(words[start:] for start in range(length)), strict=False))


def test_every_question_tells_each_level_by_an_example(questions):
    for question in questions:
        assert len(question.examples) == 5, question.id
        assert all(30 <= len(example) <= 200 for example in question.examples), question.id
        assert all(example.endswith(".") for example in question.examples), question.id


def test_no_example_stands_twice(questions):
    examples = Counter(example for question in questions for example in question.examples)

    assert [example for example, times in examples.items() if times > 1] == []


def test_an_example_says_in_words_of_its_own_what_its_anchor_says(questions):
    borrowed = [
        example
        for question in questions
        for anchor, example in zip(question.anchors, question.examples, strict=True)
        if anchor.rstrip(".") in example or runs_of_words(anchor) & runs_of_words(example)
    ]

    assert borrowed == []


# Where they stand


@pytest.mark.django_db
@pytest.mark.parametrize("examples", [(), FIVE])
def test_the_library_shows_each_under_the_anchor_of_its_level(client, examples):
    question = make_question(examples=examples)
    make_edition(make_edition_definition(principles=(make_principle(question),)))

    page = client.get(reverse("frameworks:principle", args=["transparency"])).content.decode()

    shown = re.findall(r"<span>(\w[\w ]*) <span[^>]*>For example: ([^<]*)</span></span>", page)
    assert shown == list(zip(question.anchors, examples, strict=False))


# How they change


def test_a_changed_one_is_named_by_its_level():
    [change] = changes(with_examples(FIVE), with_examples((*FIVE[:3], "Else.", FIVE[4])))

    assert change.path[-2:] == ("examples", "3")
    assert change.what == "Principle Transparency, question TRA-01, example of level 3"


def test_an_editor_adds_five_and_takes_them_away_again():
    added, _ = saved(WITHOUT, QUESTION, **TYPED)
    emptied, _ = saved(added, QUESTION, **dict.fromkeys(TYPED, ""))

    assert question_in(added)["examples"] == list(FIVE)
    assert emptied == WITHOUT


def test_the_form_names_the_level_of_each():
    form = form_of(WITHOUT, QUESTION)

    assert form["examples-0"].label == "Example of 0 Absent"
    assert form["examples-4"].label == "Example of 4 Assured"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ((), "Example of 0 Absent: must hold 5 examples, one for each level, or none"),
        (FIVE, "Example of 2 Defined: is missing"),
    ],
)
def test_four_alone_are_refused_beside_their_fields(client, stored, words):
    edition = make_edition(parse_edition(with_examples(stored)))
    draft = make_draft(edition, by=(editor := make_editor()))
    client.force_login(editor)
    url = reverse("editions:part", args=[draft.label, "/".join(QUESTION)])
    sent = as_sent(form_of(draft.document, QUESTION), **TYPED | {"examples-2": ""})
    sent["revision"] = client.get(url).context["read"]

    response = client.post(url, sent)

    assert response.status_code == 422
    assert words in unescape(response.content.decode())
