"""The scope of an assessment that exists: preview, save, and two people at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from scorecard import services
from scorecard.models import Assessment
from scorecard.services import Scope
from tests.factories import answer, declare, make_assessment, make_membership, make_user, set_status

pytestmark = pytest.mark.django_db

SCOPE = {
    "title": "Retail bank, 2026",
    "scope": "",
    "fact-uses_generative_ai": "unknown",
    "fact-processes_personal_data": "unknown",
    "seats": ["SG"],
    "markets": ["SG", "ID"],
    "revision": "0",
}
SMALLER = SCOPE | {"markets": ["SG"]}


@pytest.fixture
def url(assessment):
    return reverse("scorecard:edit-scope", args=[assessment.code])


def agree(client, url, scope):
    """The form as it is sent by the button that saves."""
    return scope | {"confirm": client.post(url, scope).context["form"].fingerprint}


def save(client, url, scope):
    return client.post(url, agree(client, url, scope))


def test_the_form_shows_the_present_scope(as_owner, owner):
    facts = {"uses_generative_ai": False, "processes_personal_data": None}
    assessment = make_assessment(by=owner, facts=facts, markets=("ID",))

    form = as_owner.get(reverse("scorecard:edit-scope", args=[assessment.code])).context["form"]

    assert form["fact-uses_generative_ai"].value() == "no"
    assert form["fact-processes_personal_data"].value() == "unknown"
    assert form["markets"].value() == ["ID"]


def test_the_preview_lists_what_goes_out_by_section(as_owner, assessment, url):
    answer(assessment, "XBR-01", 2)

    page = as_owner.post(url, SMALLER)

    html = page.content.decode()
    preview = page.context["preview"]
    assert (preview.added, preview.hidden, preview.kept) == (0, 2, 1)
    assert "0 added, 2 hidden" in html
    assert "<b>1 hidden answer is kept</b> and no longer counts." in html
    assert "How about XBR-01?" in html
    assert "Duty ID-01" in html
    assert html.count("Answer kept, not counted") == 1
    assert "This market leaves the scope." in html
    assert Assessment.objects.get().markets == ["SG", "ID"]


def test_the_preview_counts_answers_that_come_back(as_owner, assessment, url):
    answer(assessment, "XBR-01", 2)
    declare(assessment, "ID-01", "met")
    save(as_owner, url, SMALLER)

    html = as_owner.post(url, SCOPE | {"revision": "1"}).content.decode()

    assert "2 added, 0 hidden" in html
    assert "<b>2 earlier answers come back</b> and count again." in html
    assert html.count("Its earlier answer returns") == 2
    assert "This market joins the scope." in html


def test_a_preview_that_changes_nothing_says_so(as_owner, assessment, url):
    html = as_owner.post(url, SCOPE).content.decode()

    assert "No question comes or goes" in html
    assert "This is the scope that is saved already." in html


def test_saving_comes_before_the_lists(as_owner, assessment, url):
    html = as_owner.post(url, SMALLER).content.decode()

    assert (
        html.index("Save this scope")
        < html.index('<details class="change')
        < html.index("id_title")
    )


def test_a_confirmed_change_is_saved_and_answers_stay(as_owner, assessment, url):
    answer(assessment, "XBR-01", 2)

    response = save(as_owner, url, SMALLER)

    assert response.headers["Location"] == assessment.get_absolute_url()
    assessment.refresh_from_db()
    assert (assessment.markets, assessment.scope_revision) == (["SG"], 1)
    assert "XBR-01" in assessment.answers().responses


def test_a_repeated_scope_is_not_called_saved(as_owner, assessment, url):
    response = save(as_owner, url, SCOPE)

    said = as_owner.get(response.headers["Location"]).content.decode()
    assert "Nothing had changed." in said
    assert Assessment.objects.get().scope_revision == 0


def test_a_wrong_change_is_refused_and_keeps_the_revision_it_read(as_owner, assessment, url):
    services.change_scope(assessment, scope=Scope(title="Theirs"), revision=0)

    page = as_owner.post(url, SCOPE | {"title": ""})

    assert page.status_code == 422
    assert 'name="revision" value="0"' in page.content.decode()


@pytest.mark.parametrize("role", ["reviewer", "viewer"])
def test_who_only_reads_changes_no_scope(client, assessment, url, role):
    client.force_login(make_membership(assessment.organisation, role).user)

    assert client.get(url).status_code == 403
    assert client.post(url, SMALLER).status_code == 403
    assert client.post(url, {"take": "1"}).status_code == 403


def test_an_assessor_changes_the_scope(client, assessment, url):
    client.force_login(make_membership(assessment.organisation).user)

    assert save(client, url, SMALLER).status_code == 302
    assert Assessment.objects.get().markets == ["SG"]


def test_the_scope_of_what_is_closed_stays(as_owner, url):
    set_status(Assessment.Status.IN_REVIEW)

    response = as_owner.post(url, SMALLER)

    assert response.status_code == 403
    assert "no longer a draft" in response.content.decode()


def test_a_stranger_gets_404(client, assessment, url):
    client.force_login(make_user())

    assert client.get(url).status_code == 404
    assert client.post(url, SMALLER).status_code == 404


# Two people, or two tabs


@pytest.fixture
def stale(as_owner, assessment, url):
    """Agreed to on revision 0; meanwhile somebody saves revision 1."""
    sent = agree(as_owner, url, SMALLER | {"scope": "Cards only", "title": "Mine"})
    theirs = Scope(
        title="Theirs", markets=("SG", "ID"), seats=("SG",), facts={"uses_generative_ai": True}
    )
    services.change_scope(assessment, scope=theirs, revision=0)
    return sent


def test_a_stale_save_shows_both_and_saves_nothing(as_owner, url, stale):
    page = as_owner.post(url, stale)

    html = page.content.decode()
    assert page.status_code == 409
    assert [(each.name, each.saved, each.sent) for each in page.context["conflict"]] == [
        ("Title", "Theirs", "Mine"),
        ("What it covers", "Nothing", "Cards only"),
        ("Indonesia, as a market", "Chosen", "Not chosen"),
        ("Is it so: uses_generative_ai?", "Yes", "Don't know yet"),
    ]
    assert "Somebody, or you in another tab" in html
    assert 'value="Mine"' in html
    assert Assessment.objects.get().title == "Theirs"


def test_a_stale_preview_shows_both_at_once(as_owner, url, stale):
    del stale["confirm"]

    assert as_owner.post(url, stale).status_code == 409


def test_both_answers_take_few_queries(
    as_owner, assessment, url, stale, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        assert as_owner.post(url, stale).status_code == 409

    with django_assert_max_num_queries(12):
        assert as_owner.post(url, SMALLER | {"revision": "1"}).status_code == 200


def test_mine_may_be_saved_over_it(as_owner, url, stale):
    page = as_owner.post(url, stale)

    again = {
        "revision": page.context["revision"],
        "confirm": page.context["form"].fingerprint,
    }
    response = as_owner.post(url, stale | again)

    saved = Assessment.objects.get()
    assert response.status_code == 302
    assert (saved.title, saved.scope, saved.markets) == ("Mine", "Cards only", ["SG"])
    assert saved.scope_revision == 2


def test_what_is_saved_may_be_taken(as_owner, url, stale):
    page = as_owner.post(url, stale | {"take": "1"}, follow=True)

    assert page.redirect_chain == [(url, 302)]
    assert page.context["form"]["title"].value() == "Theirs"
    assert "What you had typed was not saved." in page.content.decode()
    assert Assessment.objects.get().scope_revision == 1


def test_a_third_change_is_no_more_overwritten_than_the_second(as_owner, assessment, url, stale):
    page = as_owner.post(url, stale)
    services.change_scope(assessment, scope=Scope(title="Third"), revision=1)

    page = as_owner.post(url, stale | {"revision": page.context["revision"]})

    assert page.status_code == 409
    assert page.context["conflict"][0].saved == "Third"


@pytest.mark.parametrize("read", ["", "x", "-1", "²", "9" * 5000])
def test_a_form_that_names_no_revision_overwrites_nothing(as_owner, assessment, url, read):
    sent = agree(as_owner, url, SMALLER)

    assert as_owner.post(url, sent | {"revision": read}).status_code == 409
    assert Assessment.objects.get().markets == ["SG", "ID"]


def test_saving_what_somebody_else_saved_just_now_is_no_conflict(as_owner, assessment, url):
    sent = agree(as_owner, url, SMALLER)
    same = Scope(title=str(SMALLER["title"]), markets=("SG",), seats=("SG",))
    services.change_scope(assessment, scope=same, revision=0)

    assert as_owner.post(url, sent).status_code == 302
    assert Assessment.objects.get().scope_revision == 1


def test_the_scope_of_what_closes_during_the_save_stays(as_owner, url, assessment, monkeypatch):
    sent = agree(as_owner, url, SMALLER)

    def closed(*args, **kwargs):
        raise services.AssessmentIsClosed

    monkeypatch.setattr(services, "change_scope", closed)

    assert as_owner.post(url, sent).status_code == 403
