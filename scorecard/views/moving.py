"""Moving an assessment to a newer edition, undoing that, and saying that an answer still holds."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from frameworks.models import Edition
from scorecard import services
from scorecard.http import AuthenticatedHttpRequest, require, sign_in_required
from scorecard.models import Assessment, Role
from scorecard.questionnaire import build_task_list, preview_move
from scorecard.questionnaire.news import news_of, told_by
from scorecard.questionnaire.remarks import places
from scorecard.services import moving as verbs
from scorecard.services.moving import newer_edition, saves_of, undoable_move
from scorecard.services.roles import RoleMayNot
from scorecard.views.assessments import ANSWERERS_ONLY, CLOSED
from scorecard.views.too_late import too_late

LONGEST_REVISION = 9  # digits
NOT_READ = -1  # the revision of a form that names none: it never moves anything
CHANGED = (
    "Nothing was moved: somebody changed the scope or the edition of this assessment, or a newer "
    "edition was published, after you opened this page. This is what it looks like now."
)
NOTHING_NEWER = "Nothing was moved: no newer edition is published."
NOT_UNDONE = (
    "Nothing was undone. A move can be undone until the next answer or change of the scope, and "
    "only once."
)
NOT_CONFIRMED = (
    "Nothing was confirmed: the answer was changed or confirmed meanwhile. Read it again."
)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def move_edition(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    """What the newer edition changes for this assessment; then the move."""
    assessment = _visible(request, code)
    if request.method != "POST":
        return _page(request, assessment)
    require(Role(assessment.role).may_answer, ANSWERERS_ONLY)
    if not assessment.is_draft:
        return too_late(request, code, words=CLOSED, status=403)
    newer = newer_edition(assessment)
    if newer is None or newer.label != request.POST.get("to"):
        return _not_moved(request, assessment, newer)
    try:
        verbs.move(
            assessment,
            newer,
            edition=request.POST.get("edition", ""),
            scope_revision=_number(request, "scope_revision"),
            by=request.user,
        )
    except (services.EditionWasChanged, verbs.NothingToMoveTo):
        return _not_moved(request, _visible(request, code), newer)
    except services.AssessmentIsClosed:  # a moment ago
        return too_late(request, code, words=CLOSED, status=403)
    except RoleMayNot:
        raise PermissionDenied(ANSWERERS_ONLY) from None
    messages.success(
        request, f"Moved to edition {newer.label}. You can undo it until the next answer."
    )
    return redirect(assessment)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def undo_move(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    """Looking, as after signing in again, leads to the page."""
    assessment = _visible(request, code)
    if request.method != "POST":
        return redirect("scorecard:move-edition", code)
    require(Role(assessment.role).may_answer, ANSWERERS_ONLY)
    if not assessment.is_draft:
        return too_late(request, code, words=CLOSED, status=403)
    try:
        undone = verbs.undo(assessment, by=request.user)
    except verbs.MoveCannotBeUndone:
        return _page(request, _visible(request, code), refused=NOT_UNDONE)
    except services.AssessmentIsClosed:  # a moment ago
        return too_late(request, code, words=CLOSED, status=403)
    except RoleMayNot:
        raise PermissionDenied(ANSWERERS_ONLY) from None
    messages.success(request, f"Undone: everything is as it was in edition {undone.before.label}.")
    return redirect(assessment)


@sign_in_required
@require_POST
def still_true(request: AuthenticatedHttpRequest, code: UUID, key: str) -> HttpResponse:
    """The answer stays as it is, to the words that are asked now."""
    assessment = _visible(request, code)
    require(Role(assessment.role).may_answer, ANSWERERS_ONLY)
    if not assessment.is_draft:
        return too_late(request, code, words=CLOSED, status=403)
    section = places(build_task_list(assessment, assessment.scoped())).get(key)
    if section is None:
        raise Http404
    try:
        verbs.still_true(assessment, key, revision=_number(request, "revision"), by=request.user)
    except verbs.NothingToConfirm:
        messages.error(request, NOT_CONFIRMED)
    except services.AssessmentIsClosed:  # a moment ago
        return too_late(request, code, words=CLOSED, status=403)
    except RoleMayNot:
        raise PermissionDenied(ANSWERERS_ONLY) from None
    else:
        messages.success(request, f"Confirmed: the answer to {key} is still true.")
    return redirect(f"{section.href}#{key}")


def _visible(request: AuthenticatedHttpRequest, code: UUID) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.user).for_page(), code=code)


def _number(request: AuthenticatedHttpRequest, name: str) -> int:
    read = request.POST.get(name, "")
    return int(read) if read.isdecimal() and len(read) <= LONGEST_REVISION else NOT_READ


def _not_moved(
    request: AuthenticatedHttpRequest, assessment: Assessment, newer: Edition | None
) -> HttpResponse:
    """It changed meanwhile; perhaps another tab did just what was asked."""
    label = assessment.edition.label
    if label == request.POST.get("to"):
        refused = f"It was moved to {label} already, in another tab or by somebody else."
    else:
        refused = CHANGED if newer else NOTHING_NEWER
    return _page(request, assessment, refused=refused)


def _page(
    request: AuthenticatedHttpRequest, assessment: Assessment, *, refused: str = ""
) -> HttpResponse:
    newer, moves = newer_edition(assessment), list(assessment.moves.for_list())
    responses, obligations = assessment.rows_in_full()
    standing = next((move for move in moves if move.undone_at is None), None)
    saves = saves_of([*responses, *obligations])
    answers = assessment.scoped(responses, obligations)
    preview = newer and preview_move(assessment.edition.definition, newer.definition, answers)
    known = told_by(preview, newer.definition) if preview and newer else ()
    context = {
        "assessment": assessment,
        "edition": assessment.edition,
        "newer": newer,
        "preview": preview,
        "news": news_of(assessment, newer, known=known),
        "moves": moves,
        "undoable": undoable_move(assessment, standing, saves),
        "may_move": assessment.is_answerable,
        "refused": refused,
    }
    return render(request, "scorecard/move_edition.html", context, status=409 if refused else 200)
