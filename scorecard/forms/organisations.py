"""Forms about organisations and their members."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.models import User

from frameworks.forms.written import LineField
from scorecard.models import Role


class OrganisationForm(forms.Form):
    name = LineField(
        max_length=200,
        label="Name of the organisation",
        help_text="As it should stand on the report.",
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices, initial=Role.VIEWER)


class AddMemberForm(RoleForm):
    """Finds an existing account. A confirmed address only: anybody can type somebody else's."""

    account = LineField(
        max_length=254,
        label="User name or email address",
        help_text="The person needs an account. An email address must be a confirmed one.",
    )
    field_order = ["account", "role"]

    def clean_account(self) -> User:
        typed: str = self.cleaned_data["account"]
        user = User.objects.filter(username=typed, is_active=True).first() or _owner_of(typed)
        if user is None:
            raise forms.ValidationError(
                "No account has this user name or confirmed email address. "
                "Ask the person to create one first."
            )
        return user


def _owner_of(email: str) -> User | None:
    addresses = EmailAddress.objects.filter(
        email__iexact=email, verified=True, user__is_active=True
    ).select_related("user")[:2]
    return addresses[0].user if len(addresses) == 1 else None
