"""What the shipped edition must hold. A content editor who breaks a promise sees it here."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from frameworks import definition as d
from frameworks.definition.anchors import item_anchor
from frameworks.fixtures import read_fixtures, write_fixtures

ROOT = Path(__file__).resolve().parent.parent.parent
FIXTURES = ROOT / "fixtures"
DERIVED = set(d.DERIVED_FACTS)
JARGON = re.compile(
    r"not yet verified|\bbrief\b|see notes|\bdossier section|dossier\.md|\banalyst|\bexcerpt"
    r"|notes\.md|schema\.md|this file|\bthe seed\b|\bS\d{1,2}\b|\[[CSAU]\]|\bTBC\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def edition() -> d.Edition:
    return read_fixtures(FIXTURES)


def walk(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value of the edition with the path that leads to it."""
    yield path, value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from walk(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{key}")
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from walk(inner, f"{path}.{getattr(inner, 'id', index)}")


def rules(edition: d.Edition) -> dict[str, d.Rule]:
    asked = {question.id: question.applies_when for question in edition.questions}
    return asked | {o.id: o.applies_if for o in edition.obligation_by_id.values()}


# How much there is


def test_there_are_65_core_15_genai_and_8_cross_border_questions(edition):
    tracks = Counter(question.track for question in edition.questions)

    assert tracks == {"core": 65, "genai": 15, "cross_border": 8}


def test_each_principle_has_its_questions_in_official_order(edition):
    assert [(p.key, len(p.questions)) for p in edition.principles] == [
        ("transparency", 9),
        ("fairness", 9),
        ("security", 9),
        ("human_centricity", 10),
        ("privacy", 9),
        ("accountability", 10),
        ("reliability", 9),
    ]


def test_the_principles_stand_in_the_order_of_the_guide(edition):
    assert [p.guide_section for p in edition.principles] == [f"B.{n}" for n in range(1, 8)]


def test_26_questions_are_critical(edition):
    critical = Counter(question.track for question in edition.questions if question.critical)

    assert critical == {"core": 20, "genai": 5, "cross_border": 1}


def test_76_obligations_are_47_binding_17_voluntary_and_12_emerging(edition):
    forces = Counter(obligation.force for obligation in edition.obligation_by_id.values())

    assert forces == {"binding": 47, "voluntary": 17, "emerging": 12}


def test_all_obligations_are_declared(edition):
    assert not any(obligation.is_derived for obligation in edition.obligation_by_id.values())


def test_eleven_markets_of_which_only_timor_leste_is_a_draft(edition):
    assert len(edition.markets) == 11
    assert [market.slug for market in edition.markets if market.is_draft] == ["timor-leste"]


def test_every_market_has_instruments_sector_rules_floors_and_open_questions(edition):
    principles = set(edition.principle_by_key)

    for market in edition.markets:
        assert market.instruments, market.slug
        assert market.sector_rules, market.slug
        assert market.open_questions, market.slug
        assert set(market.floors) == principles, market.slug


def test_the_supplement_has_six_risks_and_nine_dimensions(edition):
    assert len(edition.genai.risks) == 6
    assert [x.guide_section for x in edition.genai.dimensions] == [f"3.{n}" for n in range(1, 10)]


def test_annex_a_has_39_items_with_text_ids(edition):
    ids = [item.id for item in edition.annex_a]

    assert len(ids) == 39
    assert {"4.1", "4.10"} <= set(ids)


def test_the_roadmap_has_three_tiers_and_four_oecd_stages(edition):
    assert [tier.label for tier in edition.roadmap.tiers] == ["established", "emerging", "early"]
    assert len(edition.roadmap.oecd_stages) == 4


def test_defa_has_nine_elements_and_a_timeline(edition):
    assert len(edition.defa.elements) == 9
    assert len(edition.defa.timeline) == 10
    assert edition.defa.for_firms
    assert edition.defa.unconfirmed


def test_26_corrections_are_numbered_in_order(edition):
    assert [correction.number for correction in edition.corrections] == list(range(1, 27))


def test_the_catalogues_are_whole(edition):
    assert {crosswalk.target: len(crosswalk.items) for crosswalk in edition.crosswalks} == {
        "ai_verify": 97,
        "nist_ai_rmf": 72,
        "iso_iec_42001": 63,
        "eu_ai_act": 25,
        "iso_iec_23894_annex_a": 11,
        "oecd_ai_principles": 5,
        "nist_ai_600_1_risks": 12,
        "sg_model_framework_2nd_ed": 4,
        "sg_model_framework_genai_2024": 9,
    }


def test_the_glossary_explains_89_words_of_others_and_8_of_ours(edition):
    ours = Counter(term.is_ours for term in edition.glossary)

    assert ours == {False: 89, True: 8}


# How it is written


def test_the_shipped_files_are_in_canonical_form(edition, tmp_path):
    write_fixtures(edition, tmp_path)

    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.yaml")}
    shipped = {path.relative_to(FIXTURES) for path in FIXTURES.rglob("*.yaml")}
    assert written == {path for path in shipped if path.parts[0] != "demo"}
    assert [p for p in written if (tmp_path / p).read_bytes() != (FIXTURES / p).read_bytes()] == []


def test_every_key_that_the_documentation_shows_is_a_key_of_the_content():
    samples = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/content.md").read_text(), re.DOTALL)
    shown = {key for sample in samples for key in re.findall(r"^[ -]*(\w+):", sample, re.MULTILINE)}
    fixtures = "\n".join(path.read_text() for path in FIXTURES.rglob("*.yaml"))
    known = set(re.findall(r"^[ -]*(\w+):", fixtures, re.MULTILINE))
    known |= {
        each.name for kind in (d.Translation, d.TranslatedText) for each in dataclasses.fields(kind)
    }

    assert len(samples) > 10
    assert shown - known == set()


# What a reader meets


def test_no_text_speaks_the_language_of_research(edition):
    texts = [(path, text) for path, text in walk(edition) if isinstance(text, str)]

    assert [(path, text) for path, text in texts if JARGON.search(text)] == []


def test_every_text_is_trimmed_and_holds_no_line_break(edition):
    texts = [(path, text) for path, text in walk(edition) if isinstance(text, str)]

    assert [path for path, text in texts if text != " ".join(text.split())] == []


def test_every_question_has_five_different_anchors_and_says_why_it_weighs(edition):
    for question in edition.questions:
        assert len(set(question.anchors)) == 5, question.id
        assert all((question.why, question.evidence, question.weight_reason)), question.id
        assert bool(question.critical_reason) == question.critical, question.id


def test_no_two_questions_share_an_anchor_of_level_0(edition):
    anchors = Counter(question.anchors[0] for question in edition.questions)

    assert [anchor for anchor, times in anchors.items() if times > 1] == []


# Where it comes from


def sourced(edition: d.Edition) -> Iterator[tuple[str, d.Sourced]]:
    for path, value in walk(edition):
        if isinstance(value, d.Sourced):
            yield path, value


def test_every_fact_has_a_source_or_says_that_it_is_unverified(edition):
    bare = [path for path, fact in sourced(edition) if not fact.source]

    assert bare
    assert [
        path for path, f in sourced(edition) if not f.source and f.verification != "unverified"
    ] == []


def test_what_the_common_summary_alone_says_names_it_and_is_of_low_confidence(edition):
    for path, fact in sourced(edition):
        if fact.verification == "common_summary":
            assert "common-summary" in fact.source, path
            assert fact.confidence == "low", path


def first_day(published: str) -> tuple[str, str]:
    """The date a source was published, filled up to a day, and how exactly it is known."""
    missing = {4: "-01-01", 7: "-01", 10: ""}[len(published)]
    return published + missing, {4: "year", 7: "month", 10: "day"}[len(published)]


def test_every_fact_is_dated_by_its_newest_dated_source(edition):
    for path, fact in sourced(edition):
        published = [edition.source_by_id[source].published for source in fact.source]
        dated = [first_day(date) for date in published if date]
        expected = max(dated) if dated else (edition.compiled, "checked")

        assert (fact.as_of, fact.as_of_precision) == expected, path


def test_every_market_is_dated_by_its_newest_source(edition):
    for market in edition.markets:
        cited = {source for _, fact in sourced_in(market) for source in fact.source}
        published = [edition.source_by_id[source].published for source in cited]

        assert market.newest_source == max(first_day(date)[0] for date in published if date)


def sourced_in(market: d.Market) -> Iterator[tuple[str, d.Sourced]]:
    for path, value in walk(market):
        if isinstance(value, d.Sourced):
            yield path, value


def test_every_source_is_cited_and_no_address_comes_twice(edition):
    cited = {source for _, fact in sourced(edition) for source in fact.source}
    addresses = Counter(source.url for source in edition.sources)

    assert cited == set(edition.source_by_id)
    assert [address for address, times in addresses.items() if times > 1] == []


def test_source_ids_are_short_words_joined_by_hyphens(edition):
    ids = [source.id for source in edition.sources]

    assert [id for id in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id)] == []
    assert max(map(len, ids)) <= 40


def test_only_the_common_summary_has_no_address(edition):
    assert [s.id for s in edition.sources if not s.url.startswith("http")] == ["common-summary"]


# How it hangs together


def test_every_rule_asks_for_facts_that_exist(edition):
    known = {fact.key for fact in edition.facts} | DERIVED

    assert {id: rule for id, rule in rules(edition).items() if set(rule.facts) - known} == {}


def test_every_fact_decides_something(edition):
    used = {fact for rule in rules(edition).values() for fact in rule.facts}
    used |= {uplift.fact for market in edition.markets for uplift in market.uplifts}

    assert {fact.key for fact in edition.facts} == used - DERIVED
    assert used >= DERIVED


def test_no_question_hangs_on_a_market(edition):
    hanging = [q.id for q in edition.questions if d.FOREIGN_ENTITY in q.applies_when.facts]

    assert hanging == []


def test_every_generative_question_asks_for_generative_ai_and_names_a_dimension(edition):
    dimensions = {dimension.key for dimension in edition.genai.dimensions}

    assert {q.applies_when for q in edition.genai.questions} == {
        d.Rule(all_of=("uses_generative_ai",))
    }
    assert {q.genai_dimension for q in edition.genai.questions} == dimensions


def test_every_annex_a_item_is_covered_by_a_question(edition):
    covered = {item for question in edition.questions for item in question.origin.annex_a}

    assert covered == {item.id for item in edition.annex_a}


def test_every_crosswalk_id_is_in_its_catalogue(edition):
    items = {c.target: {item.id for item in c.items} for c in edition.crosswalks}
    holders = [*edition.questions, *edition.annex_a, *edition.genai.dimensions]

    for holder in holders:
        for target, ids in holder.crosswalk.items():
            assert set(ids) <= items[target], (holder, target)


def test_every_item_has_an_anchor_of_its_own(edition):
    for rows in (edition.annex_a, *(crosswalk.items for crosswalk in edition.crosswalks)):
        assert len({item_anchor(row.id) for row in rows}) == len(rows)


def test_every_crosswalk_maps_every_principle_to_its_own_items(edition):
    for crosswalk in edition.crosswalks:
        items = {item.id for item in crosswalk.items}
        assert set(crosswalk.principles) == set(edition.principle_by_key), crosswalk.target
        assert {id for ids in crosswalk.principles.values() for id in ids} <= items


def test_no_floor_asks_for_level_4_and_every_uplift_raises_its_floor(edition):
    for market in edition.markets:
        assert all(1 <= floor.floor <= 3 for floor in market.floors.values()), market.slug
        for uplift in market.uplifts:
            assert uplift.floor > market.floors[uplift.principle].floor, (market.slug, uplift)


def test_the_tiers_place_every_scored_market_as_the_markets_themselves_say(edition):
    placed = {code: tier.tier for tier in edition.roadmap.tiers for code in tier.markets}

    assert placed == {m.code: m.roadmap_tier.tier for m in edition.markets if not m.is_draft}


def test_every_correction_corrects_a_claim_and_every_link_leads_to_one(edition):
    linked = {number for claim in edition.summary for number in claim.corrections}

    assert linked == {correction.number for correction in edition.corrections}


def test_every_obligation_carries_its_markets_code(edition):
    for market in edition.markets:
        assert all(o.id.startswith(f"{market.code}-") for o in market.obligations), market.slug
        assert all(o.evidence for o in market.obligations), market.slug
        assert all(o.principles for o in market.obligations), market.slug


# The glossary


def test_the_glossary_stands_in_the_order_of_the_alphabet(edition):
    terms = [term.term.casefold() for term in edition.glossary]

    assert terms == sorted(terms)


def test_every_word_of_the_glossary_is_met_in_the_content(edition):
    words = [*edition.words_of_question.values(), *edition.words_of_obligation.values()]
    met = {term.key for found in words for term in found}
    unmet = {term.key for term in edition.glossary if not term.is_ours} - met

    assert unmet == {"foundation_model"}  # of the pages on generative AI


def test_a_meaning_is_one_to_three_short_sentences(edition):
    for term in edition.glossary:
        sentences = re.split(r"(?<=[.!?”])\s+(?=[A-Z“])", term.meaning)
        assert 1 <= len(sentences) <= 4, term.key
        assert max(len(sentence.split()) for sentence in sentences) <= 32, term.key


def test_each_level_has_an_example_of_its_own(edition):
    assert len({level.example for level in edition.levels} - {""}) == 5
