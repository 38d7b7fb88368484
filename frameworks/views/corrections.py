"""What common summaries say, beside what the sources say."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Edition, SummaryClaim
from frameworks.views.editions import reads_edition


@dataclass(frozen=True, slots=True)
class Topic:
    """Claims of the common summary on one subject."""

    name: str
    claims: tuple[SummaryClaim, ...]


@reads_edition
def corrections(request: HttpRequest, edition: Edition) -> HttpResponse:
    topics = [
        Topic(name, tuple(claims))
        for name, claims in groupby(edition.summary, key=lambda claim: claim.topic)
    ]
    return render(request, "frameworks/corrections.html", {"edition": edition, "topics": topics})
