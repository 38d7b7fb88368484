"""What a worked example is made of: steps, the rules they test, and the tables under them.

A step arrives at its number by its own formula; a test holds it against the result document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from scorecard.reports.viewmodel.open_facts import OpenFact
from scorecard.reports.viewmodel.words import MINUS

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True, slots=True)
class Ref:
    """Something named, and where it is found: a question, an obligation, or another page."""

    id: str
    text: str
    section: str = ""  # of a question
    market: str = ""  # of an obligation
    why: str = ""  # the key of another worked example
    readiness: str = ""  # the code of a market, for the worked example of its readiness
    profile: str = ""  # the slug of a market in the library
    field: str = ""  # of the scope, which asks for a fact


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a rule, tested: what it asks, what is found, whether it holds."""

    words: str
    found: str
    holds: bool
    decides: bool = False  # this line is why the status is what it is


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    title: str
    words: str
    anchor: str  # of the method's section
    formula: str = ""  # with the numbers put in; exact on both sides of the last "="
    result: str = ""
    value: Fraction | None = None  # what the formula arrives at
    rules: tuple[Rule, ...] = ()
    refs: tuple[Ref, ...] = ()
    before: str = ""  # the result that this one would replace

    def reckoned(self, terms: str, value: Fraction, shown: int | None, unit: str = "") -> Step:
        """With a formula that arrives at a number which the pages show."""
        formula = f"{terms} = {exact(value)}" if terms else ""
        return replace(self, formula=formula, result=rounded_down(value, shown, unit), value=value)


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    column: Column


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a table of terms: its cells go by the table's columns."""

    ref: Ref
    note: str
    critical: bool
    cells: tuple[Cell, ...]
    facts: tuple[OpenFact, ...] = ()  # to answer first: whether it applies hangs on them


@dataclass(frozen=True, slots=True)
class Terms:
    key: str
    title: str
    say: str
    first: str  # the head of the first column
    columns: tuple[Column, ...]
    rows: tuple[Term, ...]
    totals: tuple[Cell, ...] = ()
    more: str = ""  # said under a table that is not the whole of it


@dataclass(frozen=True, slots=True)
class Why:
    """Why a number is what it is. `missing`: the rule not satisfied, and what would do it."""

    key: str
    title: str  # "Why 62?"
    subject: str
    figure: str
    say: str
    steps: tuple[Step, ...]
    terms: tuple[Terms, ...]
    method_anchor: str
    missing: tuple[str, ...] = ()
    first: Ref | None = None  # what to do about it
    part_of: Ref | None = None  # the worked example this one belongs to

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)


def cells(columns: Iterable[Column], *texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, column) for text, column in zip(texts, columns, strict=True))


def title_of(figure: str | None, subject: str) -> str:
    return f"Why no score yet for {subject}?" if figure is None else f"Why {figure}?"


def exact(value: Fraction) -> str:
    """For a formula: "62", "77.5", or the fraction where two decimals cannot hold it."""
    if value < 0:
        return f"{MINUS}{exact(-value)}"
    hundredths = value * 100
    if hundredths.denominator != 1:
        return str(value)
    return _decimals(hundredths.numerator)


def cut(value: Fraction) -> str:
    """For a reader: cut after two decimals, never rounded; an ellipsis where more follow."""
    if value < 0:
        return f"{MINUS}{cut(-value)}"
    hundredths = value * 100
    whole = hundredths.denominator == 1
    return _decimals(floor(hundredths)) if whole else f"{_padded(floor(hundredths))}{ELLIPSIS}"


def both(value: Fraction) -> str:
    """ "77.5", or "54.16… (exactly 325/6)"."""
    return cut(value) if cut(value) == exact(value) else f"{cut(value)} (exactly {exact(value)})"


def brief(value: Fraction) -> str:
    """For a table: "77.5", or "54.16… (325/6)"."""
    return cut(value) if cut(value) == exact(value) else f"{cut(value)} ({exact(value)})"


def rounded_down(value: Fraction, shown: int | None, unit: str = "") -> str:
    """The exact number, and the whole one a page shows for it."""
    if value == shown:
        return f"{exact(value)}{unit}"
    return f"{both(value)}, shown as {shown}{unit}: rounded down"


def grouped(value: Fraction) -> str:
    """For a place after a sign that would tear a fraction apart."""
    text = exact(value)
    return f"({text})" if "/" in text else text


def sum_of(values: Iterable[Fraction | int]) -> str:
    return " + ".join(exact(Fraction(value)) for value in values) or "0"


def _decimals(hundredths: int) -> str:
    return _padded(hundredths).rstrip("0").rstrip(".")


def _padded(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"
