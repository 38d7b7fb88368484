"""A result document as a few lines of text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from frameworks.definition import Edition
from scorecard.scoring import Document

STEPS = 5


def result_text(edition: Edition, document: Document) -> str:
    return "\n".join(_lines(edition, document))


def _lines(edition: Edition, document: Document) -> Iterator[str]:
    yield document["organisation"] or "Organisation not named"
    yield f"Edition {document['edition']['label']}, method {document['method']}"
    yield ""
    overall, coverage = document["overall"], document["coverage"]["shown"]
    yield f"Overall        {_score(overall) if overall else 'no overall number'}"
    yield f"Result         {document['status']}, {coverage} % of the weight answered"
    yield ""
    units = {p.name: document["principles"][p.key] for p in edition.principles}
    units[edition.genai.title] = document["genai"]
    units[edition.cross_border.title] = document["cross_border"]
    width = max(map(len, units))
    yield from (f"{name:{width}}  {_unit(unit)}" for name, unit in units.items() if unit)
    if document["market_readiness"]:
        yield ""
    for code, market in document["market_readiness"].items():
        readiness = market["readiness"]
        number = f", readiness {readiness['shown']}" if readiness else ""
        status = market["status"].replace("_", " ").lower()
        yield f"{edition.market_by_code[code].name}: {status}{number}"
    yield ""
    yield "What would raise it most"
    for place, step in enumerate(document["next_steps"][:STEPS], start=1):
        before = "an open answer" if step["from"] is None else f"level {step['from']}"
        yield f"{place}. {step['question']}: from {before} to level {step['to']}"


def _unit(unit: Document) -> str:
    if not unit["in_scope"]:
        return "out of scope"
    return _score(unit) if unit["rated"] else "not rated"


def _score(scored: Document) -> str:
    shown, high = scored["score"]["shown"], scored["high"]["shown"]
    reach = f" (up to {high})" if high != shown else ""
    return f"{shown}{reach}, level {scored['level']} {scored['level_name']}"
