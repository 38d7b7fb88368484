"""From an edit to a result: an editor publishes a new edition, and who answers moves on to it.

Two browsers, the editor's and the answering person's, on the pages that each of them sees.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from scorecard.models import Assessment, Response, Result
from tests.factories import (
    answer_all,
    make_assessment,
    make_editor,
    make_result,
)
from tests.journeys.answering import assessment, follow, mei, open_as, page, url

__all__ = ["assessment", "mei", "open_as", "page", "url"]  # fixtures

OLD, NEW = "2026.1", "2026.2"
NOTES = "Said more plainly."


@pytest.fixture
def answered(assessment: Assessment) -> Assessment:
    answer_all(assessment)
    return assessment


@pytest.fixture
def editor(open_as: Any, answered: Assessment) -> Any:
    return open_as(make_editor(username="ada", first_name="Ada", last_name="Lim"))


def start_draft(editor: Any) -> None:
    editor.goto(reverse("editions:edition", args=[OLD]))
    follow(editor.get_by_role("link", name="Start a draft from it"))
    editor.get_by_label("Label of the new edition").fill(NEW)
    editor.get_by_role("button", name="Start the draft").click()
    expect(editor.get_by_role("heading", level=1, name=f"Edition {NEW}")).to_be_visible()


def edit(editor: Any, place: str) -> None:
    editor.goto(reverse("editions:part", args=[NEW, place]))


def save(editor: Any) -> None:
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.get_by_role("status").get_by_text("Saved.")).to_be_visible()


def publish(editor: Any) -> None:
    editor.goto(reverse("editions:edition", args=[NEW]))
    follow(editor.get_by_role("link", name="Publish", exact=True))
    editor.get_by_label("Release notes").fill(NOTES)
    editor.get_by_role("button", name="Publish it").click()
    expect(editor.get_by_text(f"Edition {NEW} is published.")).to_be_visible()
    expect(editor.get_by_text(NOTES)).to_be_visible()


def move_on(page: Any, assessment: Assessment) -> None:
    page.goto(assessment.get_absolute_url())
    follow(page.get_by_role("link", name="See what would change for it"))
    page.get_by_role("button", name=f"Move to edition {NEW}").click()
    expect(page.get_by_text(f"Moved to edition {NEW}", exact=True)).to_be_visible()


def told(editor: Any, name: str, number: int) -> None:
    """The impact page says this many of it."""
    expect(editor.locator(".meta div", has_text=name)).to_have_text(f"{name}{number}")


def test_a_reworded_level_is_published_confirmed_and_undone(
    editor: Any, page: Any, answered: Assessment
) -> None:
    before = said(answered)
    start_draft(editor)
    edit(editor, "principles/transparency/questions/TRA-01")
    editor.get_by_label("2 Defined", exact=True).fill("Written down")
    save(editor)

    editor.goto(reverse("editions:edition", args=[NEW]))
    changed = editor.get_by_role("region", name="Questions").get_by_role("article")
    expect(changed).to_have_count(1)
    expect(changed).to_contain_text("question TRA-01, level 2")
    expect(changed).to_contain_text("Written down")
    follow(editor.get_by_role("link", name="See its impact on assessments"))
    told(editor, "Could move", 1)
    told(editor, "Result changes", 0)
    told(editor, "Answers to confirm", 1)
    publish(editor)

    move_on(page, answered)
    expect(page.get_by_text("1 to be confirmed").first).to_be_visible()
    follow(page.get_by_role("link", name="Transparency in full", exact=True))
    card = page.locator("#TRA-01")
    expect(card.get_by_text("To be confirmed.")).to_be_visible()
    expect(card.locator(".rubric__desc").nth(2)).to_have_text("Written down")
    expect(page.locator("#TRA-02").get_by_text("To be confirmed.")).to_have_count(0)

    page.goto(answered.get_absolute_url())
    page.get_by_role("button", name="Undo the move").click()
    expect(page.get_by_text(f"everything is as it was in edition {OLD}.")).to_be_visible()
    expect(page.get_by_text("to be confirmed")).to_have_count(0)
    follow(page.get_by_role("link", name="Transparency in full", exact=True))
    expect(card.locator(".rubric__desc").nth(2)).to_have_text("Written")
    expect(card.get_by_text("To be confirmed.")).to_have_count(0)
    assert said(answered) == before


def said(assessment: Assessment) -> list[Any]:
    """Each answer, the edition that asked it, and whether it is to be confirmed."""
    rows = Response.objects.filter(assessment=assessment).order_by("question__key")
    return list(rows.values_list("question", "kind", "level", "worded_in"))


def heat(page: Any, assessment: Assessment) -> dict[str, str]:
    """What the heat map of a result says of each market: its status, and every cell."""
    page.goto(reverse("scorecard:results", args=[assessment.code]))
    lines = page.locator(".heat tr", has=page.locator(".cc"))
    expect(lines).to_have_count(2)
    said = [" ".join(text.split()) for text in lines.all_inner_texts()]
    return {text[:2]: text for text in said}


def test_a_higher_floor_counts_where_somebody_moved_and_nowhere_else(
    editor: Any, page: Any, answered: Assessment
) -> None:
    stays, sealed = beside(answered, "Stays"), beside(answered, "Sealed")
    result = make_result(sealed)
    before = heat(page, answered)
    assert "Ready" in before["SG"]
    start_draft(editor)
    edit(editor, "markets/singapore/floors")
    floors = editor.get_by_role("region", name="Transparency")
    floors.get_by_label("Floor").select_option("4 Assured")
    save(editor)

    editor.goto(reverse("scorecard:edition-impact", args=[NEW]))
    told(editor, "Could move", 2)  # the sealed one cannot
    told(editor, "Answers to confirm", 0)
    expect(editor.get_by_role("row", name="Singapore Ready Conditional 2")).to_be_visible()
    publish(editor)
    assert heat(page, answered) == before

    move_on(page, answered)
    after = heat(page, answered)
    assert "Conditional" in after["SG"]
    assert "below the floor of 80" in after["SG"]
    assert after["ID"] == before["ID"]
    assert heat(page, stays) == heat(page, sealed) == before
    now = Result.objects.get()
    assert (now.sha256, now.document) == (result.sha256, result.document)


def beside(assessment: Assessment, title: str) -> Assessment:
    """Another one with the same answers, of the same people, in the same edition."""
    other = make_assessment(
        by=assessment.created_by,
        organisation=assessment.organisation,
        edition=assessment.edition,
        title=title,
    )
    answer_all(other)
    return other
