"""A bank in ten markets, from signing up to the report, in a real browser."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from pypdf import PdfReader

from frameworks.models import Edition
from scorecard.models import RenderedReport
from tests.journeys.answering import choose, follow, pick

TITLE = "Retail bank, 2026 second half"
OBLIGATION_STATES = ("met", "met", "partial", "unknown")


def test_a_bank_goes_from_sign_up_to_the_same_numbers_everywhere(
    page: Any, published: Edition, sign_up: Callable[[str], None], tmp_path: Path
) -> None:
    sign_up("mei")
    _create_organisation(page, "Meridian Digital Bank")
    _start_assessment(page)
    _answer_everything(page)

    follow(page.get_by_role("link", name="Results").first)
    result = _download_json(page)
    assert result["coverage"]["shown"] == 100
    assert len(result["responses"]) == len(published.definition.questions)
    assert len(result["market_readiness"]) == 10
    assert result["overall"] is not None
    _assert_the_page_shows(page, result)
    _assert_the_pdf_shows(page, result)
    assert _score_headless(result, tmp_path) == result


def _create_organisation(page: Any, name: str) -> None:
    page.goto("/organisations/new/")
    page.fill("input[name=name]", name)
    page.click("main form button.btn-primary")
    page.wait_for_url(lambda url: "/organisations/new/" not in url)


def _start_assessment(page: Any) -> None:
    page.goto("/assessments/new/")
    page.fill("input[name=title]", TITLE)
    for box in page.locator("input[name=markets]").all():
        box.check()
    page.check("input[name=seats][value=SG]")
    for radio in page.locator("input[type=radio][value=yes]").all():
        radio.check()
    page.click("button[name=preview]")
    assert "88 questions" in page.locator("#h-preview").inner_text()
    page.click("button[name=confirm]")
    page.wait_for_url(re.compile(r"/assessments/[0-9a-f-]{36}/"))


def _answer_everything(page: Any) -> None:
    follow(page.get_by_role("link", name=re.compile("^Start with")))
    while "/sections/" in page.url:
        _fill_section(page)
        here = page.url
        page.click("button[name=then][value=next]")
        page.wait_for_url(lambda url, here=here: url != here)
    assert page.get_by_text(re.compile(r"of 1\d\d")).first.is_visible()


def _fill_section(page: Any) -> None:
    """Levels, evidence and states that differ from card to card, the same on each run."""
    for position, card in enumerate(page.locator(".qcard").all()):
        code = card.get_attribute("id")
        if card.locator(f"input[name='{code}-answer']").count():
            level = (position * 3 + len(page.url)) % 3 + 2
            choose(page, code, str(level))
            card.locator(f"select[name='{code}-evidence']").select_option(str(position % 4))
            card.locator(f"textarea[name='{code}-note']").fill(f"Register {position}, “{code}”")
        elif card.locator(f"input[name='{code}-state']").count():
            state = OBLIGATION_STATES[position % len(OBLIGATION_STATES)]
            pick(page, f"{code}-state", state)


def _download_json(page: Any) -> dict[str, Any]:
    response = page.request.get(page.url.replace("/results/", "/report.json"))
    assert response.ok
    document: dict[str, Any] = json.loads(response.body())
    return document


def _assert_the_page_shows(page: Any, result: dict[str, Any]) -> None:
    text = page.locator("main").inner_text()
    assert str(result["overall"]["score"]["shown"]) in text
    assert result["overall"]["level_name"] in text
    for unit in result["principles"].values():
        assert str(unit["score"]["shown"]) in text


def _assert_the_pdf_shows(page: Any, result: dict[str, Any]) -> None:
    address = page.url.replace("/results/", "/report.pdf")
    assert page.request.get(address).url.endswith(f"asked={_digest_that_waits()}")
    call_command("render_reports")
    response = page.request.get(address)
    assert response.ok
    assert response.headers["content-type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(response.body()))
    text = "\n".join(sheet.extract_text() for sheet in reader.pages)
    assert len(reader.pages) >= 12
    assert "Meridian Digital Bank" in text
    assert str(result["overall"]["score"]["shown"]) in text
    assert result["edition"]["digest"][:12] in text


def _digest_that_waits() -> str:
    return RenderedReport.objects.queued().get().digest


def _score_headless(result: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What `manage.py score` makes of the answers that the JSON export carries."""
    keys = ("organisation", "facts", "seats", "markets", "responses", "obligations")
    answers = {"edition": result["edition"]["label"], **{key: result[key] for key in keys}}
    path = folder / "answers.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "manage.py", "score", str(path), "--format", "json"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=True,
        text=True,
    )
    document: dict[str, Any] = json.loads(run.stdout)
    return document
