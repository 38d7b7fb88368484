"""How sure the edition is: counted from its facts, each once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frameworks import definition as d
from frameworks.fixtures import read_fixtures
from frameworks.tally import count, tallies
from tests.factories import SOURCED
from tests.frameworks.editions import SHIPPED, make_full_edition


@pytest.mark.parametrize("edition", [make_full_edition(), read_fixtures(SHIPPED)])
def test_the_parts_hold_every_fact_once(edition):
    assert sum(tally.facts for tally in tallies(edition)) == count("All", edition).facts


def test_facts_count_by_how_far_they_are_confirmed():
    sure = d.Statement(key="a", title="A", text="A.", **SOURCED)
    doubtful = replace(sure, key="b", verification="unverified", source=())
    rumoured = replace(sure, key="c", verification="common_summary")

    tally = count("Texts", (sure, sure, doubtful, rumoured))

    assert (tally.confirmed, tally.partly, tally.unverified, tally.common_summary) == (2, 0, 1, 1)
    assert tally.facts == 4


def test_an_instrument_counts_beside_its_own_facts():
    fact = d.Statement(key="a", title="A", text="A.", **SOURCED)
    text = d.RegionalInstrument(
        key="text",
        name="Text",
        date="2024",
        force="Guidance",
        summary="A.",
        facts=(fact,),
        **SOURCED,
    )

    assert count("Text", text).facts == 2


def test_the_guide_is_counted_apart_from_other_instruments():
    guide = d.RegionalInstrument(
        key="asean-guide", name="Guide", date="2024", force="Voluntary", summary="A.", **SOURCED
    )
    content = replace(make_full_edition(), regional=d.Regional(instruments=(guide,)))

    pages = {tally.page: tally.facts for tally in tallies(content)}

    assert pages["guide"] >= 1
    assert "region" not in pages
