"""One card saves itself: what comes back are the pieces around its fields, never the fields.

So nothing that is typed while a save is under way is lost, and the focus stays where it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from frameworks.views.languages import said_in
from scorecard import services
from scorecard.http import (
    AuthenticatedHttpRequest,
    asked_otherwise,
    render_pinned,
    sign_in_required,
)
from scorecard.models import Assessment, Role
from scorecard.questionnaire import (
    Card,
    MarketSheet,
    QuestionSheet,
    Row,
    Sheet,
    build_section,
)
from scorecard.questionnaire.remarks import with_remarks
from scorecard.services import Standing
from scorecard.views.assessments import ANSWERERS_ONLY, CLOSED
from scorecard.views.languages import language_of

MOVED = (
    "the assessment was moved to another edition after you opened this page. "
    "Copy what you wrote, then load the page again."
)
NO_LONGER_ASKED = "This is not asked any more: the scope has changed."


@sign_in_required
@require_POST
def record_response(request: AuthenticatedHttpRequest, code: UUID, question: str) -> HttpResponse:
    assessment = _visible(request, code)
    if asked_otherwise(request, assessment):
        return _refuse(request, question, MOVED)
    try:
        sheet = QuestionSheet.asking(assessment, question)
    except KeyError:
        raise Http404 from None
    return _record(request, sheet, question)


@sign_in_required
@require_POST
def record_obligation(
    request: AuthenticatedHttpRequest, code: UUID, obligation: str
) -> HttpResponse:
    assessment = _visible(request, code)
    if asked_otherwise(request, assessment):
        return _refuse(request, obligation, MOVED)
    try:
        sheet = MarketSheet.asking(assessment, obligation)
    except KeyError:
        if obligation in assessment.edition.definition.obligation_by_id:
            return _refuse(request, obligation, NO_LONGER_ASKED)
        raise Http404 from None
    return _record(request, sheet, obligation)


def _visible(request: AuthenticatedHttpRequest, code: UUID) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.user).for_page(), code=code)


def _record(request: AuthenticatedHttpRequest, sheet: Sheet[Card, Row], key: str) -> HttpResponse:
    if not Role(sheet.assessment.role).may_answer:
        return _refuse(request, key, ANSWERERS_ONLY)
    card: Any = next((card for card in sheet.sent(request.POST) if card.key == key), None)
    if card is None:
        return HttpResponseBadRequest("The card was not sent.")
    if not card.form.is_valid():
        return _pieces(request, sheet, card, status=422)
    if not card.form.is_changed:
        return _stored(request, sheet, key)
    try:
        recorded = sheet.record([card], by=request.user)
    except services.AssessmentIsClosed:
        review = reverse("scorecard:review", args=[sheet.assessment.code])
        return _refuse(request, key, CLOSED, review=review)
    except services.EditionWasChanged:
        return _refuse(request, key, MOVED)
    row = recorded.rows[key]
    if key in recorded.conflicts:
        return _pieces(request, sheet, replace(card, row=row, is_conflict=True), status=409)
    progress = _progress(sheet, recorded.standing, key) if recorded.standing else {}
    return _pieces(request, sheet, card.stored_as(row), just_saved=True, **progress)


def _refuse(
    request: AuthenticatedHttpRequest, key: str, words: str, *, review: str = ""
) -> HttpResponse:
    context = {"key": key, "words": words, "review": review}
    return render(request, "scorecard/components/card_refused.html", context, status=403)


def _stored(request: AuthenticatedHttpRequest, sheet: Sheet[Card, Row], key: str) -> HttpResponse:
    """The whole card as it is stored: its author gives up what was typed, or typed nothing."""
    sheet = replace(sheet, language=language_of(request, sheet.assessment))
    cards = with_remarks(sheet.load(also=[key])[1], sheet.assessment.remarks.for_list())
    context = {
        "card": next(card for card in cards if card.key == key),
        "assessment": sheet.assessment,
        "may_answer": True,
        "may_settle": True,
    }
    response = said_in(render_pinned(request, sheet.card_template, context), sheet.language)
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def _pieces(
    request: AuthenticatedHttpRequest,
    sheet: Sheet[Card, Row],
    card: Any,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"card": card, "assessment": sheet.assessment, "oob": True, **more}
    return render_pinned(request, "scorecard/components/card_pieces.html", context, status)


def _progress(sheet: Sheet[Card, Row], standing: Standing, key: str) -> dict[str, Any]:
    """How far it all is now. The scope may have changed since the card was shown."""
    return {
        "section": build_section(standing, sheet.address),
        "summary": standing.assessment,
        "is_not_asked": key not in standing.asked.get(sheet.address, ()),
    }
