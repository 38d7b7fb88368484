"""A file of answers that somebody sends, and what it would change on its way through a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from scorecard.models import Assessment
from scorecard.services.uploads import Changes

MAX_BYTES = 5_000_000
MAX_SEALED = 2_000_000  # below what Django takes as one form
HOURS_VALID = 8

TOO_LARGE = "This file is larger than 5 MB."
EMPTY = "This file is empty."
CHOOSE_A_FILE = "Choose the file with the answers."
PREVIEW_IS_OLD = (
    "This preview is too old, or was made for somebody else or for another edition. "
    "Nothing is saved. Upload the file again."
)


class UploadForm(forms.Form):
    file = forms.FileField(
        label="File with answers",
        help_text="A workbook (XLSX) that you downloaded here, or an answers file (YAML or JSON). Up to 5 MB.",
        allow_empty_file=True,
        error_messages={
            "required": CHOOSE_A_FILE,
            "missing": CHOOSE_A_FILE,
            "invalid": CHOOSE_A_FILE,
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.yaml,.yml,.json"}),
    )

    def clean_file(self) -> bytes:
        """The content: its name says nothing about it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(EMPTY)
        if file.size > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        content: bytes = file.read()
        return content


class SaveUploadForm(forms.Form):
    """The changes of a preview, sealed, which of them to take, and which conflicts the file wins."""

    sealed = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, assessment: Assessment, user: User, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.salt = _salt(assessment, user)

    def clean_sealed(self) -> tuple[Changes, tuple[str, ...]]:
        """The changes, and the keys of those that are conflicts."""
        try:
            opened = signing.loads(
                self.cleaned_data["sealed"], salt=self.salt, max_age=HOURS_VALID * 3600
            )
        except signing.BadSignature:
            raise forms.ValidationError(PREVIEW_IS_OLD) from None
        return Changes.from_plain(opened["changes"]), tuple(opened["conflicts"])

    @property
    def wanted(self) -> Changes:
        """Of a valid form: the changes that are ticked, and the conflicts that the file wins."""
        changes: Changes = self.cleaned_data["sealed"][0]
        return changes.without(key for key in changes.keys if not self._is_wanted(key))

    @property
    def left_out(self) -> int:
        """How many changes are not ticked; a conflict has a choice of its own."""
        changes: Changes = self.cleaned_data["sealed"][0]
        return len([key for key in changes.keys - self._conflicts if not self._is_wanted(key)])

    @property
    def _conflicts(self) -> set[str]:
        return set(self.cleaned_data["sealed"][1])

    def _is_wanted(self, key: str) -> bool:
        if key in self._conflicts:
            return bool(self.data.get(choice_name(key)) == "file")
        return tick_name(key) in self.data


def seal(
    changes: Changes, conflicts: tuple[str, ...], *, assessment: Assessment, user: User
) -> str:
    plain = {"changes": changes.as_plain(), "conflicts": conflicts}
    return signing.dumps(plain, salt=_salt(assessment, user), compress=True)


def choice_name(key: str) -> str:
    """The name of the radio buttons of one conflict."""
    return f"keep-{key}"


def tick_name(key: str) -> str:
    """The name of the check box of one change; a box that is not ticked is not sent."""
    return f"take-{key}"


def _salt(assessment: Assessment, user: User) -> str:
    return f"scorecard.upload:{assessment.code}:{assessment.edition_id}:{user.pk}"
