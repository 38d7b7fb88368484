"""Two or three markets side by side: which, and where they differ."""

from __future__ import annotations

from datetime import date

import pytest

from frameworks.fixtures import read_fixtures
from frameworks.views.market_compare import choose, compare, rows_in, without_the_same
from tests.frameworks.editions import SHIPPED

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def edition():
    return read_fixtures(SHIPPED)


def groups_of(edition, *slugs):
    return compare(edition, choose(edition, slugs).markets, TODAY)


def side_by_side(edition, *slugs):
    return by_name(groups_of(edition, *slugs))


def by_name(groups):
    return {row.name: row for group in groups for row in group.rows}


def test_markets_stand_in_the_order_they_were_asked_for(edition):
    choice = choose(edition, ["thailand", "", "malaysia"])

    assert [market.slug for market in choice.markets] == ["thailand", "malaysia"]
    assert choice.fits
    assert choice.remarks == ()


@pytest.mark.parametrize(
    ("slugs", "said"),
    [
        (["thailand"], "Choose one or two more to set beside Thailand."),
        (["thailand", "thailand"], "Thailand was named twice. It is taken once."),
        (["thailand", "atlantis"], "“atlantis” is no market of this edition"),
        (
            ["thailand", "malaysia", "vietnam", "brunei"],
            "Three markets fit side by side, and 4 are chosen.",
        ),
    ],
)
def test_what_cannot_be_shown_is_said(edition, slugs, said):
    choice = choose(edition, slugs)

    assert not choice.fits
    assert any(said in remark for remark in choice.remarks)


def test_a_stray_name_does_not_spoil_two_good_ones(edition):
    choice = choose(edition, ["thailand", "malaysia", "malaysia", "atlantis"])

    assert choice.fits
    assert len(choice.remarks) == 2


def test_nothing_asked_is_no_mistake(edition):
    choice = choose(edition, [])

    assert not choice.fits
    assert choice.remarks == ()


def test_a_form_sent_with_nothing_ticked_is_told_what_to_do(edition):
    choice = choose(edition, [""])

    assert choice.remarks == ("No market is chosen. Choose two or three.",)


def test_a_choice_can_be_asked_for_again(edition):
    choice = choose(edition, ["thailand", "", "malaysia", "atlantis", "thailand"])

    assert choice.as_string == "m=thailand&m=malaysia"


def test_rows_say_where_they_differ(edition):
    rows = side_by_side(edition, "thailand", "malaysia")

    assert rows["Impact assessment"].differs
    assert not rows["Legal demand"].differs
    assert not rows["Data protection officer"].differs
    assert not rows["Data protection officer"].is_same


def test_two_authorities_are_never_the_same(edition):
    assert side_by_side(edition, "thailand", "malaysia")["Authorities: Data protection"].differs


def test_every_subject_of_the_law_and_every_principle_has_a_row(edition):
    rows = side_by_side(edition, "thailand", "vietnam")

    assert {principle.short_name for principle in edition.principles} <= set(rows)
    assert {"Transfers abroad", "Breach notification", "Penalties", "AI law"} <= set(rows)
    assert rows["Privacy"].cells[1].obligations[0].id == "VN-05"


def test_rules_that_differ_in_detail_alone_stay_when_the_same_is_hidden(edition):
    every = groups_of(edition, "thailand", "malaysia")

    kept = without_the_same(every)

    assert not by_name(kept)["Data protection officer"].differs
    assert rows_in(kept) == sum(not row.is_same for row in by_name(every).values())
    assert 0 < rows_in(kept) < rows_in(every)
