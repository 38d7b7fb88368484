"""What differs between two editions is said in words: no bare key, code or id."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from frameworks.difference_text import difference_text
from frameworks.fixtures import read_fixtures
from frameworks.history import ChangeShown, differences
from frameworks.parsing import to_document
from tests.frameworks.editions import SHIPPED, make_full_edition

FULL = to_document(make_full_edition())
QUESTION = ("principles", 0, "questions", 0)
DUTY = ("markets", 0, "obligations", 0)
ASKS = {fact["key"]: fact["question"] for fact in FULL["facts"]}
TITLES = {source["id"]: source["title"] for source in FULL["sources"]}


def shown(path: tuple[str | int, ...], value: Any) -> ChangeShown:
    """The one change that writing a value at a path of the document makes."""
    after = copy.deepcopy(FULL)
    holder: Any = after
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    [part] = differences(FULL, after)
    [change] = part.changes
    return change


def test_a_rule_is_shown_as_the_questions_of_its_facts():
    change = shown((*QUESTION, "applies_when"), {"all_of": ["uses_generative_ai"]})

    assert change.what.endswith("question TRA-01: When it applies")
    assert change.after == (f"All of: {ASKS['uses_generative_ai']}",)


@pytest.mark.parametrize(
    ("path", "value", "what", "after"),
    [
        ((*QUESTION, "why"), "For trust.", "question TRA-01: Why it is asked", "For trust."),
        ((*DUTY, "force"), "emerging", "obligation SG-01: Force", "Emerging"),
        (
            (*DUTY, "verification"),
            "unverified",
            "obligation SG-01: Verification",
            "Not confirmed",
        ),
        ((*DUTY, "confidence"), "medium", "obligation SG-01: Confidence", "Medium"),
        ((*DUTY, "principles"), ["fairness"], "obligation SG-01: Principles", "Fairness"),
        ((*DUTY, "questions"), ["TRA-01"], "Answered by these questions", "TRA-01"),
        (
            ("markets", 0, "floors", "fairness", "floor"),
            4,
            "Market Singapore, Floors, Fairness: Floor",
            "4 Assured",
        ),
        (
            ("markets", 0, "data_protection_law", "dpo", "rule"),
            "One officer.",
            "Data protection law, Data protection officer: Rule",
            "One officer.",
        ),
        ((*QUESTION, "anchors", 2), "Written.", "question TRA-01, level 2 Defined", "Written."),
    ],
)
def test_fields_and_values_are_called_as_their_forms_call_them(path, value, what, after):
    change = shown(path, value)

    assert change.what.endswith(what)
    assert change.after == (after,)


@pytest.mark.parametrize(
    ("path", "value", "after"),
    [
        ((*DUTY, "as_of"), "2019-01-17", "17 January 2019"),
        (("compiled",), "2026-11-30", "30 November 2026"),
        (("markets", 0, "newest_source"), "2026-02-03", "3 February 2026"),
        (("markets", 0, "instruments", 0, "effective_date"), "2026-05", "May 2026"),
        (("markets", 0, "instruments", 0, "effective_date"), "2026", "2026"),
        (("sources", 0, "published"), "2024-02-02", "2 February 2024"),
        ((*QUESTION, "why"), "See 2026-05-30.", "See 2026-05-30."),  # a text is shown as it is
    ],
)
def test_dates_are_said_in_words(path, value, after):
    assert shown(path, value).after == (after,)


@pytest.mark.parametrize(
    ("precision", "said"),
    [("day", "17 January 2019"), ("month", "January 2019"), ("year", "2019")],
)
def test_a_date_is_no_more_exact_than_its_source(precision, said):
    before = copy.deepcopy(FULL)
    duty = before["markets"][0]["obligations"][0]
    duty |= {"as_of_precision": precision}
    after = copy.deepcopy(before)
    after["markets"][0]["obligations"][0]["as_of"] = "2019-01-17"
    after["markets"][0]["obligations"].append(duty | {"id": "SG-09", "as_of": "2019-01-17"})

    [part] = differences(before, after)

    changed, added = part.changes
    assert changed.after == (said,)
    assert f"As of: {said}" in added.after
    assert said in difference_text("a", "b", [part])


def test_two_days_of_one_month_are_told_apart():
    before = copy.deepcopy(FULL)
    duty = before["markets"][0]["obligations"][0]
    duty |= {"as_of_precision": "month", "as_of": "2019-01-17"}
    after = copy.deepcopy(before)
    after["markets"][0]["obligations"][0]["as_of"] = "2019-01-18"

    [part] = differences(before, after)

    [change] = part.changes
    assert (change.before, change.after) == (("17 January 2019",), ("18 January 2019",))


def test_steps_that_are_named_by_their_date_are_named_in_words():
    step = FULL["markets"][0]["obligations"][0]
    fact = {name: step[name] for name in ("source", "as_of", "verification", "confidence")}
    steps = [{"date": day, "step": day, **fact} for day in ("2021-10", "2023-08-19", "2025")]
    before, after = copy.deepcopy(FULL), copy.deepcopy(FULL)
    before["defa"]["timeline"] = steps
    after["defa"]["timeline"] = [steps[2], steps[0], steps[1] | {"step": "Talks"}]

    [part] = differences(before, after)

    told = {(change.kind, change.what, *change.before) for change in part.changes}
    assert told == {
        ("moved", "DEFA, step 2025", "Behind 19 August 2023"),
        ("changed", "DEFA, step 19 August 2023: Step", "2023-08-19"),
    }


def test_no_date_of_the_shipped_edition_is_shown_as_a_code():
    whole = to_document(read_fixtures(SHIPPED))
    lists = ("markets", "annex_a", "corrections", "sources")
    parts = differences(whole | {name: [] for name in lists}, whole)

    lines = [line for part in parts for change in part.changes for line in change.after]
    assert len(lines) > 1000
    assert [line for line in lines if re.search(r": \d{4}-\d\d(-\d\d)?$", line)] == []


def test_a_source_is_shown_by_its_title():
    [guide] = (source["title"] for source in FULL["sources"] if source["id"] == "guide")

    assert shown((*DUTY, "source"), []).before == (guide,)


def test_a_new_question_shows_every_field_with_its_label():
    more = FULL["principles"][0]["questions"][0] | {
        "id": "TRA-77",
        "weight": 3,
        "critical": True,
        "applies_when": {"any_of": ["uses_generative_ai"]},
    }

    change = shown(("principles", 0, "questions"), [*FULL["principles"][0]["questions"], more])

    levels = [row["name"] for row in FULL["levels"]]
    expected = {
        "Weight: 3: weighs most",
        "This question is critical: Yes",
        f"When it applies: At least one of: {ASKS['uses_generative_ai']}",
        *(
            f"What each level looks like, {n} {levels[n]}: {text}"
            for n, text in enumerate(more["anchors"])
        ),
    }
    assert expected <= set(change.after)
    assert change.is_long
    assert change.gist == more["text"]


def test_a_removed_uplift_says_what_it_raised_and_where():
    uplift = {
        "fact": "uses_generative_ai",
        "principle": "fairness",
        "floor": 3,
        "reason": "It grows.",
    }
    before = copy.deepcopy(FULL)
    before["markets"][0]["uplifts"] = [uplift]
    after = copy.deepcopy(before)
    after["markets"][0]["uplifts"] = [uplift | {"fact": "multi_market"}]

    [part] = differences(before, after)

    removed = next(change for change in part.changes if change.kind == "removed")
    assert removed.what == f"Market Singapore, uplift of Fairness ({ASKS['uses_generative_ai']})"
    assert removed.before == (
        f"Where this is true: {ASKS['uses_generative_ai']}",
        "Principle: Fairness",
        "Floor there: 3 Operating",
        "Reason: It grows.",
    )


def test_nothing_of_the_shipped_edition_is_shown_as_code():
    """Every record of it, as if it were new."""
    whole = to_document(read_fixtures(SHIPPED))
    lists = ("facts", "markets", "principles", "annex_a", "corrections", "sources", "glossary")
    facts = {fact["key"] for fact in whole["facts"]}
    sources = {source["id"] for source in whole["sources"]}
    codes = facts | sources | {"supervisory_expectation", "common_summary", "law_firm"}

    parts = differences(whole | {name: [] for name in lists}, whole)

    lines = [line for part in parts for change in part.changes for line in change.after]
    said = [line.rpartition(": ") for line in lines]
    bare = {
        text
        for label, _, text in said
        if codes & set(text.split(" · ")) and not label.endswith(("Id", "Key"))
    }
    assert len(said) > 1000
    assert bare == set()


def test_the_text_to_file_says_the_same_words():
    after = copy.deepcopy(FULL)
    after["markets"][0]["floors"]["fairness"]["floor"] = 4

    text = difference_text("a", "b", differences(FULL, after))

    assert "Changed: Market Singapore, Floors, Fairness: Floor" in text
    assert "+ 4 Assured" in text
