"""Accepting that a question or an obligation does not apply, and withdrawing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from scorecard import services
from scorecard.http import AuthenticatedHttpRequest, require, sign_in_required
from scorecard.models import Assessment, Role
from scorecard.questionnaire import Section, build_task_list
from scorecard.questionnaire.remarks import places
from scorecard.services import claims as verbs
from scorecard.services.review import TransitionIsNotPossible
from scorecard.services.roles import ReviewerMustBeSomebodyElse, RoleMayNot
from scorecard.views.too_late import too_late

APPROVED = "This assessment is approved. Reopen it to change anything."
REVIEWERS_ONLY = "Only a reviewer or an owner accepts that something does not apply."
SOMEBODY_ELSE = "You submitted this assessment. Somebody else reviews it."
CLAIM_MOVED = (
    "Nothing was accepted: the claim was changed or accepted meanwhile, or it is your own. "
    "Read it again."
)
NOTHING_WITHDRAWN = (
    "Nothing was withdrawn: the claim is not accepted any more, or was changed. Read it again."
)


@sign_in_required
@require_POST
def accept_claim(request: AuthenticatedHttpRequest, code: UUID, key: str) -> HttpResponse:
    """A second person agrees with the claim whose revision the button names."""
    assessment, section = _found(request, code, key)
    accept = services.accept_not_applicable if section.is_market else verbs.accept_claim
    try:
        accept(assessment, key, revision=_revision(request), by=request.user)
    except services.ClaimCannotBeAccepted:
        messages.error(request, CLAIM_MOVED)
        return redirect(_onward(request, assessment, section))
    except RoleMayNot:  # a moment ago
        raise PermissionDenied(REVIEWERS_ONLY) from None
    except ReviewerMustBeSomebodyElse:
        raise PermissionDenied(SOMEBODY_ELSE) from None
    except (services.AssessmentIsClosed, TransitionIsNotPossible):
        return too_late(request, code)
    messages.success(request, f"You accepted that {key} does not apply.")
    return redirect(_onward(request, assessment, section, key))


@sign_in_required
@require_POST
def withdraw_acceptance(request: AuthenticatedHttpRequest, code: UUID, key: str) -> HttpResponse:
    """The claim stays, and waits to be accepted again."""
    assessment, section = _found(request, code, key)
    try:
        verbs.withdraw_acceptance(assessment, key, revision=_revision(request), by=request.user)
    except verbs.NothingWasAccepted:
        messages.error(request, NOTHING_WITHDRAWN)
        return redirect(_onward(request, assessment, section))
    except RoleMayNot:  # a moment ago
        raise PermissionDenied(REVIEWERS_ONLY) from None
    except ReviewerMustBeSomebodyElse:
        raise PermissionDenied(SOMEBODY_ELSE) from None
    except (services.AssessmentIsClosed, TransitionIsNotPossible):
        return too_late(request, code)
    messages.success(request, f"That {key} does not apply is not accepted any more.")
    return redirect(_onward(request, assessment, section, key))


def _found(request: AuthenticatedHttpRequest, code: UUID, key: str) -> tuple[Assessment, Section]:
    """The assessment, and the section in which the question or obligation is asked."""
    visible = Assessment.objects.visible_to(request.user).for_page()
    assessment = get_object_or_404(visible, code=code)
    require(Role(assessment.role).may_review, REVIEWERS_ONLY)
    require(not assessment.is_approved, APPROVED)
    section = places(build_task_list(assessment, assessment.scoped())).get(key)
    if section is None:
        raise Http404
    return assessment, section


def _revision(request: AuthenticatedHttpRequest) -> int:
    read = request.POST.get("revision", "")
    return int(read) if read.isdecimal() else 0


def _onward(
    request: AuthenticatedHttpRequest, assessment: Assessment, section: Section, key: str = ""
) -> str:
    """Back to where the button stood; to the top of the page where something went wrong."""
    if request.POST.get("then") == "review":
        row = f"#claim-{key}" if key else ""
        return reverse("scorecard:review", args=[assessment.code]) + row
    return f"{section.href}#{key}" if key else section.href
