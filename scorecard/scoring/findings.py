"""What a careful reviewer would ask about the answers of each section.

Nothing here scores: a finding is a reason to look again, not a fault.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from frameworks.definition import Edition, Market, Obligation, Question, Rule
from scorecard.scoring.applicability import (
    Facts,
    asked_in_sections,
    holds,
    market_address,
    market_facts,
    question_facts,
    visible_questions,
)
from scorecard.scoring.reasons import why_it_holds
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Answer, Answers, Declaration

Kind = Literal[
    "unanswered",
    "unconfirmed",
    "dont_know",
    "not_applicable",
    "unevidenced",
    "contradiction",
    "unlocated",
]

LEAST_CLAIM = 3  # from this level on an answer without evidence is worth a question

NOT_ANSWERED = "Nobody has answered this yet."
NOT_CONFIRMED = "It was answered to other words. Read what the edition says now."
NOT_KNOWN = "It earns nothing until somebody finds out."
LEVEL_ON_TRUST = "Level {level}, {name}, is only stated. Say what shows it, or where it is kept."
GRADED_NOTHING = "Level 0 says that nothing is in place, and yet there is evidence of it."
GRADED_UNKNOWN = "Somebody answered “don't know”, and yet there is evidence."
GRADED_IN_SILENCE = "There is evidence, and the note does not say where."
APPLIES_AFTER_ALL = "It is called not applicable, and yet {why}."
MET_ON_NOTHING = (
    "It is declared met, and yet every critical control on {names} is at level 0: {ids}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at. `key`: the question or the obligation it is about."""

    kind: Kind
    key: str
    sentence: str  # for not applicable, the reason that was given


def findings(
    edition: Edition, answers: Answers, unconfirmed: Collection[str] = ()
) -> Mapping[str, tuple[Finding, ...]]:
    """What to look at, by the address of the section, in the questionnaire's order.

    Every section that belongs to the scope is there, also one with nothing to look at. Answers
    to what is not asked now are left alone. `unconfirmed`: what was answered to other words.
    """
    markets = {market_address(code): edition.market_by_code[code] for code in answers.markets}
    return {
        section: (
            *_to_confirm(asked, unconfirmed),
            *(
                _of_market(edition, answers, markets[section], asked)
                if section in markets
                else _of_unit(edition, answers, asked)
            ),
        )
        for section, asked in asked_in_sections(edition, answers).items()
    }


def _to_confirm(asked: tuple[str, ...], unconfirmed: Collection[str]) -> Iterator[Finding]:
    for key in asked:
        if key in unconfirmed:
            yield Finding(kind="unconfirmed", key=key, sentence=NOT_CONFIRMED)


def _of_unit(edition: Edition, answers: Answers, asked: tuple[str, ...]) -> Iterator[Finding]:
    facts = question_facts(answers)
    for key in asked:
        question = edition.question_by_id[key]
        yield from _of_question(edition, question, facts, answers.responses.get(key))


def _of_market(
    edition: Edition, answers: Answers, market: Market, asked: tuple[str, ...]
) -> Iterator[Finding]:
    absent = _absent_principles(edition, answers)
    case = _Case(edition, market, market_facts(market, answers), absent)
    for key in asked:
        obligation = edition.obligation_by_id[key]
        yield from _of_obligation(case, obligation, answers.obligations.get(key))


@dataclass(frozen=True, slots=True)
class _Case:
    """What a declaration is held against."""

    edition: Edition
    market: Market
    facts: Facts
    absent: Mapping[str, tuple[str, ...]]


def _of_question(
    edition: Edition, question: Question, facts: Facts, answer: Answer | None
) -> Iterator[Finding]:
    key = question.id
    if answer is None:
        yield Finding(kind="unanswered", key=key, sentence=NOT_ANSWERED)
        return
    if answer.value is DONT_KNOW:
        yield Finding(kind="dont_know", key=key, sentence=NOT_KNOWN)
    if answer.value is NOT_APPLICABLE:
        yield Finding(kind="not_applicable", key=key, sentence=answer.reason)
        why = _why_it_applies(edition, question.applies_when, facts)
        if why:
            yield _contradiction(key, APPLIES_AFTER_ALL.format(why=why))
    level = answer.level
    if level is not None and level >= LEAST_CLAIM and answer.evidence == 0:
        sentence = LEVEL_ON_TRUST.format(level=level, name=edition.levels[level].name)
        yield Finding(kind="unevidenced", key=key, sentence=sentence)
    if answer.evidence:
        yield from _of_evidence(key, answer)


def _of_evidence(key: str, answer: Answer) -> Iterator[Finding]:
    """What does not fit an answer that claims evidence. One thing is enough to look again."""
    if answer.value is DONT_KNOW:
        yield _contradiction(key, GRADED_UNKNOWN)
    elif answer.level == 0:
        yield _contradiction(key, GRADED_NOTHING)
    elif not answer.note.strip():
        yield Finding(kind="unlocated", key=key, sentence=GRADED_IN_SILENCE)


def _of_obligation(
    case: _Case, obligation: Obligation, declared: Declaration | None
) -> Iterator[Finding]:
    key = obligation.id
    if declared is None:
        yield Finding(kind="unanswered", key=key, sentence=NOT_ANSWERED)
    elif declared.state == "unknown":
        yield Finding(kind="dont_know", key=key, sentence=NOT_KNOWN)
    elif declared.state == "not_applicable":
        yield Finding(kind="not_applicable", key=key, sentence=declared.reason)
        why = _why_it_applies(case.edition, obligation.applies_if, case.facts, case.market)
        if why:
            yield _contradiction(key, APPLIES_AFTER_ALL.format(why=why))
    elif declared.state == "met" and (sentence := _met_on_nothing(case, obligation)):
        yield _contradiction(key, sentence)


def _met_on_nothing(case: _Case, obligation: Obligation) -> str:
    """An obligation touches several principles, so one weak control says nothing about it.

    That nothing critical is in place on any of them does.
    """
    principles = obligation.principles
    if not principles or any(key not in case.absent for key in principles):
        return ""
    names = [case.edition.principle_by_key[key].short_name for key in principles]
    ids = [id for key in principles for id in case.absent[key]]
    return MET_ON_NOTHING.format(names=_listed(names), ids=", ".join(ids))


def _absent_principles(edition: Edition, answers: Answers) -> Mapping[str, tuple[str, ...]]:
    """The principles on which every critical control asked is at level 0, and these controls."""
    visible = visible_questions(edition, answers)
    absent = {}
    for principle in edition.principles:
        critical = tuple(q.id for q in visible[principle.key] if q.critical)
        given = [answers.responses.get(id) for id in critical]
        if critical and all(answer is not None and answer.level == 0 for answer in given):
            absent[principle.key] = critical
    return absent


def _why_it_applies(
    edition: Edition, rule: Rule, facts: Facts, market: Market | None = None
) -> str:
    return why_it_holds(edition, rule, facts, market) if holds(rule, facts) else ""


def _contradiction(key: str, sentence: str) -> Finding:
    return Finding(kind="contradiction", key=key, sentence=sentence)


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
