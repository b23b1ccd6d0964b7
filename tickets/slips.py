"""Slips of the finger: whether a typed word is meant to be another one."""


def is_slip(typed, word):
    """Whether `typed` becomes `word`, or the beginning of it, by one change (two from seven letters on).

    A change is a letter too many, missing, wrong, or two neighbours swapped (Damerau 1964).
    """
    if len(typed) < 4:
        return typed == word[: len(typed)]
    allowed = 2 if len(typed) >= 7 else 1
    beginnings = {word, *(word[:size] for size in range(len(typed) - 1, len(typed) + 2))}
    return any(
        distance(typed, part) <= allowed for part in beginnings if abs(len(part) - len(typed)) <= allowed
    )


def distance(one, other):
    """How many changes lie between two words (optimal string alignment)."""
    before, former = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, its in enumerate(other, start=1):
            cost = min(former[column] + 1, now[-1] + 1, former[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == its:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, former = former, now
    return former[-1]
