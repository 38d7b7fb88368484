"""What the pages of offline work show, and what is stored after them."""

from __future__ import annotations

import re

from django.http import HttpResponse

from scorecard.models import Response


def text(response: HttpResponse) -> str:
    """The words of a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def sealed_in(preview: HttpResponse) -> str:
    """What the form of a preview carries."""
    found = re.search(r'name="sealed" value="([^"]+)"', preview.content.decode())
    assert found
    return found[1]


def ticked_in(preview: HttpResponse) -> dict[str, str]:
    """What a browser sends of the check boxes of a preview as it came."""
    boxes = re.findall(r'<input [^>]*type="checkbox"[^>]*>', preview.content.decode())
    names = [re.search(r'name="([^"]+)"', box) for box in boxes if " checked" in box]
    return {name[1]: "yes" for name in names if name}


def response_of(key: str) -> Response:
    return Response.objects.get(question__key=key)
