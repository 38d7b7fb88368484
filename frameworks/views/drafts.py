"""Editions for those who edit them: all of them, one of them, and a new draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from frameworks import editing, history, languages
from frameworks.figures import Figures, figures
from frameworks.forms.drafts import StartDraftForm
from frameworks.models import Edition
from frameworks.parsing import InvalidEdition
from frameworks.views.editors import EditorRequest, edits_content, find_edition

_KEPT = 500
_figures: dict[str, Figures] = {}  # by digest: what has one digest holds the same


@dataclass(frozen=True, slots=True)
class Listed:
    edition: Edition
    figures: Figures


@edits_content
@require_safe
def editions(request: EditorRequest) -> HttpResponse:
    """Drafts first, then what was published, newest first."""
    rows = with_figures(Edition.objects.for_editors())
    has_published = any(row.edition.is_published for row in rows)
    context = {"editions": rows, "has_published": has_published}
    return render(request, "editions/list.html", context)


@edits_content
@require_safe
def edition(request: EditorRequest, label: str) -> HttpResponse:
    shown = find_edition(label)
    parts = differences_of(shown) if shown.is_draft else ()
    context = {
        "edition": shown,
        "figures": with_figures([shown])[0].figures,
        "languages": languages.tallies(shown),
        "others": Edition.objects.for_editors().exclude(pk=shown.pk),
        "parts": parts,
        "number": sum(len(part.changes) for part in parts),
        "has_second_editor": editing.has_second_editor(request.user),
        "is_own_proposal": shown.proposed_by_id == request.user.pk,
        "is_only_published": editing.is_only_published(shown),
    }
    return render(request, "editions/edition.html", context)


@edits_content
@require_http_methods(["GET", "HEAD", "POST"])
def start_draft(request: EditorRequest, label: str) -> HttpResponse:
    start = find_edition(label)
    sent = request.POST if request.method == "POST" else None
    form = StartDraftForm(sent, initial={"title": start.definition.title})
    if form.is_valid():
        try:
            draft = editing.start_draft(start, by=request.user, **form.cleaned_data)
        except editing.LabelIsTaken as taken:  # a moment ago
            form.add_error("label", str(taken))
        except InvalidEdition as invalid:  # a title that cannot be printed, say
            form.add_error(None, str(invalid))
        else:
            messages.success(request, f"{draft} is a draft that says what {start} says.")
            return redirect("editions:edition", draft.label)
    status = 422 if form.errors else 200
    return render(request, "editions/start.html", {"edition": start, "form": form}, status=status)


def differences_of(draft: Edition) -> tuple[history.PartChanged, ...]:
    """What the draft changes of what it was started from."""
    if draft.base_document is None:
        return ()
    return history.differences(draft.base_document, draft.document)


def with_figures(editions: Iterable[Edition]) -> tuple[Listed, ...]:
    """One query for the documents that were never counted, none once all were."""
    editions = tuple(editions)
    unknown = {edition.digest for edition in editions} - _figures.keys()
    if unknown:
        if len(_figures) > _KEPT:
            _figures.clear()
        rows = Edition.objects.filter(digest__in={edition.digest for edition in editions})
        _figures.update((row.digest, figures(row.document)) for row in rows.iterator(chunk_size=1))
    return tuple(Listed(edition, _figures[edition.digest]) for edition in editions)
