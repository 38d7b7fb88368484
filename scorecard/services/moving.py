"""Moving an assessment to a newer edition, and undoing that.

Answers stay as they are: they belong to the questions of the newer edition from then on. Those to
a question it does not ask are kept with the old one. Where the words changed, the answer has to be
confirmed: by saving it, or by `still_true`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from frameworks import definition
from frameworks.models import Edition
from scorecard.models import (
    Assessment,
    EditionMove,
    ObligationResponse,
    ObligationRevision,
    Response,
    ResponseRevision,
)
from scorecard.scoring.fitting import asked_in_words, fitting
from scorecard.services import obligations, responses
from scorecard.services.recording import store
from scorecard.services.roles import require_role
from scorecard.services.summary import (
    SUMMARY_FIELDS,
    EditionWasChanged,
    lock_draft,
    summarise,
)

SCOPE_FIELDS = ["edition", "facts", "markets", "scope_revision"]

Row = Response | ObligationResponse
Asked = definition.Question | definition.Obligation


class NothingToMoveTo(Exception):
    """No edition that is newer is published."""


class MoveCannotBeUndone(Exception):
    """Somebody answered or changed the scope since, or it is undone already."""


class NothingToConfirm(Exception):
    """Confirmed or changed meanwhile, or it cannot stay as it is."""


def newer_edition(assessment: Assessment) -> Edition | None:
    """What it could be moved to: the newest published one, if that came later. Runs one query."""
    newest = Edition.objects.newest_published()
    return newest if newest and may_move_to(assessment, newest) else None


def may_move_to(assessment: Assessment, edition: Edition) -> bool:
    """Approved ones never move."""
    return not assessment.is_approved and is_newer(edition, assessment.edition)


def is_newer(edition: Edition, than: Edition) -> bool:
    assert edition.published_at is not None  # noqa: S101  # both were published
    assert than.published_at is not None  # noqa: S101  # the same
    return (edition.published_at, edition.pk) > (than.published_at, than.pk)


def saves_of(rows: Collection[Row]) -> int:
    """How often anything was answered, counted over all rows of an assessment."""
    return sum(row.revision for row in rows)


def last_move(assessment: Assessment) -> EditionMove | None:
    """The newest that stands. Runs one query."""
    return assessment.moves.for_list().standing().first()


def undoable_move(
    assessment: Assessment, last: EditionMove | None, saves: int
) -> EditionMove | None:
    """That one, as long as undoing it is possible."""
    can_undo = last is not None and last.can_be_undone(assessment, saves)
    return last if can_undo else None


@transaction.atomic
def move(
    assessment: Assessment, to: Edition, *, edition: str, scope_revision: int, by: User
) -> EditionMove:
    """`edition` and `scope_revision`: of the assessment as its reader saw it."""
    locked = lock_draft(assessment)
    require_role(locked.organisation, by, lambda role: role.may_answer)
    if locked.edition.label != edition or locked.scope_revision != scope_revision:
        raise EditionWasChanged(locked)
    if not (to.is_published and is_newer(to, locked.edition)):
        raise NothingToMoveTo(to.label)
    given, declared = locked.rows_in_full()
    moved = EditionMove(
        assessment=locked,
        before=locked.edition,
        after=to,
        by=by,
        at=timezone.now(),
        kept=_kept(locked, given, declared),
        saves=saves_of([*given, *declared]),
    )
    _answer_to(to, given, declared, before=locked.edition)
    _fit_scope(locked, to)
    _save(locked, given, declared)
    moved.scope_revision = locked.scope_revision
    moved.save()
    return moved


@transaction.atomic
def undo(assessment: Assessment, *, by: User) -> EditionMove:
    """Everything as it was before the newest move: edition, scope, answers and what they wait for."""
    locked = lock_draft(assessment)
    require_role(locked.organisation, by, lambda role: role.may_answer)
    given, declared = locked.rows_in_full()
    moved = undoable_move(locked, last_move(locked), saves_of([*given, *declared]))
    if moved is None:
        raise MoveCannotBeUndone(str(locked))
    kept = moved.kept
    questions = {pk: (question, worded) for pk, question, worded in kept["responses"]}
    markets = {pk: (market, worded) for pk, market, worded in kept["obligations"]}
    for row in given:
        row.question_id, row.worded_in_id = questions[row.pk]
    for each in declared:
        each.market, each.worded_in_id = markets[each.pk]
    locked.edition, locked.facts, locked.markets = moved.before, kept["facts"], kept["markets"]
    locked.scope_revision += 1
    _save(locked, given, declared)
    moved.undone_by, moved.undone_at = by, timezone.now()
    moved.save(update_fields=["undone_by", "undone_at"])
    return moved


@transaction.atomic
def still_true(assessment: Assessment, key: str, *, revision: int, by: User) -> Row:
    """Say the same again, to the words that are asked now. A claim has to be accepted anew."""
    locked = lock_draft(assessment)
    require_role(locked.organisation, by, lambda role: role.may_answer)
    waiting: dict[str, Any] = {"revision": revision, "worded_in__isnull": False}
    row: Row | None = (
        locked.responses.filter(question__key=key, **waiting).first()
        or locked.obligation_responses.filter(obligation=key, **waiting).first()
    )
    if row is None or not _may_stay(locked.edition.definition, row, key):
        raise NothingToConfirm(key)
    row.revision += 1
    row.answered_by, row.answered_at = by, timezone.now()
    row.accepted_by = row.accepted_at = None
    if isinstance(row, Response):
        row.accepted_alone = False
        store([row], ResponseRevision, responses.WRITTEN)
    else:
        store([row], ObligationRevision, obligations.WRITTEN)
    summarise(locked, locked.answers())
    locked.save(update_fields=SUMMARY_FIELDS)
    return row


def _may_stay(edition: definition.Edition, row: Row, key: str) -> bool:
    """A critical control always applies, whatever was said before it became one."""
    if isinstance(row, Response):
        return key in edition.question_by_id and not (row.is_claim and key in edition.critical_ids)
    return key in edition.obligation_by_id


def _kept(
    locked: Assessment, given: list[Response], declared: list[ObligationResponse]
) -> dict[str, Any]:
    return {
        "facts": locked.facts,
        "markets": locked.markets,
        "responses": [[row.pk, row.question_id, row.worded_in_id] for row in given],
        "obligations": [[row.pk, row.market, row.worded_in_id] for row in declared],
    }


def _answer_to(
    to: Edition,
    given: list[Response],
    declared: list[ObligationResponse],
    *,
    before: Edition,
) -> None:
    """Let these rows answer the newer edition, and wait where it says something else.

    An obligation that is not asked any more remembers who asked it: it has no question that does.
    """
    questions = dict(to.questions.values_list("key", "pk"))
    markets = {o.id: m.code for m in to.definition.markets for o in m.obligations}
    critical = to.definition.critical_ids
    for row in given:
        key, origin = row.question.key, row.worded_in or row.question.edition
        if key not in questions:  # kept with the question it answers
            continue
        waits = _asks_otherwise(origin, to, key) or (row.is_claim and key in critical)
        row.worded_in = origin if waits and row.value is not None else None
        row.question_id = questions[key]
    for each in declared:
        key, origin = each.obligation, each.worded_in or before
        waits = key not in markets or _asks_otherwise(origin, to, key)
        each.worded_in = origin if waits and each.declaration is not None else None
        each.market = markets.get(key, each.market)


def _asks_otherwise(origin: Edition, to: Edition, key: str) -> bool:
    was, will = _find(origin.definition, key), _find(to.definition, key)
    return was is not None and will is not None and asked_in_words(was) != asked_in_words(will)


def _find(edition: definition.Edition, key: str) -> Asked | None:
    return edition.question_by_id.get(key) or edition.obligation_by_id.get(key)


def _fit_scope(locked: Assessment, to: Edition) -> None:
    fitted = fitting(to.definition, locked.scoped())
    locked.edition = to
    locked.facts, locked.markets = dict(fitted.facts), list(fitted.markets)
    locked.scope_revision += 1


def _save(locked: Assessment, given: list[Response], declared: list[ObligationResponse]) -> None:
    if given:
        Response.objects.bulk_update(given, ["question_id", "worded_in"])
    if declared:
        ObligationResponse.objects.bulk_update(declared, ["market", "worded_in"])
    summarise(locked, locked.answers())
    locked.full_clean()
    locked.save(update_fields=[*SUMMARY_FIELDS, *SCOPE_FIELDS])
