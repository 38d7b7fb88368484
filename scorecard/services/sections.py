"""Saying that a section is done, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from scorecard.models import Assessment, SectionMark
from scorecard.scoring.applicability import asked_in_sections
from scorecard.services.summary import lock_draft


class SectionIsNotAsked(Exception):
    """Nothing waits for an answer in it, or the edition has no such section."""


class SectionIsNotAnswered(Exception):
    """Something that is asked in it has no answer. Don't know is one."""

    def __init__(self, open_keys: Sequence[str]) -> None:
        super().__init__(", ".join(open_keys))
        self.open_keys = tuple(open_keys)


@transaction.atomic
def mark_section_done(assessment: Assessment, section: str, *, by: User) -> SectionMark:
    """`section`: its address. Marking it again says who looked at it last."""
    locked = lock_draft(assessment)
    answers = locked.answers()
    asked = asked_in_sections(locked.edition.definition, answers).get(section, ())
    if not asked:
        raise SectionIsNotAsked(section)
    given = answers.responses.keys() | answers.obligations.keys()
    if open_keys := [key for key in asked if key not in given]:
        raise SectionIsNotAnswered(open_keys)
    mark, _ = SectionMark.objects.update_or_create(
        assessment=locked,
        section=section,
        defaults={"marked_by": by, "marked_at": timezone.now()},
    )
    return mark


@transaction.atomic
def reopen_section(assessment: Assessment, section: str) -> None:
    """Take the mark away. Without one there is nothing to do."""
    lock_draft(assessment).section_marks.filter(section=section).delete()
