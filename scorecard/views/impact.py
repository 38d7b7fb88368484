"""What an edition would do to the assessments that could move to it, before anybody decides.

Computed in slices: each request adds one to the numbers so far, which travel in the address.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frameworks.models import Edition
from frameworks.views.editors import EditorRequest, edits_content, find_edition
from scorecard.models import Assessment
from scorecard.questionnaire.impacts import (
    Named,
    concerned,
    level_shifts,
    market_figures,
    market_shifts,
    named,
)
from scorecard.scoring.impact import Effect, Tally
from scorecard.services.impact import Impacts, could_move_to, scope_of

NAMED = 100  # assessments that are named at most


@edits_content
@require_safe
def impact(request: EditorRequest, label: str) -> HttpResponse:
    """Numbers of all; names only of what the editor may see anyway."""
    edition = find_edition(label)
    start, tally = _so_far(request, edition)
    impacts = Impacts(edition)
    found = impacts.after_key(start)
    for effect in found.effects.values():
        tally.add(effect)
    rest = could_move_to(edition).filter(pk__gt=found.last).count() if found.effects else 0
    context = {"edition": edition, "tally": tally, "all": tally.assessments + rest}
    if rest:
        context["so_far"] = _signed(request.user, edition, found.last, tally)
        return render(request, "editions/impact_progress.html", context)
    definition, asked_by = edition.definition, impacts.asked_by()
    context |= {
        "levels": level_shifts(definition, tally),
        "markets": market_shifts(definition, tally),
        "figures": market_figures(definition, tally.figures),
        "reworded": concerned(asked_by, tally.reworded),
        "orphans": concerned(asked_by, tally.orphaned),
        "named": _named(request.user, edition, impacts, found.effects),
    }
    return render(request, "editions/impact.html", context)


def _named(
    user: User, edition: Edition, impacts: Impacts, known: Mapping[int, Effect]
) -> tuple[Named, ...]:
    """Runs one query; those for the answers only of assessments in an earlier slice."""
    visible = Assessment.objects.visible_to(user).values("pk")
    rows = could_move_to(edition).filter(pk__in=visible)[:NAMED]
    assessments = list(rows.select_related("organisation", "edition").defer("edition__document"))
    earlier = [scope_of(each) for each in assessments if each.pk not in known]
    effects = impacts.on(earlier).effects if earlier else {}
    return named(edition.definition, assessments, {**known, **effects})


def _so_far(request: EditorRequest, edition: Edition) -> tuple[int, Tally]:
    """Where the last slice ended; the start for numbers of other content, or of somebody else."""
    try:
        digest, last, plain = signing.loads(request.GET.get("so_far", ""), salt=_salt(request.user))
    except signing.BadSignature:
        return 0, Tally()
    return (last, Tally.from_plain(plain)) if digest == edition.digest else (0, Tally())


def _signed(user: User, edition: Edition, last: int, tally: Tally) -> str:
    return signing.dumps([edition.digest, last, tally.as_plain()], salt=_salt(user), compress=True)


def _salt(user: User) -> str:
    return f"scorecard.impact:{user.pk}"
