from django.db import migrations, models


def take_names(apps, schema_editor):
    """As they are called today: nobody kept what they were called then."""
    for result in apps.get_model("scorecard", "Result").objects.select_related(
        "approved_by", "submitted_by"
    ).defer("document").iterator(chunk_size=200):
        for act in ("approved", "submitted"):
            person = getattr(result, f"{act}_by")
            name = f"{person.first_name} {person.last_name}".strip() or person.username
            setattr(result, f"{act}_name", name)
        result.save(update_fields=["approved_name", "submitted_name"])


class Migration(migrations.Migration):

    dependencies = [
        ('scorecard', '0007_reports_frozen_and_lacking'),
    ]

    operations = [
        migrations.AddField(
            model_name='result',
            name='approved_name',
            field=models.CharField(default='', max_length=310),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='result',
            name='submitted_name',
            field=models.CharField(default='', max_length=310),
            preserve_default=False,
        ),
        migrations.RunPython(take_names, migrations.RunPython.noop, elidable=True),
    ]
