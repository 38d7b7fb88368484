"""The numbers a report shows, by name: as the document holds them, and as page and print show them.

The names are tuples, such as ("transparency", "score") or ("SG", "readiness"). Nothing here asks
the view-model: it would agree with itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from frameworks.definition import Edition
from scorecard.reports import Report
from scorecard.reports.viewmodel.outlook import build_outlook, market_outlook
from scorecard.reports.viewmodel.reading import Reading
from scorecard.scoring.constants import ceiling

Numbers = dict[tuple[str, ...], int | str | None]

DASH, MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"
STATUSES = {
    "READY": "Ready",
    "CONDITIONAL": "Conditional",
    "NOT_READY": "Not ready",
    "INSUFFICIENT_INFORMATION": "Insufficient information",
}
STATES = {
    "met": "Met",
    "partial": "Partly met",
    "unmet": "Not met",
    "unknown": "Don't know",
    "not_applicable": "Not applicable",
}
STATE = "|".join([*STATES.values(), "May apply", "No answer"]).replace(" ", r"\s+")
STATUS = "|".join(word.replace(" ", r"\s+") for word in STATUSES.values())
LEVELS = r"Absent|Ad\s+hoc|Defined|Operating|Assured"
ADDRESSED = SimpleNamespace(code=UUID(int=7))  # an assessment, for the links of a page


def units_of(document: Mapping[str, Any]) -> dict[str, Any]:
    beside = {key: document[key] for key in ("genai", "cross_border") if document[key]}
    return {**document["principles"], **beside}


def shown(number: Mapping[str, Any] | None) -> int | None:
    return None if number is None else number["shown"]


def in_the_document(document: Mapping[str, Any], edition: Edition) -> Numbers:
    overall = document["overall"] or {}
    found: Numbers = {("overall", name): value for name, value in _scored(overall).items()}
    found["overall", "coverage"] = shown(document["coverage"])
    found["overall", "confidence"] = shown(overall.get("confidence"))
    found["overall", "evidenced"] = shown(overall.get("evidenced"))
    markets = document["market_readiness"]
    for key, unit in units_of(document).items():
        floors = [market["floors"].get(key, 0) for market in markets.values()]
        for name, value in _unit(unit, target=20 * max(floors, default=0)).items():
            found[key, name] = value
    for market in edition.markets:
        if market.code in markets:
            found |= _market(document, market.code)
    return found


def _scored(unit: Mapping[str, Any]) -> dict[str, int | None]:
    """A score and its level, and the top of the range where it is higher."""
    score, high = shown(unit.get("score")), shown(unit.get("high"))
    has_range = score is not None and high is not None and high > score
    return {"score": score, "high": high if has_range else None, "level": unit.get("level")}


def _unit(unit: Mapping[str, Any], *, target: int) -> dict[str, int | None]:
    found = _scored(unit)
    score, is_rated = found["score"], found["score"] is not None
    return found | {
        "coverage": shown(unit["coverage"]),
        "confidence": shown(unit["confidence"]),
        "evidenced": shown(unit["evidenced"]) if is_rated else None,
        "to target": score - target if score is not None and target else None,
        "ceiling": ceiling(unit["cap"]) if is_rated and unit["blockers"] else None,
    }


def _market(document: Mapping[str, Any], code: str) -> Numbers:
    market = document["market_readiness"][code]
    known = market["status"] != "INSUFFICIENT_INFORMATION"
    found: Numbers = {
        (code, "status"): STATUSES[market["status"]],
        (code, "readiness"): shown(market["readiness"]) if known else None,
        (code, "obligations"): shown(market["obligation_fit"]),
        (code, "principles"): shown(market["baseline_fit"]),
    }
    for key, unit in document["principles"].items():
        score, floor = shown(unit["score"]), 20 * market["floors"].get(key, 0)
        found[code, key] = score - floor if score is not None and floor else None
    for duty, state in market["obligations"].items():
        is_blank = state == "unknown" and duty not in document["obligations"]
        word = "No answer" if is_blank else STATES[state]
        found[code, duty] = "May apply" if duty in market["may_apply"] else word
    return found


def number(words: str | None) -> int | None:
    """What stands on paper as the number it is; a dash, or nothing, is none."""
    if words is None or words.strip() in ("", DASH, "·"):
        return None
    return int(words.replace(MINUS, "-").strip(" %+"))


def one(pattern: str, text: str) -> Any:
    found = re.search(pattern, text, re.DOTALL | re.MULTILINE)
    return found.groups() if found else (None,) * re.compile(pattern).groups


# ---------- the page of results, and that of each market


def only_off_the_page(name: tuple[str, ...]) -> bool:
    """What print and workbook say beyond the page, where the arithmetic of a unit says it."""
    unit, what = name
    beside = unit in ("genai", "cross_border")
    return (what == "evidenced" and unit != "overall") or (
        beside and what in ("coverage", "confidence")
    )


def on_the_page(report: Report, edition: Edition) -> Numbers:
    reading = Reading(edition, report.document)
    outlook = build_outlook(reading, report)
    context = {"report": report, "assessment": ADDRESSED, "outlook": outlook}
    found: Numbers = {}
    verdict = _words("scorecard/results/verdict.html", context)
    score, high, level = one(r"(\d+) of 100(?:, up to (\d+))? ([0-4]) (?:" + LEVELS + ")", verdict)
    names = ("score", "high", "level")
    found |= {("overall", n): number(v) for n, v in zip(names, (score, high, level), strict=True)}
    found["overall", "coverage"] = number(one(rf"Coverage (\d+%|{DASH})", verdict)[0])
    found["overall", "confidence"] = number(one(rf"Confidence (\d+%|{DASH})", verdict)[0])
    found["overall", "evidenced"] = number(one(r"(\d+) of the points are backed", verdict)[0])
    found |= _table_of_principles(report, context) | _bars(report, context)
    found |= _heat_map(report, context)
    for page in report.markets:
        more = context | {"market": page, "outlook": market_outlook(reading, page)}
        found |= _market_page(page.code, more)
    return found


def _table_of_principles(report: Report, context: dict[str, Any]) -> Numbers:
    found: Numbers = {}
    lines = _rows("scorecard/results/shape.html", context)
    for row in report.principles:
        _, figure, _, coverage, confidence = lines[row.short_name]
        found[row.key, "score"], found[row.key, "high"] = _range(figure)
        found[row.key, "coverage"] = number(coverage)
        found[row.key, "confidence"] = number(confidence)
    return found


def _range(figure: str) -> tuple[int | None, int | None]:
    score, high = one(r"^(\d+)?.*?(?:up to (\d+))?\)?$", figure.replace(DASH, "").strip())
    return number(score), number(high)


def _bars(report: Report, context: dict[str, Any]) -> Numbers:
    found: Numbers = {}
    markup = render_to_string("scorecard/results/bars.html", context)
    for key, bar in re.findall(r'id="unit-(\w+)">(.*?)</li>', markup, re.DOTALL):
        aside = r'<svg.*?</svg>|<a class="in-library".*?</a>'
        words = _plain(re.sub(aside, " ", bar, flags=re.DOTALL))
        score, level = one(rf"\? (\d+)? ?(?:([0-4])|{DASH}) (?:{LEVELS}|Not rated|Out of)", words)
        found[key, "score"], found[key, "level"] = number(score), number(level)
        found[key, "high"] = number(one(r"\d+ \(up to (\d+)\)", words)[0])
        found[key, "to target"] = number(one(rf"([+{MINUS}]?\d+) to floor", words)[0])
        found[key, "ceiling"] = number(one(r"(?:Held at|Cannot pass) (\d+)", words)[0])
    return found


def _heat_map(report: Report, context: dict[str, Any]) -> Numbers:
    found: Numbers = {}
    for name, *cells in _rows("scorecard/results/heat.html", context).values():
        code, status = one(rf"^([A-Z]{{2}}) .*?({STATUS})$", name)
        if code:
            gaps = zip(report.principles, cells, strict=False)
            found |= {(code, row.key): number(cell) for row, cell in gaps}
            found[code, "status"], found[code, "readiness"] = status, number(cells[-1])
    return found


def _market_page(code: str, context: dict[str, Any]) -> Numbers:
    verdict = _words("scorecard/results/market_verdict.html", context)
    found: Numbers = {(code, "status"): one(rf"Status ({STATUS})", verdict)[0]}
    for name in ("Readiness", "Obligations", "Principles"):
        found[code, name.lower()] = number(one(rf"{name} (\d+%|{DASH})", verdict)[0])
    for words, state, *_ in _rows("scorecard/results/obligations.html", context).values():
        if duty := one(r"([A-Z]{2}-\d\d)", words)[0]:
            found[code, duty] = one(rf"^({STATE})", state)[0]
    return found


def _rows(template: str, context: dict[str, Any]) -> dict[str, list[str]]:
    """The words in the cells of each row of its tables, by those in its first one."""
    rows = re.findall(r"<tr>(.*?)</tr>", render_to_string(template, context), re.DOTALL)
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows)
    found = ([_plain(cell) for cell in row] for row in cells)
    return {row[0]: row for row in found if len(row) > 1}


def _words(template: str, context: dict[str, Any]) -> str:
    return _plain(render_to_string(template, context))


def _plain(markup: str) -> str:
    """What is seen: without tags, and without what is only read out."""
    seen = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", seen)).split())


# ---------- the printed report

RUNNING = re.compile(r"^.*(?: · AI governance scorecard .*| · Page \d+ of \d+)$\n?", re.MULTILINE)
CHAPTER = re.compile(
    r"^\d (Summary|Scope and method in short|Principles|Markets|Next steps and action plan)$", re.M
)


def in_print(pages: list[str], report: Report) -> Numbers:
    """Read back from the text of its pages; for names and their order it asks the report."""
    text = RUNNING.sub("", "\n".join(pages[2:]) + "\n")  # behind the cover and the contents
    parts = CHAPTER.split(text)[1:]
    named = dict(zip(parts[::2], parts[1::2], strict=True))
    units = [row for row in (*report.principles, report.genai, report.cross_border) if row]
    found = _summary(named["Summary"]) | dict(_table(named["Principles"], report))
    found |= _unit_pages(named["Principles"], [row for row in units if row.in_scope])
    return found | _market_pages(named["Markets"], report)


def _summary(text: str) -> Numbers:
    score, high, level = one(rf"(\d+)\s*of 100(?:, up to (\d+))?\s+([0-4])\s+(?:{LEVELS})", text)
    words = {
        "score": score,
        "high": high,
        "level": level,
        "coverage": one(rf"(\d+%|{DASH})\s+Coverage", text)[0],
        "confidence": one(rf"(\d+%|{DASH})\s+Confidence", text)[0],
        "evidenced": one(r"(\d+) of the points are", text)[0],
    }
    return {("overall", name): number(value) for name, value in words.items()}


def _table(text: str, report: Report) -> Iterator[tuple[tuple[str, str], int | None]]:
    for row in report.principles:
        level, score, high, coverage, confidence = one(
            rf"^{row.short_name}\s+([0-4]|{DASH})\s*(?:{LEVELS}|Not rated|Out of scope)\s+"
            rf"(\d+|{DASH})(?:\s+\(up\s+to\s+(\d+)\))?\s+(?:\d+|{DASH})\s+"
            rf"(\d+%|{DASH})\s+(\d+%|{DASH})",
            text,
        )
        yield (row.key, "level"), number(level)
        yield (row.key, "score"), number(score)
        yield (row.key, "high"), number(high)
        yield (row.key, "coverage"), number(coverage)
        yield (row.key, "confidence"), number(confidence)


FIGURES = re.compile(
    r"Answered\s+\d+ of \d+\s+Coverage\s+(\S+)\s+Evidenced\s+(\S+)\s+Confidence\s+(\S+)"
    rf"(?:\s+To the highest floor\s+([+{MINUS}]?\d+))?"
)


def _unit_pages(text: str, units: list[Any]) -> Numbers:
    """One after the other, as the units that are in scope stand in the report."""
    found: Numbers = {}
    places = list(FIGURES.finditer(text))
    ends = [*(match.start() for match in places[1:]), len(text)]
    starts = [0, *(match.end() for match in places[:-1])]
    for row, match, start, end in zip(units, places, starts, ends, strict=True):
        coverage, evidenced, confidence, to_target = match.groups()
        name = r"\s+".join(re.escape(word) for word in row.name.replace("-", "- ").split())
        name = name.replace(r"\-\s+", r"-\s*")
        score, high, level = one(
            rf"{name}\s+(?:(\d+?)\s*(?:up to (\d+)\s*)?)?([0-4]|{DASH})\s+(?:{LEVELS}|Not rated)",
            text[start : match.start()],
        )
        after = re.split("^(?:Strong|To raise|All answers)", text[match.end() : end], flags=re.M)[0]
        words = {
            "score": score,
            "high": high,
            "level": level,
            "coverage": coverage,
            "evidenced": evidenced,
            "confidence": confidence,
            "to target": to_target,
            "ceiling": one(r"(?:Held at|Cannot pass) (\d+)", after)[0],
        }
        found |= {(row.key, key): number(value) for key, value in words.items()}
    return found


def _market_pages(text: str, report: Report) -> Numbers:
    found: Numbers = {}
    verdict = rf"({STATUS})\s+Readiness\s+(\S+);\s+obligations\s+(\S+)\s+and\s+principles\s+(\S+)"
    parts = re.split(verdict, text)[1:]
    groups = [parts[place : place + 5] for place in range(0, len(parts), 5)]
    for page, (status, readiness, duties, principles, rest) in zip(
        report.markets, groups, strict=True
    ):
        found[page.code, "status"] = " ".join(status.split())
        found[page.code, "readiness"] = number(readiness)
        found[page.code, "obligations"] = number(duties)
        found[page.code, "principles"] = number(principles)
        table, _, below = rest.partition("\nFloors\n")
        for state, duty in re.findall(rf"^({STATE})\b.*?([A-Z]{{2}}-\d\d)\b", table, re.M | re.S):
            found[page.code, duty] = " ".join(state.split())
        gaps = one(r"^Gap +([^\n]*)$", below)[0].split()
        cells = zip(report.principles, gaps, strict=True)
        found |= {(page.code, row.key): number(gap) for row, gap in cells}
    return found
