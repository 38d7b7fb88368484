"""A newer edition for the small assessment, and what tests do with it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from frameworks.models import Edition
from scorecard.models import Assessment, EditionMove
from scorecard.services import moving
from tests.factories import (
    make_edition,
    make_edition_definition,
    make_market,
    make_obligation,
    make_principle,
    make_question,
)

REWORDED = ("Nothing", "By chance", "Written down", "Done", "Checked")


def newer(label: str = "2027.1", **overrides: Any) -> Edition:
    """TRA-01 is reworded, TRA-02 is retired, TRA-03 is new; the duty of SG says something else."""
    principles = (
        make_principle(
            make_question("TRA-01", critical=True, weight=3, anchors=REWORDED),
            make_question("TRA-03"),
        ),
        make_principle(key="fairness", prefix="FAI"),
    )
    keys = ("transparency", "fairness")
    markets = (
        make_market(
            "SG",
            "Singapore",
            principles=keys,
            floor=4,
            obligations=(make_obligation("SG-01", statement="People may object."),),
        ),
        make_market("ID", "Indonesia", principles=keys),
    )
    content = {"label": label, "principles": principles, "markets": markets} | overrides
    return make_edition(make_edition_definition(**content))


def move(assessment: Assessment, to: Edition, *, by: User | None = None) -> EditionMove:
    moved = moving.move(
        assessment,
        to,
        edition=assessment.edition.label,
        scope_revision=assessment.scope_revision,
        by=by or assessment.created_by,
    )
    assessment.refresh_from_db()
    return moved
