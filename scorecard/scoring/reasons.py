"""Why a rule over facts holds or does not, in plain words: the facts it turns on, as answered."""

from __future__ import annotations

from collections.abc import Iterator

from frameworks.definition import FOREIGN_ENTITY, MULTI_MARKET, Edition, Market, Rule
from scorecard.scoring.applicability import Facts

SEVERAL_MARKETS = "more than one market is in scope"
TOO_FEW_MARKETS = "fewer than two markets are in scope"
SEATS = "Where are you established?"


def why_it_holds(edition: Edition, rule: Rule, facts: Facts, market: Market | None = None) -> str:
    """The facts that make a rule true, joined by "and"; nothing for a rule without facts."""
    true = [*rule.all_of, *(fact for fact in rule.any_of if facts.get(fact))]
    return " and ".join(_said(edition, fact, market, is_true=True) for fact in true)


def why_it_fails(edition: Edition, rule: Rule, facts: Facts, market: Market | None = None) -> str:
    """The facts that make a rule false, joined by "and"; nothing if none is known to."""
    return " and ".join(
        _said(edition, fact, market, is_true=False) for fact in _failing(rule, facts)
    )


def question_of(edition: Edition, fact: str) -> str:
    """What the scope asks for a fact; whether an organisation is foreign follows from its seats."""
    if fact == FOREIGN_ENTITY:
        return SEATS
    return next(each.question for each in edition.facts if each.key == fact)


def _failing(rule: Rule, facts: Facts) -> Iterator[str]:
    yield from (fact for fact in rule.all_of if facts.get(fact) is False)
    if all(facts.get(fact) is False for fact in rule.any_of):
        yield from rule.any_of


def _said(edition: Edition, fact: str, market: Market | None, *, is_true: bool) -> str:
    if fact == MULTI_MARKET:
        return SEVERAL_MARKETS if is_true else TOO_FEW_MARKETS
    if fact == FOREIGN_ENTITY and market is not None:
        return f"you have {'no' if is_true else 'a'} seat in {market.name}"
    question = question_of(edition, fact)
    return f"you answered {'yes' if is_true else 'no'} to “{question}”"
