from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scorecard import services
from scorecard.models import (
    Assessment,
    Response,
    ResponseRevision,
    Role,
)
from scorecard.questionnaire.histories import PAGE_LENGTH
from scorecard.scoring import DONT_KNOW
from tests.factories import answer, declare, make_assessment, make_membership, make_user, set_status

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


@pytest.fixture
def url(assessment):
    return reverse("scorecard:response-history", args=[assessment.code, "TRA-01"])


@pytest.fixture
def obligation_url(assessment):
    return reverse("scorecard:obligation-history", args=[assessment.code, "SG-01"])


@pytest.fixture
def colleague(assessment):
    user = make_user(username="siti", first_name="Siti")
    return make_membership(assessment.organisation, user=user).user


@pytest.fixture
def reviewer(assessment):
    user = make_user(username="rey", first_name="Rey")
    return make_membership(assessment.organisation, Role.REVIEWER, user=user).user


def put_back(url: str, revision: int) -> str:
    return f"{url}{revision}/"


def text_of(response) -> str:
    """What a reader sees, in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def spread(minutes: int = 60) -> None:
    """Let each revision be this much later than the one before."""
    for row in ResponseRevision.objects.all():
        ResponseRevision.objects.filter(pk=row.pk).update(
            answered_at=NOON + timedelta(minutes=minutes * row.revision)
        )


def answer_many_times(assessment: Assessment, times: int) -> None:
    answer(assessment, "TRA-01", 2, note="0")
    row = Response.objects.get()
    ResponseRevision.objects.bulk_create(
        ResponseRevision(
            response=row,
            kind="level",
            level=2,
            note=str(number),
            revision=number,
            answered_by=row.answered_by,
            answered_at=NOON + timedelta(hours=number),
        )
        for number in range(2, times + 1)
    )
    Response.objects.update(revision=times, note=str(times))


# What it shows


def test_it_says_who_answered_what_and_when(as_owner, assessment, url):
    answer(assessment, "TRA-01", 3, note="Register", evidence=2)
    ResponseRevision.objects.update(answered_at=NOON)

    response = as_owner.get(url)

    html, text = response.content.decode(), text_of(response)
    assert "How about TRA-01?" in text
    assert "Olga Owner answered first 3 Nov 2026, 12:00 UTC" in text
    assert "3 Operating A document is linked or at hand Note: Register" in text
    assert 'datetime="2026-11-03T12:00:00+00:00"' in html
    assert f"/assessments/{assessment.code}/sections/transparency/#TRA-01" in html


def test_it_shows_the_newest_first_and_what_changed(as_owner, assessment, url):
    answer(assessment, "TRA-01", 1, note="By chance")
    answer(assessment, "TRA-01", 3, note="Register", evidence=1)
    spread()

    text = text_of(as_owner.get(url))

    assert text.index("Olga Owner changed the answer, the note and the evidence") < text.index(
        "Olga Owner answered first"
    )
    assert "Answer: from 1 Ad hoc to 3 Operating" in text
    assert "Note was: By chance" in text
    assert "from Stated only to Described, and where it is kept" in text


def test_what_was_typed_in_one_go_stands_together(as_owner, assessment, url):
    for note in ("A", "A reg", "A register"):
        answer(assessment, "TRA-01", 3, note=note)
    spread(minutes=2)

    response = as_owner.get(url)

    assert len(response.context["entries"]) == 1
    assert "3 changes between 12:02 UTC and 12:06 UTC" in text_of(response)


def test_one_minute_is_named_once(as_owner, assessment, url):
    for note in ("A", "A reg"):
        answer(assessment, "TRA-01", 3, note=note)
    spread(minutes=0)

    assert "2 changes at 12:00" in text_of(as_owner.get(url))


def test_each_of_them_can_still_be_put_back(as_owner, assessment, url):
    for note in ("A long note", ""):
        answer(assessment, "TRA-01", 3, note=note)

    assert put_back(url, 1) in as_owner.get(url).content.decode()


def test_a_question_nobody_answered_says_so(as_owner, url):
    response = as_owner.get(url)

    assert response.status_code == 200
    assert "Nobody has answered this yet" in response.content.decode()


def test_what_is_stored_now_has_no_button(as_owner, assessment, url):
    answer(assessment, "TRA-01", 3)
    answer(assessment, "TRA-01", 1)
    answer(assessment, "TRA-01", 3)
    spread()

    html = as_owner.get(url).content.decode()

    offered = re.findall(r'formaction="[^"]*/history/(\d+)/"', html)
    assert offered == ["2"]
    assert html.count("Says what is stored now") == 2


def test_what_people_typed_is_escaped(as_owner, assessment, url):
    answer(assessment, "TRA-01", 3, note="<script>alert(1)</script>")
    answer(assessment, "TRA-01", 3, note="Better")

    assert "<script>" not in as_owner.get(url).content.decode()


def test_a_history_begun_late_says_so(as_owner, assessment, url):
    answer(assessment, "TRA-01", 1)
    answer(assessment, "TRA-01", 3)
    ResponseRevision.objects.filter(revision=1).delete()

    assert "What was said before this was not kept." in text_of(as_owner.get(url))


def test_a_long_history_has_pages(as_owner, assessment, url):
    answer_many_times(assessment, PAGE_LENGTH + 1)

    first, second = as_owner.get(url), as_owner.get(url, {"page": "2"})

    assert len(first.context["entries"]) == PAGE_LENGTH
    assert [each.newest.version.number for each in second.context["entries"]] == [1]
    last_of_first = first.context["entries"][-1]
    assert [change.name for change in last_of_first.changes] == ["Note"]


def test_it_takes_as_few_queries_however_long_it_is(as_owner, assessment, url):
    counts = []
    for times in (1, 200):
        Response.objects.all().delete()
        answer_many_times(assessment, times)
        as_owner.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert as_owner.get(url).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


# The way back


@pytest.fixture
def changed(assessment):
    answer(assessment, "TRA-01", 3, note="Register")
    answer(assessment, "TRA-01", 1)


def test_an_earlier_answer_is_put_back(as_owner, assessment, changed, url):
    response = as_owner.post(put_back(url, 1), {"read": "2"}, follow=True)

    section = reverse("scorecard:section", args=[assessment.code, "transparency"])
    html = response.content.decode()
    assert response.redirect_chain == [(url, 302)]
    assert "Put back: TRA-01 is at level 3, Operating, again." in html
    assert f'href="{section}#TRA-01"' in html
    assert Response.objects.get().note == "Register"


def test_what_has_no_level_is_put_back_by_its_name(as_owner, assessment, url, obligation_url):
    answer(assessment, "TRA-01", DONT_KNOW)
    answer(assessment, "TRA-01", 1)
    declare(assessment, "SG-01", "partial")
    declare(assessment, "SG-01", "met")

    pages = [
        as_owner.post(put_back(each, 1), {"read": "2"}, follow=True)
        for each in (url, obligation_url)
    ]

    assert "Put back: TRA-01 says “Don't know” again." in unescape(pages[0].content.decode())
    assert "Put back: SG-01 says “Partly met” again." in pages[1].content.decode()


def test_the_page_sends_the_revision_it_showed(as_owner, changed, url):
    html = as_owner.get(url).content.decode()

    assert '<input type="hidden" name="read" value="2">' in html
    assert f'formaction="{put_back(url, 1)}"' in html


def test_putting_back_what_is_stored_changes_nothing(as_owner, changed, url):
    response = as_owner.post(put_back(url, 2), {"read": "2"}, follow=True)

    assert "TRA-01 is at level 1, Ad hoc, already." in response.content.decode()
    assert Response.objects.get().revision == 2


@pytest.mark.parametrize("read", ["1", "", "x", "-1", "9" * 40])
def test_a_newer_answer_is_shown_and_not_overwritten(as_owner, changed, url, read):
    response = as_owner.post(put_back(url, 1), {"read": read})

    assert response.status_code == 409
    assert "Nothing was put back: somebody changed this answer" in response.content.decode()
    assert response.context["entries"][0].newest.version.number == 2
    assert Response.objects.get().level == 1


def test_after_the_newer_answer_was_seen_it_can_be_put_back(as_owner, changed, url):
    page = as_owner.post(put_back(url, 1), {"read": "1"})
    read = re.search(r'name="read" value="(\d+)"', page.content.decode())
    assert read is not None

    response = as_owner.post(put_back(url, 1), {"read": read[1]})

    assert response.status_code == 302
    assert Response.objects.get().level == 3


def test_looking_at_its_address_leads_to_the_history(as_owner, changed, url):
    response = as_owner.get(put_back(url, 1), {"page": "2"})

    assert (response.status_code, response.headers["Location"]) == (302, f"{url}?page=2")


@pytest.mark.parametrize("revision", [0, 3, 10**30])
def test_a_revision_that_is_not_there_is_404(as_owner, changed, url, revision):
    assert as_owner.post(put_back(url, revision), {"read": "2"}).status_code == 404


def test_putting_back_stays_within_its_queries(
    as_owner, changed, url, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        assert as_owner.post(put_back(url, 1), {"read": "2"}).status_code == 302


@pytest.fixture
def hidden(owner):
    """The history of a question that is not asked any more."""
    assessment = make_assessment(by=owner, facts={"uses_generative_ai": True})
    answer(assessment, "GEN-01", 3, note="Register")
    answer(assessment, "GEN-01", 1)
    Assessment.objects.filter(pk=assessment.pk).update(facts={"uses_generative_ai": False})
    return reverse("scorecard:response-history", args=[assessment.code, "GEN-01"])


def test_what_is_not_asked_any_more_can_be_read(as_owner, hidden):
    response = as_owner.get(hidden)

    html = response.content.decode()
    assert "Register" in html
    assert "It is not asked any more." in html
    assert "Put this back" not in html


def test_but_not_put_back(as_owner, hidden):
    response = as_owner.post(put_back(hidden, 1), {"read": "2"})

    assert response.status_code == 409
    assert "Nothing was put back: this is not asked any more" in response.content.decode()
    assert Response.objects.get().level == 1


def test_the_history_of_a_market_that_left_can_be_read(as_owner, assessment, obligation_url):
    declare(assessment, "SG-01", "met", note="Register")
    Assessment.objects.update(markets=["ID"], seats=[])

    response = as_owner.get(obligation_url)

    assert "Register" in response.content.decode()
    assert "/sections/markets/SG/" not in response.content.decode()


# Who may


@pytest.mark.parametrize("role", ["reviewer", "viewer"])
def test_who_only_reads_has_no_way_back(client, assessment, changed, url, role):
    client.force_login(make_membership(assessment.organisation, role).user)

    page = client.get(url)
    response = client.post(put_back(url, 1), {"read": "2"})

    assert "Register" in page.content.decode()
    assert "Put this back" not in page.content.decode()
    assert response.status_code == 403
    assert Response.objects.get().level == 1


def test_nothing_is_put_back_once_it_is_closed(as_owner, changed, url):
    set_status(Assessment.Status.APPROVED)

    assert "Put this back" not in as_owner.get(url).content.decode()
    assert as_owner.post(put_back(url, 1), {"read": "2"}).status_code == 403


def test_nor_when_it_closes_meanwhile(as_owner, changed, url, monkeypatch):
    def close(*args, **kwargs):
        raise services.AssessmentIsClosed

    monkeypatch.setattr("scorecard.services.history.record_responses", close)

    assert as_owner.post(put_back(url, 1), {"read": "2"}).status_code == 403


def test_a_stranger_gets_404(client, changed, url, obligation_url):
    client.force_login(make_user())

    assert client.get(url).status_code == 404
    assert client.get(obligation_url).status_code == 404
    assert client.get(put_back(url, 1)).status_code == 404
    assert client.post(put_back(url, 1), {"read": "2"}).status_code == 404


def test_a_visitor_signs_in(client, changed, url):
    assert client.get(url).headers["Location"].startswith("/accounts/login/?next=")
    assert client.post(put_back(url, 1), {"read": "2"}).status_code == 401


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("response-history", "ZZZ-01"),
        ("response-history", "SG-01"),
        ("obligation-history", "TRA-01"),
        ("obligation-history", "SG-99"),
    ],
)
def test_what_the_edition_does_not_ask_has_no_history(as_owner, assessment, name, key):
    url = reverse(f"scorecard:{name}", args=[assessment.code, key])

    assert as_owner.get(url).status_code == 404
    assert as_owner.post(put_back(url, 1)).status_code == 404
