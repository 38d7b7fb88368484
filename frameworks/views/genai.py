"""The GenAI supplement and the questions on several markets at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Edition
from frameworks.views.editions import reads_edition


@reads_edition
def genai(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "frameworks/genai.html", {"edition": edition})


@reads_edition
def cross_border(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "frameworks/cross_border.html", {"edition": edition})
