"""What happens to presidencies: planned, moved, dropped, put into another order."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...lib.cells import ChangeCell
from ...web.i18n import _
from ...web.refused import Refused
from ..models import ForumMember, OrderChange, Presidency, WorkPlan
from ..removing import settles
from .queries import PresidencyBoard, as_term, turn_seats
from .rotation import next_in_turn, next_terms, overlapping_term


def number_turns(rows: Sequence[ForumMember]) -> None:
    """Give these members the turns 1, 2, 3 …"""
    for turn, row in enumerate(rows, 1):
        row.turn = turn
    db.session.flush()


def plan_next(board: PresidencyBoard, first_day: date, number: int) -> list[Presidency]:
    """Plan so many presidencies from a day on, in the order of turns. Refused where nobody is left to preside."""
    newest = [row for row in board.in_order if row.turn is None]
    last = max((row.turn for row in board.members if row.turn is not None), default=0)
    for turn, row in enumerate(newest, last + 1):  # whoever joined comes last, and keeps that place
        row.turn = turn
    before = [one for one in board.terms if one.last_day < first_day]
    after = before[-1].member_id if before else None
    terms = next_terms(
        turn_seats(board.members), board.months, start=first_day, number=number, after=after
    )
    if not terms:
        raise Refused(_("Nobody can preside yet: add members first. Observers never preside."))
    rows = [
        Presidency(
            forum_id=board.forum.id, member_id=one.member, first_day=one.first, last_day=one.last
        )
        for one in terms
    ]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def first_clashing_presidency(
    board: PresidencyBoard, first_day: date, number: int
) -> Presidency | None:
    """A presidency that one of the next ones would overlap."""
    from_then = next_terms(turn_seats(board.members), board.months, first_day, number)
    for term in from_then:
        if found := clashing_presidency(board.terms, term.first, term.last):
            return found
    return None


def clashing_presidency(terms: Sequence[Presidency], first: date, last: date) -> Presidency | None:
    """The earliest of these presidencies that shares a day with a span."""
    found = overlapping_term(first, last, map(as_term, terms))
    return next((one for one in terms if found and as_term(one) == found), None)


def change_order(
    board: PresidencyBoard, after: Sequence[ForumMember], reason: str, by: int, *, coming_too: bool
) -> OrderChange:
    """Another order of turns, with why; `coming_too`: presidencies that are planned follow it, their days stay."""
    before = [row.id for row in board.in_order]
    number_turns(after)
    row = OrderChange(
        forum_id=board.forum.id,
        before=before,
        after=[one.id for one in after],
        reason=reason,
        at=clock.now(),
        by_id=by,
    )
    db.session.add(row)
    if coming_too:
        _follow(board)
    db.session.flush()
    return row


def _follow(board: PresidencyBoard) -> None:
    """The coming presidencies get the members whose turn it is now; those with a work plan stay as they are."""
    begun = [one for one in board.terms if one.first_day <= board.today]
    last = begun[-1].member_id if begun else None
    for term in board.coming:
        if term.id not in board.plans:
            term.member_id = (
                next_in_turn(turn_seats(board.members), last, term.first_day) or term.member_id
            )
        last = term.member_id


def refuse_if_sent(term: Presidency) -> None:
    """A presidency goes with its work plan, but not once that was sent round."""
    plan = db.session.scalar(sa.select(WorkPlan).where(WorkPlan.presidency_id == term.id))
    if plan is not None and (plan.sent_on or plan.edition > 1):
        raise Refused(
            _(
                "Its work plan was sent to the members: this presidency stays. Change its days instead."
            )
        )


@settles(Presidency)
def refuse_second_presidency(cell: ChangeCell, gone: bool) -> None:
    """Which was restored does not share a day with one that was planned since."""
    row = cell.before or {}
    others = sa.select(Presidency).where(
        Presidency.forum_id == row["forum_id"], Presidency.id != cell.id
    )
    first, last = (date.fromisoformat(row[name]) for name in ("first_day", "last_day"))
    if not gone and clashing_presidency(db.session.scalars(others).all(), first, last):
        raise Refused(_("Another member presides in these days by now."))
