"""The task list: how far each section is, who called it done, and where to go on."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from scorecard import services
from scorecard.models import Role
from scorecard.scoring import DONT_KNOW
from scorecard.services import ObligationChange, ResponseChange
from tests.factories import (
    answer,
    answer_all,
    declare,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_market,
    make_membership,
    make_obligation,
    make_principle,
    make_question,
    make_user,
)

pytestmark = pytest.mark.django_db


def show(client, assessment):
    return client.get(assessment.get_absolute_url())


def states(client, assessment):
    """The status of each section as the page words it."""
    tasks = show(client, assessment).context["tasks"]
    return {section.key: section.status_words for section in tasks.sections}


def main_button(client, assessment) -> tuple[str, str]:
    """Where the primary button leads, and its words."""
    html = show(client, assessment).content.decode()
    [(href, words)] = re.findall(r'<a class="btn btn-primary" href="([^"]*)">([^<]*)</a>', html)
    return href, words


def answered_by(user, assessment, key: str, *, level: int = 2) -> None:
    change = ResponseChange(question=key, value=level)
    services.record_responses(assessment, [change], by=user)


@pytest.fixture
def section_url(assessment):
    return reverse("scorecard:section", args=[assessment.code, "transparency"])


# Statuses


def test_a_section_goes_from_not_started_to_done(as_owner, owner, assessment):
    assert states(as_owner, assessment)["transparency"] == "Not started"

    answer(assessment, "TRA-01", 2)
    assert states(as_owner, assessment)["transparency"] == "In progress"

    answer(assessment, "TRA-02", DONT_KNOW)
    assert states(as_owner, assessment)["transparency"] == "All answered"

    services.mark_section_done(assessment, "transparency", by=owner)
    assert states(as_owner, assessment)["transparency"] == "Done"


def test_the_mark_shows_who_and_when(as_owner, owner, assessment):
    declare(assessment, "SG-01", "met")
    mark = services.mark_section_done(assessment, "markets/SG", by=owner)

    html = show(as_owner, assessment).content.decode()

    assert "Marked done by Olga Owner on <time" in html
    assert f">{mark.marked_at:%-d %b %Y, %H:%M} UTC</time>" in html


def test_an_answer_that_changes_after_the_mark_is_seen(as_owner, owner, assessment):
    declare(assessment, "SG-01", "met")
    declare(assessment, "ID-01", "met")
    services.mark_section_done(assessment, "markets/SG", by=owner)
    services.mark_section_done(assessment, "markets/ID", by=owner)

    declare(assessment, "SG-01", "partial")

    found = states(as_owner, assessment)
    assert (found["SG"], found["ID"]) == ("Done, changed since", "Done")


def test_a_section_that_is_open_again_is_in_progress_and_says_who_had_marked_it(
    as_owner, owner, assessment
):
    answer(assessment, "TRA-01", 2)
    answer(assessment, "TRA-02", 2)
    services.mark_section_done(assessment, "transparency", by=owner)

    answer(assessment, "TRA-02", None)

    assert states(as_owner, assessment)["transparency"] == "In progress"
    assert "Was marked done by Olga Owner" in show(as_owner, assessment).content.decode()


def test_a_second_mark_covers_the_change(as_owner, owner, assessment):
    declare(assessment, "SG-01", "met")
    services.mark_section_done(assessment, "markets/SG", by=owner)
    declare(assessment, "SG-01", "partial")

    services.mark_section_done(assessment, "markets/SG", by=owner)

    assert states(as_owner, assessment)["SG"] == "Done"


def missing(client, assessment) -> list[str]:
    """What is missing in each section, as its row says it."""
    html = show(client, assessment).content.decode()
    return re.findall(r'<td data-label="Still to do"><div>([^<]*)</div>', html)


def test_what_is_missing_is_counted_and_leads_to_the_check(as_owner, assessment):
    answer(assessment, "TRA-01", DONT_KNOW)

    html = show(as_owner, assessment).content.decode()

    assert "1 unanswered, 1 don't know" in html
    assert reverse("scorecard:section-check", args=[assessment.code, "transparency"]) in html
    assert reverse("scorecard:market-section-check", args=[assessment.code, "ID"]) in html


def test_what_nobody_knows_is_said_without_nothing(as_owner, assessment):
    answer(assessment, "TRA-01", DONT_KNOW)
    answer(assessment, "TRA-02", 2)
    answer(assessment, "FAI-01", 2)

    assert missing(as_owner, assessment)[:3] == ["1 don't know", "Nothing", "1 unanswered"]


# Where to go on


def test_it_starts_at_the_first_section(as_owner, assessment, section_url):
    href, words = main_button(as_owner, assessment)

    assert href == section_url
    assert words == "Start with Transparency in full"


def test_it_resumes_after_the_readers_latest_answer(as_owner, owner, assessment, section_url):
    answered_by(owner, assessment, "TRA-01")
    answered_by(make_user(), assessment, "FAI-01")

    href, words = main_button(as_owner, assessment)

    assert href == f"{section_url}#TRA-02"
    assert words == "Continue with Transparency in full, TRA-02"


def test_it_turns_back_to_what_was_left_out_in_the_section(
    as_owner, owner, assessment, section_url
):
    answered_by(owner, assessment, "TRA-02")

    assert main_button(as_owner, assessment)[0] == f"{section_url}#TRA-01"


def test_from_a_section_that_is_answered_it_goes_to_the_first_open_one(
    as_owner, owner, assessment, section_url
):
    answered_by(owner, assessment, "FAI-01")

    assert main_button(as_owner, assessment)[0] == f"{section_url}#TRA-01"


def test_from_a_market_that_is_answered_it_goes_to_a_question(
    as_owner, owner, assessment, section_url
):
    change = ObligationChange(obligation="SG-01", state="met")
    services.record_obligations(assessment, "SG", [change], by=owner)

    assert main_button(as_owner, assessment)[0] == f"{section_url}#TRA-01"


def test_a_market_that_was_begun_is_finished_first(as_owner, owner):
    duties = tuple(make_obligation(key) for key in ("SG-01", "SG-02"))
    content = make_edition_definition(markets=(make_market("SG", obligations=duties),))
    edition = make_edition(content)
    assessment = make_assessment(by=owner, edition=edition, markets=("SG",))
    change = ObligationChange(obligation="SG-01", state="met")
    services.record_obligations(assessment, "SG", [change], by=owner)

    expected = reverse("scorecard:market-section", args=[assessment.code, "SG"])
    assert main_button(as_owner, assessment)[0] == f"{expected}#SG-02"


def test_markets_come_after_every_question(as_owner, owner, assessment):
    for key in ("TRA-01", "TRA-02", "FAI-01", "GEN-01", "XBR-01"):
        answered_by(owner, assessment, key)

    expected = reverse("scorecard:market-section", args=[assessment.code, "SG"])
    assert main_button(as_owner, assessment)[0] == f"{expected}#SG-01"


def test_a_critical_question_comes_first_in_another_section(as_owner, owner):
    fairness = make_principle(
        make_question("FAI-01", principle="fairness"),
        make_question("FAI-02", principle="fairness", critical=True),
        key="fairness",
        prefix="FAI",
    )
    edition = make_edition(make_edition_definition(principles=(make_principle(), fairness)))
    assessment = make_assessment(by=owner, edition=edition)
    answered_by(owner, assessment, "TRA-01")

    expected = reverse("scorecard:section", args=[assessment.code, "fairness"])
    assert main_button(as_owner, assessment)[0] == f"{expected}#FAI-02"


def test_somebody_who_answered_nothing_goes_to_the_first_gap(client, assessment, section_url):
    answered_by(assessment.created_by, assessment, "TRA-01")
    answered_by(assessment.created_by, assessment, "FAI-01")
    client.force_login(make_membership(assessment.organisation, Role.ASSESSOR).user)

    assert main_button(client, assessment)[0] == f"{section_url}#TRA-02"


def test_a_latest_answer_that_is_not_asked_any_more_leads_to_the_first_gap(
    as_owner, owner, assessment, section_url
):
    answered_by(make_user(), assessment, "TRA-01")
    answered_by(owner, assessment, "XBR-01")
    assessment.markets = ["SG"]
    assessment.save()

    assert main_button(as_owner, assessment)[0] == f"{section_url}#TRA-02"


def test_with_every_answer_it_leads_to_the_checks_and_then_to_the_review(
    as_owner, owner, assessment
):
    answer_all(assessment)
    check = reverse("scorecard:section-check", args=[assessment.code, "transparency"])
    assert main_button(as_owner, assessment) == (check, "Check Transparency in full")

    for section in show(as_owner, assessment).context["tasks"].sections:
        services.mark_section_done(assessment, section.address, by=owner)

    review = reverse("scorecard:review", args=[assessment.code])
    assert main_button(as_owner, assessment) == (review, "Submit for review")
    assert show(as_owner, assessment).content.decode().count("Submit for review") == 1


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER])
def test_who_only_reads_is_told_so_once_and_asked_nothing(client, assessment, role):
    answer(assessment, "TRA-01", 2)
    answer(assessment, "FAI-01", 2)
    client.force_login(make_membership(assessment.organisation, role).user)

    html = show(client, assessment).content.decode()

    assert html.count("You read only.") == 1
    assert f"Your role in Acme is {role}." in html
    assert re.findall(r'btn-sm" href="[^"]*">(\w+)', html)[1::2] == ["Read"] * 6
    assert "In any order" not in html
    assert "btn-primary" not in html
    assert reverse("scorecard:section-check", args=[assessment.code, "transparency"]) in html


# Hidden answers


def test_kept_answers_are_linked_only_when_there_are_any(as_owner, assessment):
    url = reverse("scorecard:hidden-answers", args=[assessment.code])
    answer(assessment, "XBR-01", 2)
    assert url not in show(as_owner, assessment).content.decode()

    assessment.markets = ["SG"]
    assessment.save()

    html = show(as_owner, assessment).content.decode()
    assert url in html
    assert "1 answer is kept and not asked for now" in html


# Queries


def test_it_takes_as_many_queries_for_many_sections(as_owner, owner, django_assert_num_queries):
    for times in (1, 10):
        questions = [make_question(f"TRA-{n:02}") for n in range(1, times + 1)]
        content = make_edition_definition(
            label=f"20{times}.1", principles=(make_principle(*questions),)
        )
        assessment = make_assessment(by=owner, edition=make_edition(content))
        answer_all(assessment)
        for section in ("transparency", "genai", "markets/SG")[:times]:
            services.mark_section_done(assessment, section, by=make_user())
        show(as_owner, assessment)  # the content is parsed once in a process

        with django_assert_num_queries(9):
            show(as_owner, assessment)
