from __future__ import annotations

import re

import pytest
from django.urls import reverse

from frameworks import services as framework_services
from scorecard.models import Assessment, Role
from scorecard.scoring.applicability import market_facts
from scorecard.scoring.types import ELSEWHERE
from tests.factories import (
    answer,
    answer_all,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_market,
    make_membership,
    make_organisation,
)

pytestmark = pytest.mark.django_db

START = "/assessments/new/"
SCOPE = {
    "title": "Retail bank, 2026",
    "scope": "All models\r\nin production",
    "fact-uses_generative_ai": "yes",
    "fact-processes_personal_data": "unknown",
    "seats": ["SG"],
    "markets": ["SG", "ID"],
}


@pytest.fixture
def organisation(owner):
    return make_organisation(owner)


@pytest.fixture
def edition():
    return make_edition()


def confirm(client, scope):
    """Look at the preview, then agree to it."""
    agreed = client.post(START, scope | {"preview": "1"}).context["form"].fingerprint
    return client.post(START, scope | {"confirm": agreed})


def test_the_preview_counts_before_anything_is_made(as_owner, organisation, edition):
    page = as_owner.post(START, SCOPE | {"preview": "1"})

    preview = page.context["preview"]
    assert (preview.questions, preview.obligations) == (5, 2)
    assert preview.estimate == "about 30 minutes"
    assert "We assume 3 minutes a question" in page.content.decode()
    assert not Assessment.objects.exists()


def test_the_preview_keeps_what_was_typed(as_owner, organisation, edition):
    html = as_owner.post(START, SCOPE | {"preview": "1"}).content.decode()

    assert 'value="Retail bank, 2026"' in html
    assert "All models" in html
    assert 'value="yes" id="id_fact-uses_generative_ai_0" checked' in html
    assert "Start this assessment" in html


def test_a_confirmed_scope_starts_an_assessment(as_owner, owner, organisation, edition):
    response = confirm(as_owner, SCOPE)

    assessment = Assessment.objects.get()
    assert response.headers["Location"] == assessment.get_absolute_url()
    assert assessment.facts == {"uses_generative_ai": True, "processes_personal_data": None}
    assert (assessment.seats, assessment.markets) == (["SG"], ["SG", "ID"])
    assert assessment.scope == "All models\nin production"
    assert (assessment.organisation, assessment.created_by) == (organisation, owner)


def test_a_seat_elsewhere_makes_an_organisation_foreign_everywhere(as_owner, organisation, edition):
    confirm(as_owner, SCOPE | {"seats": ["ZZ"]})

    assessment = Assessment.objects.get()
    facts = [
        market_facts(market, assessment.answers())["foreign_entity"]
        for market in edition.definition.markets
    ]
    assert assessment.seats == ["ZZ"]
    assert set(facts) == {True}


def test_facts_are_unknown_until_said_otherwise(as_owner, organisation, edition):
    html = as_owner.get(START).content.decode()

    assert html.count('value="unknown"') == html.count('value="unknown" id="id_fact') == 2
    assert 'value="yes" id="id_fact-uses_generative_ai_0" checked' not in html


def test_it_starts_with_the_newest_edition(as_owner, organisation, edition):
    newer = make_edition(make_edition_definition(label="2027.1"))

    confirm(as_owner, SCOPE)

    assert Assessment.objects.get().edition == newer


def test_a_form_that_changed_since_its_preview_is_shown_again(as_owner, organisation, edition):
    agreed = as_owner.post(START, SCOPE).context["form"].fingerprint

    page = as_owner.post(START, SCOPE | {"markets": ["SG"], "confirm": agreed})

    assert "You changed something after the last preview." in page.content.decode()
    assert page.context["preview"].obligations == 1
    assert not Assessment.objects.exists()


def test_another_title_needs_no_other_preview(as_owner, organisation, edition):
    agreed = as_owner.post(START, SCOPE).context["form"].fingerprint

    as_owner.post(START, SCOPE | {"title": "Better", "confirm": agreed})

    assert Assessment.objects.get().title == "Better"


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"markets": ["XX"]},
        {"seats": ["XX"]},
        {"fact-uses_generative_ai": "perhaps"},
        {"fact-uses_generative_ai": ""},
    ],
)
def test_a_wrong_scope_starts_nothing(as_owner, organisation, edition, wrong):
    page = as_owner.post(START, SCOPE | {"confirm": "1"} | wrong)

    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"title": "  "}, "title", "Give the assessment a title."),
        ({"title": "x" * 201}, "title", "Use at most 200 characters. It has 201."),
        ({"scope": "x" * 2001}, "scope", "Use at most 2000 characters. It has 2001."),
        ({"markets": ["SG", "XX"]}, "markets", "“XX” is not one of the choices."),
        ({"markets": ["SG", "SG"]}, "markets", "Singapore was sent more than once."),
        ({"seats": ["XX"]}, "seats", "“XX” is not one of the choices."),
        ({"fact-uses_generative_ai": ""}, None, "Choose Yes, No or Don't know yet."),
        ({"fact-uses_generative_ai": "perhaps"}, None, "Choose Yes, No or Don't know yet."),
    ],
)
def test_an_error_stands_at_its_field(as_owner, organisation, edition, wrong, field, words):
    page = as_owner.post(START, SCOPE | wrong)

    key = field or "fact-uses_generative_ai"
    html = page.content.decode()
    assert page.context["form"].errors == {key: [words]}
    assert f'id="id_{key}_error"' in html
    assert f'<a href="#{page.context["form"][key].id_for_label}">' in html
    assert f' id="{page.context["form"][key].id_for_label}"' in html


def test_nothing_typed_is_lost_to_an_error_elsewhere(as_owner, organisation, edition):
    html = as_owner.post(START, SCOPE | {"seats": ["XX"]}).content.decode()

    assert 'value="Retail bank, 2026"' in html
    assert "All models\r\nin production" in html
    assert html.count(" checked") == 2 + 2  # both facts and both markets


def test_a_draft_market_is_shown_and_cannot_be_chosen(as_owner, organisation):
    draft = make_market("TL", "Timor-Leste", status="draft")
    make_edition(make_edition_definition(markets=(make_market("SG"), draft)))

    html = as_owner.get(START).content.decode()

    assert 'id="draft-TL" disabled' in html
    assert "Timor-Leste: its profile is a draft" in html
    sent = as_owner.post(START, SCOPE | {"markets": ["TL"]})
    assert sent.status_code == 422
    assert "Timor-Leste cannot be chosen yet: its profile is a draft." in sent.content.decode()


def test_without_a_published_edition_the_page_says_so(as_owner, organisation):
    framework_services.save_draft(make_edition_definition())

    assert "There are no questions yet" in as_owner.get(START).content.decode()


def test_somebody_without_an_organisation_creates_one_first(as_owner, edition):
    response = as_owner.get(START)

    assert response.headers["Location"] == reverse("scorecard:start-organisation")


@pytest.mark.parametrize("role", ["reviewer", "viewer"])
def test_who_only_reads_starts_nothing(client, organisation, edition, role):
    client.force_login(make_membership(organisation, role).user)

    assert client.get(START).status_code == 403
    assert client.post(START, SCOPE | {"confirm": "1"}).status_code == 403
    assert not Assessment.objects.exists()


def test_a_scope_sent_without_a_session_is_kept(client):
    response = client.post(START, SCOPE)

    assert response.status_code == 401
    assert "Retail bank, 2026" in response.content.decode()


def test_all_of_a_scope_that_was_sent_without_a_session_is_told_in_words(client, edition):
    sent = SCOPE | {"seats": ["SG", ELSEWHERE], "fact-of_an_older_edition": "no"}

    page = client.post(START, sent).content.decode()

    shown = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    asked = {fact.key: fact.question for fact in edition.definition.facts}
    assert shown == [
        ("Which markets should be assessed?", "Singapore, Indonesia"),
        ("Where are you established?", "Singapore, Elsewhere"),
        (asked["uses_generative_ai"], "Yes"),
        (asked["processes_personal_data"], "Don&#x27;t know yet"),
        ("of an older edition", "No"),
    ]
    assert ">What it covers</label>" in page


def test_a_scope_without_places_says_so_and_needs_no_edition(client, db):
    page = client.post(START, {"title": "Mine", "fact-offers_chat": "no"}).content.decode()

    assert "<dt>Which markets should be assessed?</dt><dd>None</dd>" in page
    assert "<dt>offers chat</dt><dd>No</dd>" in page


# The task list


def test_the_task_list_counts_each_section(as_owner, assessment):
    answer(assessment, "TRA-01", 2)

    tasks = as_owner.get(assessment.get_absolute_url()).context["tasks"]

    progress = {section.key: (section.status, section.answered) for section in tasks.sections}
    assert progress["transparency"] == ("started", 1)
    assert progress["fairness"] == ("open", 0)
    assert [section.key for section in tasks.markets] == ["SG", "ID"]
    assert (tasks.answered, tasks.asked) == (1, 7)
    assert tasks.next_open.key == "transparency"


def test_it_leads_on_to_what_is_open(as_owner, assessment):
    answer(assessment, "TRA-01", 2)
    answer(assessment, "TRA-02", 2)

    html = as_owner.get(assessment.get_absolute_url()).content.decode()

    assert "Continue with Fairness" in html


def test_a_finished_one_leads_nowhere_else(as_owner, assessment):
    answer_all(assessment)

    page = as_owner.get(assessment.get_absolute_url())

    assert page.context["tasks"].next_open is None
    assert "Continue with" not in page.content.decode()


def test_what_is_not_asked_is_explained_and_not_missed(as_owner, owner):
    assessment = make_assessment(by=owner, markets=(), facts={"uses_generative_ai": False})

    page = as_owner.get(assessment.get_absolute_url())

    assert [s.key for s in page.context["tasks"].not_asked] == ["genai", "cross_border"]
    assert "You said that no generative AI is used." in page.content.decode()


def test_a_viewer_sees_no_way_to_change_it(client, assessment):
    client.force_login(make_membership(assessment.organisation, Role.VIEWER).user)

    html = client.get(assessment.get_absolute_url()).content.decode()

    assert "Change scope" not in html
    assert "Start with" not in html


def test_the_stored_summary_agrees_with_the_task_list(as_owner, assessment):
    answer(assessment, "TRA-01", 2)
    answer(assessment, "GEN-01", 2)

    tasks = as_owner.get(assessment.get_absolute_url()).context["tasks"]

    assert (tasks.answered, tasks.asked) == (assessment.answered_count, assessment.asked_count)
