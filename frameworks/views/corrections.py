"""What common summaries say, beside what the sources say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from frameworks.definition import Correction, Edition, SummaryClaim
from frameworks.views.editions import reads_edition
from frameworks.views.sources import sources_in

# Where the library tells what a topic is about; a topic without an entry has no page.
TOLD_ON = {
    "Overview": "library",
    "Singapore's role": "singapore",
    "ASEAN Guide": "guide",
    "Seven principles": "guide",
    "GenAI supplement": "genai",
    "Roadmap": "roadmap",
    "Readiness tiers": "roadmap",
    "DEFA": "defa",
    "Member readiness": "markets",
}


@dataclass(frozen=True, slots=True)
class Topic:
    """Claims of the common summary on one subject, and the corrections told with them."""

    name: str
    claims: tuple[SummaryClaim, ...]
    corrections: tuple[Correction, ...]

    @property
    def anchor(self) -> str:
        return slugify(self.name)

    @property
    def href(self) -> str:
        """The page on this subject, or nothing."""
        return reverse(f"frameworks:{TOLD_ON[self.name]}") if self.name in TOLD_ON else ""

    @property
    def uncorrected(self) -> int:
        return sum(not claim.corrections for claim in self.claims)


@reads_edition
def corrections(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "topics": topics_of(edition),
        "uncorrected": sum(not claim.corrections for claim in edition.summary),
        "sources": sources_in(edition, edition.corrections),
    }
    return render(request, "frameworks/corrections.html", context)


def topics_of(edition: Edition) -> list[Topic]:
    """The topics in the order of the summary, each correction under exactly one of them."""
    homes = {each.number: _home(edition, each.number) for each in edition.corrections}
    by_topic = groupby(edition.summary, key=lambda claim: claim.topic)
    topics = [
        Topic(name, tuple(claims), tuple(c for c in edition.corrections if homes[c.number] == name))
        for name, claims in by_topic
    ]
    homeless = tuple(c for c in edition.corrections if not homes[c.number])
    return [*topics, Topic("Other", (), homeless)] if homeless else topics


def _home(edition: Edition, number: int) -> str:
    """The topic with most claims that it corrects; the opening topic only where it has no other.

    The summary opens with what it tells in full further down.
    """
    counted = Counter(claim.topic for claim in edition.summary if number in claim.corrections)
    opening = edition.summary[0].topic if edition.summary else ""
    if len(counted) > 1:
        counted.pop(opening, None)
    return counted.most_common(1)[0][0] if counted else ""
