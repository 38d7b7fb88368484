"""Pages on which an editor changes what a draft says: its lists, and the form of each record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frameworks import checking, contents, editing, languages
from frameworks.forms import RecordForm, words
from frameworks.freshness import is_unread
from frameworks.models import Edition
from frameworks.parsing import InvalidEdition, Problem
from frameworks.records import (
    NoSuchPlace,
    Place,
    Spot,
    edited,
    find,
    is_fixed,
    own_fields,
    place_from_text,
    place_to_text,
)
from frameworks.records.places import Document
from frameworks.records.shapes import is_mapping_of_records
from frameworks.views.editors import EditorRequest, edits_content, find_draft

UNREAD = (
    "It says something else now, with the same source and date. "
    "Check that the source says so, and when."
)


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
        "order": words.order(spot.place),
        "may_move": not is_fixed(spot.kind) and not words.is_sorted(spot.place),
    }
    return render(request, "editions/edit/list.html", context)


def _record(request: EditorRequest, draft: Edition, spot: Spot) -> HttpResponse:
    if request.method != "POST":
        return _page(request, draft, spot, _form(None, draft, spot))
    return editing.on_top(draft, lambda latest: _save(request, latest, spot.place))


def _save(request: EditorRequest, draft: Edition, place: Place) -> HttpResponse:
    """Put what was sent on top of what others saved meanwhile, unless both changed one field."""
    spot = find_spot(request, draft, place)
    form = _form(request.POST, draft, spot)
    is_valid = form.is_valid()
    if form.conflicts:
        return _page(request, draft, spot, form, status=409)
    if not is_valid:
        return _page(request, draft, spot, form)
    document = edited(draft.document, spot.place, form.record())
    before = draft.digest
    try:
        saved = editing.save_part(draft, document, read_revision=draft.revision, by=request.user)
    except InvalidEdition as invalid:
        others = form.take(invalid.problems, spot.path)
        return _page(request, draft, spot, form, elsewhere=tell(document, others))
    messages.success(request, "Saved." if saved.digest != before else "Nothing was changed.")
    if is_unread(spot, find(saved.document, spot.place)):
        messages.warning(request, UNREAD)
    if form.taken_over:
        names = ", ".join(str(field.label) for field in form.taken_over)
        messages.info(request, f"Taken over{_from(request, draft, spot)}: {names}.")
    return redirect(request.path)


def _from(request: EditorRequest, draft: Edition, spot: Spot) -> str:
    """Who changed it, where only one save can have: which record a save changed is not kept."""
    read = _as_read(request.POST, draft, spot)
    is_certain = read and read["revision"] == draft.revision - 1 and draft.edited_by
    if not is_certain:
        return ", as saved meanwhile"
    by = draft.edited_by
    is_self = by == request.user
    return f" from {'another window' if is_self else by.get_full_name() or by.get_username()}"


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
        "conflict": bool(form.conflicts),
        "taken_from": _from(request, draft, spot) if form.taken_over else "",
        "elsewhere": elsewhere,
        "parts": contents.parts_of(spot, today),
        "beside": contents.beside(draft.document, spot.place),
        "read": copy_of(draft, spot),
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
    read = _as_read(data, draft, spot) if data is not None else None
    return RecordForm(
        data,
        kind=spot.kind,
        place=spot.place,
        value=spot.value,
        document=draft.document,
        read=read["value"] if read else None,
    )


def copy_of(draft: Edition, spot: Spot) -> str:
    """What the form shows, for the form to carry: whoever saves later is compared with it."""
    own = own_fields(spot.kind) if not is_mapping_of_records(spot.kind) else spot.value
    said = {name: value for name, value in spot.value.items() if name in own}
    read = {"revision": draft.revision, "value": said}
    return signing.dumps(read, salt=_salt(draft, spot), compress=True)


def _as_read(data: Any, draft: Edition, spot: Spot) -> dict[str, Any] | None:
    """None where what was sent does not tell, or tells of another record."""
    try:
        read: dict[str, Any] = signing.loads(data.get("revision", ""), salt=_salt(draft, spot))
    except signing.BadSignature:
        return None
    return read


def _salt(draft: Edition, spot: Spot) -> str:
    return f"{draft.label} {place_to_text(spot.place)}"


def find_spot(request: EditorRequest, draft: Edition, place: Place) -> Spot:
    """404 for a place that never was; a save of a record that is gone says what was typed."""
    try:
        return find(draft.document, place)
    except NoSuchPlace as missing:
        if request.method == "POST":
            raise editing.DraftWasChanged(draft) from missing
        raise Http404("The draft has nothing there.") from missing


def fingerprint(spot: Spot) -> str:
    """Tells whether somebody changed a record, or a list, since a page of an act showed it."""
    return checking.state(spot)


def about(draft: Edition, spot: Spot) -> dict[str, Any]:
    """What every page about a place says on top."""
    trail = contents.trail(draft.document, spot.place)
    return {
        "edition": draft,
        "trail": trail,
        "here": trail[-1] if trail else None,
        "place_name": contents.heading(draft.document, spot.place),
        "id": contents.id_of(spot),
        "called": contents.called(spot),
    }


def tell(document: Document, problems: Iterable[Problem]) -> tuple[contents.Elsewhere, ...]:
    return tuple(contents.elsewhere(document, problems))
