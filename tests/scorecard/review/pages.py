"""The pages of a review as a test reads and fills them in."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from scorecard.models import Assessment


def url(assessment: Assessment, name: str = "review", *more: Any) -> str:
    return reverse(f"scorecard:{name}", args=[assessment.code, *more])


def shown(client: Any, assessment: Assessment) -> str:
    response = client.get(url(assessment))
    assert response.status_code == 200
    return text(response)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def seal_on(page: str) -> str:
    return page.split('name="sha256" value="')[1].split('"')[0]


def approval(client: Any, assessment: Assessment, **changes: str) -> dict[str, str]:
    """What the form of the page sends when the box is ticked."""
    sent = {"sha256": seal_on(shown(client, assessment)), "message": "", "read": "on"}
    return sent | changes
