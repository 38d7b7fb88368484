"""The result document itself, for people and scripts to read: nothing added, nothing left out."""

from __future__ import annotations

import json

from scorecard.reports.viewmodel import Report


def render_json(report: Report) -> bytes:
    return (json.dumps(report.document, ensure_ascii=False, indent=2) + "\n").encode()
