"""Who may keep a page of the library, and how they learn that it is still the same.

`docs/decisions/0009-visitors-may-keep-library-pages.md` says why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from frameworks.models import Edition
from frameworks.release import release

KEPT = (200, 304)


def etag_of(request: HttpRequest, editions: Sequence[Edition]) -> str | None:
    """What the page is made of, hashed; None where it is made for one person.

    The day is part of it because pages say which sources have become old; every edition is, because
    one page lists them all. While templates are being written (DEBUG) nothing is kept.
    """
    if settings.DEBUG or not _is_for_everybody(request):
        return None
    made_of = (
        release(),
        timezone.localdate().isoformat(),
        request.build_absolute_uri(),
        *(f"{each.label} {each.digest} {each.status}" for each in editions),
    )
    fingerprint = hashlib.sha256("\n".join(made_of).encode()).hexdigest()
    return f'W/"{fingerprint[:32]}"'


def allow_to_keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Anybody may keep what has an ETag and sets no cookie, and asks each time whether it holds."""
    patch_vary_headers(response, ["Cookie"])
    if (
        "ETag" in response
        and response.status_code in KEPT
        and _is_for_everybody(request)
        and not _sets_a_cookie(request, response)
    ):
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    else:
        del response["ETag"]
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _is_for_everybody(request: HttpRequest) -> bool:
    """Nobody is signed in, whose name the masthead would show, and no message waits.

    A session that is over counts too: its cookie is taken back with the page.
    """
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return not (has_session or request.user.is_authenticated or len(get_messages(request)))


def _sets_a_cookie(request: HttpRequest, response: HttpResponse) -> bool:
    """Middleware sets cookies later than this; here is what makes it do so."""
    needs_token = bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))
    return bool(response.cookies) or needs_token or request.session.modified
