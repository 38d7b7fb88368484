"""Let many people answer one assessment at once, and look for what the database made of it.

Exit code 1 when an answer was lost, refused for no reason, or stored twice.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles

from tests.load.people import WARM_UP, Person, answer_together
from tests.load.seed import MANY, seed
from tests.postgresql import INSTALL, find_binaries, throwaway_server
from tests.servers import Server, own_database

SHOWN = 10  # faults, of perhaps thousands


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Of one kind of request; the percentiles in milliseconds."""

    requests: int
    per_second: float
    p50: float
    p95: float
    p99: float

    def __str__(self) -> str:
        return (
            f"{self.requests:6} requests, {self.per_second:6.1f}/s, "
            f"p50 {self.p50:6.1f} ms, p95 {self.p95:6.1f} ms, p99 {self.p99:6.1f} ms"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`ratio`: of the 95th percentiles of saves and of the bare view, in the middle one of all pairs
    of slices. Whoever else uses the machine slows some slices down, seldom both of a pair alike.
    """

    people: int
    seconds: float
    saves: Timing
    bare: Timing | None
    ratio: float | None
    conflicts: int
    faults: list[str]

    def __str__(self) -> str:
        lines = [
            f"{self.people} people, {self.seconds:g} s, {self.conflicts} conflicts",
            f"saved answers  {self.saves}",
        ]
        if self.bare:
            lines += [
                f"bare view      {self.bare}",
                f"ratio of p95   {self.ratio:.2f}, in the middle pair of slices",
            ]
        lines += [f"FAULT: {fault}" for fault in self.faults[:SHOWN]]
        return "\n".join([*lines, f"{len(self.faults)} faults"])


def _slices(crowd: Sequence[Person], work: str) -> dict[int, list[float]]:
    """What each request of this kind took, by slice, without the one that warmed up."""
    slices: dict[int, list[float]] = defaultdict(list)
    for person in crowd:
        for (name, turn), taken in person.seconds.items():
            if name == work and turn != WARM_UP:
                slices[turn] += taken
    return slices


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[int(0.95 * (len(taken) - 1))]


def timing(taken: Sequence[float], seconds: float) -> Timing:
    cuts = quantiles(taken, n=100, method="inclusive") if len(taken) > 1 else [0.0] * 99
    return Timing(
        requests=len(taken),
        per_second=len(taken) / seconds,
        p50=1000 * cuts[49],
        p95=1000 * cuts[94],
        p99=1000 * cuts[98],
    )


def run(folder: Path, *, people: int, seconds: float, bare: bool) -> Outcome:
    """On a database of its own: PostgreSQL when DATABASE_URL names one, else SQLite."""
    with own_database(folder) as url:
        seeded = seed(url, "shipped")
        with Server(url, folder / "log", settings="tests.load.settings") as server:
            crowd = answer_together(server.port, seeded, people=people, seconds=seconds, bare=bare)
        faults = [fault for person in crowd for fault in person.wrong]
        faults += [f"The server wrote: {line}" for line in server.output.splitlines()]
        faults += _stored_faults(url, seeded.assessment, crowd)
    saves, barely = _slices(crowd, "save"), _slices(crowd, "bare")
    pairs = [(saves[turn], barely[turn]) for turn in saves.keys() & barely.keys()]
    return Outcome(
        people=people,
        seconds=seconds,
        saves=timing([each for taken in saves.values() for each in taken], seconds),
        bare=timing([each for taken in barely.values() for each in taken], seconds)
        if bare
        else None,
        ratio=median(_p95(save) / _p95(other) for save, other in pairs) if pairs else None,
        conflicts=sum(person.conflicts for person in crowd),
        faults=faults,
    )


def _stored_faults(url: str, code: str, crowd: Sequence[Person]) -> list[str]:
    """Django comes last: its settings read the address of the database once."""
    os.environ.update(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="tests.settings")
    import django

    django.setup()
    from django.db import connection

    from tests.load.verify import faults

    try:
        return list(faults(code, [each for person in crowd for each in person.acknowledged]))
    finally:
        connection.close()


@contextmanager
def postgresql() -> Iterator[None]:
    """A throwaway server that waits for the disk as a real one does."""
    binaries = find_binaries()
    if binaries is None:
        sys.exit(INSTALL)
    with throwaway_server(binaries, durable=True) as url:
        os.environ["DATABASE_URL"] = url
        yield


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="of answering (60)")
    parser.add_argument("--people", type=int, default=20, help=f"at once, up to {MANY} (20)")
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    parser.add_argument("--no-bare", action="store_true", help="leave out the bare view")
    parser.add_argument("--json", action="store_true", help="figures for a program")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    with ExitStack() as stack:
        if options.postgresql:
            stack.enter_context(postgresql())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="scorecard-load-")))
        outcome = run(
            folder, people=options.people, seconds=options.seconds, bare=not options.no_bare
        )
    said = json.dumps(asdict(outcome)) if options.json else outcome
    print(said)  # noqa: T201  # this is a command
    return min(len(outcome.faults), 1)


if __name__ == "__main__":
    sys.exit(main())
