"""How wide each person has the columns of a view."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0009_quicker_folding")]

    operations = [
        migrations.AddField(
            model_name="arrangement", name="widths", field=models.JSONField(blank=True, default=dict)
        ),
    ]
