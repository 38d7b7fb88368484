"""The words of the edition, each with its meaning and where it is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Edition, Glossary, GlossaryTerm, Market, Question
from frameworks.views.editions import reads_edition


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, what uses it (questions, and markets whose obligations do), and its neighbours."""

    term: GlossaryTerm
    questions: tuple[Question, ...]
    markets: tuple[Market, ...]
    is_of_genai: bool  # used on the page of the supplement, where nothing above uses it
    see_also: tuple[GlossaryTerm, ...]  # terms that its meaning uses, or that use it in theirs


@dataclass(frozen=True, slots=True)
class Letter:
    name: str
    entries: tuple[Entry, ...]


@reads_edition
def glossary(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {"edition": edition, "letters": _letters(edition)}
    return render(request, "frameworks/glossary.html", context)


def _letters(edition: Edition) -> list[Letter]:
    entries = _entries(edition)
    return [
        Letter(name, tuple(found))
        for name, found in groupby(entries, key=lambda entry: entry.term.term[0].upper())
    ]


def _entries(edition: Edition) -> list[Entry]:
    questions, markets = _questions_by_word(edition), _markets_by_word(edition)
    neighbours = _neighbours(edition)
    return [
        Entry(
            term,
            asked := questions.get(term.key, ()),
            bound := markets.get(term.key, ()),
            not asked and not bound and _is_of_genai(edition, term),
            neighbours.get(term.key, ()),
        )
        for term in sorted(edition.glossary, key=lambda term: term.term.casefold())
    ]


def _neighbours(edition: Edition) -> Mapping[str, tuple[GlossaryTerm, ...]]:
    """Both ways: a term whose meaning uses another leads to it, and the other back."""
    glossary = Glossary(edition.glossary)
    found: dict[str, dict[str, GlossaryTerm]] = defaultdict(dict)
    for term in edition.glossary:
        for other in glossary.terms_in(term.meaning):
            if other.key != term.key:
                found[term.key].setdefault(other.key, other)
                found[other.key].setdefault(term.key, term)
    return {key: tuple(terms.values()) for key, terms in found.items()}


def _is_of_genai(edition: Edition, term: GlossaryTerm) -> bool:
    supplement = edition.genai
    texts = [supplement.summary, *(fact.text for fact in supplement.facts)]
    texts += [risk.description for risk in supplement.risks]
    texts += [each.asks_asean for each in supplement.dimensions]
    texts += [each.organisation_reading for each in supplement.dimensions]
    return bool(Glossary((term,)).terms_in(*texts))


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
