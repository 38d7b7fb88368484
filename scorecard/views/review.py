"""Submitting, sending back, approving, reopening: the page of a review and its buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from scorecard.forms.review import (
    ApproveForm,
    ReopenForm,
    SendBackForm,
    StepForm,
    SubmitForm,
    WithdrawForm,
)
from scorecard.http import AuthenticatedHttpRequest, require, sign_in_required
from scorecard.models import Assessment, Role, Step
from scorecard.questionnaire.review import read_review
from scorecard.services import review as verbs
from scorecard.views.reports import FORMATS
from scorecard.views.too_late import too_late

FORMS: dict[Step, type[StepForm]] = {
    Step.SUBMIT: SubmitForm,
    Step.WITHDRAW: WithdrawForm,
    Step.SEND_BACK: SendBackForm,
    Step.APPROVE: ApproveForm,
    Step.REOPEN: ReopenForm,
}
MAY_NOT = {
    Step.SUBMIT: "Only an owner or an assessor submits an assessment for review.",
    Step.WITHDRAW: "Only an owner or an assessor takes an assessment back from review.",
    Step.SEND_BACK: "Only a reviewer or an owner sends an assessment back.",
    Step.APPROVE: "Only a reviewer or an owner approves an assessment.",
    Step.REOPEN: "Only an owner or an assessor reopens an assessment.",
}
DONE = {
    Step.SUBMIT: "Submitted for review. No answer is taken until it comes back.",
    Step.WITHDRAW: "Taken back from review. It is a draft again and takes answers.",
    Step.SEND_BACK: "Sent back. It is a draft again and takes answers.",
    Step.APPROVE: "Approved. This result will not change any more.",
    Step.REOPEN: "Reopened. A new round has started; what was approved stays as it is.",
}
SOMEBODY_ELSE = (
    "You submitted this round, so somebody else has to approve it: "
    "another reviewer or owner of the organisation."
)
REFUSALS = (
    verbs.TransitionIsNotPossible,
    verbs.RoleMayNot,
    verbs.ReviewerMustBeSomebodyElse,
    verbs.ResultHasChanged,
    verbs.NothingToReview,
)
NOTHING_ANSWERED = "Nothing was submitted: not one question has an answer yet."

Said = dict[str, Any]
Verb = Callable[[Assessment, Said], object]


@sign_in_required
@require_safe
def review(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    return _page(request, _visible(request, code))


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    def verb(assessment: Assessment, said: Said) -> object:
        return verbs.submit(assessment, by=request.user, message=said["message"])

    return _take(request, code, Step.SUBMIT, verb)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    def verb(assessment: Assessment, said: Said) -> object:
        return verbs.withdraw(assessment, by=request.user)

    return _take(request, code, Step.WITHDRAW, verb)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    def verb(assessment: Assessment, said: Said) -> object:
        return verbs.send_back(assessment, by=request.user, message=said["message"])

    return _take(request, code, Step.SEND_BACK, verb)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    def verb(assessment: Assessment, said: Said) -> object:
        seal, message = said["sha256"], said["message"]
        return verbs.approve(assessment, by=request.user, sha256=seal, message=message)

    return _take(request, code, Step.APPROVE, verb)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    def verb(assessment: Assessment, said: Said) -> object:
        return verbs.reopen(assessment, by=request.user, message=said["message"])

    return _take(request, code, Step.REOPEN, verb)


def _visible(request: AuthenticatedHttpRequest, code: UUID) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.user).for_page(), code=code)


def _take(request: AuthenticatedHttpRequest, code: UUID, step: Step, verb: Verb) -> HttpResponse:
    """Take one step and say so, or say why not. Looking, as after signing in, leads to the page."""
    assessment = _visible(request, code)
    if request.method != "POST":
        return redirect("scorecard:review", code)
    require(verbs.TRANSITIONS[step].may(Role(assessment.role)), MAY_NOT[step])
    if assessment.status != verbs.TRANSITIONS[step].source:
        return too_late(request, code)
    form = FORMS[step](request.POST)
    if not form.is_valid():
        return _page(request, assessment, {step: form}, status=422)
    try:
        verb(assessment, form.cleaned_data)
    except REFUSALS as refusal:
        return _refused(request, assessment, form, step, refusal)
    messages.success(request, DONE[step])
    return redirect("scorecard:review", code)


def _refused(
    request: AuthenticatedHttpRequest,
    assessment: Assessment,
    form: StepForm,
    step: Step,
    refusal: Exception,
) -> HttpResponse:
    """What was true a moment ago no longer is, or never was."""
    if isinstance(refusal, verbs.TransitionIsNotPossible):
        return too_late(request, assessment.code)
    if isinstance(refusal, verbs.RoleMayNot):
        raise PermissionDenied(MAY_NOT[step])
    if isinstance(refusal, verbs.ReviewerMustBeSomebodyElse):
        raise PermissionDenied(SOMEBODY_ELSE)
    if isinstance(refusal, verbs.ResultHasChanged):
        return _read_again(request, assessment.code, form)
    return _page(request, assessment, refusal=NOTHING_ANSWERED, status=422)


def _read_again(request: AuthenticatedHttpRequest, code: UUID, form: StepForm) -> HttpResponse:
    """The result as it is now, to be read again: the message is kept, the tick is not."""
    fresh = ApproveForm(initial={"message": form.cleaned_data["message"]})
    return _page(
        request, _visible(request, code), {Step.APPROVE: fresh}, has_changed=True, status=409
    )


def _page(
    request: AuthenticatedHttpRequest,
    assessment: Assessment,
    typed: dict[Step, StepForm] | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page, with a form as it was typed where it needs its author."""
    forms = {step.value: form() for step, form in FORMS.items()}
    forms |= {step.value: form for step, form in (typed or {}).items()}
    context = {
        "assessment": assessment,
        "edition": assessment.edition,
        "review": read_review(assessment, request.user),
        "formats": FORMATS,
        "forms": forms,
        "form": next((form for form in forms.values() if form.is_bound), None),
        **more,
    }
    return render(request, "scorecard/review/review.html", context, status=status)
