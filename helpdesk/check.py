"""One answer of the health page."""

from dataclasses import dataclass


@dataclass
class Check:
    """One answer. `since` is a moment that `since_words` speak of, as “{moment}”; `url_name` leads on."""

    name: str
    is_well: bool
    words: str
    since: object = None
    since_words: str = ""
    url_name: str = ""
    query: str = ""
