"""What an edition would do to the assessments that are not approved: read in bulk, in slices.

Nothing is written. Answers come as plain columns, without notes or names: scoring takes no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from frameworks import definition
from frameworks.models import Edition
from scorecard.models import Assessment, ObligationResponse, Response
from scorecard.models.obligations import read_declaration
from scorecard.models.responses import read_answer
from scorecard.scoring.fitting import fitting_declarations, fitting_responses
from scorecard.scoring.impact import Effect, Impact
from scorecard.scoring.types import Answer, Answers, Declaration

SLICE = 300  # assessments that are read together: about a second

Scope = tuple[int, int, dict[str, bool | None], list[str], list[str]]

SCOPE = ("pk", "edition_id", "facts", "seats", "markets")
ANSWER = ("assessment_id", "question__key", "kind", "level")
DECLARATION = ("assessment_id", "obligation", "state", "accepted_by_id")


@dataclass(frozen=True, slots=True)
class Slice:
    """The effect on some assessments, by their primary keys, in their order."""

    effects: dict[int, Effect]

    @property
    def last(self) -> int:
        return max(self.effects, default=0)


def could_move_to(after: Edition) -> QuerySet[Assessment]:
    """Assessments that are not approved and answer an older edition. A draft is newer than all."""
    unapproved = Assessment.objects.exclude(status=Assessment.Status.APPROVED).order_by("pk")
    others = unapproved.exclude(edition=after)
    if after.published_at is None:
        return others
    earlier = Q(edition__published_at__lt=after.published_at)
    same_time = Q(edition__published_at=after.published_at, edition__pk__lt=after.pk)
    return others.filter(earlier | same_time)


def scope_of(assessment: Assessment) -> Scope:
    """What was told of one that is loaded already."""
    facts, seats, markets = assessment.facts, assessment.seats, assessment.markets
    return assessment.pk, assessment.edition_id, facts, seats, markets


class Impacts:
    """Of one edition on assessments of any older one: each pair is compared once."""

    def __init__(self, after: Edition) -> None:
        self.after = after
        self._of: dict[int, Impact] = {}

    def of(self, editions: set[int]) -> dict[int, Impact]:
        missing = editions - self._of.keys()
        if missing:
            found = Edition.objects.without_document().in_bulk(missing)
            for pk, edition in found.items():
                self._of[pk] = Impact(edition.definition, self.after.definition)
        return self._of

    def asked_by(self) -> list[definition.Edition]:
        """The edition itself, then those whose assessments could move, the newest first.

        Runs one query, and one more for an edition that is met first.
        """
        older = could_move_to(self.after).order_by().values("edition")
        found = Edition.objects.filter(pk__in=older).newest_first().without_document()
        return [self.after.definition, *(edition.definition for edition in found)]

    def after_key(self, start: int) -> Slice:
        """On those that come next in the order of their primary keys."""
        following = could_move_to(self.after).filter(pk__gt=start)
        return self.on(following.values_list(*SCOPE)[:SLICE])

    def on(self, scopes: Collection[Scope]) -> Slice:
        """Runs two queries, and one more when an edition is met first."""
        keys = [pk for pk, *_ in scopes]
        responses, obligations = _responses(keys), _declarations(keys)
        impacts = self.of({edition for _, edition, *_ in scopes})
        effects = {}
        for pk, edition, facts, seats, markets in scopes:
            impact = impacts[edition]
            answers = Answers(
                facts=facts,
                seats=tuple(seats),
                markets=tuple(markets),
                responses=responses[pk],
                obligations=obligations[pk],
            )
            effects[pk] = impact.on(_as_taken(impact, answers))
        return Slice(effects)


def _as_taken(impact: Impact, answers: Answers) -> Answers:
    """Without what only an earlier edition asked: that is kept and does not count already."""
    return Answers(
        facts=answers.facts,
        seats=answers.seats,
        markets=answers.markets,
        responses=fitting_responses(impact.before, answers.responses),
        obligations=fitting_declarations(impact.before, answers.obligations),
    )


def _responses(keys: Sequence[int]) -> dict[int, dict[str, Answer]]:
    found: dict[int, dict[str, Answer]] = defaultdict(dict)
    known: dict[tuple[str, int | None], Answer | None] = {}  # few say many different things
    rows = Response.objects.filter(assessment__in=keys).values_list(*ANSWER)
    for pk, key, kind, level in rows.iterator(chunk_size=5000):
        if (kind, level) not in known:
            known[kind, level] = read_answer(kind, level, "", "", 0)
        if answer := known[kind, level]:
            found[pk][key] = answer
    return found


def _declarations(keys: Sequence[int]) -> dict[int, dict[str, Declaration]]:
    found: dict[int, dict[str, Declaration]] = defaultdict(dict)
    rows = ObligationResponse.objects.filter(assessment__in=keys).values_list(*DECLARATION)
    for pk, key, state, accepted_by in rows.iterator(chunk_size=5000):
        if declaration := read_declaration(state, "", "", accepted_by):
            found[pk][key] = declaration
    return found
