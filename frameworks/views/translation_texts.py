"""The texts of one record in another language, beside its English: read, and in drafts edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from frameworks import contents, editing, languages
from frameworks.forms.translation import TranslationForm
from frameworks.languages import Language, RecordTexts
from frameworks.models import Edition
from frameworks.parsing import InvalidEdition
from frameworks.translating import STATES, languages_of, standings, translated
from frameworks.views.editors import EditorRequest, edits_content, find_draft, find_edition
from frameworks.views.records import tell
from frameworks.views.translations import find_language, next_shown


@dataclass(frozen=True, slots=True)
class Found:
    """A record of an edition in a language, among all that have texts."""

    edition: Edition
    language: Language
    records: Sequence[RecordTexts]
    record: RecordTexts


@edits_content
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: EditorRequest, label: str, language: str, place: str) -> HttpResponse:
    if request.method == "POST":
        return _save_texts(request, _found_to_save(find_draft(label), language, place))
    edition = find_edition(label)
    find_language(edition, language)
    found = _find(edition, language, place)
    if found is None:
        raise Http404("No text of the edition stands there.")
    return _page(request, found, _form(None, found))


def _save_texts(request: EditorRequest, found: Found) -> HttpResponse:
    draft, form = found.edition, _form(request.POST, found)
    if not form.is_valid():
        return _page(request, found, form)
    if request.POST.get("revision") != found.record.fingerprint:
        return _conflict(request, found)
    try:
        saved = _save(request, found, form)
    except editing.DraftWasChanged as meanwhile:
        latest = find_draft(meanwhile.draft.label)
        return _conflict(request, _found_to_save(latest, form.language, found.record.address))
    except InvalidEdition as invalid:
        document = _document(draft, form)
        others = form.take(invalid.problems, document)
        return _page(request, found, form, elsewhere=tell(document, others))
    told = "Saved." if saved.digest != draft.digest else "Nothing was changed."
    messages.success(request, told)
    return redirect(request.get_full_path())


def _save(request: EditorRequest, found: Found, form: TranslationForm) -> Edition:
    """Save these texts, on top of what others saved of other records meanwhile."""

    def save(latest: Edition) -> Edition:
        now = _found_to_save(latest, form.language, found.record.address)
        if now.record.fingerprint != found.record.fingerprint:
            raise editing.DraftWasChanged(latest)
        document = _document(latest, form)
        return editing.save_part(latest, document, read_revision=latest.revision, by=request.user)

    return editing.on_top(found.edition, save)


def _document(draft: Edition, form: TranslationForm) -> Mapping[str, Any]:
    """Where nothing is said anew, nothing is put in another order either."""
    said = form.said()
    return translated(draft.document, form.language, said) if said else draft.document


def _conflict(request: EditorRequest, found: Found) -> HttpResponse:
    """409: what is saved where it is not what was typed, which is still in the form."""
    form = _form(request.POST, found)
    form.is_valid()
    differences = tuple(form.differences())
    return _page(request, found, form, status=409, conflict=True, differences=differences)


def _page(
    request: EditorRequest,
    found: Found,
    form: TranslationForm,
    *,
    status: int = 200,
    elsewhere: Iterable[contents.Elsewhere] = (),
    **more: Any,
) -> HttpResponse:
    edition, record, elsewhere = found.edition, found.record, tuple(elsewhere)
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    context = more | {
        "edition": edition,
        "language": found.language,
        "record": record,
        "shown": languages.shown(edition.document, record),
        "part": languages.part_of(edition.document, record),
        "form": form,
        "elsewhere": elsewhere,
        "beside": [
            each and languages.shown(edition.document, each)
            for each in languages.beside(found.records, record)
        ],
        "next": next_shown(edition, found.records, state, after=record),
        "state": state,
    }
    if status == 200 and (form.errors or elsewhere):
        status = 422
    return render(request, "editions/translations/texts.html", context, status=status)


def _find(edition: Edition, code: str, place: str) -> Found | None:
    records = languages.records_of(standings(edition.definition, code))
    wanted = languages.place_of(place)
    record = next((each for each in records if each.place == wanted), None)
    return Found(edition, Language(code), records, record) if record else None


def _found_to_save(draft: Edition, code: str, place: str) -> Found:
    """A save of what is gone says what was typed."""
    known = code in languages_of(draft.definition)
    found = _find(draft, code, place) if known else None
    if found is None:
        raise editing.DraftWasChanged(draft)
    return found


def _form(data: Any, found: Found) -> TranslationForm:
    return TranslationForm(
        data,
        language=found.language.code,
        standings=found.record.standings,
        document=found.edition.document,
    )
