from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from frameworks.models import Edition
from tests.factories import make_edition, make_edition_definition
from tests.frameworks.editions import SHIPPED, contents, tamper

pytestmark = pytest.mark.django_db


def export(label: str, folder: Path) -> str:
    out = StringIO()
    call_command("export_frameworks", label, folder, stdout=out)
    return out.getvalue()


def test_the_shipped_edition_comes_back_byte_for_byte(tmp_path):
    call_command("load_frameworks", stdout=StringIO(), stderr=StringIO())

    written = export("2026.1", tmp_path).splitlines()

    assert contents(tmp_path) == contents(SHIPPED)
    assert sorted(written) == sorted(str(tmp_path / name) for name in contents(SHIPPED))


def test_export_load_and_export_again_are_identical(tmp_path):
    make_edition()
    export("2026.1", tmp_path / "first")
    before = Edition.objects.values_list().get()

    call_command("load_frameworks", tmp_path / "first", stdout=StringIO(), stderr=StringIO())
    export("2026.1", tmp_path / "second")

    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert Edition.objects.values_list().get() == before


def test_an_unknown_label_exits_with_2_and_names_those_there_are(tmp_path):
    make_edition()

    with pytest.raises(CommandError, match=r"No edition 2030\.1\. There are: 2026\.1\.") as caught:
        export("2030.1", tmp_path)

    assert caught.value.returncode == 2


def test_other_files_are_left_alone(tmp_path):
    make_edition()
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(CommandError, match=r"mine\.txt") as caught:
        export("2026.1", tmp_path)

    assert caught.value.returncode == 2


def test_tampered_content_is_not_written(tmp_path):
    edition = make_edition(make_edition_definition(title="To be tampered with"))
    tamper(edition, document=edition.document | {"title": "Changed"}, digest="0" * 64)

    with pytest.raises(CommandError, match="does not match its digest") as caught:
        export("2026.1", tmp_path)

    assert caught.value.returncode == 1
