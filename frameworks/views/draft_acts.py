"""What is done to a draft or an edition as a whole. Each act has a page that says what it does."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from frameworks import editing
from frameworks.forms.drafts import ReleaseNotesForm
from frameworks.models import Edition
from frameworks.parsing import InvalidEdition
from frameworks.services import EditionIsNotPublished
from frameworks.views.editors import (
    EditorRequest,
    edits_content,
    find_draft,
    find_edition,
    read_revision,
)

GET_OR_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a page says before somebody does it. `does`: the words of the button."""

    name: str
    title: str
    says: tuple[str, ...]
    does: str
    instead: str = "Keep it as it is"
    is_final: bool = True  # nothing brings it back
    back: str = ""  # where “instead” leads, if not to the edition


@edits_content
@require_http_methods(GET_OR_POST)
def reset(request: EditorRequest, label: str) -> HttpResponse:
    draft = find_draft(label)
    if draft.base_document is None:
        raise Http404("Nobody has changed this draft.")
    if request.method == "POST":
        editing.reset_draft(draft, read_revision=read_revision(request), by=request.user)
        messages.success(request, f"{draft} says again what it started from.")
        return redirect("editions:edition", label)
    start = f"edition {draft.started_from.label}" if draft.started_from else "what it started from"
    act = Act(
        name="Reset",
        title=f"Reset {draft}?",
        says=(
            f"It will say again what {start} said when the draft was started.",
            "Every change that anybody made to the draft is lost. The draft itself stays.",
        ),
        does="Throw the changes away",
    )
    return act_page(request, draft, act)


@edits_content
@require_http_methods(GET_OR_POST)
def delete(request: EditorRequest, label: str) -> HttpResponse:
    draft = find_draft(label)
    if request.method == "POST":
        editing.delete_draft(draft, read_revision=read_revision(request))
        messages.success(request, f"The draft of {draft} is deleted. Its label is free again.")
        return redirect("editions:list")
    act = Act(
        name="Delete",
        title=f"Delete the draft of {draft}?",
        says=(
            "The draft and every change in it are lost. Published editions stay as they are.",
            "No assessment is affected: none is ever made with a draft.",
        ),
        does="Delete the draft",
        instead="Keep it",
    )
    return act_page(request, draft, act)


@edits_content
@require_http_methods(GET_OR_POST)
def propose(request: EditorRequest, label: str) -> HttpResponse:
    draft = find_draft(label)
    form = _notes_form(request, draft)
    if form.is_valid():
        editing.propose(
            draft, read_revision=read_revision(request), by=request.user, **form.cleaned_data
        )
        messages.success(request, "Another editor can look at the changes and publish it now.")
        return redirect("editions:edition", label)
    act = Act(
        name="Propose",
        title=f"Propose to publish {draft}",
        says=(
            "Another editor looks at what you changed, and publishes it or sends it back.",
            "When anybody changes the draft meanwhile, it has to be proposed again.",
        ),
        does="Propose it",
        instead="Not yet",
        is_final=False,
    )
    return act_page(request, draft, act, form)


@edits_content
@require_http_methods(GET_OR_POST)
def withdraw(request: EditorRequest, label: str) -> HttpResponse:
    draft = find_draft(label)
    if request.method == "POST":
        editing.withdraw_proposal(draft, read_revision=read_revision(request))
        messages.success(request, f"{draft} is not proposed any more.")
        return redirect("editions:edition", label)
    act = Act(
        name="Send back",
        title=f"Do not publish {draft} yet?",
        says=(
            "The draft stays, with every change and the release notes.",
            "Somebody has to propose it again before it can be published.",
        ),
        does="Send it back",
        instead="Leave it proposed",
        is_final=False,
    )
    return act_page(request, draft, act)


@edits_content
@require_http_methods(GET_OR_POST)
def publish(request: EditorRequest, label: str) -> HttpResponse:
    draft = find_draft(label)
    form = _notes_form(request, draft)
    if request.method == "POST":
        editing.refuse_if_stale(draft, read_revision(request))
    try:
        _refuse_on_ones_own(draft, request)
        if form.is_valid():
            editing.publish_draft(
                draft, read_revision=read_revision(request), by=request.user, **form.cleaned_data
            )
            messages.success(request, f"{draft} is published.")
            return redirect("editions:edition", label)
    except (editing.NeedsSecondEditor, InvalidEdition) as refusal:
        if request.method != "POST":
            messages.warning(request, str(refusal))
            return redirect("editions:edition", label)
        if form.is_valid():
            form.add_error(None, str(refusal))  # beside the notes, which stay
    act = Act(
        name="Publish",
        title=f"Publish {draft}",
        says=(
            "Its content never changes again. A correction is a new edition.",
            "The library shows it, and new assessments are made with it.",
            "Assessments that exist keep their edition, and no finished result changes.",
        ),
        does="Publish it",
        instead="Not yet",
    )
    return act_page(request, draft, act, form)


@edits_content
@require_http_methods(GET_OR_POST)
def retire(request: EditorRequest, label: str) -> HttpResponse:
    edition = find_edition(label)
    if not edition.is_published:
        raise Http404("Only what is published can be retired.")
    try:
        editing.refuse_to_empty_the_library(edition)
        if request.method == "POST":
            editing.retire_edition(edition, by=request.user)
            messages.success(request, f"{edition} is retired.")
            return redirect("editions:edition", label)
    except editing.OnlyEditionPublished as refusal:
        messages.warning(request, str(refusal))
        return redirect("editions:edition", label)
    except EditionIsNotPublished:
        messages.warning(request, f"Somebody retired {edition} a moment ago.")
        return redirect("editions:edition", label)
    act = Act(
        name="Retire",
        title=f"Retire {edition}?",
        says=(
            "No new assessment is made with it.",
            "Assessments made with it keep it, and so do their results and reports.",
            "It stays in the list of editions for good, and is never published again.",
        ),
        does="Retire it",
    )
    return act_page(request, edition, act)


def _refuse_on_ones_own(draft: Edition, request: EditorRequest) -> None:
    """Before the page is shown, too: nobody writes notes for a button that will refuse."""
    is_own = draft.proposed_by_id in (None, request.user.pk)
    if is_own and editing.has_second_editor(request.user):
        raise editing.NeedsSecondEditor(
            "There is another editor: what one proposes, another publishes."
        )


def _notes_form(request: EditorRequest, draft: Edition) -> ReleaseNotesForm:
    sent = request.POST if request.method == "POST" else None
    return ReleaseNotesForm(sent, initial={"release_notes": draft.release_notes})


def act_page(
    request: EditorRequest, edition: Edition, act: Act, form: ReleaseNotesForm | None = None
) -> HttpResponse:
    context = {"edition": edition, "act": act, "form": form}
    status = 422 if form and form.errors else 200
    return render(request, "editions/act.html", context, status=status)
