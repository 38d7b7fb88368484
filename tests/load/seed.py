"""Fill an empty database for a server of our own: `python -m tests.load.seed small`.

`small`: two principles, two markets, one assessment, a person in each role. `shipped`: the content
of fixtures/, one assessment in every market, and many assessors. Prints what it made as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.servers import environment

PASSWORD = "a long enough passphrase 42"
ROLES = ("owner", "assessor", "reviewer", "viewer")
QUESTIONS = {"transparency": ("TRA", 10), "fairness": ("FAI", 5)}
MANY = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """A filled database. Of each person a session, and the row that the bare view writes to."""

    database_url: str
    assessment: str
    people: list[str]
    questions: list[str]
    sessions: list[str] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/assessments/{self.assessment}/"


def seed(database_url: str, content: str) -> Seeded:
    """Fill it in another process: the database of this one is another."""
    command = [sys.executable, "-m", "tests.load.seed", content]
    done = subprocess.run(
        command, env=environment(database_url), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return Seeded(database_url=database_url, **json.loads(done.stdout))


def main(content: str) -> None:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    made = {"small": _small, "shipped": _shipped}[content]()
    connection.close()
    said = asdict(made)
    del said["database_url"]
    print(json.dumps(said))  # noqa: T201  # this is a command


def _small() -> Seeded:
    from scorecard.models import Role
    from tests import factories

    people = {name: factories.make_user(username=name, password=PASSWORD) for name in ROLES}
    organisation = factories.make_organisation(people["owner"])
    for name in ROLES[1:]:
        factories.make_membership(organisation, Role(name), user=people[name])
    principles = tuple(
        factories.make_principle(
            *(
                factories.make_question(f"{prefix}-{n:02}", principle=key)
                for n in range(1, many + 1)
            ),
            key=key,
            prefix=prefix,
        )
        for key, (prefix, many) in QUESTIONS.items()
    )
    edition = factories.make_edition(factories.make_edition_definition(principles=principles))
    assessment = factories.make_assessment(
        by=people["owner"], organisation=organisation, edition=edition
    )
    return Seeded(
        database_url="",
        assessment=str(assessment.code),
        people=list(people),
        questions=[question.id for question in edition.definition.questions],
    )


def _shipped() -> Seeded:
    """Everything is asked, in every market. Each assessor has a row of their own to write to."""
    from django.conf import settings

    from frameworks.fixtures import read_fixtures
    from scorecard.models import Role
    from tests import factories
    from tests.bench.scoring import in_full

    edition = factories.make_edition(read_fixtures(settings.FRAMEWORK_FIXTURES))
    people = [factories.make_user(username=f"person{n}") for n in range(MANY)]
    organisation = factories.make_organisation()
    for person in people:
        factories.make_membership(organisation, Role.ASSESSOR, user=person)
    scope = in_full(edition.definition)
    assessment, bare = (
        factories.make_assessment(
            by=people[0],
            organisation=organisation,
            edition=edition,
            title=title,
            facts=dict(scope.facts),
            markets=scope.markets,
        )
        for title in ("Answered by many", "Written to by the bare view")
    )
    factories.answer_all(bare)
    return Seeded(
        database_url="",
        assessment=str(assessment.code),
        people=[person.username for person in people],
        questions=[question.id for question in edition.definition.questions],
        sessions=[_sign_in(person) for person in people],
        bare=list(bare.responses.order_by("pk").values_list("pk", flat=True)[:MANY]),
    )


def _sign_in(person: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    main(sys.argv[1])
