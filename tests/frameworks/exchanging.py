"""What the tests on uploads share: zips as an editor makes them, and the two steps of the page."""

from __future__ import annotations

import copy

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from frameworks.fixtures import fixture_texts, pack
from frameworks.models import Edition, Question
from frameworks.parsing import parse_edition

URL = reverse("editions:upload", args=["2026.2"])


def texts_of(edition: Edition, **spoilt: str) -> dict[str, str]:
    return fixture_texts(edition.definition) | spoilt


def zip_of(texts: dict[str, str]) -> SimpleUploadedFile:
    return SimpleUploadedFile("any name", pack(texts, "edition"))


def reworded(edition: Edition, text: str = "Who is told of it?", label: str = "") -> dict[str, str]:
    document = copy.deepcopy(edition.document)
    document["principles"][0]["questions"][0]["text"] = text
    document["label"] = label or edition.label
    return fixture_texts(parse_edition(document))


def preview(client, texts: dict[str, str], url: str = URL):
    """Sent, and what the browser is led to then."""
    return client.post(url, {"file": zip_of(texts)}, follow=True)


def confirm(client, page, url: str = URL, **said: str):
    return client.post(url, {"upload": page.context["upload"].pk, **said}, follow=True)


def snapshot() -> list[object]:
    return [
        *Edition.objects.order_by("pk").values_list(),
        *Question.objects.order_by("pk").values_list(),
    ]
