"""The way of a consultation: written, people invited, answers read, decided; and what comes next."""

from dataclasses import dataclass
from enum import StrEnum

from ..standing import Standing


@dataclass(frozen=True)
class Facts:
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


class Station(StrEnum):
    """The four stations of the way."""

    WRITE = "write"
    INVITE = "invite"
    READ = "read"
    DECIDE = "decide"


class Next(StrEnum):
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
    def station(self) -> Station:
        """Where on the way that is; what is sent back comes after all of it."""
        return _STATIONS[self]


_STATIONS = {
    Next.WRITE: Station.WRITE,
    Next.REOPEN: Station.INVITE,
    Next.INVITE: Station.INVITE,
    Next.REMIND: Station.INVITE,
    Next.READ: Station.READ,
    Next.CODE: Station.READ,
    Next.DECIDE: Station.DECIDE,
    Next.SHARE: Station.DECIDE,
}


def next_thing(facts: Facts, standing: Standing) -> Next:
    """What to do next. Answers that wait to be read come before everything but questions to ask."""
    if not facts.shown:
        return Next.WRITE
    if not facts.answers:
        if standing is Standing.CLOSED:
            return Next.REOPEN
        return Next.REMIND if facts.invited else Next.INVITE
    if facts.read < facts.answers:
        return Next.READ
    if not facts.themes:
        return Next.CODE
    return Next.DECIDE if not facts.decided else Next.SHARE
