"""How names are written down once in the five languages of the house."""

OTHERS = ["tr", "fr", "ru", "fa"]


def named(english, *others, field="name", translations="names"):
    """Model arguments for a name: the English words, and the same in Turkish, French, Russian and Persian."""
    return {field: english, translations: dict(zip(OTHERS, others, strict=True))}
