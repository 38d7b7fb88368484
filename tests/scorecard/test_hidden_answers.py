"""What is not asked any more is kept, listed with the reason, and never scores."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from frameworks.definition import FOREIGN_ENTITY, Rule
from scorecard import services
from scorecard.models import Assessment, Role
from scorecard.questionnaire import hidden_answers
from scorecard.scoring import score
from scorecard.services import Scope
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

GENAI = {"uses_generative_ai": True}
NO_GENAI = {"uses_generative_ai": False}


@pytest.fixture
def url(assessment):
    return reverse("scorecard:hidden-answers", args=[assessment.code])


def change_scope(assessment: Assessment, **scope) -> Assessment:
    said = {"title": assessment.title, "markets": ("SG", "ID"), "seats": ("SG",)} | scope
    now = Assessment.objects.get(pk=assessment.pk).scope_revision
    services.change_scope(assessment, scope=Scope(**said), revision=now)
    return Assessment.objects.for_page().get(pk=assessment.pk)


def reasons(assessment: Assessment) -> dict[str, str]:
    rows = hidden_answers(assessment.edition.definition, assessment.answers())
    return {row.key: row.why for row in rows}


def test_each_is_listed_with_its_answer_and_the_reason(as_owner, assessment, url):
    answer(assessment, "GEN-01", 3, evidence=1, note="Kept in the <register>")
    declare(assessment, "ID-01", "partial", note="Planned")
    change_scope(assessment, facts=NO_GENAI, markets=("SG",))

    html = as_owner.get(url).content.decode()

    assert "How about GEN-01?" in html
    assert "Operating" in html
    assert "Kept in the &lt;register&gt;" in html
    assert "You answered no to “Is it so: uses_generative_ai?”." in html
    assert "Duty ID-01" in html
    assert "Partly met" in html
    assert "Indonesia is not in scope." in html


def test_what_is_asked_is_not_listed(as_owner, assessment, url):
    answer_all(assessment)

    page = as_owner.get(url)

    assert page.context["rows"] == ()
    assert "Nothing is hidden" in page.content.decode()


def test_a_question_of_several_markets_is_hidden_in_one(assessment):
    answer(assessment, "XBR-01", 2)

    assert reasons(change_scope(assessment, markets=("SG",))) == {
        "XBR-01": "Fewer than two markets are in scope."
    }


def test_an_answer_that_was_cleared_is_not_listed(assessment):
    answer(assessment, "XBR-01", 2)
    answer(assessment, "XBR-01", None)

    assert reasons(change_scope(assessment, markets=("SG",))) == {}


def test_every_fact_that_hides_a_question_is_named():
    rule = Rule(any_of=("uses_generative_ai", "processes_personal_data"))
    content = make_edition_definition(
        principles=(make_principle(make_question("TRA-01", applies_when=rule)),)
    )
    assessment = make_assessment(edition=make_edition(content))
    answer(assessment, "TRA-01", 2)

    changed = change_scope(assessment, facts=NO_GENAI | {"processes_personal_data": False})

    assert reasons(changed)["TRA-01"] == (
        "You answered no to “Is it so: uses_generative_ai?” and"
        " you answered no to “Is it so: processes_personal_data?”."
    )


def test_an_obligation_of_foreigners_is_hidden_where_there_is_a_seat():
    abroad = make_obligation("SG-01", applies_if=Rule(all_of=(FOREIGN_ENTITY,)))
    market = make_market("SG", obligations=(abroad, make_obligation("SG-02")))
    content = make_edition_definition(markets=(market,))
    assessment = make_assessment(edition=make_edition(content), markets=("SG",), seats=())
    declare(assessment, "SG-01", "met")

    changed = change_scope(assessment, markets=("SG",), seats=("SG",))

    assert reasons(changed) == {"SG-01": "You have a seat in Singapore."}


# They never score, and come back


@pytest.fixture
def with_hidden():
    """Answered in full with top levels, then cut down to one market without generative AI."""
    assessment = make_assessment(facts=GENAI)
    answer_all(assessment, level=4)
    answer(assessment, "TRA-02", 1)
    return change_scope(assessment, facts=NO_GENAI, markets=("SG",))


def test_they_never_score(with_hidden):
    answers, edition = with_hidden.answers(), with_hidden.edition.definition
    hidden = reasons(with_hidden).keys()
    without = replace(
        answers,
        responses={key: each for key, each in answers.responses.items() if key not in hidden},
        obligations={key: each for key, each in answers.obligations.items() if key not in hidden},
    )

    assert hidden == {"GEN-01", "XBR-01", "ID-01"}
    assert score(edition, answers) == score(edition, without)
    assert (with_hidden.answered_count, with_hidden.asked_count) == (4, 4)


def test_they_come_back_with_their_question(with_hidden):
    before = with_hidden.answers().responses["GEN-01"]

    back = change_scope(with_hidden, facts=GENAI)

    assert reasons(back) == {}
    assert back.answers().responses["GEN-01"] == before
    assert (back.answered_count, back.asked_count) == (7, 7)


def test_a_section_that_asks_nothing_leads_to_the_scope_and_to_what_is_kept(
    as_owner, assessment, url
):
    section = reverse("scorecard:section", args=[assessment.code, "genai"])
    scope = reverse("scorecard:edit-scope", args=[assessment.code])
    change_scope(assessment, facts=NO_GENAI)
    bare = as_owner.get(section).content.decode()
    change_scope(assessment, facts=GENAI)
    answer(assessment, "GEN-01", 3)
    change_scope(assessment, facts=NO_GENAI)

    html = as_owner.get(section).content.decode()

    assert "Nothing to answer here" in html
    assert (scope in bare, url in bare) == (True, False)
    assert (scope in html, url in html) == (True, True)
    assert 'class="pager"' not in html


def test_who_reads_such_a_section_is_not_sent_to_the_scope(client, assessment):
    change_scope(assessment, facts=NO_GENAI)
    client.force_login(make_membership(assessment.organisation, Role.VIEWER).user)

    page = client.get(reverse("scorecard:section", args=[assessment.code, "genai"]))

    assert "Nothing to answer here" in page.content.decode()
    assert reverse("scorecard:edit-scope", args=[assessment.code]) not in page.content.decode()


# Who may look


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.REVIEWER, Role.VIEWER])
def test_every_member_may_look(client, assessment, url, role):
    client.force_login(make_membership(assessment.organisation, role).user)

    page = client.get(url)

    assert page.status_code == 200
    assert ("Change scope" in page.content.decode()) == (role == Role.ASSESSOR)


def test_a_stranger_finds_nothing(client, url):
    client.force_login(make_user())

    assert client.get(url).status_code == 404


def test_a_visitor_signs_in_first(client, url):
    assert client.get(url).status_code == 302


def test_it_stays_within_its_queries(client, with_hidden, django_assert_max_num_queries):
    client.force_login(with_hidden.created_by)
    url = reverse("scorecard:hidden-answers", args=[with_hidden.code])

    with django_assert_max_num_queries(6):
        assert client.get(url).status_code == 200
