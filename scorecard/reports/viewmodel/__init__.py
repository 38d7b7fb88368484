"""What a reader sees, worded: templates and exporters lay it out and decide nothing."""

from scorecard.reports.viewmodel.report import Report, build_report

__all__ = ["Report", "build_report"]
