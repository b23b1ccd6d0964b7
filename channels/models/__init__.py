from channels.models.account import Account
from channels.models.letter import Letter
from channels.models.mail_body import MailBody, MailPicture
from channels.models.mailbox import Mailbox
from channels.models.outgoing import Outgoing
from channels.models.webhook import Webhook, WebhookCall

__all__ = ["Account", "Letter", "MailBody", "MailPicture", "Mailbox", "Outgoing", "Webhook", "WebhookCall"]
