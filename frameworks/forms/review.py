"""Forms of the review of facts: which ones to list, and what was read to find one still true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from frameworks.definition import STALE_AFTER_DAYS
from frameworks.forms import choices
from frameworks.forms.written import TextField
from frameworks.freshness import Reason
from frameworks.records.places import Document

REASONS = (
    ("", "Old or not confirmed"),
    ("old", "Old"),
    ("partly", "Partly confirmed"),
    ("unverified", "Not confirmed"),
)
LONGEST = 36_500


@dataclass(frozen=True, slots=True)
class Asked:
    """Which facts a page of the queue lists."""

    days: int = STALE_AFTER_DAYS
    part: str = ""
    reason: Reason = ""


class QueueForm(forms.Form):
    """Filters of the queue, from its address. What is left out is as the product has it."""

    days = forms.IntegerField(
        label="Older than, in days", required=False, min_value=0, max_value=LONGEST
    )
    part = forms.ChoiceField(label="Part of the edition", required=False)
    why = forms.ChoiceField(label="Why", required=False, choices=REASONS)

    def __init__(self, data: Any, *, parts: Iterable[tuple[str, str]]) -> None:
        super().__init__({"days": str(STALE_AFTER_DAYS)} | {k: data[k] for k in data})
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # narrows the type
        field.choices = [("", "All parts"), *parts]

    def clean_days(self) -> int:
        days: int | None = self.cleaned_data["days"]
        return STALE_AFTER_DAYS if days is None else days

    def asked(self) -> Asked:
        """What is due as the product has it, where the address asks for nonsense."""
        if not self.is_valid():
            return Asked()
        said = self.cleaned_data
        return Asked(said["days"], said["part"], said["why"])


class StillTrueForm(forms.Form):
    """Which source was read; the fact's own stand first."""

    use_required_attribute = False

    source = forms.ChoiceField(
        label="The source you read",
        error_messages={
            "required": "Choose the source you read.",
            "invalid_choice": "The edition has no such source. Choose another.",
        },
    )
    note = TextField(
        label="Note for other editors (optional)",
        help_text="Kept with the check. Readers do not see it.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, document: Document, own: Iterable[str]) -> None:
        super().__init__(data)
        titles = dict(choices.sources(document))
        cited = [(id, titles[id]) for id in own if id in titles]
        others = [(id, title) for id, title in titles.items() if id not in dict(cited)]
        groups: list[Any] = [("Cited now", cited)] if cited else []
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # narrows the type
        field.choices = [*groups, ("Other sources of the edition", others)]
