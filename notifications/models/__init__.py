from notifications.models.notification import Notification
from notifications.models.preference import MailWhen, Preference, Reason, Rhythm

__all__ = ["MailWhen", "Notification", "Preference", "Reason", "Rhythm"]
