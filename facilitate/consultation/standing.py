"""Whether a consultation can be answered today: not yet, open, or closed."""

from datetime import date
from enum import StrEnum


class ConsultationStanding(StrEnum):
    """What somebody who opens the link finds."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


def consultation_standing(
    opens_on: date, closes_on: date, closed: bool, today: date
) -> ConsultationStanding:
    """The standing on a day. Both days count as open; closed by hand wins over every date."""
    if closed or today > closes_on:
        return ConsultationStanding.CLOSED
    return ConsultationStanding.NOT_YET if today < opens_on else ConsultationStanding.OPEN
