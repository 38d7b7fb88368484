"""What the rest is measured by: a signed-in view doing one indexed read and one write.

It passes through the same middleware as every page of the product.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path
from django.views.decorators.http import require_POST

from scorecard.http import AuthenticatedHttpRequest, sign_in_required
from scorecard.models import Response


@sign_in_required
@require_POST
def bare(request: AuthenticatedHttpRequest, row: int) -> HttpResponse:
    response = get_object_or_404(Response, pk=row)
    response.note = f"{request.user.get_username()}: {request.POST['note']}"
    response.save(update_fields=["note"])
    return HttpResponse("Saved.")


urlpatterns = [path("bare/<int:row>/", bare), path("", include("aseanai.urls"))]
