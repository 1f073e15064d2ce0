"""Slips are printed: which ones, as which file, and that they are."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...web.i18n import _
from ...web.refused import Refused
from .. import addresses
from ..floor import CafeFloor
from ..models import Cafe, CafeSeating
from ..queries import current_seating, tables_of
from .papers import Slip, slips_of
from .queries import changes_since_printing, last_printed

FindsVote = Callable[[int], str]
_vote_finders: list[FindsVote] = []


@dataclass(frozen=True)
class SlipChoice:
    """How slips are wanted: only those that changed, piled for cutting, with codes, with the sectors' letters."""

    changed: bool = False
    stacked: bool = False
    codes: bool = True
    letters: bool = False


def chosen_slips(floor: CafeFloor, wanted: SlipChoice) -> list[Slip]:
    """The slips that are wanted. Refuses where nobody is seated, or where no slip has changed."""
    if floor.seating is None:
        raise Refused(_("Nobody has a seat yet, so there is nothing to print."))
    keys = changes_since_printing(floor, last_printed(floor.cafe)).keys if wanted.changed else None
    if keys is not None and not keys:
        raise Refused(_("No slip has changed since the last printing."))
    cafe = floor.cafe
    return slips_of(
        floor,
        keys,
        (lambda key: addresses.slip_url(cafe, key)) if wanted.codes else None,
        vote=find_vote(cafe.step_id) if wanted.codes else "",
    )


def finds_votes(find: FindsVote) -> FindsVote:
    """Marks what finds the address of a step's vote (by its id) in which its slips vote: the room of votes is above this one."""
    _vote_finders.append(find)
    return find


def find_vote(step_id: int) -> str:
    """The address of the vote in which the slips of a step vote; empty where there is none."""
    return next(filter(None, (find(step_id) for find in _vote_finders)), "")


def mark_printed(cafe: Cafe, seating_id: int) -> CafeSeating:
    """The slips of this seating, the one that holds, are printed. The caller holds the café."""
    row = current_seating(cafe)
    if row is None or row.id != seating_id:
        raise Refused(
            _("Somebody has changed the seating in the meantime. Check the slips as they are now.")
        )
    row.printed_at = clock.now()
    numbers = {str(table.id): table.number for table in tables_of(cafe)}
    row.about = {**row.about, "numbers": numbers}  # a table may be given another number later
    return row


def not_printed(cafe: Cafe) -> None:
    """The last printing did not happen after all; the one before it counts. The caller holds the café."""
    row = _printed_row(cafe)
    if row is None:
        raise Refused(_("No slips have been printed yet."))
    row.printed_at = None


def _printed_row(cafe: Cafe) -> CafeSeating | None:
    query = sa.select(CafeSeating).where(
        CafeSeating.cafe_id == cafe.id, CafeSeating.printed_at.is_not(None)
    )
    return db.session.scalars(
        query.order_by(CafeSeating.printed_at.desc(), CafeSeating.id.desc()).limit(1)
    ).first()
