"""What is done to a record as a whole: added, moved, retired."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from frameworks import contents, editing, uses
from frameworks.definition import CROSS_BORDER, Question
from frameworks.forms import RecordForm, words
from frameworks.models import Edition
from frameworks.parsing import InvalidEdition, parse_edition
from frameworks.records import (
    NoSuchPlace,
    Place,
    Spot,
    added,
    find,
    id_field,
    is_fixed,
    is_numbered,
    member_of,
    moved,
    moved_behind,
    next_id,
    place_from_text,
    place_to_text,
    retired,
    starter,
    used_ids,
)
from frameworks.views.editors import EditorRequest, edits_content, find_draft
from frameworks.views.records import about, find_spot, fingerprint, tell

GET_OR_POST = ["GET", "HEAD", "POST"]


@edits_content
@require_http_methods(GET_OR_POST)
def add(request: EditorRequest, label: str, place: str) -> HttpResponse:
    draft = find_draft(label)
    spot = find_spot(request, draft, place_from_text(place))
    if not spot.is_list or is_fixed(spot.kind):
        raise Http404("Only lists take another record.")
    kind, used = member_of(spot.kind), _used(draft, spot.place)
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        place=spot.place,
        value=_given(draft, spot, kind, used),
        document=draft.document,
        is_new=True,
    )
    others: tuple[contents.Elsewhere, ...] = ()
    if form.is_valid() and _is_free(form, kind, used):
        today = timezone.localdate().isoformat()
        record = starter(kind, draft.document, today=today, said=form.record())
        document = added(draft.document, spot.place, record)
        try:
            return _added(request, draft, spot, document)
        except InvalidEdition as invalid:
            rest = form.take(invalid.problems, (*spot.path, len(spot.value)))
            others = () if form.errors else tell(document, rest)  # which follow from those here
    one = words.called(spot.place)[1]
    context = about(draft, spot) | {"form": form, "elsewhere": others, "one": one, "act": "Add"}
    context |= {"id": form.value.get(id_field(kind), "") if is_numbered(kind) else ""}
    status = 422 if form.errors or others else 200
    return render(request, "editions/edit/add.html", context, status=status)


def _added(
    request: EditorRequest, draft: Edition, spot: Spot, document: dict[str, Any]
) -> HttpResponse:
    saved = editing.save_part(draft, document, read_revision=draft.revision, by=request.user)
    new = find(saved.document, spot.place).members()[-1]
    if new.place[:-1] == ("principles",):
        messages.info(
            request,
            "It starts with one question to be written, and a floor of 0 in every market.",
        )
    elif new.place[:-1] == ("markets",):
        messages.info(request, "What its profile does not say yet is marked as not confirmed.")
    messages.success(request, f"Added: {contents.called(new)}.")
    return redirect("editions:part", draft.label, place_to_text(new.place))


@edits_content
@require_POST
def move(request: EditorRequest, label: str, place: str) -> HttpResponse:
    """One up or down, or behind another: then the place may be the list, and `which` says whom."""
    draft = find_draft(label)
    spot = find_spot(request, draft, place_from_text(place))
    if spot.is_list:
        spot = find_spot(request, draft, (*spot.place, request.POST.get("which", "")))
    whole = _list_of(draft, spot)
    back = reverse("editions:part", args=[label, place_to_text(whole.place)])
    if words.is_sorted(whole.place):
        messages.info(request, f"{words.order(whole.place)} Nothing was moved.")
        return redirect(back)
    if request.POST.get("revision") != fingerprint(whole):
        messages.warning(request, "Somebody changed this list meanwhile. Nothing was moved.")
        return redirect(back)
    document, how = _moved(draft, spot, request.POST)
    saved = editing.save_part(draft, document, read_revision=draft.revision, by=request.user)
    messages.success(request, f"Moved {how}: {contents.called(spot)}.")
    position = find(saved.document, spot.place).path[-1]
    return redirect(f"{back}#row-{int(position) + 1}")  # where the eye and the focus were


def _moved(draft: Edition, spot: Spot, sent: QueryDict) -> tuple[dict[str, Any], str]:
    to = sent.get("to")
    if to != "behind":
        return moved(draft.document, spot.place, by=-1 if to == "up" else 1), str(to or "down")
    other = sent.get("behind", "")
    try:
        document = moved_behind(draft.document, spot.place, other)
    except NoSuchPlace as missing:
        raise Http404("No such record stands there.") from missing
    return document, f"behind {other}" if other else "to the first place"


@edits_content
@require_http_methods(GET_OR_POST)
def retire(request: EditorRequest, label: str, place: str) -> HttpResponse:
    """Say what the record is still needed for, or ask once more."""
    draft = find_draft(label)
    spot = find_spot(request, draft, place_from_text(place))
    whole = _list_of(draft, spot)
    document = retired(draft.document, spot.place)
    needed = _needed(spot, document)
    if request.method == "POST" and not needed:
        if request.POST.get("revision") != fingerprint(spot):
            raise editing.DraftWasChanged(draft)
        editing.save_part(draft, document, read_revision=draft.revision, by=request.user)
        name = contents.called(spot)
        messages.success(request, f"Retired: {name}.")
        return redirect("editions:part", label, place_to_text(whole.place))
    context = about(draft, spot) | {"needed": needed, "read": fingerprint(spot), "act": "Retire"}
    context |= {"elsewhere": tell(document, needed.others)}
    context |= {"has_id": bool(id_field(spot.kind))}
    context |= {"whole": contents.trail(draft.document, whole.place)[-1]}
    status = 422 if request.method == "POST" else 200
    return render(request, "editions/edit/retire.html", context, status=status)


def _needed(spot: Spot, without: dict[str, Any]) -> uses.Needed:
    try:
        parse_edition(without)
    except InvalidEdition as invalid:
        return uses.needed(spot, without, invalid.problems)
    return uses.Needed((), ())


def _list_of(draft: Edition, spot: Spot) -> Spot:
    if spot.is_list or not spot.path or isinstance(spot.path[-1], str):
        raise Http404("This part is no member of a list.")
    whole = find(draft.document, spot.place[:-1])
    if is_fixed(whole.kind):
        raise Http404("These records stay where they are.")
    return whole


def _used(draft: Edition, place: Place) -> frozenset[str]:
    """Ids of this list that any edition has given, and what this draft started with."""
    others = list(Edition.objects.exclude(pk=draft.pk).values_list("document", flat=True))
    past = [draft.base_document] if draft.base_document else []
    return used_ids([draft.document, *past, *others], place)


def _given(draft: Edition, spot: Spot, kind: Any, used: frozenset[str]) -> dict[str, Any]:
    """What a new record says of itself without being asked."""
    given: dict[str, Any] = {}
    if is_numbered(kind):
        given[id_field(kind)] = next_id(draft.document, spot.place, used)
    if kind is Question:
        section = spot.place[0]
        given["track"] = "core" if section == "principles" else section
        given["principle"] = {"principles": spot.place[1], "cross_border": CROSS_BORDER}.get(
            section, ""
        )
    return given


def _is_free(form: RecordForm, kind: Any, used: frozenset[str]) -> bool:
    field = id_field(kind)
    said = str(form.record().get(field, "")) if field else ""
    if field in form.fields and said in used:
        form.add_error(field, f"“{said}” was used before. Ids are never given again.")
        return False
    return True
