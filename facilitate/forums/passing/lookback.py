"""How far back problems are counted together."""

from datetime import date

from ..duty_dates import after_months


def two_years_before(today: date) -> date:
    """Two years ago: what groups named longer ago says little of today."""
    return after_months(today, -24)
