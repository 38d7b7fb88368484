from django.contrib import admin
from django.urls import include, path

from aseanai.health import healthz

urlpatterns = [
    path("", include("scorecard.urls")),
    path("frameworks/", include("frameworks.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
]
