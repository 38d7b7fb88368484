"""An edition that somebody sends as a file, and the word to save it."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

from frameworks.limits import MAX_ARCHIVE_BYTES, OVERSIZED

CHOOSE_A_FILE = "Choose the zip file with the fixtures."


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Zip file with the fixtures",
        help_text=f"The folder as you downloaded it here, packed again. Up to {MAX_ARCHIVE_BYTES // 10**6} MB.",
        allow_empty_file=True,
        error_messages=dict.fromkeys(("required", "missing", "invalid"), CHOOSE_A_FILE),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def clean_file(self) -> bytes:
        """The content: its name says nothing about it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError("This file is empty.")
        if file.size > MAX_ARCHIVE_BYTES:
            raise forms.ValidationError(OVERSIZED)
        content: bytes = file.read()
        return content


class ConfirmUploadForm(forms.Form):
    upload = forms.UUIDField()
