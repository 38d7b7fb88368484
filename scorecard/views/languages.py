"""In which language somebody reads the questions. What they answer is the same in all of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from frameworks.definition import LANGUAGES
from frameworks.translating import languages_of
from scorecard.http import AuthenticatedHttpRequest, sign_in_required
from scorecard.models import Assessment
from scorecard.questionnaire import build_task_list

QUESTIONS_IN = "questions_in"  # the session's key; its value is a code, or empty for English


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """An option of the form above the questions."""

    code: str
    name: str
    is_chosen: bool


@sign_in_required
@require_POST
def choose_language(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    """For this person's session, and back to the section they came from."""
    visible = Assessment.objects.visible_to(request.user).for_page()
    assessment = get_object_or_404(visible, code=code)
    language = request.POST.get("language", "")
    if language and language not in languages_of(assessment.edition.definition):
        return HttpResponseBadRequest("The questions cannot be read in this language.")
    request.session[QUESTIONS_IN] = language
    tasks = build_task_list(assessment, assessment.scoped())
    every = (*tasks.sections, *tasks.not_asked)
    came_from = request.POST.get("section")
    back = next((section for section in every if section.address == came_from), None)
    return redirect(back.href if back else assessment)


def language_of(request: AuthenticatedHttpRequest, assessment: Assessment) -> str:
    """The one chosen in this session, where the edition of the assessment has it; else English."""
    chosen: str = request.session.get(QUESTIONS_IN, "")
    return chosen if chosen in languages_of(assessment.edition.definition) else ""


def choices_of(assessment: Assessment, chosen: str) -> tuple[LanguageChoice, ...]:
    """English and each language of the edition; nothing where there is English alone."""
    languages = languages_of(assessment.edition.definition)
    options = [("", "English"), *((code, _name(code)) for code in languages)]
    return tuple(LanguageChoice(*each, each[0] == chosen) for each in options if languages)


def _name(code: str) -> str:
    name, own_name = LANGUAGES[code]
    return name if name == own_name else f"{own_name} ({name})"
