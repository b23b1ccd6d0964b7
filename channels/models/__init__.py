from channels.models.mailbox import Mailbox
from channels.models.outgoing import Outgoing
from channels.models.webhook import Webhook, WebhookCall

__all__ = ["Mailbox", "Outgoing", "Webhook", "WebhookCall"]
