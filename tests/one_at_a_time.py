"""A middleware for tests: the live server answers one request after the other.

Its threads share one connection to a database in memory, and cards save themselves side by side:
without this their transactions would run into each other.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, RLock
from time import monotonic, sleep

from django.http import HttpRequest, HttpResponse

_turn = RLock()
_counting = Lock()
_under_way: list[HttpRequest] = []
PATIENCE = 30  # seconds, for a request that hangs
STEP = 0.01


def one_at_a_time(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        with _counting:
            _under_way.append(request)
        try:
            with _turn:
                return get_response(request)
        finally:
            with _counting:
                _under_way.remove(request)

    return answer


def until_all_are_answered() -> None:
    """Wait for what a closed browser left behind, before somebody empties the database."""
    deadline = monotonic() + PATIENCE
    while _under_way and monotonic() < deadline:
        sleep(STEP)
