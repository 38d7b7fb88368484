"""The workbook: its sheets, what stands in their cells, and that no text becomes a formula."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from openpyxl.utils import get_column_letter

from frameworks.fixtures import read_fixtures
from scorecard.answers_file import load_answers_file
from scorecard.reports import build_report, render_xlsx
from scorecard.scoring import Answer, Declaration, build_document
from scorecard.scoring.types import DONT_KNOW
from scorecard.workbook.words import from_cell
from tests.factories import make_obligation
from tests.scorecard.reports.samples import (
    MET,
    TODAY,
    generated_responses,
    levels,
    make_report,
    make_sample_edition,
    market_with,
)
from tests.scorecard.reports.sheets import by, column_cells, opened, parts, rows, titles

SHEETS = [
    "Summary",
    "Principles",
    "Markets",
    "Floors",
    "Obligations",
    "Gaps and steps",
    "Answers",
    "About",
]
TABLES = [name for name in SHEETS if name not in ("Summary", "About")]
LIKE_FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", " =1"]


@pytest.fixture(scope="module")
def report():
    return make_report(
        responses=levels(3, TRA_01=1, FAI_02=DONT_KNOW, PRI_03=None),
        markets=("SG", "ID"),
        obligations={"SG-01": Declaration("unmet", note="Under way"), "ID-01": Declaration("met")},
    )


@pytest.fixture(scope="module")
def book(report):
    return opened(report)


@pytest.fixture(scope="module")
def bank():
    """Ten markets, and every question answered."""
    edition = read_fixtures(Path(settings.FRAMEWORK_FIXTURES))
    demo = Path(settings.FRAMEWORK_FIXTURES, "demo", "bank.yaml")
    given = load_answers_file(demo).read(edition)
    document = build_document(edition, "f" * 64, given.organisation, given.answers)
    return build_report(edition, document, title="Bank", generated_on=TODAY)


def test_there_is_a_sheet_for_each_part_and_the_first_is_open(book):
    assert book.sheetnames == SHEETS
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Summary"]


@pytest.mark.parametrize(
    ("sheet", "some"),
    [
        ("Summary", ["Figure", "Shown", "Exact", "In words"]),
        ("Principles", ["Code", "Principle", "State", "Score", "Level", "Coverage, %"]),
        ("Markets", ["Market", "Status", "Readiness, %", "Obligation fit, %", "Why"]),
        ("Floors", ["Market", "Principle", "Floor", "Score", "Score minus floor"]),
        ("Obligations", ["Id", "State", "As of", "Confidence", "Sources", "Addresses"]),
        ("Gaps and steps", ["Kind", "Id", "From", "To", "Priority"]),
        ("Answers", ["Id", "Question", "Level", "Answer", "Evidence", "Reason", "Note"]),
        ("About", ["What", "Value"]),
    ],
)
def test_columns_have_their_titles(book, sheet, some):
    assert set(titles(book, sheet)) >= set(some)
    assert len(set(titles(book, sheet))) == len(titles(book, sheet))


@pytest.mark.parametrize("sheet", TABLES)
def test_titles_stay_in_view_and_rows_can_be_filtered(book, sheet):
    assert book[sheet].freeze_panes == "B2"
    assert book[sheet].auto_filter.ref == book[sheet].dimensions


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_sheet_prints_on_the_width_of_one_page_and_repeats_its_titles(book, sheet):
    setup = book[sheet].page_setup

    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0)
    assert book[sheet].sheet_properties.pageSetUpPr.fitToPage
    first = {"Summary": 4, "About": 3}.get(sheet, 1)
    assert book[sheet].print_title_rows == f"${first}:${first}"


def test_numbers_are_numbers_and_states_are_words(book):
    principle = by(book, "Principles", "Code")["TRA"]
    market = by(book, "Markets", "Code")["SG"]

    # 100 x (3 x 1 + 2 x 3 + 1 x 3) / (6 x 4); TRA-01 at 1 holds it below 60
    assert (principle["Score"], principle["Level"], principle["Level name"]) == (50, 2, "Defined")
    assert (principle["Earned"], principle["Possible"]) == (12, 24)
    assert principle["State"] == "Rated"
    assert market["Status"] == "Not ready"
    assert type(market["Readiness, %"]) is int


def test_the_exact_number_stands_beside_the_shown_one(report, book):
    for row in rows(book, "Principles")[:3]:
        score = report.document["principles"][row["Principle"].split()[0].lower()]["score"]
        assert (row["Score"], str(row["Score, exact"])) == (score["shown"], score["exact"])
    cell = next(column_cells(book, "Principles", "Score, exact"))
    assert cell.number_format == "@"


def test_dates_are_dates(book):
    about, market = by(book, "About", "What"), by(book, "Markets", "Code")["SG"]

    assert about["Made on"]["Value"] == datetime.combine(TODAY, datetime.min.time())
    assert market["Newest source"].date() == date(2026, 1, 15)
    assert all(cell.is_date for cell in column_cells(book, "Markets", "Newest source"))


def test_what_is_not_known_is_empty_and_never_zero():
    book = opened(make_report(responses={}, obligations={}, markets=("SG",)))

    figures = by(book, "Summary", "Figure")
    assert figures["Result"]["Shown"] == "Not enough answers"
    for name in ("Overall score", "It could rise to", "Level", "Confidence, %"):
        assert (figures[name]["Shown"], figures[name]["Exact"]) == (None, None)
    for row in rows(book, "Principles"):
        numbers = ("Score", "Score, exact", "Level", "Earned", "Answers add up to", "Cannot pass")
        assert [row[name] for name in numbers] == [None] * 6
        assert row["State"] == "Not rated"
    assert rows(book, "Markets")[0]["Readiness, %"] is None
    assert {row["Level"] for row in rows(book, "Answers")} == {None}
    assert {row["Answer"] for row in rows(book, "Answers")} == {"Not answered"}


def test_without_markets_their_sheets_say_so():
    book = opened(make_report(responses={}, markets=(), obligations={}))

    for sheet in ("Markets", "Floors", "Obligations"):
        assert book[sheet]["A2"].value == "No market is in scope."


def test_units_beside_the_principles_are_told_apart():
    report = make_report(
        facts={"uses_generative_ai": True}, markets=("SG", "ID"), responses=generated_responses(1)
    )

    parts = {row["Code"]: row["Part"] for row in rows(opened(report), "Principles")}

    assert parts["TRA"] == "In the overall score"
    assert parts["GEN"] == parts["XBR"] == "Beside the overall score"


def test_an_obligation_has_its_sources_their_age_and_how_far_to_trust_them(book):
    row = by(book, "Obligations", "Id")["SG-01"]

    assert (row["Market"], row["State"], row["Note"]) == ("Singapore", "Not met", "Under way")
    assert (row["As of"], row["Confidence"]) == ("15 January 2026", "High confidence")
    assert row["Sources"]
    assert row["Addresses"].startswith("https://")


def test_emerging_obligations_are_to_prepare():
    edition = market_with(make_obligation("SG-02", force="emerging"))

    row = by(opened(make_report(edition, responses={})), "Obligations", "Id")["SG-02"]

    assert (row["State"], row["Force"]) == ("Prepare", "Emerging")


def test_steps_gaps_and_paths_are_told_apart_by_their_kind(report, book):
    actions = rows(book, "Gaps and steps")

    def ids(kind):
        return [row["Id"] for row in actions if row["Kind"] == kind]

    assert ids("Next best step") == [step.id for step in report.next_steps]
    assert ids("Gap") == [gap["question"] for gap in report.document["gap_priorities"]]
    assert ids("Path to ready") == [step.id for page in report.markets for step in page.path]
    first = actions[0]
    change = report.document["next_steps"][0]["delta_overall"]["shown"]
    assert (first["Kind"], first["Place"]) == ("Next best step", 1)
    assert first["Change of the overall score"] == change


def test_every_answer_is_there_with_what_was_said(report, book):
    answers = by(book, "Answers", "Id")

    asked = [q for unit in report.document["principles"].values() for q in unit["questions"]]
    assert set(answers) >= set(asked)
    assert (answers["TRA-01"]["Level"], answers["TRA-01"]["Answer"]) == (1, "Ad hoc")
    assert (answers["FAI-02"]["Level"], answers["FAI-02"]["Answer"]) == (None, "Don't know")
    assert answers["PRI-03"]["Answer"] == "Not answered"


def test_about_tells_what_the_numbers_rest_on(report, book):
    about = {row["What"]: row["Value"] for row in rows(book, "About")}

    assert about["Edition"] == "2026.1"
    assert about["Digest of the edition (SHA-256)"] == "f" * 64
    assert about["Method"] == "ASC-1.0"
    assert about["Seal of the result (SHA-256)"] == report.document["sha256"]
    assert about["Please note"] == "Readiness against our profile, not legal advice."


@pytest.mark.parametrize("text", LIKE_FORMULAS)
def test_no_text_becomes_a_formula(text):
    report = make_report(
        organisation=text,
        title=text,
        scope=text,
        responses=levels(3, TRA_02=Answer(2, note=text)),
        obligations=MET | {"SG-01": Declaration("met", note=text)},
    )

    sheets = {k: v for k, v in parts(render_xlsx(report)).items() if k.startswith("xl/worksheets")}

    assert len(sheets) == len(SHEETS)
    assert not any(re.search(r"<f\b|t=\"str\"", xml) for xml in sheets.values())
    book = opened(report)
    noted = book["Answers"].cell(3, titles(book, "Answers").index("Note") + 1)
    assert (noted.value, noted.data_type) == (text.strip(), "s")
    assert noted.quotePrefix
    assert book["Summary"]["A1"].quotePrefix


def test_long_notes_wrap():
    note = "A long note. " * 200
    book = opened(make_report(responses=levels(3, TRA_01=Answer(3, note=note))))

    cell = next(column_cells(book, "Answers", "Note"))

    assert cell.value == note.strip()
    assert cell.alignment.wrap_text
    assert cell.alignment.vertical == "top"


def test_names_of_200_characters_and_of_any_script_stay_whole():
    organisation, title = "ธนาคาร" * 33, "T" * 200
    book = opened(make_report(responses={}, organisation=organisation, title=title))

    assert book["Summary"]["A1"].value == title
    assert (book.properties.title, book.properties.creator) == (title, organisation)
    assert by(book, "About", "What")["Organisation"]["Value"] == organisation


def test_what_xml_cannot_hold_is_left_out():
    note = "One\x00\x0b\ufffe\r\ntwo _x0041_"
    book = opened(make_report(responses=levels(3, TRA_01=Answer(3, note=note))))

    assert from_cell(next(column_cells(book, "Answers", "Note")).value) == "One\ntwo _x0041_"


def test_ten_markets_are_all_there(bank):
    book = opened(bank)

    assert len(rows(book, "Markets")) == 10
    assert {row["Market"] for row in rows(book, "Obligations")} == {p.name for p in bank.markets}
    assert len(rows(book, "Floors")) == sum(bool(f.floor) for p in bank.markets for f in p.floors)


def test_the_same_report_gives_the_same_bytes(report, monkeypatch):
    first = render_xlsx(report)
    later = timezone.now() + timedelta(days=3, seconds=7)
    monkeypatch.setattr("time.time", later.timestamp)

    assert render_xlsx(report) == first


def test_the_file_is_dated_with_the_day_of_the_report(book):
    assert book.properties.created == book.properties.modified
    assert book.properties.created.date() == TODAY


def test_colours_repeat_what_a_word_says(book):
    status = next(column_cells(book, "Markets", "Status"))
    level = next(column_cells(book, "Principles", "Level"))

    assert (status.value, status.font.color.rgb[-6:]) == ("Not ready", "AE3F14")
    assert (level.value, level.fill.fgColor.rgb[-6:]) == (2, "93C2C2")


def test_an_edition_without_sources_is_no_obstacle():
    edition = make_sample_edition(sources=())

    row = by(opened(make_report(edition, responses={})), "Obligations", "Id")["SG-01"]

    assert (row["Sources"], row["Addresses"]) == (None, None)


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_column_is_narrower_than_the_words_of_its_title(book, sheet):
    for number, title in enumerate(titles(book, sheet), start=1):
        width = book[sheet].column_dimensions[get_column_letter(number)].width

        assert width >= max(len(word) for word in title.split()) + 2, title
