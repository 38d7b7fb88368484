"""A workspace to look around in. Run again, it adds only what is missing."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from frameworks.models import ContentWasChanged, Edition
from scorecard.answers_file import InvalidAnswersFile
from scorecard.management.demo import (
    EDITORS,
    PASSWORD,
    PEOPLE,
    WORKSPACES,
    seed_people,
    seed_workspace,
)
from scorecard.models import Membership


class Command(BaseCommand):
    help = (
        "Make the demo workspace: three organisations, assessments in every state, five people and "
        "two content editors, whose password is public. What is there already is left as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="also on a server that is reached over HTTPS"
        )

    def handle(self, *args: Any, force: bool, **options: Any) -> None:
        if settings.HTTPS_ONLY and not force:
            raise CommandError(
                "The demo's passwords are public, and this server is reached over HTTPS. "
                "Use --force if you mean it."
            )
        edition = Edition.objects.newest_published()
        if edition is None:
            raise CommandError("No edition is published: run load_frameworks --publish first.")
        try:
            self._seed(edition)
        except InvalidAnswersFile as refusal:
            raise CommandError(f"The demo does not fit {edition}.\n{refusal}") from refusal
        except ContentWasChanged as tampered:
            raise CommandError(str(tampered)) from tampered
        self._print_sign_ins()

    @transaction.atomic
    def _seed(self, edition: Edition) -> None:
        folder = settings.FRAMEWORK_FIXTURES / "demo"
        made = seed_people()
        for workspace in WORKSPACES:
            if seed_workspace(workspace, edition=edition, folder=folder):
                made.append(workspace.title)
        summary = ", ".join(made) if made else "nothing, it was all there"
        self.stderr.write(f"Made: {summary}.")

    def _print_sign_ins(self) -> None:
        self.stdout.write(f"Sign in with the password {PASSWORD} as:")
        names = [person.username for person in PEOPLE]
        found = Membership.objects.filter(user__username__in=names)
        memberships = list(found.select_related("organisation", "user"))
        for person in PEOPLE:
            roles = [
                f"{membership.get_role_display().lower()} of {membership.organisation.name}"
                for membership in memberships
                if membership.user.username == person.username
            ]
            if person in EDITORS:
                roles.append("content editor")
            self.stdout.write(f"  {person.username:<13} {', '.join(roles)}")
