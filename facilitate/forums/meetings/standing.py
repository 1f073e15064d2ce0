"""Until when members may propose items for a meeting: the day before it."""

from datetime import date, timedelta


def last_day_to_propose(first_day: date) -> date:
    """The last day on which members may add items."""
    return first_day - timedelta(days=1)


def takes_items(first_day: date, today: date) -> bool:
    """Whether items may still be added and withdrawn."""
    return today <= last_day_to_propose(first_day)
