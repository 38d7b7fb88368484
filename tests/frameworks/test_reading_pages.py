"""What a reader finds on the pages of principles, GenAI, crosswalks, Annex A and the reference."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from django.urls import reverse

from frameworks import definition as d
from frameworks.views.corrections import topics_of
from frameworks.views.matches import matches_of_part, parts_of, rows_of
from frameworks.views.sources import FEW
from tests.factories import SOURCED, make_edition, make_edition_definition, make_question
from tests.frameworks.editions import make_crosswalk, make_full_edition

TRANSPARENCY = "/frameworks/principles/transparency/"


@pytest.fixture
def show(client, db):
    """Publish an edition and read one of its pages, tags and all."""

    def show_page(content: d.Edition, name: str, *args: str) -> str:
        make_edition(content)
        response = client.get(reverse(f"frameworks:{name}", args=args))
        return re.sub(r"\s+", " ", unescape(str(response.content, "utf-8")))

    return show_page


def part(page: str, id: str, tag: str = "article") -> str:
    """The element of this id, up to the end of its kind."""
    start = page.index(f'id="{id}"')
    return page[start : page.index(f"</{tag}>", start)]


def make_claim(key: str, topic: str, *corrections: int) -> d.SummaryClaim:
    return d.SummaryClaim(key=key, topic=topic, text=f"So says {key}.", corrections=corrections)


def make_correction(number: int) -> d.Correction:
    return d.Correction(number=number, summary_says="In 2023.", finding="In 2024.", **SOURCED)


# A principle


def test_a_question_says_where_it_comes_from_and_has_an_address(show):
    page = show(make_full_edition(), "principle", "transparency")

    question = part(page, "TRA-01")
    assert "Where it comes from" in question
    assert f'Asked for in <a href="{TRANSPARENCY}">B.1</a> Transparency in full' in question
    assert 'Annex A <a href="/frameworks/annex-a/#item-5.2">5.2</a>' in question
    assert "Without it the rest fails." in question
    assert '<a href="#TRA-01">TRA-01' in page


def test_a_principle_shows_its_items_of_annex_a_and_its_matches(show):
    page = show(make_full_edition(), "principle", "transparency")

    assert 'href="/frameworks/annex-a/#item-5.2">5.2</a> Who is told?' in page
    assert '<a href="/frameworks/crosswalks/nist/#item-MAP-1.1">MAP 1.1</a> An item' in page


def test_a_principle_says_what_raises_its_floor_in_a_market(show):
    page = show(make_full_edition(), "principle", "fairness")

    assert "Rises to 3, Operating, with Yes to “Is it so: uses_generative_ai?”. Rules." in page


def test_a_principle_shows_the_claim_about_it_and_its_correction(show):
    content = replace(
        make_full_edition(), summary=(make_claim("transparency", "Seven principles", 1),)
    )

    page = show(content, "principle", "transparency")

    assert "So says transparency." in page
    assert 'href="/frameworks/corrections/#correction-1">1</a>' in page


# Generative AI


def test_a_risk_and_a_dimension_lead_to_their_questions_and_back(show):
    content = make_full_edition()
    risk = d.GenaiRisk(key="lies", name="Lies", description="It lies.", principles=(), **SOURCED)
    asked = replace(
        content.genai.questions[0],
        origin=d.Origin(sections=("Expanded Guide 2.1 risk 1",), basis="derived"),
    )
    genai = replace(content.genai, risks=(risk,), questions=(asked,))

    page = show(replace(content, genai=genai), "genai")

    assert 'href="/frameworks/genai/#GEN-01">GEN-01</a>' in part(page, "risk-lies", "details")
    assert "#GEN-01" in part(page, "dimension-accountability")
    question = part(page, "GEN-01")
    assert 'href="/frameworks/genai/#risk-lies">Lies</a>' in question
    assert 'href="/frameworks/genai/#dimension-accountability">Accountability</a>' in question
    assert "Our question, built on" in question


def test_a_risk_without_a_question_says_so(show):
    content = make_full_edition()
    risk = d.GenaiRisk(key="lies", name="Lies", description="It lies.", principles=(), **SOURCED)

    page = show(replace(content, genai=replace(content.genai, risks=(risk,))), "genai")

    assert "No question rests on this risk alone" in page


def test_the_page_across_borders_lists_what_its_questions_build_on(show):
    page = show(make_full_edition(), "cross-border")

    assert f'<th scope="row"><a href="{TRANSPARENCY}">B.1</a>' in page
    assert 'data-label="Questions"><span><a class="nowrap" href="/frameworks/cross-border/' in page


# Crosswalks


def test_an_item_of_theirs_shows_all_that_touches_it():
    content = make_full_edition()
    crosswalk = make_crosswalk("nist", "MAP 1.1")
    item = replace(content.annex_a[0], crosswalk={"nist": ("MAP 1.1",)})
    dimension = replace(content.genai.dimensions[0], crosswalk={"nist": ("MAP 1.1",)})
    content = replace(
        content,
        annex_a=(item,),
        genai=replace(content.genai, dimensions=(dimension,)),
        crosswalks=(crosswalk,),
    )

    (row,) = rows_of(content, crosswalk)

    assert [principle.key for principle in row.principles] == ["transparency"]
    assert [question.id for question in row.questions] == ["TRA-01"]
    assert (row.annex_a, row.dimensions) == ((item,), (dimension,))


def test_a_part_touches_items_as_a_whole_and_through_its_questions():
    items = tuple(d.CrosswalkItem(id=id, title=id) for id in ("1", "2", "3"))
    crosswalk = replace(
        make_crosswalk("nist", "1"), items=items, principles={"transparency": ("1",)}
    )
    question = make_question("TRA-01", crosswalk={"nist": ("2",)})
    content = make_edition_definition(crosswalks=(crosswalk,))
    transparency = replace(parts_of(content)[0], questions=(question,))

    found = matches_of_part(content, transparency, crosswalk)

    touched = [(each.item.id, each.is_whole, len(each.questions)) for each in found.touched]
    assert touched == [("1", True, 0), ("2", False, 1)]


def test_the_matrix_counts_items_and_leads_to_them(show):
    page = show(make_full_edition(), "crosswalks")

    assert 'href="/frameworks/crosswalks/nist/#from-transparency">1<' in page
    assert "a match is not an equivalence" in page


def test_an_item_without_a_match_says_so_and_is_listed(show):
    content = make_full_edition()
    lonely = d.CrosswalkItem(id="MAP 9.9", title="Alone")
    crosswalk, other = content.crosswalks
    longer = replace(crosswalk, items=(*crosswalk.items, lonely))
    content = replace(content, crosswalks=(longer, other))

    page = show(content, "crosswalk", "nist")

    assert "No match" in part(page, "item-MAP-9.9", "tr")
    assert "No match" not in part(page, "item-MAP-1.1", "tr")
    assert "1 of 2." in page[page.index('id="h-unmatched"') :]
    assert crosswalk.statement in page


def test_a_long_framework_is_folded_by_the_head_of_its_ids(show):
    content = make_full_edition()
    ids = [f"{head}.{number}" for head in ("1", "A.2") for number in range(25)]
    items = tuple(d.CrosswalkItem(id=id, title="It") for id in ("MAP 1.1", *ids))
    content = replace(
        content, crosswalks=(replace(content.crosswalks[0], items=items), content.crosswalks[1])
    )

    page = show(content, "crosswalk", "nist")

    folds = re.findall(r"<summary><h3>([^<]*)</h3>", page)
    assert folds == ["MAP 1.1", "1.0 to 1.24", "A.2.0 to A.2.24"]


# Annex A


def test_an_item_of_annex_a_shows_its_questions_and_its_matches(show):
    page = show(make_full_edition(), "annex-a")

    item = part(page, "item-5.2")
    assert f'href="{TRANSPARENCY}#TRA-01"' in item
    assert "Who is told?" in item


def test_what_all_items_share_is_said_once_and_what_differs_at_the_item(show):
    content = make_full_edition()
    other = replace(content.annex_a[0], id="5.3", verification="partly")

    page = show(replace(content, annex_a=(*content.annex_a, other)), "annex-a")

    assert "Partly confirmed" not in part(page, "item-5.2")
    assert "Partly confirmed" in part(page, "item-5.3")


# Corrections


def test_each_correction_stands_under_one_topic_never_the_opening_one_if_it_has_another():
    content = make_edition_definition(
        summary=(
            make_claim("a", "Overview", 1, 2),
            make_claim("b", "DEFA", 1),
            make_claim("c", "Roadmap", 3, 1),
            make_claim("d", "Roadmap", 1),
        ),
        corrections=tuple(make_correction(number) for number in (1, 2, 3)),
    )

    homes = {topic.name: [c.number for c in topic.corrections] for topic in topics_of(content)}

    assert homes == {"Overview": [2], "DEFA": [], "Roadmap": [1, 3]}


def test_a_correction_that_no_claim_names_is_still_shown():
    content = make_edition_definition(summary=(), corrections=(make_correction(1),))

    (topic,) = topics_of(content)

    assert (topic.name, topic.corrections) == ("Other", content.corrections)


def test_a_claim_stands_beside_what_we_found_with_how_sure_we_are(show):
    page = show(make_full_edition(), "corrections")

    correction = part(page, "correction-1")
    assert correction.index("In 2023.") < correction.index("In 2024.")
    assert "High confidence" in correction
    assert 'href="https://example.org/guide"' in correction


def test_a_claim_without_a_correction_is_not_called_confirmed(show):
    content = replace(make_full_edition(), summary=(make_claim("a", "DEFA"),), corrections=())

    page = show(content, "corrections")

    assert "Not contradicted by what we found. That does not make it confirmed." in page


def test_a_claim_stands_on_the_page_of_its_subject_with_its_correction(show):
    content = replace(make_full_edition(), summary=(make_claim("binding", "DEFA", 1),))

    page = show(content, "defa")

    claim = page[page.index("So says binding.") :]
    assert 'href="/frameworks/corrections/#correction-1">1</a>' in claim


def test_a_market_shows_the_claim_that_names_it_and_no_other(show):
    readiness = make_claim("readiness", "Member readiness", 1)
    claims = (
        replace(readiness, text="First tier: Singapore leads."),
        replace(readiness, key="other", text="Second tier: Elsewhere follows."),
    )

    page = show(replace(make_full_edition(), summary=claims), "market", "singapore")

    assert "First tier: Singapore leads." in page
    assert "Second tier" not in page


# Sources


def test_a_source_says_its_kind_and_every_place_that_uses_it(show):
    content = make_full_edition()
    page = show(content, "sources")

    source = part(page, "guide", "li")
    places = len(re.findall(r'href="/frameworks/', source))
    assert "Official text or publisher." in source
    assert 'href="/frameworks/markets/singapore/#SG-01">SG-01</a>' in source
    assert f'href="{TRANSPARENCY}#fact-what">What it is</a>' in source
    assert places > FEW


def test_a_source_of_no_use_says_so(show):
    content = make_full_edition()
    spare = replace(content.sources[0], id="spare", title="Spare")

    page = show(replace(content, sources=(*content.sources, spare)), "sources")

    assert "Used nowhere in this edition." in part(page, "spare", "li")
    assert "1 is used nowhere, and says so." in page


# Glossary


def test_a_word_leads_to_words_of_its_meaning_and_back(show):
    terms = (
        d.GlossaryTerm(key="data", term="Data", also=("datum",), meaning="What is written down."),
        d.GlossaryTerm(key="leak", term="Leak", meaning="Data in the wrong hands."),
    )

    page = show(replace(make_full_edition(), glossary=terms), "glossary")

    assert 'See also <a href="#leak">Leak</a>' in part(page, "data")
    assert 'See also <a href="#data">Data</a>' in part(page, "leak")
    assert "Also <i>datum</i>" in part(page, "data")
