"""Editions in and out as files: the fixtures in a zip, and a zip as a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from frameworks import editing, history, uploads
from frameworks.forms.uploads import ConfirmUploadForm, UploadForm
from frameworks.models import Edition, Upload
from frameworks.parsing import InvalidEdition
from frameworks.views.editors import EditorRequest, edits_content, find_draft, find_edition

GET_OR_POST = ["GET", "HEAD", "POST"]
SHOWN_PROBLEMS = 200
SHOWN_NAMES = 10
IS_GONE = (
    "Nothing was saved now: this preview was saved before, replaced by a later file or edition, or "
    "is more than a day old. Look at the draft, or upload the file again."
)


@dataclass(frozen=True, slots=True)
class Target:
    """What a file is for: `edition` is the draft to change, or what a new one is compared with."""

    edition: Edition
    is_new: bool
    read: Callable[[bytes, Edition], uploads.Sent]

    @property
    def address(self) -> str:
        """Where a file is sent, and the word to save it."""
        if self.is_new:
            return reverse("editions:upload-new")
        return reverse("editions:upload", args=[self.edition.label])

    def preview_of(self, kept: Upload) -> str:
        return f"{self.address}{kept.pk}/"


@edits_content
@require_safe
def fixtures(request: EditorRequest, label: str) -> HttpResponse:
    """The same content is the same file, byte for byte."""
    from frameworks.fixtures import fixture_texts, pack  # YAML is slow to load

    edition = find_edition(label)
    name = f"edition-{edition.label}"
    disposition = content_disposition_header(True, f"{name}.zip")
    return HttpResponse(
        pack(fixture_texts(edition.definition), name),
        content_type="application/zip",
        headers={"Content-Disposition": disposition or "attachment"},
    )


@edits_content
@require_http_methods(GET_OR_POST)
def upload(request: EditorRequest, label: str) -> HttpResponse:
    """A file first, then a preview of what it changes, then the draft is saved."""
    return _exchange(request, _draft(label))


@edits_content
@require_safe
def upload_preview(request: EditorRequest, label: str, id: UUID) -> HttpResponse:
    return _looked_at(request, _draft(label), id)


@edits_content
@require_http_methods(GET_OR_POST)
def upload_new(request: EditorRequest) -> HttpResponse:
    """The same for a draft that is yet to be made, beside the newest published edition."""
    return _exchange(request, _new())


@edits_content
@require_safe
def new_preview(request: EditorRequest, id: UUID) -> HttpResponse:
    return _looked_at(request, _new(), id)


def _draft(label: str) -> Target:
    return Target(find_draft(label), False, uploads.read_for_draft)


def _new() -> Target:
    newest = Edition.objects.newest_published()
    if newest is None:
        raise Http404("Nothing is published that a draft could start from.")
    return Target(newest, True, uploads.read_as_new)


def _looked_at(request: EditorRequest, target: Target, id: UUID) -> HttpResponse:
    """An address to come back to, for whoever uploaded it and as long as it is kept."""
    kept = _kept(request, target, id)
    if kept is None:
        return _form_page(request, target, UploadForm(), [IS_GONE], status=404)
    return _preview_page(request, target, kept)


def _kept(request: EditorRequest, target: Target, id: UUID) -> Upload | None:
    try:
        return uploads.find_upload(id, target.edition, by=request.user)
    except uploads.UploadIsGone:
        return None


def _exchange(request: EditorRequest, target: Target) -> HttpResponse:
    from frameworks.fixtures import InvalidFixtures, UnreadableArchive  # YAML is slow to load

    if request.method != "POST":
        return _form_page(request, target, UploadForm())
    if "upload" in request.POST:
        return _confirmed(request, target)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, target, form, status=422)
    try:
        sent = target.read(form.cleaned_data["file"], target.edition)
    except UnreadableArchive as unreadable:
        return _form_page(request, target, form, unreadable.problems, status=422)
    except InvalidFixtures as invalid:
        return _form_page(request, target, form, invalid.problems, status=422)
    kept = uploads.keep_upload(sent.edition, target.edition, by=request.user)
    if sent.unread:
        messages.info(request, f"Not read: {_some(sent.unread)}.")
    return redirect(target.preview_of(kept))


def _some(names: tuple[str, ...]) -> str:
    more = len(names[SHOWN_NAMES:])
    return ", ".join((*names[:SHOWN_NAMES], *([f"and {more} more"] if more else ())))


def _confirmed(request: EditorRequest, target: Target) -> HttpResponse:
    form = ConfirmUploadForm(request.POST)
    kept = _kept(request, target, form.cleaned_data["upload"]) if form.is_valid() else None
    if kept is None:
        return _form_page(request, target, UploadForm(), [IS_GONE], status=422)
    if "discard" in request.POST:
        kept.delete()
        messages.info(request, "Your file is thrown away, and nothing is changed.")
        return _leave(target)
    return _save(request, target, kept)


def _save(request: EditorRequest, target: Target, kept: Upload) -> HttpResponse:
    """All of it, or nothing: what somebody saved meanwhile is shown before it is saved over."""
    try:
        draft = uploads.save_upload(kept, by=request.user)
    except editing.DraftWasChanged as conflict:
        uploads.look_again(kept, conflict.draft)
        now = Target(conflict.draft, target.is_new, target.read)
        return _preview_page(request, now, kept, conflict)
    except editing.LabelIsTaken as taken:
        return _form_page(request, target, UploadForm(), [str(taken)], status=422)
    except InvalidEdition as invalid:  # by what was published since
        return _form_page(request, target, UploadForm(), invalid.problems, status=422)
    words = "is a draft that says" if target.is_new else "says now"
    messages.success(request, f"{draft} {words} what your file says.")
    return redirect("editions:edition", draft.label)


def _leave(target: Target) -> HttpResponse:
    if target.is_new:
        return redirect("editions:list")
    return redirect("editions:edition", target.edition.label)


def _form_page(
    request: EditorRequest,
    target: Target,
    form: UploadForm,
    problems: Iterable[object] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    told = [str(problem) for problem in problems]
    context = {
        "edition": target.edition,
        "is_new": target.is_new,
        "address": target.address,
        "form": form,
        "problems": told[:SHOWN_PROBLEMS],
        "number": len(told),
        "more": len(told[SHOWN_PROBLEMS:]),
    }
    return render(request, "editions/upload.html", context, status=status)


def _preview_page(
    request: EditorRequest,
    target: Target,
    kept: Upload,
    conflict: editing.DraftWasChanged | None = None,
) -> HttpResponse:
    parts = history.differences(target.edition.document, kept.document)
    context = {
        "edition": target.edition,
        "is_new": target.is_new,
        "address": target.address,
        "upload": kept,
        "parts": parts,
        "number": sum(len(part.changes) for part in parts),
        "conflict": conflict,
    }
    return render(request, "editions/upload_preview.html", context, status=409 if conflict else 200)
