from __future__ import annotations

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from scorecard.http import current_membership, memberships
from scorecard.models import Assessment, Role

PAGE_LENGTH = 20


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """The assessments of the current organisation, or with `?all=1` of all of the user's."""
    if not isinstance(request.user, User):
        return render(request, "landing.html")
    membership = current_membership(request)
    if membership is None:
        return redirect("scorecard:start-organisation")

    everywhere = "all" in request.GET
    assessments = Assessment.objects.visible_to(request.user).for_dashboard()
    if not everywhere:
        assessments = assessments.filter(organisation=membership.organisation)
    context = {
        "page": Paginator(assessments, PAGE_LENGTH).get_page(request.GET.get("page")),
        "everywhere": everywhere,
        "has_others": len(memberships(request)) > 1,
        "organisation": membership.organisation,
        "may_start": Role(membership.role).may_answer,
    }
    return render(request, "scorecard/dashboard.html", context)
