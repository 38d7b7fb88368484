"""The history of one question or obligation: its revisions, a page at a time, and the way back.

First comes who made each revision and when; then what those say that one page shows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

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
from scorecard.questionnaire.history import (
    Entry,
    Stamp,
    Step,
    Version,
    fold,
    kind_of,
    with_the_one_before,
)
from scorecard.reports.viewmodel.reading import section_of
from scorecard.services.history import restore_obligation, restore_response
from scorecard.services.recording import Recorded
from scorecard.services.roles import name_of
from scorecard.services.summary import asked_ids, is_declared

PAGE_LENGTH = 50  # entries
STAMP = ("revision", "answered_by", "answered_at", "accepted_by")


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

    @abstractmethod
    def in_words(self, row: Any) -> AnswerInWords:
        """What a row of this history says."""

    @cached_property
    def stored(self) -> AnswerInWords | None:
        return self.in_words(self.row) if self.row else None

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
        older = {stamp.number: before for before, stamp in with_the_one_before(stamps)}
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

    def in_words(self, row: Response) -> AnswerInWords:
        return response_in_words(self.edition.levels, row)

    def stamps(self) -> list[Stamp]:
        rows = ResponseRevision.objects.filter(response=self.row).order_by("revision")
        return [Stamp(*row) for row in rows.values_list(*STAMP)]

    def versions(self, first: int, last: int) -> Iterator[Version]:
        rows = ResponseRevision.objects.filter(response=self.row, revision__range=(first, last))
        for row in rows.select_related("answered_by", "accepted_by"):
            yield Version(
                number=row.revision,
                by=name_of(row.answered_by),
                at=row.answered_at,
                answer=response_in_words(self.edition.levels, row),
                accepted_by=name_of(row.accepted_by) if row.accepted_by else "",
                accepted_alone=row.accepted_alone,
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

    def in_words(self, row: ObligationResponse) -> AnswerInWords:
        return declaration_in_words(row)

    def stamps(self) -> list[Stamp]:
        rows = ObligationRevision.objects.filter(response=self.row).order_by("revision")
        return [Stamp(*row) for row in rows.values_list(*STAMP)]

    def versions(self, first: int, last: int) -> Iterator[Version]:
        rows = ObligationRevision.objects.filter(response=self.row, revision__range=(first, last))
        for row in rows.select_related("answered_by", "accepted_by"):
            yield Version(
                number=row.revision,
                by=name_of(row.answered_by),
                at=row.answered_at,
                answer=declaration_in_words(row),
                accepted_by=name_of(row.accepted_by) if row.accepted_by else "",
            )

    def restore(self, revision: int, *, read: int, by: User) -> Recorded[ObligationResponse]:
        try:
            return restore_obligation(self.assessment, self.key, revision, read=read, by=by)
        except ObligationRevision.DoesNotExist:
            raise KeyError(revision) from None


def response_in_words(levels: Sequence[Level], said: Said) -> AnswerInWords:
    return AnswerInWords(
        name=levels[said.level].name if said.level is not None else said.get_kind_display(),
        level=said.level,
        reason=said.reason if said.kind == said.Kind.NOT_APPLICABLE else "",
        note=said.note,
        evidence=said.get_evidence_display() if said.value is not None else "",
    )


def declaration_in_words(said: Declared) -> AnswerInWords:
    return AnswerInWords(
        name=said.get_state_display(), reason=said.reason if said.is_claim else "", note=said.note
    )
