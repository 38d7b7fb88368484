"""What an assessment covers: words, facts, seats and markets."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from frameworks.definition import Edition
from frameworks.forms.written import LineField, TextField
from scorecard.scope_words import ABROAD, CHOICES, MARKETS, SCOPE, SEATS, TITLE, fact_field
from scorecard.scoring.types import ELSEWHERE, Answers
from scorecard.services import Scope

ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}
NOT_CHOSEN = "Choose Yes, No or Don't know yet."


class Boxes(forms.CheckboxSelectMultiple):
    """A link from the list of errors leads to the first choice."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


class Radios(forms.RadioSelect):
    """Like Boxes."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


class PlacesField(forms.MultipleChoiceField):
    """Codes of markets, in the edition's order. `refused`: why some cannot be chosen."""

    widget = Boxes
    refused: Mapping[str, str] = {}

    def validate(self, value: list[str]) -> None:
        offered = {str(code) for code, _ in self.choices}  # type: ignore[union-attr, misc]  # a list
        wrong = [code for code in dict.fromkeys(value) if code not in offered]
        if wrong:
            raise ValidationError(
                [
                    self.refused.get(code, f"“{code[:20]}” is not one of the choices.")
                    for code in wrong
                ]
            )

    def clean(self, value: Any) -> list[str]:
        chosen: list[str] = super().clean(value)
        names = dict(self.choices)  # type: ignore[arg-type]  # a list of pairs
        twice = [names[code] for code, count in Counter(chosen).items() if count > 1]
        if twice:
            raise ValidationError([f"{name} was sent more than once." for name in twice])
        return [code for code in names if code in chosen]


class ScopeForm(forms.Form):
    title = LineField(
        label=TITLE,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text="For example: Retail bank, 2026 second half.",
        error_messages={"required": "Give the assessment a title."},
    )
    scope = TextField(
        required=False,
        max_length=2000,
        label=SCOPE,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        help_text="Which parts of the organisation and which AI systems. It is printed in the report.",
    )
    seats = PlacesField(
        required=False,
        label=SEATS,
        help_text="Some duties fall only on organisations from abroad. Choose “Elsewhere” for a seat in another country. Leave all empty if you are not sure.",
    )
    markets = PlacesField(
        required=False,
        label=MARKETS,
        help_text="Where your AI systems are offered or run. With two or more, cross-border questions are asked.",
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        choices = [(market.code, market.name) for market in edition.markets if not market.is_draft]
        seats = [*choices, (ELSEWHERE, ABROAD)]
        for name, offered in (("seats", seats), ("markets", choices)):
            field = self.fields[name]
            assert isinstance(field, PlacesField)  # noqa: S101  # narrows the type
            field.choices = offered
            field.refused = {
                market.code: f"{market.name} cannot be chosen yet: its profile is a draft."
                for market in edition.markets
                if market.is_draft
            }
        for fact in edition.facts:
            self.fields[fact_field(fact.key)] = forms.ChoiceField(
                choices=CHOICES,
                initial="unknown",
                label=fact.question,
                help_text=fact.help,
                widget=Radios,
                error_messages={"required": NOT_CHOSEN, "invalid_choice": NOT_CHOSEN},
            )

    @classmethod
    def showing(cls, scope: Scope, *, edition: Edition) -> Self:
        words = {value: word for word, value in ANSWERS.items()}
        facts = {fact_field(key): words[value] for key, value in scope.facts.items()}
        initial = {
            "title": scope.title,
            "scope": scope.scope,
            "seats": list(scope.seats),
            "markets": list(scope.markets),
        }
        return cls(edition=edition, initial=initial | facts)

    @property
    def said(self) -> Scope:
        """Of a valid form."""
        return Scope(
            title=self.cleaned_data["title"],
            scope=self.cleaned_data["scope"],
            facts={
                fact.key: ANSWERS[self.cleaned_data[fact_field(fact.key)]]
                for fact in self.edition.facts
            },
            seats=tuple(self.cleaned_data["seats"]),
            markets=tuple(self.cleaned_data["markets"]),
        )

    @property
    def asked(self) -> Answers:
        """Of a valid form: what decides which questions are asked."""
        said = self.said
        return Answers(facts=said.facts, seats=said.seats, markets=said.markets)

    @property
    def fingerprint(self) -> str:
        """The same for what asks the same questions: it says which preview somebody agrees to."""
        asked = self.asked
        parts = [self.edition.label, dict(asked.facts), asked.seats, asked.markets]
        text = json.dumps(parts, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The questions about facts under their headings, in the edition's order."""
        headings: dict[str, list[BoundField]] = {}
        for fact in self.edition.facts:
            headings.setdefault(fact.group, []).append(self[fact_field(fact.key)])
        yield from headings.items()
