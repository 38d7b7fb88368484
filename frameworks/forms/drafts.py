"""Forms about a draft as a whole: its label, and what is said when it is published."""

from __future__ import annotations

from django import forms

from frameworks.forms.written import LineField, TextField
from frameworks.models import Edition
from frameworks.parsing.forms import LABEL


class StartDraftForm(forms.Form):
    label = LineField(
        max_length=40,
        label="Label of the new edition",
        help_text="Letters, digits, dots and hyphens, such as 2026.2. It stands on every report "
        "made with this edition, and cannot be changed later.",
    )

    title = LineField(
        max_length=300,
        label="Title of the new edition",
        help_text="It stands beside the label in the library and in every citation.",
        error_messages={"required": "Say what the new edition is called."},
    )

    def clean_label(self) -> str:
        label: str = self.cleaned_data["label"]
        for problem in LABEL.problems(label, ()):
            raise forms.ValidationError(f"It {problem.message}.")
        if Edition.objects.filter(label=label).exists():
            raise forms.ValidationError(f"There is an edition {label} already: choose another.")
        return label


class ReleaseNotesForm(forms.Form):
    release_notes = TextField(
        max_length=4000,
        label="Release notes",
        help_text="What is new, and why, in a few sentences. They stay with the edition for good.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what is new in this edition."},
    )
