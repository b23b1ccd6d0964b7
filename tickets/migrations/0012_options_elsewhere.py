"""The choices of a field in other languages."""

from django.db import migrations, models

import core.naming


class Migration(migrations.Migration):
    dependencies = [("tickets", "0011_open_at_desk")]

    operations = [
        migrations.AddField(
            model_name="formfield",
            name="options_elsewhere",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="In the same order, separated by commas.",
                validators=[core.naming.validate_translations],
                verbose_name="choices in other languages",
            ),
        ),
    ]
