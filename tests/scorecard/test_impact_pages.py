"""The page that says what an edition would do to the assessments that could move to it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scorecard.services import impact as impacts
from tests.factories import (
    answer,
    answer_all,
    make_assessment,
    make_edition,
    make_editor,
    make_membership,
)
from tests.scorecard.editions import newer
from tests.scorecard.test_impact import answered, effect_on, floor_above, weighing

__all__ = ["answered"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_editor()


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


def url(label: str = "2027.1") -> str:
    return reverse("scorecard:edition-impact", args=[label])


def test_an_editor_sees_numbers_and_nobodys_name(as_editor, answered):
    newer()

    html = as_editor.get(url()).content.decode()

    assert "Ready" in html
    assert "Conditional" in html
    assert answered.title not in html
    assert answered.organisation.name not in html
    assert "You belong to no organisation whose assessments would notice." in html


def test_an_editor_sees_which_answers_are_not_asked_for_any_more(as_editor, answered):
    newer()

    html = as_editor.get(url()).content.decode()

    assert "<dt>Answers no longer asked</dt><dd>1</dd>" in html
    assert '<span class="code">TRA-02</span></th><td data-label="Question"><div>How about' in html


def section(html: str, title: str) -> str:
    """What stands under a heading."""
    return html.split(f">{title}</h2>", 1)[1].split("</section>", 1)[0]


def test_an_editor_sees_which_answers_are_to_be_confirmed(as_editor, answered):
    effect = effect_on(answered, newer())

    html = as_editor.get(url()).content.decode()

    listed = re.findall(r'<span class="code">([^<]+)</span>', section(html, "To be confirmed"))
    assert f"<dt>Answers to confirm</dt><dd>{len(listed)}</dd>" in html
    assert listed == sorted(effect.reworded) == ["SG-01", "TRA-01"]


def test_an_editor_sees_percentages_that_change_within_a_status(as_editor, editor, answered):
    answer(answered, "TRA-01", 0)
    floor_above()

    html = as_editor.get(url()).content.decode()

    assert "<li>Singapore: other percentages in 1 assessment.</li>" in html
    assert answered.organisation.name not in html
    make_membership(answered.organisation, "viewer", user=editor)
    assert "Singapore: other percentages within its status" in as_editor.get(url()).text


def test_names_stand_there_for_those_who_may_see_them(as_editor, editor, answered):
    make_membership(answered.organisation, "viewer", user=editor)
    newer()

    html = as_editor.get(url()).content.decode()
    assert answered.get_absolute_url() in html
    assert "2 to confirm, 1 no longer asked: TRA-02" in html


def test_a_change_of_a_principle_stands_on_the_page(as_editor, editor, answered):
    answer(answered, "TRA-02", 1)
    make_membership(answered.organisation, "viewer", user=editor)
    weighing()

    html = as_editor.get(url()).content.decode()

    assert "<dt>Scores change</dt><dd>1</dd>" in html
    assert '<th scope="row">Transparency</th><td data-label="Before">3 Operating</td>' in html
    assert "Transparency: 3 Operating to <b>2 Defined</b>" in html


def test_who_edits_no_content_learns_of_nothing(as_owner, answered):
    newer()

    assert as_owner.get(url()).status_code == 404


def test_without_an_assessment_the_page_says_so(as_editor):
    newer()

    assert "No assessment could move to it" in as_editor.get(url()).content.decode()


def test_many_are_worked_out_in_slices(as_editor, owner, monkeypatch):
    monkeypatch.setattr(impacts, "SLICE", 2)
    old = make_edition()
    for _ in range(5):
        answer_all(make_assessment(by=owner, edition=old))
    newer()

    shown, address = [], url()
    while True:
        html = as_editor.get(address).content.decode()
        going_on = re.search(r'content="0; url=([^"]+)"', html)
        if going_on is None:
            break
        shown += re.findall(r"(\d) of 5 assessments", html)
        address = url() + going_on[1]

    assert shown == ["2", "4"]
    assert "<dt>Could move</dt><dd>5</dd>" in html
    assert '<td class="num" data-label="Assessments">5</td>' in html


def test_numbers_of_somebody_else_are_not_believed(as_editor, answered):
    newer()

    html = as_editor.get(url() + "?so_far=invented").content.decode()

    assert "<dt>Could move</dt><dd>1</dd>" in html


def test_the_page_takes_as_many_queries_for_many(as_editor, editor, owner):
    counts = []
    old, to = make_edition(), newer()
    assert to.definition.label
    organisation = make_assessment(by=owner, edition=old).organisation
    make_membership(organisation, "viewer", user=editor)
    as_editor.get(url())
    for number in (1, 9):
        for _ in range(number):
            answer_all(make_assessment(by=owner, edition=old, organisation=organisation))
        with CaptureQueriesContext(connection) as queries:
            as_editor.get(url())
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
