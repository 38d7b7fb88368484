"""Before a section is called done: what to look at in it. And what is kept, and not asked now."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from scorecard import services
from scorecard.http import AuthenticatedHttpRequest, require, sign_in_required
from scorecard.models import Assessment, Role
from scorecard.questionnaire import (
    Section,
    TaskList,
    build_task_list,
    check_groups,
    hidden_answers,
    retired_answers,
)
from scorecard.questionnaire.remarks import places, remark_rows
from scorecard.questionnaire.review import may_settle
from scorecard.views.assessments import ANSWERERS_ONLY, CLOSED
from scorecard.views.tasks import read_tasks

NOT_ASKED = "Nothing is asked in this section now, so there is nothing to mark as done."


@sign_in_required
@require_safe
def check_section(request: AuthenticatedHttpRequest, code: UUID, key: str) -> HttpResponse:
    return _check_page(request, _visible(request, code), key, is_market=False)


@sign_in_required
@require_safe
def check_market(request: AuthenticatedHttpRequest, code: UUID, market: str) -> HttpResponse:
    return _check_page(request, _visible(request, code), market, is_market=True)


@sign_in_required
@require_POST
def mark_section(request: AuthenticatedHttpRequest, code: UUID, key: str) -> HttpResponse:
    return _mark(request, _visible(request, code), key, is_market=False)


@sign_in_required
@require_POST
def mark_market(request: AuthenticatedHttpRequest, code: UUID, market: str) -> HttpResponse:
    return _mark(request, _visible(request, code), market, is_market=True)


@sign_in_required
@require_safe
def hidden(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    assessment = _visible(request, code)
    edition = assessment.edition.definition
    responses, obligations = assessment.rows_in_full()
    answers = assessment.scoped(responses, obligations)
    retired = retired_answers(edition, responses, obligations)
    context = {
        "assessment": assessment,
        "edition": assessment.edition,
        "rows": hidden_answers(edition, answers) + retired,
        "may_answer": assessment.is_answerable,
    }
    return render(request, "scorecard/hidden_answers.html", context)


def _visible(request: AuthenticatedHttpRequest, code: UUID) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.user).for_page(), code=code)


def _mark(
    request: AuthenticatedHttpRequest, assessment: Assessment, key: str, *, is_market: bool
) -> HttpResponse:
    """Mark it as done; `done=no` takes the mark away."""
    require(Role(assessment.role).may_answer, ANSWERERS_ONLY)
    require(assessment.is_draft, CLOSED)
    tasks = build_task_list(assessment, assessment.scoped())  # for its name and addresses
    section = _find(tasks, key, is_market=is_market)
    if request.POST.get("done") == "no":
        services.reopen_section(assessment, section.address)
        messages.success(request, f"{section.name} is open again.")
        return redirect(section.check_href)
    try:
        services.mark_section_done(assessment, section.address, by=request.user)
    except services.SectionIsNotAsked:
        refusal = NOT_ASKED
    except services.SectionIsNotAnswered as missing:
        refusal = f"Not marked as done. Still unanswered: {missing}."
    else:
        messages.success(request, f"{section.name} is marked as done.")
        return redirect(assessment)
    return _check_page(request, assessment, key, is_market=is_market, refusal=refusal)


def _check_page(
    request: AuthenticatedHttpRequest,
    assessment: Assessment,
    key: str,
    *,
    is_market: bool,
    refusal: str = "",
) -> HttpResponse:
    answers, tasks = read_tasks(assessment, request.user)
    definition = assessment.edition.definition
    section = _find(tasks, key, is_market=is_market)
    context = {
        "assessment": assessment,
        "edition": assessment.edition,
        "section": section,
        "groups": check_groups(definition, answers, section),
        "remarks": remark_rows(
            definition,
            assessment.remarks.for_list().filter(key__in=section.asked_keys),
            places(tasks),
        ),
        "may_settle": may_settle(assessment),
        "refusal": refusal,
        "may_answer": assessment.is_answerable,
    }
    return render(request, "scorecard/check.html", context, status=409 if refusal else 200)


def _find(tasks: TaskList, key: str, *, is_market: bool) -> Section:
    section = tasks.find(key, market=is_market)
    if section is None:
        raise Http404
    return section
