from channels.models.mailbox import Mailbox
from channels.models.outgoing import Outgoing

__all__ = ["Mailbox", "Outgoing"]
