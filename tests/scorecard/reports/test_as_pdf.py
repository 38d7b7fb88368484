"""The printed report: what is in the file, and what rendering it must never do."""

from __future__ import annotations

import builtins
import io
import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import resolve, reverse
from pypdf import PdfReader

from frameworks.addresses import library_of
from frameworks.definition import Rule
from scorecard.reports import PdfIsUnavailable, render_pdf
from scorecard.reports.as_pdf import glyph_rules, report_markup
from scorecard.scoring import Answer
from tests.factories import make_obligation
from tests.scorecard.reports.samples import levels, make_report, market_with

MM = 25.4 / 72  # millimetres of a point
MARGIN = 27 / MM  # where the lines of a cover begin
LARGEST = 12  # points: the ascent of a name
HOSTILE = '<img src="http://localhost:9/x.png"><script>alert(1)</script> url(file:///etc/passwd)'


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def catalog_of(pdf: bytes) -> Any:
    return read(pdf).trailer["/Root"]


def title_of(pdf: bytes) -> Any:
    metadata = read(pdf).metadata
    return metadata and metadata.title


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(make_report(responses=levels(4, FAI_01=0, TRA_02=None)))


def test_it_is_tagged_titled_and_says_its_language(pdf):
    catalog = catalog_of(pdf)

    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert title_of(pdf) == "AI governance scorecard: Acme, Retail bank"
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()


def test_its_bookmarks_follow_the_chapters(pdf):
    chapters = [entry.title for entry in read(pdf).outline if not isinstance(entry, list)]

    assert chapters == [
        "Contents",
        "Summary",
        "Scope and method in short",
        "Principles",
        "Markets",
        "Next steps and action plan",
        "Answers to look at twice",
        "Sources, method and version",
    ]


def test_the_contents_give_page_numbers(pdf):
    contents = next(t for p in read(pdf).pages if "Contents" in (t := p.extract_text()))

    assert re.search(r"Summary\s+3\b", contents)


def test_it_says_what_it_is(pdf):
    text = text_of(pdf)

    assert "DRAFT" in text
    assert "Readiness against our profile, not legal advice." in text
    assert "ASC-1.0" in text
    assert "f" * 40 in text.replace("\n", "")
    assert re.search(r"Page 3 of \d+", text)
    assert "Held at 39 by a critical control." in text


def test_every_figure_has_words_for_those_who_do_not_see_it(pdf):
    elements = list(_structure(catalog_of(pdf)["/StructTreeRoot"]))

    figures = [element for element in elements if element.get("/S") == "/Figure"]

    assert len(figures) >= 5
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_an_approved_report_is_not_marked_as_a_draft():
    assert "DRAFT" not in report_markup(make_report(responses={}, state="approved"))


@pytest.mark.parametrize(
    "said",
    [
        {"responses": {}},
        {"responses": levels(3, TRA_01=None)},
        {"responses": levels(3), "markets": ()},
        {"responses": levels(3), "markets": ("SG", "ID"), "facts": {"uses_generative_ai": True}},
    ],
    ids=["nothing answered", "not rated", "no market", "every unit"],
)
def test_every_state_can_be_printed(said):
    assert len(read(render_pdf(make_report(**said))).pages) >= 8


def test_rendering_fetches_nothing(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the report reached for the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    answers = levels(3, FAI_02=Answer(3, note=HOSTILE))

    text = text_of(render_pdf(make_report(responses=answers, organisation=HOSTILE)))

    assert "<script>alert(1)</script>" in text.replace("\n", " ")
    assert "root:" not in text


def test_what_people_typed_is_escaped():
    answers = levels(3, FAI_02=Answer(3, note=HOSTILE))

    markup = report_markup(
        make_report(responses=answers, organisation=HOSTILE, title=HOSTILE, scope=HOSTILE)
    )

    assert "<script" not in markup
    assert "<img" not in markup


def test_the_path_of_a_market_prints_the_fact_to_answer():
    hanging = make_obligation("SG-01", applies_if=Rule(all_of=("processes_personal_data",)))

    markup = report_markup(make_report(market_with(hanging), responses=levels(4)))

    assert "Answer the profile fact: Is it so: processes_personal_data?" in markup


def test_long_names_stay_on_the_cover():
    name = "An organisation with a very long name that goes on and on " * 4

    reader = read(render_pdf(make_report(responses={}, organisation=name[:200], title=name[:200])))

    assert "Contents" in reader.pages[1].extract_text()
    assert "AI governance scorecard" in reader.pages[0].extract_text()


@pytest.mark.parametrize(
    "name",
    ["W" * 200, ("ผู้รับผิดชอบตรวจสอบ" * 20)[:200], "A name of words " * 12, "W" * 22],
    ids=["wide letters", "Thai", "words", "short"],
)
def test_no_name_runs_over_the_figure_of_the_cover(name):
    report = make_report(responses={}, organisation=name, title=name)
    heights: list[float] = []

    def see(text: str, matrix: Any, text_matrix: Any, font: Any, size: float) -> None:
        x, y = (text_matrix[4] * matrix[0] + matrix[4]), (text_matrix[5] * matrix[3] + matrix[5])
        if text.strip() and x < MARGIN:
            heights.append(y)

    page = read(render_pdf(report)).pages[0]
    page.extract_text(visitor_text=see)

    top, under, *below = sorted(float(page.mediabox.height) - y for y in heights)
    figure = report.cover.bottom / MM
    assert top < under < 40 / MM  # the name of the product
    assert len(below) >= 5
    assert min(below) > figure + LARGEST
    assert max(below) < float(page.mediabox.height) - 20 / MM


def test_names_in_other_scripts_are_printed_in_a_font_that_has_them():
    pdf = render_pdf(make_report(responses={}, organisation="ธนาคารกรุงเทพ", title="ធនាគារ ២០២៦"))

    assert title_of(pdf) == "AI governance scorecard: ธนาคารกรุงเทพ, ធនាគារ ២០២៦"


def test_our_own_fonts_are_embedded(pdf):
    names = {str(f["/BaseFont"]) for f in _fonts(read(pdf))}

    assert any("Trirong" in name for name in names)
    assert any("Public-Sans" in name for name in names)


def test_fonts_are_cut_down_by_harfbuzz():
    """Without libharfbuzz-subset0 writing takes many times longer."""
    from weasyprint.pdf import fonts

    assert fonts.harfbuzz_subset


def test_the_same_report_printed_twice_has_the_same_bytes(pdf):
    assert render_pdf(make_report(responses=levels(4, FAI_01=0, TRA_02=None))) == pdf


def test_without_pango_it_says_what_to_install(monkeypatch):
    real_import = builtins.__import__

    def without_pango(name: str, *args: Any, **more: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real_import(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without_pango)

    with pytest.raises(PdfIsUnavailable, match="apt-get install libpango"):
        render_pdf(make_report(responses={}, title="Not printed before"))


def test_glyphs_are_backgrounds_with_no_variable_left_in_them():
    rules = glyph_rules()

    assert ".g--met{background-image:url(" in rules
    assert "currentColor" not in rules
    assert "var%28" not in rules


def _fonts(reader: PdfReader) -> list[Any]:
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    return [f.get_object() for r in resources for f in (r.get("/Font") or {}).values()]


def _structure(element: Any) -> Iterator[Any]:
    yield element
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield from _structure(found)


def test_a_report_leads_to_the_library_of_the_site_it_was_made_on(settings):
    settings.PUBLIC_ADDRESS = "https://scorecard.example"
    report = make_report()

    markup = report_markup(report)

    leads = set(re.findall(r'href="https://scorecard\.example(/[^"]*)"', markup))
    with library_of("2026.1"):
        principles = {reverse("frameworks:principle", args=[row.key]) for row in report.principles}
        markets = {reverse("frameworks:market", args=[page.slug]) for page in report.markets}
    assert principles | markets <= leads
    assert reverse("scorecard:method") in leads
    assert all(resolve(path) for path in leads)


def test_a_report_leads_nowhere_when_the_site_has_no_public_address():
    assert 'href="/' not in report_markup(make_report())
