from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from frameworks.editing import may_edit
from frameworks.models import Edition
from scorecard.http import current_membership, memberships
from scorecard.models import Assessment, Role
from scorecard.models.reviews import last_step
from scorecard.questionnaire.news import told
from scorecard.services.showcase import showcase

PAGE_LENGTH = 20


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """The assessments of the current organisation, or with `?all=1` of all of the user's.

    Who belongs to none edits content, or starts one.
    """
    if not isinstance(request.user, User):
        return _landing(request)
    membership = current_membership(request)
    if membership is None:
        return redirect(
            "editions:list" if may_edit(request.user) else "scorecard:start-organisation"
        )

    everywhere = "all" in request.GET
    visible = Assessment.objects.visible_to(request.user).for_dashboard()
    assessments = visible.annotate(last_step=last_step("step"))
    if not everywhere:
        assessments = assessments.filter(organisation=membership.organisation)
    page = Paginator(assessments, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": told(page, Edition.objects.newest_published()),
        "everywhere": everywhere,
        "has_others": len(memberships(request)) > 1,
        "organisation": membership.organisation,
        "may_start": Role(membership.role).may_answer,
    }
    return render(request, "scorecard/dashboard.html", context)


def _landing(request: HttpRequest) -> HttpResponse:
    """What a visitor sees: what this is, a result, and the two ways to start."""
    edition = Edition.objects.newest_published()
    context = {
        "edition": edition and edition.definition,
        "showcase": edition and showcase(edition.definition, edition.digest),
        "canonical": request.build_absolute_uri(request.path),
        "is_sign_up_open": get_adapter(request).is_open_for_signup(request),
    }
    return render(request, "landing.html", context)
