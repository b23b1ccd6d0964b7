"""People a mail was also addressed to, who have no part in its ticket: an agent decides whether they get one."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.directory import introduce
from tickets.models.message import Message
from tickets.models.watchable import Watchable, verb


class AddressedQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(left_out_at=None)


class Addressed(models.Model):
    """One address out of To or Cc. Whoever has it reads nothing here; left out, nobody is asked about it again."""

    # The index of one_question_an_address begins with it.
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="addressed", db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="+")
    address = models.EmailField(_("address"), max_length=254)
    name = models.CharField(_("name"), max_length=120, blank=True)
    left_out_at = models.DateTimeField(null=True)
    left_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = AddressedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("person a mail was also addressed to")
        verbose_name_plural = _("people a mail was also addressed to")
        constraints = [models.UniqueConstraint(fields=["ticket", "address"], name="one_question_an_address")]

    def __str__(self):
        return self.address


class Addressable(Watchable):
    class Meta:
        abstract = True

    def ask_about(self, people, *, message):
        """Keep `people` ((address, name) of each) whom the mail of `message` was also addressed to, until an agent
        decides. Whoever was decided about stays so."""
        Addressed.objects.bulk_create(
            [
                Addressed(ticket=self, message=message, address=address, name=name[:120])
                for address, name in people
            ],
            ignore_conflicts=True,
        )

    def pass_on_questions(self, target):
        """Have agents asked at `target` from now on about whom they have not decided about here; the Addressed that
        went there. Nobody is asked about twice, nor about whoever has a part there. Part of a verb."""
        inside = [target.requester.email, *target.participants.values_list("user__email", flat=True)]
        there = target.addressed.values("address")
        going = list(self.addressed.undecided().exclude(address__in=inside).exclude(address__in=there))
        Addressed.objects.filter(pk__in=[one.pk for one in going]).update(ticket=target)
        return going

    def take_back_questions(self, keys, places):
        """Have agents asked here again about the Addressed with these `keys`, which went on to the tickets `places`;
        whoever was decided about there stays so. Part of a verb."""
        gone = Addressed.objects.filter(pk__in=keys, ticket__in=places)
        gone.exclude(address__in=self.addressed.values_list("address", flat=True)).update(ticket=self)

    @verb
    def let_in(self, addressed, *, by):
        """Let the person at an Addressed take part: they read what was said in public, and may reply."""
        if self.addressed.filter(pk=addressed.pk).delete()[0]:
            person = introduce(addressed.address, name=addressed.name)
            self.add_participant(person, by=by)

    @verb
    def leave_out(self, addressed, *, by):
        """Do not let them take part. No line on the timeline: for them and the requester nothing has changed."""
        self.addressed.undecided().filter(pk=addressed.pk).update(left_out_at=timezone.now(), left_out_by=by)
