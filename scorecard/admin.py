"""Accounts and memberships. Answers are the client's own: no editor of content sees them here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User

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

    def has_delete_permission(self, *args: Any, **kwargs: Any) -> bool:
        """The page that asks before deleting would list the client's assessments."""
        return False


admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]  # not generic when run
    """Accounts are deactivated: deleting one would list what its owner answered."""

    def has_delete_permission(self, *args: Any, **kwargs: Any) -> bool:
        return False
