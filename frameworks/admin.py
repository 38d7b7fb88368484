"""Editions for content editors to look at. They change through fixtures and services only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from frameworks.models import Edition


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic when run
    list_display = ["label", "status", "published_at", "created_at", "digest"]
    list_filter = ["status"]
    search_fields = ["label"]
    fields = ["label", "status", "digest", "published_at", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return Edition.objects.newest_first().without_document()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
