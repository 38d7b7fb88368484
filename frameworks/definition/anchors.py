"""Where something stands on its page: anchors that pages and search agree on.

Made from the English of the edition and its ids, so they are the same in every language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frameworks.definition.markets import Authority, Market, SectorRule, Uplift
    from frameworks.definition.reference import (
        Defa,
        DefaElement,
        RoadmapTier,
        SummaryClaim,
        TimelineStep,
    )

LONGEST = 60  # characters of a name

LAW = "h-law"
LOCALISATION = "rule-localisation"
LABELS = "rule-genai"


def item_anchor(id: str) -> str:
    """Of an item of Annex A or of another framework."""
    return f"item-{re.sub(r'[^A-Za-z0-9.]+', '-', id)}"


def element_anchor(defa: Defa, element: DefaElement) -> str:
    places = _numbered("element", (each.name for each in defa.elements))
    return places[_position(defa.elements, element)]


def step_anchor(defa: Defa, step: TimelineStep) -> str:
    places = _numbered("step", (each.step for each in defa.timeline))
    return places[_position(defa.timeline, step)]


def tier_anchor(tier: RoadmapTier) -> str:
    return f"tier-{tier.tier}"


def claim_anchor(claim: SummaryClaim) -> str:
    return f"claim-{claim.key}"


def level_anchor(number: int) -> str:
    return f"level-{number}"


def floor_anchor(principle: str) -> str:
    return f"floor-{principle}"


def uplift_anchor(market: Market, uplift: Uplift) -> str:
    places = _numbered("uplift", (f"{each.principle} {each.fact}" for each in market.uplifts))
    return places[_position(market.uplifts, uplift)]


def rule_anchor(market: Market, rule: SectorRule) -> str:
    places = _numbered("sector", (each.instrument for each in market.sector_rules))
    return places[_position(market.sector_rules, rule)]


def authority_anchor(market: Market, authority: Authority) -> str:
    places = _numbered("authority", (each.name for each in market.authorities))
    return places[_position(market.authorities, authority)]


def _position(records: Iterable[object], wanted: object) -> int:
    """By identity: two records of a market may say the same."""
    return next(number for number, each in enumerate(records) if each is wanted)


def _numbered(kind: str, names: Iterable[str]) -> list[str]:
    """One of a name that was there before gets a number."""
    seen: Counter[str] = Counter()
    places = []
    for name in names:
        place = f"{kind}-{_slug(name)}"
        seen[place] += 1
        places.append(place if seen[place] == 1 else f"{place}--{seen[place]}")
    return places


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower())[:LONGEST].strip("-")
