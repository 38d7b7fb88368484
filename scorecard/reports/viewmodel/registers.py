"""Registers: every answer, and the answers a reader should look at twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from frameworks.definition import Question
from scorecard.reports.viewmodel.excerpts import BESIDE, excerpt, need_room, read_on
from scorecard.reports.viewmodel.principles import answer_word, evidence_words
from scorecard.reports.viewmodel.reading import Reading, section_of
from scorecard.reports.viewmodel.words import Level, day_words, level_chip
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Answer, ObligationState

CLAIMED = 3  # a level from here on asks for evidence
MOST_IN_FULL = 12  # rows of a printed register; of more it has the ids, and where to read on

QUALITY_WORDS = {
    "primary": "Primary source",
    "law_firm": "Law firm",
    "news": "News",
    "tracker": "Tracker",
    "academic": "Academic",
    "other": "Other",
    "common_summary": "Common summary",
}


@dataclass(frozen=True, slots=True)
class AnswerRow:
    id: str
    section: str
    unit: str
    text: str
    critical: bool
    level: Level
    anchor: str  # the chosen level in words; empty where no level was chosen
    evidence: str
    reason: str
    accepted: str  # by whom and when, of a claim that it does not apply
    note: str
    printed_reason: str
    printed_note: str

    @property
    def is_wordy(self) -> bool:
        """In print its reason and note take a line of their own, across the page."""
        return any(len(text) > BESIDE for text in self.printed)

    @property
    def printed(self) -> tuple[str, str]:
        return self.printed_reason, self.printed_note

    @property
    def place(self) -> str:
        """In print: its row among all answers."""
        return f"a-{self.id}"


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    key: str
    name: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """An obligation claimed not applicable, or of which nobody knows whether it is met."""

    id: str
    market: str
    unit: str  # the name of its market
    text: str
    reason: str
    printed_reason: str
    note: str
    printed_note: str
    accepted: str

    @property
    def place(self) -> str:
        """In print: the page of its market."""
        return f"m-{self.market}"


@dataclass(frozen=True, slots=True)
class SourceRow:
    number: int
    title: str
    publisher: str
    url: str
    published: str
    quality: str

    @property
    def host(self) -> str:
        """Where it is published, as a reader of paper wants it."""
        return urlsplit(self.url).netloc.removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Registers:
    not_applicable: tuple[AnswerRow, ...]
    claims: tuple[ClaimRow, ...]
    dont_know: tuple[AnswerRow, ...]
    unknown: tuple[ClaimRow, ...]  # obligations declared as not known
    unevidenced: tuple[AnswerRow, ...]
    unanswered: tuple[AnswerRow, ...]
    hidden: tuple[str, ...]  # kept answers to what is not asked any more
    answers: tuple[AnswerGroup, ...]
    sources: tuple[SourceRow, ...]

    @property
    def are_wordy(self) -> bool:
        """Some texts are so long that the parts of the print have to run on."""
        return any(
            need_room(text for row in group.rows for text in row.printed) for group in self.answers
        )

    @property
    def read_on(self) -> str:
        return read_on((row.printed_reason for row in self.not_applicable), sheet="Answers")

    @property
    def claims_read_on(self) -> str:
        return read_on((row.printed_reason for row in self.claims), sheet="Obligations")

    @property
    def most_in_full(self) -> int:
        return MOST_IN_FULL

    @property
    def nothing(self) -> tuple[str, ...]:
        """The registers that hold nothing, in words."""
        every = (
            ("marked not applicable", self.not_applicable),
            ("obligations claimed not applicable", self.claims),
            ("answered as not known", self.dont_know),
            ("obligations declared as not known", self.unknown),
            ("level 3 or 4 without evidence", self.unevidenced),
            ("not answered", self.unanswered),
        )
        return tuple(name for name, rows in every if not rows)


def build_registers(reading: Reading) -> Registers:
    def those(chosen: Callable[[Answer | None], bool]) -> tuple[AnswerRow, ...]:
        return tuple(
            _row(reading, question)
            for _, question in reading.asked_questions()
            if chosen(reading.responses.get(question.id))
        )

    return Registers(
        not_applicable=those(lambda a: a is not None and a.value is NOT_APPLICABLE),
        claims=tuple(_declared(reading, "not_applicable")),
        dont_know=those(lambda a: a is not None and a.value is DONT_KNOW),
        unknown=tuple(_declared(reading, "unknown")),
        unevidenced=those(
            lambda a: a is not None and (a.level or 0) >= CLAIMED and a.evidence == 0
        ),
        unanswered=those(lambda a: a is None),
        hidden=tuple(_hidden(reading)),
        answers=tuple(_groups(reading)),
        sources=tuple(_sources(reading)),
    )


def _row(reading: Reading, question: Question) -> AnswerRow:
    answer = reading.responses.get(question.id)
    level = answer.level if answer else None
    reason, note = (answer.reason, answer.note) if answer else ("", "")
    section = section_of(question)
    return AnswerRow(
        id=question.id,
        section=section,
        unit=reading.unit_name(section),
        text=question.text,
        critical=question.critical,
        level=level_chip(reading.edition, level, none=answer_word(answer)),
        anchor="" if level is None else question.anchors[level],
        evidence=evidence_words(answer) if answer else "",
        reason=reason,
        accepted=reading.accepted(question.id),
        note=note,
        printed_reason=excerpt(reason, reading.printed_bound),
        printed_note=excerpt(note, reading.printed_bound),
    )


def _hidden(reading: Reading) -> Iterator[str]:
    """Questions, then obligations, in the order in which they were given."""
    questions = {question.id for _, question in reading.asked_questions()}
    markets = reading.document["market_readiness"].values()
    obligations = {key for market in markets for key in market["obligations"]}
    yield from (key for key in reading.responses if key not in questions)
    yield from (key for key in reading.declarations if key not in obligations)


def _declared(reading: Reading, state: ObligationState) -> Iterator[ClaimRow]:
    """Obligations that were declared so and count so."""
    for market in reading.markets:
        states = reading.document["market_readiness"][market.code]["obligations"]
        for obligation in market.obligations:
            declared = reading.declarations.get(obligation.id)
            if declared and declared.state == states.get(obligation.id) == state:
                yield ClaimRow(
                    id=obligation.id,
                    market=market.code,
                    unit=market.name,
                    text=obligation.title,
                    reason=declared.reason,
                    printed_reason=excerpt(declared.reason, reading.printed_bound),
                    note=declared.note,
                    printed_note=excerpt(declared.note, reading.printed_bound),
                    accepted=reading.accepted(obligation.id),
                )


def _groups(reading: Reading) -> Iterator[AnswerGroup]:
    for key, questions in reading.asked.items():
        if questions:
            rows = tuple(_row(reading, question) for question in questions)
            yield AnswerGroup(key, reading.unit_name(key), rows)


def _sources(reading: Reading) -> Iterator[SourceRow]:
    known = reading.edition.source_by_id
    for key, number in reading.cited.items():
        if source := known.get(key):
            yield SourceRow(
                number=number,
                title=source.title,
                publisher=source.publisher,
                url=source.url,
                published=day_words(source.published) if source.published else "undated",
                quality=QUALITY_WORDS[source.quality],
            )
