"""Searching for a seating beside the pages: begun once however many press, watched, stopped with the best so far."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from .. import clock
from ..data.db import db
from ..events.models import Event
from ..run.jobs import enqueue_job, kept_job
from . import engine_process
from .actions import cafe_of, recount_quality, save_seating
from .ahead import CafesAhead, better_meeting, cafes_ahead
from .floor import CafeFloor
from .instance import (
    engine_event,
    groups_with_newcomers,
    held_rounds,
    kept_reason,
    once_more,
    problem_rounds,
    seating_from,
)
from .models import (
    SPREAD,
    Cafe,
    CafeSearch,
    CafeSeating,
    Priority,
    SearchKind,
    SearchState,
    SeatingCause,
)
from .queries import current_seating, floor_of
from .rotation import Infeasible, SearchProgress, SeatingReason
from .seats import Seating, changed_slips, new_slips, seating_from_json, seating_to_json

log = logging.getLogger(__name__)

SILENT = timedelta(seconds=45)
"""A search that has said nothing for so long is over: its worker was stopped."""
TELL = 0.4
"""Seconds between two looks at whether somebody pressed stop."""
LONGEST = 120.0
"""Seconds after which a search stops with the best so far."""
ENGINE = {Priority.REPRESENTATIVE.value: Priority.MIXED.value}
"""What the engine puts first, where it is called otherwise here: tables like the room are mixed ones, in all that is known."""
FEWEST, BEST = "fewest", "best"
"""The two ways of a repair: the fewest changed slips, the best mixing."""


def is_search_running(search: CafeSearch | None, now: datetime) -> bool:
    """Whether a search goes on."""
    return search is not None and search.state is SearchState.RUNNING and now - search.beat < SILENT


def begin_search(
    cafe: Cafe, kind: SearchKind, *, by: int | None, asked: Mapping[str, Any] | None = None
) -> CafeSearch:
    """Begin a search, or join the one that goes on already. The caller holds the café, commits, then calls `queue_search`.

    `asked`: `{"priority", "seed", "spread"}`, as far as they are said.
    """
    now = clock.now()
    search = db.session.scalar(
        sa.select(CafeSearch)
        .where(CafeSearch.cafe_id == cafe.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if search is not None and is_search_running(search, now):
        return search
    base = current_seating(cafe)
    if search is None:
        search = CafeSearch(cafe_id=cafe.id, run=0)
        db.session.add(search)
    search.user_id, search.kind, search.state, search.asked = (
        by,
        kind,
        SearchState.RUNNING,
        dict(asked or {}),
    )
    search.run, search.stop, search.share, search.repeats, search.mix = (
        search.run + 1,
        False,
        0,
        0,
        0,
    )
    search.beat, search.base_id = now, base.id if base else 0
    search.offers, search.problem = [], None
    db.session.flush()
    return search


def queue_search(search: CafeSearch) -> None:
    """Hand a search that was begun and committed to the queue; one that goes on already is not begun again there."""
    enqueue_job(search_seating, search.cafe_id, search.run)


def request_search_stop(cafe: Cafe) -> None:
    """Ask the search to stop with the best it has."""
    db.session.execute(sa.update(CafeSearch).where(CafeSearch.cafe_id == cafe.id).values(stop=True))


@kept_job
def search_seating(cafe_id: int, run: int) -> None:
    """Search as was asked. No transaction stays open meanwhile; what is found is written in one."""
    search, now = _mine(cafe_id, run), clock.now()
    if search is None or (search.share > 0 and is_search_running(search, now)):
        db.session.rollback()
        return
    kind, asked = search.kind, dict(search.asked)
    search.share, search.beat = (
        1,
        now,
    )  # taken: a second worker leaves it alone, until this one is killed
    floor, ahead = _floor(cafe_id)
    db.session.commit()
    db.session.expunge_all()  # what is read at the end is read anew: the café may have been changed
    try:
        if floor is None:
            raise LookupError("The step is no café any more.")
        found = _found(
            floor, kind, asked, lambda share, step: _tell(cafe_id, run, share, step), ahead=ahead
        )
    except Infeasible as refused:
        _end(cafe_id, run, SearchState.REFUSED, problem=kept_reason(refused.reason))
    except Exception:
        log.exception("A search for a seating failed.")
        db.session.rollback()
        _end(cafe_id, run, SearchState.FAILED)
    else:
        _end(cafe_id, run, SearchState.DONE, offers=found)


Tell = Callable[[float, SearchProgress], bool]


def ways_of(kind: SearchKind, asked: Mapping[str, Any]) -> list[str]:
    """What a search of that kind looks for, one after the other: priorities, or the ways of a repair."""
    if kind is SearchKind.SEAT:
        return [str(asked.get("priority") or Priority.MEET)]
    return [FEWEST, BEST] if kind is SearchKind.REPAIR else [str(one) for one in Priority]


def _found(
    floor: CafeFloor, kind: SearchKind, asked: Mapping[str, Any], tell: Tell, *, ahead: CafesAhead
) -> list[dict[str, Any]]:
    """The offers, in the order of their ways; once somebody says stop, each that is left is searched only shortly."""
    ways = ways_of(kind, asked)
    if floor.keeps_company and floor.seating and floor.cafe.held:
        return [_offer_of_groups(floor, ways[0], asked)]
    usual, seed = str(asked.get("priority") or Priority.MEET), int(asked.get("seed", 0))
    first = {way: usual if kind is SearchKind.REPAIR else way for way in ways}
    before = floor.seating.how if floor.seating and kind is SearchKind.REPAIR else {}
    spread = bool(asked.get("spread", before.get("spread")))
    runs = [
        {
            "event": engine_event(floor, first[way], afresh=kind is not SearchKind.REPAIR),
            "priority": ENGINE.get(first[way], first[way]),
            "seed": seed,
            "effort": str(asked.get("effort", "normal")),
            "keep": problem_rounds(floor) if way == FEWEST else None,
            "spread": spread and first[way] == Priority.MEET,
        }
        for way in ways
    ]
    is_meeting = kind is not SearchKind.REPAIR and first[ways[0]] == Priority.MEET and not spread
    others = ahead.runs(runs[0]) if is_meeting else []
    task = {"held": held_rounds(floor), "runs": [*runs, *others], "deadline": LONGEST}
    whole = len(runs) + len(others)

    def watch(number: int, step: SearchProgress) -> bool:
        return tell((number + step.share) / whole, step)

    try:
        found = engine_process.search_runs(task, watch, TELL)
    except Infeasible:
        if kind is not SearchKind.REPAIR and not others:
            raise
        if kind is SearchKind.REPAIR:
            runs = [{**run, "event": once_more(engine_event(floor, usual))} for run in runs]
        found = engine_process.search_runs({**task, "runs": runs}, watch, TELL)
    rows = [
        (way, _seating_found(floor, one, run, first[way]))
        for way, one, run in zip(ways, found, runs, strict=False)
    ]
    if kind is SearchKind.REPAIR:  # with whatever rule it could not keep
        rows = [(way, recount_quality(floor, seating)) for way, seating in rows]
    for one, run in zip(found[len(runs) :], others, strict=False):
        own = {**one, "rounds": one["rounds"][: floor.cafe.rounds]}
        seating = recount_quality(floor, _seating_found(floor, own, run, first[ways[0]]))
        if kept := ahead.kept(one["rounds"], floor.cafe.rounds):
            seating = replace(seating, how={**seating.how, "ahead": kept})
        rows[0] = (ways[0], better_meeting(rows[0][1], seating))
    always = rows[0][1].always_together
    if kind is SearchKind.COMPARE and always:
        run, last = {**runs[0], "spread": True}, whole - 1
        (more,) = engine_process.search_runs(
            {**task, "runs": [run]}, lambda _number, step: watch(last, step), TELL
        )
        seating = _seating_found(floor, more, run, Priority.MEET.value)
        if (seating.always_together or 0) < always:
            rows[1:1] = [(SPREAD, seating)]
    return [
        {"way": way, "content": seating_to_json(seating), **_slips(floor, seating)}
        for way, seating in rows
    ]


def _seating_found(
    floor: CafeFloor, one: Mapping[str, Any], run: Mapping[str, Any], priority: str
) -> Seating:
    """What a run has found, as a seating of this floor."""
    how = {"priority": priority, "seed": run["seed"], "stopped": one["stopped"]}
    how |= {"spread": True} if run["spread"] else {}
    why = [SeatingReason(*reason) for reason in one["why"]]
    return seating_from(floor, one["rounds"], metrics=one["metrics"], why=why, how=how)


def _offer_of_groups(floor: CafeFloor, way: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Groups that have begun and keep their company go on; who is new joins them."""
    how = {"priority": asked.get("priority") or Priority.MEET, "seed": 0, "stopped": "effort"}
    found = seating_from(floor, groups_with_newcomers(floor), metrics={}, why=(), how=how)
    seating = recount_quality(floor, found)
    return {"way": way, "content": seating_to_json(seating), **_slips(floor, seating)}


def _slips(floor: CafeFloor, seating: Seating) -> dict[str, list[str]]:
    """Whose slip would be another than now, and who would get a first one (keys)."""
    if floor.seating is None:
        return {"changed": [], "new": []}
    return {
        "changed": changed_slips(floor.seating, seating),
        "new": new_slips(floor.seating, seating),
    }


def _mine(cafe_id: int, run: int) -> CafeSearch | None:
    """The search as it is now, if it is still the one this job was begun for."""
    return db.session.scalar(
        sa.select(CafeSearch)
        .where(
            CafeSearch.cafe_id == cafe_id,
            CafeSearch.run == run,
            CafeSearch.state == SearchState.RUNNING,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _floor(cafe_id: int) -> tuple[CafeFloor | None, CafesAhead]:
    """The café as it is now, and what is planned with it."""
    cafe = db.session.get_one(Cafe, cafe_id)
    event = db.session.get_one(Event, cafe.step.event_id)
    found = floor_of(event, cafe.step_id, pairs=True, traits=True)
    return (found[0], cafes_ahead(event, found[0])) if found else (None, CafesAhead())


_told: dict[int, float] = {}


def _tell(cafe_id: int, run: int, share: float, step: SearchProgress) -> bool:
    """Write down how far it is, every now and then; False once somebody has pressed stop or a newer search has begun."""
    now = time.monotonic()
    if now - _told.get(cafe_id, 0) < TELL:
        return True
    _told[cafe_id] = now
    try:
        search = _mine(cafe_id, run)
        if search is None:
            db.session.rollback()
            return False
        going = not search.stop
        search.share, search.beat = max(1, int(1000 * share)), clock.now()
        search.repeats, search.mix = step.repeats, int(1000 * step.mix_index)
        db.session.commit()
    except (
        sa.exc.OperationalError
    ):  # the database is busy: the search goes on and tells it the next time
        db.session.rollback()
        return True
    return going


def _end(
    cafe_id: int,
    run: int,
    state: SearchState,
    *,
    offers: list[dict[str, Any]] | None = None,
    problem: dict[str, Any] | None = None,
) -> None:
    """Write the end; one seating that was asked for takes hold at once, if nobody has changed the seating meanwhile."""
    _told.pop(cafe_id, None)
    step_id = db.session.scalar(sa.select(Cafe.step_id).where(Cafe.id == cafe_id))
    cafe = (
        cafe_of(step_id) if step_id else None
    )  # the café before its search, in the order of whoever presses a button
    search = _mine(cafe_id, run) if cafe else None
    if search is None or cafe is None:
        db.session.rollback()
        return
    search.state, search.problem, search.offers = state, problem, offers or []
    search.share, search.beat = 1000, clock.now()
    if state is SearchState.DONE and search.kind is SearchKind.SEAT:
        use_offer(cafe, search, 0)
    db.session.commit()


def use_offer(
    cafe: Cafe, search: CafeSearch, number: int, *, seen: int | None = None, by: int | None = None
) -> CafeSeating | None:
    """Let an offer hold; None where the seating has been changed since the search began (the offer stays).

    `by`: who takes it (whoever began the search, unless said). `seen`: the seating somebody looked at when they said that the
    offer is to replace it. A round that was held meanwhile stays: an offer with others in it is not taken.
    """
    base = current_seating(cafe)
    if (base.id if base else 0) != (search.base_id if seen is None else seen):
        return None
    offer = search.offers[number]
    offered = seating_from_json(offer["content"])
    if base is not None and not same_held(seating_from_json(base.content), offered, cafe.held):
        return None
    did = SeatingCause.REPAIRED if search.kind is SearchKind.REPAIR else SeatingCause.SEATED
    row = save_seating(cafe, offered, did, by=by or search.user_id, about={"way": offer["way"]})
    if search.kind is not SearchKind.REPAIR:
        cafe.priority = Priority.MEET if offer["way"] == SPREAD else Priority(offer["way"])
    search.offers, search.base_id = [], row.id
    db.session.flush()
    return row


def same_held(before: Seating, after: Seating, held: int) -> bool:
    """Whether everybody who sits in the first `held` rounds of both sits at the same table."""
    return all(
        before.at(number, key) == table
        for key, path in after.paths.items()
        for number, table in enumerate(path[:held], 1)
        if key in before.paths and table is not None
    )
