"""What the tests of offline work ask for: download, upload, and the button of a preview."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.scorecard.offline.pages import sealed_in, ticked_in


@pytest.fixture
def url(assessment):
    return reverse("scorecard:upload-answers", args=[assessment.code])


@pytest.fixture
def download(as_owner, assessment):
    def run() -> bytes:
        response = as_owner.get(reverse("scorecard:workbook", args=[assessment.code]))
        return bytes(response.content)

    return run


@pytest.fixture
def upload(as_owner, url):
    """Send a file; its name says nothing about it."""

    def run(content: bytes | str, name: str = "answers.bin"):
        data = content.encode() if isinstance(content, str) else content
        return as_owner.post(url, {"file": SimpleUploadedFile(name, data)})

    return run


@pytest.fixture
def save(as_owner, url):
    """Press the button of a preview, with some boxes unticked, and with choices in conflicts."""

    def run(preview, *, without: tuple[str, ...] = (), **choices: str):
        keep = {f"keep-{key.replace('_', '-')}": choice for key, choice in choices.items()}
        ticked = ticked_in(preview)
        for key in without:
            del ticked[f"take-{key}"]
        return as_owner.post(url, {"sealed": sealed_in(preview), **ticked, **keep})

    return run
