"""A help text that says what it is for."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0012_options_elsewhere'),
    ]

    operations = [
        migrations.AlterField(
            model_name='category',
            name='hint',
            field=models.CharField(blank=True, help_text='Shown below the name in the portal, for example: Laptop, screen, printer.', max_length=160, verbose_name='examples'),
        ),
    ]
