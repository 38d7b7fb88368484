"""A PDF is asked for, pages answer meanwhile, and it arrives; also when its process is killed."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from scorecard.services import rendering
from tests.accessibility import NARROW, WIDE, bring_session, objections, overflow
from tests.factories import make_assessment, make_user
from tests.load.seed import PASSWORD, Seeded
from tests.servers import Server

PATIENCE = 90_000
STATES = {"queued": "Waiting", "running": "Being made", "ready": "Ready", "failed": "Failed"}


def sign_in(page: Any, name: str) -> None:
    page.goto("/accounts/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("/")


def ask(page: Any, seeded: Seeded) -> None:
    page.goto(f"{seeded.path}results/")
    page.get_by_role("link", name="Report (PDF)").click()
    page.get_by_role("heading", name="The report is being made").wait_for()


def worker_of(page: Any, server: Server) -> int:
    """The process that makes the report, once there is one."""
    page.locator(".notice", has_text="Being made").wait_for(timeout=PATIENCE)
    ((worker,),) = server.fetch("SELECT worker FROM scorecard_renderedreport")
    return int(worker.rpartition(":")[2])


def test_pages_answer_while_a_report_is_made_and_it_arrives(
    real_page: Any, real_server: Server, seeded: Seeded
) -> None:
    sign_in(real_page, "viewer")

    with real_page.expect_download(timeout=PATIENCE) as arriving:
        ask(real_page, seeded)
        assert real_page.request.get(f"{seeded.path}results/").ok

    assert Path(arriving.value.path()).read_bytes().startswith(b"%PDF-")
    real_page.get_by_role("heading", name="The report is ready").wait_for()
    again = real_page.request.get(f"{seeded.path}report.pdf")
    assert again.headers["content-type"] == "application/pdf"
    assert len(real_server.fetch("SELECT 1 FROM scorecard_renderedreport")) == 1


def test_a_report_whose_process_is_killed_arrives_all_the_same(
    real_page: Any, real_server: Server, seeded: Seeded
) -> None:
    sign_in(real_page, "owner")

    with real_page.expect_download(timeout=PATIENCE) as arriving:
        ask(real_page, seeded)
        os.kill(worker_of(real_page, real_server), signal.SIGKILL)

    assert Path(arriving.value.path()).read_bytes().startswith(b"%PDF-")
    assert real_server.fetch("SELECT attempts FROM scorecard_renderedreport") == [(2,)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_state_pleases_axe_and_fits_a_narrow_window(
    page: Any, client: Client, transactional_db: None, monkeypatch: Any, theme: str
) -> None:
    make_user(username="owner")
    assessment = make_assessment(
        by=User.objects.get(username="owner"), title="Retail bank of the west " * 5
    )
    client.force_login(assessment.created_by)
    bring_session(page.context, client)
    page.emulate_media(color_scheme=theme)
    monkeypatch.setattr(rendering, "render_pdf", lambda report: b"%PDF-")
    address = reverse("scorecard:report-progress", args=[assessment.code])
    client.get(reverse("scorecard:report", args=[assessment.code, "pdf"]))

    found = {"queued": faults(page, address, "queued")}
    row = rendering.claim("here:1")
    assert row
    found["running"] = faults(page, address, "running")
    rendering.fail(row, "It took longer than 300 seconds.")
    found["failed"] = faults(page, address, "failed")
    page.get_by_role("button", name="Try again").click()
    page.locator(".notice", has_text="Waiting").wait_for()
    row = rendering.claim("here:1")
    assert row
    rendering.render(row)
    found["ready"] = faults(page, address, "ready")

    assert found == {state: [] for state in STATES}


def faults(page: Any, address: str, state: str) -> list[str]:
    page.set_viewport_size({"width": WIDE, "height": 800})
    page.goto(address)
    page.locator(".notice", has_text=STATES[state]).wait_for()
    found = objections(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    return found + overflow(page)
