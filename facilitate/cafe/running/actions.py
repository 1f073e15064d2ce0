"""The clock is pressed, rounds count as held, the public page opens and closes. `actions.cafe_of` comes first: it locks."""

import secrets
from datetime import datetime
from enum import StrEnum

from ...data.db import db
from ...web.i18n import _n
from ...web.refused import Refused
from ..clock import ClockPhase, ClockPress, clock_after_press, clock_standing, rounds_begun
from ..models import Cafe, CafeClock
from ..queries import last_press, lengths_of
from .queries import kept_clock


class PressOutcome(StrEnum):
    """What became of a press: it counted; the clock stood elsewhere by then; it meant nothing at that moment."""

    DONE = "done"
    ELSEWHERE = "elsewhere"
    NOTHING = "nothing"


def press_clock(cafe: Cafe, did: ClockPress, seen: str, now: datetime) -> PressOutcome:
    """One press on the clock. It does not count where the clock stands elsewhere than was seen (`Standing.seen`):

    two people who press at once move it on once.
    """
    row, lengths = kept_clock(cafe), lengths_of(cafe)
    before = last_press(row)
    note_begun(cafe, now)  # what began by itself before a stop has been held all the same
    if seen != clock_standing(before, lengths, now).seen:
        return PressOutcome.ELSEWHERE
    after = clock_after_press(before, lengths, did, now, first=next_round(cafe))
    if after is None:
        if row is not None:
            db.session.delete(row)
    else:
        if row is None:
            row = CafeClock(cafe_id=cafe.id)
            db.session.add(row)
        row.round, row.phase, row.since, row.extra, row.left = (
            after.round,
            after.phase.value,
            after.since,
            after.extra,
            after.left,
        )
    db.session.flush()
    note_begun(cafe, now)
    return PressOutcome.DONE if after != before else PressOutcome.NOTHING


def next_round(cafe: Cafe) -> int:
    """The round a start begins: the first that was not held yet."""
    return min(cafe.held + 1, cafe.rounds)


def note_begun(cafe: Cafe, now: datetime) -> None:
    """A round that has begun by the clock counts as held."""
    at = clock_standing(last_press(kept_clock(cafe)), lengths_of(cafe), now)
    if at.phase is not ClockPhase.BEFORE:
        cafe.held = max(cafe.held, min(rounds_begun(at), cafe.rounds))
    db.session.flush()


def set_held(cafe: Cafe, held: int, now: datetime) -> None:
    """So many rounds have been held. Refused where more have begun by the clock, which would say so again at once."""
    begun = rounds_begun(clock_standing(last_press(kept_clock(cafe)), lengths_of(cafe), now))
    if held < begun:
        raise Refused(
            _n(
                "By the clock %(num)d round has begun. Stop the clock first.",
                "By the clock %(num)d rounds have begun. Stop the clock first.",
                begun,
            )
        )
    cafe.held = held
    db.session.flush()


def start_over(cafe: Cafe) -> None:
    """Set the clock back after a rehearsal: it stands still, and no round counts as held."""
    row = kept_clock(cafe)
    if row is not None:
        db.session.delete(row)
    cafe.held = 0
    db.session.flush()


def open_find(cafe: Cafe) -> None:
    """Open the page on which participants find their seats, at an address nobody can guess; an open one keeps its own."""
    cafe.token = cafe.token or secrets.token_urlsafe(9)
    db.session.flush()


def close_find(cafe: Cafe) -> None:
    """Close it. Opened again it has another address."""
    cafe.token = ""
    db.session.flush()
