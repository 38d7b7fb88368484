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
    make_membership,
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


def test_what_is_missing_is_counted_and_leads_to_the_check(as_owner, assessment):
    answer(assessment, "TRA-01", DONT_KNOW)

    html = show(as_owner, assessment).content.decode()

    assert "1 unanswered, 1 don't know" in html
    assert reverse("scorecard:section-check", args=[assessment.code, "transparency"]) in html
    assert reverse("scorecard:market-section-check", args=[assessment.code, "ID"]) in html


# Where to go on


def test_it_starts_at_the_first_section(as_owner, assessment, section_url):
    href, words = main_button(as_owner, assessment)

    assert href == section_url
    assert words == "Start with Transparency in full"


def test_it_resumes_after_the_readers_latest_answer(as_owner, owner, assessment):
    answered_by(owner, assessment, "FAI-01")
    answered_by(make_user(), assessment, "TRA-01")

    href, words = main_button(as_owner, assessment)

    assert href == reverse("scorecard:section", args=[assessment.code, "genai"]) + "#GEN-01"
    assert words == "Continue with Generative AI, GEN-01"


def test_it_resumes_inside_a_section(as_owner, owner, assessment, section_url):
    answered_by(owner, assessment, "TRA-01")

    assert main_button(as_owner, assessment)[0] == f"{section_url}#TRA-02"


def test_it_resumes_in_a_market(as_owner, owner, assessment):
    change = ObligationChange(obligation="SG-01", state="met")
    services.record_obligations(assessment, "SG", [change], by=owner)

    href, _ = main_button(as_owner, assessment)

    expected = reverse("scorecard:market-section", args=[assessment.code, "ID"])
    assert href == f"{expected}#ID-01"


def test_after_the_last_card_it_turns_to_what_was_left_out(
    as_owner, owner, assessment, section_url
):
    change = ObligationChange(obligation="ID-01", state="met")
    services.record_obligations(assessment, "ID", [change], by=owner)

    assert main_button(as_owner, assessment)[0] == f"{section_url}#TRA-01"


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


def test_with_every_answer_it_leads_to_the_checks_and_then_to_the_results(
    as_owner, owner, assessment
):
    answer_all(assessment)
    check = reverse("scorecard:section-check", args=[assessment.code, "transparency"])
    assert main_button(as_owner, assessment) == (check, "Check Transparency in full")

    for section in show(as_owner, assessment).context["tasks"].sections:
        services.mark_section_done(assessment, section.address, by=owner)

    results = reverse("scorecard:results", args=[assessment.code])
    assert main_button(as_owner, assessment) == (results, "Results")


def test_a_viewer_reads_the_list_and_is_asked_nothing(client, assessment):
    client.force_login(make_membership(assessment.organisation, Role.VIEWER).user)

    html = show(client, assessment).content.decode()

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

        with django_assert_num_queries(7):
            show(as_owner, assessment)
