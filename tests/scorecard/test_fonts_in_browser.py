"""A browser fetches the fonts of the region's scripts where a page holds them, and only there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.accessibility import bring_session
from tests.factories import make_organisation, make_user

NAMES = {
    "thai": "ธนาคารเพื่อการพัฒนา",
    "lao": "ທະນາຄານພັດທະນາລາວ",
    "khmer": "ធនាគារអភិវឌ្ឍន៍កម្ពុជា",
    "myanmar": "မြန်မာဖွံ့ဖြိုးရေးဘဏ်",
}


@pytest.fixture
def noto(page: Any, client: Any, transactional_db: None) -> Any:
    """The scripts whose fonts are fetched by the page of an organisation with this name."""

    def fetched(name: str) -> set[str]:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        client.force_login(owner := make_user())
        bring_session(page.context, client)
        organisation = make_organisation(owner, name=name)

        page.goto(organisation.get_absolute_url())
        page.evaluate("document.fonts.ready")

        assert page.get_by_role("heading", level=1).inner_text() == name
        assert any("public-sans" in url for url in asked)
        return {url.split("noto-sans-")[1].split("-")[0] for url in asked if "noto-sans-" in url}

    return fetched


@pytest.mark.parametrize("script", NAMES)
def test_a_name_brings_the_font_of_its_script_and_no_other(noto, script):
    assert noto(NAMES[script]) == {script}


def test_names_in_latin_letters_bring_none(noto):
    assert noto("Ngân hàng Phát triển Bền vững") == set()
