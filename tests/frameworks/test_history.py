"""The page that says which editions there have been, and what one changed of another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from frameworks import services
from tests.factories import make_edition
from tests.frameworks.editions import make_full_edition, tamper

URL = reverse("frameworks:changes")
FIRST = make_full_edition()
PRINCIPLE = FIRST.principles[0]
QUESTION = PRINCIPLE.questions[0]
SECOND = replace(
    FIRST,
    label="2027.1",
    title="The second",
    notes=("Ours.", "Read again in 2027."),
    principles=(
        replace(PRINCIPLE, questions=(replace(QUESTION, text="Is it still told?"),)),
        *FIRST.principles[1:],
    ),
    markets=(
        replace(FIRST.markets[0], obligations=FIRST.markets[0].obligations[:1]),
        *FIRST.markets[1:],
    ),
)


@pytest.fixture
def first(db):
    return make_edition(FIRST)


@pytest.fixture
def second(first):
    return make_edition(SECOND)


def read(client, url: str = URL) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return str(response.content, "utf-8")


def part(page: str, key: str) -> str:
    """The section of one part of the edition."""
    start = page.index(f'<h2 id="changed-{key}">')
    return page[start : page.index("</section>", start)]


def test_the_first_edition_says_that_there_is_nothing_to_compare(client, first):
    page = read(client)

    assert "Nothing to compare yet" in page
    assert "2026.1 is the first edition. When the next one is published" in page
    assert first.digest in page
    assert "Ours." in page


def test_a_second_edition_is_compared_with_the_first(client, second):
    page = read(client)

    assert "From 2026.1 to 2027.1" in page
    question = part(page, "questions")
    assert "Principle Transparency, question TRA-01: Question" in question
    assert "<dt>Before</dt><dd><p><del>How about TRA-01?</del></p></dd>" in question
    assert "<dt>After</dt><dd><p><ins>Is it still told?</ins></p></dd>" in question


def test_what_was_removed_is_shown_with_its_words(client, second):
    section = part(read(client), "markets")

    assert "Removed</span> <strong>Market Singapore, obligation SG-02</strong>" in section
    assert "Duty SG-02" in section
    assert "<dt>After</dt>" not in section


def test_of_a_list_only_what_differs_is_shown(client, second):
    section = part(read(client), "edition")

    assert "Notes</strong>" in section
    assert "Read again in 2027." in section
    assert "Ours." not in section


def test_that_the_label_is_another_goes_without_saying(client, second):
    page = read(client)

    assert "4 changes" in page
    assert "<strong>Label</strong>" not in page


def test_what_moved_says_behind_what_it_stands(client, first):
    make_edition(replace(FIRST, label="2027.1", principles=FIRST.principles[::-1]))

    section = part(read(client), "principles")

    assert section.count("Moved</span>") == 1
    assert "<p>In the first place</p>" in section
    assert "<p>Behind " in section


def test_what_did_not_change_has_no_section(client, second):
    assert 'id="changed-glossary"' not in read(client)


def test_any_earlier_edition_can_be_chosen(client, second):
    third = replace(SECOND, label="2028.1", title="The third")
    make_edition(third)

    newest, chosen = read(client), read(client, f"{URL}?since=2026.1")

    assert "From 2027.1 to 2028.1" in newest
    assert f'href="{URL}?since=2026.1"' in newest
    assert f'href="{URL}?since=2028.1"' not in newest
    assert "From 2026.1 to 2028.1" in chosen
    assert "Is it still told?" in chosen


@pytest.mark.parametrize("label", ["2027.1", "1999.1"])
@pytest.mark.parametrize("url", [URL, "/frameworks/changes.json"])
def test_what_was_not_published_before_cannot_be_compared_with(client, second, label, url):
    assert client.get(url, {"since": label}).status_code == 404


def test_a_retired_edition_stays_in_the_list(client, second, first):
    services.retire(first)

    page = read(client)

    assert ">Retired</span>" in page
    assert "2027.1 is the oldest edition in use." in page
    assert "From 2026.1 to 2027.1" in read(client, f"{URL}?since=2026.1")


def test_retiring_an_earlier_edition_shows_at_once(client, second, first):
    known = client.get(URL).headers["ETag"]
    services.retire(first)

    assert client.get(URL, headers={"If-None-Match": known}).status_code == 200


def test_readers_see_what_the_publisher_wrote_of_it(client, first):
    tamper(first, release_notes="Two laws are new.\n\n<b>Read them.</b>")

    page = read(client)

    assert "<dt>What is new</dt><dd><p>Two laws are new.</p>" in page
    assert "&lt;b&gt;Read them.&lt;/b&gt;" in page


def test_a_draft_is_not_in_the_list(client, first):
    services.save_draft(SECOND)

    assert "The second" not in read(client)


def test_many_editions_cost_no_more_queries(client, second, django_assert_num_queries):
    for year in range(2028, 2032):
        make_edition(replace(SECOND, label=f"{year}.1"))
    read(client)

    with django_assert_num_queries(2):
        read(client)


def test_the_difference_is_there_as_data(client, second, first, django_assert_max_num_queries):
    client.get("/frameworks/changes.json")

    with django_assert_max_num_queries(8):
        data = client.get("/frameworks/changes.json").json()["data"]

    assert [each["label"] for each in data["editions"]] == ["2027.1", "2026.1"]
    assert data["editions"][1]["digest"] == first.digest
    assert data["since"] == "2026.1"
    assert {
        "kind": "changed",
        "path": ["principles", "transparency", "questions", "TRA-01", "text"],
        "what": "Principle Transparency, question TRA-01, text",
        "before": "How about TRA-01?",
        "after": "Is it still told?",
    } in data["changes"]
