"""Somebody takes the questions away as a workbook, fills it in, and brings it back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from frameworks.models import Edition
from scorecard.management.demo import OWNER
from scorecard.models import Assessment, Response
from tests.accessibility import NARROW, WIDE, bring_session, objections, overflow
from tests.journeys.answering import follow
from tests.journeys.test_accessibility import answer_meanwhile

THEMES = ("light", "dark")


@pytest.fixture
def assessment(published: Edition) -> Assessment:
    call_command("seed_demo")
    return Assessment.objects.get(title__startswith="Retail bank")


@pytest.fixture
def browser(page: Any, client: Client, assessment: Assessment) -> Any:
    client.force_login(User.objects.get(username=OWNER.username))
    bring_session(page.context, client)
    page.set_default_timeout(10_000)
    return page


@pytest.fixture
def check(browser: Any) -> Iterator[Callable[[str], None]]:
    """Look at the page as it is, light and dark, wide and narrow; fail at the end."""
    wrong: dict[str, list[str]] = {}

    def run(name: str) -> None:
        for theme in THEMES:
            # Without motion no colour is still on its way to the other theme's.
            browser.emulate_media(color_scheme=theme, reduced_motion="reduce")
            browser.set_viewport_size({"width": WIDE, "height": 800})
            found = objections(browser)
            browser.set_viewport_size({"width": NARROW, "height": 800})
            if found := found + objections(browser) + overflow(browser):
                wrong[f"{name}, {theme}"] = found
        browser.set_viewport_size({"width": WIDE, "height": 800})

    yield run
    assert wrong == {}


def test_a_workbook_goes_out_and_comes_back(
    browser: Any, assessment: Assessment, check: Callable[[str], None], tmp_path: Path
) -> None:
    answer_meanwhile(assessment, "TRA-02", level=3)
    browser.goto(assessment.get_absolute_url())
    path = _download(browser, tmp_path)
    _fill(path, {"TRA-05": ("2", "Written in a workbook"), "TRA-06": ("maybe", "")})

    follow(browser.get_by_role("link", name="Upload answers"))
    browser.get_by_text("A short sample of an answers file").click()
    check("upload")
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all, TRA-05 is at level two.")
    _upload(browser, letter)
    assert "This is neither our workbook nor an answers file" in _problems(browser)
    check("another kind of file")
    _upload(browser, path)
    problems = _problems(browser)
    assert "1 problem in this file" in problems
    assert "Questions!" in problems
    assert "“maybe” is no answer here" in problems
    check("problems")

    _fill(path, {"TRA-06": ("0 absent", "Not yet"), "TRA-01": ("4", ""), "TRA-02": ("", "")})
    answer_meanwhile(assessment, "TRA-01", level=1)
    _upload(browser, path)
    assert browser.locator("h1").inner_text() == "What your file changes"
    said = browser.locator("main").inner_text()
    assert "1 conflict" in said
    assert "3 changes" in said
    assert "Clears an answer" in said
    assert "Written in a workbook" in said
    check("preview")

    browser.get_by_role("button", name="Save these answers").click()
    browser.wait_for_url("**" + assessment.get_absolute_url())
    assert "3 answers are saved." in browser.locator("main").inner_text()
    browser.goto(reverse("scorecard:section", args=[assessment.code, "transparency"]))
    assert browser.locator("input[name='TRA-05-answer'][value='2']").is_checked()
    assert browser.locator("textarea[name='TRA-05-note']").input_value() == "Written in a workbook"
    assert browser.locator("input[name='TRA-06-answer'][value='0']").is_checked()
    assert browser.locator("input[name='TRA-01-answer'][value='1']").is_checked()


def test_a_change_after_the_preview_is_shown_and_chosen_without_scripts(
    chromium: Any, live_server: Any, client: Client, assessment: Assessment, tmp_path: Path
) -> None:
    client.force_login(User.objects.get(username=OWNER.username))
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    bring_session(context, client)
    page = context.new_page()
    page.goto(assessment.get_absolute_url())
    path = _download(page, tmp_path)
    _fill(path, {"TRA-05": ("4", "From the workbook")})
    page.goto(reverse("scorecard:upload-answers", args=[assessment.code]))
    _upload(page, path)

    answer_meanwhile(assessment, "TRA-05", level=0)
    page.get_by_role("button", name="Save these answers").click()
    assert "changed by somebody else" in page.locator("[role=alert]").inner_text()
    page.get_by_label("Take the one in the file").check()
    page.get_by_role("button", name="Save these answers").click()
    said = page.locator("main").inner_text()
    context.close()

    assert "1 answer is saved." in said
    row = Response.objects.get(assessment=assessment, question__key="TRA-05")
    assert (row.level, row.note) == (4, "From the workbook")


def test_single_changes_are_left_out_without_scripts(
    chromium: Any, live_server: Any, client: Client, assessment: Assessment, tmp_path: Path
) -> None:
    answer_meanwhile(assessment, "TRA-01", level=3)
    client.force_login(User.objects.get(username=OWNER.username))
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    bring_session(context, client)
    page = context.new_page()
    page.goto(assessment.get_absolute_url())
    path = _download(page, tmp_path)
    _fill(path, {"TRA-01": ("", ""), "TRA-05": ("4", "From the workbook")})
    page.goto(reverse("scorecard:upload-answers", args=[assessment.code]))
    _upload(page, path)

    preview = page.locator("main").inner_text()
    page.get_by_label("Take this over: TRA-01, clears an answer").uncheck()
    page.get_by_role("button", name="Save these answers").click()
    said = page.locator("main").inner_text()
    context.close()

    assert "Clears an answer" in preview
    assert "1 answer is saved. 1 change is left out, as you chose." in said
    rows = Response.objects.filter(assessment=assessment, question__key__in=["TRA-01", "TRA-05"])
    assert {row.question.key: row.level for row in rows} == {"TRA-01": 3, "TRA-05": 4}


def _download(page: Any, folder: Path) -> Path:
    link = page.get_by_role("link", name="Download questions (XLSX)")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith(".xlsx")
    path = folder / "questions.xlsx"
    download.value.save_as(path)
    return path


def _fill(path: Path, answers: dict[str, tuple[str, str]]) -> None:
    """Type answers and notes into the rows of these questions, as somebody would."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book["Questions"]
    columns = {cell.value: number for number, cell in enumerate(sheet[1], start=1)}
    for row in range(2, sheet.max_row + 1):
        said = answers.get(str(sheet.cell(row, columns["Id"]).value))
        if said:
            sheet.cell(row, columns["Answer"]).value = said[0]
            sheet.cell(row, columns["Note"]).value = said[1]
    book.save(path)


def _problems(page: Any) -> str:
    return str(page.locator(".errors").inner_text())


def _upload(page: Any, path: Path) -> None:
    page.set_input_files("input[name=file]", path)
    follow(page.get_by_role("button", name="Show what changes"))
