"""Anybody who holds a printed report can ask whether its code is genuine."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from scorecard.models.results import read_code
from scorecard.services.verification import look_up, verdict_on

LONGEST = 100


@never_cache
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Nothing confidential: neither whose result it is, nor what it says."""
    typed = request.GET.get("code", "").strip()[:LONGEST]
    result = look_up(typed) if typed else None
    context = {
        "typed": typed,
        "length": len(read_code(typed)),
        "result": result,
        "verdict": verdict_on(result) if typed else "",
    }
    return render(request, "scorecard/verify.html", context)
