"""The method, published in full from the constants that scores are computed with."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Edition
from frameworks.views.editions import reads_edition
from scorecard.reports.method import method_of
from scorecard.reports.worked_examples import worked_examples


@reads_edition
def method(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "method": method_of(edition),
        "examples": worked_examples(edition),
    }
    return render(request, "scorecard/method.html", context)
