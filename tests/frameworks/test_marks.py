"""What a reader sees of the marks around texts in another language."""

from __future__ import annotations

from django.utils.html import conditional_escape

from frameworks.bilingual import Bilingual
from frameworks.marks import part_of, with_languages, without_marks
from frameworks.translating import CLOSING, OPENING


def marked(text, state="reviewed"):
    return f"{OPENING[state]}{text}{CLOSING}"


def test_a_text_names_its_language():
    assert with_languages(f"<p>{marked('Halo')}</p>", "id") == '<p><span lang="id">Halo</span></p>'


def test_a_draft_and_an_outdated_text_say_so_in_a_word():
    shown = with_languages(f"<p>{marked('Halo', 'draft')}</p>", "id")
    outdated = with_languages(f"<p>{marked('Halo', 'changed')}</p>", "id")

    assert '<span lang="id">Halo</span> <abbr' in shown
    assert ">draft</abbr>" in shown
    assert ">outdated</abbr>" in outdated


def test_english_stays_english_and_says_so():
    shown = with_languages(f"<p>{marked('Hello', 'missing')}</p>", "id")

    assert shown.startswith("<p>Hello <abbr")
    assert "lang=" not in shown
    assert "Not translated yet" in shown


def test_attributes_titles_and_form_controls_hold_no_markup():
    text = marked("Halo", "draft")
    html = (
        f'<title>{text}</title><a aria-label="{text}" href="#">{text}</a>'
        f"<select><option>{text}</option></select><textarea>{text}</textarea>"
    )

    shown = with_languages(html, "id")

    assert "<title>Halo</title>" in shown
    assert '<a aria-label="Halo" href="#"><span' in shown
    assert "<option>Halo</option>" in shown
    assert "<textarea>Halo</textarea>" in shown


def test_a_text_that_was_cut_short_ends_with_its_element():
    html = f"<li><b>{OPENING['reviewed']}Satu…</b> and more<br></li><p>English</p>"

    assert with_languages(html, "id") == (
        '<li><b><span lang="id">Satu…</span></b> and more<br></li><p>English</p>'
    )


def test_nothing_is_left_of_the_marks():
    text = marked("Halo", "draft")

    assert without_marks(f"{text} dan {text}") == "Halo dan Halo"
    assert without_marks(with_languages(f"<p title='{text}'>{text}", "id")) == with_languages(
        f"<p title='{text}'>{text}", "id"
    )


def test_a_picture_holds_no_markup_whatever_stands_in_it():
    text = marked("Halo", "draft")
    html = f"<svg><title>{text}</title><text>{text}</text></svg><p>{text}</p>"

    shown = with_languages(html, "id")

    assert "<svg><title>Halo</title><text>Halo</text></svg>" in shown
    assert '<p><span lang="id">Halo</span> <abbr' in shown


def test_a_menu_names_the_language_and_leaves_the_word_to_the_page():
    text = marked("Halo", "draft")

    shown = with_languages(f"<nav>{text}<ul><li>{text}</li></ul></nav><p>{text}</p>", "id")

    assert shown.count('<span lang="id">Halo</span>') == 3
    assert shown.count("</abbr>") == 1


def test_a_part_of_a_text_is_english_and_says_so():
    text = Bilingual("Law A; Law B", marked("Hukum A; Hukum B"))

    part = part_of(text, "Law A")

    assert part == "Law A"
    assert with_languages(f"<p>{conditional_escape(part)}</p>", "id").startswith("<p>Law A <abbr")
    assert part_of(text, "Law A; Law B") is text
    assert not hasattr(part_of("Law A; Law B", "Law A"), "__html__")
