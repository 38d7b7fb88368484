"""Answers that are kept although what they answer is not asked now, and why it is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from frameworks.definition import (
    ALWAYS,
    CROSS_BORDER,
    MULTI_MARKET,
    Edition,
    Market,
    Question,
    Rule,
)
from scorecard.models import ObligationResponse, Response
from scorecard.questionnaire.cards import AnswerInWords
from scorecard.questionnaire.words import (
    answer_in_words,
    declared_in_words,
    in_words,
    text_of,
)
from scorecard.scoring import GENAI
from scorecard.scoring.applicability import asked_in_sections, market_facts, question_facts
from scorecard.scoring.constants import USES_GENERATIVE_AI
from scorecard.scoring.reasons import why_it_fails
from scorecard.scoring.types import Answers

# What must hold for any question of a track to be asked.
TRACK_RULES = {
    GENAI: Rule(all_of=(USES_GENERATIVE_AI,)),
    CROSS_BORDER: Rule(all_of=(MULTI_MARKET,)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenAnswer:
    key: str
    text: str
    section: str  # its name
    answer: AnswerInWords
    why: str  # it is not asked


def hidden_answers(edition: Edition, answers: Answers) -> tuple[HiddenAnswer, ...]:
    """In the order of the edition."""
    asked = {key for keys in asked_in_sections(edition, answers).values() for key in keys}
    given = answers.responses.keys() | answers.obligations.keys()
    return tuple(
        HiddenAnswer(
            key=key,
            text=text_of(edition, key),
            section=section,
            answer=in_words(edition, answers, key),
            why=f"{why[:1].upper()}{why[1:]}.",
        )
        for key, section, why in _all(edition, answers)
        if key in given and key not in asked
    )


def retired_answers(
    edition: Edition, responses: Iterable[Response], declared: Iterable[ObligationResponse]
) -> tuple[HiddenAnswer, ...]:
    """Answers to what only an earlier edition asked. The rows come with the edition they answer."""
    questions = (
        _retired(
            edition,
            row.question.edition.definition,
            row.question.key,
            answer_in_words(edition, answer),
        )
        for row in responses
        if row.question.key not in edition.question_by_id and (answer := row.answer)
    )
    obligations = (
        _retired(edition, row.worded_in.definition, row.obligation, declared_in_words(declaration))
        for row in declared
        if row.obligation not in edition.obligation_by_id
        and row.worded_in
        and (declaration := row.declaration)
    )
    return (*questions, *obligations)


def _retired(edition: Edition, asked: Edition, key: str, answer: AnswerInWords) -> HiddenAnswer:
    names = {id: name for id, name, _ in _all(asked, Answers())}
    why = f"Edition {edition.label} does not ask it any more. Edition {asked.label} did."
    text = text_of(asked, key)
    return HiddenAnswer(key=key, text=text, section=names[key], answer=answer, why=why)


def _all(edition: Edition, answers: Answers) -> Iterator[tuple[str, str, str]]:
    """Each id with the name of its section, and why it is not asked, if it is not."""
    names = {principle.key: principle.name for principle in edition.principles}
    names |= {GENAI: edition.genai.title, CROSS_BORDER: edition.cross_border.title}
    for question in edition.questions:
        unit = question.principle if question.track == "core" else question.track
        yield question.id, names[unit], _why_no_question(edition, answers, question)
    for market in edition.markets:
        for obligation in market.obligations:
            why = _why_no_obligation(edition, answers, market, obligation.applies_if)
            yield obligation.id, market.name, why


def _why_no_question(edition: Edition, answers: Answers, question: Question) -> str:
    facts = question_facts(answers)
    whole_track = TRACK_RULES.get(question.track, ALWAYS)
    return why_it_fails(edition, whole_track, facts) or why_it_fails(
        edition, question.applies_when, facts
    )


def _why_no_obligation(edition: Edition, answers: Answers, market: Market, rule: Rule) -> str:
    if market.code not in answers.markets:
        return f"{market.name} is not in scope"
    return why_it_fails(edition, rule, market_facts(market, answers), market)
