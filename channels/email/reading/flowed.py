"""format=flowed (RFC 3676): lines that were broken for the way are joined again, quotations kept apart."""


def unflowed(text, *, delete_space=False):
    """The text with its soft line ends undone; `delete_space` is the parameter DelSp=yes."""
    lines, open_quote = [], None
    for line in text.split("\n"):
        quote, rest = _quote(line)
        is_signature = rest == "-- "
        # A line that continues another must stand in the same depth of quotation.
        if open_quote == quote and not is_signature:
            lines[-1] += rest
        else:
            lines.append(_marks(quote) + rest)
        is_soft = rest.endswith(" ") and not is_signature
        open_quote = quote if is_soft else None
        if is_soft and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _quote(line):
    rest = line.lstrip(">")
    depth = len(line) - len(rest)
    return depth, rest.removeprefix(" ")


def _marks(depth):
    return ">" * depth + " " if depth else ""
