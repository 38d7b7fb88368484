"""Every edition that was published stays readable at addresses that name it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.urls import resolve, reverse
from django.utils.encoding import iri_to_uri

from frameworks import services, twins
from frameworks.parsing import to_document
from tests.factories import make_draft, make_edition, make_edition_definition, make_editor
from tests.frameworks.editions import in_every_state, make_full_edition

pytestmark = pytest.mark.django_db

OLD = in_every_state(make_full_edition(), "km")
TRANSPARENCY = "principles/transparency/"
HOME = "/frameworks/editions/2026.1/"


def content_of_newer():
    """TRA-01 reads otherwise, and the last principle is no longer there."""
    document = replace(make_full_edition(), label="2026.2", title="The second")
    first = document.principles[0]
    question = replace(first.questions[0], text="Is it said aloud?")
    principles = (
        replace(first, questions=(question, *first.questions[1:])),
        *document.principles[1:],
    )
    return replace(document, principles=principles)


@pytest.fixture
def older(db):
    return make_edition(OLD)


@pytest.fixture
def newer(older):
    return make_edition(content_of_newer())


def read(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return str(response.content, "utf-8")


def pages_of_library() -> list[str]:
    every = twins.addresses(to_document(OLD))
    return [each for each in every if resolve(each).namespace == "frameworks"]


def test_an_older_edition_says_what_it_always_said(client, newer):
    asked = OLD.principles[0].questions[0].text

    assert asked in read(client, f"{HOME}{TRANSPARENCY}")
    assert "Is it said aloud?" in read(client, f"/frameworks/{TRANSPARENCY}")
    assert "Is it said aloud?" not in read(client, f"{HOME}{TRANSPARENCY}")


@pytest.mark.parametrize("page", pages_of_library())
def test_every_page_of_it_is_there_within_eight_queries(
    client, newer, page, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        text = read(client, page.replace("/frameworks/", HOME, 1))

    assert "You read edition 2026.1." in text
    assert "The newest is 2026.2" in text


def test_its_links_stay_in_it_and_those_of_the_newest_do_not_lead_there(client, newer):
    text = read(client, HOME)

    assert f'href="{HOME}{TRANSPARENCY}"' in text
    assert 'href="/frameworks/principles/' not in text
    assert HOME not in read(client, f"/frameworks/{TRANSPARENCY}")
    assert reverse("frameworks:library") == "/frameworks/"


def test_it_leads_to_the_same_page_of_the_newest(client, newer):
    assert f'<a href="/frameworks/{TRANSPARENCY}">see this page there</a>' in read(
        client, f"{HOME}{TRANSPARENCY}"
    )
    assert '<a href="/frameworks/search/?q=data">see this page there</a>' in read(
        client, f"{HOME}search/?q=data"
    )


def test_it_leads_to_the_library_where_the_newest_has_no_such_page(client, older):
    make_edition(replace(make_edition_definition(), label="2026.2"))

    text = read(client, f"{HOME}crosswalks/{OLD.crosswalks[0].target}/")

    assert 'which has no such page: <a href="/frameworks/">see its library</a>' in text


def test_it_is_read_in_its_languages_and_leads_on_in_those_of_the_newest(client, newer):
    text = read(client, f"{HOME}in/km/{TRANSPARENCY}")

    assert '<span lang="km">' in text
    assert f'href="{HOME}in/km/genai/"' in text
    assert f'<a href="/frameworks/{TRANSPARENCY}">see this page there</a>' in text

    make_edition(replace(OLD, label="2026.3"))
    text = read(client, f"{HOME}in/km/{TRANSPARENCY}")
    assert f'<a href="/frameworks/in/km/{TRANSPARENCY}">see this page there</a>' in text


def test_its_canonical_address_is_its_own(client, newer):
    text = read(client, f"{HOME}{TRANSPARENCY}")

    own = f"http://testserver{HOME}{TRANSPARENCY}"
    assert f'<link rel="canonical" href="{own}">' in text
    assert HOME not in read(client, "/sitemap.xml")


@pytest.mark.parametrize("home", ["/frameworks/", HOME])
def test_what_is_cited_has_the_same_words_for_good(client, older, home):
    cited = f"http://testserver{HOME}{TRANSPARENCY}"
    assert cited in read(client, f"/frameworks/{TRANSPARENCY}")

    make_edition(content_of_newer())

    assert cited in read(client, f"{HOME}{TRANSPARENCY}")
    asked = OLD.principles[0].questions[0].text
    assert asked in read(client, cited.removeprefix("http://testserver"))


@pytest.mark.parametrize(
    "rest", ["", TRANSPARENCY, "sources.json", "search/?q=data", "in/km/defa/"]
)
def test_the_newest_edition_is_where_it_always_is(client, older, rest):
    response = client.get(f"{HOME}{rest}")

    assert response.status_code == 302
    assert response.headers["Location"] == f"/frameworks/{rest}"


def test_a_retired_edition_stays_readable_and_says_that_it_is_retired(client, newer, older):
    services.retire(older)

    text = read(client, f"{HOME}{TRANSPARENCY}")

    assert "You read edition 2026.1, which is retired." in text
    assert "The newest is 2026.2" in text


@pytest.mark.parametrize("person", ["visitor", "editor"])
def test_a_draft_is_nobodys_to_read_there(client, older, person):
    draft = make_draft(older)
    if person == "editor":
        client.force_login(make_editor())

    assert client.get(f"/frameworks/editions/{draft.label}/").status_code == 404
    assert client.get(f"/frameworks/editions/{draft.label}/{TRANSPARENCY}").status_code == 404


@pytest.mark.parametrize(
    "rest",
    [
        "1999.1/",
        "2026.1/nothing/",
        "2026.1/principles/none/",
        "2026.1/nothing.json",
        "2026.1/editions/2026.1/",
        "2026.1/in/xx/",
    ],
)
def test_what_there_is_not_is_not_found(client, newer, rest):
    assert client.get(f"/frameworks/editions/{rest}").status_code == 404
    assert reverse("frameworks:library") == "/frameworks/"


def test_an_address_without_its_slash_is_led_on(client, newer):
    response = client.get(iri_to_uri(f"{HOME}genai"))

    assert response.status_code == 301
    assert response.headers["Location"] == f"{HOME}genai/"


def test_its_data_is_its_own(client, newer):
    data = client.get(f"{HOME}{TRANSPARENCY.rstrip('/')}.json").json()
    changes = client.get(f"{HOME}changes.json").json()

    assert data["edition"]["label"] == "2026.1"
    assert data["page"] == f"http://testserver{HOME}{TRANSPARENCY}"
    assert changes["data"]["changes"] == []


def test_a_visitor_may_keep_it_and_asks_whether_it_holds(
    client, newer, django_assert_max_num_queries
):
    first = client.get(f"{HOME}{TRANSPARENCY}")
    known = {"If-None-Match": first.headers["ETag"]}

    with django_assert_max_num_queries(2):
        again = client.get(f"{HOME}{TRANSPARENCY}", headers=known)
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert again.status_code == 304

    make_edition(replace(content_of_newer(), label="2026.3"))
    assert client.get(f"{HOME}{TRANSPARENCY}", headers=known).status_code == 200


def test_the_list_of_editions_leads_to_the_library_of_each(client, newer):
    listed, in_older = read(client, "/frameworks/changes/"), read(client, f"{HOME}changes/")

    assert f'<a href="{HOME}">Read the library of 2026.1</a>' in listed
    assert "Read the library of 2026.2" not in listed
    assert "Read the library of 2026.2</a>" in in_older
    assert [in_older.count(word) for word in (">In use</span>", ">Earlier</span>")] == [1, 1]
    assert re.search(r"<span[^>]*>In use</span></p>\s*<h3>2026.2:", in_older)


def test_what_a_newer_edition_changed_stands_with_that_edition(client, newer):
    text = read(client, f"{HOME}changes/")

    assert "No edition before 2026.1 is in use." in text
    assert '<a href="/frameworks/changes/">See what 2026.2 changed</a>' in text


def test_menus_mark_it_as_part_of_the_frameworks(client, newer):
    client.force_login(make_editor())

    text = read(client, HOME)

    assert re.search(r'href="/frameworks/[^"]*" aria-current="page">Frameworks<', text)
    assert not re.search(r'aria-current="[a-z]+">Editions<', text)
