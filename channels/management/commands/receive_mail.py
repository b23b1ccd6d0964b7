"""`manage.py receive_mail --mailbox support@example.org < mail`: what a mail server pipes mail into."""

import sys

from django.core.management.base import BaseCommand

from channels.email.intake import keep
from channels.email.large import TooLarge, limited
from channels.email.pieces import of_file
from channels.models import Mailbox

# sysexits.h, as mail servers know them: try again later; not here; not such a mail.
EX_TEMPFAIL, EX_NOUSER, EX_DATAERR = 75, 67, 65


class Command(BaseCommand):
    help = (
        "Takes in one mail from standard input. Ends with 0 once it is kept, with 75 if it shall be brought again, "
        "with 65 if it is too large."
    )

    def add_arguments(self, parser):
        parser.add_argument("--mailbox", required=True, help="The address of ours it came to.")
        parser.add_argument("--sender", help="Who handed it in: the envelope sender.")
        parser.add_argument("--recipient", default="", help="Where it was to go, plus and all.")

    def handle(self, *, mailbox, sender, recipient, **_options):
        box = Mailbox.objects.in_use().filter(address__iexact=mailbox).first()
        if box is None:
            self.stderr.write(f"No mailbox here has the address {mailbox}.")
            sys.exit(EX_NOUSER)
        pieces = limited(of_file(sys.stdin.buffer))
        try:
            keep(pieces, mailbox=box, envelope_from=sender, envelope_to=recipient)
        except TooLarge:
            self.stderr.write("The mail is too large.")
            sys.exit(EX_DATAERR)
        except Exception as trouble:  # whatever it is, the mail server still has the mail
            self.stderr.write(f"The mail could not be kept: {trouble}")
            sys.exit(EX_TEMPFAIL)
