"""Simulated people, each in a thread of their own, who answer without stopping to think.

Each has questions of their own, and now and then answers one that everybody answers, so that
conflicts happen: then they keep their own answer, on top of the revision they are shown.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException
from random import Random
from time import monotonic, perf_counter
from urllib.parse import urlencode

from aseanai.local import HOST
from tests.load.seed import Seeded

SHARED = 8  # questions that everybody answers
SHARED_TURN = 0.2  # how often
SLICE = 2.0  # seconds of answering, then as many of the bare view
SLICES_AT_LEAST = 4
WARM_UP = 0  # the round that is not measured: each process reads the edition and the templates
PATIENCE = 60  # seconds for one answer of the server
TOKEN = "c" * 32  # a CSRF secret is the visitor's own
SHOWN = re.compile(r'<\w+(?=[^>]*\bname="([\w-]+)-(revision|read|mine)")[^>]*\bvalue="(\w+)"')


Turn = tuple[str, int]  # what is done, and in which round


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """One answer the server said it had saved."""

    question: str
    revision: int
    level: int
    evidence: int
    note: str


@dataclass
class Person:
    number: int
    questions: Sequence[str]
    shared: Sequence[str]
    seeded: Seeded
    connection: HTTPConnection
    acknowledged: list[Acknowledged] = field(default_factory=list)
    seconds: dict[Turn, list[float]] = field(default_factory=lambda: defaultdict(list))
    conflicts: int = 0
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = Random(self.number)  # noqa: S311  # a run wants to be repeatable
        self._read: dict[str, dict[str, str]] = {}
        self._sent = 0

    def answer(self, *, turn: int) -> None:
        """One answer, saved as the browser does when a card was changed."""
        self._sent += 1
        is_shared = self._random.random() < SHARED_TURN
        question = self._random.choice(self.shared if is_shared else self.questions)
        read = self._read.setdefault(question, {"revision": "0", "read": "nothing"})
        note = f"Person {self.number}, change {self._sent}."
        said = {"answer": self._sent % 5, "evidence": self._sent % 4, "note": note, "reason": ""}
        fields = {f"{question}-{name}": value for name, value in (said | read).items()}

        took, status, page = self._post(f"{self.seeded.path}responses/{question}/", fields)

        shown = {name: value for key, name, value in SHOWN.findall(page) if key == question}
        if status == 409 and "mine" in shown:
            self.conflicts += 1
            read["mine"] = shown["mine"]
            return
        if status != 200 or "revision" not in shown:
            self.wrong.append(f"{status} for {question}: {page[:300]}")
            return
        self._read[question] = shown
        self.seconds["save", turn].append(took)
        self.acknowledged.append(
            Acknowledged(
                question=question,
                revision=int(shown["revision"]),
                level=self._sent % 5,
                evidence=self._sent % 4,
                note=note,
            )
        )

    def write_barely(self, *, turn: int) -> None:
        self._sent += 1
        row = self.seeded.bare[self.number]

        took, status, page = self._post(f"/bare/{row}/", {"note": f"Change {self._sent}."})

        if status != 200:
            self.wrong.append(f"{status} for the bare view: {page[:300]}")
        self.seconds["bare", turn].append(took)

    def _post(self, path: str, fields: dict[str, object]) -> tuple[float, int, str]:
        """Seconds, status and page. http.client opens the connection again when it was closed."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.seeded.sessions[self.number]}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "HX-Request": "true",
        }
        start = perf_counter()
        try:
            self.connection.request("POST", path, urlencode(fields), headers)
            response = self.connection.getresponse()
            page = response.read().decode()
        except (OSError, HTTPException) as error:
            self.connection.close()
            return perf_counter() - start, 0, repr(error)
        return perf_counter() - start, response.status, page


def answer_together(
    port: int, seeded: Seeded, *, people: int, seconds: float, bare: bool
) -> list[Person]:
    """Everybody at once for so long; in between, as long, the bare view, so noise hits both."""
    crowd = [_person(number, port, seeded, people) for number in range(people)]
    works = [Person.answer, Person.write_barely] if bare else [Person.answer]
    slices = max(SLICES_AT_LEAST, round(seconds / SLICE))
    turns = [
        (partial(work, turn=number), seconds / slices)
        for number in range(WARM_UP, slices + 1)
        for work in works
    ]
    start_together = threading.Barrier(people, timeout=PATIENCE)
    threads = [
        threading.Thread(target=_take_turns, args=(person, turns, start_together))
        for person in crowd
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return crowd


def _person(number: int, port: int, seeded: Seeded, people: int) -> Person:
    shared, others = seeded.questions[:SHARED], seeded.questions[SHARED:]
    return Person(
        number=number,
        questions=others[number::people],
        shared=shared,
        seeded=seeded,
        connection=HTTPConnection(HOST, port, timeout=PATIENCE),
    )


def _take_turns(
    person: Person,
    turns: Sequence[tuple[Callable[[Person], None], float]],
    start_together: threading.Barrier,
) -> None:
    try:
        with closing(person.connection):
            for work, seconds in turns:
                start_together.wait()
                end = monotonic() + seconds
                while monotonic() < end:
                    work(person)
    except Exception as error:
        person.wrong.append(repr(error))
        start_together.abort()
