"""A section as somebody answers it: reads what was sent, records it, shows what is stored."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Generic

from django.contrib.auth.models import User
from django.http import QueryDict

from frameworks.definition import CROSS_BORDER, Edition, Market, Question
from scorecard.models import Assessment, ObligationResponse, Response
from scorecard.questionnaire.cards import (
    Card,
    ObligationCard,
    QuestionCard,
    Row,
    obligation_cards,
    question_cards,
)
from scorecard.scoring import GENAI, ApplicableObligation, applicable_obligations, visible_questions
from scorecard.scoring.applicability import market_address
from scorecard.scoring.types import Answers
from scorecard.services import Recorded, record_obligations, record_responses
from scorecard.services.summary import is_declared

PEOPLE = ("answered_by", "claimed_by", "accepted_by")


@dataclass(frozen=True)
class Sheet(ABC, Generic[Card, Row]):
    """Nothing here runs a query but `record` and `load`.

    In another language it asks the same, and records the same: only pages show it otherwise.
    """

    assessment: Assessment
    key: str
    language: str = ""  # of the edition's; empty for English

    template: ClassVar[str]
    card_template: ClassVar[str]
    is_market: ClassVar[bool] = False

    @property
    def edition(self) -> Edition:
        return self.assessment.edition.reading(self.language)

    @property
    def address(self) -> str:
        """Of the section, as marks and lists of what is asked have it."""
        return market_address(self.key) if self.is_market else self.key

    @abstractmethod
    def sent(self, data: QueryDict) -> list[Card]:
        """The cards in `data`, as they were typed: also of what is not asked any more."""

    @abstractmethod
    def record(self, cards: Sequence[Card], *, by: User) -> Recorded[Row]:
        """Save these cards, which are valid and changed."""

    @abstractmethod
    def load(self, also: Collection[str] = ()) -> tuple[Answers, list[Card]]:
        """All answers, and the cards of this section; `also` those that are not asked any more."""


@dataclass(frozen=True)
class QuestionSheet(Sheet[QuestionCard, Response]):
    """The questions of a principle, of the GenAI supplement or of the cross-border section."""

    template = "scorecard/section.html"
    card_template = "scorecard/components/question_card.html"

    @classmethod
    def asking(cls, assessment: Assessment, question: str) -> QuestionSheet:
        """The section this question belongs to. Raises KeyError when the edition has no such."""
        asked = assessment.edition.definition.question_by_id[question]
        return cls(assessment, asked.principle if asked.track == "core" else asked.track)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Raises KeyError when the edition has no such section."""
        if self.key == GENAI:
            return self.edition.genai.questions
        if self.key == CROSS_BORDER:
            return self.edition.cross_border.questions
        return self.edition.principle_by_key[self.key].questions

    def sent(self, data: QueryDict) -> list[QuestionCard]:
        return question_cards(self.edition, self.questions, {}, data)

    def record(self, cards: Sequence[QuestionCard], *, by: User) -> Recorded[Response]:
        return record_responses(self.assessment, [card.change for card in cards], by=by)

    def load(self, also: Collection[str] = ()) -> tuple[Answers, list[QuestionCard]]:
        stored = self.assessment.responses.select_related("question", *PEOPLE, "worded_in")
        rows = list(stored.defer("worded_in__document"))
        answers = self.assessment.scoped(rows, list(self.assessment.obligation_responses.all()))
        visible = visible_questions(self.edition, answers).get(self.key, ())
        shown = [q for q in self.questions if q in visible or q.id in also]
        return answers, question_cards(self.edition, shown, {r.question.key: r for r in rows})


@dataclass(frozen=True)
class MarketSheet(Sheet[ObligationCard, ObligationResponse]):
    """The obligations of one market, and what is coming there."""

    template = "scorecard/market_section.html"
    card_template = "scorecard/components/obligation_card.html"
    is_market = True

    @classmethod
    def asking(cls, assessment: Assessment, obligation: str) -> MarketSheet:
        """The market this obligation belongs to. Raises KeyError when it is not in scope."""
        for code in assessment.markets:
            market = assessment.edition.definition.market_by_code[code]
            if any(each.id == obligation for each in market.obligations):
                return cls(assessment, code)
        raise KeyError(obligation)

    @cached_property
    def market(self) -> Market:
        """Raises KeyError when the market is not in scope."""
        if self.key not in self.assessment.markets:
            raise KeyError(self.key)
        return self.edition.market_by_code[self.key]

    @cached_property
    def applicable(self) -> tuple[ApplicableObligation, ...]:
        return applicable_obligations(self.market, self.assessment.scoped())

    @property
    def prepare(self) -> list[ApplicableObligation]:
        """What is not law yet: nothing to answer."""
        return [each for each in self.applicable if each.obligation.force == "emerging"]

    def sent(self, data: QueryDict) -> list[ObligationCard]:
        return obligation_cards(self.edition, self._declared(self._all()), {}, data)

    def record(self, cards: Sequence[ObligationCard], *, by: User) -> Recorded[ObligationResponse]:
        changes = [card.change for card in cards]
        return record_obligations(self.assessment, self.key, changes, by=by)

    def load(self, also: Collection[str] = ()) -> tuple[Answers, list[ObligationCard]]:
        stored = self.assessment.obligation_responses.select_related(*PEOPLE, "worded_in")
        rows = list(stored.defer("worded_in__document"))
        responses = list(self.assessment.responses.select_related("question"))
        answers = self.assessment.scoped(responses, rows)
        asked = {each.obligation.id: each for each in self.applicable}
        shown = [
            asked.get(each.obligation.id, each)
            for each in self._declared(self._all())
            if each.obligation.id in asked or each.obligation.id in also
        ]
        return answers, obligation_cards(self.edition, shown, {r.obligation: r for r in rows})

    def _all(self) -> list[ApplicableObligation]:
        return [ApplicableObligation(each, may_apply=False) for each in self.market.obligations]

    @staticmethod
    def _declared(every: Collection[ApplicableObligation]) -> list[ApplicableObligation]:
        return [each for each in every if is_declared(each.obligation)]
