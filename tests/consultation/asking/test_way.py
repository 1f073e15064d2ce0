"""What comes next in a consultation, from its numbers."""

import pytest

from facilitate.consultation.asking.way import Facts, Next, Station, next_thing
from facilitate.consultation.standing import Standing

OPEN, CLOSED, NOT_YET = Standing.OPEN, Standing.CLOSED, Standing.NOT_YET


@pytest.mark.parametrize(
    ("facts", "standing", "then", "station"),
    [
        (Facts(), OPEN, Next.WRITE, Station.WRITE),
        (Facts(shown=2), OPEN, Next.INVITE, Station.INVITE),
        (Facts(shown=2), NOT_YET, Next.INVITE, Station.INVITE),
        (Facts(shown=2), CLOSED, Next.REOPEN, Station.INVITE),
        (Facts(shown=2, invited=30), OPEN, Next.REMIND, Station.INVITE),
        (Facts(shown=2, invited=30, came=3, answers=3), OPEN, Next.READ, Station.READ),
        (Facts(shown=2, answers=3, read=2, themes=4), CLOSED, Next.READ, Station.READ),
        (Facts(shown=2, answers=3, read=3), OPEN, Next.CODE, Station.READ),
        (Facts(shown=2, answers=3, read=3, themes=4), OPEN, Next.DECIDE, Station.DECIDE),
        (
            Facts(shown=2, answers=3, read=3, themes=4, decided=1),
            CLOSED,
            Next.SHARE,
            Station.DECIDE,
        ),
        (Facts(answers=3, read=3, themes=4, decided=1), CLOSED, Next.WRITE, Station.WRITE),
    ],
)
def test_what_comes_next(facts: Facts, standing: Standing, then: Next, station: Station) -> None:
    assert (next_thing(facts, standing), then.station) == (then, station)
