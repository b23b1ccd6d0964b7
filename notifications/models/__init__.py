from notifications.models.mail_template import Beside, MailTemplate
from notifications.models.notification import Notification
from notifications.models.preference import MailWhen, Preference, Reason, Rhythm

__all__ = ["Beside", "MailTemplate", "MailWhen", "Notification", "Preference", "Reason", "Rhythm"]
