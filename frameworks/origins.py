"""The texts behind a question: which part of which text, and where the library shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.urls import reverse

from frameworks.definition import Edition, GenaiRisk, Question, Statement
from frameworks.tally import GUIDE

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
_ABBREVIATION = re.compile(r"\(([A-Z]{2,})s?\)")
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
    return Section(cited, href=_href_in_the_region(edition, cited))


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
    return Section(cited, GUIDE_PARTS.get(part, ""), _href_in_the_guide(edition, cited, part))


def _href_in_the_guide(edition: Edition, cited: str, part: str) -> str:
    """Where the page on the Guide tells of the part, best of the stage that is cited with it."""
    head = f"{part} " if "." in part else f"{part}. "  # "C.1 Internal …", "E. Regional …"
    found = [fact for fact in facts_of_guide(edition) if fact.title.startswith(head)]
    stage = cited.removeprefix(part).split("(")[0].strip()
    for fact in [fact for fact in found if stage in fact.title] or found:
        return f"{reverse('frameworks:guide')}#fact-{fact.key}"
    return ""


def facts_of_guide(edition: Edition) -> tuple[Statement, ...]:
    instruments = edition.regional.instruments
    return next((each.facts for each in instruments if each.key == GUIDE), ())


def _of_expanded_guide(edition: Edition, cited: str, part: str) -> Section:
    page = reverse("frameworks:genai")
    for dimension in edition.genai.dimensions:
        if dimension.guide_section == part:
            return Section(cited, dimension.name, f"{page}#dimension-{dimension.key}")
    anchor = "#h-risks" if _RISKS.match(cited) else ""
    return Section(cited, href=f"{page}{anchor}")


def _href_in_the_region(edition: Edition, cited: str) -> str:
    """The place of the instrument that begins with the same two words, or is abbreviated in it."""
    page, instruments = reverse("frameworks:region"), edition.regional.instruments
    for instrument in instruments:
        if instrument.name.split()[:2] == cited.split()[:2]:
            return f"{page}#{instrument.key}"
    for instrument in instruments:
        names = _ABBREVIATION.findall(instrument.name)
        if any(re.search(rf"\b{name}s?\b", cited) for name in names):
            return f"{page}#{instrument.key}"
    return page
