"""What the frame of a library page asks of the page inside it."""

from __future__ import annotations

from django import template
from django.template.context import RenderContext
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString

from frameworks.addresses import library_home
from frameworks.marks import without_marks

register = template.Library()


@register.simple_tag(takes_context=True)
def page_title(context: template.Context) -> str:
    """What the page put into its `title` block: Django shows a block only once."""
    rendering: RenderContext = context.render_context
    block = rendering[BLOCK_CONTEXT_KEY].get_block("title")
    return SafeString(without_marks(block.render(context).strip())) if block else ""


@register.simple_tag
def newest_library() -> str:
    """Its address, also on a page whose links to the library lead to another edition."""
    return library_home()
