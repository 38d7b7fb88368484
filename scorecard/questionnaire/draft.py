"""The questionnaire as it would be asked with an edition, a draft included: nobody answers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from frameworks.definition import CROSS_BORDER, Edition
from scorecard.questionnaire.cards import (
    ObligationCard,
    QuestionCard,
    obligation_cards,
    question_cards,
)
from scorecard.scoring import GENAI, ApplicableObligation
from scorecard.scoring.applicability import is_declared


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSection:
    """A section of the questionnaire, as a link and a heading of the preview."""

    key: str
    name: str
    lead: str
    href: str
    is_market: bool = False


def sections_of(edition: Edition, language: str = "") -> tuple[DraftSection, ...]:
    """Their links lead on in the language; the edition says its texts in it already."""
    query = f"?{urlencode({'language': language})}" if language else ""
    return tuple(replace(each, href=f"{each.href}{query}") for each in _sections(edition))


def cards_of(edition: Edition, section: DraftSection) -> list[QuestionCard] | list[ObligationCard]:
    """Every card of a section, whatever it depends on, with nothing answered."""
    if section.is_market:
        obligations = edition.market_by_code[section.key].obligations
        asked = [ApplicableObligation(each, may_apply=False) for each in obligations]
        return obligation_cards(
            edition, [each for each in asked if is_declared(each.obligation)], {}
        )
    if section.key == GENAI:
        return question_cards(edition, edition.genai.questions, {})
    if section.key == CROSS_BORDER:
        return question_cards(edition, edition.cross_border.questions, {})
    return question_cards(edition, edition.principle_by_key[section.key].questions, {})


def _sections(edition: Edition) -> Iterator[DraftSection]:
    for principle in edition.principles:
        yield _section(edition, principle.key, principle.name, principle.asks)
    for key, part in ((GENAI, edition.genai), (CROSS_BORDER, edition.cross_border)):
        if part.questions:
            yield _section(edition, key, part.title, part.summary)
    for market in edition.markets:
        if any(is_declared(each) for each in market.obligations):
            shown = _section(edition, market.code, market.name, market.summary)
            yield replace(shown, is_market=True)


def _section(edition: Edition, key: str, name: str, lead: str) -> DraftSection:
    href = reverse("scorecard:draft-section", args=[edition.label, key])
    return DraftSection(key=key, name=name, lead=lead, href=href)
