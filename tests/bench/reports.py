"""The printed report of a full assessment, against what WeasyPrint alone needs for its HTML."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from functools import partial

from frameworks.definition import Edition
from frameworks.fixtures import read_fixtures
from tests.bench import Figure, best_of
from tests.bench.scoring import FIXTURES, mixed

ROUNDS = 2


def figures() -> Iterator[Figure]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from scorecard.reports import build_report, render_pdf
    from scorecard.reports.as_pdf import report_markup
    from scorecard.scoring import build_document

    edition = read_fixtures(FIXTURES)
    document = build_document(edition, "digest", "Any", mixed(edition))
    make = partial(build_report, edition, document, title="Any", generated_on=date(2026, 1, 1))
    markup = report_markup(make())
    alone = best_of(partial(_weasyprint_alone, markup), rounds=ROUNDS)
    ours = best_of(lambda: render_pdf(make()), rounds=ROUNDS)
    yield Figure(f"full PDF report, {_size(edition)}", ours / alone, 1.15, "x")


def _weasyprint_alone(markup: str) -> bytes:
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    from scorecard.reports.as_pdf import VARIANT, stylesheets

    fonts = FontConfiguration()
    pdf: bytes = HTML(string=markup).write_pdf(
        stylesheets=stylesheets(fonts), font_config=fonts, pdf_variant=VARIANT
    )
    return pdf


def _size(edition: Edition) -> str:
    return f"{len(edition.questions)} questions, {len(edition.markets)} markets"
