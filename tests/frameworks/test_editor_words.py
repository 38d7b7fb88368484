"""How the pages for content editors shorten what they show."""

from __future__ import annotations

import pytest

from frameworks.templatetags.editions import at_a_word


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Short enough.", 20, "Short enough."),
        ("People are told, before they decide.", 20, "People are told…"),
        ("Unbreakable" * 3, 10, "Unbreakab…"),
        (7, 3, "7"),
    ],
)
def test_texts_are_cut_at_a_word(text, most, shown):
    assert at_a_word(text, most) == shown
