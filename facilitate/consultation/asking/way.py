"""The way of a consultation: written, people invited, answers read, decided; and what comes next."""

from dataclasses import dataclass
from enum import StrEnum

from ..questionnaire import ConsultationStanding


@dataclass(frozen=True)
class ConsultationFacts:
    """How far a consultation is, in numbers.

    `shown`: questions stakeholders see · `invited`: people asked personally, `came`: how many of them have
    answered · `answers`, and how many of them somebody has `read` · `themes`, and how many of them are
    `decided`: an objective or a goal came out of them.
    """

    shown: int = 0
    invited: int = 0
    came: int = 0
    answers: int = 0
    read: int = 0
    themes: int = 0
    decided: int = 0


class ConsultationStation(StrEnum):
    """The four stations of the way."""

    WRITE = "write"
    INVITE = "invite"
    READ = "read"
    DECIDE = "decide"


class NextThing(StrEnum):
    """The one thing to do next."""

    WRITE = "write"
    REOPEN = "reopen"
    INVITE = "invite"
    REMIND = "remind"
    READ = "read"
    CODE = "code"
    DECIDE = "decide"
    SHARE = "share"

    @property
    def station(self) -> ConsultationStation:
        """Where on the way that is; what is sent back comes after all of it."""
        return _STATIONS[self]


_STATIONS = {
    NextThing.WRITE: ConsultationStation.WRITE,
    NextThing.REOPEN: ConsultationStation.INVITE,
    NextThing.INVITE: ConsultationStation.INVITE,
    NextThing.REMIND: ConsultationStation.INVITE,
    NextThing.READ: ConsultationStation.READ,
    NextThing.CODE: ConsultationStation.READ,
    NextThing.DECIDE: ConsultationStation.DECIDE,
    NextThing.SHARE: ConsultationStation.DECIDE,
}


def next_thing(facts: ConsultationFacts, standing: ConsultationStanding) -> NextThing:
    """What to do next. Answers that wait to be read come before everything but questions to ask."""
    if not facts.shown:
        return NextThing.WRITE
    if not facts.answers:
        if standing is ConsultationStanding.CLOSED:
            return NextThing.REOPEN
        return NextThing.REMIND if facts.invited else NextThing.INVITE
    if facts.read < facts.answers:
        return NextThing.READ
    if not facts.themes:
        return NextThing.CODE
    return NextThing.DECIDE if not facts.decided else NextThing.SHARE
