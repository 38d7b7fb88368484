from __future__ import annotations

import pytest
from django.urls import reverse

from scorecard.scoring import DONT_KNOW
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


@pytest.fixture
def url(assessment):
    return reverse("scorecard:results", args=[assessment.code])


def market_url(assessment, market="SG"):
    return reverse("scorecard:market-results", args=[assessment.code, market])


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_an_answered_assessment_shows_its_score_level_and_markets(as_owner, assessment, url):
    answer_all(assessment, level=3)

    page = words(as_owner.get(url))

    assert "75<small>of 100</small>" in page
    assert "Operating" in page
    assert "Singapore" in page
    assert "Ready" in page


def test_nothing_answered_shows_no_number_and_what_is_missing(as_owner, assessment, url):
    page = words(as_owner.get(url))

    assert "No score yet" in page
    assert "What is missing for a score" in page
    assert "of 100" not in page.split("Beside the principles")[0].split('<ul class="pbars">')[0]


def test_a_provisional_result_says_so_and_shows_a_range(as_owner, assessment, url):
    answer_all(assessment, level=3)
    answer(assessment, "TRA-02", DONT_KNOW)

    page = words(as_owner.get(url))

    assert "Provisional" in page
    assert "up to" in page


def test_a_cap_links_to_the_control_that_causes_it(as_owner, assessment, url):
    answer_all(assessment, level=4)
    answer(assessment, "TRA-01", 0)

    page = words(as_owner.get(url))

    assert "Held at" in page
    section = reverse("scorecard:section", args=[assessment.code, "transparency"])
    assert f'href="{section}#TRA-01"' in page


def test_an_assessment_in_no_market_still_has_results(client, owner):
    assessment = make_assessment(by=owner, markets=())
    answer_all(assessment)
    client.force_login(owner)

    page = words(client.get(reverse("scorecard:results", args=[assessment.code])))

    assert "No market is in scope" in page


def test_without_generative_ai_its_section_is_not_shown(client, owner):
    used = make_assessment(by=owner)
    unused = make_assessment(by=owner, facts={"uses_generative_ai": False}, markets=("SG",))
    client.force_login(owner)

    assert "Beside the principles" in words(
        client.get(reverse("scorecard:results", args=[used.code]))
    )
    page = words(client.get(reverse("scorecard:results", args=[unused.code])))
    assert "Beside the principles" not in page


def test_notes_are_escaped(as_owner, assessment, url):
    answer(assessment, "TRA-02", DONT_KNOW, note="<img src=http://localhost:9>")

    page = words(as_owner.get(url))

    assert "&lt;img src=http://localhost:9&gt;" in page
    assert "<img" not in page


def test_a_market_says_why_it_is_not_ready(as_owner, assessment):
    answer_all(assessment, level=3)
    declare(assessment, "SG-01", "unmet", note="Planned for May")

    page = words(as_owner.get(market_url(assessment)))

    assert "Not ready" in page
    assert "Binding obligations that are not met" in page
    assert "Planned for May" in page
    assert "The path to ready" in page
    assert "Readiness against our profile, not legal advice." in page


def test_a_market_out_of_scope_is_not_found(as_owner, assessment):
    assert as_owner.get(market_url(assessment, "VN")).status_code == 404
    assert as_owner.get(market_url(assessment, "sg")).status_code == 404


@pytest.mark.parametrize("role", ["viewer", "reviewer", "assessor"])
def test_every_member_reads_results(client, assessment, url, role):
    member = make_membership(assessment.organisation, role)
    client.force_login(member.user)

    assert client.get(url).status_code == 200
    assert client.get(market_url(assessment)).status_code == 200


def test_a_stranger_finds_nothing(client, assessment, url):
    client.force_login(make_user())

    assert client.get(url).status_code == 404
    assert client.get(market_url(assessment)).status_code == 404


def test_signed_out_is_sent_to_sign_in(client, assessment, url):
    assert client.get(url).url == f"{reverse('account_login')}?next={url}"
    assert client.get(market_url(assessment)).status_code == 302


def test_results_only_read(as_owner, assessment, url):
    assert as_owner.post(url).status_code == 405
    assert as_owner.post(market_url(assessment)).status_code == 405


@pytest.mark.parametrize("questions", [2, 20])
def test_the_number_of_queries_does_not_grow(
    client, owner, django_assert_max_num_queries, questions
):
    principles = (make_principle(*(make_question(f"TRA-{n:02}") for n in range(1, questions + 1))),)
    edition = make_edition(make_edition_definition(principles=principles))
    assessment = make_assessment(by=owner, edition=edition)
    answer_all(assessment)
    client.force_login(owner)

    with django_assert_max_num_queries(8):
        client.get(reverse("scorecard:results", args=[assessment.code]))
    with django_assert_max_num_queries(8):
        client.get(market_url(assessment))


@pytest.mark.parametrize("name", ["results", "market"])
def test_pages_carry_no_inline_style_or_script(as_owner, assessment, url, name):
    answer_all(assessment)

    page = words(as_owner.get(url if name == "results" else market_url(assessment)))

    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page


def test_every_gap_can_be_unfolded(as_owner, owner):
    questions = tuple(make_question(f"TRA-{n:02}") for n in range(1, 14))
    edition = make_edition(make_edition_definition(principles=(make_principle(*questions),)))
    assessment = make_assessment(by=owner, edition=edition, facts={"uses_generative_ai": False})
    answer_all(assessment, level=1)

    page = as_owner.get(reverse("scorecard:results", args=[assessment.code]))
    shown, folded = words(page).split('id="h-gaps"')[1].split("<details", 1)

    assert shown.count("why/gaps/#gaps-") == 10
    assert "Show the other 4" in folded
    assert folded.split("</details>")[0].count("why/gaps/#gaps-") == 4
