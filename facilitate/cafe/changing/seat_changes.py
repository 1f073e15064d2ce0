"""Changes by hand, as they are done: what somebody saw is compared with what is, then the seating is kept anew."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_login import current_user

from ...agenda.models import Step
from ...data.db import get_or_404
from ...events.models import Event
from ...web.i18n import _
from ...web.refused import Refused
from ..actions import cafe_of, check_same_past, recount_quality, save_seating
from ..cafe_view import cafe_view_or_404
from ..floor import CafeFloor
from ..models import Cafe, CafeSeating, SeatingCause
from ..queries import may_be_seated
from ..seats import Seating, seating_from_json
from . import wording
from .costs import SeatChange, seating_at_tables, seating_of_change
from .queries import seating_seen


def hold_floor(event: Event, step_id: int) -> CafeFloor:
    """The café of that step, held until the end of the transaction: who comes second waits. 404 where there is none."""
    there = (
        Step.id == step_id,
        Step.event_id == event.id,
        may_be_seated(),
    )
    get_or_404(Step, *there)
    cafe_of(step_id)
    return cafe_view_or_404(event, step_id, pairs=True).floor


def seating_to_change(floor: CafeFloor) -> Seating:
    """The seating that holds, at the tables as they are. Refused where there is none, or one of other rounds."""
    if floor.seating is None:
        raise Refused(_("Nobody has a seat yet. Seat everyone first."))
    if len(floor.seating.rounds) < floor.cafe.rounds:
        raise Refused(
            _(
                "The café now has %(rounds)d rounds, but the seating only %(seated)d. Seat "
                "everyone again first.",
                rounds=floor.cafe.rounds,
                seated=len(floor.seating.rounds),
            )
        )
    return seating_at_tables(floor)


def check_possible(floor: CafeFloor, change: SeatChange) -> None:
    """Refuse what is no change: a round that has been held, a table they sit at already, somebody without a seat."""
    now = seating_to_change(floor)
    check_open_round(floor, change.number)
    who = wording.person_name(floor, change.who)
    here = now.at(change.number, change.who)
    if not change.other:
        if here == change.table:
            raise Refused(_("%(name)s is already at that table.", name=who))
        return
    there = now.at(change.number, change.other)
    if here is None or there is None:
        without = change.who if here is None else change.other
        raise Refused(
            _(
                "%(name)s has no seat in round %(round)d. Choose a table instead.",
                name=wording.person_name(floor, without),
                round=change.number,
            )
        )
    if here == there:
        raise Refused(
            _(
                "%(a)s and %(b)s sit at the same table in round %(round)d; nothing would change.",
                a=who,
                b=wording.person_name(floor, change.other),
                round=change.number,
            )
        )


def check_open_round(floor: CafeFloor, number: int) -> None:
    """Refuse a round that has been held, or that there is not."""
    if number <= floor.cafe.held:
        raise Refused(_("Round %(round)d has been held; what happened in it stays.", round=number))
    if number > floor.cafe.rounds:
        raise Refused(_("Round %(round)d no longer exists.", round=number))


def check_still_there(floor: CafeFloor, change: SeatChange, seating_id: int) -> None:
    """Refuse where somebody whom the change moves sits elsewhere than when it was looked at; else others' changes are fine."""
    if seating_id == floor.seating_id:
        return
    before, now = seating_seen(floor.cafe, seating_id), seating_at_tables(floor)
    for key in change.people:
        table = now.at(change.number, key)
        if before is None or before.at(change.number, key) != table:
            raise Refused(_moved_meanwhile(floor, key, change.number, table))


def _moved_meanwhile(floor: CafeFloor, key: str, number: int, table: int | None) -> str:
    who, at = wording.person_name(floor, key), floor.number_of(table)
    if at is None:
        return _(
            "Somebody has changed the seating in the meantime: %(name)s now has no seat in "
            "round %(round)d. Nothing was changed.",
            name=who,
            round=number,
        )
    return _(
        "Somebody has changed the seating in the meantime: in round %(round)d %(name)s now "
        "sits at table %(table)d. Nothing was changed.",
        name=who,
        round=number,
        table=at,
    )


def save_change(
    floor: CafeFloor, seating: Seating, did: SeatingCause, about: Mapping[str, Any]
) -> CafeSeating:
    """This seating holds from now on, judged anew, by the person signed in."""
    return save_seating(
        floor.cafe, recount_quality(floor, seating), did, by=current_user.id, about=about
    )


def change_seats(floor: CafeFloor, change: SeatChange) -> CafeSeating:
    """Two people change places, or one moves."""
    about = {"who": change.people, "round": change.number}
    if not change.other:
        about["table"] = floor.number_of(change.table)
    did = SeatingCause.SWAPPED if change.other else SeatingCause.MOVED
    return save_change(floor, seating_of_change(floor, change), did, about)


def lock_seat(floor: CafeFloor, number: int, who: str, on: bool) -> CafeSeating:
    """Lock or unlock somebody's seat in a round, or the whole round where nobody is named."""
    now = seating_to_change(floor)
    check_open_round(floor, number)
    if who and now.at(number, who) is None:
        raise Refused(
            _(
                "%(name)s has no seat in round %(round)d.",
                name=wording.person_name(floor, who),
                round=number,
            )
        )
    if who:
        pair = {(number, who)}
        then = replace(now, locked=now.locked | pair if on else now.locked - pair)
    else:
        one = {number}
        then = replace(
            now, locked_rounds=now.locked_rounds | one if on else now.locked_rounds - one
        )
    return save_change(
        floor,
        then,
        SeatingCause.LOCKED if on else SeatingCause.UNLOCKED,
        {"who": [who] if who else [], "round": number},
    )


def restore_seating(cafe: Cafe, floor: CafeFloor, row: CafeSeating) -> CafeSeating:
    """Let an earlier seating hold again, as a change of its own. Refused where a round already held would change."""
    then = seating_from_json(row.content)
    check_same_past(cafe, floor.seating, then)
    return save_change(floor, then, row.did, {"back": row.id, "when": row.at.isoformat()})
