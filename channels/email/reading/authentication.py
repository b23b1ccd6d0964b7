"""Authentication-Results (RFC 8601): what a server found out about the sender, and whose word counts."""

import re

from channels.email.reading.headers import as_text
from channels.email.reading.mail import AuthenticationResults

MOST_FIELDS = 50
LONGEST_FIELD = 20_000
_token = re.compile(r'"(?:[^"\\]|\\.){0,500}"|[()]|[;=]|[^\s()";=]+|\s+|"')
VERDICTS = {"pass": "pass", "fail": "fail", "permerror": "fail"}


def authentication_results(part):
    """Every Authentication-Results field of the mail, in order, whoever wrote it."""
    return [
        _read(as_text(value)[:LONGEST_FIELD]) for value in part.all("authentication-results")[:MOST_FIELDS]
    ]


def dmarc_verdict(results, authserv_id):
    """pass, fail or none, believing only fields of our own server `authserv_id`. One fail outweighs every pass."""
    if not authserv_id:
        return "none"
    trusted = [one for one in results if one.authserv_id.lower() == authserv_id.lower()]
    found = {VERDICTS.get(result) for one in trusted for method, result in one.results if method == "dmarc"}
    return "fail" if "fail" in found else "pass" if "pass" in found else "none"


def _read(text):
    server, *statements = _without_comments(text)
    words = [word for word in server if word != "="]
    results = [_statement(words) for words in statements]
    return AuthenticationResults(
        words[0].strip('"') if words else "", [result for result in results if result]
    )


def _without_comments(text):
    """The words of each statement; comments nest, and may stand between any two words."""
    statements, words, depth = [], [], 0
    for word in _token.findall(text):
        if word == "(":
            depth += 1
        elif word == ")":
            depth = max(depth - 1, 0)
        elif depth or word.isspace():
            continue
        elif word == ";":
            statements.append(words)
            words = []
        else:
            words.append(word)
    return [*statements, words]


def _statement(words):
    """The method and its result: `method ["/" version] "=" result`, then properties that are not read here."""
    if "=" not in words:
        return None
    at = words.index("=")
    method = words[0].split("/")[0].lower() if at else ""
    result = words[at + 1].strip('"').lower() if len(words) > at + 1 else ""
    return (method, result) if method and result else None
