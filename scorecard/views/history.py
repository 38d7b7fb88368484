"""Who answered what and when, and putting an earlier answer back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from scorecard.http import AuthenticatedHttpRequest, require, sign_in_required
from scorecard.models import Assessment, Role
from scorecard.questionnaire.cards import AnswerInWords
from scorecard.questionnaire.histories import History, ObligationHistory, QuestionHistory
from scorecard.services import AssessmentIsClosed, CriticalQuestionApplies, EditionWasChanged
from scorecard.services.history import NotAskedAnyMore
from scorecard.views.assessments import ANSWERERS_ONLY, CLOSED

MOVED = (
    "Nothing was put back: somebody changed this answer after you opened its history. "
    "The newest change is on top. Read it, then choose again."
)
NOT_ASKED = "Nothing was put back: this is not asked any more, because the scope has changed."

ALWAYS_APPLIES = (
    "Nothing was put back: this is a critical control in the edition that is answered now, and "
    "always applies."
)


@sign_in_required
@require_safe
def response_history(request: AuthenticatedHttpRequest, code: UUID, question: str) -> HttpResponse:
    return _page(request, _existing(QuestionHistory(_visible(request, code), question)))


@sign_in_required
@require_safe
def obligation_history(
    request: AuthenticatedHttpRequest, code: UUID, obligation: str
) -> HttpResponse:
    return _page(request, _existing(ObligationHistory(_visible(request, code), obligation)))


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def restore_response(
    request: AuthenticatedHttpRequest, code: UUID, question: str, revision: int
) -> HttpResponse:
    return _restore(request, QuestionHistory(_visible(request, code), question), revision)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def restore_obligation(
    request: AuthenticatedHttpRequest, code: UUID, obligation: str, revision: int
) -> HttpResponse:
    return _restore(request, ObligationHistory(_visible(request, code), obligation), revision)


def _visible(request: AuthenticatedHttpRequest, code: UUID) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.user).for_page(), code=code)


def _existing(history: History) -> History:
    try:
        history.text  # noqa: B018  # looked up to see whether it is in the edition
    except KeyError:
        raise Http404 from None
    return history


def _restore(request: AuthenticatedHttpRequest, history: History, revision: int) -> HttpResponse:
    """Record what that revision said; the button names the newest one its author saw.

    Looking, as after signing in again or from a page that says why not, leads to the history.
    """
    _existing(history)
    if request.method != "POST":
        args = [history.assessment.code, history.key]
        return redirect(reverse(history.url_name, args=args, query=request.GET))
    require(Role(history.assessment.role).may_answer, ANSWERERS_ONLY)
    require(history.assessment.is_draft, CLOSED)
    read = request.POST.get("read", "")
    try:
        recorded = history.restore(
            revision, read=int(read) if read.isdecimal() else 0, by=request.user
        )
    except KeyError:
        raise Http404 from None
    except AssessmentIsClosed:  # meanwhile
        raise PermissionDenied(CLOSED) from None
    except NotAskedAnyMore:
        return _page(request, history, refused=NOT_ASKED)
    except CriticalQuestionApplies:
        return _page(request, history, refused=ALWAYS_APPLIES)
    except EditionWasChanged:
        return _page(request, history, refused=MOVED)
    if recorded.conflicts:
        return _page(request, history, refused=MOVED)
    said = history.in_words(recorded.rows[history.key])
    messages.success(request, _words(history.key, said, is_saved=bool(recorded.saved)))
    return redirect(history.url_name, history.assessment.code, history.key)


def _words(key: str, said: AnswerInWords, *, is_saved: bool) -> str:
    """What an answer says now that it was put back, or said before."""
    has_level = said.level is not None
    state = f"is at level {said.level}, {said.name}," if has_level else f"says “{said.name}”"
    return f"Put back: {key} {state} again." if is_saved else f"{key} {state} already."


def _page(
    request: AuthenticatedHttpRequest, history: History, *, refused: str = ""
) -> HttpResponse:
    page, entries = history.turn_to(request.GET.get("page"))
    context = {
        "assessment": history.assessment,
        "edition": history.assessment.edition,
        "history": history,
        "page": page,
        "entries": entries,
        "refused": refused,
        "may_restore": history.assessment.is_answerable and history.is_asked,
    }
    return render(request, "scorecard/history.html", context, status=409 if refused else 200)
