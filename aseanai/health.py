"""`/healthz`: may a load balancer send people here?"""

from __future__ import annotations

from django.apps import apps
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and a published edition is in it; else 503 and one sentence."""
    problem = _problem()
    return HttpResponse(
        (problem or "Ready.") + "\n", content_type="text/plain", status=503 if problem else 200
    )


def _problem() -> str:
    try:
        ready = apps.get_model("frameworks", "Edition").objects.published().exists()
    except DatabaseError:
        return "The database does not answer or is not migrated."
    return "" if ready else "No edition is published yet: run manage.py load_frameworks --publish."
