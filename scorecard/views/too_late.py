"""The answer to what somebody sent after the status or edition of its assessment had changed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from scorecard.http import AuthenticatedHttpRequest, typed_words
from scorecard.models import Assessment
from scorecard.scope_words import choices_sent


def too_late(
    request: AuthenticatedHttpRequest, code: UUID, *, words: str = "", status: int = 409
) -> HttpResponse:
    """Nothing was done: what the status is now, who changed it, and what was typed."""
    visible = Assessment.objects.visible_to(request.user).for_page()
    assessment = get_object_or_404(visible, code=code)
    context = {
        "assessment": assessment,
        "edition": assessment.edition,
        "latest": assessment.review_steps.select_related("by").last(),
        "typed": typed_words(request),
        "chosen": list(choices_sent(request.POST)),
        "words": words,
    }
    return render(request, "scorecard/review/moved.html", context, status=status)


def moved_on(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    """The questions that were answered are another edition's by now."""
    visible = Assessment.objects.visible_to(request.user).for_page()
    assessment = get_object_or_404(visible, code=code)
    context = {
        "assessment": assessment,
        "edition": assessment.edition,
        "typed": typed_words(request),
    }
    return render(request, "scorecard/moved_on.html", context, status=409)
