"""Recognising the words of the glossary in a text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frameworks.definition import Glossary, GlossaryTerm
from tests.factories import make_edition_definition, make_market, make_obligation
from tests.frameworks.editions import make_full_edition


def term(key: str, *spellings: str, is_ours: bool = False) -> GlossaryTerm:
    name, *also = spellings
    return GlossaryTerm(key=key, term=name, also=tuple(also), meaning="It is.", is_ours=is_ours)


GLOSSARY = Glossary(
    (
        term("prompt", "Prompt", "prompts"),
        term("injection", "Prompt injection"),
        term("loop", "Human-in-the-loop", "C++"),
        term("floor", "Floor", is_ours=True),
    )
)


def keys(*texts: str) -> list[str]:
    return [found.key for found in GLOSSARY.terms_in(*texts)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A prompt.", ["prompt"]),
        ("PROMPTS are typed", ["prompt"]),
        ("It is prompted promptly", []),
        ("under_prompt", []),
        ("Against prompt injection", ["injection"]),
        ("A prompt-injection, then prompts", ["injection", "prompt"]),
        ("prompts and a prompt injection of prompts", ["prompt", "injection"]),
        ("a human in the loop", ["loop"]),
        ("a human\nin the-loop", ["loop"]),
        ("Written in C++, mostly", ["loop"]),
        ("nothing hard", []),
        ("", []),
    ],
)
def test_whole_words_are_found_in_any_case_the_longest_first(text, found):
    assert keys(text) == found


def test_several_texts_are_read_in_order_and_each_term_comes_once():
    assert keys("prompt injection", "a prompt", "a prompt injection") == ["injection", "prompt"]


def test_a_word_does_not_reach_from_one_text_into_the_next():
    assert keys("human in the", "loop") == []


def test_our_own_words_are_never_looked_for():
    assert keys("The floor of the office") == []


def test_without_terms_nothing_is_found():
    assert Glossary(()).terms_in("A prompt.") == ()


def test_an_edition_knows_the_words_of_each_question_and_obligation():
    duty = make_obligation("SG-01", title="Tell a person", evidence=("Screens",))
    edition = make_edition_definition(
        glossary=(*make_full_edition().glossary, term("level", "Checked")),
        markets=(make_market(obligations=(duty, replace(duty, id="SG-02", title="Record"))),),
    )

    words = {id: [w.key for w in found] for id, found in edition.words_of_obligation.items()}
    assert words == {"SG-01": ["person"], "SG-02": ["person"]}
    assert [w.key for w in edition.words_of_question["TRA-01"]] == ["level"]


def test_the_words_are_looked_for_once_in_the_life_of_an_edition(monkeypatch):
    edition = make_full_edition()
    first = edition.words_of_question

    monkeypatch.setattr(Glossary, "terms_in", lambda self, *texts: pytest.fail("again"))

    assert edition.words_of_question is first
