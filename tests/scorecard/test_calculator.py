"""The calculator: answers in an address, and the engine's arithmetic for them."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from scorecard.models import Evidence
from scorecard.scoring import DONT_KNOW, Answer, Answers, score
from tests.factories import make_edition, make_edition_definition, make_principle, make_question

pytestmark = pytest.mark.django_db

EDITION = make_edition_definition(
    principles=(
        make_principle(
            make_question("TRA-01", critical=True, weight=3),
            make_question("TRA-02", weight=2),
            make_question("TRA-03"),
        ),
        make_principle(key="fairness", prefix="FAI"),
    )
)


@pytest.fixture(autouse=True)
def edition():
    return make_edition(EDITION)


def url(name: str = "calculator") -> str:
    return reverse(f"scorecard:{name}")


def choose(client, **answers: str):
    """Answers by question: `TRA_01="3"`; evidence as `TRA_01_evidence`."""
    sent = {key.replace("_", "-"): value for key, value in answers.items()}
    return client.get(url(), sent)


def test_it_opens_with_the_first_principle_and_no_result(client):
    page = client.get(url()).content.decode()

    assert page.count("<label") == 1 + 2 * 3
    assert "Nothing is answered yet" in page
    assert 'method="post"' not in page


def test_answers_in_the_address_are_shown_with_their_arithmetic(client):
    page = choose(client, TRA_01="0", TRA_02="4", TRA_03="4", TRA_02_evidence="2")

    html = page.content.decode()
    assert page.status_code == 200
    assert "3 × 0 + 2 × 4 + 1 × 4 = 12" in html  # noqa: RUF001
    assert "100 × 12 ÷ 24 = 50" in html  # noqa: RUF001
    assert "min(50, 39) = 39" in html
    assert "From 20 to below 40: level 1, Ad hoc" in html
    assert '<option value="4" selected>4 Assured</option>' in html


@pytest.mark.parametrize("sent", [{}, {"principle": "fairness"}, {"TRA-01": "3"}])
def test_it_can_be_cited_and_read_as_data_with_and_without_answers(client, sent):
    page = str(client.get(url(), sent).content, "utf-8")

    query = urlencode(sent)
    assert "Use and cite this page" in page
    assert f'<link rel="canonical" href="http://testserver{url()}' in page
    address = url("calculator-data") + (f"?{query}" if query else "")
    assert page.count(f'href="{address}"') >= 2
    assert client.get(address).status_code == 200


def test_the_grades_are_named_as_in_the_form_of_an_assessment(client):
    page = str(client.get(url()).content, "utf-8")

    assert all(f">{grade.value} {grade.label}</option>" in page for grade in Evidence)


def test_the_numbers_are_the_engines(client):
    given = {"TRA-01": Answer(3, 2), "TRA-02": Answer(DONT_KNOW)}
    expected = score(EDITION, Answers(responses=given)).principles["transparency"]

    sent = {"TRA-01": "3", "TRA-01-evidence": "2", "TRA-02": "dont_know"}
    data = client.get(url("calculator-data"), sent).json()

    assert data["result"]["score"]["exact"] == str(expected.score)
    assert data["result"]["high"]["exact"] == str(expected.high)
    assert data["result"]["coverage"]["exact"] == str(expected.coverage)
    assert data["responses"]["TRA-02"] == {"dont_know": True}
    assert {"key": "raw", "rule": "m-index"}.items() <= data["steps"][2].items()


def test_a_range_is_shown_while_an_answer_is_not_known(client):
    html = choose(client, TRA_01="3", TRA_02="dont_know", TRA_03="2").content.decode()

    assert "up to 79" in html


def test_too_few_answers_say_what_is_missing(client):
    html = choose(client, TRA_03="2").content.decode()

    assert "Not rated" in html
    assert "At least 60% of the weight must be answered" in html


def test_a_question_with_a_rule_is_asked_here_whatever_the_rule(client):
    html = client.get(url(), {"principle": "fairness", "FAI-01": "2"}).content.decode()

    assert "1 applicable question" in html


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"TRA-02": "7"}, "TRA-02", "“7” is none of the answers listed."),
        ({"TRA-01": "not_applicable"}, "TRA-01", "A critical control always applies."),
        ({"TRA-02-evidence": "high"}, "TRA-02-evidence", "“high” is none of the grades listed."),
        ({"principle": "magic"}, "principle", "“magic” is none of the principles listed."),
    ],
)
def test_a_bad_value_is_told_at_its_field_and_on_top(client, sent, field, said):
    page = client.get(url(), {"TRA-03": "2"} | sent)

    html = page.content.decode()
    assert page.status_code == 422
    assert re.search(rf'id="{field}_error">[^<]*{re.escape(said)}', html)
    assert f'<a href="#{field}">' in html
    assert "No result" in html
    assert '<option value="2" selected>2 Defined</option>' in html  # what was right is kept


def test_a_bad_value_is_told_to_a_program(client):
    answer = client.get(url("calculator-data"), {"TRA-02": "7"})

    assert answer.status_code == 422
    assert answer.json() == {"errors": {"TRA-02": ["“7” is none of the answers listed."]}}


def test_what_is_not_asked_is_left_out_and_said(client):
    html = client.get(url(), {"TRA-03": "2", "TRA-99": "1"}).content.decode()

    assert "Not asked here, so left out: TRA-99." in html


def test_the_sample_shows_what_a_critical_control_does(client):
    html = client.get(url()).content.decode()
    sample = re.search(r'href="([^"#]+)#result"', html)
    assert sample

    page = client.get(sample[1].replace("&amp;", "&")).content.decode()

    assert "A cap of 1: the score can be at most 39. Set by TRA-01" in page


def test_each_question_leads_to_the_library(client):
    html = client.get(url()).content.decode()

    assert f'href="{reverse("frameworks:principle", args=["transparency"])}#TRA-01"' in html


def test_it_stands_under_the_method_in_the_navigation(client):
    html = client.get(url()).content.decode()

    assert f'<a href="{reverse("scorecard:method")}" aria-current="true">Method</a>' in html


@pytest.mark.parametrize("name", ["calculator", "calculator-data"])
def test_nothing_is_stored(client, name, django_assert_num_queries):
    client.get(url(name), {"TRA-03": "2"})  # content is parsed once in a process

    with django_assert_num_queries(1):
        client.get(url(name), {"TRA-03": "2"})
