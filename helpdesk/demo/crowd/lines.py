"""Lines of COPY's text format for a model: what is said here, and the model's own defaults for the rest."""

import json
from datetime import UTC, datetime

from django.utils import timezone

NULL = r"\N"


def moment(seconds):
    """Seconds since 1970 as PostgreSQL reads them."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


class Table:
    """The table of `model`; `given` names the columns whose values each line brings, in order, with spaces."""

    def __init__(self, model, given):
        self.name, given = model._meta.db_table, given.split()
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        rest = [one for one in fields if one.column not in given and not one.primary_key]
        if unknown := set(given) - {field.column for field in fields}:
            raise ValueError(f"{self.name} has no {', '.join(sorted(unknown))}.")
        self.columns = ", ".join(f'"{column}"' for column in [*given, *(field.column for field in rest)])
        self.tail = "".join(f"\t{default(field)}" for field in rest) + "\n"

    def text(self, lines):
        """What COPY reads."""
        return (self.tail.join(lines) + self.tail).encode()


def default(field):
    """The default of a model field as COPY wants it."""
    value = field.get_default()
    if value is None:
        return NULL
    elif value is True or value is False:
        return "t" if value else "f"
    elif isinstance(value, datetime):
        return timezone.now().isoformat()
    elif isinstance(value, list):
        return "{}"
    elif isinstance(value, dict):
        return json.dumps(value)
    return str(value)
