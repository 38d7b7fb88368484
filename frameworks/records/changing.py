"""Each change to one record of a document, as a new document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from frameworks.definition import Market, Principle, RoadmapTier, TierPlacement
from frameworks.definition.naming import Place
from frameworks.records.places import Document, Spot, find, with_value
from frameworks.records.shapes import children, member_of
from frameworks.records.starting import with_room_for
from frameworks.translating import carried

Params = ParamSpec("Params")
UNPLACED = "unassigned"  # what a market's tier is called while the roadmap lists it nowhere


def _translations_follow(
    change: Callable[Concatenate[Document, Params], dict[str, Any]],
) -> Callable[Concatenate[Document, Params], dict[str, Any]]:
    """What is said in other languages goes where its English goes."""

    @wraps(change)
    def changed(
        document: Document, /, *args: Params.args, **kwargs: Params.kwargs
    ) -> dict[str, Any]:
        return carried(change(document, *args, **kwargs))

    return changed


@_translations_follow
def edited(document: Document, place: Place, said: Mapping[str, Any]) -> dict[str, Any]:
    """Say anew what a record says of itself; the places inside it stay.

    The roadmap and the markets hold the same placement: what one of them says, the other follows.
    """
    spot = find(document, place)
    record = {**_kept(spot), **said}
    changed = with_value(document, spot.path, record)
    if spot.kind is TierPlacement:
        return _roadmap_follows(changed, spot.path[1])
    if spot.kind is RoadmapTier:
        return _markets_follow(_listed_once(changed, record))
    return changed


@_translations_follow
def added(document: Document, place: Place, record: Mapping[str, Any]) -> dict[str, Any]:
    """With one more record at the end of the list."""
    spot = find(document, place)
    changed = with_value(document, spot.path, [*spot.value, dict(record)])
    kind = member_of(spot.kind)
    if kind is RoadmapTier:
        return _markets_follow(_listed_once(changed, record))
    return dict(with_room_for(changed, kind, record))


@_translations_follow
def moved(document: Document, place: Place, *, by: int) -> dict[str, Any]:
    """So many places up (below 0) or down in its list; over the end of the list nothing changes."""
    whole, position = _in_list(document, place)
    target = position + by
    if not 0 <= target < len(whole.value):
        return dict(document)
    members = list(whole.value)
    members.insert(target, members.pop(position))
    return with_value(document, whole.path, members)


def moved_behind(document: Document, place: Place, other: str) -> dict[str, Any]:
    """Behind another of its list, by name; without one, to the first place."""
    whole, position = _in_list(document, place)
    target = int(whole.inside(other).path[-1]) + 1 if other else 0
    return moved(document, place, by=target - position - (target > position))


@_translations_follow
def retired(document: Document, place: Place) -> dict[str, Any]:
    """Without the record, and without what is only said about it. What refers to it stays."""
    whole, position = _in_list(document, place)
    gone = whole.value[position]
    members = [*whole.value[:position], *whole.value[position + 1 :]]
    changed = with_value(document, whole.path, members)
    kind = member_of(whole.kind)
    if kind is Principle:
        return _without_floors(changed, gone["key"])
    if kind is Market:
        return _with_tiers(changed, {gone["code"]: None})
    return changed


def _in_list(document: Document, place: Place) -> tuple[Spot, int]:
    whole = find(document, place[:-1])
    position = find(document, place).path[-1]
    if not isinstance(position, int):
        raise TypeError(f"{place} is no member of a list")
    return whole, position


def _kept(spot: Spot) -> dict[str, Any]:
    """The places inside a record, which its form leaves alone."""
    return {name: spot.value[name] for name in children(spot.kind) if name in spot.value}


def _without_floors(document: Document, key: str) -> dict[str, Any]:
    def without(mapping: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in mapping.items() if name != key}

    changed = dict(document)
    if document.get("markets"):
        changed["markets"] = [
            {**market, "floors": without(market["floors"])} for market in document["markets"]
        ]
    if document.get("crosswalks"):
        changed["crosswalks"] = [
            {**each, "principles": without(each.get("principles", {}))}
            for each in document["crosswalks"]
        ]
    return changed


def _roadmap_follows(document: Document, position: Any) -> dict[str, Any]:
    market = document["markets"][position]
    tier = market["roadmap_tier"].get("tier")
    if tier is not None and tier not in (
        row["tier"] for row in document["roadmap"].get("tiers", ())
    ):
        return dict(document)  # the check of the whole edition says that there is no such tier
    changed = _with_tiers(document, {market["code"]: tier})
    return _markets_follow(changed, only=market["code"])


def _listed_once(document: Document, tier: Mapping[str, Any]) -> dict[str, Any]:
    """The markets of a tier leave every other one."""
    return _with_tiers(document, dict.fromkeys(tier["markets"], tier["tier"]))


def _with_tiers(document: Document, tier_of: Mapping[str, Any]) -> dict[str, Any]:
    """The roadmap lists each of these markets in its tier and in no other."""
    tiers = []
    for tier in document["roadmap"].get("tiers", ()):
        stay = [c for c in tier["markets"] if tier_of.get(c, tier["tier"]) == tier["tier"]]
        come = [c for c, to in tier_of.items() if to == tier["tier"] and c not in stay]
        tiers.append({**tier, "markets": [*stay, *come]})
    roadmap = {**document["roadmap"], "tiers": tiers} if tiers else document["roadmap"]
    return {**document, "roadmap": roadmap}


def _markets_follow(document: Document, only: str = "") -> dict[str, Any]:
    """Each market says the tier and the label under which the roadmap lists it.

    A market that is listed twice is left alone: the check of the whole edition says so.
    """
    markets = []
    for market in document.get("markets", ()):
        listed = [
            row for row in document["roadmap"].get("tiers", ()) if market["code"] in row["markets"]
        ]
        if len(listed) < 2 and only in ("", market["code"]):
            market = {**market, "roadmap_tier": _placed(market["roadmap_tier"], listed)}
        markets.append(market)
    return {**document, "markets": markets} if markets else dict(document)


def _placed(placement: Mapping[str, Any], listed: list[Mapping[str, Any]]) -> dict[str, Any]:
    if listed:
        return {**placement, "tier": listed[0]["tier"], "label": listed[0]["label"]}
    if placement.get("tier") is None:
        return dict(placement)
    return {**placement, "tier": None, "label": UNPLACED}
