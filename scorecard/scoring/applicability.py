"""What applies to an organisation: which questions it is asked, which obligations it has.

A rule over facts is true, false or unknown (None). Unknown keeps a question
visible and makes an obligation one that may apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frameworks.definition import (
    CROSS_BORDER,
    FOREIGN_ENTITY,
    MULTI_MARKET,
    Edition,
    Market,
    Obligation,
    Question,
    Rule,
)
from scorecard.scoring.constants import GENAI, USES_GENERATIVE_AI
from scorecard.scoring.types import Answers

Facts = Mapping[str, bool | None]
Asked = Mapping[str, tuple[str, ...]]  # by the address of a section, the ids it asks for


@dataclass(frozen=True, slots=True)
class ApplicableObligation:
    """One that applies, or may apply because its rule hangs on an unknown fact."""

    obligation: Obligation
    may_apply: bool


def holds(rule: Rule, facts: Facts) -> bool | None:
    """True, false, or None when only an unknown fact could decide it."""
    if not (rule.all_of or rule.any_of):  # most rules: whole editions are asked a thousand times
        return True
    verdicts = [facts.get(fact) for fact in rule.all_of]
    if rule.any_of:
        verdicts.append(_any(facts.get(fact) for fact in rule.any_of))
    if False in verdicts:
        return False
    return None if None in verdicts else True


def question_facts(answers: Answers) -> Facts:
    """The facts a question's rule sees: those given, and whether there are several markets."""
    return {**answers.facts, MULTI_MARKET: len(answers.markets) > 1}


def market_facts(market: Market, answers: Answers) -> Facts:
    """The facts of one market: an organisation is foreign where it has no seat."""
    foreign = market.code not in answers.seats if answers.seats else None
    return {**question_facts(answers), FOREIGN_ENTITY: foreign}


def is_visible(question: Question, facts: Facts) -> bool:
    """Asked, unless its rule is known to be false."""
    return holds(question.applies_when, facts) is not False


def visible_questions(edition: Edition, answers: Answers) -> Mapping[str, tuple[Question, ...]]:
    """The questions asked, by unit: every principle, then `genai` and `cross_border`.

    A principle with no visible question stays, empty: it is out of scope. The
    GenAI unit is left out when no generative AI is used, the cross-border unit
    unless more than one market is in scope.
    """
    units: dict[str, tuple[Question, ...]] = {p.key: p.questions for p in edition.principles}
    if answers.facts.get(USES_GENERATIVE_AI) is not False:
        units[GENAI] = edition.genai.questions
    if len(answers.markets) > 1:
        units[CROSS_BORDER] = edition.cross_border.questions
    facts = question_facts(answers)
    return {
        unit: tuple(question for question in questions if is_visible(question, facts))
        for unit, questions in units.items()
    }


def applicable_obligations(market: Market, answers: Answers) -> tuple[ApplicableObligation, ...]:
    """Every obligation that applies or may apply, emerging ones too, in the market's order."""
    facts = market_facts(market, answers)
    verdicts = (
        (obligation, holds(obligation.applies_if, facts)) for obligation in market.obligations
    )
    return tuple(
        ApplicableObligation(obligation, may_apply=verdict is None)
        for obligation, verdict in verdicts
        if verdict is not False
    )


def facts_hung_on(market: Market, answers: Answers) -> Mapping[str, tuple[str, ...]]:
    """Of each obligation that may apply, the unknown facts that would settle it. No emerging one."""
    facts = market_facts(market, answers)
    return {
        each.obligation.id: _unsettled(each.obligation.applies_if, facts)
        for each in applicable_obligations(market, answers)
        if each.may_apply and each.obligation.force != "emerging"
    }


def is_declared(obligation: Obligation) -> bool:
    """Answered by the organisation: neither emerging nor derived from questions."""
    return obligation.force != "emerging" and not obligation.is_derived


def market_address(code: str) -> str:
    """Of the section with a market's obligations: `markets/SG`."""
    return f"markets/{code}"


def asked_in_sections(edition: Edition, answers: Answers) -> Asked:
    """The ids each section asks for, in the questionnaire's order, by the section's address.

    A unit's address is its key. A section that asks nothing stays, empty.
    """
    asked = {
        unit: tuple(question.id for question in questions)
        for unit, questions in visible_questions(edition, answers).items()
    }
    for code in answers.markets:
        applicable = applicable_obligations(edition.market_by_code[code], answers)
        asked[market_address(code)] = tuple(
            each.obligation.id for each in applicable if is_declared(each.obligation)
        )
    return asked


def _unsettled(rule: Rule, facts: Facts) -> tuple[str, ...]:
    """Once one of `any_of` is true, the others settle nothing."""
    any_of = () if _any(facts.get(fact) for fact in rule.any_of) else rule.any_of
    wanted = dict.fromkeys((*rule.all_of, *any_of))
    return tuple(fact for fact in wanted if facts.get(fact) is None)


def _any(values: Iterable[bool | None]) -> bool | None:
    known = tuple(values)
    if True in known:
        return True
    return None if None in known else False
