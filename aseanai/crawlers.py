"""What search engines may read, and where they find it."""

from __future__ import annotations

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from frameworks.sitemaps import LibrarySitemap

# Work of organisations, accounts and the machine room. Whoever is not signed in sees none of it.
PRIVATE = ("accounts/", "admin/", "assessments/", "editions/", "organisations/", "healthz")
PUBLIC = ("scorecard:dashboard", "scorecard:calculator")


class FrontSitemap(Sitemap):  # type: ignore[type-arg]  # generic in its stubs alone
    """The public pages that belong to no edition: the front door and the calculator."""

    def items(self) -> list[str]:
        return [reverse(name) for name in PUBLIC]

    def location(self, item: str) -> str:
        return item


SITEMAPS = {"front": FrontSitemap, "library": LibrarySitemap}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    home = reverse("scorecard:dashboard")
    lines = [
        "User-agent: *",
        *(f"Disallow: {home}{path}" for path in PRIVATE),
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
