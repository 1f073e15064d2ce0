"""Places in an order that leave the others alone: a text between two texts, so that a move touches only what moves.

The idea is known as fractional indexing (David Greenspan, 2017): a place is a fraction written in base 62, and between two
fractions there is always another one. Compare places as plain ASCII, never by a database's own order of letters.
"""

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MIDDLE = DIGITS[len(DIGITS) // 2]


def rank_between(low: str = "", high: str = "") -> str:
    """A place after `low` and before `high`; an empty one leaves that side open.

    Raises ValueError when `low` does not come before `high`. No place ends in 0, so that there is room before each.
    """
    if high and low >= high:
        raise ValueError((low, high))
    if not low and not high:
        return MIDDLE
    made, bounded, at = "", bool(high), 0
    while True:
        a = DIGITS.index(low[at]) if at < len(low) else 0
        b = DIGITS.index(high[at]) if bounded and at < len(high) else len(DIGITS)
        if b - a > 1:  # at an open side the next digit: places put there one by one stay short
            return made + DIGITS[b - 1 if not low else (a + b) // 2 if bounded else a + 1]
        made += DIGITS[a]
        bounded = bounded and a == b
        at += 1


def spread_ranks(count: int, low: str = "", high: str = "") -> list[str]:
    """That many places in order between two, about as far from each other as can be."""
    if count <= 0:
        return []
    if not high:
        made = [rank_between(low)]
        while len(made) < count:
            made.append(rank_between(made[-1]))
        return made
    middle = rank_between(low, high)
    before = (count - 1) // 2
    return [
        *spread_ranks(before, low, middle),
        middle,
        *spread_ranks(count - 1 - before, middle, high),
    ]
