"""What is published, or proposed, as the fields of the forms that change it."""

from core.moments import digits
from sla.durations import write_length
from sla.models import Metric, Policy, PolicyVersion, Step
from sla.models.choices import PAUSES
from sla.proposing import parts_of

METRICS = {
    Policy.Party.REQUESTER: [
        Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.PERIODIC_UPDATE, Metric.RESOLUTION,
        Metric.REQUESTER_WAIT, Metric.AGENT_WORK,
    ],
    Policy.Party.TEAM: [Metric.OWN, Metric.OLA],
    Policy.Party.SUPPLIER: [Metric.UC],
}  # fmt: skip
EVERY = "all"


def told_policy(policy, version, party):
    """The initial values of a form."""
    initial = {f"{metric}-pauses": PAUSES.get(metric, []) for metric in METRICS[party]}
    if version is None:
        return initial | {"starts_with_agents_note": True, "order": PolicyVersion.objects.next_place(party)}
    initial |= {
        "name": policy.name,
        "names": policy.names,
        "calendar": version.calendar_id,
        "order": version.order,
        "is_active": version.is_active,
        "reopening": version.reopening,
        "on_change": version.on_change,
        "starts_with_agents_note": version.starts_with_agents_note,
    }
    initial |= {f"fits-{name}": values for name, values in version.fits.items()}
    for target in parts_of(version)[0]:
        column = EVERY if target.priority is None else target.priority
        initial[f"{target.metric}-{column}"] = write_length(target.amount, target.days)
        initial[f"{target.metric}-pauses"] = target.pauses_in
        initial[f"{target.metric}-calendar"] = target.calendar_id
        initial[f"{target.metric}-end_of_day"] = target.end_of_day or initial.get(
            f"{target.metric}-end_of_day"
        )
    return initial


def told_step(step):
    """The initial values of a form for a Step."""
    by_kind = {}
    for action in step.actions:
        by_kind.setdefault(action["do"], []).append(action)
    told = [action["whom"] for action in by_kind.get("notify", [])]

    def first(do, name, otherwise=None):
        return by_kind[do][0].get(name, otherwise) if do in by_kind else otherwise

    when = digits(str(step.percent)) if step.kind == Step.Kind.PERCENT else write_length(step.span)
    return {
        "metric": step.metric,
        "kind": step.kind,
        "when": when,
        "most": step.most if step.kind == Step.Kind.REPEAT else None,
        "whom": [one for one in told if isinstance(one, str)],
        "people": [one for one in told if isinstance(one, int)],
        "raises": "raise" in by_kind,
        "tags": ", ".join(action["tag"] for action in by_kind.get("tag", [])),
        "task": first("task", "words"),
        "doer": first("task", "whom"),
        "webhook": first("webhook", "webhook"),
        "tier": first("level", "tier"),
        "keeps_team": first("level", "keep_team", True),
    }


def told_version(policy, version):
    """All fields of a policy in one dict, its steps in "steps"."""
    steps = [told_step(step) for step in parts_of(version)[1]]
    return told_policy(policy, version, Policy.Party(policy.party)) | {"steps": steps}
