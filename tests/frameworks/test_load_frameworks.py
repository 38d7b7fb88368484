from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from frameworks import editing, services
from frameworks.fixtures import write_fixtures
from frameworks.models import Edition
from tests.factories import make_draft, make_edition, make_edition_definition, make_editor


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_fixtures(make_edition_definition(), tmp_path)
    return tmp_path


def load(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("load_frameworks", *arguments, stdout=out, stderr=err, no_color=True)
    except CommandError as error:
        error.add_note(err.getvalue())
        raise
    return out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_loads_a_draft_and_says_what_it_loaded(folder):
    out, err = load(folder)

    edition = Edition.objects.get()
    assert edition.is_draft
    assert out == f"2026.1 draft {edition.digest}\n"
    assert err.startswith("[1/15] edition.yaml\n[2/15] facts.yaml\n")


@pytest.mark.django_db
def test_loading_and_publishing_twice_changes_nothing(folder):
    load(folder, "--publish")
    before = list(Edition.objects.values())

    load(folder, "--publish")
    load(folder)

    assert list(Edition.objects.values()) == before
    assert Edition.objects.get().is_published


def test_check_needs_no_database(folder):
    out, _ = load(folder, "--check")

    assert out == "2026.1 valid, 5 questions\n"


def test_the_shipped_fixtures_are_checked_by_default():
    out, _ = load("--check")

    assert out == "2026.1 valid, 88 questions\n"


def test_invalid_fixtures_exit_with_2_and_name_each_problem(folder):
    (folder / "sources.yaml").write_text("sources: [", encoding="utf-8")
    (folder / "extra.yaml").write_text("", encoding="utf-8")

    with pytest.raises(CommandError, match=r"2 problems in .*: nothing was loaded") as caught:
        load(folder)

    assert caught.value.returncode == 2
    notes = caught.value.__notes__[0]
    assert f"{folder}/sources.yaml:1: is not valid YAML" in notes
    assert f"{folder}/extra.yaml:1: is not a file of an edition" in notes


@pytest.mark.parametrize("arguments", [["--check"], ["--publish"]])
def test_a_day_that_is_yet_to_come_is_named_with_file_and_line(folder, arguments):
    path = folder / "edition.yaml"
    path.write_text(path.read_text().replace("compiled: '2026", "compiled: '2131"))

    with pytest.raises(CommandError) as caught:
        load(folder, *arguments)

    assert caught.value.returncode == 2
    assert "edition.yaml:3: compiled: must not be after today" in caught.value.__notes__[0]


def test_a_folder_that_is_none_exits_with_2(tmp_path):
    with pytest.raises(CommandError, match="1 problem in ") as caught:
        load(tmp_path / "none", "--check")

    assert caught.value.returncode == 2


@pytest.mark.django_db
def test_other_content_under_a_published_label_exits_with_1(folder):
    make_edition(make_edition_definition(title="Published before"))

    with pytest.raises(CommandError, match="give the new content a new label") as caught:
        load(folder)

    assert caught.value.returncode == 1


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [(), ("--publish",)])
def test_a_draft_that_somebody_edits_is_left_alone(folder, arguments):
    editor = make_editor(username="ana")
    start = make_edition(make_edition_definition(label="2025.1", title="Theirs"))
    make_draft(start, label="2026.1", by=editor)
    before = list(Edition.objects.order_by("pk").values())

    with pytest.raises(CommandError, match=r"2026\.1 is a draft that ana edits") as caught:
        load(folder, *arguments)

    assert caught.value.returncode == 1
    assert list(Edition.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_what_was_published_by_an_editor_is_left_alone(folder):
    editor = make_editor()
    start = make_edition(make_edition_definition(label="2025.1", title="Theirs"))
    draft = make_draft(start, label="2026.1", by=editor)
    editing.publish_draft(draft, release_notes="New.", read_revision=1, by=editor)
    before = list(Edition.objects.order_by("pk").values())

    with pytest.raises(CommandError, match="give the new content a new label"):
        load(folder, "--publish")

    assert list(Edition.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_a_retired_edition_is_not_published_again(folder):
    services.retire(make_edition())

    with pytest.raises(CommandError, match="is retired") as caught:
        load(folder, "--publish")

    assert caught.value.returncode == 1


def test_check_and_publish_do_not_go_together(folder):
    with pytest.raises(CommandError, match="not allowed with"):
        load(folder, "--check", "--publish")
