"""What the portal offers: the desks, each with its tree of categories."""

from dataclasses import dataclass, field

from accounts.models import Desk
from tickets.models import Category


@dataclass
class Branch:
    """One category and what lies in it."""

    category: Category
    inner: list["Branch"] = field(default_factory=list)


@dataclass
class OfferedDesk:
    desk: Desk
    branches: list[Branch]


def offered_tree(categories):
    """A list of `OfferedDesk`s with all of `categories`; one query. A category whose outer one is not offered
    stands at the top."""
    rows = list(categories.select_related("desk"))
    branch_of = {category.pk: Branch(category) for category in rows}
    desks = {}
    for category in rows:
        outer = branch_of.get(category.parent_id)
        top = desks.setdefault(category.desk_id, OfferedDesk(category.desk, [])).branches
        (outer.inner if outer else top).append(branch_of[category.pk])
    return list(desks.values())


def found(desks, words):
    """Of `desks` only the branches whose name, examples or outer names hold all of `words`."""
    wanted = words.casefold().split()
    if not wanted:
        return desks
    kept = (OfferedDesk(desk.desk, pruned(desk.branches, wanted, str(desk.desk))) for desk in desks)
    return [desk for desk in kept if desk.branches]


def pruned(branches, wanted, around):
    kept = []
    for branch in branches:
        text = f"{around} {branch.category} {branch.category.own_hint}"
        inner = pruned(branch.inner, wanted, text)
        if inner or all(word in text.casefold() for word in wanted):
            kept.append(Branch(branch.category, inner))
    return kept
