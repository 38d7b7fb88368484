"""The languages of an edition, and what is said in one of them: for reading, and in drafts to work on."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from frameworks import editing, languages
from frameworks.forms.translation import AddLanguageForm, TextsForm
from frameworks.languages import Language, RecordTexts
from frameworks.models import Edition
from frameworks.translating import languages_of, standings, with_language, without_language
from frameworks.views.draft_acts import Act, act_page
from frameworks.views.editors import (
    EditorRequest,
    edits_content,
    find_draft,
    find_edition,
    read_revision,
)

GET_OR_POST = ["GET", "HEAD", "POST"]
PER_PAGE = 50


@edits_content
@require_http_methods(GET_OR_POST)
def translations(request: EditorRequest, label: str) -> HttpResponse:
    """All languages of an edition; of a draft, a form to add one."""
    is_sent = request.method == "POST"
    edition = find_draft(label) if is_sent else find_edition(label)
    known = languages_of(edition.definition)
    form = AddLanguageForm(request.POST if is_sent else None, known=known)
    if form.is_valid():
        added = Language(form.cleaned_data["language"])
        _add(edition, added, request)
        messages.success(request, f"{added.name} is added. Every text is still in English.")
        return redirect("editions:translation", label, added.code)
    context = {
        "edition": edition,
        "rows": languages.tallies(edition),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "editions/translations/languages.html", context, status=status)


@edits_content
@require_http_methods(GET_OR_POST)
def remove_language(request: EditorRequest, label: str, language: str) -> HttpResponse:
    draft = find_draft(label)
    gone, back = find_language(draft, language), reverse("editions:translations", args=[label])
    if request.method == "POST":
        document = without_language(draft.document, language)
        editing.save_part(draft, document, read_revision=read_revision(request), by=request.user)
        messages.success(request, f"{gone.name} is taken away.")
        return redirect(back)
    said = languages.tally(standings(draft.definition, language).values()).said
    texts = "1 text" if said == 1 else f"{said} texts"
    act = Act(
        name="Take away",
        title=f"Take {gone.name} away from {draft}?",
        says=(
            f"The draft loses what it says in {gone.name}: {texts}. The English stays.",
            "Published editions keep what they say in every language.",
        ),
        does=f"Take {gone.name} away",
        instead="Keep it",
        back=back,
    )
    return act_page(request, draft, act)


@edits_content
@require_safe
def language(request: EditorRequest, label: str, language: str) -> HttpResponse:
    """The parts of the edition, or the records that were asked for, and how their texts stand."""
    edition = find_edition(label)
    shown = find_language(edition, language)
    records = languages.records_of(standings(edition.definition, language))
    parts = languages.parts_of(edition.document, records)
    form = TextsForm(request.GET, parts=[(part.address, part.name) for part in parts])
    asked = form.asked()
    wanted = languages.wanted(parts, part=asked.part, state=asked.state)
    page = Paginator(wanted, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "language": shown,
        "tally": languages.tally(each for record in records for each in record.standings),
        "parts": parts,
        "form": form,
        "asked": asked,
        "page": page,
        "records": [languages.shown(edition.document, each) for each in page.object_list],
        "next": next_shown(edition, wanted, asked.state),
    }
    status = 422 if form.errors else 200
    return render(request, "editions/translations/language.html", context, status=status)


def next_shown(
    edition: Edition,
    records: Sequence[RecordTexts],
    state: str,
    after: RecordTexts | None = None,
) -> languages.RecordShown | None:
    """Where to go on: to a text in this state or, without one, to one that needs work."""
    states = (state,) if state else languages.TO_DO
    found = languages.next_to_do(records, after=after, states=states)
    return languages.shown(edition.document, found) if found else None


def find_language(edition: Edition, code: str) -> Language:
    if code not in languages_of(edition.definition):
        raise Http404("The edition is not translated into this language.")
    return Language(code)


def _add(draft: Edition, language: Language, request: EditorRequest) -> None:
    def save(latest: Edition) -> Edition:
        document = with_language(latest.document, language.code)
        return editing.save_part(latest, document, read_revision=latest.revision, by=request.user)

    editing.on_top(draft, save)
