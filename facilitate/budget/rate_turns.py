"""Rates the other way round, and into another currency: all in parts (`lib.money.RATE`), rounded half up."""

from ..lib.money import RATE


def turn_rate(worth: int) -> int:
    """What one of the other currency is worth, where one of ours is worth so many parts of it; 0 from nothing."""
    return (2 * RATE * RATE + worth) // (2 * worth) if worth > 0 else 0


def rate_across(worth: int, own: int) -> int:
    """A rate in terms of another currency, which is itself worth `own` parts of the one it was given in."""
    return (2 * worth * RATE + own) // (2 * own)
