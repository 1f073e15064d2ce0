"""Which offices the bulletin reached: by edition, late, or never. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ..mail.outbox import MessageState

IN_TIME = timedelta(days=1)
"""A mail handed to the outbox later than that after an edition's first ones is late."""


class Reach(StrEnum):
    """What became of an edition at an office, the best first."""

    REACHED = "reached"
    LATE = "late"
    WAITING = "waiting"
    FAILED = "failed"
    NOT_WRITTEN = "not_written"


ARRIVED = (Reach.REACHED, Reach.LATE)


@dataclass(frozen=True, kw_only=True)
class SentTo:
    """One person of an office who was written to. `state` is None where the mail is not kept any more: it went out."""

    edition_id: int
    organisation_id: int
    at: datetime
    first_at: datetime
    state: MessageState | None
    tries: int

    @property
    def reach(self) -> Reach:
        """What became of it: late where it was sent again or later than the others."""
        if self.state is MessageState.FAILED:
            return Reach.FAILED
        if self.state in (MessageState.WAITING, MessageState.SENDING):
            return Reach.WAITING
        late = self.tries > 0 or self.at - self.first_at > IN_TIME
        return Reach.LATE if late else Reach.REACHED


@dataclass(frozen=True, kw_only=True)
class OfficeReach:
    """An office or organisation. `people`: those known there, `mailed`: of these with an e-mail address.

    `editions`: what became of each edition looked at, the latest first; `ever`: one of them arrived, or an earlier one.
    """

    organisation_id: int
    name: str
    county: str
    people: int
    mailed: int
    editions: Sequence[Reach]
    ever: bool

    @property
    def to_mend(self) -> bool:
        """Whether somebody has to see to it: no address, never reached, or not by the latest edition."""
        missed = self.editions and self.editions[0] in (Reach.FAILED, Reach.NOT_WRITTEN)
        return not (self.mailed and self.ever) or bool(missed)


@dataclass(frozen=True, kw_only=True)
class OfficeContacts:
    """An office as the directory has it."""

    organisation_id: int
    name: str
    county: str
    people: int
    mailed: int


def sum_up_reach(
    offices: Iterable[OfficeContacts], sent: Iterable[SentTo], editions: Sequence[int]
) -> list[OfficeReach]:
    """Each office with what became of these editions there (numbers of their rows); in the order given."""
    order = list(Reach)
    best: dict[int, dict[int, Reach]] = {}
    for one in sent:
        mine = best.setdefault(one.organisation_id, {})
        known = mine.get(one.edition_id, Reach.NOT_WRITTEN)
        mine[one.edition_id] = min(one.reach, known, key=order.index)
    return [_summed(one, best.get(one.organisation_id, {}), editions) for one in offices]


def _summed(
    office: OfficeContacts, best: Mapping[int, Reach], editions: Sequence[int]
) -> OfficeReach:
    return OfficeReach(
        organisation_id=office.organisation_id,
        name=office.name,
        county=office.county,
        people=office.people,
        mailed=office.mailed,
        editions=[best.get(key, Reach.NOT_WRITTEN) for key in editions],
        ever=any(one in ARRIVED for one in best.values()),
    )
