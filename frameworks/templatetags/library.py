"""How templates read an edition: look things up in it, and say codes and dates in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.html import format_html, format_html_join

from frameworks.bilingual import sentence
from frameworks.definition import (
    FOREIGN_ENTITY,
    MULTI_MARKET,
    Edition,
    GenaiDimension,
    GenaiRisk,
    Market,
    Principle,
    Question,
    Rule,
    Source,
    Sourced,
    SummaryClaim,
    anchors,
)
from frameworks.freshness import Freshness, freshness_of
from frameworks.origins import Section, risks_of, section_of

register = template.Library()

_DATE = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?(?![\d-])")

VERIFICATION = {
    "confirmed": "Confirmed by its sources",
    "partly": "Partly confirmed",
    "unverified": "Not confirmed",
    "common_summary": "From the common summary",
}
FORCE = {
    "binding": "Binding",
    "voluntary": "Voluntary",
    "emerging": "Emerging",
    "supervisory_expectation": "Expected by a supervisor",
    "draft": "Draft",
}
KINDS_OF_SOURCE = {
    "primary": "official text or publisher",
    "law_firm": "law firm",
    "academic": "research",
    "tracker": "register or tracker",
    "news": "news",
    "other": "of another kind",
    "common_summary": "common summary",
}
DERIVED = {
    MULTI_MARKET: "More than one market in scope",
    FOREIGN_ENTITY: "No seat in this market",
}


@dataclass(frozen=True, slots=True)
class Match:
    """The items of another framework that something here corresponds to."""

    target: str
    title: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One of the five answers to a question."""

    level: int
    name: str
    text: str
    example: str  # empty where the edition gives none


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    return mapping.get(key)


@register.filter
def words(code: str) -> str:
    """Say a code of the content as words: `in_force` is "In force"."""
    text = VERIFICATION.get(code) or FORCE.get(code) or code.replace("_", " ")
    return text[:1].upper() + text[1:]


@register.filter
def date_words(text: str) -> str:
    """Say each "2026-05" or "2026-05-30" of a text in words; the rest stays as it is."""
    return _DATE.sub(_in_words, text)


@register.filter
def marked(pieces: Iterable[tuple[str, bool]]) -> str:
    """A text in pieces, with a mark around each that was looked for."""
    said = (format_html("<mark>{}</mark>", text) if is_hit else text for text, is_hit in pieces)
    return format_html_join("", "{}", ((each,) for each in said))


def _in_words(date: re.Match[str]) -> str:
    year, month, day = date.groups()
    words = [str(MONTHS[int(month)]), year]
    return " ".join([str(int(day)), *words] if day else words)


@register.filter
def dated(fact: Sourced) -> str:
    """The date of a fact, named by what it is a date of."""
    if fact.as_of_precision == "checked":
        return f"Last read: {date_words(fact.as_of)}"
    return f"As of: {as_of(fact)}"


@register.filter
def as_of(fact: Sourced) -> str:
    """The date of a fact, no more exact than its source."""
    if fact.as_of_precision == "checked":
        return f"last read {date_words(fact.as_of)}"
    kept = {"year": 1, "month": 2, "day": 3}[fact.as_of_precision]
    return date_words("-".join(fact.as_of.split("-")[:kept]))


@register.filter
def freshness(fact: Sourced) -> Freshness:
    """How old a fact is on the day on which it is shown."""
    return freshness_of(fact, timezone.localdate())


@register.filter
def sources_of(edition: Edition, fact: Sourced) -> tuple[Source, ...]:
    return tuple(edition.source_by_id[id] for id in fact.source)


@register.filter
def said_by(edition: Edition, fact: Sourced) -> str:
    """Whose words the first source is, and how many others say it too."""
    first, *others = sources_of(edition, fact) or (None,)
    name = (first.publisher or first.title) if first else "Source"
    return sentence("{} and {} more", name, str(len(others))) if others else name


@register.filter
def kind_of_source(source: Source) -> str:
    return KINDS_OF_SOURCE[source.quality]


@register.filter
def principles_of(edition: Edition, keys: Iterable[str]) -> tuple[Principle, ...]:
    """The principles of these keys, in official order."""
    wanted = set(keys)
    return tuple(principle for principle in edition.principles if principle.key in wanted)


@register.filter
def matches_of(edition: Edition, crosswalk: Mapping[str, tuple[str, ...]]) -> tuple[Match, ...]:
    titles = {each.target: each.title for each in edition.crosswalks}
    return tuple(
        Match(target, titles.get(target, words(target)), ids) for target, ids in crosswalk.items()
    )


for _anchor in (
    anchors.authority_anchor,
    anchors.claim_anchor,
    anchors.element_anchor,
    anchors.floor_anchor,
    anchors.item_anchor,
    anchors.level_anchor,
    anchors.rule_anchor,
    anchors.step_anchor,
    anchors.tier_anchor,
    anchors.uplift_anchor,
):
    register.filter(_anchor)


@register.filter
def level_name(edition: Edition, number: int) -> str:
    return edition.levels[number].name


@register.filter
def rungs_of(edition: Edition, question: Question) -> tuple[Rung, ...]:
    examples = question.examples or ("",) * len(question.anchors)
    told = zip(edition.levels, question.anchors, examples, strict=True)
    return tuple(
        Rung(number, level.name, anchor, example)
        for number, (level, anchor, example) in enumerate(told)
    )


@register.filter
def conditions_of(edition: Edition, facts: Iterable[str]) -> tuple[str, ...]:
    """What must be true, each fact as the question that asks for it: Yes to "Do you …?"."""
    asked = {fact.key: sentence("Yes to “{}”", fact.question) for fact in edition.facts} | DERIVED
    return tuple(asked[fact] for fact in facts)


@register.filter
def condition_of(edition: Edition, fact: str) -> str:
    return conditions_of(edition, (fact,))[0]


@register.filter
def question_href(question: Question) -> str:
    """Where the library shows a question."""
    if question.track == "genai":
        page = reverse("frameworks:genai")
    elif question.track == "cross_border":
        page = reverse("frameworks:cross-border")
    else:
        page = reverse("frameworks:principle", args=[question.principle])
    return f"{page}#{question.id}"


@register.filter
def has_conditions(rule: Rule) -> bool:
    return bool(rule.facts)


@register.filter
def origins_of(edition: Edition, question: Question) -> tuple[Section, ...]:
    return sections_of(edition, question.origin.sections)


@register.filter
def sections_of(edition: Edition, cited: Iterable[str]) -> tuple[Section, ...]:
    """The parts of texts of these names, each with its page."""
    return tuple(section_of(edition, each) for each in cited)


@register.filter
def genai_risks_of(edition: Edition, question: Question) -> tuple[GenaiRisk, ...]:
    return risks_of(edition, question)


@register.filter
def dimension_of(edition: Edition, question: Question) -> GenaiDimension | None:
    dimensions = edition.genai.dimensions
    return next((each for each in dimensions if each.key == question.genai_dimension), None)


@register.filter
def claims_about(edition: Edition, topic: str) -> tuple[SummaryClaim, ...]:
    """What the common summary says under one topic."""
    return tuple(claim for claim in edition.summary if claim.topic == topic)


@register.filter
def claims_naming(edition: Edition, market: Market) -> tuple[SummaryClaim, ...]:
    """What the common summary says of how ready a market is; it uses the short names of states."""
    name = market.slug.replace("-", " ").title()
    return tuple(claim for claim in claims_about(edition, "Member readiness") if name in claim.text)
