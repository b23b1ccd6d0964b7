"""What follows from a row of an outbox: functions named in settings, and which rows each of them is for."""

from django.utils.module_loading import import_string


def concerned_by(asks):
    """Mark a reaction that has nothing to do unless `asks(row)` is true as the row is written; nobody waits for,
    or is woken by, what would end at once."""

    def mark(reaction):
        reaction.asks = asks
        return reaction

    return mark


def also_together(react_to_all):
    """Mark a reaction that `react_to_all(rows)` stands for: what it does for all of them at once is what the
    reaction does for one after the other."""

    def mark(reaction):
        reaction.together = react_to_all
        return reaction

    return mark


def together_for(paths):
    """What does a reaction for several rows, if it is the only one of the dotted `paths`; None if nothing does."""
    try:
        return getattr(import_string(paths[0]), "together", None) if len(paths) == 1 else None
    except ImportError:  # the trouble of the row that names it, which finds out by itself
        return None


def concerned(paths, row):
    """Those of the dotted `paths` that have something to do after `row`, in their order."""
    return [path for path in paths if getattr(import_string(path), "asks", _always)(row)]


def _always(row):
    return True
