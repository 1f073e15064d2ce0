"""When invitations should go out: a month before, so that people get authorisation and travel money."""

from datetime import date, timedelta


def month_before(first_day: date) -> date:
    """The same day of the month before, or its last day where the month is shorter."""
    last = first_day.replace(day=1) - timedelta(days=1)
    return last.replace(day=min(first_day.day, last.day))


def days_late(first_day: date, today: date) -> int:
    """How many days after that day it is; 0 where there is still time, or the event has begun."""
    return 0 if today >= first_day else max(0, (today - month_before(first_day)).days)
