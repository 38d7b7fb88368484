"""The texts behind a question, and where the library shows them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frameworks.definition import Edition, Origin
from frameworks.fixtures import read_fixtures
from frameworks.origins import Section, risks_of, section_of
from tests.factories import make_question
from tests.frameworks.editions import SHIPPED


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_fixtures(SHIPPED)


@pytest.mark.parametrize(
    ("cited", "name", "href"),
    [
        ("B.3", "Security and Safety", "/principles/security/"),
        ("C.4", "Stakeholder interaction and communication", "/guide/#fact-c4-communication"),
        ("C.3 modelling (explainability)", "Operations management", "/guide/#fact-c3-modelling"),
        ("C.3", "Operations management", "/guide/#fact-c3-project"),
        ("E", "Recommendations for the region", "/guide/#fact-e-regional"),
        ("A (objectives)", "Introduction", ""),
        ("Expanded Guide 3.5", "Testing and Assurance", "/genai/#dimension-testing_assurance"),
        ("Expanded Guide 2.1 risks 1-2", "", "/genai/#h-risks"),
        ("Expanded Guide 1.3 Privacy", "", "/genai/"),
        ("DEFA data flows", "", "/defa/"),
        ("Responsible AI Roadmap", "", "/roadmap/"),
        ("ASEAN MCCs 2021", "", "/region/#mcc"),
        ("Joint Guide ASEAN MCC-EU SCC", "", "/region/#joint-guide-eu"),
        ("Something else", "", "/region/"),
    ],
)
def test_a_cited_part_has_its_name_and_its_page(edition, cited, name, href):
    found = section_of(edition, cited)

    assert (found.cited, found.name) == (cited, name)
    assert found.href.removeprefix("/frameworks") == href


def test_without_a_text_on_the_guide_its_parts_have_names_alone(edition):
    bare = replace(edition, regional=replace(edition.regional, instruments=()))

    assert section_of(bare, "C.1") == Section("C.1", "Internal governance structures and measures")


@pytest.mark.parametrize(
    ("sections", "numbers"),
    [
        (("Expanded Guide 2.1 risk 5",), [5]),
        (("Expanded Guide 2.1 risks 1-2", "Expanded Guide 3.3"), [1, 2]),
        (("Expanded Guide 2.1 risk 6", "Expanded Guide 2.1 risk 3"), [3, 6]),
        (("Expanded Guide 3.3",), []),
        (("Our register of risk 5",), []),
    ],
)
def test_a_question_answers_the_risks_whose_numbers_its_sections_name(edition, sections, numbers):
    question = make_question("GEN-01", origin=Origin(sections=sections, basis="direct"))

    assert [edition.genai.risks.index(risk) + 1 for risk in risks_of(edition, question)] == numbers


def test_every_risk_of_the_shipped_edition_has_a_question(edition):
    asked = {
        risk.key for question in edition.genai.questions for risk in risks_of(edition, question)
    }

    assert asked == {risk.key for risk in edition.genai.risks}
