"""From an assessment into the library: each question, score and obligation leads there."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.factories import answer_all

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
    return reverse(f"frameworks:{name}", args=arguments)


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

    for href, anchor in set(re.findall(r'href="(/frameworks/principles/[^"#]+)#([^"]+)"', page)):
        assert f'id="{anchor}"' in str(client.get(href).content, "utf-8")
