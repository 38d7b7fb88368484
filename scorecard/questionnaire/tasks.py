"""The task list: every section, how much of it is answered, and why some are not asked."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse

from frameworks.definition import CROSS_BORDER, Edition, Market
from scorecard.models import Assessment
from scorecard.models.assessments import percent
from scorecard.scoring import GENAI
from scorecard.scoring.applicability import applicable_obligations, visible_questions
from scorecard.scoring.types import Answers
from scorecard.services.summary import is_declared

GENAI_IS_OFF = "You said that no generative AI is used."
ONE_MARKET = "It is asked when two or more markets are in scope."
OUT_OF_SCOPE = "None of its questions applies to what you told us, so it is not missed."
NO_OBLIGATIONS = "Nothing has to be declared in this market for what you told us."


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A page of questions, or of one market's obligations."""

    key: str
    kind: Literal["principle", "genai", "cross_border", "market"]
    name: str
    meaning: str
    href: str
    asked: int
    answered: int
    not_asked_because: str = ""

    @property
    def is_market(self) -> bool:
        return self.kind == "market"

    @property
    def is_complete(self) -> bool:
        return self.asked == self.answered

    @property
    def percent(self) -> int:
        return percent(self.answered, self.asked)

    @property
    def status(self) -> Literal["complete", "started", "open"]:
        if self.is_complete:
            return "complete"
        return "started" if self.answered else "open"

    @property
    def action(self) -> str:
        return {"complete": "Look again", "started": "Continue", "open": "Start"}[self.status]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList:
    sections: tuple[Section, ...]  # what is asked, in the order it is asked
    not_asked: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if not section.is_market)

    @property
    def markets(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.is_market)

    @property
    def asked(self) -> int:
        return sum(section.asked for section in self.sections)

    @property
    def answered(self) -> int:
        return sum(section.answered for section in self.sections)

    @property
    def percent(self) -> int:
        return percent(self.answered, self.asked)

    @property
    def next_open(self) -> Section | None:
        """Where to go on: the first section that is not complete."""
        return next((section for section in self.sections if not section.is_complete), None)

    def find(self, key: str, *, market: bool) -> Section | None:
        """The section of this key, asked or not; None if the edition has none."""
        everything = self.sections + self.not_asked
        return next((s for s in everything if s.key == key and s.is_market == market), None)

    def before(self, section: Section) -> Section | None:
        return self._beside(section, -1)

    def after(self, section: Section) -> Section | None:
        return self._beside(section, +1)

    def _beside(self, section: Section, step: int) -> Section | None:
        if section not in self.sections:
            return None
        place = self.sections.index(section) + step
        return self.sections[place] if 0 <= place < len(self.sections) else None


def build_task_list(assessment: Assessment, answers: Answers) -> TaskList:
    """Runs no query when the assessment came with its edition."""
    edition = assessment.edition.definition
    sections = (
        *_question_sections(assessment, edition, answers),
        *(
            _market_section(assessment, edition.market_by_code[code], answers)
            for code in answers.markets
        ),
    )
    return TaskList(
        sections=tuple(section for section in sections if section.asked),
        not_asked=tuple(section for section in sections if not section.asked),
    )


def _question_sections(
    assessment: Assessment, edition: Edition, answers: Answers
) -> Iterator[Section]:
    visible = visible_questions(edition, answers)

    def section(
        key: str, kind: Literal["principle", "genai", "cross_border"], name: str, meaning: str
    ) -> Section:
        asked = [question.id for question in visible.get(key, ())]
        return Section(
            key=key,
            kind=kind,
            name=name,
            meaning=meaning,
            href=reverse("scorecard:section", args=[assessment.code, key]),
            asked=len(asked),
            answered=_given(asked, answers.responses.keys()),
            not_asked_because="" if asked else _why_not(key, is_left_out=key not in visible),
        )

    for principle in edition.principles:
        yield section(principle.key, "principle", principle.name, principle.asks)
    yield section(GENAI, "genai", edition.genai.title, edition.genai.summary)
    cross_border = edition.cross_border
    yield section(CROSS_BORDER, "cross_border", cross_border.title, cross_border.summary)


def _market_section(assessment: Assessment, market: Market, answers: Answers) -> Section:
    applicable = applicable_obligations(market, answers)
    asked = [a.obligation.id for a in applicable if is_declared(a.obligation)]
    return Section(
        key=market.code,
        kind="market",
        name=market.name,
        meaning=market.summary,
        href=reverse("scorecard:market-section", args=[assessment.code, market.code]),
        asked=len(asked),
        answered=_given(asked, answers.obligations.keys()),
        not_asked_because="" if asked else NO_OBLIGATIONS,
    )


def _given(asked: Sequence[str], answered: Container[str]) -> int:
    return sum(key in answered for key in asked)


def _why_not(key: str, *, is_left_out: bool) -> str:
    if is_left_out and key == GENAI:
        return GENAI_IS_OFF
    if is_left_out and key == CROSS_BORDER:
        return ONE_MARKET
    return OUT_OF_SCOPE
