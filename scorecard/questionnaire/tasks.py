"""The task list: every section, how far it is, who said it is done, and where to go on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.contrib.auth.models import User
from django.urls import reverse

from frameworks.definition import CROSS_BORDER, Edition
from scorecard.models import Assessment, ObligationResponse, Response, SectionMark
from scorecard.models.assessments import percent
from scorecard.scoring import GENAI
from scorecard.scoring.applicability import Asked, asked_in_sections, market_address
from scorecard.scoring.types import DONT_KNOW, Answers
from scorecard.services import Standing
from scorecard.services.moving import saves_of
from scorecard.services.roles import name_of

GENAI_IS_OFF = "You said that no generative AI is used."
ONE_MARKET = "It is asked when two or more markets are in scope."
OUT_OF_SCOPE = "None of its questions applies to what you told us, so it is not missed."
NO_OBLIGATIONS = "Nothing has to be declared in this market for what you told us."

Kind = Literal["principle", "genai", "cross_border", "market"]
Status = Literal["open", "started", "complete", "done", "changed"]

STATUS_WORDS: Mapping[Status, str] = {
    "open": "Not started",
    "started": "In progress",
    "complete": "All answered",
    "done": "Done",
    "changed": "Done, changed since",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Who said when that a section is done, and whether an answer in it changed after that."""

    by: str
    at: datetime
    changed_since: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What people did so far beside what they answered."""

    marks: Mapping[str, SectionMark] = field(default_factory=dict)  # by the section's address
    changed: Mapping[str, datetime] = field(default_factory=dict)  # when each answer last changed
    latest: str = ""  # the question or obligation that the reader answered last
    given: frozenset[str] = frozenset()  # what has an answer, also to an earlier edition
    unconfirmed: frozenset[str] = frozenset()  # answered to words that changed since
    saves: int = 0  # how often anything was answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A page of questions, or of one market's obligations."""

    key: str
    kind: Kind
    name: str
    meaning: str
    part: _Part
    code: UUID  # of the assessment
    asked_keys: tuple[str, ...]
    open_keys: tuple[str, ...]  # of these, what has no answer
    dont_know: int
    critical_keys: frozenset[str] = frozenset()
    not_asked_because: str = ""
    mark: Mark | None = None
    unconfirmed: tuple[str, ...] = ()  # what was answered to other words

    @property
    def is_market(self) -> bool:
        return self.kind == "market"

    @property
    def address(self) -> str:
        """As `asked_in_sections` and marks have it."""
        return self.part.address

    @property
    def href(self) -> str:
        """Made when it is shown: a save that shows one section builds the whole list."""
        return self._reverse(self.part.page)

    @property
    def check_href(self) -> str:
        return self._reverse(f"{self.part.page}-check")

    @property
    def mark_href(self) -> str:
        return self._reverse(self.part.mark)

    def _reverse(self, name: str) -> str:
        return reverse(f"scorecard:{name}", args=[self.code, self.key])

    @property
    def asked(self) -> int:
        return len(self.asked_keys)

    @property
    def unanswered(self) -> int:
        return len(self.open_keys)

    @property
    def answered(self) -> int:
        return self.asked - self.unanswered

    @property
    def most_pressing(self) -> str | None:
        """What to answer first here: a critical question, if one is open."""
        critical = (key for key in self.open_keys if key in self.critical_keys)
        return next(critical, next(iter(self.open_keys), None))

    def next_open_key(self, key: str) -> str | None:
        """What is open after this one, else before it."""
        start = self.asked_keys.index(key) + 1
        around = self.asked_keys[start:] + self.asked_keys[:start]
        return next((each for each in around if each in self.open_keys), None)

    @property
    def is_complete(self) -> bool:
        return not self.open_keys

    @property
    def is_done(self) -> bool:
        return self.status == "done"

    @property
    def percent(self) -> int:
        return percent(self.answered, self.asked)

    @property
    def status(self) -> Status:
        if self.is_complete:
            if self.mark is None:
                return "complete"
            return "changed" if self.mark.changed_since else "done"
        return "started" if self.answered else "open"

    @property
    def status_words(self) -> str:
        return STATUS_WORDS[self.status]

    @property
    def way_in(self) -> str:
        """To its first open card, once it is begun."""
        return f"{self.href}#{self.open_keys[0]}" if self.status == "started" else self.href

    @property
    def action(self) -> str:
        return {"started": "Continue", "open": "Start"}.get(self.status, "Look again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One card to go to."""

    section: Section
    key: str

    @property
    def href(self) -> str:
        return f"{self.section.href}#{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList:
    sections: tuple[Section, ...]  # what is asked, in the order it is asked
    not_asked: tuple[Section, ...]
    hidden: int  # answers to what is not asked now
    latest: str = ""  # what the reader answered last
    saves: int = 0  # how often anything was answered

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
    def dont_know(self) -> int:
        return sum(section.dont_know for section in self.sections)

    @property
    def unconfirmed(self) -> int:
        return sum(len(section.unconfirmed) for section in self.sections)

    @property
    def done(self) -> int:
        return sum(section.is_done for section in self.sections)

    @property
    def percent(self) -> int:
        return percent(self.answered, self.asked)

    @property
    def next_open(self) -> Section | None:
        """The first section that is not complete."""
        return next((section for section in self.sections if not section.is_complete), None)

    @property
    def next_check(self) -> Section | None:
        """The first section that is answered and that nobody called done as it is now."""
        waiting = ("complete", "changed")
        return next((section for section in self.sections if section.status in waiting), None)

    @property
    def is_ready(self) -> bool:
        """Something is asked, all of it is answered, and every section is called done."""
        return bool(self.sections) and all(section.is_done for section in self.sections)

    @property
    def resume(self) -> Place | None:
        """Where the reader's latest answer was, if it is open there; else questions, then markets."""
        for section in self.sections:
            if self.latest in section.asked_keys and (key := section.next_open_key(self.latest)):
                return Place(section=section, key=key)
        for section in (*self.questions, *self.markets):
            if key := section.most_pressing:
                return Place(section=section, key=key)
        return None

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


def build_task_list(
    assessment: Assessment, answers: Answers, work: Work | None = None, *, language: str = ""
) -> TaskList:
    """Runs no query when the assessment came with its edition. Without `work` nothing is done."""
    work = work or Work()
    edition = assessment.edition.reading(language)
    asked = asked_in_sections(edition, answers)
    sections = [
        _worked(_section(part, assessment, answers, asked), work)
        for part in _parts(edition, answers)
    ]
    every = {key for keys in asked.values() for key in keys}
    return TaskList(
        sections=tuple(section for section in sections if section.asked),
        not_asked=tuple(section for section in sections if not section.asked),
        hidden=len((work.given | answers.responses.keys() | answers.obligations.keys()) - every),
        latest=work.latest,
        saves=work.saves,
    )


def build_section(standing: Standing, address: str) -> Section:
    """One of them, as it is after a save. Runs no query, either."""
    assessment, answers = standing.assessment, standing.answers
    parts = _parts(assessment.edition.definition, answers)
    part = next(part for part in parts if part.address == address)
    return _section(part, assessment, answers, standing.asked)


def work_on(
    rows: Collection[Response | ObligationResponse], marks: Iterable[SectionMark], reader: User
) -> Work:
    """What these rows and marks say of who did what. Responses come with their question."""
    own = [row for row in rows if row.answered_by_id == reader.pk]
    latest = max(own, key=lambda row: row.answered_at, default=None)
    return Work(
        marks={mark.section: mark for mark in marks},
        changed={_key(row): row.answered_at for row in rows},
        latest="" if latest is None else _key(latest),
        given=frozenset(_key(row) for row in rows if _says_something(row)),
        unconfirmed=frozenset(_key(row) for row in rows if row.is_to_confirm),
        saves=saves_of(rows),
    )


def _key(row: Response | ObligationResponse) -> str:
    return row.question.key if isinstance(row, Response) else row.obligation


def _says_something(row: Response | ObligationResponse) -> bool:
    said = row.value if isinstance(row, Response) else row.declaration
    return said is not None


def _worked(section: Section, work: Work) -> Section:
    unconfirmed = tuple(key for key in section.asked_keys if key in work.unconfirmed)
    mark = _mark(section, work, is_waiting=bool(unconfirmed))
    return replace(section, mark=mark, unconfirmed=unconfirmed)


def _mark(section: Section, work: Work, *, is_waiting: bool) -> Mark | None:
    """What is to be confirmed was asked in other words when the section was called done."""
    mark = work.marks.get(section.address)
    if mark is None:
        return None
    changes = (work.changed[key] for key in section.asked_keys if key in work.changed)
    by = name_of(mark.marked_by)
    changed = is_waiting or any(change > mark.marked_at for change in changes)
    return Mark(by=by, at=mark.marked_at, changed_since=changed)


def _section(part: _Part, assessment: Assessment, answers: Answers, asked: Asked) -> Section:
    """Asked or not."""
    keys = asked.get(part.address, ())
    return Section(
        key=part.key,
        kind=part.kind,
        name=part.name,
        meaning=part.meaning,
        part=part,
        code=assessment.code,
        asked_keys=keys,
        open_keys=tuple(key for key in keys if not _is_answered(answers, key)),
        dont_know=sum(_is_unknown(answers, key) for key in keys),
        critical_keys=assessment.edition.definition.critical_ids.intersection(keys),
        not_asked_because="" if keys else _why_not(part, is_left_out=part.address not in asked),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What the edition says of a section."""

    kind: Kind
    key: str
    name: str
    meaning: str

    @property
    def address(self) -> str:
        return market_address(self.key) if self.kind == "market" else self.key

    @property
    def page(self) -> str:
        return "market-section" if self.kind == "market" else "section"

    @property
    def mark(self) -> str:
        return "market-mark-section" if self.kind == "market" else "mark-section"


def _parts(edition: Edition, answers: Answers) -> Iterator[_Part]:
    for principle in edition.principles:
        yield _Part("principle", principle.key, principle.name, principle.asks)
    yield _Part("genai", GENAI, edition.genai.title, edition.genai.summary)
    cross_border = edition.cross_border
    yield _Part("cross_border", CROSS_BORDER, cross_border.title, cross_border.summary)
    for code in answers.markets:
        market = edition.market_by_code[code]
        yield _Part("market", code, market.name, market.summary)


def _is_answered(answers: Answers, key: str) -> bool:
    return key in answers.responses or key in answers.obligations


def _is_unknown(answers: Answers, key: str) -> bool:
    answer, declared = answers.responses.get(key), answers.obligations.get(key)
    if answer is not None:
        return answer.value is DONT_KNOW
    return declared is not None and declared.state == "unknown"


def _why_not(part: _Part, *, is_left_out: bool) -> str:
    if part.kind == "market":
        return NO_OBLIGATIONS
    if is_left_out and part.kind == "genai":
        return GENAI_IS_OFF
    if is_left_out and part.kind == "cross_border":
        return ONE_MARKET
    return OUT_OF_SCOPE
