"""The impact of a draft on 1,000 assessments with everything answered, page after page to the end.

As a browser follows it: each page works out some and leads to the next. The database is in memory.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from functools import partial
from time import process_time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.bench import Figure
from tests.servers import environment

if TYPE_CHECKING:
    from frameworks import definition
    from scorecard.models import Assessment

MANY = 1000
PROMISED = 10.0  # seconds for all of them
A_PAGE = 5.0  # seconds until a page says how far it is
MOST_QUERIES = 20  # of the page that takes most
NEXT = re.compile(r'content="0; url=([^"]+)"')


def figures() -> Iterator[Figure]:
    """In a process of its own: Django reads the address of the database once."""
    command = [sys.executable, "-m", "tests.bench.impact"]
    settings = environment("sqlite://:memory:")
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=settings)
    measured = json.loads(done.stdout)
    name = f"impact of a draft on {MANY:,} assessments"
    yield Figure(f"{name}, of one core", measured["seconds"], PROMISED, "s")
    yield Figure(f"{name}, one page of it", measured["page"], A_PAGE, "s")
    yield Figure(f"{name}, queries of one page", measured["queries"], MOST_QUERIES, "queries")


def main() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(_measured()))  # noqa: T201  # this is a command


def _measured() -> dict[str, float]:
    """Follow the pages to the end. Queries are counted on the way, which costs a little."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests import factories

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(factories.make_editor())
    path, following, pages, queries = f"/editions/{_seed()}/impact/", "", [], []
    while True:
        start = process_time()
        with CaptureQueriesContext(connection) as captured:
            html = client.get(path + following).content.decode()
        pages.append(process_time() - start)
        queries.append(len(captured))
        found = NEXT.search(html)
        if not found:
            break
        following = found[1]
    assert f"<dt>Could move</dt><dd>{MANY}</dd>" in html, html
    return {"seconds": sum(pages), "page": max(pages), "queries": max(queries)}


def _seed() -> str:
    """The label of a draft that changes every question, beside many whole assessments."""
    from frameworks.fixtures import read_fixtures
    from frameworks.services import save_draft
    from tests import factories
    from tests.bench.scoring import FIXTURES

    content = read_fixtures(FIXTURES)
    edition = factories.make_edition(content)
    codes = tuple(market.code for market in content.markets if not market.is_draft)
    assessment = factories.make_assessment(edition=edition, markets=codes, seats=codes[:1])
    factories.answer_all(assessment)
    _copy(assessment, MANY - 1)
    return save_draft(_harder(content)).label


def _harder(content: definition.Edition) -> definition.Edition:
    """Every question weighs otherwise, every floor is higher, so that all has to be scored anew."""
    principles = tuple(
        replace(
            principle,
            questions=tuple(
                replace(question, weight=question.weight % 3 + 1)
                for question in principle.questions
            ),
        )
        for principle in content.principles
    )
    markets = tuple(
        replace(
            market,
            floors={
                key: replace(floor, floor=min(4, floor.floor + 1))
                for key, floor in market.floors.items()
            },
        )
        for market in content.markets
    )
    return replace(content, label="next", principles=principles, markets=markets)


def _copy(assessment: Assessment, many: int) -> None:
    """With every answer of it."""
    copies = _copies([assessment] * many, code=uuid4)
    for rows in (list(assessment.responses.all()), list(assessment.obligation_responses.all())):
        for each in copies:
            _copies(rows, assessment=partial(_itself, each))


def _itself(value: object) -> object:
    return value


def _copies(rows: list[Any], **said: Callable[[], object]) -> list[Any]:
    made = [copy(row) for row in rows]
    for row in made:
        row.pk = None
        for name, value in said.items():
            setattr(row, name, value())
    return list(type(rows[0])._default_manager.bulk_create(made))


if __name__ == "__main__":
    main()
