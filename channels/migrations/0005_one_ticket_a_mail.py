"""The same mail in two mailboxes never becomes two tickets, whoever reads them at the same moment."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("channels", "0004_letters"),
        ("tickets", "0023_words_of_mail"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(condition=models.Q(("fate__in", ["opened", "added", "noted"]), models.Q(("mail_id", ""), _negated=True)), fields=("mail_id", "content_hash"), name="one_ticket_a_mail"),
        ),
    ]
