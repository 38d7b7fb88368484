"""The texts behind a question: which part of which text, and where the library shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.urls import reverse

from frameworks.definition import Edition, GenaiRisk, Question

GUIDE_PARTS = {
    "A": "Introduction",
    "C.1": "Internal governance structures and measures",
    "C.2": "Level of human involvement",
    "C.3": "Operations management",
    "C.4": "Stakeholder interaction and communication",
    "D": "Recommendations for states",
    "E": "Recommendations for the region",
}
_RISKS = re.compile(r"^Expanded Guide .*\brisks? (\d+)(?:-(\d+))?$")
_EXPANDED = re.compile(r"^Expanded Guide (\d[\d.]*)")
_GUIDE = re.compile(r"^[A-F](?:\.\d)?(?= |$)")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text as the edition cites it, its name where we know it, and its page."""

    cited: str
    name: str = ""
    href: str = ""


def section_of(edition: Edition, cited: str) -> Section:
    if guide := _GUIDE.match(cited):
        return _of_guide(edition, cited, guide[0])
    if expanded := _EXPANDED.match(cited):
        return _of_expanded_guide(edition, cited, expanded[1])
    if cited.startswith("DEFA"):
        return Section(cited, href=reverse("frameworks:defa"))
    if "Roadmap" in cited:
        return Section(cited, href=reverse("frameworks:roadmap"))
    return Section(cited, href=reverse("frameworks:region"))


def risks_of(edition: Edition, question: Question) -> tuple[GenaiRisk, ...]:
    """The risks whose numbers its sections name: "Expanded Guide 2.1 risks 1-2"."""
    cited = (_RISKS.match(section) for section in question.origin.sections)
    spans = [(int(found[1]), int(found[2] or found[1])) for found in cited if found]
    return tuple(
        risk
        for number, risk in enumerate(edition.genai.risks, 1)
        if any(first <= number <= last for first, last in spans)
    )


def _of_guide(edition: Edition, cited: str, part: str) -> Section:
    for principle in edition.principles:
        if principle.guide_section == part:
            href = reverse("frameworks:principle", args=[principle.key])
            return Section(cited, principle.name, href)
    return Section(cited, GUIDE_PARTS.get(part, ""))


def _of_expanded_guide(edition: Edition, cited: str, part: str) -> Section:
    page = reverse("frameworks:genai")
    for dimension in edition.genai.dimensions:
        if dimension.guide_section == part:
            return Section(cited, dimension.name, f"{page}#dimension-{dimension.key}")
    anchor = "#h-risks" if _RISKS.match(cited) else ""
    return Section(cited, href=f"{page}{anchor}")
