"""Ids in running text stay on one line."""

from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe

from frameworks.templatetags.ids import whole_ids


@pytest.mark.parametrize("id", ["TRA-01", "SG-01", "GEN-11", "XBR-02"])
def test_an_id_is_kept_whole_and_copied_as_it_is(id):
    shown = f"What {id} changes"

    assert whole_ids(shown) == f'What <span class="nowrap">{id}</span> changes'


@pytest.mark.parametrize("text", ["well-known", "ASC-1.0", "2026-05-30", "A-1", "ISO-42001"])
def test_what_is_no_id_may_break(text):
    assert whole_ids(text) == text


def test_markup_in_the_text_is_escaped_once():
    assert whole_ids("<b> & TRA-01") == '&lt;b&gt; &amp; <span class="nowrap">TRA-01</span>'
    assert whole_ids(mark_safe("<b>SG-01</b>")) == '<b><span class="nowrap">SG-01</span></b>'
