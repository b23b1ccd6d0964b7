"""The folding looks for rare letters once, and only after lower(). What it gives is the same but for two texts:
those with a capital ẞ, and those of a database whose lower() is the Turkish one. Their indexes are made anew."""

from django.db import migrations

from tickets.folding import sql_functions

REINDEX = """
DO $$ BEGIN
    IF lower('I') <> 'i' OR EXISTS (SELECT 1 FROM tickets_message WHERE body LIKE '%ẞ%') THEN
        REINDEX INDEX message_words_in_block;
    END IF;
    IF lower('I') <> 'i' OR EXISTS (SELECT 1 FROM tickets_ticket WHERE subject LIKE '%ẞ%') THEN
        REINDEX INDEX ticket_words_in_block;
        REINDEX INDEX ticket_by_likeness;
    END IF;
    -- These are small.
    REINDEX INDEX attachment_by_words;
    REINDEX INDEX accounts_user_by_words;
    REINDEX INDEX accounts_user_by_likeness;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0015_fewer_indexes")]
    operations = [
        migrations.RunSQL(sql_functions(), migrations.RunSQL.noop),
        migrations.RunSQL(REINDEX, migrations.RunSQL.noop),
    ]
