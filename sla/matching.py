"""Which of several policies a ticket meets first, told before anybody is promised something that is never kept."""

from functools import cached_property

from accounts.models import Contract
from tickets.models import Category


class Lineage:
    """Which category lies in which, asked for once and only when somebody wants to know."""

    @cached_property
    def parents(self):
        return dict(Category.objects.values_list("pk", "parent"))

    def within(self, pk, values):
        """Whether a category is one of `values` or lies in one of them."""
        while pk is not None and pk not in values:
            pk = self.parents.get(pk)
        return pk is not None


def shadows(version, versions, lineage=None):
    """The first of the PolicyVersions in force that stands before `version` and fits all that it fits; or None."""
    lineage = lineage or Lineage()
    for other in versions:
        is_before = (other.order, other.policy_id) < (version.order, version.policy_id)
        is_other = other.policy_id != version.policy_id and other.policy.party == version.policy.party
        if is_before and is_other and other.is_active and covers(other.fits, version.fits, lineage):
            return other
    return None


def covers(wider, narrower, lineage):
    """Whether everything that fits `narrower` fits `wider`, too."""
    for name, values in wider.items():
        wanted = narrower.get(name)
        if wanted is None:
            return False
        is_in = lineage.within if name == "category" else (lambda one, among: one in among)
        if not all(is_in(one, values) for one in wanted):
            return False
    return True


def contradiction(fits):
    """The two facts in `fits` that no ticket can have together, or None: a category of another desk, a contract of
    another organization."""
    for first, second, model in (("category", "desk", Category), ("contract", "organization", Contract)):
        if fits.get(first) and fits.get(second):
            known = model.objects.filter(pk__in=fits[first])
            if not known.filter(**{f"{second}__in": fits[second]}).exists():
                return first, second
    return None
