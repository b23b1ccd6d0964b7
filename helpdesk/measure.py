"""In which measure mail leaves the house (docs/operations.md, Mail)."""

from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Measure:
    """`an_hour`: automatic mails to one address; `in_ten_minutes`: those of one mailbox to addresses outside;
    `a_minute`: mails of one mailbox, and `a_minute_to`: to one domain. 0 is no limit."""

    an_hour: int = 10
    in_ten_minutes: int = 500
    a_minute: int = 0
    a_minute_to: dict[str, int] = field(default_factory=dict)


def measure(env):
    """The Measure that the environment asks for."""
    usual = Measure()
    return Measure(
        an_hour=env.int("MAIL_AN_HOUR", default=usual.an_hour),
        in_ten_minutes=env.int("MAIL_IN_TEN_MINUTES", default=usual.in_ten_minutes),
        a_minute=env.int("MAIL_A_MINUTE", default=usual.a_minute),
        a_minute_to=dict(map(_domain, env.list("MAIL_A_MINUTE_TO", default=[]))),
    )


def _domain(words):
    domain, _sign, most = words.partition("=")
    if not domain or not most.isdecimal():
        raise ImproperlyConfigured(f"MAIL_A_MINUTE_TO takes gmail.com=20, not {words}.")
    return domain.strip().lower(), int(most)
