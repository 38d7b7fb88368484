"""Facts of the profile that are unknown, and what to say of what hangs on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frameworks.definition import FOREIGN_ENTITY, Edition
from scorecard.scoring.reasons import question_of


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact to answer: its question, and the field of the scope that asks it."""

    key: str
    question: str

    @property
    def field(self) -> str:
        return "seats" if self.key == FOREIGN_ENTITY else f"fact-{self.key}"


def open_facts(edition: Edition, keys: Iterable[str]) -> tuple[OpenFact, ...]:
    return tuple(OpenFact(key, question_of(edition, key)) for key in keys)


def ask_for(facts: tuple[OpenFact, ...]) -> str:
    """Nothing for no fact."""
    if not facts:
        return ""
    questions = " ".join(fact.question for fact in facts)
    return f"Answer the profile fact{'s' if len(facts) > 1 else ''}: {questions}"
