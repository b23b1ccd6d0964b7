"""Celery's doors into this room. The schedule is in helpdesk/schedule.py."""

from celery import shared_task
from django.db import transaction

from sla import examining, spreading, ticking
from sla.models import Proposal


@shared_task
def tick():
    """Fire the thresholds of clocks whose moment has come."""
    ticking.tick()


@shared_task
def work_on_proposals():
    """Look at what admins propose, and carry what they published over to open tickets; one worker has each."""
    for proposal in Proposal.objects.claim(limit=1):
        try:
            if proposal.stage == Proposal.Stage.EXAMINED:
                examining.begin(proposal)
                _to_the_end(examining.examine_batch, proposal)
            elif proposal.stage == Proposal.Stage.SPREAD:
                _to_the_end(spreading.spread_batch, proposal)
        except Exception as error:  # whatever it was stands on the row, and is tried again
            note_trouble(proposal, error)


@transaction.atomic
def note_trouble(proposal, error):
    """Keep what went wrong on the row, unless somebody has discarded it meanwhile: then nobody asks any more."""
    if Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal.pk).first():
        proposal.note_trouble(error)


def _to_the_end(work, proposal):
    while work(proposal):
        proposal.renew()
