"""Reading the result document `scorecard-result/1`: its numbers as they are shown.

Nothing here scores or rounds. The document says what was asked, what was answered and what came
of it; the edition has the texts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from frameworks.definition import CROSS_BORDER, Edition, Market, Question, Sourced
from scorecard.reports.viewmodel.excerpts import printed_bound
from scorecard.reports.viewmodel.open_facts import OpenFact, open_facts
from scorecard.reports.viewmodel.words import SourceRef, day_words
from scorecard.reports.viewmodel.workings import Ref
from scorecard.scoring.applicability import facts_hung_on
from scorecard.scoring.constants import GENAI
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Answer, Answers, Declaration

Document = Mapping[str, Any]
Numbers = Mapping[str, Any]


def shown(number: Mapping[str, Any] | None) -> int | None:
    """The integer a reader sees, or None where there is no number."""
    return None if number is None else int(number["shown"])


@dataclass(frozen=True)
class Reading:
    """An edition and a result document, with the look-ups every part of a report needs.

    `unconfirmed`: ids whose answers were given to words that changed since.
    """

    edition: Edition
    document: Document
    unconfirmed: Collection[str] = ()

    @cached_property
    def responses(self) -> Mapping[str, Answer]:
        return {key: _answer(given) for key, given in self.document["responses"].items()}

    @cached_property
    def declarations(self) -> Mapping[str, Declaration]:
        return {key: _declaration(given) for key, given in self.document["obligations"].items()}

    @cached_property
    def may_apply(self) -> frozenset[str]:
        """Obligations that hang on an unknown fact: whatever was declared, nothing is known."""
        markets = self.document["market_readiness"].values()
        return frozenset(key for market in markets for key in market["may_apply"])

    @cached_property
    def profile(self) -> Answers:
        """Facts, seats and markets, without any answer."""
        said = self.document
        facts = {key: None if v == "unknown" else v for key, v in said["facts"].items()}
        return Answers(facts=facts, seats=tuple(said["seats"]), markets=tuple(said["markets"]))

    @cached_property
    def open_facts(self) -> Mapping[str, tuple[OpenFact, ...]]:
        """Of each obligation that may apply, the facts to answer first."""
        return {
            key: open_facts(self.edition, facts)
            for market in self.markets
            for key, facts in facts_hung_on(market, self.profile).items()
        }

    @cached_property
    def units(self) -> Mapping[str, Numbers]:
        """The principles in official order, then the other units that were asked."""
        others = {key: self.document[key] for key in (GENAI, CROSS_BORDER)}
        return {**self.document["principles"], **{k: unit for k, unit in others.items() if unit}}

    @cached_property
    def asked(self) -> Mapping[str, tuple[Question, ...]]:
        """The questions asked, by unit; an out-of-scope principle has none."""
        known = self.edition.question_by_id
        return {
            key: tuple(known[question] for question in unit["questions"])
            for key, unit in self.units.items()
        }

    @cached_property
    def markets(self) -> tuple[Market, ...]:
        """The markets in scope, in the edition's order."""
        chosen = self.document["market_readiness"]
        return tuple(market for market in self.edition.markets if market.code in chosen)

    @cached_property
    def targets(self) -> Mapping[str, int]:
        """Per principle the highest floor among the markets in scope, as a score; 0: no floor."""
        floors = [market["floors"] for market in self.document["market_readiness"].values()]
        return {
            key: max((floor_score(by_key.get(key, 0)) for by_key in floors), default=0)
            for key in self.document["principles"]
        }

    @cached_property
    def cited(self) -> Mapping[str, int]:
        """The numbers of the sources this report cites: those of its markets, in their order."""
        facts = [fact for market in self.markets for fact in market_facts(market)]
        found = dict.fromkeys(source for fact in facts for source in fact.source)
        return {source: number for number, source in enumerate(found, start=1)}

    @cached_property
    def printed_bound(self) -> int:
        """How many characters of a note or reason are printed."""
        given = [(answer.note, answer.reason) for answer in self.responses.values()]
        given += [(claim.note, claim.reason) for claim in self.declarations.values()]
        return printed_bound(text for texts in given for text in texts)

    def accepted(self, key: str) -> str:
        """Who accepted that something does not apply, and when; empty where nobody claims that."""
        answer, declared = self.responses.get(key), self.declarations.get(key)
        is_claim = answer is not None and answer.value is NOT_APPLICABLE
        if not is_claim and (declared is None or declared.state != "not_applicable"):
            return ""
        said = self.document.get("acceptances", {}).get(key)
        if said is None:
            return "Yes" if declared is not None and declared.accepted else "Not yet"
        alone = ", who claimed it: the only member" if "alone" in said else ""
        return f"{said['by']}, {day_words(said['on'])}{alone}"

    def source_refs(self, fact: Sourced) -> tuple[SourceRef, ...]:
        known = self.edition.source_by_id
        return tuple(
            SourceRef(self.cited.get(key, 0), known[key].title, known[key].url)
            for key in fact.source
            if key in known
        )

    def asked_questions(self) -> Iterator[tuple[str, Question]]:
        """Every question asked, with the key of the unit it stands in."""
        for unit, questions in self.asked.items():
            for question in questions:
                yield unit, question

    @cached_property
    def to_confirm(self) -> tuple[Ref, ...]:
        """Where an answer that counts was given to other words."""
        questions = (
            Ref(question.id, question.text, section=section_of(question))
            for _, question in self.asked_questions()
        )
        obligations = (
            Ref(obligation.id, obligation.title, market=market.code)
            for market in self.markets
            for obligation in market.obligations
            if obligation.id in self.document["market_readiness"][market.code]["obligations"]
        )
        return tuple(ref for ref in (*questions, *obligations) if ref.id in self.unconfirmed)

    def unit_name(self, unit: str) -> str:
        """The short name of a principle or unit."""
        if unit == GENAI:
            return "Generative AI"
        if unit == CROSS_BORDER:
            return "Cross-border"
        return self.edition.principle_by_key[unit].short_name


def floor_score(level: int) -> int:
    """A floor level as the score it asks for: level 3 begins at 60."""
    return level * 20


def market_facts(market: Market) -> tuple[Sourced, ...]:
    """What a report says of a market and gives a source for."""
    return (market.roadmap_tier, *market.obligations)


def section_of(question: Question) -> str:
    """The key of the section a question stands in."""
    return GENAI if question.track == "genai" else question.principle


def _answer(given: Mapping[str, Any]) -> Answer:
    note = given.get("note", "")
    if "not_applicable" in given:
        return Answer(NOT_APPLICABLE, note=note, reason=given["not_applicable"])
    if "dont_know" in given:
        return Answer(DONT_KNOW, note=note)
    return Answer(given["level"], evidence=given["evidence"], note=note)


def _declaration(given: Mapping[str, Any]) -> Declaration:
    note = given.get("note", "")
    if "not_applicable" in given:
        reason, accepted = given["not_applicable"], given["accepted"]
        return Declaration("not_applicable", note=note, reason=reason, accepted=accepted)
    return Declaration(given["state"], note=note)
