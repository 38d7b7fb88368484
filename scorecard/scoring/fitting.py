"""What an edition can take of what was answered to another one, and what it asks otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from frameworks.definition import Edition, Obligation, Question
from scorecard.scoring.applicability import is_declared
from scorecard.scoring.types import NOT_APPLICABLE, Answer, Answers, Declaration


def fitting(edition: Edition, answers: Answers) -> Answers:
    """The same answers without what this edition does not ask, or could not have been told."""
    facts = {fact.key for fact in edition.facts}
    return replace(
        answers,
        facts={key: value for key, value in answers.facts.items() if key in facts},
        markets=fitting_markets(edition, answers.markets),
        responses=fitting_responses(edition, answers.responses),
        obligations=fitting_declarations(edition, answers.obligations),
    )


def fitting_markets(edition: Edition, markets: tuple[str, ...]) -> tuple[str, ...]:
    """A draft of a market is never scored."""
    known = {market.code for market in edition.markets if not market.is_draft}
    return tuple(code for code in markets if code in known)


def fitting_responses(edition: Edition, given: Mapping[str, Answer]) -> dict[str, Answer]:
    """A question may have become critical: then it always applies, and the old answer is none."""
    known, critical = edition.question_by_id, edition.critical_ids
    return {
        key: answer
        for key, answer in given.items()
        if key in known and not (key in critical and answer.value is NOT_APPLICABLE)
    }


def fitting_declarations(
    edition: Edition, given: Mapping[str, Declaration]
) -> dict[str, Declaration]:
    """An obligation may have become one that follows from answers: nobody declares it then."""
    known = edition.obligation_by_id
    return {
        key: declaration
        for key, declaration in given.items()
        if key in known and not known[key].is_derived
    }


def reworded(before: Edition, after: Edition) -> frozenset[str]:
    """Questions and obligations whose answer may mean something else now.

    The words that are answered decide, and what each level looks like. A weight, a reason or
    a source may change without anybody having to answer again.
    """
    return frozenset(_reworded(before, after))


def _reworded(before: Edition, after: Edition) -> Iterator[str]:
    for key, question in before.question_by_id.items():
        newer = after.question_by_id.get(key)
        if newer and asked_in_words(question) != asked_in_words(newer):
            yield key
    for key, obligation in before.obligation_by_id.items():
        other = after.obligation_by_id.get(key)
        if other and is_declared(other) and asked_in_words(obligation) != asked_in_words(other):
            yield key


def asked_in_words(asked: Question | Obligation) -> tuple[str, ...]:
    """Spaces and line breaks say nothing."""
    texts = (
        (asked.text, *asked.anchors)
        if isinstance(asked, Question)
        else (asked.title, asked.statement)
    )
    return tuple(" ".join(text.split()) for text in texts)
