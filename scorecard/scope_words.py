"""The words of a scope: for its form, and for what was sent and could not be saved."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict

from frameworks.models import Edition
from scorecard.scoring.reasons import SEATS as SEATS  # the same question in form and results
from scorecard.scoring.types import ELSEWHERE

TITLE = "Title"
SCOPE = "What it covers"
MARKETS = "Which markets should be assessed?"
CHOICES = [("yes", "Yes"), ("no", "No"), ("unknown", "Don't know yet")]
ABROAD = "Elsewhere"  # a seat in another country
FACT = "fact-"


def fact_field(key: str) -> str:
    """The name of the field of a fact."""
    return f"{FACT}{key}"


def choices_sent(data: QueryDict) -> Iterator[tuple[str, str]]:
    """What somebody chose in the form of a scope, each with its question. Runs one query.

    The words are those of the newest edition: who sends this may not see which one was asked.
    Nothing comes of any other form.
    """
    facts = [name for name in data if name.startswith(FACT)]
    if not facts:
        return
    newest = Edition.objects.newest_published()
    edition = newest.definition if newest else None
    places = {market.code: market.name for market in edition.markets} if edition else {}
    for name, question in (("markets", MARKETS), ("seats", SEATS)):
        chosen = data.getlist(name)
        names = (places.get(code, code) for code in chosen if code != ELSEWHERE)
        elsewhere = [ABROAD] if ELSEWHERE in chosen else []
        yield question, ", ".join([*names, *elsewhere]) or "None"
    questions = {fact_field(fact.key): fact.question for fact in edition.facts} if edition else {}
    answers = dict(CHOICES)
    for name in facts:
        spoken = name.removeprefix(FACT).replace("_", " ")
        yield questions.get(name, spoken), answers.get(str(data[name]), str(data[name]))
