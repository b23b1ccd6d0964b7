from channels.models.account import Account
from channels.models.breaker import Breaker
from channels.models.letter import Letter, Overtaken
from channels.models.mail_body import MailBody, MailPicture
from channels.models.mailbox import Mailbox
from channels.models.outgoing import Outgoing
from channels.models.rule import Rule
from channels.models.suppression import Suppression
from channels.models.webhook import Webhook, WebhookCall

__all__ = [
    "Account",
    "Breaker",
    "Letter",
    "MailBody",
    "MailPicture",
    "Mailbox",
    "Outgoing",
    "Overtaken",
    "Rule",
    "Suppression",
    "Webhook",
    "WebhookCall",
]
