"""What was said of one question or obligation, newest first, and what each change was.

`changes`, `kind_of` and `fold` are pure. A history first reads when and by whom each
revision was made, and then the words of those that one page shows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar, Literal

from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.urls import reverse

from frameworks.definition import Edition, Level, Market, Obligation, Question
from scorecard.models import (
    Assessment,
    ObligationResponse,
    ObligationRevision,
    Response,
    ResponseRevision,
)
from scorecard.models.obligations import Declared
from scorecard.models.responses import Said
from scorecard.questionnaire.cards import AnswerInWords
from scorecard.reports.viewmodel.reading import section_of
from scorecard.services.history import restore_obligation, restore_response
from scorecard.services.recording import Recorded
from scorecard.services.summary import asked_ids, is_declared

Kind = Literal["answered", "accepted", "withdrawn"]

SPAN = timedelta(minutes=10)
PAGE_LENGTH = 50  # entries


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who made a revision and when. `accepted_by`: whose acceptance of a claim it carries."""

    number: int
    by: int
    at: datetime
    accepted_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one revision says, with the names of who said so."""

    number: int
    by: str
    at: datetime
    answer: AnswerInWords
    accepted_by: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    before: str
    after: str

    @property
    def is_text(self) -> bool:
        """As long as somebody likes: shown as what it was, since what it is stands beside it."""
        return self.name in ("Reason", "Note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One revision beside the one before it. `previous` is None for the first that was kept."""

    kind: Kind
    version: Version
    previous: Version | None
    is_stored: bool  # it says what is stored now

    @property
    def changes(self) -> tuple[Change, ...]:
        return changes(self.previous, self.version)

    @property
    def may_be_put_back(self) -> bool:
        """An acceptance cannot: it is given, by a second person."""
        return not self.is_stored and self.kind != "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Steps somebody made in one go, newest first: shown as the last of them."""

    steps: tuple[Step, ...]

    @property
    def newest(self) -> Step:
        return self.steps[0]

    @property
    def since(self) -> datetime:
        return self.steps[-1].version.at

    @property
    def is_first(self) -> bool:
        return self.steps[-1].version.number == 1

    @property
    def is_folded(self) -> bool:
        return len(self.steps) > 1

    @property
    def changes(self) -> tuple[Change, ...]:
        """What all steps amount to."""
        return changes(self.steps[-1].previous, self.newest.version)


def changes(before: Version | None, after: Version) -> tuple[Change, ...]:
    """What differs between two versions, in the order of the card. Nothing for the first."""
    if before is None:
        return ()
    old, new = before.answer, after.answer
    pairs = (
        Change("Answer", _named(old), _named(new)),
        Change("Reason", old.reason, new.reason),
        Change("Note", old.note, new.note),
        Change("Evidence", old.evidence, new.evidence),
    )
    return tuple(pair for pair in pairs if pair.before != pair.after)


def kind_of(before: Stamp | None, after: Stamp) -> Kind:
    """Acceptance of a claim is no answer; a changed claim takes its acceptance away."""
    if before is None or before.accepted_by == after.accepted_by:
        return "answered"
    return "withdrawn" if after.accepted_by is None else "accepted"


def fold(stamps: Sequence[Stamp]) -> list[tuple[Stamp, ...]]:
    """Runs of answers by one person within ten minutes. Oldest first, as the stamps are."""
    runs: list[list[Stamp]] = []
    last: Kind = "answered"
    for before, stamp in pairwise((None, *stamps)):
        assert stamp is not None  # noqa: S101  # only the first of a pair is
        kind = kind_of(before, stamp)
        goes_on = kind == last == "answered" and runs and _belongs(stamp, runs[-1][0])
        if goes_on:
            runs[-1].append(stamp)
        else:
            runs.append([stamp])
        last = kind
    return [tuple(run) for run in runs]


def _belongs(stamp: Stamp, first: Stamp) -> bool:
    return stamp.by == first.by and stamp.at - first.at <= SPAN


def _named(answer: AnswerInWords) -> str:
    return answer.name if answer.level is None else f"{answer.level} {answer.name}"


@dataclass(frozen=True)
class History(ABC):
    """Of what was said of `key`. Looking at `row` runs a query, `turn_to` two more."""

    assessment: Assessment
    key: str

    url_name: ClassVar[str]
    restore_url_name: ClassVar[str]

    @property
    def edition(self) -> Edition:
        return self.assessment.edition.definition

    @cached_property
    def is_asked(self) -> bool:
        return self.key in asked_ids(self.edition, self.assessment.scoped())

    @property
    @abstractmethod
    def text(self) -> str:
        """What is asked. Raises KeyError when the edition never asks it."""

    @property
    @abstractmethod
    def card_href(self) -> str:
        """The card in its section, or where it would be if it were asked."""

    @cached_property
    @abstractmethod
    def row(self) -> Response | ObligationResponse | None:
        """What is stored now."""

    @property
    def revision(self) -> int:
        return self.row.revision if self.row else 0

    @property
    @abstractmethod
    def stored(self) -> AnswerInWords | None: ...

    @abstractmethod
    def stamps(self) -> list[Stamp]:
        """Of every revision, oldest first."""

    @abstractmethod
    def versions(self, first: int, last: int) -> Iterator[Version]:
        """The revisions with these numbers and all between them."""

    @abstractmethod
    def restore(self, revision: int, *, read: int, by: User) -> Recorded[Any]:
        """Raises KeyError when there is no such revision."""

    def turn_to(self, number: str | None) -> tuple[Page[tuple[Stamp, ...]], list[Entry]]:
        """One page of runs, and its entries."""
        stamps = self.stamps() if self.row else []
        page = Paginator(fold(stamps)[::-1], PAGE_LENGTH).get_page(number)
        return page, self._entries(list(page), stamps)

    def _entries(self, runs: Sequence[tuple[Stamp, ...]], stamps: Sequence[Stamp]) -> list[Entry]:
        if not runs:
            return []
        older: dict[int, Stamp | None] = {
            stamp.number: before for before, stamp in pairwise((None, *stamps)) if stamp is not None
        }
        oldest = runs[-1][0]
        first = older[oldest.number] or oldest
        versions = {v.number: v for v in self.versions(first.number, runs[0][-1].number)}

        def step(stamp: Stamp) -> Step:
            before, version = older[stamp.number], versions[stamp.number]
            return Step(
                kind=kind_of(before, stamp),
                version=version,
                previous=versions[before.number] if before else None,
                is_stored=version.answer == self.stored,
            )

        return [Entry(steps=tuple(step(stamp) for stamp in run[::-1])) for run in runs]


@dataclass(frozen=True)
class QuestionHistory(History):
    url_name = "scorecard:response-history"
    restore_url_name = "scorecard:restore-response"

    @property
    def question(self) -> Question:
        return self.edition.question_by_id[self.key]

    @property
    def text(self) -> str:
        return self.question.text

    @property
    def card_href(self) -> str:
        href = reverse("scorecard:section", args=[self.assessment.code, section_of(self.question)])
        return f"{href}#{self.key}"

    @cached_property
    def row(self) -> Response | None:
        return self.assessment.responses.filter(question__key=self.key).first()

    @cached_property
    def stored(self) -> AnswerInWords | None:
        return response_in_words(self.edition.levels, self.row) if self.row else None

    def stamps(self) -> list[Stamp]:
        rows = ResponseRevision.objects.filter(response=self.row).order_by("revision")
        return [Stamp(*row) for row in rows.values_list("revision", "answered_by", "answered_at")]

    def versions(self, first: int, last: int) -> Iterator[Version]:
        rows = ResponseRevision.objects.filter(response=self.row, revision__range=(first, last))
        for row in rows.select_related("answered_by"):
            answer = response_in_words(self.edition.levels, row)
            yield Version(
                number=row.revision, by=_name(row.answered_by), at=row.answered_at, answer=answer
            )

    def restore(self, revision: int, *, read: int, by: User) -> Recorded[Response]:
        try:
            return restore_response(self.assessment, self.key, revision, read=read, by=by)
        except ResponseRevision.DoesNotExist:
            raise KeyError(revision) from None


@dataclass(frozen=True)
class ObligationHistory(History):
    url_name = "scorecard:obligation-history"
    restore_url_name = "scorecard:restore-obligation"

    @cached_property
    def _found(self) -> tuple[Market, Obligation]:
        for market in self.edition.markets:
            for obligation in market.obligations:
                if obligation.id == self.key and is_declared(obligation):
                    return market, obligation
        raise KeyError(self.key)

    @property
    def text(self) -> str:
        return self._found[1].title

    @property
    def card_href(self) -> str:
        market, _ = self._found
        if market.code not in self.assessment.markets:
            return self.assessment.get_absolute_url()
        href = reverse("scorecard:market-section", args=[self.assessment.code, market.code])
        return f"{href}#{self.key}"

    @cached_property
    def row(self) -> ObligationResponse | None:
        return self.assessment.obligation_responses.filter(obligation=self.key).first()

    @cached_property
    def stored(self) -> AnswerInWords | None:
        return declaration_in_words(self.row) if self.row else None

    def stamps(self) -> list[Stamp]:
        rows = ObligationRevision.objects.filter(response=self.row).order_by("revision")
        columns = ("revision", "answered_by", "answered_at", "accepted_by")
        return [Stamp(*row) for row in rows.values_list(*columns)]

    def versions(self, first: int, last: int) -> Iterator[Version]:
        rows = ObligationRevision.objects.filter(response=self.row, revision__range=(first, last))
        for row in rows.select_related("answered_by", "accepted_by"):
            yield Version(
                number=row.revision,
                by=_name(row.answered_by),
                at=row.answered_at,
                answer=declaration_in_words(row),
                accepted_by=_name(row.accepted_by) if row.accepted_by else "",
            )

    def restore(self, revision: int, *, read: int, by: User) -> Recorded[ObligationResponse]:
        try:
            return restore_obligation(self.assessment, self.key, revision, read=read, by=by)
        except ObligationRevision.DoesNotExist:
            raise KeyError(revision) from None


def response_in_words(levels: Sequence[Level], said: Said) -> AnswerInWords:
    is_level = said.level is not None
    return AnswerInWords(
        name=levels[said.level].name if said.level is not None else said.get_kind_display(),
        level=said.level,
        reason=said.reason if said.kind == said.Kind.NOT_APPLICABLE else "",
        note=said.note,
        evidence=said.get_evidence_display() if is_level or said.value is not None else "",
    )


def declaration_in_words(said: Declared) -> AnswerInWords:
    return AnswerInWords(
        name=said.get_state_display(), reason=said.reason if said.is_claim else "", note=said.note
    )


def _name(person: User) -> str:
    return person.get_full_name() or person.get_username()
