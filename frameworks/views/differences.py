"""What any two editions say differently, drafts included: on screen and as text."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frameworks import history
from frameworks.difference_text import difference_text
from frameworks.models import Edition
from frameworks.views.drafts import differences_of
from frameworks.views.editors import EditorRequest, edits_content, find_edition


@edits_content
@require_safe
def changes(request: EditorRequest, label: str) -> HttpResponse:
    """Against the edition that `since` names; without one, against what a draft started from."""
    edition = find_edition(label)
    since, parts = _compared(request, edition)
    context = {
        "edition": edition,
        "since": since,
        "others": Edition.objects.for_editors().exclude(pk=edition.pk),
        "parts": parts,
        "number": sum(len(part.changes) for part in parts),
    }
    return render(request, "editions/changes.html", context)


@edits_content
@require_safe
def changes_text(request: EditorRequest, label: str) -> HttpResponse:
    edition = find_edition(label)
    since, parts = _compared(request, edition)
    before = since.label if since else "its start"
    text = difference_text(before, edition.label, parts)
    name = f"changes-{edition.label}-since-{before.replace(' ', '-')}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


def _compared(
    request: EditorRequest, edition: Edition
) -> tuple[Edition | None, Sequence[history.PartChanged]]:
    label = request.GET.get("since")
    if label:
        since = find_edition(label)
        return since, history.parts_changed(since, edition)
    if edition.base_document is not None:
        return None, differences_of(edition)
    before = Edition.objects.before(edition)
    if before is None:
        raise Http404("There is nothing to compare this edition with.")
    return before, history.parts_changed(before, edition)
