"""A group whose members edit content. The permission itself is made after all migrations, too
late to be given to a group: so it is made here, as Django will find it."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUP = "Content editors"


def add_group(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    database = schema_editor.connection.alias
    content_types = apps.get_model("contenttypes", "ContentType").objects.using(database)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    groups = apps.get_model("auth", "Group").objects.using(database)
    edition, _ = content_types.get_or_create(app_label="frameworks", model="edition")
    permission, _ = permissions.get_or_create(
        content_type=edition,
        codename="edit_content",
        defaults={"name": "Can edit the content of editions"},
    )
    group, _ = groups.get_or_create(name=GROUP)
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0002_content_editors"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(add_group, migrations.RunPython.noop)]
