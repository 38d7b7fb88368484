"""What an assessment covers: words, facts, seats and markets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from django import forms
from django.forms.boundfield import BoundField

from frameworks.definition import Edition
from scorecard.models import Assessment
from scorecard.scoring.types import ELSEWHERE

ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}
CHOICES = [("yes", "Yes"), ("no", "No"), ("unknown", "Don't know yet")]


class ScopeForm(forms.Form):
    title = forms.CharField(
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text="For example: Retail bank, 2026 second half.",
    )
    scope = forms.CharField(
        required=False,
        max_length=2000,
        label="What it covers",
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        help_text="Which parts of the organisation and which AI systems. It is printed in the report.",
    )
    seats = forms.MultipleChoiceField(
        required=False,
        label="Where are you established?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Some duties fall only on organisations from abroad. Choose “Elsewhere” for a seat in another country. Leave all empty if you are not sure.",
    )
    markets = forms.MultipleChoiceField(
        required=False,
        label="Which markets should be assessed?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Where your AI systems are offered or run. With two or more, cross-border questions are asked.",
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        choices = [(market.code, market.name) for market in edition.markets if not market.is_draft]
        seats = [*choices, (ELSEWHERE, "Elsewhere")]
        for name, offered in (("seats", seats), ("markets", choices)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # narrows the type
            field.choices = offered
        for fact in edition.facts:
            self.fields[_name(fact.key)] = forms.ChoiceField(
                choices=CHOICES,
                initial="unknown",
                label=fact.question,
                help_text=fact.help,
                widget=forms.RadioSelect,
            )

    @classmethod
    def showing(cls, assessment: Assessment, *, edition: Edition) -> Self:
        words = {value: word for word, value in ANSWERS.items()}
        facts = {_name(key): words[value] for key, value in assessment.facts.items()}
        initial = {
            "title": assessment.title,
            "scope": assessment.scope,
            "seats": assessment.seats,
            "markets": assessment.markets,
        }
        return cls(edition=edition, initial=initial | facts)

    def clean_scope(self) -> str:
        text: str = self.cleaned_data["scope"]
        return text.replace("\r\n", "\n")

    @property
    def facts(self) -> dict[str, bool | None]:
        """Of a valid form: every fact of the edition."""
        return {
            fact.key: ANSWERS[self.cleaned_data[_name(fact.key)]] for fact in self.edition.facts
        }

    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The questions about facts under their headings, in the edition's order."""
        headings: dict[str, list[BoundField]] = {}
        for fact in self.edition.facts:
            headings.setdefault(fact.group, []).append(self[_name(fact.key)])
        yield from headings.items()


def _name(fact: str) -> str:
    return f"fact-{fact}"
