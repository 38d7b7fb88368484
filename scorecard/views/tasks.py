"""The task list of one assessment: where it stands, and where to go on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from scorecard.http import AuthenticatedHttpRequest, sign_in_required
from scorecard.models import Assessment
from scorecard.questionnaire import build_task_list


@sign_in_required
@require_safe
def assessment(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    visible = Assessment.objects.visible_to(request.user).for_page()
    assessment = get_object_or_404(visible, code=code)
    context = {
        "assessment": assessment,
        "edition": assessment.edition,
        "tasks": build_task_list(assessment, assessment.answers()),
        "may_answer": assessment.is_answerable,
    }
    return render(request, "scorecard/assessment.html", context)
