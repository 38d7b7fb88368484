"""One report, many formats: an exporter sees the Report and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scorecard.reports.as_json import render_json
from scorecard.reports.as_pdf import PdfIsUnavailable, render_pdf
from scorecard.reports.as_xlsx import render_xlsx
from scorecard.reports.viewmodel import Report, build_report

__all__ = [
    "EXPORTERS",
    "Exporter",
    "PdfIsUnavailable",
    "Report",
    "build_report",
    "render_json",
    "render_pdf",
    "render_xlsx",
]


@dataclass(frozen=True, slots=True)
class Exporter:
    content_type: str
    render: Callable[[Report], bytes]


EXPORTERS: Mapping[str, Exporter] = {
    "json": Exporter("application/json", render_json),
    "pdf": Exporter("application/pdf", render_pdf),
    "xlsx": Exporter(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", render_xlsx
    ),
}
