"""A middleware for tests: the live server answers one request after the other.

Its threads share one connection to a database in memory, and cards save themselves side by side:
without this their transactions would run into each other.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock

from django.http import HttpRequest, HttpResponse

_turn = RLock()


def one_at_a_time(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        with _turn:
            return get_response(request)

    return answer
