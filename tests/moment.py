"""What time it is in the tests: the product's clock stands on the moment of the run, and goes on from there."""

from datetime import date

from facilitate import clock

ZONE = "Europe/Tirane"
"""Where the tests are at home: the planner's zone, and that of its events."""

now = clock.now


def today() -> date:
    """Today, as the planner sees it."""
    return clock.day_in(ZONE)
