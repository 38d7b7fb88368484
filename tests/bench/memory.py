"""What a process holds at its peak: a worker that answers pages, and one that renders a report.

Each is measured in a process of its own, which holds the tools of the measurement as well.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

from frameworks.fixtures import read_fixtures
from tests.bench import Figure
from tests.bench.scoring import FIXTURES, mixed
from tests.servers import environment

UNITS = 1024 * 1024 if sys.platform == "darwin" else 1024  # of ru_maxrss in a megabyte


def figures() -> Iterator[Figure]:
    command = [sys.executable, "-m", "tests.bench.memory"]
    settings = environment("sqlite://:memory:")
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=settings)
    yield Figure("memory of a process that renders a report", float(done.stdout), 300, "MB")


def peak() -> float:
    """Of this process until now, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS


def main() -> None:
    import django

    django.setup()
    from scorecard.reports import build_report
    from scorecard.reports.as_pdf import render_pdf
    from scorecard.scoring import build_document

    edition = read_fixtures(FIXTURES)
    document = build_document(edition, "digest", "Any", mixed(edition))
    render_pdf(build_report(edition, document, title="Any", generated_on=date(2026, 1, 1)))
    print(peak())  # noqa: T201  # this is a command


if __name__ == "__main__":
    main()
