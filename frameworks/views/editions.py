"""What every page of the library needs first: the edition it is read from."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frameworks import definition
from frameworks.models import Edition

Params = ParamSpec("Params")
EditionView = Callable[Concatenate[HttpRequest, definition.Edition, Params], HttpResponse]


def reads_edition(
    view: EditionView[Params],
) -> Callable[Concatenate[HttpRequest, Params], HttpResponse]:
    """Hand the newest published edition to the view, or say how to load one.

    One query, whoever asks.
    """

    @wraps(view)
    @require_safe
    def wrapped(
        request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs
    ) -> HttpResponse:
        row = Edition.objects.newest_published()
        if row is None:
            return render(request, "frameworks/no_edition.html")
        return view(request, row.definition, *args, **kwargs)

    return wrapped
