"""Where two scopes say different things, in words: what is saved, and what somebody sent."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from frameworks.definition import Edition
from scorecard.forms.scope import ANSWERS
from scorecard.scope_words import ABROAD, CHOICES, SCOPE, TITLE
from scorecard.scoring.types import ELSEWHERE
from scorecard.services import Scope

NOTHING = "Nothing"
WORDS = {ANSWERS[value]: word for value, word in CHOICES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    name: str
    saved: str
    sent: str


def compare_scopes(edition: Edition, saved: Scope, sent: Scope) -> tuple[Difference, ...]:
    """None when `sent` repeats what is saved."""
    pairs = zip(_words(edition, saved), _words(edition, sent), strict=True)
    return tuple(
        Difference(name=name, saved=before, sent=after)
        for (name, before), (_, after) in pairs
        if before != after
    )


def _words(edition: Edition, scope: Scope) -> Iterator[tuple[str, str]]:
    yield TITLE, scope.title
    yield SCOPE, scope.scope or NOTHING
    for market in edition.markets:
        yield f"{market.name}, as a market", _chosen(market.code, scope.markets)
    seats = [(market.code, market.name) for market in edition.markets]
    for code, name in (*seats, (ELSEWHERE, ABROAD)):
        yield f"{name}, as a seat", _chosen(code, scope.seats)
    for fact in edition.facts:
        yield fact.question, WORDS[scope.facts.get(fact.key)]


def _chosen(code: str, codes: Collection[str]) -> str:
    return "Chosen" if code in codes else "Not chosen"
