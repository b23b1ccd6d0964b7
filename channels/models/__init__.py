from channels.models.account import Account
from channels.models.inlet import Inlet
from channels.models.letter import Letter
from channels.models.mailbox import Mailbox
from channels.models.outgoing import Outgoing
from channels.models.transport import Line, Transport
from channels.models.webhook import Webhook, WebhookCall

__all__ = [
    "Account", "Inlet", "Letter", "Line", "Mailbox", "Outgoing", "Transport", "Webhook", "WebhookCall",
]  # fmt: skip
