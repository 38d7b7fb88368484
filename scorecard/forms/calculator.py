"""The calculator: an answer and an evidence grade for each question of one principle.

Everything is in the address, so that it can be shared; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from frameworks.definition import Edition, Principle, Question
from scorecard.models import Evidence
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Answer, Value

CHOOSE = "“%(value)s” is none of the answers listed."
ALWAYS_APPLIES = f"{CHOOSE} A critical control always applies."
CHOOSE_A_GRADE = "“%(value)s” is none of the grades listed."
EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the calculator with its two fields."""

    question: Question
    answer: BoundField
    evidence: BoundField


class PrincipleForm(forms.Form):
    """Which principle is calculated."""

    principle = forms.ChoiceField(
        label="Principle",
        error_messages={"invalid_choice": "“%(value)s” is none of the principles listed."},
    )

    def __init__(self, data: QueryDict | dict[str, str], *, edition: Edition) -> None:
        super().__init__(data, auto_id="%s")
        field = self.fields["principle"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # narrows the type
        field.choices = [(each.key, each.short_name) for each in edition.principles]
        field.widget.attrs = {"class": "form-select"}


class CalculatorForm(forms.Form):
    def __init__(self, data: QueryDict, *, edition: Edition, principle: Principle) -> None:
        super().__init__(data, auto_id="%s")
        self.principle = principle
        levels = [(str(n), f"{n} {level.name}") for n, level in enumerate(edition.levels)]
        for question in principle.questions:
            self.fields[question.id] = _answer_field(question, levels)
            self.fields[f"{question.id}-{EVIDENCE}"] = _evidence_field(question)

    @property
    def rows(self) -> Iterator[Row]:
        for question in self.principle.questions:
            yield Row(question, self[question.id], self[f"{question.id}-{EVIDENCE}"])

    @property
    def unknown(self) -> list[str]:
        """What the address answers and this edition does not ask of the principle."""
        return [key for key in self.data if key not in self.fields and key != "principle"]

    @property
    def responses(self) -> Mapping[str, Answer]:
        """Of a valid form: the answers that are not blank."""
        values = {question.id: self._value(question) for question in self.principle.questions}
        return {
            key: Answer(value, int(self.cleaned_data[f"{key}-{EVIDENCE}"] or 0))
            for key, value in values.items()
            if value is not None
        }

    def _value(self, question: Question) -> Value | None:
        word: str = self.cleaned_data[question.id]
        if word in (DONT_KNOW.value, NOT_APPLICABLE.value):
            return DONT_KNOW if word == DONT_KNOW.value else NOT_APPLICABLE
        return int(word) if word else None


def sample_of(principle: Principle) -> dict[str, str]:
    """Answers to begin with: good ones, and one critical control that is not in place."""
    weakest = next((q.id for q in principle.questions if q.critical), None)
    answers = {q.id: "0" if q.id == weakest else "3" for q in principle.questions}
    return answers | {f"{key}-{EVIDENCE}": str(Evidence.DOCUMENT.value) for key in answers}


def _answer_field(question: Question, levels: list[tuple[str, str]]) -> forms.ChoiceField:
    elsewhere = [] if question.critical else [(NOT_APPLICABLE.value, "Not applicable")]
    return forms.ChoiceField(
        required=False,
        label=f"Answer to {question.id}",
        choices=[("", "No answer"), *levels, (DONT_KNOW.value, "Don't know"), *elsewhere],
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
        error_messages={"invalid_choice": ALWAYS_APPLIES if question.critical else CHOOSE},
    )


def _evidence_field(question: Question) -> forms.ChoiceField:
    return forms.ChoiceField(
        required=False,
        label=f"Evidence for {question.id}",
        choices=[(str(grade.value), f"{grade.value} {grade.label}") for grade in Evidence],
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
        error_messages={"invalid_choice": CHOOSE_A_GRADE},
    )
