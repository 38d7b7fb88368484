"""What the database holds, against what people were told was saved. Needs Django to be set up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scorecard.models import Assessment, Response, ResponseRevision
from scorecard.services.summary import SUMMARY_FIELDS, summarise
from tests.load.people import Acknowledged

Said = tuple[int | None, int, str]  # level, evidence, note


def faults(code: str, acknowledged: Iterable[Acknowledged]) -> Iterator[str]:
    """Every way in which the stored assessment contradicts what was acknowledged."""
    assessment = Assessment.objects.get(code=code)
    responses = list(assessment.responses.select_related("question"))
    history: dict[str, dict[int, Said]] = defaultdict(dict)
    revisions = ResponseRevision.objects.filter(response__assessment=assessment)
    for row in revisions.select_related("response__question"):
        history[row.response.question.key][row.revision] = (row.level, row.evidence, row.note)
    yield from _lost(list(acknowledged), history)
    for response in responses:
        yield from _history_faults(response, history[response.question.key])
    yield from _summary_faults(assessment)


def _lost(
    acknowledged: Sequence[Acknowledged], history: Mapping[str, Mapping[int, Said]]
) -> Iterator[str]:
    """Nothing failed on the way, so each revision was acknowledged, and to one person only."""
    told = Counter((each.question, each.revision) for each in acknowledged)
    yield from (f"{each} was acknowledged {n} times" for each, n in told.items() if n > 1)
    for each in acknowledged:
        stored = history.get(each.question, {}).get(each.revision)
        if stored != (each.level, each.evidence, each.note):
            yield f"{each} was acknowledged, but {stored} is stored"
    stored_revisions = {(key, revision) for key, said in history.items() for revision in said}
    yield from (f"{each} was never acknowledged" for each in stored_revisions - told.keys())


def _history_faults(response: Response, said: Mapping[int, Said]) -> Iterator[str]:
    if sorted(said) != list(range(1, response.revision + 1)):
        yield f"{response.question} is at revision {response.revision}, with {sorted(said)} kept"
    now = (response.level, response.evidence, response.note)
    if said.get(response.revision) != now:
        yield f"{response.question} says {now}, its last revision {said.get(response.revision)}"


def _summary_faults(assessment: Assessment) -> Iterator[str]:
    stored = {name: getattr(assessment, name) for name in SUMMARY_FIELDS if name != "updated_at"}
    summarise(assessment, assessment.answers())
    fresh = {name: getattr(assessment, name) for name in stored}
    if fresh != stored:
        yield f"The summary is {stored}; it should be {fresh}"
