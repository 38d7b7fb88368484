from __future__ import annotations

import pytest
from django.urls import reverse

from frameworks.definition import Rule
from scorecard.models import Assessment, ObligationResponse, Role
from tests.factories import (
    declare,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_market,
    make_membership,
    make_obligation,
    make_user,
    set_status,
)
from tests.scorecard.pages import filled_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(assessment):
    return reverse("scorecard:market-section", args=[assessment.code, "SG"])


def accept_url(assessment, obligation="SG-01"):
    return reverse("scorecard:accept-claim", args=[assessment.code, obligation])


@pytest.fixture
def claim(assessment):
    declare(assessment, "SG-01", "not_applicable", reason="No such data")
    return ObligationResponse.objects.get()


@pytest.fixture
def reviewer(assessment):
    return make_membership(assessment.organisation, Role.REVIEWER).user


def test_obligations_are_declared_as_one_form(as_owner, assessment, url):
    sent = filled_in(as_owner.get(url), SG_01__state="partial", SG_01__note="Contract signed")

    response = as_owner.post(url, sent)

    assert (response.status_code, response.headers["Location"]) == (302, url)
    declared = assessment.answers().obligations["SG-01"]
    assert (declared.state, declared.note) == ("partial", "Contract signed")


def test_not_applicable_needs_a_reason(as_owner, url):
    sent = filled_in(as_owner.get(url), SG_01__state="not_applicable", SG_01__note="Ask legal")

    response = as_owner.post(url, sent)

    assert response.status_code == 422
    assert [error.target for error in response.context["errors"]] == ["id_SG-01-reason"]
    assert filled_in(response)["SG-01-note"] == "Ask legal"


def test_an_unknown_state_is_refused(as_owner, url):
    sent = filled_in(as_owner.get(url)) | {"SG-01-state": "mostly"}

    assert as_owner.post(url, sent).status_code == 422
    assert not ObligationResponse.objects.exists()


def test_a_conflict_shows_both_and_theirs_can_be_taken(as_owner, assessment, url):
    sent = filled_in(as_owner.get(url), SG_01__state="met", SG_01__note="Mine")
    declare(assessment, "SG-01", "unmet", note="Theirs")

    page = as_owner.post(url, sent)

    assert page.status_code == 409
    assert "Mine" in page.content.decode()
    assert "Theirs" in page.content.decode()
    as_owner.post(url, filled_in(page, SG_01__theirs="on"))
    assert assessment.answers().obligations["SG-01"].note == "Theirs"


def test_a_reviewer_accepts_a_claim(client, assessment, url, claim, reviewer):
    client.force_login(reviewer)
    page = client.get(url).content.decode()
    assert accept_url(assessment) in page

    response = client.post(accept_url(assessment), {"revision": claim.revision})

    assert response.headers["Location"] == f"{url}#SG-01"
    assert ObligationResponse.objects.get().accepted_by == reviewer
    assert "Accepted" in client.get(url).content.decode()


def test_who_claimed_it_is_not_offered_to_accept_it(as_owner, assessment, url, claim):
    assert accept_url(assessment) not in as_owner.get(url).content.decode()

    page = as_owner.post(accept_url(assessment), {"revision": claim.revision}, follow=True)

    assert "Nothing was accepted" in page.content.decode()
    assert ObligationResponse.objects.get().accepted_by is None


@pytest.mark.parametrize("revision", ["0", "7", "", "x"])
def test_a_claim_is_accepted_as_it_was_read(client, assessment, claim, reviewer, revision):
    client.force_login(reviewer)

    page = client.post(accept_url(assessment), {"revision": revision}, follow=True)

    assert "Nothing was accepted" in page.content.decode()
    assert ObligationResponse.objects.get().accepted_by is None


@pytest.mark.parametrize("role", ["assessor", "viewer"])
def test_only_reviewers_and_owners_accept(client, assessment, claim, role):
    client.force_login(make_membership(assessment.organisation, role).user)

    response = client.post(accept_url(assessment), {"revision": claim.revision})

    assert response.status_code == 403
    assert "Only a reviewer or an owner" in response.content.decode()


def test_nothing_is_accepted_once_it_is_closed(client, assessment, claim, reviewer):
    set_status(Assessment.Status.APPROVED)
    client.force_login(reviewer)

    assert client.post(accept_url(assessment), {"revision": 1}).status_code == 403


def test_a_stranger_accepts_nothing(client, assessment, claim):
    client.force_login(make_user())

    assert client.post(accept_url(assessment), {"revision": 1}).status_code == 404


@pytest.mark.parametrize("key", ["MY-01", "XX-1", "TRA-99"])
def test_what_is_not_asked_cannot_be_accepted(client, assessment, reviewer, key):
    client.force_login(reviewer)

    assert client.post(accept_url(assessment, key), {"revision": 1}).status_code == 404


def test_accepting_is_a_post(as_owner, assessment):
    assert as_owner.get(accept_url(assessment)).status_code == 405


@pytest.mark.parametrize("code", ["MY", "XX", "sg"])
def test_a_market_out_of_scope_is_404(as_owner, assessment, code):
    url = reverse("scorecard:market-section", args=[assessment.code, code])

    assert as_owner.get(url).status_code == 404


def test_a_stranger_gets_404(client, url):
    client.force_login(make_user())

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("role", ["reviewer", "viewer"])
def test_who_only_reads_gets_no_form(client, assessment, url, role):
    declare(assessment, "SG-01", "partial", note="Contract signed")
    client.force_login(make_membership(assessment.organisation, role).user)

    html = client.get(url).content.decode()

    assert "Partly met" in html
    assert "Contract signed" in html
    assert "<textarea" not in html
    assert client.post(url, {}).status_code == 403


@pytest.fixture
def mixed(owner):
    """One market with an obligation of every kind."""
    known = {"all_of": ("uses_generative_ai",)}
    obligations = (
        make_obligation("SG-01"),
        make_obligation("SG-02", confidence="low"),
        make_obligation("SG-03", force="voluntary"),
        make_obligation("SG-04", force="emerging", statement="A bill is under way."),
        make_obligation("SG-05", applies_if=Rule(**known)),
        make_obligation("SG-06", applies_if=Rule(all_of=("processes_personal_data",))),
    )
    content = make_edition_definition(
        label="2027.1", markets=(make_market("SG", obligations=obligations),)
    )
    facts = {"uses_generative_ai": None, "processes_personal_data": False}
    edition = make_edition(content)
    return make_assessment(by=owner, edition=edition, markets=("SG",), facts=facts)


@pytest.fixture
def mixed_page(as_owner, mixed):
    return as_owner.get(reverse("scorecard:market-section", args=[mixed.code, "SG"]))


def test_only_what_applies_or_may_apply_is_asked(mixed_page):
    keys = [card.key for card in mixed_page.context["cards"]]

    assert keys == ["SG-01", "SG-02", "SG-03", "SG-05"]


def test_what_is_emerging_is_told_and_not_asked(mixed_page):
    html = mixed_page.content.decode()

    assert "A bill is under way." in html
    assert "SG-04-state" not in html


def test_what_hangs_on_an_unknown_fact_says_so(mixed_page):
    assert mixed_page.content.decode().count(">May apply<") == 1


def test_what_we_are_not_sure_of_says_check_the_law(mixed_page):
    assert mixed_page.content.decode().count(">Check the law<") == 1


def test_voluntary_claims_wait_for_nobody(as_owner, mixed):
    declare(mixed, "SG-03", "not_applicable", reason="We are no signatory")
    url = reverse("scorecard:market-section", args=[mixed.code, "SG"])

    assert as_owner.get(url).context["claims"] == []


def test_a_market_with_nothing_to_declare_says_so(as_owner, owner):
    market = make_market("SG", obligations=(make_obligation("SG-01", force="emerging"),))
    content = make_edition_definition(label="2027.1", markets=(market,))
    assessment = make_assessment(by=owner, edition=make_edition(content), markets=("SG",))

    page = as_owner.get(reverse("scorecard:market-section", args=[assessment.code, "SG"]))

    assert "Nothing has to be declared in this market" in page.content.decode()


def test_saving_stays_within_its_queries(as_owner, mixed, django_assert_max_num_queries):
    declare(mixed, "SG-01", "met")
    url = reverse("scorecard:market-section", args=[mixed.code, "SG"])
    sent = filled_in(as_owner.get(url), SG_01__state="unmet", SG_02__state="met")

    with django_assert_max_num_queries(12):
        assert as_owner.post(url, sent).status_code == 302
