"""The task list of one assessment: where it stands, and where to go on."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from scorecard.http import AuthenticatedHttpRequest, sign_in_required
from scorecard.models import Assessment
from scorecard.models.reviews import last_step
from scorecard.questionnaire import TaskList, build_task_list, work_on
from scorecard.reports.viewmodel.open_facts import open_profile
from scorecard.scoring.types import Answers
from scorecard.services.moving import last_move, newer_edition, undoable_move


@sign_in_required
@require_safe
def assessment(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    visible = Assessment.objects.visible_to(request.user).for_page()
    told = visible.annotate(last_step=last_step("step"), last_message=last_step("message"))
    assessment = get_object_or_404(told, code=code)
    answers, tasks = read_tasks(assessment, request.user)
    context = {
        "assessment": assessment,
        "edition": assessment.edition,
        "tasks": tasks,
        "profile": open_profile(assessment.edition.definition, answers),
        "may_answer": assessment.is_answerable,
        "newer": newer_edition(assessment),
        "undoable": undoable_move(assessment, last_move(assessment), tasks.saves),
    }
    return render(request, "scorecard/assessment.html", context)


def read_tasks(assessment: Assessment, reader: User) -> tuple[Answers, TaskList]:
    """All answers, and the task list with what people did. Runs three queries."""
    responses = list(assessment.responses.select_related("question"))
    obligations = list(assessment.obligation_responses.all())
    marks = assessment.section_marks.select_related("marked_by")
    answers = assessment.scoped(responses, obligations)
    work = work_on([*responses, *obligations], marks, reader)
    return answers, build_task_list(assessment, answers, work)
