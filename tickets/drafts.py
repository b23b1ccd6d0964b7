"""What is typed and not sent, kept for its writer: as the fields of the form, {name: [texts]}."""

from tickets.models import Draft

# Not words: what belongs to the form itself.
NEVER_KEPT = {"csrfmiddlewaretoken", "once", "category", "ticket"}
MOST_CHARACTERS = 200_000


def typed_in(data):
    """The fields of the posted `data` that are worth keeping."""
    return {name: texts for name, texts in data.lists() if name not in NEVER_KEPT}


def is_worth_keeping(typed):
    words = [text for name in ("subject", "body") for text in typed.get(name, [])]
    size = sum(len(text) for texts in typed.values() for text in texts)
    return any(text.strip() for text in words) and size <= MOST_CHARACTERS


def keep(user, typed, *, mode, **place):
    """Keep `typed` as the draft of `user` at `place` (a ticket or a category); an empty one is dropped."""
    if is_worth_keeping(typed):
        Draft.objects.update_or_create(user=user, mode=mode, **place, defaults={"content": typed})
    else:
        drop(user, mode=mode, **place)


def typed_before(user, *, mode, **place):
    """The draft of `user` at `place`, or {}. Drafts of other rooms' forms keep plain texts; they are read as well."""
    draft = Draft.objects.of(user).filter(mode=mode, **place).first() if user.is_authenticated else None
    content = draft.content if draft else {}
    return {name: texts if isinstance(texts, list) else [str(texts)] for name, texts in content.items()}


def drop(user, *, mode, **place):
    if user.is_authenticated:
        Draft.objects.of(user).filter(mode=mode, **place).delete()
