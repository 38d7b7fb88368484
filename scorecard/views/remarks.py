"""Asking about one answer, and settling what was asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from scorecard.forms.review import RemarkForm
from scorecard.http import AuthenticatedHttpRequest, require, sign_in_required
from scorecard.models import Assessment, Remark, Role
from scorecard.questionnaire import build_task_list
from scorecard.questionnaire.remarks import places
from scorecard.questionnaire.review import may_settle
from scorecard.questionnaire.words import in_words, text_of
from scorecard.services import AssessmentIsClosed
from scorecard.services import remarks as verbs
from scorecard.services.roles import ReviewerMustBeSomebodyElse, RoleMayNot, may_review
from scorecard.views.too_late import too_late

REVIEWERS_ONLY = "Only a reviewer or an owner asks about an answer."
SOMEBODY_ELSE = "You submitted this assessment. Somebody else asks about its answers."
MEMBERS_ONLY = "Only those who answer or review settle a remark."


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: AuthenticatedHttpRequest, code: UUID, key: str) -> HttpResponse:
    """One answer with what was asked about it, and a form to ask more."""
    assessment = _visible(request, code)
    edition = assessment.edition.definition
    if key not in edition.question_by_id and key not in edition.obligation_by_id:
        raise Http404
    if request.method != "POST":
        return _page(request, assessment, key, RemarkForm())
    require(Role(assessment.role).may_review, REVIEWERS_ONLY)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _page(request, assessment, key, form, status=422)
    try:
        verbs.remark(assessment, key, form.cleaned_data["remark"], by=request.user)
    except RoleMayNot:  # a moment ago
        raise PermissionDenied(REVIEWERS_ONLY) from None
    except ReviewerMustBeSomebodyElse:
        raise PermissionDenied(SOMEBODY_ELSE) from None
    except AssessmentIsClosed:
        return too_late(request, code)
    messages.success(request, f"Your remark on {key} is kept. Everybody here can read it.")
    return redirect(_onward(request, assessment, key))


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def settle_remark(request: AuthenticatedHttpRequest, code: UUID, remark: UUID) -> HttpResponse:
    assessment = _visible(request, code)
    if request.method != "POST":
        return redirect("scorecard:review", code)
    found = get_object_or_404(Remark.objects.filter(assessment=assessment), code=remark)
    role = Role(assessment.role)
    require(role.may_answer or role.may_review, MEMBERS_ONLY)
    try:
        verbs.settle(found, by=request.user)
    except AssessmentIsClosed:
        return too_late(request, code)
    messages.success(request, f"The remark on {found.key} is settled.")
    return redirect(_onward(request, assessment, found.key))


def _visible(request: AuthenticatedHttpRequest, code: UUID) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.user).for_page(), code=code)


def _onward(request: AuthenticatedHttpRequest, assessment: Assessment, key: str) -> str:
    """Back to where the button stood."""
    section = places(build_task_list(assessment, assessment.scoped())).get(key)
    then = request.POST.get("then")
    if section and then == "card":
        return f"{section.href}#{key}"
    if section and then == "check":
        return section.check_href
    return reverse("scorecard:review", args=[assessment.code]) + "#h-remarks"


def _page(
    request: AuthenticatedHttpRequest,
    assessment: Assessment,
    key: str,
    form: RemarkForm,
    *,
    status: int = 200,
) -> HttpResponse:
    edition, answers = assessment.edition.definition, assessment.answers()
    section = places(build_task_list(assessment, answers)).get(key)
    context: dict[str, Any] = {
        "assessment": assessment,
        "edition": assessment.edition,
        "key": key,
        "text": text_of(edition, key),
        "answer": in_words(edition, answers, key),
        "href": f"{section.href}#{key}" if section else "",
        "remarks": assessment.remarks.for_list().filter(key=key),
        "may_remark": may_review(assessment, request.user),
        "may_settle": may_settle(assessment),
        "form": form,
        "then": request.POST.get("then") or request.GET.get("then", ""),
    }
    return render(request, "scorecard/review/answer.html", context, status=status)
