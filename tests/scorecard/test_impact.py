"""What an edition would do to the assessments that could move to it."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frameworks import definition as d
from frameworks import services as framework_services
from frameworks.fixtures import read_fixtures
from scorecard.questionnaire import preview_move
from scorecard.scoring import impact as scoring_impact
from scorecard.scoring import score
from scorecard.scoring.applicability import asked_in_sections
from scorecard.scoring.fitting import fitting
from scorecard.scoring.impact import Impact, Tally
from scorecard.services.impact import Impacts, could_move_to
from tests.factories import (
    answer,
    answer_all,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_market,
    make_principle,
    make_question,
    set_status,
)
from tests.scorecard.editions import REWORDED, move, newer

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(assessment):
    answer_all(assessment)
    return assessment


def effect_on(assessment, to):
    return Impact(assessment.edition.definition, to.definition).on(assessment.answers())


def test_an_effect_says_what_changes(answered):
    effect = effect_on(answered, newer())

    assert effect.markets == {"SG": ("READY", "CONDITIONAL")}
    assert (effect.orphaned, effect.to_confirm) == ({"TRA-02"}, 2)


def hiding(label: str = "2027.1"):
    """TRA-01 says something else; TRA-02 is asked only of those who process personal data."""
    rule = d.Rule(all_of=("processes_personal_data",))
    first = make_question("TRA-01", critical=True, weight=3, anchors=REWORDED)
    principles = (
        make_principle(first, make_question("TRA-02", applies_when=rule)),
        make_principle(key="fairness", prefix="FAI"),
    )
    return newer(label, principles=principles)


@pytest.fixture
def answered_without_personal_data(owner):
    assessment = make_assessment(by=owner, facts={"processes_personal_data": False})
    answer_all(assessment)
    return assessment


def weighing(label: str = "2027.1", *, weight: int = 3):
    """TRA-02 weighs more than before."""
    first = make_question("TRA-01", critical=True, weight=3)
    principles = (
        make_principle(first, make_question("TRA-02", weight=weight)),
        make_principle(key="fairness", prefix="FAI"),
    )
    return newer(label, principles=principles)


def test_the_level_of_a_principle_counts_as_well_as_that_of_the_whole(answered):
    answer(answered, "TRA-02", 1)

    effect = effect_on(answered, weighing())

    assert effect.levels == {"transparency": ("3", "2")}
    assert effect.changes_result


def floor_above(label: str = "2027.1"):
    """Singapore expects more of each principle than anybody reaches here."""
    keys = ("transparency", "fairness")
    markets = (
        make_market("SG", "Singapore", principles=keys, floor=4),
        make_market("ID", "Indonesia", principles=keys),
    )
    return make_edition(make_edition_definition(label=label, markets=markets))


def test_percentages_of_a_market_that_change_within_its_status_are_no_silence(answered):
    answer(answered, "TRA-01", 0)

    effect = effect_on(answered, floor_above())

    assert effect.markets == {}
    assert effect.figures == {"SG"}
    assert effect.changes_result


def test_a_score_that_moves_within_its_level_is_no_silence(answered):
    answer(answered, "TRA-02", 2)

    effect = effect_on(answered, weighing(weight=2))

    assert effect.levels == {}
    assert effect.is_rescored
    assert effect.is_felt


def test_an_answer_that_a_new_rule_hides_is_orphaned(answered_without_personal_data):
    effect = effect_on(answered_without_personal_data, hiding())

    assert effect.orphaned == {"TRA-02"}


def test_an_answer_that_was_hidden_already_is_not_orphaned(answered_without_personal_data):
    move(answered_without_personal_data, hiding())

    effect = effect_on(answered_without_personal_data, newer("2028.1"))

    assert effect.orphaned == set()


def test_duties_of_a_market_that_leaves_are_orphaned(answered):
    keys = ("transparency", "fairness")

    effect = effect_on(answered, newer(markets=(make_market("SG", "Singapore", principles=keys),)))

    assert "ID-01" in effect.orphaned


@pytest.mark.parametrize("content", [newer, hiding, weighing])
@pytest.mark.parametrize("level", [0, 2, 3])
def test_a_score_changes_where_the_page_of_the_move_shows_that(assessment, content, level):
    answer_all(assessment)
    answer(assessment, "TRA-02", level)
    to = content()

    outcome = preview_move(
        assessment.edition.definition, to.definition, assessment.answers()
    ).outcome

    effect = effect_on(assessment, to)
    score_of_whole, level_of_whole, *_ = outcome.whole
    assert ("overall" in effect.levels) == level_of_whole.is_change
    assert effect.is_rescored == (score_of_whole.is_change or bool(outcome.units))


@pytest.mark.parametrize("content", [newer, hiding])
def test_it_is_what_the_page_of_the_move_says(answered_without_personal_data, content):
    assessment, to = answered_without_personal_data, content()
    answers = assessment.answers()

    preview = preview_move(assessment.edition.definition, to.definition, answers)

    effect = effect_on(assessment, to)
    told = {asked.key for asked in preview.retired if asked.answer}
    assert (effect.orphaned, effect.to_confirm) == (told, preview.to_confirm)
    assert told


def test_it_is_what_moving_then_does(answered):
    to = newer()
    effect = effect_on(answered, to)
    before = score(answered.edition.definition, answered.answers())

    move(answered, to)

    after = score(to.definition, answered.answers())
    assert effect.markets["SG"] == (before.markets["SG"].status, after.markets["SG"].status)
    asked = asked_in_sections(to.definition, answered.scoped())
    given = set(answered.responses.values_list("question__key", flat=True))
    given |= set(answered.obligation_responses.values_list("obligation", flat=True))
    assert effect.orphaned == given.difference(*asked.values())
    assert effect.to_confirm == (
        answered.responses.filter(worded_in__isnull=False).count()
        + answered.obligation_responses.filter(worded_in__isnull=False).count()
    )


def test_words_alone_are_not_scored(answered, monkeypatch):
    monkeypatch.setattr(scoring_impact, "score", None)
    principles = (
        make_principle(
            make_question("TRA-01", critical=True, weight=3, text="What of TRA-01?"),
            make_question("TRA-02"),
        ),
        make_principle(key="fairness", prefix="FAI"),
    )
    to = make_edition(make_edition_definition(label="2027.1", principles=principles))

    effect = effect_on(answered, to)

    assert (effect.changes_result, effect.to_confirm) == (False, 1)


def test_a_market_that_nobody_is_in_is_not_scored(owner, monkeypatch):
    monkeypatch.setattr(scoring_impact, "score", None)
    assessment = make_assessment(by=owner, markets=("ID",))
    keys = ("transparency", "fairness")
    markets = (
        make_market("SG", "Singapore", principles=keys, floor=4),
        make_market("ID", "Indonesia", principles=keys),
    )
    to = make_edition(make_edition_definition(label="2027.1", markets=markets))

    assert not effect_on(assessment, to).is_felt


def test_numbers_survive_the_way_through_an_address(answered):
    tally = Tally()
    tally.add(effect_on(answered, newer()))
    answer(answered, "TRA-01", 0)
    tally.add(effect_on(answered, floor_above("2028.1")))

    assert Tally.from_plain(tally.as_plain()) == tally
    assert tally.orphaned
    assert tally.reworded
    assert tally.figures
    assert tally.markets["SG", "READY", "CONDITIONAL"] == 1


def test_numbers_of_a_whole_edition_fit_an_address():
    edition = read_fixtures(settings.BASE_DIR / "fixtures")
    steps = ("INSUFFICIENT_INFORMATION", "NOT_READY"), ("CONDITIONAL", "READY"), ("READY", "none")
    units = ("overall", "genai", "cross_border", *edition.principle_by_key)
    ids = (*edition.question_by_id, *edition.obligation_by_id)
    number = Random(1).randrange  # noqa: S311  # digits that nothing makes shorter
    tally = Tally(
        assessments=9999,
        orphaned=Counter({key: number(1000, 9999) for key in ids}),
        reworded=Counter({key: number(1000, 9999) for key in ids}),
        levels=Counter(
            {(key, *step): number(9999) for key in units for step in (("3", "2"), ("2", "3"))}
        ),
        markets=Counter({(m.code, *step): number(9999) for m in edition.markets for step in steps}),
        figures=Counter({market.code: number(9999) for market in edition.markets}),
    )

    written = signing.dumps(["a" * 64, 9999, tally.as_plain()], compress=True)

    assert len(written) < 4000  # Gunicorn refuses a line above 4094


def test_what_is_approved_or_newer_could_not_move(owner):
    draft = make_assessment(by=owner)
    older = draft.edition
    to = newer()
    make_assessment(by=owner, edition=to)

    assert list(could_move_to(to)) == [draft]
    assert list(could_move_to(older)) == []
    set_status("approved")
    assert list(could_move_to(to)) == []


def test_every_assessment_could_move_to_a_draft(assessment):
    draft = framework_services.save_draft(make_edition_definition(label="2027.1"))

    assert list(could_move_to(draft)) == [assessment]


def test_answers_are_read_in_bulk(owner):
    counts = []
    old, to = make_edition(), newer()
    for number in (1, 9):
        for _ in range(number):
            answer(make_assessment(by=owner, edition=old), "TRA-01", 3)
        with CaptureQueriesContext(connection) as queries:
            found = Impacts(to).after_key(0)
        counts.append(len(queries))

    assert len(found.effects) == 10
    assert counts[0] == counts[1] <= 4


def test_what_only_an_earlier_edition_asked_is_orphaned_once(answered):
    move(answered, newer())
    to = newer("2028.1")

    effect = Impacts(to).after_key(0).effects[answered.pk]

    assert "TRA-02" not in effect.orphaned
    assert fitting(to.definition, answered.answers()).responses.keys() >= {"TRA-01"}
