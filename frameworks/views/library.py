"""The home of the library, and the regional instruments."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Edition
from frameworks.views.editions import reads_edition


@reads_edition
def library(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "critical": sum(question.critical for question in edition.questions),
        "full_markets": [market for market in edition.markets if not market.is_draft],
        "draft_markets": [market for market in edition.markets if market.is_draft],
    }
    return render(request, "frameworks/library.html", context)


@reads_edition
def roadmap(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "frameworks/roadmap.html", {"edition": edition})


@reads_edition
def defa(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "frameworks/defa.html", {"edition": edition})


@reads_edition
def region(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "frameworks/region.html", {"edition": edition})
