"""The review of facts: what is due, and the act that says that one is still true."""

from __future__ import annotations

import copy
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from frameworks import checking, editing
from frameworks.models import Edition, FactCheck
from frameworks.parsing import to_document
from frameworks.records import edited, find, place_from_text
from tests.factories import make_draft, make_edition, make_editor, make_obligation, make_user
from tests.frameworks.editions import make_full_edition

pytestmark = pytest.mark.django_db

LABEL = "2026.2"
FACT = "markets/singapore/obligations/SG-01"
OTHER = "markets/singapore/obligations/SG-02"


@pytest.fixture
def editor():
    return make_editor(username="ada")


@pytest.fixture
def draft(editor):
    return make_draft(make_edition(make_full_edition()), label=LABEL, by=editor)


@pytest.fixture
def client(client, editor, draft):
    client.force_login(editor)
    return client


def queue_url(label: str = LABEL) -> str:
    return reverse("editions:review", args=[label])


def url(place: str = FACT) -> str:
    return reverse("editions:still-true", args=[LABEL, place])


def said(place: str = FACT):
    return find(Edition.objects.get(label=LABEL).document, place_from_text(place)).value


def change(place: str, by, **values) -> None:
    draft = Edition.objects.get(label=LABEL)
    where = place_from_text(place)
    document = edited(draft.document, where, {**find(draft.document, where).value, **values})
    editing.save_part(draft, document, read_revision=draft.revision, by=by)


def state(place: str = FACT) -> str:
    document = Edition.objects.get(label=LABEL).document
    return checking.state(find(document, place_from_text(place)))


def sent(**instead) -> dict[str, str]:
    return {"source": "guide", "revision": state(), **instead}


def today() -> str:
    return timezone.localdate().isoformat()


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def test_one_click_makes_a_fact_of_today_and_says_who(client, editor):
    response = client.post(url(), sent(), follow=True)

    check = FactCheck.objects.get()
    assert response.redirect_chain == [(queue_url(), 302)]
    assert "Still true as of today: SG-01." in text_of(response)
    assert (said()["as_of"], said()["as_of_precision"]) == (today(), "checked")
    assert said()["verification"] == "confirmed"
    assert (check.path, check.source, check.checked_by) == (FACT, "guide", editor)
    assert check.edition.label == LABEL


def test_the_record_says_who_found_it_true_with_the_note(client):
    client.post(url(), sent(note="Read the new annex, too."))

    page = text_of(client.get(reverse("editions:part", args=[LABEL, FACT])))
    assert "Last read today" in page
    assert "Found still true by you" in page
    assert "Read the new annex, too." in page


def test_the_queue_says_who_found_it_true(client):
    change(FACT, make_editor(), verification="partly")
    client.post(url(), sent())

    assert "Found still true by you" in text_of(client.get(queue_url(), {"why": "partly"}))


def test_a_check_says_nothing_of_a_fact_that_was_worded_anew(client, editor):
    client.post(url(), sent())
    change(FACT, editor, statement="Something else.")

    page = text_of(client.get(reverse("editions:part", args=[LABEL, FACT])))
    assert "Found still true" not in page


SINGAPORE = {"part": "markets/singapore"}
ASKED = "part=markets%2Fsingapore"


def rows(client) -> list[str]:
    return [fact.address for fact in client.get(queue_url(), SINGAPORE).context["facts"]]


def test_the_work_goes_on_from_the_row_where_it_was(client):
    before = rows(client)
    row = before.index(FACT) + 1
    page = client.get(queue_url(), SINGAPORE).text

    response = client.post(url(), sent(asked=ASKED, row=str(row)))

    assert f'<input type="hidden" name="row" value="{row}">' in page
    assert response.url == f"{queue_url()}?{ASKED}#row-{row}"
    assert f'<li id="row-{row}" tabindex="-1">' in client.get(queue_url(), SINGAPORE).text
    assert rows(client)[row - 1] == before[row]  # the next one has moved up


@pytest.mark.parametrize(("row", "fragment"), [("99", "#row-{left}"), ("x", ""), ("0", "")])
def test_behind_the_last_row_the_one_before_it_is_next(client, row, fragment):
    response = client.post(url(), sent(asked=ASKED, row=row))

    assert response.url == f"{queue_url()}?{ASKED}{fragment.format(left=len(rows(client)))}"


def test_who_finished_the_queue_is_led_to_no_row(client):
    asked = "part=markets%2Fsingapore&days=3650&page=9"

    response = client.post(url(), sent(asked=asked, row="1"))

    assert "#" not in response.url


def test_the_page_of_a_fact_knows_the_row_from_which_somebody_came(client):
    page = client.get(url(), SINGAPORE | {"row": "3"}).text

    assert '<input type="hidden" name="row" value="3">' in page
    assert f'href="{queue_url()}?{ASKED}#row-3"' in page
    assert f'href="{url()}?{ASKED}&amp;row=' in client.get(queue_url(), SINGAPORE).text


def test_the_filters_are_the_same_after_the_act(client):
    asked = "days=30&part=markets%2Fsingapore&next=https://example.org"

    response = client.post(url(), sent(asked=asked))

    assert response.headers["Location"] == f"{queue_url()}?days=30&part=markets%2Fsingapore"


@pytest.mark.parametrize(
    ("source", "words"),
    [("", "Choose the source you read."), ("nowhere", "The edition has no such source.")],
)
def test_the_source_is_one_of_the_edition(client, source, words):
    response = client.post(url(), sent(source=source, note="Typed."))

    assert response.status_code == 422
    assert words in text_of(response)
    assert "Typed." in response.text
    assert not FactCheck.objects.exists()


def test_a_conflict_is_told_and_what_was_typed_stays(client):
    old = state()
    change(FACT, make_editor(username="grace"), statement="Worded anew.")

    response = client.post(url(), sent(revision=old, note="Typed."))

    page = text_of(response)
    assert response.status_code == 409
    assert "Somebody changed this fact after you read it." in page
    assert "grace" in page
    assert "Worded anew." in page
    assert "Typed." in response.text
    assert said()["as_of"] != today()
    assert not FactCheck.objects.exists()


def test_after_a_conflict_the_same_page_finds_the_new_words_true(client):
    old = state()
    change(FACT, make_editor(), statement="Worded anew.")
    page = client.post(url(), sent(revision=old)).text

    [shown] = re.findall(r'name="revision" value="([^"]*)"', page)

    assert client.post(url(), sent(revision=shown)).status_code == 302
    assert (said()["statement"], said()["as_of"]) == ("Worded anew.", today())


def test_what_others_save_elsewhere_meanwhile_is_kept(client):
    seen = state()
    change(OTHER, make_editor(), statement="Worded anew.")

    assert client.post(url(), sent(revision=seen)).status_code == 302
    assert said(OTHER)["statement"] == "Worded anew."


def test_a_save_between_reading_and_writing_is_not_overwritten(draft, editor, monkeypatch):
    confirm, others = checking._confirm, [make_editor()]

    def after_somebody_else(*args, **said):
        if others:
            change(OTHER, others.pop(), statement="Worded anew.")
        return confirm(*args, **said)

    monkeypatch.setattr(checking, "_confirm", after_somebody_else)

    checking.confirm(draft, place_from_text(FACT), read=state(), source="guide", by=editor)

    assert said(OTHER)["statement"] == "Worded anew."
    assert said()["as_of"] == today()


def test_a_fact_that_was_retired_meanwhile_is_told(client):
    seen, document = state(), copy.deepcopy(Edition.objects.get(label=LABEL).document)
    del document["markets"][0]["obligations"][0]
    draft = Edition.objects.get(label=LABEL)
    editing.save_part(draft, document, read_revision=draft.revision, by=make_editor())

    response = client.post(url(), {"source": "guide", "revision": seen, "note": "Typed."})

    assert response.status_code == 409
    assert "Typed." in response.text


def test_a_claim_that_is_not_confirmed_leads_to_its_form(client, editor):
    change(FACT, editor, verification="unverified")

    response = client.post(url(), sent(note="Typed."))

    form = reverse("editions:part", args=[LABEL, FACT])
    assert response.status_code == 422
    assert "A look at a source does not make it true." in text_of(response)
    assert "Typed." in response.text
    assert f'href="{form}"' in response.text
    assert f'action="{url()}"' not in client.get(queue_url()).text
    assert (said()["verification"], said()["as_of"]) == ("unverified", "2026-01-15")


def test_what_is_partly_confirmed_stays_so(client, editor):
    change(FACT, editor, verification="partly")

    client.post(url(), sent())

    assert (said()["verification"], said()["as_of"]) == ("partly", today())
    assert "Read today" in text_of(client.get(queue_url(), {"why": "partly"}))


def test_the_queue_lists_by_age_part_and_reason(client, editor):
    change(FACT, editor, verification="unverified", as_of=today())

    assert "SG-01" in text_of(client.get(queue_url(), {"why": "unverified"}))
    assert "SG-02" not in text_of(client.get(queue_url(), {"why": "unverified"}))
    assert "SG-01" not in text_of(client.get(queue_url(), {"why": "old"}))
    assert "SG-02" in text_of(client.get(queue_url(), {"part": "markets/singapore"}))
    assert "SG-02" not in text_of(client.get(queue_url(), {"part": "crosswalks"}))


def test_the_oldest_fact_stands_first_whichever_its_part_is(client, editor):
    change(OTHER, editor, as_of="1999-01-01")
    change("crosswalks/nist", editor, as_of="1998-01-01")
    change(FACT, editor, as_of="1997-01-01")

    response = client.get(queue_url())

    names = [(fact.part, fact.id or fact.title) for fact in response.context["facts"][:3]]
    assert [part for part, _ in names] == ["Singapore", "Crosswalks", "Singapore"]
    assert (names[0][1], names[2][1]) == ("SG-01", "SG-02")
    assert "Singapore, Obligations" in text_of(response)


def test_an_empty_queue_says_what_is_the_case(client):
    too_old, done = {"days": "36500", "why": "old"}, {"days": "36500"}

    assert "No fact of this part has to be looked at" in text_of(client.get(queue_url(), too_old))
    assert "Every fact is confirmed and younger than that." in text_of(
        client.get(queue_url(), done)
    )


@pytest.mark.parametrize(
    "asked", [{"days": "many"}, {"days": "-1"}, {"part": "markets/atlantis"}, {"why": "mood"}]
)
def test_a_filter_that_makes_no_sense_is_told_at_its_field(client, asked):
    response = client.get(queue_url(), asked)

    (name,) = asked
    assert response.status_code == 422
    assert f'href="#id_{name}"' in response.text
    assert "to look at" in response.text


def test_a_page_that_is_not_there_is_the_last_one(client):
    response = client.get(queue_url(), {"page": "999", "days": "30"})

    page = response.context["page"]
    assert page.number == page.paginator.num_pages == 2
    assert 'href="?days=30&amp;page=1"' in response.text


def test_the_queue_of_what_is_published_is_for_reading(client):
    response = client.get(queue_url("2026.1"), {"part": "markets/singapore"})

    assert response.status_code == 200
    assert "SG-01" in response.text
    assert "Still true as of today" not in response.text
    assert "say so here" not in text_of(response)
    assert "They are confirmed in a draft" in text_of(response)
    assert f'href="{reverse("editions:start", args=["2026.1"])}"' in response.text
    published = reverse("editions:still-true", args=["2026.1", FACT])
    assert client.get(published).status_code == 404
    assert client.post(published, sent()).status_code == 409


@pytest.mark.parametrize("place", ["markets", "markets/singapore", "markets/atlantis", "levels"])
def test_only_a_fact_can_be_found_true(client, place):
    assert client.get(url(place)).status_code == 404


def test_lists_of_facts_show_their_ages(client):
    page = client.get(reverse("editions:part", args=[LABEL, "markets/singapore/obligations"]))

    assert "Confirmed by its sources" in text_of(page)
    assert "As of 15 January 2026" in text_of(page)


def test_a_new_draft_knows_the_checks_of_its_start(client, editor, draft):
    client.post(url(), sent())
    second = editing.start_draft(Edition.objects.get(pk=draft.pk), label="2026.3", by=editor)

    page = text_of(client.get(reverse("editions:part", args=[second.label, FACT])))
    assert "Found still true by you" in page


def test_nobody_else_sees_the_queue_or_finds_facts_true(client):
    client.force_login(make_user())

    assert client.get(queue_url()).status_code == 404
    assert client.post(url(), sent()).status_code == 404
    assert not FactCheck.objects.exists()


def test_the_queue_takes_as_few_queries_whatever_its_size(client, editor):
    small = count_queries(client, queue_url())
    content = make_full_edition()
    market = content.markets[0]
    many = tuple(make_obligation(f"SG-{n:02}") for n in range(1, 60))
    singapore = replace(market, obligations=many)
    document = to_document(replace(content, label=LABEL, markets=(singapore, content.markets[1])))
    draft = Edition.objects.get(label=LABEL)
    editing.save_part(draft, document, read_revision=draft.revision, by=editor)
    for n in range(1, 20):
        place = place_from_text(f"markets/singapore/obligations/SG-{n:02}")
        draft = Edition.objects.get(label=LABEL)
        spot = find(draft.document, place)
        read = checking.state(spot)
        checking.confirm(draft, place, read=read, source="guide", by=make_editor())

    assert count_queries(client, queue_url()) == small <= 12


def count_queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
