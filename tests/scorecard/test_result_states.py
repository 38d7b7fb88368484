"""The states a results page can be in: each says what it is, and leads to the next step."""

from __future__ import annotations

import pytest
from django.urls import reverse

from frameworks import definition as d
from frameworks.addresses import permanent
from frameworks.templatetags.ids import whole_ids
from scorecard.models import Assessment, Role
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE
from tests.factories import (
    answer,
    answer_all,
    declare,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_market,
    make_membership,
    make_obligation,
    make_principle,
    make_question,
    make_result,
)
from tests.scorecard.reports.in_full import shipped_edition

pytestmark = pytest.mark.django_db

KEYS = ("transparency", "fairness", "privacy")
TEN = ("SG", "MY", "TH", "VN", "ID", "PH", "BN", "KH", "LA", "MM")


@pytest.fixture
def read(client, owner):
    client.force_login(owner)

    def page(assessment: Assessment, name: str = "results", *more: str) -> str:
        address = reverse(f"scorecard:{name}", args=[assessment.code, *more])
        return " ".join(client.get(address).content.decode().split())

    return page


def link(assessment: Assessment, section: str, anchor: str, label: str) -> str:
    address = reverse("scorecard:section", args=[assessment.code, section])
    return f'href="{address}#{anchor}">{label}</a>'


def market_link(assessment: Assessment, market: str, anchor: str, label: str) -> str:
    address = reverse("scorecard:market-section", args=[assessment.code, market])
    return f'href="{address}#{anchor}">{label}</a>'


def make_principles(applies_when: d.Rule = d.ALWAYS) -> tuple[d.Principle, ...]:
    return tuple(
        make_principle(
            *(
                make_question(f"{key[:3].upper()}-0{n}", principle=key, applies_when=applies_when)
                for n in (1, 2)
            ),
            key=key,
            prefix=key[:3].upper(),
        )
        for key in KEYS
    )


def test_nothing_answered_starts_with_the_first_question(read, assessment):
    page = read(assessment)

    assert "Nothing is answered yet." in page
    assert link(assessment, "transparency", "TRA-01", "Start with TRA-01") in page
    assert "Answer what is open first" in page
    assert "A shape needs three rated principles." in page
    assert "chart--radar" not in page


def test_too_few_answers_lead_to_the_first_open_question(read, assessment):
    answer(assessment, "TRA-01", 3)

    page = read(assessment)

    assert "What is missing for a score" in page
    assert link(assessment, "transparency", "TRA-02", "Answer TRA-02") in page


def test_a_provisional_result_leads_to_the_answer_nobody_knows(read, assessment):
    answer_all(assessment)
    answer(assessment, "TRA-02", DONT_KNOW)

    page = read(assessment)

    assert "Provisional" in page
    assert "find out, and the range closes" in page
    assert link(assessment, "transparency", "TRA-02", "Find out about TRA-02") in page


def test_a_final_result_leads_to_the_step_that_raises_it_most(read, assessment):
    answer_all(assessment, level=2)

    page = read(assessment)

    assert "What comes next" in page
    assert link(assessment, "fairness", "FAI-01", "Look at FAI-01") in page


def test_a_final_result_with_an_open_obligation_leads_to_it(read, owner):
    assessment = make_assessment(by=owner)
    for question, level in (("TRA-01", 3), ("TRA-02", 3), ("FAI-01", 3), ("GEN-01", 3)):
        answer(assessment, question, level)
    answer(assessment, "XBR-01", 3)
    declare(assessment, "SG-01", "met")

    page = read(assessment)

    assert "an obligation of a market has no answer yet" in page
    assert market_link(assessment, "ID", "ID-01", "Answer ID-01") in page


def test_the_top_leads_to_the_review(read, assessment):
    answer_all(assessment, level=4)

    page = read(assessment)

    assert "no single step would raise a number" in page
    assert f'href="{reverse("scorecard:review", args=[assessment.code])}">See the review' in page


def test_an_approved_result_says_that_answers_stay_as_they_are(read, assessment):
    answer_all(assessment)
    make_result(assessment)

    page = read(assessment)

    assert "Approved: the answers cannot be changed now." in page
    assert "Look at TRA-01" not in page


def test_one_market_needs_no_cross_border_section(read, owner):
    assessment = make_assessment(by=owner, markets=("SG",))

    assert "Cross-border is not asked: 1 market in scope" in read(assessment)


def test_without_a_market_one_can_be_chosen(read, owner):
    assessment = make_assessment(by=owner, markets=())
    answer_all(assessment)

    page = read(assessment)

    assert "No market is in scope, so no readiness is measured." in page
    scope = reverse("scorecard:edit-scope", args=[assessment.code])
    assert f'<a href="{scope}">Choose markets</a>' in page


def test_ten_markets_each_have_a_row_and_a_why(read, owner):
    markets = tuple(make_market(code, f"Market {code}", principles=KEYS) for code in TEN)
    definition = make_edition_definition(principles=make_principles(), markets=markets)
    assessment = make_assessment(by=owner, edition=make_edition(definition), markets=TEN)
    answer_all(assessment)

    page = read(assessment)

    for code in TEN:
        assert f'href="{reverse("scorecard:market-why", args=[assessment.code, code])}"' in page
    assert "chart--radar" in page


def test_without_generative_ai_the_page_says_so(read, owner):
    assessment = make_assessment(by=owner, facts={"uses_generative_ai": False})

    assert "Generative AI is not asked: your profile says that none is used." in read(assessment)


def test_a_principle_out_of_scope_is_explained(read, owner):
    personal = d.Rule(all_of=("processes_personal_data",))
    hidden = make_principle(
        make_question("PRI-01", principle="privacy", applies_when=personal),
        key="privacy",
        prefix="PRI",
    )
    definition = make_edition_definition(principles=(*make_principles()[:2], hidden))
    facts = {"processes_personal_data": False}
    assessment = make_assessment(by=owner, edition=make_edition(definition), facts=facts)

    assert "Out of scope: your profile raises no question here." in read(assessment)
    page = read(assessment, "why", "privacy")
    assert "Privacy is out of scope" in page
    assert "Another answer in the scope could bring one up." in page


def test_all_not_applicable_leads_back_to_such_an_answer(read, owner):
    edition = make_edition(make_edition_definition(principles=make_principles()))
    assessment = make_assessment(by=owner, edition=edition)
    for key in ("TRA", "FAI", "PRI"):
        for number in (1, 2):
            answer(assessment, f"{key}-0{number}", NOT_APPLICABLE, reason="No such use")

    page = read(assessment)

    assert "Too much is marked not applicable for a rating." in page
    assert link(assessment, "transparency", "TRA-01", "Look at TRA-01") in page


def test_duties_are_told_as_met_of_those_that_apply(read, assessment):
    answer_all(assessment)
    declare(assessment, "SG-01", "unmet")

    assert "Binding duties met" in read(assessment)
    assert "</span>0 of 1</a>" in read(assessment)
    page = read(assessment, "market-results", "SG")
    assert "0 of 1 binding duties met" in page
    assert "0 voluntary" in page


def profile_of(slug: str) -> str:
    return permanent(reverse("frameworks:market", args=[slug]), "2026.1")


def test_a_market_outside_the_scope_is_linked_to_the_library(read, owner):
    assessment = make_assessment(by=owner, markets=("SG",))

    page = read(assessment)

    profile = profile_of("indonesia")
    assert f'Not in this assessment: <a href="{profile}">Indonesia</a>' in page
    assert "Only markets in scope count" in page


def test_without_a_market_in_scope_each_is_linked_to_the_library(read, owner):
    page = read(make_assessment(by=owner, markets=()))

    for slug in ("singapore", "indonesia"):
        assert f'<a href="{profile_of(slug)}">' in page


def test_a_tier_with_no_market_in_scope_is_shown_as_information(read, owner):
    edition = make_edition(shipped_edition())
    assessment = make_assessment(by=owner, edition=edition, markets=("PH",))

    page = read(assessment)

    tiers = ("Tier 1, Established frameworks", "Tier 2, Emerging strategies", "Tier 3, Early stage")
    assert all(f"<b>{tier}" in page for tier in tiers)
    for slug in ("singapore", "vietnam", "myanmar"):
        assert f'<a href="{profile_of(slug)}">' in page


def test_the_path_of_a_nearly_empty_market_says_that_open_answers_come_first(read, assessment):
    page = read(assessment, "market-results", "SG")

    assert "Open answers come first: 5 questions and 1 obligation have no answer." in page
    assert market_link(assessment, "SG", "SG-01", "Begin with " + whole_ids("SG-01")) in page


def test_critical_controls_elsewhere_are_accounted_for(read, owner):
    genai = make_question("GEN-01", track="genai", genai_dimension="accountability", critical=True)
    edition = make_edition_definition()
    definition = make_edition_definition(
        genai=d.GenaiSupplement(
            title="Generative AI",
            summary="What it adds.",
            dimensions=edition.genai.dimensions,
            questions=(genai,),
        )
    )
    assessment = make_assessment(by=owner, edition=make_edition(definition))

    assert "The edition has 2 in all: 1 belongs to the sections beside the principles." in read(
        assessment
    )


@pytest.fixture
def unsettled(owner):
    """All is answered, and the one obligation declared met, while the fact it hangs on is unknown."""
    hanging = make_obligation("SG-01", applies_if=d.Rule(all_of=("processes_personal_data",)))
    keys = tuple(principle.key for principle in make_edition_definition().principles)
    market = make_market("SG", "Singapore", principles=keys, obligations=(hanging,))
    assessment = make_assessment(
        by=owner,
        edition=make_edition(make_edition_definition(markets=(market,))),
        facts={"uses_generative_ai": False},
        markets=("SG",),
    )
    answer_all(assessment)
    return assessment


def to_the_fact(assessment: Assessment) -> str:
    address = reverse("scorecard:edit-scope", args=[assessment.code])
    return f'href="{address}#id_fact-processes_personal_data"'


@pytest.mark.parametrize("name", ["market-results", "market-why"])
def test_the_path_leads_to_the_fact_that_settles_an_obligation(read, unsettled, name):
    page = read(unsettled, name, "SG")

    question = "Is it so: processes_personal_data?</a>"
    assert f"Answer the profile fact: <a {to_the_fact(unsettled)}>{question}" in page


@pytest.mark.parametrize("name", ["market-results", "market-why"])
def test_who_may_not_answer_reads_the_fact_without_a_link(read, client, unsettled, name):
    client.force_login(make_membership(unsettled.organisation, Role.VIEWER).user)

    page = read(unsettled, name, "SG")

    assert "Answer the profile fact: Is it so: processes_personal_data?" in page
    assert to_the_fact(unsettled) not in page


def test_the_fact_is_where_the_path_leads_to(read, unsettled):
    assert 'id="id_fact-processes_personal_data"' in read(unsettled, "edit-scope")


HANGS = "1 fact of your profile is unknown: 1 obligation hangs on it."


def test_with_everything_answered_unknown_facts_are_the_next_step(read, unsettled):
    page = read(unsettled)

    assert HANGS in page
    assert "What is still open" in page
    assert f"{to_the_fact(unsettled)}>Answer these facts</a>" in page


def test_a_market_leads_to_the_facts_that_leave_it_open(read, unsettled):
    page = read(unsettled, "market-results", "SG")

    assert "1 fact of your profile is unknown: 1 obligation of Singapore hangs on it." in page
    assert page.count(to_the_fact(unsettled)) == 2  # beside the verdict, and on the path


def test_why_a_market_is_open_begins_with_the_fact(read, unsettled):
    page = read(unsettled, "market-why", "SG")

    assert "1 binding obligation hangs on facts of your profile that must be known" in page
    assert f"Begin here: <a {to_the_fact(unsettled)}>Is it so" in page


def test_the_task_list_leads_to_the_unknown_facts(read, unsettled):
    page = read(unsettled, "assessment")

    assert HANGS in page
    assert f"{to_the_fact(unsettled)}>Answer it in the scope</a>" in page


@pytest.mark.parametrize("name", ["results", "assessment"])
def test_who_may_not_answer_is_told_of_unknown_facts(read, client, unsettled, name):
    client.force_login(make_membership(unsettled.organisation, Role.VIEWER).user)

    page = read(unsettled, name)

    assert HANGS in page
    assert to_the_fact(unsettled) not in page


@pytest.mark.parametrize("name", ["results", "assessment"])
def test_nothing_is_said_of_facts_that_are_all_known(read, owner, name):
    known = {"uses_generative_ai": False, "processes_personal_data": True}

    assert "of your profile" not in read(make_assessment(by=owner, facts=known), name)


def test_a_fact_that_no_obligation_hangs_on_is_named_all_the_same(read, assessment):
    assert "2 facts of your profile are unknown. No obligation hangs on them" in read(assessment)


def test_unmet_law_comes_before_the_steps_that_raise_a_number(read, assessment):
    answer_all(assessment)
    declare(assessment, "ID-01", "unmet")

    page = read(assessment)

    assert page.index('id="h-law"') < page.index('id="h-steps"')
    assert "Indonesia</a> is not ready. Binding and not met:" in page
    assert market_link(assessment, "ID", "ID-01", "Look at ID-01") in page


def test_the_top_says_how_many_markets_are_ready(read, assessment):
    answer_all(assessment)
    declare(assessment, "ID-01", "unmet")

    page = read(assessment)

    assert '<a href="#h-markets">1 ready, 1 not ready</a>' in page
    assert page.index("1 ready, 1 not ready") < page.index('id="h-shape"')


def test_markets_with_too_little_information_are_counted(read, assessment):
    assert "2 with insufficient information</a>" in read(assessment)
