"""The help on a card: what it says, and that every link of it leads somewhere."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.urls import reverse

from frameworks.addresses import permanent
from frameworks.definition import GlossaryTerm, Origin
from frameworks.fixtures import read_fixtures
from scorecard.questionnaire.guidance import obligation_guidance, question_guidance
from tests.factories import (
    make_assessment,
    make_edition,
    make_edition_definition,
    make_market,
    make_obligation,
    make_principle,
    make_question,
    make_user,
)

NOTICE = GlossaryTerm(key="notice", term="Notice", meaning="A word said beforehand.")


@pytest.fixture(scope="module")
def shipped():
    return read_fixtures(settings.FRAMEWORK_FIXTURES)


def section_of(client, content, name="section", key="transparency"):
    edition = make_edition(content)
    assessment = make_assessment(by=(user := make_user()), edition=edition, markets=("SG",))
    client.force_login(user)
    return client.get(reverse(f"scorecard:{name}", args=[assessment.code, key]))


def test_a_section_of_the_guide_leads_to_its_principle_and_annex_a_to_its_item():
    edition = make_edition_definition()

    help = question_guidance(edition, edition.question_by_id["TRA-01"])

    there = reverse("frameworks:principle", args=["transparency"])
    assert [(each.name, each.href) for each in help.sections] == [("ASEAN Guide B.1", there)]
    assert [(each.name, each.href, each.says) for each in help.annex_a] == [
        ("5.2", reverse("frameworks:annex-a") + "#item-5.2", "Who is told?")
    ]


@pytest.mark.parametrize(
    ("section", "page"),
    [
        ("C.3 modelling", "/frameworks/guide/"),
        ("E", "/frameworks/guide/"),
        ("Expanded Guide 3.6", "/frameworks/genai/"),
        ("DEFA data flows", "/frameworks/defa/"),
        ("ASEAN MCCs 2021", "/frameworks/region/#mcc"),
        ("Responsible AI Roadmap", "/frameworks/roadmap/"),
        ("A book of ours", "/frameworks/"),
    ],
)
def test_any_other_text_leads_to_where_the_library_tells_of_it(section, page):
    question = make_question(origin=Origin(sections=(section,), basis="derived"))
    edition = make_edition_definition(principles=(make_principle(question),))

    assert [each.href for each in question_guidance(edition, question).sections] == [page]


def test_every_link_of_the_shipped_help_leads_to_a_place_on_a_page(client, db, shipped):
    make_edition(shipped)
    questions = [question_guidance(shipped, question) for question in shipped.questions]
    obligations = shipped.obligation_by_id.values()
    hrefs = {each.href for help in questions for each in (*help.sections, *help.annex_a)}
    hrefs |= {item.href for help in questions for match in help.matches for item in match.items}
    hrefs |= {obligation_guidance(shipped, each).href for each in obligations}
    paths = {href.partition("#")[0] for href in hrefs}
    pages = {path: str(client.get(path).content, "utf-8") for path in paths}

    missing = [
        href
        for href in hrefs
        if "#" in href and f'id="{href.partition("#")[2]}"' not in pages[href.partition("#")[0]]
    ]

    assert missing == []
    assert "http" not in "".join(hrefs)


def test_a_card_explains_its_hard_words_and_the_five_levels(client, db):
    question = make_question(text="Is a notice given?", crosswalk={})
    content = make_edition_definition(principles=(make_principle(question),), glossary=(NOTICE,))
    absent, *others = content.levels
    levels = (replace(absent, example="Nobody locks the door."), *others)

    page = str(section_of(client, replace(content, levels=levels)).content, "utf-8")

    assert re.search(r"Words used here</h3>\s*<dl[^>]*><dt>Notice</dt><dd>A word said", page)
    assert "0 Absent" in page
    assert "Nobody locks the door." in page


def test_a_card_tells_each_level_of_its_question_by_example(client, db):
    question = make_question(examples=tuple(f"Somebody did thing {n}." for n in range(5)))
    content = make_edition_definition(principles=(make_principle(question),))

    page = str(section_of(client, content).content, "utf-8")

    assert re.search(r"The levels, by example</h3>\s*<dl[^>]*><dt>0 Absent</dt>", page)
    assert "<dt>4 Assured</dt><dd>Somebody did thing 4.</dd>" in page


def test_a_card_whose_question_has_no_examples_speaks_of_none(client, db):
    page = str(section_of(client, make_edition_definition()).content, "utf-8")

    assert "How about TRA-01?" in page
    assert "The levels, by example" not in page


def test_a_card_without_hard_words_speaks_of_none(client, db):
    page = str(section_of(client, make_edition_definition(glossary=(NOTICE,))).content, "utf-8")

    assert "How about TRA-01?" in page
    assert "Words used here" not in page


def test_a_match_is_called_ours_and_leads_to_its_line(client, db, shipped):
    page = str(section_of(client, shipped).content, "utf-8")

    there = permanent(reverse("frameworks:crosswalk", args=["nist_ai_rmf"]), shipped.label)
    assert f'<a href="{there}#item-MEASURE-2.8">MEASURE 2.8</a>' in page
    assert "These matches are indicative, and ours." in page


def test_an_obligation_says_how_sure_we_are_and_leads_to_its_market(client, db):
    duty = make_obligation("SG-01", statement="Give notice.", evidence=("A letter",))
    market = make_market(obligations=(replace(duty, as_of_precision="month"),))
    content = make_edition_definition(markets=(market,), glossary=(NOTICE,))

    page = str(section_of(client, content, "market-section", "SG").content, "utf-8")

    assert "Confirmed by a text we read. Confidence: high. As of: January 2026." in page
    there = permanent(reverse("frameworks:market", args=["singapore"]), content.label)
    assert f'href="{there}#SG-01"' in page
    assert "A word said beforehand." in page
    assert "A letter" in page
