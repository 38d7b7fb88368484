"""One save and one page, looked at from inside: how many queries, and what answers beside it cost.

`python -m tests.load.inside ASSESSMENT USER` prints it as JSON.
"""

from __future__ import annotations

import json
import sys
from copy import copy
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

import django
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench import best_of
from tests.bench.memory import peak
from tests.load.people import SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from scorecard.models import Assessment

QUESTION = "FAI-03"
ROUNDS = 60
MANY = 1000  # assessments on the dashboard
TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


class Saver:
    """One person in one browser, changing the answer to one question again and again."""

    def __init__(self, code: str, client: Client) -> None:
        self._client = client
        self._path = f"/assessments/{code}/"
        self._read = {"revision": "0", "read": "nothing"}
        self._sent = 0

    def save(self) -> None:
        for _ in range(2):  # after a conflict, once more on top of what is stored
            self._sent += 1
            said = {"answer": self._sent % 5, "evidence": 1, "note": str(self._sent), "reason": ""}
            fields = {f"{QUESTION}-{name}": value for name, value in (said | self._read).items()}
            response = self._client.post(
                f"{self._path}responses/{QUESTION}/",
                urlencode(fields),
                content_type="application/x-www-form-urlencoded",
                headers={"HX-Request": "true"},
            )
            shown = SHOWN.findall(response.content.decode())
            self._read |= {name: value for key, name, value in shown if key == QUESTION}
            if response.status_code == 200:
                self._read.pop("mine", None)
                return
        raise AssertionError(response.content.decode())

    def open_dashboard(self) -> None:
        assert self._client.get("/").status_code == 200

    def open_section(self) -> None:
        assert self._client.get(f"{self._path}sections/fairness/").status_code == 200


def main(code: str, username: str) -> None:
    from django.contrib.auth.models import User

    from scorecard.models import Assessment
    from tests.factories import answer_all

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username=username))
    saver = Saver(code, client)
    saver.save()
    empty = best_of(saver.save, rounds=ROUNDS)
    assessment = Assessment.objects.get(code=code)
    answer_all(assessment)
    saver.save()
    full = best_of(saver.save, rounds=ROUNDS)
    saver.open_section()
    memory, few = peak(), queries_of(saver.open_dashboard)
    _copy(assessment, MANY)
    figures: dict[str, float] = {
        "save": queries_of(saver.save),
        "page": queries_of(saver.open_section),
        "full": full / empty,
        "memory": memory,
        "dashboard": queries_of(saver.open_dashboard) / few,
    }
    print(json.dumps(figures))  # noqa: T201  # this is a command


def _copy(assessment: Assessment, many: int) -> None:
    copies = [copy(assessment) for _ in range(many)]
    for each in copies:
        each.pk, each.code = None, uuid4()
    type(assessment)._default_manager.bulk_create(copies)


def queries_of(work: Callable[[], None]) -> int:
    """What asks or changes something: the words around a transaction are not counted."""
    from django.db import connection

    with CaptureQueriesContext(connection) as captured:
        work()
    return sum(not each["sql"].startswith(TRANSACTIONS) for each in captured.captured_queries)


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
