"""Answers to words that changed since: they count, and wherever they are read it is said."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from scorecard.models import Assessment, ObligationResponse, Response
from scorecard.services import review
from scorecard.services.reporting import Printable, printable_of, report_on
from tests.factories import answer_all, declare

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def moved(assessment: Assessment) -> Assessment:
    """Everything is answered; TRA-01 and SG-01 were answered to other words."""
    answer_all(assessment, level=3)
    declare(assessment, "SG-01", "met")
    answered_before = {"worded_in": assessment.edition}
    Response.objects.filter(question__key="TRA-01").update(**answered_before)
    ObligationResponse.objects.filter(obligation="SG-01").update(**answered_before)
    return Assessment.objects.for_page().get()


@pytest.fixture
def read(as_owner, moved):
    def run(name: str, *arguments: str) -> str:
        page = as_owner.get(reverse(f"scorecard:{name}", args=[moved.code, *arguments]))
        return str(page.text)

    return run


@pytest.mark.parametrize("place", [("results",), ("market-results", "SG")], ids=["all", "market"])
def test_the_pages_of_results_name_them_with_links(read, moved, place):
    page = read(*place)

    assert "2 answers to be confirmed" in page
    section = reverse("scorecard:section", args=[moved.code, "transparency"])
    market = reverse("scorecard:market-section", args=[moved.code, "SG"])
    notice = page.split("to be confirmed</h2>")[1].split("</div>")[0]
    assert f'href="{section}#TRA-01"' in notice
    assert f'href="{market}#SG-01"' in notice


def test_an_obligation_says_so_in_its_row(read):
    assert "To be confirmed: its words changed since." in read("market-results", "SG")


def test_the_report_says_so_in_its_status_and_its_registers(moved):
    report = report_on(moved, TODAY)

    assert "2 answers to be confirmed" in report.mark.words
    assert [ref.id for ref in report.to_confirm] == ["TRA-01", "SG-01"]


def test_it_is_said_while_it_is_in_review_too(moved, owner):
    submitted = review.submit(moved, by=owner)

    assert "2 answers to be confirmed" in report_on(submitted, TODAY).mark.words


def test_it_is_printed_as_it_was_asked_for(moved):
    printable = printable_of(moved, TODAY)
    Response.objects.update(worded_in=None)

    later = printable_of(Assessment.objects.for_page().get(), TODAY)

    assert later.digest != printable.digest
    assert Printable.from_contents(printable.contents).digest == printable.digest


def test_nothing_is_said_where_every_answer_fits_its_words(read):
    Response.objects.update(worded_in=None)
    ObligationResponse.objects.update(worded_in=None)

    assert "to be confirmed" not in read("results").lower()
