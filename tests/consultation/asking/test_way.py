"""What comes next in a consultation, from its numbers."""

import pytest

from facilitate.consultation.asking.way import (
    ConsultationFacts,
    ConsultationStation,
    NextThing,
    next_thing,
)
from facilitate.consultation.questionnaire import ConsultationStanding

OPEN, CLOSED, NOT_YET = (
    ConsultationStanding.OPEN,
    ConsultationStanding.CLOSED,
    ConsultationStanding.NOT_YET,
)


@pytest.mark.parametrize(
    ("facts", "standing", "then", "station"),
    [
        (ConsultationFacts(), OPEN, NextThing.WRITE, ConsultationStation.WRITE),
        (ConsultationFacts(shown=2), OPEN, NextThing.INVITE, ConsultationStation.INVITE),
        (ConsultationFacts(shown=2), NOT_YET, NextThing.INVITE, ConsultationStation.INVITE),
        (ConsultationFacts(shown=2), CLOSED, NextThing.REOPEN, ConsultationStation.INVITE),
        (
            ConsultationFacts(shown=2, invited=30),
            OPEN,
            NextThing.REMIND,
            ConsultationStation.INVITE,
        ),
        (
            ConsultationFacts(shown=2, invited=30, came=3, answers=3),
            OPEN,
            NextThing.READ,
            ConsultationStation.READ,
        ),
        (
            ConsultationFacts(shown=2, answers=3, read=2, themes=4),
            CLOSED,
            NextThing.READ,
            ConsultationStation.READ,
        ),
        (
            ConsultationFacts(shown=2, answers=3, read=3),
            OPEN,
            NextThing.CODE,
            ConsultationStation.READ,
        ),
        (
            ConsultationFacts(shown=2, answers=3, read=3, themes=4),
            OPEN,
            NextThing.DECIDE,
            ConsultationStation.DECIDE,
        ),
        (
            ConsultationFacts(shown=2, answers=3, read=3, themes=4, decided=1),
            CLOSED,
            NextThing.SHARE,
            ConsultationStation.DECIDE,
        ),
        (
            ConsultationFacts(answers=3, read=3, themes=4, decided=1),
            CLOSED,
            NextThing.WRITE,
            ConsultationStation.WRITE,
        ),
    ],
)
def test_what_comes_next(
    facts: ConsultationFacts,
    standing: ConsultationStanding,
    then: NextThing,
    station: ConsultationStation,
) -> None:
    assert (next_thing(facts, standing), then.station) == (then, station)
