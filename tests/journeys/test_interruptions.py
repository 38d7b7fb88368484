"""The server itself goes away, between two answers and in the middle of one."""

from __future__ import annotations

from typing import Any

from tests.journeys.answering import choose
from tests.load.seed import PASSWORD, Seeded
from tests.servers import Server

SAID = (
    "SELECT question.key, response.level, response.note FROM scorecard_response AS response"
    " JOIN frameworks_question AS question ON question.id = response.question_id ORDER BY 1"
)


def sign_in(page: Any, name: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url("/")


def test_a_killed_server_loses_no_answer(
    real_server: Server, seeded: Seeded, real_page: Any
) -> None:
    sign_in(real_page, "assessor", PASSWORD)
    real_page.goto(f"{seeded.path}sections/transparency/")
    choose(real_page, "TRA-01", "3")
    real_page.locator("#TRA-01-state .save--saved").wait_for()

    real_server.kill()
    choose(real_page, "TRA-02", "2")
    real_page.fill("textarea[name='TRA-03-note']", "Typed while it was down")
    real_page.locator("#TRA-02-state", has_text="Not saved, trying again").wait_for()
    real_page.locator("#TRA-03-state", has_text="Not saved, trying again").wait_for()
    assert real_page.locator("#TRA-01-state .save--saved").count() == 1

    real_server.start()
    real_page.locator("#TRA-02-state .save--saved").wait_for()
    real_page.locator("#TRA-03-state .save--saved").wait_for()

    said = [tuple(row) for row in real_server.fetch(SAID)]
    assert said == [
        ("TRA-01", 3, ""),
        ("TRA-02", 2, ""),
        ("TRA-03", None, "Typed while it was down"),
    ]
