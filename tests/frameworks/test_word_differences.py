"""Every word of both texts is shown, and what differs is marked."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from frameworks.history import ChangeShown
from frameworks.templatetags.differences import marked
from frameworks.word_differences import Pieces, lines_compared, words_compared

KHMER, THAI = "ក្រុមហ៊ុនត្រូវជូនដំណឹងដល់អ្នកប្រើ", "องค์กรต้องแจ้งผู้ใช้ก่อนใช้ระบบ"
WORDS = "the system people told TRA-01 2026.1 don't <b> & . , é e\u0301 中文 \u17d2 \u0e49".split()  # noqa: SIM905  # shorter
SPACES = [" ", " ", " ", "\u200b", "\n"]
texts = st.lists(st.sampled_from([*WORDS, *SPACES, "ក្រុម", "ហ៊ុន", "ผู้ใช้", "ต้อง"]), max_size=30).map(
    "".join
) | st.text(max_size=40)


def signed(pieces: Pieces) -> str:
    return "".join(f"[{p.text}]" if p.is_changed else p.text for p in pieces)


def compared(before: str, after: str) -> tuple[str, str]:
    old, new = words_compared(before, after)
    return signed(old), signed(new)


def without_spaces(pieces: Pieces) -> str:
    kept = "".join(piece.text for piece in pieces if not piece.is_changed)
    return "".join(kept.replace("\u200b", "").split())


@given(texts, texts)
def test_pieces_put_together_are_the_text_they_were_cut_from(before, after):
    old, new = words_compared(before, after)

    assert "".join(piece.text for piece in old) == before
    assert "".join(piece.text for piece in new) == after
    assert without_spaces(old) == without_spaces(new)
    assert all(piece.text for piece in (*old, *new))


@given(st.lists(texts, max_size=6), st.lists(texts, max_size=6))
def test_so_are_the_pieces_of_every_line(before, after):
    old, new = lines_compared(before, after)

    assert ["".join(piece.text for piece in line) for line in old] == before
    assert ["".join(piece.text for piece in line) for line in new] == after


@given(texts)
def test_nothing_of_the_same_text_is_marked(text):
    old, new = words_compared(text, text)

    words = "".join(piece.text for piece in (*old, *new) if piece.is_changed)
    assert not words.replace("\u200b", "").strip()


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        (
            "Are people told that AI is used?",
            "Are people told in time that AI is used?",
            "Are people told that AI is used?",
            "Are people told [in time] that AI is used?",
        ),
        ("Tell people. Keep it.", "Tell people.", "Tell people. [Keep it.]", "Tell people."),
        (
            "Notify the office within 72 hours of it.",
            "Notify the office within 48 hours of it.",
            "Notify the office within [72] hours of it.",
            "Notify the office within [48] hours of it.",
        ),
        ("Told to people", "Told to people, once", "Told to people", "Told to people[, once]"),
        ("Level 3", "Level 4", "Level [3]", "Level [4]"),
        ("Yes", "No", "[Yes]", "[No]"),
        ("One way of doing", "Quite another: none", "[One way of doing]", "[Quite another: none]"),
        (  # a word between two that change goes with them
            "A written and tested plan of the firm",
            "A short and signed plan of the firm",
            "A [written and tested] plan of the firm",
            "A [short and signed] plan of the firm",
        ),
    ],
)
def test_the_words_that_differ_are_marked(before, after, old, new):
    assert compared(before, after) == (old, new)


def test_scripts_without_spaces_are_compared_by_the_letter_and_its_marks():
    assert compared(THAI, THAI.replace("ก่อน", "หลัง")) == (
        "องค์กรต้องแจ้งผู้ใช้[ก่อน]ใช้ระบบ",
        "องค์กรต้องแจ้งผู้ใช้[หลัง]ใช้ระบบ",
    )
    assert compared(KHMER, f"{KHMER}ថ្មី") == (KHMER, f"{KHMER}[ថ្មី]")
    for piece in (
        piece for side in words_compared(KHMER, KHMER.replace("ហ៊ុ", "ហុ")) for piece in side
    ):
        assert not piece.text.startswith(("\u17d2", "\u17ca", "\u17bb"))


def test_a_line_is_compared_with_the_one_most_like_it():
    before = ("Keep a list of systems.", "Tell people in time.")
    after = (
        "Something else was added here.",
        "Tell people in good time.",
        "Keep a list of systems.",
    )

    old, new = lines_compared(before, after)

    assert [signed(line) for line in old] == list(before)
    assert [signed(line) for line in new] == [
        "[Something else was added here.]",
        "Tell people in [good] time.",
        "Keep a list of systems.",
    ]


@pytest.mark.parametrize("word", ["the system of people ", THAI, f"{KHMER}\u200b", "x", "a b "])
def test_long_texts_take_no_time(word):
    text = (word * 5000)[:20_000]
    begun = time.perf_counter()

    old, new = words_compared(text, f"{text[:9000]}another{text[10_000:]}")

    assert time.perf_counter() - begun < 2
    assert "".join(piece.text for piece in old) == text
    assert "another" in "".join(piece.text for piece in new if piece.is_changed)


@dataclass(frozen=True)
class Words:
    name: str
    before: str
    after: str


def test_html_in_a_text_stays_text():
    shown = marked(Words("Question", "Is <b>it</b> told & kept?", "Is <i>it</i> told & kept?"))

    assert shown.before == ("Is &lt;<del>b&gt;it&lt;/b</del>&gt; told &amp; kept?",)
    assert shown.after == ("Is &lt;<ins>i&gt;it&lt;/i</ins>&gt; told &amp; kept?",)


@pytest.mark.parametrize("kind", ["added", "removed", "moved"])
def test_what_came_or_went_or_moved_is_not_marked(kind):
    before = () if kind == "added" else ("Behind TRA-01",)
    after = () if kind == "removed" else ("Behind <TRA-02>",)

    html = render_to_string(
        "frameworks/components/change.html", {"change": ChangeShown(kind, "It", before, after)}
    )

    assert "<del>" not in html
    assert "<ins>" not in html
    assert ("Behind &lt;TRA-02&gt;" in html) == bool(after)


COMPONENTS: dict[str, dict[str, Any]] = {
    "frameworks/components/change.html": {
        "change": ChangeShown("changed", "It", ("Is it told?",), ("Is it kept?",))
    },
    "scorecard/components/wording.html": {"changes": [Words("It", "Is it told?", "Is it kept?")]},
}


@pytest.mark.parametrize("component", COMPONENTS)
def test_both_texts_stand_there_whole_with_what_differs_marked(component):
    html = render_to_string(component, COMPONENTS[component])

    assert "Is it <del>told</del>?" in html
    assert "Is it <ins>kept</ins>?" in html
