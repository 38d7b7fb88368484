"""What a member sees where a market's obligations were, once the market left the scope."""

from __future__ import annotations

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import Http404
from django.urls import reverse

from frameworks.addresses import permanent
from scorecard import services
from scorecard.http import market_not_in_scope
from scorecard.models import Assessment
from scorecard.services import Scope
from tests.factories import declare, make_membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(rf, client, assessment):
    """The page for one market, as this user sees it."""

    def run(code="ID", *, user=None, sent=None):
        user = user or assessment.created_by
        client.force_login(user)
        request = rf.post("/", sent) if sent else rf.get("/")
        request.user, request.session = user, client.session
        request._messages = FallbackStorage(request)
        found = Assessment.objects.visible_to(user).for_page().get()
        return market_not_in_scope(request, found, code)

    return run


def leave(assessment):
    services.change_scope(assessment, scope=Scope(title="Smaller", markets=("SG",)), revision=0)


def test_it_says_which_market_and_leads_to_the_scope(assessment, show):
    leave(assessment)

    page = show()

    html = page.content.decode()
    assert page.status_code == 404
    assert "Indonesia is not in the scope of this assessment" in html
    assert "It has no answers in this assessment." in html
    assert reverse("scorecard:edit-scope", args=[assessment.code]) in html
    assert assessment.get_absolute_url() in html


def test_it_counts_the_answers_that_are_kept(assessment, show):
    declare(assessment, "ID-01", "met")
    declare(assessment, "SG-01", "met")
    leave(assessment)

    html = show().content.decode()
    assert "1 answer given earlier is kept and does not count." in html
    assert reverse("scorecard:hidden-answers", args=[assessment.code]) in html


def test_what_was_sent_there_stands_on_the_page(assessment, show):
    leave(assessment)

    html = show(sent={"ID-01-state": "met", "ID-01-note": "Signed in May"}).content.decode()

    assert "Nothing was saved." in html
    assert "Signed in May" in html


def test_who_only_reads_is_not_sent_to_the_scope(assessment, show):
    leave(assessment)

    html = show(user=make_membership(assessment.organisation, "viewer").user).content.decode()

    assert "Change the scope" not in html


@pytest.mark.parametrize("name", ["market-results", "market-why"])
def test_results_of_a_market_that_left_say_so_and_lead_to_its_profile(as_owner, assessment, name):
    leave(assessment)

    page = as_owner.get(reverse(f"scorecard:{name}", args=[assessment.code, "ID"]))

    html = page.content.decode()
    assert page.status_code == 404
    assert "Indonesia is not in the scope of this assessment" in html
    assert permanent(reverse("frameworks:market", args=["indonesia"]), "2026.1") in html
    unknown = as_owner.get(reverse(f"scorecard:{name}", args=[assessment.code, "XX"]))
    assert "not in the scope" not in unknown.content.decode()
    assert unknown.status_code == 404


def test_an_unknown_market_is_simply_not_found(assessment, show):
    with pytest.raises(Http404):
        show("XX")
