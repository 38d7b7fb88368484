"""What people say of a whole section."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from scorecard.models.assessments import Assessment


class SectionMark(models.Model):
    """Somebody says that a section is done. `section` as its address has it: `markets/SG`."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="section_marks")
    section = models.CharField(max_length=60)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "section"], name="scorecard_one_mark_per_section"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} is done"
