"""A text is English to code, and its translation to a template."""

from __future__ import annotations

import json

from django.template import Context, Template

from frameworks.bilingual import Bilingual, joined, sentence

LAW = Bilingual("Law & order", "Hukum &amp; ketertiban")


def shown(template: str, **values: object) -> str:
    return Template(template).render(Context(values))


def test_code_reads_the_english():
    assert LAW == "Law & order"
    assert "Law & order" in {LAW}
    assert sorted([LAW, "A", "Z"]) == ["A", "Law & order", "Z"]
    assert LAW.startswith("Law")
    assert json.dumps(LAW) == '"Law & order"'


def test_a_template_shows_the_translation_escaped_once():
    assert shown("{{ law }}", law=LAW) == "Hukum &amp; ketertiban"
    assert shown('{{ laws|join:"; " }}', laws=[LAW, "<A>"]) == "Hukum &amp; ketertiban; &lt;A&gt;"


def test_a_sentence_says_both():
    said = sentence("“{}” <{}>", LAW, "A & B")

    assert said == "“Law & order” <A & B>"
    assert shown("{{ said }}", said=said) == "“Hukum &amp; ketertiban” &lt;A &amp; B&gt;"
    assert joined("; ", [LAW, "B"]) == "Law & order; B"


def test_a_sentence_of_plain_texts_is_plain():
    assert not isinstance(sentence("{}: {}", "A", "B"), Bilingual)
    assert joined("; ", []) == ""
