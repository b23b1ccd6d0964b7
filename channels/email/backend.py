"""Django's mail, by way of the outbox."""

from django.core.mail.backends.base import BaseEmailBackend

from channels.outbox import post_message


class OutboxBackend(BaseEmailBackend):
    """EMAIL_BACKEND: what Django and allauth send becomes rows, so that no page waits for a mail server."""

    def send_messages(self, email_messages):
        for message in email_messages:
            post_message(message)
        return len(email_messages)
