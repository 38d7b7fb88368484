from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

from aseanai.accounts import sign_out
from aseanai.crawlers import SITEMAPS, robots
from aseanai.health import healthz

# The admin signs in where everybody does, with the second factor and the rate limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # its documented way
admin.site.site_header = "Scorecard"
admin.site.site_title = "Scorecard"
admin.site.index_title = "Accounts, organisations and editions"

urlpatterns = [
    path("", include("scorecard.urls")),
    path("frameworks/editions/", include("frameworks.issued_urls")),
    path("frameworks/", include("frameworks.urls")),
    path("editions/", include("frameworks.editor_urls")),
    path("accounts/logout/", sign_out, name="account_logout"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
]
