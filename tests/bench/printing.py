"""Pages while a report is printed, and the same report asked for again, on a server of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from statistics import quantiles
from time import monotonic, perf_counter
from uuid import UUID

from aseanai.local import HOST
from tests.bench import Figure, best_of
from tests.load.seed import seed
from tests.servers import Server, own_database

IDLE = 60  # pages asked for while nothing else happens
LONGEST = 120  # seconds
DURING = 3.0  # times as long: of two cores the printing takes one
AGAIN = 100.0  # ms
ROUNDS = 5


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)) as url:
        seeded = seed(url, "shipped")
        with Server(url, Path(folder) / "server.log") as server:
            ((code,),) = server.fetch("SELECT code FROM scorecard_assessment WHERE coverage = 100")
            assessment = f"/assessments/{UUID(str(code))}/"
            with closing(HTTPConnection(HOST, server.port, timeout=LONGEST)) as connection:
                cookie = {"Cookie": f"sessionid={seeded.sessions[0]}"}
                yield from _measured(_Visitor(connection, cookie, assessment))


class _Visitor:
    def __init__(self, connection: HTTPConnection, cookie: dict[str, str], assessment: str) -> None:
        self.connection, self.cookie, self.assessment = connection, cookie, assessment

    def get(self, path: str) -> tuple[HTTPResponse, bytes]:
        self.connection.request("GET", self.assessment + path, headers=self.cookie)
        response = self.connection.getresponse()
        return response, response.read()

    def page(self) -> float:
        """Milliseconds for one page of results."""
        start = perf_counter()
        response, _ = self.get("results/")
        assert response.status == 200
        return 1000 * (perf_counter() - start)


def _measured(visitor: _Visitor) -> Iterator[Figure]:
    visitor.page(), visitor.page()  # each worker parses the content once
    idle = [visitor.page() for _ in range(IDLE)]
    asked = visitor.get("report.pdf")[0]
    assert asked.status == 303
    during = []
    deadline = monotonic() + LONGEST
    while b"The report is ready" not in visitor.get("report/")[1]:
        assert monotonic() < deadline, "the report was not made"
        during += [visitor.page() for _ in range(5)]
    name = f"a page while a report is printed, p95 of {len(during)} to idle"
    yield Figure(name, _p95(during) / _p95(idle), DURING, "x")
    assert visitor.get("report.pdf")[1].startswith(b"%PDF-"), "it would be printed once more"
    again = best_of(lambda: visitor.get("report.pdf"), rounds=ROUNDS)
    yield Figure("the same PDF report a second time", again, AGAIN)


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]
