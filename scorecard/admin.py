"""Accounts, organisations and who belongs where.

Answers are the client's own: nothing here shows or counts them, whoever looks.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.admin import AuthenticatorAdmin
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from scorecard.models import Membership, Organisation

_OF_PEOPLE = ("user__username", "user__email", "user__first_name", "user__last_name")


class _Never:
    """For what is never deleted here: the page that asks first would list assessments."""

    def has_delete_permission(self, *args: Any, **kwargs: Any) -> bool:
        return False


class _Permissions:
    """Only those that mean something here: of what can be managed on these pages."""

    # Looser than what each admin declares: Django's own two differ.
    def formfield_for_manytomany(self, field: Any, request: Any = None, **said: Any) -> Any:
        if field.related_model is Permission:
            managed = ContentType.objects.get_for_models(*admin.site._registry)
            said["queryset"] = Permission.objects.filter(content_type__in=managed.values())
        above: Any = super()
        return above.formfield_for_manytomany(field, request, **said)


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]  # not generic when run
    model = Membership
    extra = 0
    autocomplete_fields = ["user", "organisation"]


@admin.register(Organisation)
class OrganisationAdmin(_Never, admin.ModelAdmin):  # type: ignore[type-arg]  # not generic when run
    list_display = ["name", "people", "created_at"]
    search_fields = ["name", "code", *(f"memberships__{name}" for name in _OF_PEOPLE)]
    search_help_text = "Name or code of the organisation, or one of its people."
    view_on_site = False  # its page is for its own people alone
    readonly_fields = ["code", "created_at"]
    fields = ["name", "code", "created_at"]
    inlines = [MembershipInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        rows: QuerySet[Organisation] = super().get_queryset(request)
        return rows.annotate(people=Count("memberships", distinct=True))

    @admin.display(description="people", ordering="people")
    def people(self, organisation: Any) -> int:
        return int(organisation.people)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic when run
    list_display = ["user", "organisation", "role"]
    list_display_links = ["user", "organisation"]
    list_filter = ["role"]
    list_select_related = ["user", "organisation"]
    search_fields = ["organisation__name", *_OF_PEOPLE]
    search_help_text = "Name of the organisation, or name or email of the person."
    autocomplete_fields = ["user", "organisation"]
    readonly_fields = ["code"]
    ordering = ["organisation__name", "user__username"]


admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(_Never, _Permissions, UserAdmin):  # type: ignore[type-arg,misc]  # see its base
    """Accounts are deactivated, never deleted."""

    list_display = ["username", "email", "name", "is_active", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "groups"]
    search_fields = [
        "username",
        "email",
        "first_name",
        "last_name",
        "memberships__organisation__name",
    ]
    search_help_text = "Name or email, or the name of an organisation."
    readonly_fields = ["last_login", "date_joined"]
    inlines = [MembershipInline]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_inlines(request, obj) if obj else []

    @admin.display(description="Name", ordering="first_name")
    def name(self, user: User) -> str:
        return user.get_full_name()


class GroupMemberInline(admin.TabularInline):  # type: ignore[type-arg]  # not generic when run
    model = User.groups.through
    extra = 0
    autocomplete_fields = ["user"]
    verbose_name = "member"
    verbose_name_plural = "members"


admin.site.unregister(Group)


@admin.register(Group)
class GroupWithMembersAdmin(_Permissions, GroupAdmin):  # type: ignore[misc]  # see its base
    """Content editors are the members of a group: it is filled here."""

    list_display = ["name", "people"]
    inlines = [GroupMemberInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        rows: QuerySet[Group] = super().get_queryset(request)
        return rows.annotate(people=Count("user"))

    @admin.display(description="people", ordering="people")
    def people(self, group: Any) -> int:
        return int(group.people)


admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class SecondFactorAdmin(AuthenticatorAdmin):  # type: ignore[misc]  # has no types
    """Taken away from somebody who lost it; its secret is shown to nobody."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    search_fields = _OF_PEOPLE
    fields = ["user", "type", "created_at", "last_used_at"]
    readonly_fields = fields
    raw_id_fields = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
