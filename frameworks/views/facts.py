"""What is asked first, and what the answers mean: the profile facts and the five levels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Edition, Fact, Market, Question
from frameworks.views.editions import reads_edition


@dataclass(frozen=True, slots=True)
class Effect:
    """A fact of the profile, and what a yes brings in."""

    fact: Fact
    questions: tuple[Question, ...]
    markets: tuple[
        tuple[Market, int], ...
    ]  # with the obligations and raised floors it brings there


@dataclass(frozen=True, slots=True)
class FactGroup:
    name: str
    effects: tuple[Effect, ...]


@reads_edition
def facts(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {"edition": edition, "groups": tuple(_groups(edition))}
    return render(request, "frameworks/facts.html", context)


def _groups(edition: Edition) -> Iterator[FactGroup]:
    for name, members in groupby(edition.facts, key=lambda fact: fact.group):
        yield FactGroup(name, tuple(_effect(fact, edition) for fact in members))


def _effect(fact: Fact, edition: Edition) -> Effect:
    asked = (each for each in edition.questions if fact.key in each.applies_when.facts)
    counted = ((market, _brought(fact, market)) for market in edition.markets)
    return Effect(fact, tuple(asked), tuple((market, n) for market, n in counted if n))


def _brought(fact: Fact, market: Market) -> int:
    obligations = sum(fact.key in each.applies_if.facts for each in market.obligations)
    return obligations + sum(each.fact == fact.key for each in market.uplifts)
