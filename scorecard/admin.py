"""Accounts and memberships. Answers are the client's own: no editor of content sees them here."""

from __future__ import annotations

from django.contrib import admin

from scorecard.models import Membership, Organisation


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]  # not generic when run
    model = Membership
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic when run
    list_display = ["name", "created_at"]
    search_fields = ["name"]
    inlines = [MembershipInline]
