from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scorecard import services
from scorecard.forms import AddMemberForm, OrganisationForm, RoleForm
from scorecard.http import (
    CURRENT_ORGANISATION,
    AuthenticatedHttpRequest,
    memberships,
    require,
    sign_in_required,
)
from scorecard.models import Membership, Organisation, Role

PAGE_LENGTH = 50
OWNERS_ONLY = "Only an owner of the organisation decides who belongs to it."
LAST_OWNER = "An organisation needs an owner. Make somebody else an owner first."


@sign_in_required
@require_safe
def organisations(request: AuthenticatedHttpRequest) -> HttpResponse:
    mine = Organisation.objects.for_list(request.user)
    page = Paginator(mine, PAGE_LENGTH).get_page(request.GET.get("page"))
    for organisation in page:
        organisation.role = Role(organisation.role)
    return render(request, "scorecard/organisations.html", {"page": page})


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_organisation(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        organisation = services.create_organisation(by=request.user, **form.cleaned_data)
        request.session[CURRENT_ORGANISATION] = str(organisation.code)
        messages.success(request, f"{organisation} is ready. You are its owner.")
        return redirect("scorecard:dashboard")

    context = {"form": form, "is_first": not memberships(request)}
    status = 422 if form.errors else 200
    return render(request, "scorecard/start_organisation.html", context, status=status)


@sign_in_required
@require_POST
def switch_organisation(request: AuthenticatedHttpRequest) -> HttpResponse:
    try:
        code = UUID(request.POST.get("organisation", ""))
    except ValueError:
        code = UUID(int=0)  # of no organisation
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), code=code)
    request.session[CURRENT_ORGANISATION] = str(organisation.code)
    return redirect("scorecard:dashboard")


@sign_in_required
@require_safe
def organisation(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    organisation = _visible(request, code)
    return _members_page(request, organisation, AddMemberForm())


@sign_in_required
@require_POST
def add_member(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    organisation = _visible(request, code)
    require(Role(organisation.role).may_manage, OWNERS_ONLY)
    form = AddMemberForm(request.POST)
    if form.is_valid():
        user, role = form.cleaned_data["account"], form.cleaned_data["role"]
        try:
            services.add_member(organisation, user=user, role=role)
        except ValidationError as refusal:
            form.add_error("account", refusal.messages)
        else:
            messages.success(request, f"{user.get_username()} now belongs to {organisation}.")
            return redirect(organisation)
    return _members_page(request, organisation, form, status=422)


@sign_in_required
@require_POST
def change_role(request: AuthenticatedHttpRequest, code: UUID, member: UUID) -> HttpResponse:
    membership = _managed(request, code, member)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose owner, assessor, reviewer or viewer.")
        return redirect(membership.organisation)
    try:
        services.change_role(membership, **form.cleaned_data)
    except services.LastOwnerMustStay:
        messages.error(request, LAST_OWNER)
    else:
        role = membership.get_role_display().lower()
        messages.success(request, f"The role of {membership.user.get_username()} is now {role}.")
    return redirect(membership.organisation)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_member(request: AuthenticatedHttpRequest, code: UUID, member: UUID) -> HttpResponse:
    membership = _managed(request, code, member)
    if request.method != "POST":
        return render(request, "scorecard/remove_member.html", {"membership": membership})
    try:
        services.remove_member(membership)
    except services.LastOwnerMustStay:
        messages.error(request, LAST_OWNER)
        return redirect(membership.organisation)
    messages.success(request, f"{membership.user.get_username()} no longer belongs to it.")
    if membership.user_id == request.user.pk:
        return redirect("scorecard:dashboard")
    return redirect(membership.organisation)


def _visible(request: AuthenticatedHttpRequest, code: UUID) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.user), code=code)


def _managed(request: AuthenticatedHttpRequest, code: UUID, member: UUID) -> Membership:
    organisation = _visible(request, code)
    require(Role(organisation.role).may_manage, OWNERS_ONLY)
    members = organisation.memberships.select_related("user", "organisation")
    return get_object_or_404(members, code=member)


def _members_page(
    request: AuthenticatedHttpRequest,
    organisation: Organisation,
    form: AddMemberForm,
    *,
    status: int = 200,
) -> HttpResponse:
    members = organisation.memberships.for_list()
    context = {
        "organisation": organisation,
        "page": Paginator(members, PAGE_LENGTH).get_page(request.GET.get("page")),
        "may_manage": Role(organisation.role).may_manage,
        "roles": Role,
        "form": form,
    }
    return render(request, "scorecard/organisation.html", context, status=status)
