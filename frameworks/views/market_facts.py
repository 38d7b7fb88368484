"""What is said of a market in a word or two: the same in the table, on the map and side by side.

Nothing here is a judgement of ours: each word is read off one part of the profile, and carries
the part with it, so that whoever shows it can say how well it is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.text import slugify

from frameworks.definition import (
    Instrument,
    LawBlock,
    Market,
    MarketRule,
    Sourced,
)
from frameworks.freshness import MAY_BE_OUT_OF_DATE, is_profile_stale
from frameworks.templatetags.library import date_words, words

NOT_FOUND = "None found"
NOT_CONFIRMED = "Not confirmed"
NO_TIER = "No tier"
NO_CLOCK = "No clock found"

_NAMES_AI = re.compile(r"\bAI\b|artificial intelligence", re.IGNORECASE)
_LAWS = ("law", "act")
_BILLS = ("bill", "draft")
_CALENDAR_DAYS = re.compile(r"\b(\d+) calendar days\b")
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")

LAW_STATES = {
    "in_force": "In force",
    "draft": "Draft only",
    "partial": "In part",
    "constitutional_only": "Constitutional only",
}
LOCALISATION = {
    "none": NOT_FOUND,
    "none_found": NOT_FOUND,
    "unverified": NOT_CONFIRMED,
    "sectoral": "In sectors",
    "conditional_broad": "Broad, on conditions",
}
LABELLING = {
    "none": NOT_FOUND,
    "none_found": NOT_FOUND,
    "unverified": NOT_CONFIRMED,
    "proposed": "Proposed",
    "advertising_only": "Advertising only",
    "elections_only": "Elections only",
    "voluntary_except_elections": "Elections only, else voluntary",
    "binding": "Binding",
}
MODEL_CLAUSES = {
    "voluntary_endorsed_regionally": "Voluntary, endorsed for the region",
    "promoted_by_regulator": "Promoted by the regulator",
    "accepted_by_regulator": "Accepted by the regulator",
    "named_in_regulation": "Named in regulation",
    "usable_as_safeguard_unconfirmed": "Use as a safeguard not confirmed",
    "not_a_substitute_for_dossier": "No substitute for the dossier",
}
GLOBAL_CBPR = {
    "member": "Member",
    "not_a_member_as_far_as_known": "Not a member, as far as known",
}
_ORDER = (NOT_FOUND, NOT_CONFIRMED, "Proposed", "Draft only")


@dataclass(frozen=True, slots=True)
class Said:
    """A word or two on one subject, and where the profile says more.

    `key` is what a filter asks for; `rank` sorts from least to most and is None where there is
    nothing to sort. `more` stands small beside it. `fact` is None where the profile says it in
    several places.
    """

    key: str
    text: str
    rank: float | None
    anchor: str
    more: str = ""
    fact: Sourced | None = None

    @property
    def doubt(self) -> str:
        """How well it is known, where that is less than confirmed."""
        known = self.fact.verification if self.fact else "confirmed"
        is_said = self.text == NOT_CONFIRMED
        return "" if known == "confirmed" or is_said else known


def tier_of(market: Market) -> Said:
    """The roadmap tier of the state; the profile alone says whether anybody confirmed it."""
    placed = market.roadmap_tier
    if placed.tier is None:
        return Said("none", NO_TIER, None, "h-state", "", placed)
    return Said(
        str(placed.tier), f"Tier {placed.tier}", placed.tier, "h-state", placed.label, placed
    )


def demand_of(market: Market) -> Said:
    """What binds a firm: an AI law and a data law, a data law, or single duties.

    Read off two states of law and the binding obligations, so it cannot disagree with them.
    """
    binding = sum(obligation.force == "binding" for obligation in market.obligations)
    more = f"{binding} binding {'duty' if binding == 1 else 'duties'}"
    has_data_law = market.data_protection_law.status == "in_force"
    if ai_law_of(market).key == "in_force":
        key, text, rank = "ai", "AI and data law" if has_data_law else "AI law", 3
    elif has_data_law:
        key, text, rank = "data", "Data law", 2
    elif binding:
        key, text, rank = "single", "Single duties", 1
    else:
        key, text, rank = "none", NOT_FOUND, 0
    return Said(key, text, rank + binding / 100, "h-obligations", more)


def ai_law_of(market: Market) -> Said:
    """The law on AI as such, by the instruments that name AI; guidelines are no law."""
    named = [each for each in market.instruments if _NAMES_AI.search(each.name)]
    laws = [each for each in named if each.type in _LAWS and each.binding == "binding"]
    bills = [each for each in named if each.type in _BILLS and each.binding == "draft"]
    for law in laws:
        if law.status == "in_force":
            return Said("in_force", "In force", 3, law.id, _since(law.effective_date), law)
    for law in laws:
        return Said("law", words(law.status), 2, law.id, "", law)
    for bill in bills:
        return Said("draft", "Bill or draft", 1, bill.id, words(bill.status).lower(), bill)
    return Said("none", NOT_FOUND, 0, "h-instruments" if market.instruments else "h-rules")


def ai_laws_of(market: Market) -> tuple[Instrument, ...]:
    """The laws, bills and drafts on AI as such, in the order of the profile."""
    return tuple(
        each
        for each in market.instruments
        if _NAMES_AI.search(each.name) and each.type in _LAWS + _BILLS
    )


def data_law_of(market: Market) -> Said:
    law = market.data_protection_law
    text = LAW_STATES.get(law.status, words(law.status))
    rank = {"In force": 3.0, "In part": 2.0, "Draft only": 0.0}.get(text, 1.0)
    return Said(law.status, text, rank, "h-law", _since(law.in_force[:4]))


def breach_of(market: Market) -> Said:
    """Time from knowing of a breach to telling the authority; the shortest ranks highest."""
    block = market.data_protection_law.breach_notification
    hours, clock, starts = block.tags.get("authority_deadline_hours"), _clock(block), _starts(block)
    anchor = "law-breach_notification"
    if block.verification == "unverified":
        reported = ", ".join(part for part in (f"{clock} reported", starts) if part)
        return Said("not_confirmed", NOT_CONFIRMED, 0.5, anchor, reported if clock else "", block)
    if not hours:
        return Said("none", NOT_FOUND, 0, anchor, "", block)
    rank = 1 + 1 / float(str(hours))
    key = str(hours) if clock.endswith("hours") else slugify(clock)
    return Said(key, clock, rank, anchor, starts, block)


def _clock(block: LawBlock) -> str:
    """Hours, or calendar days where the rule itself counts in them: they end at another time."""
    hours = block.tags.get("authority_deadline_hours")
    if not hours:
        return ""
    counted = _CALENDAR_DAYS.search(block.rule)
    if counted and int(counted[1]) * 24 == int(str(hours)):
        return counted[0]
    return f"{hours} hours"


def _starts(block: LawBlock) -> str:
    starts = block.tags.get("clock_starts")
    return f"from {starts}" if starts else ""


def localisation_of(market: Market) -> Said:
    return _of_rule(market.data_localisation, LOCALISATION, "rule-localisation")


def labelling_of(market: Market) -> Said:
    return _of_rule(market.genai_rules, LABELLING, "rule-genai")


def clauses_of(market: Market) -> Said:
    return _of_rule(market.regional_mechanisms.asean_mcc, MODEL_CLAUSES, "rule-mcc")


def cbpr_of(market: Market) -> Said:
    return _of_rule(market.regional_mechanisms.global_cbpr, GLOBAL_CBPR, "rule-cbpr")


def newest_of(market: Market, today: date) -> Said:
    stale = is_profile_stale(market, today)
    rank = float(_first_day(market.newest_source).toordinal())
    words_ = date_words(market.newest_source)
    return Said(
        "stale" if stale else "fresh", words_, rank, "h-sources", MAY_BE_OUT_OF_DATE * stale
    )


def confidence_of(market: Market) -> Said:
    rank = ("low", "medium", "high").index(market.overall_confidence)
    return Said(market.overall_confidence, words(market.overall_confidence), rank, "h-sources")


def block_words(block: LawBlock) -> str:
    """The tags of a part of a data-protection law, in one line; doubt comes before a claim."""
    said = _tags_in_words(block)
    if block.verification != "unverified" or said == NOT_CONFIRMED or said.endswith("found"):
        return said
    return f"{NOT_CONFIRMED}: {said[:1].lower()}{said[1:]}"


def _tags_in_words(block: LawBlock) -> str:
    tags = block.tags
    if "authority_deadline_hours" in tags:
        return ", ".join(part for part in (_clock(block), _starts(block)) if part) or NO_CLOCK
    if "mechanisms" in tags:
        return _listed(tags["mechanisms"])
    if "required" in tags:
        return _REQUIRED.get(str(tags["required"]), words(str(tags["required"])))
    if "right_to_object_or_review" in tags:
        right = str(tags["right_to_object_or_review"])
        return _RIGHTS.get(right, words(right))
    return _penalty(block)


_REQUIRED = {
    "yes": "Required",
    "no": "No duty found",
    "conditional": "Required on conditions",
    "draft": "In a draft only",
    "emerging": "On the way",
    "unverified": NOT_CONFIRMED,
}
_RIGHTS = {
    "yes": "A right to object or to a review",
    "no": "No right found",
    "partial": "A right in part",
    "draft": "In a draft only",
    "unverified": NOT_CONFIRMED,
}
_MECHANISMS = {
    "asean_mcc": "ASEAN model clauses",
    "cbpr_certification": "CBPR certification",
    "ctia_dossier_filed": "a filed impact dossier",
    "consent_limited": "consent within limits",
    "draft_only": "in a draft only",
    "accountability": "accountability of the sender",
}


def _listed(codes: object) -> str:
    if not codes or not isinstance(codes, tuple):
        return NOT_FOUND
    return words(", ".join(_MECHANISMS.get(code, code.replace("_", " ")) for code in codes))


def _penalty(block: LawBlock) -> str:
    tags = dict(block.tags)
    fixed, share, crime = (
        tags.pop(key, None) for key in ("max_fixed", "max_turnover_pct", "criminal")
    )
    most = [str(fixed)] if fixed else []
    most += [f"{share} percent of turnover"] if share else []
    said = [f"Fines named: {' and '.join(most)}"] if most else []
    if crime:
        said.append(f"Criminal liability: {str(crime).replace('unverified', 'not confirmed')}")
    said += [f"{words(key)}: {value}" for key, value in tags.items() if value is not None]
    return ". ".join(said) or NOT_FOUND


def _of_rule(rule: MarketRule, names: dict[str, str], anchor: str) -> Said:
    text = names.get(rule.value, words(rule.value))
    order = [*_ORDER, *names.values()]
    rank = order.index(text) if text in order else len(order)
    return Said(slugify(text), text, rank, anchor, "", rule)


def _since(day: str) -> str:
    return f"since {date_words(day)}" if _DATE.fullmatch(day) else ""


def _first_day(text: str) -> date:
    """The first day of a year, a month or a day."""
    year, month, day = (*(int(part) for part in text.split("-")), 1, 1)[:3]
    return date(year, month, day)


class Rule(NamedTuple):
    """A subject on which a profile holds one rule, and what it is called on every page."""

    name: str
    of: Callable[[Market], Said]


RULES = {
    "localisation": Rule("Data localisation", localisation_of),
    "labelling": Rule("Labelling of generated content", labelling_of),
    "cbpr": Rule("Global CBPR", cbpr_of),
    "clauses": Rule("ASEAN model contractual clauses", clauses_of),
}
