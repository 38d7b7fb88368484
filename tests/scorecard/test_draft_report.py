from __future__ import annotations

import copy
import re

import pytest

from frameworks import editing
from scorecard.models import Assessment, RenderedReport
from scorecard.scoring.types import NOT_APPLICABLE
from scorecard.services.example import example_answers
from tests.factories import (
    make_draft,
    make_edition,
    make_edition_definition,
    make_editor,
    make_market,
    make_membership,
    make_organisation,
    make_principle,
    make_question,
)

pytestmark = pytest.mark.django_db

BEFORE = "Fairness in decisions"


@pytest.fixture
def editor(client):
    client.force_login(make_editor())
    return client


def edited(draft, change):
    """The draft with its document changed in place by `change`."""
    document = copy.deepcopy(draft.document)
    change(document)
    return editing.save_part(draft, document, read_revision=draft.revision, by=make_editor())


def shown(client, draft) -> str:
    page = client.get(f"/editions/{draft.label}/example-report/")
    assert page.status_code == 200
    return str(page.content.decode())


def test_the_report_is_worded_by_the_draft_and_not_by_what_is_published(editor):
    published = make_edition(
        make_edition_definition(
            principles=(
                make_principle(make_question("TRA-01", text="Is it published?")),
                make_principle(key="fairness", prefix="FAI", name=BEFORE),
            )
        )
    )

    def reword(document):
        document["principles"][0]["questions"][0]["text"] = "Is it on the door?"
        document["principles"][1]["name"] = "Fair dealing"

    text = shown(editor, edited(make_draft(published), reword))

    assert "Is it on the door?" in text
    assert "Is it published?" not in text
    assert "Fair dealing" in text
    assert BEFORE not in text


def test_it_says_on_top_that_it_is_a_draft_with_invented_answers(editor):
    text = shown(editor, make_draft())
    banner = text[text.index("<header") : text.index("</header>")]

    assert "DRAFT" in banner
    assert "Preview of the draft 2026.2." in banner
    assert "The answers are invented" in banner
    assert "<span>DRAFT</span>" in text[text.index('class="cover"') :]


def test_a_market_that_the_draft_adds_stands_in_it(editor):
    principles = ("transparency", "fairness")
    markets = [make_market("SG", "Singapore", principles=principles)]
    before = make_draft(make_edition(make_edition_definition(markets=tuple(markets))))
    markets.append(make_market("ID", "Indonesia", principles=principles))
    more = make_draft(
        make_edition(make_edition_definition(label="2027.1", markets=tuple(markets))),
        label="2027.2",
    )

    assert 'id="m-ID"' not in shown(editor, before)
    assert 'id="m-ID"' in shown(editor, more)


def test_a_market_that_is_still_being_written_is_named_and_not_scored(editor):
    principles = ("transparency", "fairness")
    markets = (
        make_market("SG", "Singapore", principles=principles),
        make_market("ID", "Indonesia", principles=principles, status="draft"),
    )
    text = shown(editor, make_draft(make_edition(make_edition_definition(markets=markets))))

    assert "still being written is not scored: Indonesia." in text
    assert 'id="m-ID"' not in text


def test_a_question_that_the_draft_retires_is_gone(editor):
    draft = make_draft()

    def retire(document):
        del document["principles"][0]["questions"][1]

    assert 'id="a-TRA-02"' in shown(editor, draft)
    assert 'id="a-TRA-02"' not in shown(editor, edited(draft, retire))


def test_no_critical_control_is_said_not_to_apply():
    questions = [make_question(f"TRA-{n:02}", critical=True) for n in range(1, 13)]
    edition = make_edition_definition(principles=(make_principle(*questions),))

    answers = example_answers(edition).responses

    assert len(answers) >= 12
    assert NOT_APPLICABLE not in {answers[question.id].value for question in questions}


def test_nothing_of_it_is_stored_and_nothing_can_be_sent(editor):
    text = shown(editor, make_draft())

    assert "<form" not in text
    assert not Assessment.objects.exists()
    assert not RenderedReport.objects.exists()


def test_its_glyphs_and_marks_need_no_style_of_their_own(editor):
    text = shown(editor, make_draft())
    ids = re.findall(r'\bid="([^"]*)"', text)

    assert '<span class="g ' not in text
    assert "icons.svg#i-transparency" in text
    assert not re.search(r"<style|\sstyle=|<script", text)
    assert len(ids) == len(set(ids))


def test_the_edition_and_the_questionnaire_lead_to_it(editor):
    draft = make_draft()
    address = f'href="/editions/{draft.label}/example-report/"'

    assert address in editor.get(f"/editions/{draft.label}/").content.decode()
    assert address in editor.get(f"/editions/{draft.label}/questionnaire/").content.decode()


def test_members_of_an_organisation_see_no_draft(client):
    draft = make_draft()
    client.force_login(make_membership(make_organisation()).user)

    assert client.get(f"/editions/{draft.label}/example-report/").status_code == 404
