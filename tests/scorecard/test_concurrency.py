"""Many at once, each with a connection of their own: nobody's answer is lost.

The services first, then the whole of it: processes, sessions, forms. How quick it is, `make bench`
says. All of it in a database of its own: threads cannot share one that is in memory.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import environ
import pytest
from django.contrib.auth.models import User
from django.db import connection, connections

from scorecard import services
from scorecard.models import Assessment, ObligationRevision, Response, ResponseRevision
from scorecard.services.recording import Recorded
from scorecard.services.summary import SUMMARY_FIELDS, summarise
from tests.load.seed import Seeded, seed
from tests.servers import own_database

pytestmark = pytest.mark.django_db

THREADS = 8
ROUNDS = 5
PATIENCE = 60  # seconds, until a test that hangs fails


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    with own_database(tmp_path_factory.mktemp("seeded")) as url:
        yield seed(url, "small")


@pytest.fixture
def drafts(seeded: Seeded, tmp_path: Any, monkeypatch: Any) -> Iterator[Callable[[], Assessment]]:
    """Looks up the draft. In a new thread, the default database is a copy of `seeded`."""
    with own_database(tmp_path, template=seeded.database_url) as url:
        default = connections.settings["default"]
        elsewhere = {**default, "NAME": environ.Env.db_url_config(url)["NAME"]}
        monkeypatch.setitem(connections.settings, "default", elsewhere)
        yield lambda: Assessment.objects.select_related("edition", "created_by").get(
            code=seeded.assessment
        )


def at_once(work: Callable[[int], Any], *, threads: int = THREADS) -> list[Any]:
    """What the work returns for each number, all started at the same moment."""
    together = Barrier(threads, timeout=PATIENCE)

    def run(number: int) -> Any:
        try:
            connection.ensure_connection()
            together.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(threads), timeout=PATIENCE))


def aside(work: Callable[[], Any]) -> Any:
    """In a thread, since only threads see the database that the others wrote to."""
    return at_once(lambda _: work(), threads=1)[0]


def say(draft: Assessment, question: str, *, number: int, revision: int) -> Recorded[Response]:
    note = f"By {number} on {revision}"
    change = services.ResponseChange(
        question=question, value=number % 5, note=note, revision=revision
    )
    return services.record_responses(draft, [change], by=draft.created_by)


def test_one_question_has_one_winner_for_each_revision(drafts):
    for revision in range(ROUNDS):

        def answer(number: int, revision: int = revision) -> Recorded[Response]:
            return say(drafts(), "TRA-01", number=number, revision=revision)

        recorded = at_once(answer)

        (winner,) = [n for n, each in enumerate(recorded) if each.saved]
        others = [each for each in recorded if not each.saved]
        said = f"By {winner} on {revision}"
        assert [each.conflicts["TRA-01"].note for each in others] == [said] * 7
        kept = aside(
            lambda: list(
                ResponseRevision.objects.values_list("revision", "note").order_by("revision")
            )
        )
        assert kept[revision] == (revision + 1, said)
        assert len(kept) == revision + 1


def test_different_questions_are_all_saved(drafts, seeded):
    def answer_one(number: int) -> int:
        question, saved = seeded.questions[number], 0
        for revision in range(ROUNDS):
            recorded = say(drafts(), question, number=number, revision=revision)
            saved += len(recorded.saved)
        return saved

    assert at_once(answer_one) == [ROUNDS] * THREADS

    rows = aside(lambda: list(Response.objects.values_list("revision", "note").order_by("note")))
    assert rows == [(ROUNDS, f"By {number} on {ROUNDS - 1}") for number in range(THREADS)]
    assert aside(ResponseRevision.objects.count) == THREADS * ROUNDS


def test_the_summary_is_that_of_every_answer(drafts, seeded):
    at_once(lambda number: say(drafts(), seeded.questions[number], number=4, revision=0))

    def stored_and_fresh() -> tuple[list[Any], list[Any]]:
        draft = drafts()
        stored = [getattr(draft, name) for name in SUMMARY_FIELDS if name != "updated_at"]
        summarise(draft, draft.answers())
        return stored, [getattr(draft, name) for name in SUMMARY_FIELDS if name != "updated_at"]

    stored, fresh = aside(stored_and_fresh)
    assert stored == fresh
    assert THREADS in stored


def test_one_obligation_has_one_winner(drafts):
    states = ["met", "partial", "unmet", "unknown"]

    def declare(number: int) -> Recorded[Any]:
        draft = drafts()
        change = services.ObligationChange(obligation="SG-01", state=states[number])
        return services.record_obligations(draft, "SG", [change], by=draft.created_by)

    recorded = at_once(declare, threads=4)

    (winner,) = [n for n, each in enumerate(recorded) if each.saved]
    conflicts = [each.conflicts["SG-01"].state for each in recorded if each.conflicts]
    assert conflicts == [states[winner]] * 3
    kept = aside(lambda: list(ObligationRevision.objects.values_list("revision", "state")))
    assert kept == [(1, states[winner])]


def test_a_claim_that_is_changed_is_not_accepted_at_the_same_time(drafts):
    claim = services.ObligationChange(
        obligation="SG-01", state="not_applicable", reason="No such data"
    )
    aside(lambda: services.record_obligations(drafts(), "SG", [claim], by=drafts().created_by))

    def accept_or_change(number: int) -> bool:
        draft = drafts()
        if number:
            met = services.ObligationChange(obligation="SG-01", state="met", revision=1)
            recorded = services.record_obligations(draft, "SG", [met], by=draft.created_by)
            return bool(recorded.saved)
        reviewer = User.objects.get(username="reviewer")
        try:
            services.accept_not_applicable(draft, "SG-01", revision=1, by=reviewer)
        except services.ClaimCannotBeAccepted:
            return False
        return True

    accepted, changed = at_once(accept_or_change, threads=2)

    assert accepted != changed


def test_twelve_people_answer_one_assessment_and_no_answer_is_lost():
    """Two server processes, twelve sessions, conflicts on purpose. It says itself what was wrong."""
    command = [sys.executable, "-m", "tests.load", "--people", "12", "--seconds", "8", "--no-bare"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 faults" in done.stdout
    assert " 0 conflicts" not in done.stdout
