"""The queue and the store of printed reports."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from scorecard.models import Assessment, RenderedReport
from scorecard.reports import PdfIsUnavailable, fonts
from scorecard.services import printing, rendering, review
from scorecard.services.printing import Progress, ask_again, ask_for, progress_of, stored_report
from scorecard.services.reporting import Printable, printable_of
from tests.factories import answer, answer_all, make_assessment, make_result

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
PDF = b"%PDF- made"


def claimed(worker: str) -> RenderedReport:
    row = rendering.claim(worker)
    assert row is not None
    return row


def progress(assessment, digest: str = "") -> Progress:
    found = progress_of(assessment, digest)
    assert found is not None
    return found


@pytest.fixture
def printed(monkeypatch):
    """What was printed, in place of the seconds that WeasyPrint takes."""
    reports = []

    def render(report):
        reports.append(report)
        return PDF

    monkeypatch.setattr(rendering, "render_pdf", render)
    return reports


def ask(assessment, day=DAY):
    return ask_for(assessment, printable_of(assessment, day))


def make_one(worker="here:1"):
    row = claimed(worker)
    rendering.render(row)
    row.refresh_from_db()
    return row


def fall_silent(row):
    long_ago = timezone.now() - timedelta(minutes=1)
    RenderedReport.objects.filter(pk=row.pk).update(beat_at=long_ago)


def test_the_same_report_waits_once(assessment):
    assert ask(assessment) == ask(assessment)
    assert RenderedReport.objects.count() == 1


def test_an_unchanged_report_is_never_printed_twice(assessment, printed):
    ask(assessment)
    make_one()

    again = ask(assessment)

    assert again.is_ready
    assert bytes(again.pdf) == PDF
    assert rendering.claim("here:1") is None
    assert len(printed) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"scope": "Another"},
        {"state": "approved"},
        {"generated_on": date(2026, 3, 2)},
        {"document": {}},
    ],
)
def test_whatever_is_printed_decides_the_digest(assessment, change):
    printable = printable_of(assessment, DAY)

    assert replace(printable, **change).digest != printable.digest


def test_another_printer_prints_anew(assessment, monkeypatch):
    printable = printable_of(assessment, DAY)
    before = printable.digest

    monkeypatch.setattr("scorecard.services.reporting.printer_version", lambda: "newer")

    assert printable.digest != before


def test_what_is_stored_is_what_was_asked_for(assessment):
    printable = printable_of(assessment, DAY)

    again = Printable.from_contents(printable.contents)

    assert again == printable
    assert again.digest == printable.digest


def test_answers_given_meanwhile_are_not_printed(assessment, printed):
    asked = ask(assessment)
    answer(assessment, "TRA-02", 4)

    make_one()

    assert printed[0].document["responses"] == {}
    stored = stored_report(assessment, asked.digest)
    assert stored is not None
    assert stored.is_ready


def test_a_newer_report_takes_the_place_of_one_that_waits(assessment):
    older = ask(assessment)

    newer = ask(assessment, DAY + timedelta(days=1))

    assert list(RenderedReport.objects.all()) == [newer]
    assert progress(assessment, older.digest).row == newer
    assert progress(assessment, older.digest).is_another
    assert not progress(assessment, newer.digest).is_another


def test_a_draft_never_takes_the_place_of_an_approved_round_that_waits(assessment):
    answer_all(assessment)
    make_result(assessment)
    approved = ask(Assessment.objects.get())
    draft = review.reopen(Assessment.objects.get(), by=assessment.created_by)

    ask(draft)
    last = ask(draft, DAY + timedelta(days=1))

    assert set(RenderedReport.objects.all()) == {approved, last}
    assert progress(draft, approved.digest).row == approved
    assert progress(draft, "of-no-report").row == last


def test_only_so_many_reports_of_one_organisation_wait(assessment, owner, monkeypatch):
    monkeypatch.setattr(printing, "QUEUE", 1)
    another = make_assessment(by=owner, organisation=assessment.organisation)
    elsewhere = make_assessment()
    ask(assessment)

    with pytest.raises(printing.QueueIsFull):
        ask(another)

    assert ask(elsewhere).is_waiting


def test_one_report_is_made_at_a_time(assessment):
    ask(assessment)
    ask(make_assessment())

    assert rendering.claim("here:1")
    assert rendering.claim("here:2") is None


def test_the_database_holds_one_running_report(assessment):
    ask(assessment)
    ask(make_assessment())

    with pytest.raises(IntegrityError), transaction.atomic():
        RenderedReport.objects.update(status="running")


def test_who_waits_longest_comes_first(assessment):
    first = ask(assessment)
    second = ask(make_assessment())

    assert progress(second.assessment).before == 1
    assert rendering.claim("here:1") == first


def test_a_report_whose_process_was_killed_is_taken_up_again(assessment, printed):
    ask(assessment)
    killed = claimed("here:1")
    fall_silent(killed)

    made = make_one("here:2")

    assert made == killed
    assert made.is_ready
    assert made.attempts == 2


def test_a_report_that_shows_life_is_left_alone(assessment):
    ask(assessment)
    row = claimed("here:1")
    fall_silent(row)
    rendering.beat(row)

    assert rendering.claim("here:2") is None


def test_who_was_taken_for_dead_stores_nothing(assessment, printed):
    ask(assessment)
    silent = claimed("here:1")
    fall_silent(silent)
    rendering.claim("here:2")

    rendering.render(silent)

    silent.refresh_from_db()
    assert silent.worker == "here:2"
    assert not silent.is_ready


def test_a_report_that_ends_its_process_each_time_fails(assessment):
    row = ask(assessment)
    for number in range(rendering.ATTEMPTS):
        fall_silent(claimed(f"here:{number}"))

    assert rendering.claim("here:9") is None

    row.refresh_from_db()
    assert row.is_failed
    assert "ended 3 times" in row.error


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (PdfIsUnavailable(PdfIsUnavailable.advice), "Install Pango"),
        (ValueError("secret"), "could not be laid out"),
    ],
)
def test_a_failure_is_recorded_in_words(assessment, monkeypatch, problem, words):
    def refuse(report):
        raise problem

    monkeypatch.setattr(rendering, "render_pdf", refuse)
    ask(assessment)

    row = make_one()

    assert row.is_failed
    assert words in row.error
    assert "secret" not in row.error


@pytest.mark.parametrize(("installed", "words"), [(False, "Chinese text"), (True, "")])
def test_what_a_report_lacks_is_kept_with_it(assessment, printed, monkeypatch, installed, words):
    monkeypatch.setattr(fonts, "chinese_font_is_installed", lambda: installed)
    answer(assessment, "TRA-02", 3, note="\u53ef\u6301\u7eed")
    ask(assessment)

    notice = make_one().notice

    assert words in notice
    assert bool(notice) is not installed


def test_a_failed_report_is_tried_again_as_it_was_asked_for(assessment, printed):
    ask(assessment)
    row = claimed("here:1")
    rendering.fail(row, "No.")
    answer(assessment, "TRA-02", 4)

    ask_again(row)

    row = make_one()
    assert row.is_ready
    assert row.error == ""
    assert printed[0].document["responses"] == {}


def test_the_newest_three_files_of_an_assessment_are_kept(assessment, printed):
    for days in range(5):
        ask(assessment, DAY + timedelta(days=days))
        make_one()

    assert RenderedReport.objects.count() == 3
    assert stored_report(assessment, printable_of(assessment, DAY).digest) is None


def test_the_file_of_an_approved_round_stays_whatever_is_printed_later(assessment, printed):
    answer_all(assessment)
    make_result(assessment)
    frozen = printable_of(Assessment.objects.get(), DAY)
    ask_for(assessment, frozen)
    make_one()
    draft = review.reopen(Assessment.objects.get(), by=assessment.created_by)
    for days in range(4):
        ask(draft, DAY + timedelta(days=days))
        make_one()
    RenderedReport.objects.update(requested_at=timezone.now() - timedelta(days=99))
    rendering.prune()

    assert ask_for(draft, frozen).is_ready
    assert [row.is_frozen for row in RenderedReport.objects.all()] == [True]


def test_files_are_kept_for_a_month(assessment, printed):
    ask(assessment)
    row = make_one()
    RenderedReport.objects.update(requested_at=timezone.now() - timedelta(days=29))
    rendering.prune()
    assert stored_report(assessment, row.digest)

    RenderedReport.objects.update(requested_at=timezone.now() - timedelta(days=31))
    rendering.prune()

    assert stored_report(assessment, row.digest) is None


def test_how_long_it_takes_is_measured(assessment, printed):
    assert progress_of(assessment) is None
    ask(assessment)
    assert progress(assessment).usually is None
    row = make_one()
    RenderedReport.objects.update(finished_at=row.started_at + timedelta(seconds=7))

    ask(assessment, DAY + timedelta(days=1))

    assert progress(assessment).usually == 7


def test_a_file_that_was_printed_elsewhere_says_nothing_of_how_long_it_takes(assessment):
    printing.keep(assessment, printable_of(assessment, DAY), PDF)

    ask(assessment, DAY + timedelta(days=1))

    assert progress(assessment).usually is None


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_it_prints(assessment, monkeypatch):
    seen = []

    def spy(report):
        seen.append(connection.in_atomic_block)
        return PDF

    monkeypatch.setattr(rendering, "render_pdf", spy)
    ask(assessment)

    make_one()

    assert seen == [False]


@pytest.mark.django_db(transaction=True)
def test_asking_starts_one_process_unless_one_is_at_work(assessment, settings, monkeypatch):
    started = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **how: started.append(command))
    monkeypatch.setattr(rendering, "_started", None)
    settings.RENDER_ON_DEMAND = True

    ask(assessment)
    rendering.claim("here:1")
    rendering.wake_renderer()

    assert len(started) == 1
    assert started[0][-1] == "render_reports"
