"""What people write when they submit, send back, approve, reopen, or ask about an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from frameworks.forms.written import TextField

LONGEST = 4000  # characters of a message


class StepForm(forms.Form):
    """Several stand on one page, so each has ids of its own."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        ids = f"{type(self).__name__.lower()}_%s"
        super().__init__(data, initial=initial, auto_id=ids)


def _words(label: str, help_text: str = "", **more: Any) -> TextField:
    return TextField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        **more,
    )


class SubmitForm(StepForm):
    message = _words("Message to the reviewer", "What is new, or where to look.", required=False)


class WithdrawForm(StepForm):
    """Nothing to fill in: a button."""


class SendBackForm(StepForm):
    message = _words(
        "What should be changed",
        error_messages={"required": "Say what should be changed. Nobody can guess it."},
    )


class ApproveForm(StepForm):
    """Approves the result with this seal and no other."""

    sha256 = forms.CharField(widget=forms.HiddenInput, required=False)
    message = _words("Message", "It is kept with the approval.", required=False)
    read = forms.BooleanField(
        label="I have read the result and the remarks",
        error_messages={"required": "Read them, then tick this box. Approving cannot be undone."},
    )


class ReopenForm(StepForm):
    message = _words("Why it is reopened", "For those who answer next.", required=False)


class RemarkForm(StepForm):
    remark = _words(
        "What do you want to know, or to see changed?",
        error_messages={"required": "Write what you want to know, or to see changed."},
    )
