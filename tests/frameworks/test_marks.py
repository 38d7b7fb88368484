"""What a reader sees of the marks around texts in another language."""

from __future__ import annotations

from frameworks.marks import with_languages, without_marks
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
