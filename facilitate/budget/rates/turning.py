"""Rates the other way round, and into another currency: all in millionths, rounded half up."""

from ...lib.money import MILLION


def turned(millionths: int) -> int:
    """What one of the other currency is worth, where one of ours is worth so many millionths of it; 0 from nothing."""
    return (2 * MILLION * MILLION + millionths) // (2 * millionths) if millionths > 0 else 0


def across(millionths: int, own: int) -> int:
    """A rate in terms of another currency, which is itself worth `own` millionths of the one it was given in."""
    return (2 * millionths * MILLION + own) // (2 * own)
