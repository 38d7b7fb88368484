"""The same numbers, read back from the sheets of a workbook."""

from __future__ import annotations

from typing import Any

from frameworks.definition import Edition
from tests.scorecard.reports.numbers import Numbers
from tests.scorecard.reports.sheets import by, rows

BESIDE = {"GEN": "genai", "XBR": "cross_border"}
UNIT = {
    "score": "Score",
    "high": "Could rise to",
    "level": "Level",
    "coverage": "Coverage, %",
    "confidence": "Confidence, %",
    "evidenced": "Backed by evidence",
    "to target": "Score minus target",
    "ceiling": "Cannot pass",
}
OVERALL = {
    "score": "Overall score",
    "high": "It could rise to",
    "level": "Level",
    "coverage": "Coverage, %",
    "confidence": "Confidence, %",
    "evidenced": "Points backed by evidence",
}
MARKET = {
    "status": "Status",
    "readiness": "Readiness, %",
    "obligations": "Obligation fit, %",
    "principles": "Baseline fit, %",
}


def in_the_workbook(book: Any, edition: Edition) -> Numbers:
    codes = {principle.prefix: principle.key for principle in edition.principles} | BESIDE
    names = {principle.short_name: principle.key for principle in edition.principles}
    figures = by(book, "Summary", "Figure")
    found: Numbers = {("overall", key): figures[t]["Shown"] for key, t in OVERALL.items()}
    for row in rows(book, "Principles"):
        found |= {(codes[row["Code"]], key): row[title] for key, title in UNIT.items()}
    for row in rows(book, "Markets"):
        code = row["Code"]
        found |= {(code, key): row[title] for key, title in MARKET.items()}
        found |= {(code, key): None for key in names.values()}  # a principle without a floor
    for row in rows(book, "Floors"):
        found[row["Code"], names[row["Principle"]]] = row["Score minus floor"]
    for row in rows(book, "Obligations"):
        if row["State"] != "Prepare":  # an emerging duty has no state
            found[row["Id"][:2], row["Id"]] = row["State"]
    return _without_needless_ranges(found)


def _without_needless_ranges(numbers: Numbers) -> Numbers:
    """The sheet always says how far a score could rise, also where that is nowhere."""
    needless = [
        name for name in numbers if name[1] == "high" and numbers[name] == numbers[name[0], "score"]
    ]
    return numbers | dict.fromkeys(needless)
