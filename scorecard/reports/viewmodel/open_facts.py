"""Facts of the profile that are unknown, and what to say of what hangs on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frameworks.definition import FOREIGN_ENTITY, Edition, Market
from scorecard.reports.viewmodel.words import counted
from scorecard.scoring.applicability import facts_hung_on
from scorecard.scoring.reasons import question_of
from scorecard.scoring.types import Answers


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact to answer: its question, and the field of the scope that asks it."""

    key: str
    question: str

    @property
    def field(self) -> str:
        return "seats" if self.key == FOREIGN_ENTITY else f"fact-{self.key}"


@dataclass(frozen=True, slots=True)
class OpenProfile:
    """The unknown facts of a profile, and how many obligations hang on them."""

    facts: tuple[OpenFact, ...]  # one or more, those that obligations hang on first
    obligations: int
    words: str


def open_facts(edition: Edition, keys: Iterable[str]) -> tuple[OpenFact, ...]:
    return tuple(OpenFact(key, question_of(edition, key)) for key in keys)


def ask_for(facts: tuple[OpenFact, ...]) -> str:
    """Nothing for no fact."""
    if not facts:
        return ""
    questions = " ".join(fact.question for fact in facts)
    return f"Answer the profile fact{'s' if len(facts) > 1 else ''}: {questions}"


def open_profile(edition: Edition, answers: Answers) -> OpenProfile | None:
    """Every unknown fact, whether or not an obligation hangs on it; None when all are known.

    The seats are one of them where an obligation asks who is foreign.
    """
    markets = [edition.market_by_code[code] for code in answers.markets]
    found = [facts for market in markets for facts in facts_hung_on(market, answers).values()]
    hung_on = {fact for facts in found for fact in facts}
    unknown = [fact.key for fact in edition.facts if answers.facts.get(fact.key) is None]
    keys = sorted({*unknown, *hung_on}, key=lambda key: _place(edition, key, hung_on))
    if not keys:
        return None
    return OpenProfile(open_facts(edition, keys), len(found), _words(len(keys), len(found)))


def open_profile_in(edition: Edition, market: Market, answers: Answers) -> OpenProfile | None:
    """Only what an obligation of this market hangs on."""
    found = facts_hung_on(market, answers).values()
    keys = dict.fromkeys(fact for facts in found for fact in facts)
    if not keys:
        return None
    return OpenProfile(
        open_facts(edition, keys), len(found), _words(len(keys), len(found), market.name)
    )


def _place(edition: Edition, key: str, hung_on: set[str]) -> tuple[bool, int]:
    order = [fact.key for fact in edition.facts]
    return key not in hung_on, order.index(key) if key in order else len(order)


def _words(facts: int, obligations: int, market: str = "") -> str:
    are, them = ("is", "it") if facts == 1 else ("are", "them")
    unknown = f"{counted(facts, 'fact')} of your profile {are} unknown"
    if not obligations:
        return f"{unknown}. No obligation hangs on {them}, and questions that do are still asked."
    hang = "hangs" if obligations == 1 else "hang"
    where = f" of {market}" if market else ""
    return f"{unknown}: {counted(obligations, 'obligation')}{where} {hang} on {them}."
