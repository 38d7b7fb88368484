"""The review of facts: those that are old or not confirmed, and the act that finds one still true."""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from frameworks import checking, editing, reviewing
from frameworks.forms.review import QueueForm, StillTrueForm
from frameworks.freshness import Due, fact_in, queue
from frameworks.models import Edition
from frameworks.parsing import KeyPath
from frameworks.records import Spot, place_from_text
from frameworks.records.places import Document
from frameworks.views.editors import EditorRequest, edits_content, find_draft, find_edition, typed
from frameworks.views.records import about, find_spot

PER_PAGE = 20
_NONE_LEFT_OUT = -1  # older than that is every fact: a part stays to be chosen when it is done
_FILTERS = ("days", "part", "why", "page")
_ROW = re.compile("[1-9][0-9]?")


@edits_content
@require_safe
def review(request: EditorRequest, label: str) -> HttpResponse:
    edition = find_edition(label)
    form, parts, page = _due(edition.document, request.GET)
    asked = form.asked()
    context = {
        "edition": edition,
        "form": form,
        "page": page,
        "facts": reviewing.shown(edition, page.object_list, parts, timezone.localdate()),
        "days": asked.days,
        "asked": _filters(request.GET),
        "asked_elsewhere": _filters(request.GET, leave_out="page"),
        "is_filtered": bool(asked.part or asked.reason),
    }
    return render(
        request, "editions/review/queue.html", context, status=422 if form.errors else 200
    )


def _due(
    document: Document, data: QueryDict
) -> tuple[QueueForm, dict[KeyPath, reviewing.Part], Page[Due]]:
    """The facts of one page of the queue, the parts that have any, and the form that asked."""
    today = timezone.localdate()
    parts = reviewing.parts(document, queue(document, today=today, days=_NONE_LEFT_OUT))
    form = QueueForm(data, parts=[(part.address, part.name) for part in parts.values()])
    asked = form.asked()
    due = queue(document, today=today, days=asked.days, reason=asked.reason)
    wanted = [each for each in due if asked.part in ("", parts[each.part].address)]
    return form, parts, Paginator(wanted, PER_PAGE).get_page(data.get("page"))


@edits_content
@require_http_methods(["GET", "HEAD", "POST"])
def still_true(request: EditorRequest, label: str, place: str) -> HttpResponse:
    """Ask which source was read, or keep that it was. Claims without proof lead to their form."""
    draft = find_draft(label)
    spot = _fact(request, draft, place)
    if request.method != "POST":
        return _page(request, draft, spot, _form(None, draft, spot))
    form = _form(request.POST, draft, spot)
    if not form.is_valid():
        return _page(request, draft, spot, form, status=422)
    read = request.POST.get("revision", "")
    try:
        checking.confirm(draft, spot.place, read=read, by=request.user, **form.cleaned_data)
    except checking.NeedsMoreThanALook as refused:
        form.add_error(None, str(refused))
        return _page(request, draft, spot, form, status=422)
    except editing.DraftWasChanged:
        draft = find_draft(label)
        return _page(request, draft, _fact(request, draft, place), form, status=409)
    name = reviewing.fact_shown(draft, spot, timezone.localdate()).name
    messages.success(request, f"Still true as of today: {name}.")
    return redirect(_back_to_the_queue(find_draft(label), request.POST))


def _back_to_the_queue(draft: Edition, sent: QueryDict) -> str:
    """Where the eye and the focus were: the next fact has moved up into the row of this one."""
    asked = _filters(QueryDict(sent.get("asked", "")))
    address = reverse("editions:review", args=[draft.label]) + (asked and f"?{asked}")
    row = _row(sent)
    left = len(_due(draft.document, QueryDict(asked))[2]) if row else 0
    return f"{address}#row-{min(row, left)}" if left else address


def _row(data: QueryDict) -> int:
    """Of the queue, from which somebody came; 0 for none."""
    said = data.get("row", "")
    return int(said) if _ROW.fullmatch(said) else 0


def _page(
    request: EditorRequest, draft: Edition, spot: Spot, form: StillTrueForm, *, status: int = 200
) -> HttpResponse:
    is_sent = request.method == "POST"
    asked = request.POST.get("asked", "") if is_sent else request.GET.urlencode()
    fact = reviewing.fact_shown(draft, spot, timezone.localdate())
    context = about(draft, spot) | {
        "act": "Still true",
        "fact": fact,
        "form": form,
        "asked": _filters(QueryDict(asked)),
        "row": _row(request.POST if is_sent else request.GET),
        "conflict": status == 409,
        "typed": [] if fact.fresh.may_stay_true else typed(request),  # the form cannot hold it
    }
    return render(request, "editions/review/fact.html", context, status=status)


def _fact(request: EditorRequest, draft: Edition, place: str) -> Spot:
    spot = find_spot(request, draft, place_from_text(place))
    if fact_in(spot.value) is None:
        raise Http404("No fact stands there.")
    return spot


def _form(data: QueryDict | None, draft: Edition, spot: Spot) -> StillTrueForm:
    return StillTrueForm(
        data, document=draft.document, own=(fact_in(spot.value) or {}).get("source", ())
    )


def _filters(data: QueryDict, *, leave_out: str = "") -> str:
    """What was asked of the queue, for an address: nothing else that was sent."""
    kept = QueryDict(mutable=True)
    for name in _FILTERS:
        said = data.get(name)
        if said and name != leave_out:
            kept[name] = said
    return kept.urlencode()
