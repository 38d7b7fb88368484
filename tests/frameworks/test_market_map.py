"""The schematic map: a tile for each market, and a word for each shade."""

from __future__ import annotations

import pytest

from frameworks.fixtures import read_fixtures
from frameworks.views.market_map import maps_of
from tests.factories import make_market
from tests.frameworks.editions import SHIPPED


@pytest.fixture(scope="module")
def markets():
    return read_fixtures(SHIPPED).markets


def test_each_market_has_a_tile_of_its_own(markets):
    for drawn in maps_of(markets):
        places = {(tile.x, tile.y) for tile in drawn.tiles}
        assert [tile.market for tile in drawn.tiles] == list(markets)
        assert len(places) == len(markets)


def test_two_shades_never_share_a_word(markets):
    for drawn in maps_of(markets):
        pairs = {(tile.shade, tile.word) for tile in drawn.tiles}
        assert len(pairs) == len({shade for shade, _ in pairs}) == len({word for _, word in pairs})


def test_the_maps_tell_the_tier_of_the_state_from_the_demand_on_a_firm(markets):
    tier, demand = maps_of(markets)

    assert "Vietnam: tier 2." in tier.description
    assert "Vietnam: ai + data." in demand.description


def test_a_market_that_the_map_does_not_know_stands_below_the_others():
    known, new = make_market("VN", "Vietnam"), make_market("XX", "Newland")

    tier, _ = maps_of((known, new))

    assert tier.tiles[1].y > tier.tiles[0].y
    assert tier.height >= tier.tiles[1].y + 100


def test_an_edition_without_markets_has_an_empty_map():
    tier, _ = maps_of(())

    assert tier.tiles == ()
