"""Why the path to ready has its steps: what is said of an obligation on it."""

from __future__ import annotations

from typing import Any

from frameworks.definition import Obligation, Rule
from scorecard.reports.viewmodel.reading import Reading
from scorecard.reports.viewmodel.workings import Term
from scorecard.reports.why import why_market
from scorecard.scoring import Declaration
from tests.factories import make_obligation
from tests.scorecard.reports.samples import levels, make_document, market_with


def duty_on_the_path(obligation: Obligation, **said: Any) -> Term:
    edition = market_with(obligation)
    document = make_document(edition, responses=levels(4), **said)
    example = why_market(Reading(edition, document), "SG")
    assert example is not None
    (row,) = next(terms for terms in example.terms if terms.key == "path").rows
    return row


def test_a_claim_is_not_said_to_be_unmet():
    claim = Declaration("not_applicable", reason="No such data")

    row = duty_on_the_path(make_obligation("SG-01"), obligations={"SG-01": claim})

    assert row.cells[0].text == "Not applicable → Accepted by a second person, or met"
    assert row.note == (
        "Binding, claimed not applicable, and no second person has accepted that yet."
    )


def test_what_may_apply_asks_for_its_fact():
    rule = Rule(all_of=("processes_personal_data",))

    row = duty_on_the_path(make_obligation("SG-01", applies_if=rule))

    assert row.cells[0].text == "May apply → Does not apply, or met"
    assert "not met yet" not in row.note
    assert row.note.endswith("You declared: Met.")
    assert [fact.key for fact in row.facts] == ["processes_personal_data"]


def test_what_nobody_knows_is_not_said_to_be_unmet():
    row = duty_on_the_path(make_obligation("SG-01"), obligations={"SG-01": Declaration("unknown")})

    assert row.note == "Binding, and nobody knows yet whether it is met."
