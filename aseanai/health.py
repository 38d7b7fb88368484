"""`/healthz`: may a load balancer send people here?"""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frameworks.models import ContentWasChanged, Edition


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and holds a published edition that this process can serve.

    Otherwise 503 and one sentence. The edition is verified once in a process, when first read.
    """
    problem = _problem()
    return HttpResponse(
        (problem or "Ready.") + "\n", content_type="text/plain", status=503 if problem else 200
    )


def _problem() -> str:
    try:
        edition = Edition.objects.newest_published()
        if edition is None:
            return "No edition is published yet: run manage.py load_frameworks --publish."
        _ = edition.definition
    except DatabaseError:
        return "The database does not answer or is not migrated."
    except ContentWasChanged:
        return "The published edition was changed in the database: run manage.py load_frameworks."
    return ""
