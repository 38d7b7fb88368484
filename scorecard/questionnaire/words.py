"""What a question or an obligation says, and what was answered to it, for pages that only show."""

from __future__ import annotations

from frameworks.definition import Edition
from scorecard.models import ObligationResponse
from scorecard.models.responses import Evidence
from scorecard.questionnaire.cards import AnswerInWords
from scorecard.scoring.types import DONT_KNOW, Answer, Answers, Declaration

NOT_ANSWERED = AnswerInWords(name="Not answered")


def text_of(edition: Edition, key: str) -> str:
    """Empty for what only an earlier edition asked."""
    if question := edition.question_by_id.get(key):
        return question.text
    obligation = edition.obligation_by_id.get(key)
    return obligation.title if obligation else ""


def in_words(edition: Edition, answers: Answers, key: str) -> AnswerInWords:
    if answer := answers.responses.get(key):
        return answer_in_words(edition, answer)
    if declared := answers.obligations.get(key):
        return declared_in_words(declared)
    return NOT_ANSWERED


def answer_in_words(edition: Edition, answer: Answer) -> AnswerInWords:
    if answer.level is not None:
        name = edition.levels[answer.level].name
    else:
        name = "Don't know" if answer.value is DONT_KNOW else "Not applicable"
    return AnswerInWords(
        name=name,
        level=answer.level,
        reason=answer.reason,
        note=answer.note,
        evidence="" if answer.level is None else str(Evidence(answer.evidence).label),
    )


def declared_in_words(declared: Declaration) -> AnswerInWords:
    label = str(ObligationResponse.State(declared.state).label)
    return AnswerInWords(name=label, reason=declared.reason, note=declared.note)
