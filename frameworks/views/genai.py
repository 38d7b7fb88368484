"""The GenAI supplement, and the questions on several markets at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Edition, GenaiDimension, GenaiRisk, Question
from frameworks.origins import Section, risks_of, section_of
from frameworks.tally import EXPANDED_GUIDE
from frameworks.views.editions import reads_edition
from frameworks.views.sources import sources_in


@dataclass(frozen=True, slots=True)
class RiskRow:
    risk: GenaiRisk
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class DimensionRow:
    dimension: GenaiDimension
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """A text that questions build on."""

    section: Section
    questions: tuple[Question, ...]


@reads_edition
def genai(request: HttpRequest, edition: Edition) -> HttpResponse:
    supplement = edition.genai
    instruments = edition.regional.instruments
    context = {
        "edition": edition,
        "instrument": next((each for each in instruments if each.key == EXPANDED_GUIDE), None),
        "audience": next((fact for fact in supplement.facts if fact.key == "audience"), None),
        "risks": [
            RiskRow(risk, tuple(q for q in supplement.questions if risk in risks_of(edition, q)))
            for risk in supplement.risks
        ],
        "dimensions": [
            DimensionRow(
                each, tuple(q for q in supplement.questions if q.genai_dimension == each.key)
            )
            for each in supplement.dimensions
        ],
        "claims": [claim for claim in edition.summary if claim.topic == "GenAI supplement"],
        "sources": sources_in(edition, supplement),
    }
    return render(request, "frameworks/genai.html", context)


@reads_edition
def cross_border(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {"edition": edition, "bases": _bases(edition)}
    return render(request, "frameworks/cross_border.html", context)


def _bases(edition: Edition) -> list[Base]:
    questions = edition.cross_border.questions
    cited = dict.fromkeys(text for question in questions for text in question.origin.sections)
    return [
        Base(section_of(edition, text), tuple(q for q in questions if text in q.origin.sections))
        for text in cited
    ]
