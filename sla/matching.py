"""Which of several policies a ticket meets first, told before anybody is promised something that is never kept."""

from accounts.models import Contract
from tickets.models import Category


def shadows(version, versions):
    """The first of the PolicyVersions in force that stands before `version` and fits all that it fits; or None."""
    for other in versions:
        is_before = (other.order, other.policy_id) < (version.order, version.policy_id)
        is_other = other.policy_id != version.policy_id and other.policy.party == version.policy.party
        if is_before and is_other and other.is_active and covers(other.fits, version.fits):
            return other
    return None


def covers(wider, narrower):
    """Whether everything that fits `narrower` fits `wider`, too."""
    return all(
        name in narrower and set(_with_lower(name, values)) >= set(narrower[name])
        for name, values in wider.items()
    )


def contradiction(fits):
    """The two facts in `fits` that no ticket can have together, or None: a category of another desk, a contract of
    another organization."""
    for first, second, model in (("category", "desk", Category), ("contract", "organization", Contract)):
        if fits.get(first) and fits.get(second):
            known = model.objects.filter(pk__in=fits[first])
            if not known.filter(**{f"{second}__in": fits[second]}).exists():
                return first, second
    return None


def _with_lower(name, values):
    """A category brings all that lie in it."""
    if name != "category":
        return values
    found = layer = set(values)
    while layer:
        layer = set(Category.objects.filter(parent__in=layer).values_list("pk", flat=True)) - found
        found = found | layer
    return found
