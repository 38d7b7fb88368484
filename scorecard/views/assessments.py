"""What an assessment covers, at its start and later: form, preview, then save."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from frameworks.models import Edition
from scorecard import services
from scorecard.forms import ScopeForm
from scorecard.http import AuthenticatedHttpRequest, current_membership, require, sign_in_required
from scorecard.models import Assessment, Role
from scorecard.questionnaire import compare_scopes, preview_scope
from scorecard.services import Scope
from scorecard.views.too_late import too_late

ANSWERERS_ONLY = "Your role lets you read this organisation's assessments, not change them."
CLOSED = (
    "This assessment is no longer a draft, so it takes no more changes. "
    "The page of its review says why, and what to do."
)
TAKEN = "This is the scope that is saved. What you had typed was not saved."
NOT_READ = -1  # the revision of a form that names none: it never overwrites anything
LONGEST_REVISION = 9  # digits


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_assessment(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Scope first, then a preview of what will be asked, then the start."""
    membership = current_membership(request)
    if membership is None:
        return redirect("scorecard:start-organisation")
    require(Role(membership.role).may_answer, ANSWERERS_ONLY)
    edition = Edition.objects.newest_published()
    if edition is None:
        return render(request, "scorecard/no_edition.html")

    form = ScopeForm(request.POST or None, edition=edition.definition)
    more: dict[str, object] = {"organisation": membership.organisation}
    if form.is_valid():
        if _agrees_to_the_preview(request, form):
            started = services.start_assessment(
                membership.organisation, edition, scope=form.said, by=request.user
            )
            return redirect(started)
        more["preview"] = preview_scope(edition.definition, form.asked)
    return _page(request, form, edition, more)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_scope(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    """Like the start; the preview also says what comes in, what goes out, and which answers."""
    visible = Assessment.objects.visible_to(request.user).for_page()
    assessment = get_object_or_404(visible, code=code)
    require(Role(assessment.role).may_answer, ANSWERERS_ONLY)
    if not assessment.is_draft:
        return _closed(request, code)
    if "take" in request.POST:
        messages.info(request, TAKEN)
        return redirect("scorecard:edit-scope", code)

    edition = assessment.edition.definition
    more = {"assessment": assessment, "revision": assessment.scope_revision}
    if request.method != "POST":
        form = ScopeForm.showing(Scope.of(assessment), edition=edition)
        return _page(request, form, assessment.edition, more)
    form = ScopeForm(request.POST, edition=edition)
    if form.is_valid():
        return _change(request, assessment, form)
    return _page(request, form, assessment.edition, more | {"revision": _revision(request)})


def _closed(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    """The page of the review says what to do; what was sent too late is shown to be copied."""
    if request.method == "POST":
        return too_late(request, code, words=CLOSED, status=403)
    messages.info(request, CLOSED)
    return redirect("scorecard:review", code)


def _change(
    request: AuthenticatedHttpRequest, assessment: Assessment, form: ScopeForm
) -> HttpResponse:
    """Save what was agreed to; else show what it would do, and what somebody saved meanwhile."""
    revision, edition = _revision(request), assessment.edition.definition
    if _agrees_to_the_preview(request, form):
        try:
            saved = services.change_scope(assessment, scope=form.said, revision=revision)
        except services.AssessmentIsClosed:
            return _closed(request, assessment.code)
        except services.ScopeWasChanged as found:
            assessment = found.current
        else:
            is_new = saved.scope_revision != assessment.scope_revision
            messages.success(request, "The scope is saved." if is_new else "Nothing had changed.")
            return redirect(assessment)

    differences = compare_scopes(edition, Scope.of(assessment), form.said)
    more = {
        "assessment": assessment,
        "preview": preview_scope(edition, form.asked, before=assessment.answers()),
        "is_unchanged": not differences,
        "conflict": differences if assessment.scope_revision != revision else (),
        "revision": assessment.scope_revision,
    }
    return _page(request, form, assessment.edition, more)


def _agrees_to_the_preview(request: AuthenticatedHttpRequest, form: ScopeForm) -> bool:
    """Somebody who changed the form since the preview has not seen what it would ask."""
    return request.POST.get("confirm") == form.fingerprint


def _revision(request: AuthenticatedHttpRequest) -> int:
    read = request.POST.get("revision", "")
    return int(read) if read.isdecimal() and len(read) <= LONGEST_REVISION else NOT_READ


def _page(
    request: AuthenticatedHttpRequest, form: ScopeForm, edition: Edition, more: dict[str, Any]
) -> HttpResponse:
    drafts = [market for market in edition.definition.markets if market.is_draft]
    context = {"form": form, "edition": edition, "drafts": drafts, **more}
    context["is_looked_at_again"] = "confirm" in request.POST
    status = 409 if more.get("conflict") else 422 if form.errors else 200
    return render(request, "scorecard/scope.html", context, status=status)
