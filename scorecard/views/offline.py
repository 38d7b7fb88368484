"""Answering away from the product: the questions as a workbook, and answers uploaded again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from frameworks.parsing import Problem
from scorecard.forms.uploads import MAX_SEALED, SaveUploadForm, UploadForm, seal
from scorecard.http import AuthenticatedHttpRequest, require, sign_in_required
from scorecard.models import Assessment, Role
from scorecard.questionnaire.answers_files import is_meant_as_answers, sample_of
from scorecard.questionnaire.uploads import (
    Comparison,
    Given,
    Preview,
    given_in_file,
    given_in_workbook,
)
from scorecard.questionnaire.workbooks import workbook_contents
from scorecard.services import AssessmentIsClosed, EditionWasChanged
from scorecard.services.reporting import safe_file_name
from scorecard.services.uploads import Changes, apply_answers
from scorecard.views.assessments import ANSWERERS_ONLY, CLOSED
from scorecard.workbook import (
    InvalidWorkbook,
    NotAWorkbook,
    UnreadableWorkbook,
    is_workbook,
    read_workbook,
    write_workbook,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOO_MUCH = "This file changes too much text for one upload. Upload it in two parts."
EDITION_CHANGED = (
    "Nothing was saved: the assessment was moved to another edition. Upload the file again."
)
NOTHING_CHOSEN = "Nothing was saved: what is stored was kept."


@dataclass(frozen=True, slots=True)
class FileProblem:
    """`place`: the cell or the line, empty where it is the whole file."""

    place: str
    message: str


class UnusableFile(ValueError):
    """`is_other_kind`: it is nothing that anybody could correct and send again."""

    def __init__(self, problems: Iterable[FileProblem], *, is_other_kind: bool = False) -> None:
        self.problems = tuple(problems)
        self.is_other_kind = is_other_kind
        super().__init__("\n".join(f"{each.place}: {each.message}" for each in self.problems))


@sign_in_required
@require_safe
def workbook(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    visible = Assessment.objects.visible_to(request.user).for_page()
    assessment = get_object_or_404(visible, code=code)
    content = write_workbook(workbook_contents(assessment, timezone.localdate()))
    name = safe_file_name(f"Questions, {assessment.organisation}, {assessment}", "xlsx")
    disposition = content_disposition_header(True, name)
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": disposition or "attachment"},
    )


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    """A file first, then a preview of what it changes, then the changes are saved."""
    visible = Assessment.objects.visible_to(request.user).for_page()
    assessment = get_object_or_404(visible, code=code)
    require(Role(assessment.role).may_answer, ANSWERERS_ONLY)
    require(assessment.is_draft, CLOSED)
    if request.method != "POST":
        return _upload_page(request, assessment, UploadForm())
    if "sealed" in request.POST:
        return _save(request, assessment)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, assessment, form)
    comparison = Comparison.of(assessment)
    try:
        given = _read(form.cleaned_data["file"], comparison)
        return _preview_page(request, assessment, comparison.preview(given))
    except UnusableFile as unusable:
        return _upload_page(request, assessment, form, unusable)


def _save(request: AuthenticatedHttpRequest, assessment: Assessment) -> HttpResponse:
    """Save what was previewed. What somebody changed since is shown again, the rest is saved."""
    form = SaveUploadForm(request.POST, assessment=assessment, user=request.user)
    if not form.is_valid():
        return _upload_page(request, assessment, form)
    try:
        applied = apply_answers(assessment, form.wanted, by=request.user)
    except AssessmentIsClosed:
        raise PermissionDenied(CLOSED) from None
    except EditionWasChanged:
        messages.error(request, EDITION_CHANGED)
        return redirect("scorecard:upload-answers", assessment.code)
    if applied.conflicts:
        preview = Comparison.of(assessment).again(form.wanted, applied.conflicts)
        return _preview_page(request, assessment, preview, saved=len(applied.saved), is_stale=True)
    messages.success(request, _told(len(applied.saved), form.left_out))
    return redirect(assessment)


def _told(saved: int, left_out: int) -> str:
    if not saved:
        return NOTHING_CHOSEN
    words = "1 answer is saved." if saved == 1 else f"{saved} answers are saved."
    if left_out:
        changes = "1 change is" if left_out == 1 else f"{left_out} changes are"
        words += f" {changes} left out, as you chose."
    return words


def _read(content: bytes, comparison: Comparison) -> Given:
    """What a file says, by its content and not by its name; or UnusableFile."""
    if is_workbook(content):
        return _read_workbook(content, comparison)
    return _read_answers_file(content, comparison)


def _read_answers_file(content: bytes, comparison: Comparison) -> Given:
    # It reads YAML, which is slow to load and seldom needed.
    from scorecard.answers_file import InvalidAnswersFile, read_answers

    try:
        loaded = read_answers(content, Path("file"))
        return given_in_file(loaded.read(comparison.edition, to_store=True), comparison)
    except InvalidAnswersFile as error:
        found = [
            FileProblem(f"Line {each.line}", str(Problem(each.path, each.message)))
            for each in error.complaints
        ]
        is_other_kind = not is_meant_as_answers(content)
        raise UnusableFile(found, is_other_kind=is_other_kind) from error


def _read_workbook(content: bytes, comparison: Comparison) -> Given:
    assessment = comparison.assessment
    try:
        reading = read_workbook(
            content,
            edition=comparison.edition,
            digest=assessment.edition.digest,
            code=str(assessment.code),
        )
    except NotAWorkbook as error:
        raise UnusableFile([], is_other_kind=True) from error
    except UnreadableWorkbook as error:
        raise UnusableFile([FileProblem("", str(error))]) from error
    except InvalidWorkbook as error:
        found = [FileProblem(each.place, each.message) for each in error.problems]
        raise UnusableFile(found) from error
    return given_in_workbook(reading)


def _upload_page(
    request: AuthenticatedHttpRequest,
    assessment: Assessment,
    form: UploadForm | SaveUploadForm,
    unusable: UnusableFile | None = None,
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "edition": assessment.edition,
        "form": form,
        "file": form["file"] if "file" in form.fields else UploadForm()["file"],
        "unusable": unusable,
        "sample": sample_of(assessment.edition.definition),
    }
    status = 422 if form.errors or unusable else 200
    return render(request, "scorecard/upload.html", context, status=status)


def _preview_page(
    request: AuthenticatedHttpRequest,
    assessment: Assessment,
    preview: Preview,
    *,
    saved: int = 0,
    is_stale: bool = False,
) -> HttpResponse:
    sealed = _sealed(request, assessment, preview.pending, preview.conflict_keys)
    context = {
        "assessment": assessment,
        "edition": assessment.edition,
        "preview": preview,
        "sealed": sealed,
        "saved": saved,
        "is_stale": is_stale,
    }
    status = 409 if is_stale else 200
    return render(request, "scorecard/upload_preview.html", context, status=status)


def _sealed(
    request: AuthenticatedHttpRequest,
    assessment: Assessment,
    changes: Changes,
    conflicts: tuple[str, ...],
) -> str:
    sealed = seal(changes, conflicts, assessment=assessment, user=request.user)
    if len(sealed) > MAX_SEALED:
        raise UnusableFile([FileProblem("", TOO_MUCH)])
    return sealed
