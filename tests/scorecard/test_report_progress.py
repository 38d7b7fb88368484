"""The PDF through the pages: asked for, waited for, there, failed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scorecard.management import lifesigns
from scorecard.models import RenderedReport, Role
from scorecard.reports import EXPORTERS, PdfIsUnavailable
from scorecard.reports.fonts import UNPRINTABLE
from scorecard.services import printing, rendering
from tests.factories import answer, make_membership, make_user

pytestmark = pytest.mark.django_db

PDF = b"%PDF- made"


@pytest.fixture
def url(assessment):
    return reverse("scorecard:report", args=[assessment.code, "pdf"])


@pytest.fixture
def progress(assessment):
    return reverse("scorecard:report-progress", args=[assessment.code])


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(rendering, "render_pdf", lambda report: PDF)


@pytest.fixture
def failing(monkeypatch):
    def refuse(report):
        raise PdfIsUnavailable("Install it.")

    monkeypatch.setattr(rendering, "render_pdf", refuse)


def test_asking_leads_to_a_page_that_says_it_waits(as_owner, url, progress):
    response = as_owner.get(url)

    assert response.status_code == 303
    assert response["Location"].startswith(f"{progress}?asked=")
    page = as_owner.get(response["Location"]).content.decode()
    assert "Waiting." in page
    assert "It comes next." in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_the_page_says_since_when_it_is_made(as_owner, url, progress):
    as_owner.get(url)
    rendering.claim("here:1")

    page = as_owner.get(progress).content.decode()

    assert "Being made" in page
    assert "UTC" in page


def test_a_page_that_looks_again_is_loaded_anew_when_something_changed(as_owner, url, progress):
    as_owner.get(url)

    same = as_owner.get(progress, {"seen": "queued"})
    other = as_owner.get(progress, {"seen": "running"})

    assert same.status_code == 204
    assert other.headers["HX-Refresh"] == "true"


def test_the_page_says_what_a_report_lacks(as_owner, url, progress, quick):
    as_owner.get(url)
    call_command("render_reports")
    full = as_owner.get(progress).content.decode()

    RenderedReport.objects.update(notice=UNPRINTABLE)

    page = as_owner.get(progress).content.decode()
    assert UNPRINTABLE in page
    assert "Not all of it could be printed." in page
    assert "Not all of it" not in full


def test_a_ready_report_is_offered_and_comes(as_owner, url, progress, quick):
    address = as_owner.get(url)["Location"]
    call_command("render_reports")

    page = as_owner.get(address).content.decode()
    file = as_owner.get(url)

    assert "The report is ready" in page
    assert f'content="0; url={url}?asked=' in page
    assert file.content == PDF
    assert file["Content-Disposition"] == 'attachment; filename="Acme, Retail bank, 2026.pdf"'


def test_the_file_asked_for_comes_whatever_was_answered_since(as_owner, assessment, url, quick):
    as_owner.get(url)
    call_command("render_reports")
    digest = RenderedReport.objects.get().digest
    answer(assessment, "TRA-02", 4)

    assert as_owner.get(url, {"asked": digest}).content == PDF
    assert as_owner.get(url).status_code == 303


def test_who_has_the_file_gets_304(as_owner, url, quick):
    as_owner.get(url)
    call_command("render_reports")
    etag = as_owner.get(url)["ETag"]

    response = as_owner.get(url, headers={"If-None-Match": etag})

    assert response.status_code == 304
    assert response.content == b""


def test_a_newer_report_is_offered_as_that_and_does_not_come_by_itself(
    as_owner, assessment, url, quick
):
    """Somebody answered and asked again, before the first report was begun."""
    first = as_owner.get(url)["Location"]
    answer(assessment, "TRA-02", 4)
    as_owner.get(url)
    waiting = as_owner.get(first).content.decode()
    call_command("render_reports")

    ready = as_owner.get(first).content.decode()

    assert "The report you asked for is gone: a newer one of this draft" in waiting
    assert "when it was asked for." in waiting
    assert "The button downloads the newer one." in ready
    assert '<meta http-equiv="refresh" content="0' not in ready


def test_a_failure_says_why_and_is_tried_again(as_owner, assessment, url, progress, failing):
    as_owner.get(url)
    with pytest.raises(CommandError, match="1 report failed"):
        call_command("render_reports")
    row = RenderedReport.objects.get()

    page = as_owner.get(progress).content.decode()
    again = as_owner.post(
        reverse("scorecard:retry-report", args=[assessment.code]), {"asked": row.digest}
    )

    assert "Install it." in page
    assert "Try again" in page
    assert again.status_code == 303
    assert "Waiting." in as_owner.get(again["Location"]).content.decode()


def test_nobody_asked_yet(as_owner, progress):
    assert b"No report was made yet" in as_owner.get(progress).content


def test_a_full_queue_is_told(as_owner, url, monkeypatch):
    monkeypatch.setattr(printing, "QUEUE", 0)

    response = as_owner.get(url)

    assert response.status_code == 429
    assert b"Other reports come first" in response.content


def test_a_missing_library_gives_a_page_that_says_what_to_install(
    as_owner, url, settings, monkeypatch
):
    settings.RENDER_ON_DEMAND = True
    monkeypatch.setattr("scorecard.views.reports.pango_version", lambda: "")

    response = as_owner.get(url)

    assert response.status_code == 503
    assert b"apt-get install libpango-1.0-0" in response.content
    assert not RenderedReport.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_every_member_may_ask(client, assessment, url, role):
    member = make_membership(assessment.organisation, role)
    client.force_login(member.user)

    assert client.get(url).status_code == 303


def test_a_stranger_finds_neither_file_nor_page(client, as_owner, url, progress, quick):
    as_owner.get(url)
    call_command("render_reports")
    digest = RenderedReport.objects.get().digest
    client.force_login(make_user())

    assert client.get(url, {"asked": digest}).status_code == 404
    assert client.get(progress, {"asked": digest}).status_code == 404


def test_asking_and_fetching_take_few_queries(as_owner, url, quick):
    with CaptureQueriesContext(connection) as asking:
        as_owner.get(url)
    call_command("render_reports")
    with CaptureQueriesContext(connection) as fetching:
        as_owner.get(url)

    assert len(fetching) <= 12
    assert len([q for q in asking if "SAVEPOINT" not in q["sql"]]) <= 14


def test_the_command_makes_all_that_waits_and_forgets_it_when_asked(as_owner, url, quick, capsys):
    as_owner.get(url)

    call_command("render_reports")
    call_command("render_reports", "--forget")

    printed = capsys.readouterr().out.splitlines()
    assert printed == ["[1] Acme, Retail bank, 2026.pdf", "Deleted 1"]
    assert not RenderedReport.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rendering_without_end_fails_and_ends_its_process(as_owner, url, settings, monkeypatch):
    class Ended(BaseException):
        pass

    def leave(code):
        raise Ended

    as_owner.get(url)
    row = rendering.claim("here:1")
    assert row is not None
    settings.RENDER_TIMEOUT = 0
    monkeypatch.setattr(lifesigns, "BEAT", 0)
    monkeypatch.setattr("os._exit", leave)

    with pytest.raises(Ended):
        lifesigns.LifeSigns(row)._run()

    row.refresh_from_db()
    assert row.is_failed
    assert "longer than 0 seconds" in row.error


def test_the_command_to_export_takes_the_stored_file(as_owner, assessment, url, quick, tmp_path):
    as_owner.get(url)
    call_command("render_reports")

    call_command("export_report", str(assessment.code), pdf=tmp_path / "r.pdf")

    assert (tmp_path / "r.pdf").read_bytes() == PDF


def test_what_the_command_prints_is_not_printed_again(
    as_owner, assessment, url, monkeypatch, tmp_path
):
    printed = []

    def render(report):
        printed.append(report)
        return PDF

    monkeypatch.setitem(EXPORTERS, "pdf", replace(EXPORTERS["pdf"], render=render))

    for name in ("one", "two"):
        call_command("export_report", str(assessment.code), pdf=tmp_path / name)

    assert len(printed) == 1
    assert as_owner.get(url).content == PDF
