"""One card a question or an obligation: what is asked, its form, and what is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.forms.boundfield import BoundField
from django.http import QueryDict

from frameworks.definition import Edition, Level, Question, Source
from scorecard.forms import ObligationForm, ResponseForm
from scorecard.forms.responses import Base
from scorecard.models import Evidence, ObligationResponse, Remark, Response
from scorecard.questionnaire.guidance import (
    ObligationGuidance,
    QuestionGuidance,
    obligation_guidance,
    question_guidance,
)
from scorecard.questionnaire.wordings import Change, words_changed
from scorecard.scoring.applicability import ApplicableObligation
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Value
from scorecard.services import ObligationChange, ResponseChange

Form = TypeVar("Form", ResponseForm, ObligationForm)
Row = TypeVar("Row", Response, ObligationResponse)
Card = TypeVar("Card", "QuestionCard", "ObligationCard")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One radio button of a card."""

    value: str
    id: str
    is_chosen: bool
    name: str
    level: int | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInWords:
    name: str
    level: int | None = None
    reason: str = ""
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardError:
    """A line of the error summary: `target` is the id of the field to go to."""

    target: str
    key: str
    message: str


@dataclass(frozen=True, kw_only=True)
class BaseCard(Generic[Form, Row]):
    edition: Edition
    form: Form
    row: Row | None  # what is stored
    is_conflict: bool = False
    remarks: tuple[Remark, ...] = ()
    base: Base | None = None  # what the next save builds on, if it is not what the form says

    @property
    def is_binding_claim(self) -> bool:
        """A binding obligation that is stored as not applicable. Questions are never one."""
        return False

    @cached_property
    def wording(self) -> tuple[Change, ...]:
        """What was asked in other words when this was answered, until somebody confirms it."""
        if self.row is None or self.row.worded_in is None:
            return ()
        return words_changed(self.row.worded_in.definition, self.edition, self.key)

    @property
    def may_stay(self) -> bool:
        """What is stored can be said again."""
        return True

    @property
    def errors(self) -> Iterator[CardError]:
        for name, messages in self.form.errors.items():
            field = self.form[name]
            first_option = "_0" if name == "answer" else "_met" if name == "state" else ""
            target = self.key if field.is_hidden else f"{field.auto_id}{first_option}"
            yield from (
                CardError(target=target, key=self.key, message=str(message)) for message in messages
            )

    @property
    def first_error(self) -> str:
        return next((error.message for error in self.errors), "")

    @property
    def key(self) -> str:
        return str(self.form.prefix)

    @property
    def base_fields(self) -> list[tuple[BoundField, Any]]:
        """What the next save builds on, with its values: nobody types in these."""
        fields = [self.form["revision"], self.form["read"]]
        if self.base is None:
            return [(field, field.value()) for field in fields]
        return [(field, self.base[field.name]) for field in fields]

    @property
    def fields(self) -> list[BoundField]:
        """What somebody fills in, on this card."""
        return [self.form[name] for name in self.form.content if self.has(name)]

    def has(self, field: str) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class QuestionCard(BaseCard[ResponseForm, Response]):
    question: Question

    @property
    def levels(self) -> tuple[Level, ...]:
        return self.edition.levels

    @property
    def guidance(self) -> QuestionGuidance:
        return question_guidance(self.edition, self.question)

    def has(self, field: str) -> bool:
        """A critical question is never declared not applicable, so it asks for no reason."""
        return field != "reason" or not self.question.critical

    @property
    def is_answered(self) -> bool:
        return self.row is not None and self.row.value is not None

    @property
    def is_claim(self) -> bool:
        return self.row is not None and self.row.is_claim

    @property
    def may_stay(self) -> bool:
        """What became critical always applies, whatever was said before."""
        return not (self.is_claim and self.question.critical)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The five levels first, then the answers that are no level."""
        field = self.form["answer"]
        chosen = field.value() or ""
        others = [(DONT_KNOW.value, "Don't know"), ("", "No answer yet")]
        if not self.question.critical:
            others.insert(1, (NOT_APPLICABLE.value, "Not applicable to us"))
        return (
            *(
                Option(
                    value=str(number),
                    id=f"{field.auto_id}_{number}",
                    is_chosen=str(number) == chosen,
                    name=level.name,
                    level=number,
                    anchor=anchor,
                )
                for number, (level, anchor) in enumerate(
                    zip(self.levels, self.question.anchors, strict=True)
                )
            ),
            *(
                Option(
                    value=value,
                    id=f"{field.auto_id}_{value or 'blank'}",
                    is_chosen=value == chosen,
                    name=name,
                )
                for value, name in others
            ),
        )

    def stored_as(self, row: Response) -> QuestionCard:
        """The same card once its answer is stored."""
        return replace(self, row=row, base=ResponseForm.base_of(row))

    @property
    def stored(self) -> AnswerInWords:
        row = self.row or Response()
        return _in_words(self.levels, row.value, row.reason, row.note, row.evidence)

    @property
    def typed(self) -> AnswerInWords:
        """What the author of a valid form wants to say."""
        said = self.form.cleaned_data
        return _in_words(
            self.levels, said["answer"], said["reason"], said["note"], said["evidence"]
        )

    @property
    def change(self) -> ResponseChange:
        said = self.form.cleaned_data
        return ResponseChange(
            question=self.key,
            value=said["answer"],
            reason=said["reason"],
            note=said["note"],
            evidence=said["evidence"],
            revision=self.form.base,
        )


@dataclass(frozen=True, kw_only=True)
class ObligationCard(BaseCard[ObligationForm, ObligationResponse]):
    applicable: ApplicableObligation

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(self.edition.source_by_id[id] for id in self.applicable.obligation.source)

    @property
    def guidance(self) -> ObligationGuidance:
        return obligation_guidance(self.edition, self.applicable.obligation)

    @property
    def is_answered(self) -> bool:
        return self.row is not None and self.row.declaration is not None

    @property
    def is_binding_claim(self) -> bool:
        is_claim = self.row is not None and self.row.is_claim
        return is_claim and self.applicable.obligation.force == "binding"

    @cached_property
    def options(self) -> tuple[Option, ...]:
        field = self.form["state"]
        chosen = field.value() or ObligationResponse.State.BLANK.value
        states = ObligationResponse.State
        in_order = (*(state for state in states if state is not states.BLANK), states.BLANK)
        return tuple(
            Option(
                value=state.value,
                id=f"{field.auto_id}_{state.value}",
                is_chosen=state.value == chosen,
                name="No answer yet" if state is states.BLANK else str(state.label),
            )
            for state in in_order
        )

    def stored_as(self, row: ObligationResponse) -> ObligationCard:
        """The same card once its answer is stored."""
        return replace(self, row=row, base=ObligationForm.base_of(row))

    @property
    def stored(self) -> AnswerInWords:
        row = self.row or ObligationResponse()
        return AnswerInWords(
            name=row.get_state_display(),
            reason=row.reason if row.is_claim else "",
            note=row.note,
        )

    @property
    def typed(self) -> AnswerInWords:
        """What the author of a valid form wants to say."""
        said = self.form.cleaned_data
        state = ObligationResponse.State(said["state"])
        is_claim = state is ObligationResponse.State.NOT_APPLICABLE
        return AnswerInWords(
            name=str(state.label), reason=said["reason"] if is_claim else "", note=said["note"]
        )

    @property
    def change(self) -> ObligationChange:
        said = self.form.cleaned_data
        return ObligationChange(
            obligation=self.key,
            state=said["state"],
            reason=said["reason"],
            note=said["note"],
            revision=self.form.base,
        )


def question_cards(
    edition: Edition,
    questions: Iterable[Question],
    rows: Mapping[str, Response],
    data: QueryDict | None = None,
) -> list[QuestionCard]:
    """Cards that show what is stored; with `data`, those that were sent, as they were typed."""
    cards = []
    for question in questions:
        row = rows.get(question.id)
        if data is None:
            form = ResponseForm.showing(row, question=question)
        elif ResponseForm.is_sent(question.id, data):
            form = ResponseForm(data, question=question)
        else:
            continue
        cards.append(QuestionCard(question=question, edition=edition, form=form, row=row))
    return cards


def obligation_cards(
    edition: Edition,
    applicable: Iterable[ApplicableObligation],
    rows: Mapping[str, ObligationResponse],
    data: QueryDict | None = None,
) -> list[ObligationCard]:
    """Cards that show what is stored; with `data`, those that were sent, as they were typed."""
    cards = []
    for each in applicable:
        obligation, row = each.obligation, rows.get(each.obligation.id)
        if data is None:
            form = ObligationForm.showing(row, obligation=obligation)
        elif ObligationForm.is_sent(obligation.id, data):
            form = ObligationForm(data, obligation=obligation)
        else:
            continue
        cards.append(ObligationCard(applicable=each, edition=edition, form=form, row=row))
    return cards


def unsettled(
    shown: Sequence[Card], sent: Sequence[Card], conflicts: Collection[str]
) -> list[Card]:
    """The cards to show after a save that left something to do.

    What was saved shows as it is stored; what has an error, or met somebody
    else's answer, shows as it was typed.
    """
    typed = {card.key: card for card in sent if card.form.errors or card.key in conflicts}
    return [_as_typed(card, typed.get(card.key), card.key in conflicts) for card in shown]


def _as_typed(stored: Card, typed: Card | None, is_conflict: bool) -> Card:
    return replace(stored, form=typed.form, is_conflict=is_conflict) if typed else stored


def _in_words(
    levels: Sequence[Level], value: Value | None, reason: str, note: str, evidence: int
) -> AnswerInWords:
    names: dict[Value | None, str] = {
        None: "No answer",
        DONT_KNOW: "Don't know",
        NOT_APPLICABLE: "Not applicable",
    }
    level = value if isinstance(value, int) else None
    return AnswerInWords(
        name=names[value] if level is None else levels[level].name,
        level=level,
        reason=reason if value is NOT_APPLICABLE else "",
        note=note,
        evidence="" if level is None else str(Evidence(evidence).label),
    )
