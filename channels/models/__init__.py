from channels.models.account import Account
from channels.models.breaker import Breaker
from channels.models.inlet import Inlet
from channels.models.letter import Letter, Overtaken
from channels.models.mail_body import MailBody, MailPicture
from channels.models.mailbox import Mailbox
from channels.models.outgoing import Outgoing
from channels.models.rule import Rule
from channels.models.suppression import Suppression
from channels.models.transport import Line, Transport
from channels.models.webhook import Webhook, WebhookCall

__all__ = [
    "Account",
    "Breaker",
    "Inlet",
    "Letter",
    "Line",
    "MailBody",
    "MailPicture",
    "Mailbox",
    "Outgoing",
    "Overtaken",
    "Rule",
    "Suppression",
    "Transport",
    "Webhook",
    "WebhookCall",
]
