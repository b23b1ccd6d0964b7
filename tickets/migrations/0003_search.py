"""What search stands on: two functions that make text comparable, and the indexes over what they give."""

import django.contrib.postgres.indexes
from django.db import migrations

import tickets.folding
from tickets.folding import sql_functions

# People are found by agents as tickets are; the functions are ours, so the indexes are made here.
PEOPLE = """
CREATE INDEX accounts_user_by_words ON accounts_user USING gin (tickets_words(name || ' ' || email));
CREATE INDEX accounts_user_by_likeness ON accounts_user USING gin (tickets_fold(name || ' ' || email) gin_trgm_ops);
"""
NO_PEOPLE = "DROP INDEX accounts_user_by_words; DROP INDEX accounts_user_by_likeness;"


class Migration(migrations.Migration):
    dependencies = [("tickets", "0002_usual_words")]
    operations = [
        # Whoever changes the folding replaces the functions in a migration of their own, and reindexes.
        migrations.RunSQL(sql_functions(), "DROP FUNCTION tickets_words(text); DROP FUNCTION tickets_fold(text);"),
        migrations.RunSQL(PEOPLE, NO_PEOPLE),
        migrations.AddIndex(
            model_name="attachment",
            index=django.contrib.postgres.indexes.GinIndex(
                tickets.folding.Words("name"), name="attachment_by_words"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=django.contrib.postgres.indexes.GinIndex(tickets.folding.Words("body"), name="message_by_words"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=django.contrib.postgres.indexes.GinIndex(
                tickets.folding.Words("subject"), name="ticket_by_words"
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(tickets.folding.Fold("subject"), name="gin_trgm_ops"),
                name="ticket_by_likeness",
            ),
        ),
    ]
