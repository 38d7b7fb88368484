"""The words of the edition, each with its meaning and where it is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Edition, GlossaryTerm, Market, Question
from frameworks.views.editions import reads_edition


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, and what uses it: questions, and markets whose obligations do."""

    term: GlossaryTerm
    questions: tuple[Question, ...]
    markets: tuple[Market, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    name: str
    entries: tuple[Entry, ...]


@reads_edition
def glossary(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {"edition": edition, "letters": _letters(edition)}
    return render(request, "frameworks/glossary.html", context)


def _letters(edition: Edition) -> list[Letter]:
    questions, markets = _questions_by_word(edition), _markets_by_word(edition)
    entries = [
        Entry(term, questions.get(term.key, ()), markets.get(term.key, ()))
        for term in sorted(edition.glossary, key=lambda term: term.term.casefold())
    ]
    return [
        Letter(name, tuple(found))
        for name, found in groupby(entries, key=lambda entry: entry.term.term[0].upper())
    ]


def _questions_by_word(edition: Edition) -> Mapping[str, tuple[Question, ...]]:
    found: dict[str, tuple[Question, ...]] = defaultdict(tuple)
    for question in edition.questions:
        for term in edition.words_of_question[question.id]:
            found[term.key] += (question,)
    return found


def _markets_by_word(edition: Edition) -> Mapping[str, tuple[Market, ...]]:
    """Each market once, in the order of the edition."""
    found: dict[str, tuple[Market, ...]] = defaultdict(tuple)
    for market in edition.markets:
        words = (edition.words_of_obligation[each.id] for each in market.obligations)
        for key in {term.key for terms in words for term in terms}:
            found[key] += (market,)
    return found
