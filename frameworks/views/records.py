"""Pages on which an editor changes what a draft says: its lists, and the form of each record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frameworks import checking, contents, editing, languages
from frameworks.forms import RecordForm, words
from frameworks.models import Edition
from frameworks.parsing import InvalidEdition, Problem
from frameworks.records import NoSuchPlace, Place, Spot, edited, find, is_fixed, place_from_text
from frameworks.records.places import Document
from frameworks.views.editors import EditorRequest, edits_content, find_draft


@edits_content
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: EditorRequest, label: str, place: str = "") -> HttpResponse:
    """A list of records, or the form of one."""
    draft = find_draft(label)
    spot = find_spot(request, draft, place_from_text(place))
    if not spot.is_list:
        return _record(request, draft, spot)
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    context = about(draft, spot) | {
        "members": contents.members_of(spot, timezone.localdate()),
        "one": words.called(spot.place)[1],
        "read": fingerprint(spot),
        "is_fixed": is_fixed(spot.kind),
    }
    return render(request, "editions/edit/list.html", context)


def _record(request: EditorRequest, draft: Edition, spot: Spot) -> HttpResponse:
    if request.method != "POST":
        return _page(request, draft, spot, _form(None, draft, spot))
    form = _form(request.POST, draft, spot)
    if request.POST.get("revision") != fingerprint(spot):
        return _conflict(request, draft, spot)
    if not form.is_valid():
        return _page(request, draft, spot, form)
    before = draft.digest
    try:
        saved = _save(request, draft, spot, form)
    except editing.DraftWasChanged:
        draft = find_draft(draft.label)
        return _conflict(request, draft, find_spot(request, draft, spot.place))
    except InvalidEdition as invalid:
        document = edited(draft.document, spot.place, form.record())
        others = form.take(invalid.problems, spot.path)
        return _page(request, draft, spot, form, elsewhere=tell(document, others))
    told = "Saved." if saved.digest != before else "Nothing was changed."
    messages.success(request, told)
    return redirect(request.path)


def _save(request: EditorRequest, draft: Edition, spot: Spot, form: RecordForm) -> Edition:
    """Save one record, on top of what others saved in other records meanwhile."""
    read = fingerprint(spot)

    def save(latest: Edition) -> Edition:
        if fingerprint(find_spot(request, latest, spot.place)) != read:
            raise editing.DraftWasChanged(latest)
        document = edited(latest.document, spot.place, form.record())
        return editing.save_part(latest, document, read_revision=latest.revision, by=request.user)

    return editing.on_top(draft, save)


def _conflict(request: EditorRequest, draft: Edition, spot: Spot) -> HttpResponse:
    """409: both records, field by field, and what was typed still in the form."""
    form = _form(request.POST, draft, spot)
    form.is_valid()
    differences = [(field, now) for field, now in form.differences(spot.value)]
    return _page(request, draft, spot, form, status=409, conflict=True, differences=differences)


def _page(
    request: EditorRequest,
    draft: Edition,
    spot: Spot,
    form: RecordForm,
    *,
    status: int = 200,
    elsewhere: Iterable[contents.Elsewhere] = (),
    **more: Any,
) -> HttpResponse:
    elsewhere, today = tuple(elsewhere), timezone.localdate()
    context = about(draft, spot) | more
    context |= {
        "form": form,
        "elsewhere": elsewhere,
        "parts": contents.parts_of(spot, today),
        "beside": contents.beside(draft.document, spot.place),
        "read": fingerprint(spot),
        "fresh": contents.age_of(spot, today),
        "check": checking.last_checks(draft, [spot]).get(spot.place),
        "can_retire": _is_loose(draft, spot),
        "languages": languages.of_record(draft, spot.place),
    }
    if form.errors or elsewhere:
        status = max(status, 422) if status == 200 else status
    return render(request, "editions/edit/record.html", context, status=status)


def _is_loose(draft: Edition, spot: Spot) -> bool:
    """A member of a list that may lose it."""
    if not spot.path or isinstance(spot.path[-1], str):
        return False
    return not is_fixed(find(draft.document, spot.place[:-1]).kind)


def _form(data: Any, draft: Edition, spot: Spot) -> RecordForm:
    return RecordForm(
        data, kind=spot.kind, place=spot.place, value=spot.value, document=draft.document
    )


def find_spot(request: EditorRequest, draft: Edition, place: Place) -> Spot:
    """404 for a place that never was; a save of a record that is gone says what was typed."""
    try:
        return find(draft.document, place)
    except NoSuchPlace as missing:
        if request.method == "POST":
            raise editing.DraftWasChanged(draft) from missing
        raise Http404("The draft has nothing there.") from missing


def fingerprint(spot: Spot) -> str:
    """Tells whether somebody changed the record, or the list, since a page showed it."""
    return checking.state(spot)


def about(draft: Edition, spot: Spot) -> dict[str, Any]:
    """What every page about a place says on top."""
    trail = contents.trail(draft.document, spot.place)
    return {
        "edition": draft,
        "trail": trail,
        "here": trail[-1] if trail else None,
        "place_name": contents.title_of(spot),
        "id": contents.id_of(spot),
    }


def tell(document: Document, problems: Iterable[Problem]) -> tuple[contents.Elsewhere, ...]:
    return tuple(contents.elsewhere(document, problems))
