from __future__ import annotations

import pytest

from frameworks.definition import Rule
from scorecard.questionnaire import compare_scopes, preview_scope
from scorecard.questionnaire.preview import (
    MARKET_JOINS,
    MARKET_LEAVES,
    SWITCHED_OFF,
    SWITCHED_ON,
)
from scorecard.scoring.types import Answer, Answers, Declaration
from scorecard.services import Scope
from tests.factories import (
    make_edition_definition,
    make_market,
    make_obligation,
)

EDITION = make_edition_definition()
BOTH = ("SG", "ID")
NO_GENAI = {"uses_generative_ai": False}


def change(before: Answers, after: Answers, edition=EDITION):
    return preview_scope(edition, after, before=before)


def moved(preview) -> dict[str, tuple[list[str], list[str]]]:
    """Section -> what is added and what is hidden."""
    return {
        change.name: ([each.key for each in change.added], [each.key for each in change.hidden])
        for change in preview.changes
    }


def events(preview) -> dict[str, str]:
    return {change.name: change.event for change in preview.changes}


def test_each_section_names_what_goes_out():
    preview = change(Answers(markets=BOTH), Answers(markets=("SG",)))

    assert moved(preview) == {"Cross-border": ([], ["XBR-01"]), "Indonesia": ([], ["ID-01"])}
    assert (preview.added, preview.hidden) == (0, 2)


def test_each_section_names_what_comes_in():
    preview = change(Answers(markets=("SG",)), Answers(markets=BOTH))

    assert moved(preview) == {"Cross-border": (["XBR-01"], []), "Indonesia": (["ID-01"], [])}
    assert (preview.added, preview.hidden) == (2, 0)


def test_what_moves_is_named_in_words():
    preview = change(Answers(markets=BOTH), Answers(markets=("SG",)))

    texts = [each.text for section in preview.changes for each in section.hidden]
    assert texts == ["How about XBR-01?", "Duty ID-01"]


def test_one_section_may_gain_and_lose():
    rules = {"SG-01": "uses_generative_ai", "SG-02": "processes_personal_data"}
    market = make_market(
        "SG",
        obligations=tuple(
            make_obligation(key, applies_if=Rule(all_of=(fact,))) for key, fact in rules.items()
        ),
    )
    edition = make_edition_definition(markets=(market,))
    facts = dict.fromkeys(rules.values(), False)

    preview = change(
        Answers(markets=("SG",), facts=facts | {"uses_generative_ai": True}),
        Answers(markets=("SG",), facts=facts | {"processes_personal_data": True}),
        edition,
    )

    assert moved(preview)["Singapore"] == (["SG-02"], ["SG-01"])
    assert events(preview)["Singapore"] == ""


def test_a_section_says_when_it_is_switched():
    off = change(Answers(), Answers(facts=NO_GENAI))
    on = change(Answers(facts=NO_GENAI), Answers())

    assert events(off) == {"Generative AI": SWITCHED_OFF}
    assert events(on) == {"Generative AI": SWITCHED_ON}


def test_a_market_says_when_it_joins_or_leaves():
    leaves = change(Answers(markets=BOTH), Answers(markets=("SG",)))
    joins = change(Answers(markets=("SG",)), Answers(markets=BOTH))

    assert events(leaves)["Indonesia"] == MARKET_LEAVES
    assert events(joins)["Indonesia"] == MARKET_JOINS


def test_a_market_without_anything_to_declare_leaves_all_the_same():
    emerging = make_obligation("SG-01", force="emerging")
    edition = make_edition_definition(markets=(make_market("SG", obligations=(emerging,)),))

    preview = change(Answers(markets=("SG",)), Answers(), edition)

    assert moved(preview) == {"Singapore": ([], [])}
    assert events(preview) == {"Singapore": MARKET_LEAVES}


def test_what_has_an_answer_is_marked():
    before = Answers(
        markets=BOTH,
        responses={"XBR-01": Answer(2)},
        obligations={"ID-01": Declaration("met")},
    )

    preview = change(before, Answers(markets=("SG",)))

    assert preview.kept == 2
    assert all(each.is_answered for section in preview.changes for each in section.hidden)


def test_an_earlier_answer_comes_back():
    before = Answers(facts=NO_GENAI, responses={"GEN-01": Answer(3), "TRA-01": Answer(3)})

    preview = change(before, Answers())

    assert (preview.added, preview.returning, preview.kept) == (1, 1, 0)


def test_the_same_scope_changes_nothing():
    preview = change(Answers(markets=BOTH), Answers(markets=BOTH))

    assert preview.changes == ()
    assert preview.is_short


def test_a_new_scope_counts_and_compares_nothing():
    preview = preview_scope(EDITION, Answers(markets=BOTH))

    assert (preview.questions, preview.obligations, preview.changes) == (5, 2, ())


# Two scopes in words


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"title": "Else"}, ("Title", "Bank", "Else")),
        ({"scope": "Cards"}, ("What it covers", "Nothing", "Cards")),
        ({"markets": ("ID",)}, ("Indonesia, as a market", "Not chosen", "Chosen")),
        ({"seats": ("ZZ",)}, ("Elsewhere, as a seat", "Not chosen", "Chosen")),
        (
            {"facts": {"uses_generative_ai": True}},
            ("Is it so: uses_generative_ai?", "Don't know yet", "Yes"),
        ),
    ],
)
def test_a_difference_says_both(sent, expected):
    (difference,) = compare_scopes(
        EDITION, Scope(title="Bank"), Scope(**({"title": "Bank"} | sent))
    )

    assert (difference.name, difference.saved, difference.sent) == expected


def test_order_and_unknown_facts_are_no_difference():
    saved = Scope(title="Bank", markets=("SG", "ID"), facts={})
    sent = Scope(title="Bank", markets=("ID", "SG"), facts={"uses_generative_ai": None})

    assert compare_scopes(EDITION, saved, sent) == ()
    assert sent.repeats(saved)
