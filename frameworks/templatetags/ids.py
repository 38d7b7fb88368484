"""Ids of questions and obligations in running text."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

register = template.Library()

ID = re.compile(r"\b[A-Z]{2,4}-\d{2}\b")  # TRA-01, SG-01


@register.filter
def whole_ids(text: str) -> SafeString:
    """The text with its ids kept on one line. Markup, so that what people copy stays as it is."""
    escaped = conditional_escape(text)
    return SafeString(ID.sub(r'<span class="nowrap">\g<0></span>', escaped))
