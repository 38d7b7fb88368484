"""Where a source is cited."""

from __future__ import annotations

from dataclasses import replace

from frameworks.definition import Edition, Regional, RegionalInstrument, Statement
from tests.factories import SOURCED
from tests.frameworks.editions import make_full_edition


def places(edition: Edition, source: str) -> list[tuple[str, str, str]]:
    return [(each.page, each.of, each.anchor) for each in edition.citations[source]]


def make_instrument(key: str, *facts: str) -> RegionalInstrument:
    statements = tuple(Statement(key=fact, title=fact, text="Said.", **SOURCED) for fact in facts)
    return RegionalInstrument(
        key=key,
        name=key,
        date="2024",
        force="Voluntary",
        summary="A.",
        facts=statements,
        **SOURCED,
    )


def test_a_source_knows_the_page_and_the_place_of_each_fact_that_names_it():
    (source,) = SOURCED["source"]

    found = places(make_full_edition(), source)

    assert ("principle", "transparency", "fact-what") in found
    assert ("market", "singapore", "SG-01") in found
    assert ("market", "singapore", "SG-I1") in found
    assert ("market", "singapore", "law-penalties") in found
    assert ("market", "singapore", "") in found
    assert ("defa", "", "fact-what") in found
    assert ("crosswalk", "nist", "") in found
    assert ("corrections", "", "correction-1") in found
    assert ("glossary", "", "person") in found


def test_a_place_is_named_once_however_many_facts_stand_there():
    (source,) = SOURCED["source"]

    found = places(make_full_edition(), source)

    assert len(found) == len(set(found))


def test_each_instrument_of_the_region_is_cited_where_it_is_told():
    (source,) = SOURCED["source"]
    instruments = (make_instrument("asean-guide", "size"), make_instrument("mcc", "clauses"))
    edition = replace(make_full_edition(), regional=Regional(instruments=instruments))

    found = places(edition, source)

    assert ("guide", "", "fact-size") in found
    assert ("region", "", "mcc") in found
    assert ("region", "", "fact-clauses") not in found


def test_a_source_that_nothing_names_is_cited_nowhere():
    assert "nothing" not in make_full_edition().citations
