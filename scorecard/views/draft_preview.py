"""Questionnaire and report as they would look with a draft, for content editors.

They see nobody's answers.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frameworks.views.editors import EditorRequest, edits_content, find_edition
from frameworks.views.languages import said_in
from frameworks.views.preview import addresses_of_preview
from frameworks.views.readings import content_in, versions_by
from scorecard.models import Assessment
from scorecard.questionnaire.draft import cards_of, sections_of
from scorecard.reports.on_screen import with_glyphs
from scorecard.services.example import example_report


@edits_content
@require_safe
def draft_section(request: EditorRequest, label: str, key: str = "") -> HttpResponse:
    """The first section unless one is named, in English unless a language is.

    Its links to the library lead to the preview there.
    """
    edition, language = find_edition(label), request.GET.get("language", "")
    content = content_in(edition, language)
    sections = sections_of(content, language)
    found = [each for each in sections if key in ("", each.key)]
    if not found:
        raise Http404("The questionnaire has no such section.")
    section = found[0]
    place = sections.index(section)
    context = {
        "edition": edition,
        "sections": sections,
        "section": section,
        "previous": sections[place - 1] if place else None,
        "next": sections[place + 1] if place + 1 < len(sections) else None,
        "cards": cards_of(content, section),
        "versions": versions_by(lambda code: f"{request.path}?language={code}", content, language),
        "assessment": Assessment(edition=edition),  # never saved: cards ask for its address
    }
    with addresses_of_preview(label, language):
        return said_in(render(request, "scorecard/draft_section.html", context), language)


@edits_content
@require_safe
def draft_report(request: EditorRequest, label: str) -> HttpResponse:
    """The printed report's own page, on answers made by a rule. It is never stored."""
    edition = find_edition(label)
    context = {
        "edition": edition,
        "report": example_report(edition),
        "left_out": [each.name for each in edition.definition.markets if each.is_draft],
    }
    page = render(request, "scorecard/draft_report.html", context)
    page.content = with_glyphs(page.content.decode())
    return page
