"""The method, published in full from the constants that scores are computed with."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frameworks import definition
from frameworks.models import Edition
from scorecard.scoring import constants


@dataclass(frozen=True, slots=True)
class Band:
    """The scores that make a level, and the highest one a critical control at it allows."""

    level: definition.Level
    lowest: int
    ceiling: int


@dataclass(frozen=True, slots=True)
class EvidenceGrade:
    name: str
    supports: str  # the level it supports


EVIDENCE_NAMES = (
    "Asserted: nobody has shown anything",
    "Described: it is said what exists and where",
    "Document: attached or linked",
    "Checked by a second person",
)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    row = Edition.objects.newest_published()
    if row is None:
        return render(request, "frameworks/no_edition.html")
    edition = row.definition
    context = {
        "edition": edition,
        "constants": constants,
        "bands": _bands(edition),
        "grades": _grades(edition),
        "critical": sum(question.critical for question in edition.questions),
        "target": edition.levels[constants.LEAST_TARGET].name,
    }
    return render(request, "scorecard/method.html", context)


def _bands(edition: definition.Edition) -> list[Band]:
    step = constants.LEVEL_STEP
    ceilings = (*constants.CEILINGS, constants.CEILINGS[-1])
    return [
        Band(level, number * step, ceiling)
        for number, (level, ceiling) in enumerate(zip(edition.levels, ceilings, strict=True))
    ]


def _grades(edition: definition.Edition) -> list[EvidenceGrade]:
    return [
        EvidenceGrade(name, edition.levels[level].name)
        for name, level in zip(EVIDENCE_NAMES, constants.SUPPORTED_LEVEL, strict=True)
    ]
