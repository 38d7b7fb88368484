from __future__ import annotations

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
from scorecard.questionnaire import ScopePreview, preview_scope
from scorecard.scoring.types import Answers

ANSWERERS_ONLY = "Your role lets you read this organisation's assessments, not change them."
CLOSED = "This assessment is no longer a draft, so it takes no more changes."


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
    preview = None
    if form.is_valid():
        if "confirm" in request.POST:
            started = services.start_assessment(
                membership.organisation, edition, scope=_scope(form), by=request.user
            )
            return redirect(started)
        preview = preview_scope(edition.definition, _asked(form))
    return _scope_page(
        request, form, preview, edition=edition, organisation=membership.organisation
    )


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_scope(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    """Like the start; the preview also says which answers would no longer be asked for."""
    visible = Assessment.objects.visible_to(request.user).for_page()
    assessment = get_object_or_404(visible, code=code)
    require(Role(assessment.role).may_answer, ANSWERERS_ONLY)
    require(assessment.is_draft, CLOSED)
    edition = assessment.edition.definition
    if request.method != "POST":
        form = ScopeForm.showing(assessment, edition=edition)
        return _scope_page(request, form, None, edition=assessment.edition, assessment=assessment)

    form, preview = ScopeForm(request.POST, edition=edition), None
    if form.is_valid():
        if "confirm" in request.POST:
            services.change_scope(assessment, scope=_scope(form))
            messages.success(request, "The scope is saved.")
            return redirect(assessment)
        preview = preview_scope(edition, _asked(form), before=assessment.answers())
    return _scope_page(request, form, preview, edition=assessment.edition, assessment=assessment)


def _scope(form: ScopeForm) -> services.Scope:
    said = form.cleaned_data
    return services.Scope(
        title=said["title"],
        scope=said["scope"],
        facts=form.facts,
        seats=tuple(said["seats"]),
        markets=tuple(said["markets"]),
    )


def _asked(form: ScopeForm) -> Answers:
    said = form.cleaned_data
    return Answers(facts=form.facts, seats=tuple(said["seats"]), markets=tuple(said["markets"]))


def _scope_page(
    request: AuthenticatedHttpRequest,
    form: ScopeForm,
    preview: ScopePreview | None,
    *,
    edition: Edition,
    **more: object,
) -> HttpResponse:
    drafts = [market for market in edition.definition.markets if market.is_draft]
    context = {"form": form, "preview": preview, "edition": edition, "drafts": drafts, **more}
    return render(request, "scorecard/scope.html", context, status=422 if form.errors else 200)
