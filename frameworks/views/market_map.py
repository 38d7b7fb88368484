"""A schematic map: one tile a market, about where it lies. The table says all of it in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from frameworks.definition import Market
from frameworks.views.market_facts import Said, demand_of, tier_of

TILE, GAP = 100, 8
PLACES = {
    "MM": (0, 0),
    "LA": (1, 0),
    "VN": (2, 0),
    "TH": (1, 1),
    "KH": (2, 1),
    "PH": (4, 1),
    "MY": (1, 2),
    "BN": (3, 2),
    "SG": (1, 3),
    "ID": (2, 3),
    "TL": (4, 3),
}
COLUMNS = 1 + max(column for column, _ in PLACES.values())
TIER_SHADES = {"1": 3, "2": 2, "3": 1}
DEMAND_SHADES = {"ai": 4, "data": 2, "single": 1}
DEMAND_WORDS = {"ai": "AI + data", "data": "Data law", "single": "Duties"}

NOTES = {
    "tier": "As each profile has it. The mark in the table says how well it is known.",
    "demand": (
        "AI + data: an AI law and a data-protection law are in force. Data law: a data-protection "
        "law is. Duties: neither is, and single duties in other laws bind."
    ),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """`shade`: a level's colour, 0 to 4; the word says the same."""

    market: Market
    x: int
    y: int
    shade: int
    word: str
    said: Said


@dataclass(frozen=True, slots=True)
class Map:
    key: str
    title: str
    description: str
    note: str
    tiles: tuple[Tile, ...]
    width: int
    height: int


def maps_of(markets: Iterable[Market]) -> tuple[Map, Map]:
    """The two things that are told apart everywhere: the tier of the state, the demand on a firm."""
    markets = tuple(markets)
    return (
        _map("tier", "Tier of the state", markets, _tier_tile),
        _map("demand", "Legal demand on a firm", markets, _demand_tile),
    )


def _tier_tile(market: Market) -> tuple[Said, int, str]:
    said = tier_of(market)
    return said, TIER_SHADES.get(said.key, 0), said.text


def _demand_tile(market: Market) -> tuple[Said, int, str]:
    said = demand_of(market)
    return said, DEMAND_SHADES.get(said.key, 0), DEMAND_WORDS.get(said.key, said.text)


def _map(
    key: str,
    title: str,
    markets: tuple[Market, ...],
    draw: Callable[[Market], tuple[Said, int, str]],
) -> Map:
    places = _places(markets)
    tiles = []
    for market in markets:
        said, shade, word = draw(market)
        column, row = places[market.code]
        tiles.append(Tile(market, column * (TILE + GAP), row * (TILE + GAP), shade, word, said))
    rows = 1 + max((row for _, row in places.values()), default=0)
    return Map(
        key,
        title,
        " ".join(f"{tile.market.name}: {tile.word.lower()}." for tile in tiles),
        NOTES[key],
        tuple(tiles),
        COLUMNS * (TILE + GAP) - GAP,
        rows * (TILE + GAP) - GAP,
    )


def _places(markets: tuple[Market, ...]) -> dict[str, tuple[int, int]]:
    """Where each tile stands; a market that the map does not know stands in a row below."""
    known = {market.code: PLACES[market.code] for market in markets if market.code in PLACES}
    below = 1 + max((row for _, row in known.values()), default=-1)
    others = [market.code for market in markets if market.code not in known]
    return known | {
        code: (number % COLUMNS, below + number // COLUMNS) for number, code in enumerate(others)
    }
