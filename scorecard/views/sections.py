"""One section, one form: every card of it is sent and saved at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from frameworks.views.languages import said_in
from scorecard import services
from scorecard.http import (
    AuthenticatedHttpRequest,
    asked_otherwise,
    market_not_in_scope,
    render_pinned,
    require,
    sign_in_required,
)
from scorecard.models import Assessment, Role
from scorecard.questionnaire import (
    Card,
    MarketSheet,
    QuestionSheet,
    Row,
    Sheet,
    build_task_list,
    unsettled,
)
from scorecard.questionnaire.remarks import with_remarks
from scorecard.questionnaire.review import may_settle
from scorecard.services import Recorded
from scorecard.services.roles import is_alone, may_review
from scorecard.views.assessments import ANSWERERS_ONLY, CLOSED
from scorecard.views.languages import choices_of, language_of
from scorecard.views.too_late import moved_on, too_late


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: AuthenticatedHttpRequest, code: UUID, key: str) -> HttpResponse:
    assessment = _visible(request, code)
    sheet = QuestionSheet(assessment, key, language_of(request, assessment))
    try:
        sheet.questions  # noqa: B018  # looked up to see whether there are any
    except KeyError:
        raise Http404 from None
    return _answer(request, sheet)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def market_section(request: AuthenticatedHttpRequest, code: UUID, market: str) -> HttpResponse:
    assessment = _visible(request, code)
    if market not in assessment.markets:
        return market_not_in_scope(request, assessment, market)
    return _answer(request, MarketSheet(assessment, market, language_of(request, assessment)))


def _visible(request: AuthenticatedHttpRequest, code: UUID) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.user).for_page(), code=code)


def _answer(request: AuthenticatedHttpRequest, sheet: Sheet[Card, Row]) -> HttpResponse:
    """Save what was sent and go on; where something needs its author, show it as it was typed."""
    sent: list[Card] = []
    recorded: Recorded[Row] = Recorded()
    if request.method == "POST":
        require(Role(sheet.assessment.role).may_answer, ANSWERERS_ONLY)
        if not sheet.assessment.is_draft:
            return too_late(request, sheet.assessment.code, words=CLOSED, status=403)
        if asked_otherwise(request, sheet.assessment):
            return moved_on(request, sheet.assessment.code)
        sent = sheet.sent(request.POST)
        if changed := [card for card in sent if card.form.is_changed]:
            try:
                recorded = sheet.record(changed, by=request.user)
            except services.AssessmentIsClosed:  # a moment ago
                return too_late(request, sheet.assessment.code, words=CLOSED, status=403)
            except services.EditionWasChanged:
                return moved_on(request, sheet.assessment.code)
        if not recorded.conflicts and not any(card.form.errors for card in sent):
            return _onward(request, sheet, len(recorded.saved))
    return _page(request, sheet, sent, recorded)


def _onward(request: AuthenticatedHttpRequest, sheet: Sheet[Card, Row], saved: int) -> HttpResponse:
    """To the next section, to the task list after the last one, or back here."""
    answers = "1 answer is" if saved == 1 else f"{saved} answers are"
    messages.success(request, f"{answers} saved." if saved else "Nothing had changed.")
    if request.POST.get("then") != "next":
        return redirect(request.path)
    tasks = build_task_list(sheet.assessment, sheet.assessment.scoped())
    here = tasks.find(sheet.key, market=sheet.is_market)
    following = tasks.after(here) if here else None
    return redirect(following.href if following else sheet.assessment)


def _page(
    request: AuthenticatedHttpRequest,
    sheet: Sheet[Card, Row],
    sent: list[Card],
    recorded: Recorded[Row],
) -> HttpResponse:
    in_error = {card.key for card in sent if card.form.errors}
    assessment = sheet.assessment
    reviews = may_review(assessment, request.user)
    answers, stored = sheet.load(also=in_error | recorded.conflicts.keys())
    tasks = build_task_list(sheet.assessment, answers, language=sheet.language)
    here = tasks.find(sheet.key, market=sheet.is_market)
    remarks = sheet.assessment.remarks.for_list()
    cards = with_remarks(unsettled(stored, sent, recorded.conflicts.keys()), remarks)
    context = {
        "assessment": sheet.assessment,
        "edition": sheet.assessment.edition,
        "sheet": sheet,
        "languages": choices_of(assessment, sheet.language),
        "tasks": tasks,
        "section": here,
        "previous": tasks.before(here) if here else None,
        "next": tasks.after(here) if here else None,
        "cards": cards,
        "errors": [error for card in cards for error in card.errors],
        "conflicts": [card for card in cards if card.is_conflict],
        "claims": [card for card in stored if card.is_binding_claim],
        "saved": len(recorded.saved),
        "may_answer": sheet.assessment.is_answerable,
        "may_settle": may_settle(sheet.assessment),
        "may_review": reviews,
        "is_alone": reviews
        and assessment.is_in_review
        and is_alone(assessment.organisation, request.user),
    }
    status = 409 if recorded.conflicts else 422 if in_error else 200
    page = render_pinned(request, sheet.template, context, status)
    return said_in(page, sheet.language)
