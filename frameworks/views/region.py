"""What the region has agreed: the Guide itself, Roadmap, DEFA, other instruments, Singapore."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import (
    Crosswalk,
    Edition,
    Market,
    Principle,
    Question,
    RegionalInstrument,
    RoadmapTier,
    Stage,
    Statement,
)
from frameworks.tally import GUIDE
from frameworks.templatetags.region import PAGES
from frameworks.timeline import Event, build_timeline
from frameworks.timeline.events import PLANS, TREATIES, VOLUNTARY, lane_of
from frameworks.views.editions import reads_edition
from frameworks.views.market_page import rules_of

# The frameworks of Singapore and of the world that the principles are set beside.
COMPARED = ("sg_model_framework_2nd_ed", "ai_verify", "eu_ai_act", "nist_ai_rmf")

_ABBREVIATION = re.compile(r"\(([A-Z]{2,})s?\)")
_PART = re.compile(r"^([A-E]\.\d?|Annex)\b")


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """One member, as two groupings see it."""

    market: Market
    tier: RoadmapTier | None
    stage: Stage | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An instrument, whom it is for, and the questions that name it."""

    instrument: RegionalInstrument
    audience: Statement | None
    facts: tuple[Statement, ...]  # the others
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    members: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """One principle, and its items in each framework compared."""

    principle: Principle
    items: tuple[tuple[Crosswalk, tuple[str, ...]], ...]


@reads_edition
def guide(request: HttpRequest, edition: Edition) -> HttpResponse:
    found = next((each for each in edition.regional.instruments if each.key == GUIDE), None)
    if found is None:
        raise Http404("This edition says nothing of the Guide as a whole.")
    context = {"edition": edition, "guide": found, "chapters": tuple(_chapters(found))}
    return render(request, "frameworks/guide.html", context)


@reads_edition
def roadmap(request: HttpRequest, edition: Edition) -> HttpResponse:
    facts = edition.roadmap.facts
    context = {
        "edition": edition,
        "placements": _placements(edition),
        "known": [fact for fact in facts if fact.verification != "unverified"],
        "unknown": [fact for fact in facts if fact.verification == "unverified"],
    }
    return render(request, "frameworks/roadmap.html", context)


@reads_edition
def defa(request: HttpRequest, edition: Edition) -> HttpResponse:
    facts = edition.defa.facts
    context = {
        "edition": edition,
        "status": next((fact for fact in facts if fact.key == "status"), None),
        "known": [fact for fact in facts if fact.key != "status"],
        "steps": _steps(edition),
    }
    return render(request, "frameworks/defa.html", context)


@reads_edition
def region(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "groups": tuple(_groups(edition)),
        "markets": [(each, rules_of(each)) for each in edition.markets if not each.is_draft],
    }
    return render(request, "frameworks/region.html", context)


@reads_edition
def singapore(request: HttpRequest, edition: Edition) -> HttpResponse:
    frameworks = edition.regional.singapore_frameworks
    by_target = {each.target: each for each in edition.crosswalks}
    compared = tuple(by_target[target] for target in COMPARED if target in by_target)
    matched = tuple(
        Matched(
            principle, tuple((each, each.principles.get(principle.key, ())) for each in compared)
        )
        for principle in edition.principles
    )
    context = {
        "edition": edition,
        "compared": compared,
        "matched": matched if compared else (),
        "market": edition.market_by_code.get("SG"),
        "worldwide": [each for each in frameworks if each.eu_ai_act or each.nist_ai_rmf],
        "others": [each for each in frameworks if not (each.eu_ai_act or each.nist_ai_rmf)],
    }
    return render(request, "frameworks/singapore.html", context)


def _chapters(guide: RegionalInstrument) -> Iterator[Chapter]:
    """About the Guide, then part by part as its titles name them, then who shows how."""
    cases = tuple(fact for fact in guide.facts if fact.title.startswith("Use case"))
    parts = tuple(fact for fact in guide.facts if _PART.match(fact.title))
    about = tuple(fact for fact in guide.facts if fact not in cases and fact not in parts)
    for title, statements in (("About it", about), ("Part by part", parts), ("Use cases", cases)):
        if statements:
            yield Chapter(title, statements)


def _placements(edition: Edition) -> tuple[Placement, ...]:
    """Every member, those of the first tier first, those in no tier last."""
    tiers = {code: tier for tier in edition.roadmap.tiers for code in tier.markets}
    stages = {code: stage for stage in edition.roadmap.oecd_stages for code in stage.markets}
    found = (
        Placement(market, tiers.get(market.code), stages.get(market.code))
        for market in edition.markets
    )
    return tuple(sorted(found, key=lambda each: each.tier.tier if each.tier else 99))


def _steps(edition: Edition) -> tuple[Event, ...]:
    rows = build_timeline(edition).rows
    return tuple(event for row in rows if row.kind == "defa" for event in row.events)


def _groups(edition: Edition) -> Iterator[Group]:
    """Instruments by what they bind, without those that have a page of their own."""
    others = [each for each in edition.regional.instruments if each.key not in PAGES]
    for title in (TREATIES, VOLUNTARY, PLANS):
        members = tuple(_listed(each, edition) for each in others if lane_of(each) == title)
        if members:
            yield Group(title, members)


def _listed(instrument: RegionalInstrument, edition: Edition) -> Listed:
    audience = next((fact for fact in instrument.facts if fact.key == "for-whom"), None)
    others = tuple(fact for fact in instrument.facts if fact is not audience)
    return Listed(instrument, audience, others, _questions_naming(instrument, edition))


def _questions_naming(instrument: RegionalInstrument, edition: Edition) -> tuple[Question, ...]:
    """Those whose text or origin carries an abbreviation of its name: DMF, MCC, CBPR."""
    names = _ABBREVIATION.findall(instrument.name)
    if not names:
        return ()
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})s?\b")
    return tuple(
        question
        for question in edition.questions
        if named.search(" ".join((question.text, *question.origin.sections)))
    )
