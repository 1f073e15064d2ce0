"""Minutes shared out: whole minutes for the parts of a step, which add up exactly."""

from collections.abc import Sequence


def scaled(shares: Sequence[float], minutes: int) -> list[tuple[int, int]]:
    """(offset, minutes) of each share of a step of `minutes`: whole minutes that add up exactly."""
    whole = sum(shares) or 1
    ends, so_far = [0], 0.0
    for share in shares:
        so_far += share
        ends.append(round(so_far / whole * minutes))
    return [(start, end - start) for start, end in zip(ends, ends[1:], strict=False)]
