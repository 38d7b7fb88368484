"""One card, one form: a question or an obligation, its answer and what was said about it.

Every card of a section is sent at once. `revision` names the row the person
read; `read` is a fingerprint of what it said, so that a card nobody touched is
told from one that was changed, also when a colleague changed it meanwhile.
Where somebody else was quicker, the card offers two buttons: `mine` names the
revision that one's own answer is put over, `theirs` gives one's own up.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Self

from django import forms
from django.http import QueryDict

from frameworks.definition import Obligation, Question
from frameworks.forms.written import TextField
from scorecard.models import ObligationResponse, Response
from scorecard.models.responses import Evidence
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Value

Base = dict[str, Any]  # the values of `revision` and `read`

BLANK = ""
CHOOSE = "Choose one of the answers shown."
GIVE_A_REASON = "Say why this does not apply to you."


class CardForm(forms.Form):
    """What the cards of questions and of obligations have in common."""

    content: tuple[str, ...]  # the fields a fingerprint covers

    reason = TextField(
        required=False,
        max_length=2000,
        label="Reason",
        help_text="Needed when it does not apply to you.",
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    note = TextField(
        required=False,
        max_length=5000,
        label="Note",
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    read = forms.CharField(max_length=16, widget=forms.HiddenInput)
    mine = forms.IntegerField(required=False, min_value=0)
    theirs = forms.BooleanField(required=False)

    @classmethod
    def is_sent(cls, key: str, data: QueryDict) -> bool:
        """A card that came into view after the page was made has not been sent."""
        return f"{key}-revision" in data

    @property
    def is_changed(self) -> bool:
        """It is valid, and says something else than what was read, or is to be put over it."""
        if not self.is_valid() or self.cleaned_data["theirs"]:
            return False
        if self.cleaned_data["mine"] is not None:
            return True
        said = [self.cleaned_data[name] for name in self.content]
        return fingerprint(*said) != str(self.cleaned_data["read"])

    @property
    def base(self) -> int:
        """Of a valid form: the revision its author has seen and builds on."""
        chosen: int | None = self.cleaned_data["mine"]
        read: int = self.cleaned_data["revision"]
        return read if chosen is None else chosen

    def clean(self) -> None:
        super().clean()
        chosen = self.cleaned_data.get(self.content[0])
        if chosen in (NOT_APPLICABLE, "not_applicable") and not self.cleaned_data.get("reason"):
            self.add_error("reason", GIVE_A_REASON)


class ResponseForm(CardForm):
    content = ("answer", "reason", "note", "evidence")

    answer = forms.ChoiceField(
        required=False, widget=forms.RadioSelect, error_messages={"invalid_choice": CHOOSE}
    )
    evidence = forms.ChoiceField(
        choices=Evidence.choices,
        required=False,
        label="Evidence",
        help_text="How well the answer is supported. It changes the confidence, never the score.",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Choose an evidence grade from the list."},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        question: Question,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix=question.id, initial=initial)
        self.question = question
        answer = self.fields["answer"]
        assert isinstance(answer, forms.ChoiceField)  # noqa: S101  # narrows the type
        answer.choices = [
            *((str(level), str(level)) for level in range(len(question.anchors))),
            (DONT_KNOW.value, "Don't know"),
            *([] if question.critical else [(NOT_APPLICABLE.value, "Not applicable")]),
            (BLANK, "Not answered"),
        ]

    @classmethod
    def showing(cls, response: Response | None, *, question: Question) -> Self:
        """An unbound form, filled in with what is stored."""
        row = response or Response()
        initial = {
            "answer": _word(row.value),
            "reason": row.reason,
            "note": row.note,
            "evidence": row.evidence,
            **cls.base_of(row),
        }
        return cls(question=question, initial=initial)

    @staticmethod
    def base_of(row: Response) -> Base:
        """What a save after this answer builds on."""
        read = fingerprint(row.value, row.reason, row.note, row.evidence)
        return {"revision": row.revision, "read": read}

    def clean_evidence(self) -> int:
        return int(self.cleaned_data["evidence"] or 0)

    def clean_answer(self) -> Value | None:
        word: str = self.cleaned_data["answer"]
        if word in (DONT_KNOW.value, NOT_APPLICABLE.value):
            return DONT_KNOW if word == DONT_KNOW.value else NOT_APPLICABLE
        return int(word) if word else None


class ObligationForm(CardForm):
    content = ("state", "reason", "note")

    state = forms.ChoiceField(
        required=False,
        choices=ObligationResponse.State,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": CHOOSE},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        obligation: Obligation,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix=obligation.id, initial=initial)
        self.obligation = obligation

    @classmethod
    def showing(cls, response: ObligationResponse | None, *, obligation: Obligation) -> Self:
        """An unbound form, filled in with what is stored."""
        row = response or ObligationResponse()
        initial = {
            "state": row.state,
            "reason": row.reason,
            "note": row.note,
            **cls.base_of(row),
        }
        return cls(obligation=obligation, initial=initial)

    @staticmethod
    def base_of(row: ObligationResponse) -> Base:
        """What a save after this declaration builds on."""
        return {"revision": row.revision, "read": fingerprint(row.state, row.reason, row.note)}

    def clean_state(self) -> str:
        return self.cleaned_data["state"] or ObligationResponse.State.BLANK


def fingerprint(*content: Any) -> str:
    """Equal for equal content, and short enough to travel in a hidden field."""
    words = [_word(value) if not isinstance(value, str) else value for value in content]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]


def _word(value: Value | None) -> str:
    if value is None:
        return BLANK
    return str(value) if isinstance(value, int) else value.value
