from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='reset_links',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name='password links sent'),
        ),
    ]
