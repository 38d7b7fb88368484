"""Is a printed code genuine, and does every stored result still say what it said?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from frameworks import definition
from scorecard.answers_parsing import InvalidAnswers, parse_answers
from scorecard.models import Result
from scorecard.models.results import read_code
from scorecard.scoring import METHOD, build_document, is_sealed
from scorecard.scoring.document import with_acceptances

Verdict = Literal["genuine", "superseded", "unknown"]


def look_up(code: str) -> Result | None:
    """The approved result of this code, however it was typed. Runs one query."""
    results = Result.objects.with_superseded().defer("document")
    return results.filter(code=read_code(code)).first()


def verdict_on(result: Result | None) -> Verdict:
    if result is None:
        return "unknown"
    return "superseded" if result.is_superseded else "genuine"


def differences(result: Result) -> list[str]:
    """What is wrong with a stored result, in sentences; empty when all is well.

    The answers in it are scored again with the edition and the method it names.
    """
    document: dict[str, Any] = result.document
    if not is_sealed(document) or document["sha256"] != result.sha256:
        return ["its seal does not match its content"]
    edition = result.edition
    if edition.digest != result.edition_digest:
        return [f"edition {result.edition_label} is stored with other content"]
    if result.method != METHOD:
        return [f"it was scored with {result.method}, which this version does not compute"]
    try:
        again = _score_again(edition.definition, edition.digest, document)
    except InvalidAnswers as invalid:
        return [f"its answers cannot be read again: {problem}" for problem in invalid.problems]
    return [f"{path} is {old!r}, and now {new!r}" for path, old, new in _unequal(document, again)]


def _score_again(edition: definition.Edition, digest: str, document: dict[str, Any]) -> Any:
    given = parse_answers(document, edition)
    again = build_document(edition, digest, given.organisation, given.answers)
    return with_acceptances(again, document.get("acceptances", {}))


def _unequal(one: Any, other: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Where two documents differ: the path to each place, and both values."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            yield from _unequal(one.get(key), other.get(key), f"{path}.{key}" if path else key)
    elif one != other:
        yield path, one, other


def all_results() -> Iterator[Result]:
    """Every stored result with its edition, one at a time."""
    results = Result.objects.select_related("assessment__edition").order_by("pk")
    return results.iterator(chunk_size=20)
