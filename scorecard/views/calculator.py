"""The calculator: a handful of answers in the address, and the arithmetic of their score."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from frameworks.definition import Edition, Principle
from frameworks.views.editions import keep_in_address, reads_edition
from scorecard.forms.calculator import CalculatorForm, PrincipleForm, sample_of
from scorecard.reports.calculator import Calculation, calculate, calculation_as_json


@reads_edition
def calculator(request: HttpRequest, edition: Edition) -> HttpResponse:
    picker = _picker(request.GET, edition)
    principle = _principle(picker, edition)
    form = CalculatorForm(request.GET, edition=edition, principle=principle)
    is_fine = picker.is_valid() and form.is_valid()
    if is_fine:
        keep_in_address(request, request.GET.urlencode())
    context = {
        "edition": edition,
        "picker": picker,
        "principle": principle,
        "form": form,
        "calculation": _calculation(edition, form) if is_fine else None,
        "data": _address("calculator-data", request.GET) if is_fine else "",
        "sample": _address("calculator", {"principle": principle.key} | sample_of(principle)),
    }
    return render(request, "scorecard/calculator.html", context, status=200 if is_fine else 422)


def _no_edition(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"error": "No edition has been published yet."}, status=404)


def _calculator_data(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The same as JSON, from the same calculation."""
    picker = _picker(request.GET, edition)
    form = CalculatorForm(request.GET, edition=edition, principle=_principle(picker, edition))
    if not (picker.is_valid() and form.is_valid()):
        return JsonResponse({"errors": {**picker.errors, **form.errors}}, status=422)
    calculation = calculate(edition, form.principle, form.responses)
    return JsonResponse(calculation_as_json(calculation), json_dumps_params={"ensure_ascii": False})


calculator_data = reads_edition(_calculator_data, otherwise=_no_edition)


def _picker(data: QueryDict, edition: Edition) -> PrincipleForm:
    """Without a choice in the address the first principle is shown."""
    chosen = data.get("principle") or edition.principles[0].key
    return PrincipleForm({"principle": chosen}, edition=edition)


def _principle(picker: PrincipleForm, edition: Edition) -> Principle:
    chosen = picker.data["principle"]
    return edition.principle_by_key.get(chosen, edition.principles[0])


def _calculation(edition: Edition, form: CalculatorForm) -> Calculation | None:
    """None before anything is answered: there is nothing to show the arithmetic of."""
    return calculate(edition, form.principle, form.responses) if form.responses else None


def _address(name: str, query: Any) -> str:
    path = reverse(f"scorecard:{name}")
    text = query.urlencode() if isinstance(query, QueryDict) else urlencode(query)
    return f"{path}?{text}" if text else path
