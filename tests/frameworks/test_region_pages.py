"""The home of the library, and what it says of the region: with sources, and never as more than known."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from frameworks import definition as d
from frameworks.fixtures import read_fixtures
from frameworks.tally import count
from tests.factories import SOURCED, make_data_protection_law, make_edition
from tests.frameworks.editions import SHIPPED, make_crosswalk, make_full_edition

CONTENT = read_fixtures(SHIPPED)


def statement(key: str, text: str, **changes) -> d.Statement:
    return d.Statement(key=key, title=key.title(), text=text, **(SOURCED | changes))


def instrument(key: str, name: str, *facts: d.Statement, force: str = "Voluntary"):
    return d.RegionalInstrument(
        key=key, name=name, date="2024-02-02", force=force, summary="A.", facts=facts, **SOURCED
    )


def without_laws() -> tuple[d.Market, ...]:
    """The markets of the full small edition, their data-protection laws still drafts."""
    draft = make_data_protection_law(status="draft", in_force="Not in force")
    return tuple(replace(each, data_protection_law=draft) for each in make_full_edition().markets)


def publish(*instruments: d.RegionalInstrument, **changes) -> None:
    """The full small edition, with these instruments and other changes."""
    regional = d.Regional(instruments=instruments)
    make_edition(replace(make_full_edition(), **({"regional": regional} | changes)))


def read(client, name: str) -> str:
    """The words of a page's content, on one line."""
    html = str(client.get(reverse(f"frameworks:{name}")).content, "utf-8")
    page = html[html.index('<div class="library"') :]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_home_counts_its_facts_from_the_edition(client, db):
    make_edition(CONTENT)
    total = count("All of it", CONTENT)

    page = read(client, "library")

    assert f"{total.confirmed} of {total.facts} facts are confirmed by their sources." in page
    assert f"All of it {total.facts} {total.confirmed} {total.partly} {total.unverified}" in page


def test_the_home_says_of_each_main_text_whether_it_binds_and_how_it_relates(client, db):
    make_edition(CONTENT)

    page = read(client, "library")

    assert page.count("Does it bind?") == page.count("How it relates") == 4
    assert "It supplements the 2024 Guide." in page


def test_the_table_holds_every_event_of_the_picture_with_its_source(client, db):
    publish(
        instrument("clauses", "Data clauses"),
        instrument("later", "Later text"),
        markets=without_laws(),
    )

    html = str(client.get(reverse("frameworks:library")).content, "utf-8")

    table = html[html.index("The same 2 events as a table") :]
    row = table[
        table.index("2 February 2024") : table.index("</tr>", table.index("2 February 2024"))
    ]
    assert "Data clauses" in row
    assert "To the day" in row
    assert "https://example.org/guide" in row
    region = reverse("frameworks:region")
    assert html.count(f'<a href="{region}#clauses" aria-label="Data clauses">') == 2


def test_a_data_protection_law_stands_in_the_table_with_its_date_and_its_mark(client, db):
    make_edition(CONTENT)

    table = read(client, "library")
    table = table[table.index("events as a table") :]

    row = table[table.index("1 June 2022 Thailand") :]
    assert row.startswith("1 June 2022 Thailand Personal Data Protection Act B.E. 2562 To the day")
    assert row.index("Partly confirmed") < row.index("The day has no source of its own.") < 1500


def test_an_edition_without_dates_has_no_timeline(client, db):
    publish(markets=without_laws())

    assert "as a table" not in read(client, "library")


def test_the_roadmap_sets_the_grouping_of_the_oecd_beside_tiers_that_nobody_confirmed(client, db):
    make_edition(CONTENT)

    page = read(client, "roadmap")

    thailand = page[page.index("TH Thailand") : page.index("VN Vietnam")]
    assert (
        "1, Established frameworks Not confirmed Advanced discussions Partly confirmed" in thailand
    )
    html = str(client.get(reverse("frameworks:roadmap")).content, "utf-8")
    assert re.search(r'#i-partly"/></svg>\s*Partly confirmed</span>', html)
    timor = page[page.index("TL Timor-Leste") :]
    assert timor.startswith("TL Timor-Leste In no tier In no group")


def test_what_is_not_known_of_the_roadmap_stands_apart(client, db):
    sure, doubtful = statement("text", "Read."), statement("maker", "Unread.", source=())
    doubtful = replace(doubtful, verification="unverified")
    roadmap = replace(make_full_edition().roadmap, facts=(doubtful, sure))
    publish(roadmap=roadmap)

    page = read(client, "roadmap")

    assert page.index("Read.") < page.index("Why the tiers are not confirmed")
    assert page.index("Why the tiers are not confirmed") < page.index("Unread.")


def test_defa_says_where_it_stands_and_as_of_when_before_all_else(client, db):
    make_edition(CONTENT)

    page = read(client, "defa")

    assert "Where it stands, as of 31 May 2026. Negotiated, not in force." in page
    assert page.index("Where it stands") < page.index("Timeline")
    assert "November 2026, planned" in page
    assert "9 core elements" in page


@pytest.mark.parametrize(
    ("name", "starts", "ends"),
    [
        ("defa", 'id="h-firms"', 'id="h-facts"'),
        ("roadmap", 'id="h-unknown"', 'id="h-tiers"'),
    ],
)
def test_what_a_heading_says_is_not_confirmed_raises_no_alarm_row_by_row(
    client, db, name, starts, ends
):
    make_edition(CONTENT)

    page = str(client.get(reverse(f"frameworks:{name}")).content, "utf-8")

    rows = page[page.index(starts) : page.index(ends)]
    assert rows.count('<details class="prov">') >= 4
    assert "prov--open-question" not in rows
    assert "#i-alert" not in rows


def test_a_date_of_reading_is_called_one(client, db):
    make_edition(CONTENT)

    page = read(client, "defa")

    assert "Last read: 23 November 2026, " in page
    assert "As of: last read" not in page


def test_instruments_stand_by_what_they_bind_with_whom_they_are_for(client, db):
    audience = statement("for-whom", "All businesses.")
    publish(
        instrument("dmf", "Data framework (DMF)", audience),
        instrument("treaty", "A treaty", force="Binding treaty"),
    )

    page = read(client, "region")

    assert page.index("A treaty") < page.index("Data framework (DMF)")
    assert "Data framework (DMF) Voluntary 2 February 2024 All businesses." in page
    assert "A treaty Binding treaty 2 February 2024 Not said" in page


def test_an_instrument_leads_to_the_questions_that_name_it(client, db):
    make_edition(CONTENT)

    html = str(client.get(reverse("frameworks:region")).content, "utf-8")

    article = html[html.index('id="dmf"') : html.index('id="mcc"')]
    assert re.findall(r">(XBR-\d+)</a>", article) == ["XBR-01", "XBR-03"]


@pytest.mark.parametrize(
    ("key", "page"),
    [("asean-guide", "guide"), ("expanded-guide", "genai"), ("responsible-ai-roadmap", "roadmap")],
)
def test_a_text_with_a_page_of_its_own_is_led_to(client, db, key, page):
    publish(instrument(key, "Own page"))

    html = str(client.get(reverse("frameworks:region")).content, "utf-8")

    assert f'<a href="{reverse(f"frameworks:{page}")}">Own page</a>' in html
    assert f'id="{key}"' not in html


def test_the_guide_is_read_part_by_part(client, db):
    make_edition(CONTENT)

    page = read(client, "guide")

    about, parts, cases = (page.index(each) for each in ("About it", "Part by part", "Use cases "))
    assert about < page.index("Three assumptions (A.2)") < parts
    assert parts < page.index("C.1 Internal governance structures") < cases
    assert cases < page.index("Gojek (Indonesia)", cases)


def test_an_edition_without_the_guide_as_a_whole_neither_shows_nor_links_it(client, db):
    publish(instrument("clauses", "Data clauses"))

    assert client.get(reverse("frameworks:guide")).status_code == 404
    home = str(client.get(reverse("frameworks:library")).content, "utf-8")
    assert f'href="{reverse("frameworks:guide")}"' not in home


def test_singapore_is_compared_principle_by_principle_in_our_reading(client, db):
    law = make_crosswalk("eu_ai_act", "10")
    publish(
        crosswalks=(make_crosswalk("ai_verify", "1.2.2"), law, make_crosswalk("nist", "MAP 1.1"))
    )

    page = read(client, "singapore")

    assert "AI_VERIFY EU_AI_ACT Transparency 1.2.2 10" in page
    assert "Our crosswalk, not an official one" in page


def test_what_is_not_compared_with_the_world_stands_apart(client, db):
    make_edition(CONTENT)

    page = read(client, "singapore")

    others = page.index("Its other frameworks")
    assert page.index("AI Verify testing framework and toolkit") < others
    assert others < page.index("MAS FEAT Principles")


def test_a_fact_names_what_a_yes_brings_in(client, db):
    make_edition(CONTENT)

    page = read(client, "facts")

    entry = page[page.index("Do people talk or chat with the AI?") :]
    assert entry.index("A yes brings in TRA-08") < entry.index("Does a person review")
    assert all(level.meaning in page for level in CONTENT.levels)
