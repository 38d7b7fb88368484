"""Two or three markets side by side: which, and where they differ."""

from __future__ import annotations

from datetime import date

import pytest

from frameworks.fixtures import read_fixtures
from frameworks.views.market_compare import choose, compare
from tests.frameworks.editions import SHIPPED

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def edition():
    return read_fixtures(SHIPPED)


def side_by_side(edition, *slugs, **options):
    groups = compare(edition, choose(edition, slugs).markets, TODAY, **options)
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


def test_only_differences_leaves_the_rows_that_differ(edition):
    rows = side_by_side(edition, "thailand", "malaysia", only_differences=True)

    assert rows
    assert all(row.differs for row in rows.values())
