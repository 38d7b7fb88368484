from __future__ import annotations

import pytest

from scorecard.models import Assessment, SectionMark
from scorecard.scoring import DONT_KNOW
from scorecard.services import (
    AssessmentIsClosed,
    SectionIsNotAnswered,
    SectionIsNotAsked,
    mark_section_done,
    reopen_section,
)
from tests.factories import answer, declare, make_assessment, make_user, set_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return make_assessment()


def test_a_section_with_every_answer_is_marked_done(assessment):
    answer(assessment, "TRA-01", 2)
    answer(assessment, "TRA-02", DONT_KNOW)
    somebody = make_user()

    mark = mark_section_done(assessment, "transparency", by=somebody)

    assert SectionMark.objects.get() == mark
    assert (mark.section, mark.marked_by) == ("transparency", somebody)


def test_a_market_is_marked_by_its_address(assessment):
    declare(assessment, "SG-01", "unknown")

    mark_section_done(assessment, "markets/SG", by=assessment.created_by)

    assert SectionMark.objects.get().section == "markets/SG"


def test_what_is_open_is_named_and_nothing_is_marked(assessment):
    answer(assessment, "TRA-01", 2)
    answer(assessment, "TRA-02", 2)
    answer(assessment, "TRA-02", None)

    with pytest.raises(SectionIsNotAnswered) as refused:
        mark_section_done(assessment, "transparency", by=assessment.created_by)

    assert refused.value.open_keys == ("TRA-02",)
    assert not SectionMark.objects.exists()


@pytest.mark.parametrize("section", ["genai", "markets/MY", "markets/ID", "nonsense"])
def test_a_section_that_is_not_asked_is_never_done(section):
    assessment = make_assessment(facts={"uses_generative_ai": False}, markets=("SG",))

    with pytest.raises(SectionIsNotAsked):
        mark_section_done(assessment, section, by=assessment.created_by)


def test_marking_again_replaces_the_mark(assessment):
    declare(assessment, "SG-01", "met")
    first = mark_section_done(assessment, "markets/SG", by=assessment.created_by)
    second = make_user()

    mark = mark_section_done(assessment, "markets/SG", by=second)

    assert SectionMark.objects.get() == first
    assert (mark.marked_by, mark.marked_at > first.marked_at) == (second, True)


def test_a_section_is_opened_again(assessment):
    declare(assessment, "SG-01", "met")
    mark_section_done(assessment, "markets/SG", by=assessment.created_by)

    reopen_section(assessment, "markets/SG")
    reopen_section(assessment, "markets/SG")

    assert not SectionMark.objects.exists()


def test_a_closed_assessment_takes_no_marks(assessment):
    set_status(Assessment.Status.APPROVED)

    with pytest.raises(AssessmentIsClosed):
        mark_section_done(assessment, "transparency", by=assessment.created_by)
    with pytest.raises(AssessmentIsClosed):
        reopen_section(assessment, "transparency")
