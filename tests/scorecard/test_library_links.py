"""From an assessment into the library: each question, score and obligation leads there.

To the library of its own edition, whatever is published later.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from frameworks.addresses import permanent
from scorecard.reports.as_pdf import report_markup
from scorecard.services.reporting import report_on
from tests.factories import answer_all
from tests.scorecard.editions import newer
from tests.scorecard.test_cards import card

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(as_owner, assessment):
    answer_all(assessment, level=2)

    def page(name: str, *arguments: str) -> str:
        response = as_owner.get(reverse(f"scorecard:{name}", args=[assessment.code, *arguments]))
        assert response.status_code == 200
        return str(response.content, "utf-8")

    return page


def library(name: str, *arguments: str) -> str:
    return permanent(reverse(f"frameworks:{name}", args=arguments), "2026.1")


PAGES = {
    "transparency": ("principle", "transparency"),
    "genai": ("genai",),
    "cross_border": ("cross-border",),
}
QUESTIONS = {"transparency": "TRA-01", "genai": "GEN-01", "cross_border": "XBR-01"}


@pytest.mark.parametrize("key", PAGES)
def test_a_section_and_its_questions_lead_to_the_library(read, key):
    page = read("section", key)

    href = library(*PAGES[key])
    assert f'href="{href}"' in page
    assert f'href="{href}#{QUESTIONS[key]}"' in page


@pytest.mark.parametrize("key", PAGES)
def test_each_score_and_its_arithmetic_lead_to_the_library(read, key):
    href = f'href="{library(*PAGES[key])}"'

    row = re.search(rf'id="unit-{key}".*?</li>', read("results"), re.DOTALL)

    assert row
    assert href in row[0]
    assert href in read("why", key)


def test_a_market_and_its_obligations_lead_to_their_profile(read):
    profile = library("market", "singapore")

    assert f'href="{profile}#SG-01"' in read("market-results", "SG")
    assert f'href="{profile}"' in read("market-why", "SG")


def test_the_links_lead_to_what_they_name(read, client):
    page = read("section", "transparency")

    links = [each for each in found_in(page) if each[1]]
    assert (library("principle", "transparency"), "TRA-01") in links
    for href, anchor in set(links):
        assert f'id="{anchor}"' in str(client.get(href, follow=True).content, "utf-8")


def found_in(page: str) -> list[tuple[str, str]]:
    """Address and anchor of each link of a text to the library; the method is of no edition."""
    links = re.findall(r'href="(?:https://[^/"]+)?(/frameworks/[^"#?]*)#?([^"]*)"', page)
    return [each for each in links if not each[0].startswith("/frameworks/method/")]


SHOWN = [
    ("section", "transparency"),
    ("market-section", "SG"),
    ("results",),
    ("market-results", "SG"),
    ("why", "transparency"),
    ("market-why", "SG"),
]


@pytest.mark.parametrize("page", SHOWN)
def test_a_newer_edition_leaves_them_the_words_that_were_answered(read, client, page):
    newer()  # TRA-02 is retired, SG-01 says something else

    links = found_in(read(*page).partition("<main")[2].partition("</main>")[0])

    assert links
    for address, anchor in set(links):
        assert address.startswith("/frameworks/editions/2026.1/")
        target = client.get(address)
        assert target.status_code == 200
        assert not anchor or f'id="{anchor}"' in target.content.decode()


def test_a_retired_question_is_still_where_its_card_leads(read, client):
    newer()
    address = library("principle", "transparency")

    assert f'href="{address}#TRA-02"' in read("section", "transparency")
    assert 'id="TRA-02"' in client.get(address).content.decode()
    assert 'id="TRA-02"' not in client.get("/frameworks/principles/transparency/").content.decode()


def test_a_card_that_is_sent_by_itself_leads_there_too(as_owner, assessment):
    newer()
    url = reverse("scorecard:record-response", args=[assessment.code, "TRA-01"])

    answer_all(assessment, level=2)

    page = as_owner.post(url, card("TRA-01", theirs="on")).content.decode()

    assert f'{library("principle", "transparency")}#TRA-01"' in page


def test_the_menu_leads_to_the_newest(read):
    newer()

    assert '<a href="/frameworks/">Frameworks</a>' in read("results")


def test_the_printed_report_leads_there_for_good(assessment, settings):
    settings.PUBLIC_ADDRESS = "https://scorecard.example"

    markup = report_markup(report_on(assessment, date(2026, 12, 1)))

    links = {address for address, _ in found_in(markup)}
    assert library("principle", "transparency") in links
    assert library("market", "singapore") in links
    assert all(each.startswith("/frameworks/editions/2026.1/") for each in links)
