"""What helps to answer a card: where it comes from, what matches it, the hard words on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from frameworks.definition import Edition, GlossaryTerm, Level, Market, Obligation, Question
from frameworks.definition.anchors import item_anchor
from frameworks.templatetags.library import Rung, rungs_of

# Where the library tells of a text that is not a principle's own section of the Guide.
_PAGES = (
    ("Expanded Guide", "genai", ""),
    ("DEFA", "defa", ""),
    ("Responsible AI Roadmap", "roadmap", ""),
    ("ASEAN MCC", "region", "#mcc"),
    ("ASEAN DMF", "region", "#dmf"),
    ("Joint Guide", "region", "#joint-guide-eu"),
    ("Global CBPR", "region", "#cbpr"),
)
_OF_THE_GUIDE = re.compile(r"[A-F](\.[0-9]| \(|$)")


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the library, and what it says there in a few words."""

    name: str
    href: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """What another framework has on the same subject."""

    title: str
    href: str
    items: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGuidance:
    sections: tuple[Link, ...]
    annex_a: tuple[Link, ...]
    matches: tuple[Matching, ...]
    levels: tuple[Level, ...]
    examples: tuple[Rung, ...]  # of the levels, for this question; none where it has none
    words: tuple[GlossaryTerm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationGuidance:
    market: Market
    href: str  # of the obligation, on the page of its market
    words: tuple[GlossaryTerm, ...]


def question_guidance(edition: Edition, question: Question) -> QuestionGuidance:
    asked = {item.id: item.asks for item in edition.annex_a}
    annex_a = reverse("frameworks:annex-a")
    return QuestionGuidance(
        sections=tuple(_section(edition, each) for each in question.origin.sections),
        annex_a=tuple(
            Link(id, f"{annex_a}#{item_anchor(id)}", asked[id]) for id in question.origin.annex_a
        ),
        matches=tuple(_matches(edition, question)),
        levels=edition.levels,
        examples=rungs_of(edition, question) if question.examples else (),
        words=edition.words_of_question[question.id],
    )


def obligation_guidance(edition: Edition, obligation: Obligation) -> ObligationGuidance:
    market = next(each for each in edition.markets if obligation in each.obligations)
    page = reverse("frameworks:market", args=[market.slug])
    return ObligationGuidance(
        market=market,
        href=f"{page}#{obligation.id}",
        words=edition.words_of_obligation[obligation.id],
    )


def _section(edition: Edition, name: str) -> Link:
    for principle in edition.principles:
        if principle.guide_section == name:
            href = reverse("frameworks:principle", args=[principle.key])
            return Link(f"ASEAN Guide {name}", href, principle.name)
    for start, page, anchor in _PAGES:
        if name.startswith(start):
            return Link(name, reverse(f"frameworks:{page}") + anchor)
    if _OF_THE_GUIDE.match(name):
        return Link(f"ASEAN Guide {name}", reverse("frameworks:guide"))
    return Link(name, reverse("frameworks:library"))


def _matches(edition: Edition, question: Question) -> Iterator[Matching]:
    for crosswalk in edition.crosswalks:
        if ids := question.crosswalk.get(crosswalk.target):
            href = reverse("frameworks:crosswalk", args=[crosswalk.target])
            items = tuple(Link(id, f"{href}#{item_anchor(id)}") for id in ids)
            yield Matching(crosswalk.title, href, items)
