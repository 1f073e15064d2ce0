"""How far the world cafés of an event are: tables, questions, hosts, seats, slips."""

from datetime import date

import sqlalchemy as sa

from ..agenda.kinds import StepKind
from ..agenda.models import Step
from ..events.access import Can
from ..events.models import Event
from ..events.stations import (
    Band,
    CountParameters,
    EventPage,
    NextAct,
    OpenNeed,
    RoomProgress,
    RoomState,
    Station,
    StationCounts,
    count_rows,
    list_open_needs,
    select_value,
)
from ..web.i18n import _, _l, _n
from .group_words import speaking_of
from .models import Cafe, CafeSeating, CafeTable
from .queries import is_seated


def _counts(asking: CountParameters) -> dict[str, object]:
    step = sa.and_(Step.event_id == asking.event, is_seated())
    world = sa.and_(step, Step.kind == StepKind.CAFE)
    table = sa.and_(CafeTable.cafe_id == Cafe.id, Cafe.step_id == Step.id, step)
    hosted = sa.or_(
        CafeTable.host_participation_id.is_not(None),
        CafeTable.host_id.is_not(None),
        CafeTable.host_name != "",
    )
    asked = sa.or_(
        sa.cast(CafeTable.question, sa.Text).not_in(_EMPTY),
        sa.cast(Cafe.questions, sa.Text) != "[]",
    )
    of_world = sa.and_(table, Step.kind == StepKind.CAFE)
    holds = sa.and_(CafeSeating.cafe_id == Cafe.id, Cafe.step_id == Step.id, step)
    sits = sa.and_(holds, CafeSeating.undone.is_(False))
    return {
        "cafes": count_rows(Step.id, step),
        "first": select_value(sa.func.min(Step.id), step),
        "tables": count_rows(CafeTable.id, of_world),
        "groups": count_rows(CafeTable.id, table, Step.kind == StepKind.GROUP),
        "unhosted": count_rows(CafeTable.id, of_world, sa.not_(hosted)),
        "unasked": count_rows(CafeTable.id, of_world, sa.not_(asked)),
        "worlds": count_rows(Step.id, world),
        "seated": count_rows(Cafe.id.distinct(), sits),
        "printed": count_rows(Cafe.id.distinct(), holds, CafeSeating.printed_at.is_not(None)),
    }


_EMPTY = ('{"en": "", "sq": ""}', "null", "")
"""A wording in which nobody has written anything, as the database keeps it."""


def cafe_readiness(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """Ready once each table has its question and its host, people are seated and the slips are printed."""
    with speaking_of(StepKind.CAFE if found["worlds"] or not found["cafes"] else StepKind.GROUP):
        return _readiness(found, event, today)


def _readiness(found: StationCounts, event: Event, today: date) -> RoomProgress:
    cafes, tables = found["cafes"], found["tables"]
    if not cafes:
        return RoomProgress(RoomState.UNNEEDED, reason=_("the agenda has no world café"))
    page = (
        EventPage("cafe.show_tables", {"step_id": found["first"]})
        if cafes == 1
        else EventPage("cafe.show_cafe")
    )
    if not (tables or found["groups"]):
        return RoomProgress(
            RoomState.NOT_BEGUN,
            reason=_("no table yet"),
            act=_act(
                _("Set up the tables of the world café"),
                _("The planner suggests how many tables and rounds fit your people."),
                _("Set up the tables"),
                page,
            ),
        )
    steps = (
        not found["unasked"],
        not found["unhosted"],
        found["seated"] >= cafes,
        found["printed"] >= cafes,
    )
    said = [
        _n("%(num)d table", "%(num)d tables", tables) if tables else "",
        _n("%(num)d group", "%(num)d groups", found["groups"]) if found["groups"] else "",
        _n("%(num)d without a question", "%(num)d without a question", found["unasked"])
        if found["unasked"]
        else "",
        _n("%(num)d without a host", "%(num)d without a host", found["unhosted"])
        if found["unhosted"]
        else "",
        _("everyone has a seat") if steps[2] else _("nobody has a seat yet"),
        _("slips are printed") if steps[3] else _("slips are not printed yet") if steps[2] else "",
    ]
    over = event.last_day < today and steps[2]
    ready = all(steps) or over
    return RoomProgress(
        RoomState.READY if ready else RoomState.UNDER_WAY,
        reason=", ".join(part for part in said if part),
        open="" if ready else _open(found, steps),
        part=100 if ready else 20 + 20 * sum(steps),
        act=None if ready else _next(found, steps, page),
        needs=[] if ready else _needs(found, page),
    )


def _open(found: StationCounts, steps: tuple[bool, ...]) -> str:
    if found["unasked"]:
        return _n("%(num)d question", "%(num)d questions", found["unasked"])
    if found["unhosted"]:
        return _n("%(num)d host", "%(num)d hosts", found["unhosted"])
    return _("seats") if not steps[2] else _("slips")


def _next(found: StationCounts, steps: tuple[bool, ...], page: EventPage) -> NextAct:
    if found["unasked"]:
        return _act(
            _n(
                "Ask a question at %(num)d table",
                "Ask a question at %(num)d tables",
                found["unasked"],
            ),
            _("One question for all tables is enough; each table can have its own."),
            _("Write the questions"),
            EventPage("cafe.edit_questions", page.values)
            if page.values and found["unasked"] == found["tables"]
            else _all_at_once(page),
        )
    if found["unhosted"]:
        return _act(
            _n(
                "Name the host of %(num)d table",
                "Name the hosts of %(num)d tables",
                found["unhosted"],
            ),
            _("A host stays at the table and tells each round what was said before."),
            _("Name the hosts"),
            _all_at_once(page),
        )
    room = EventPage("cafe.show_cafe")
    if not steps[2]:
        return _act(
            _("Seat the people of the world café"),
            _("One press seats everyone: in each round they meet other people."),
            _("Go to the seating"),
            room,
        )
    prints = EventPage("cafe.show_papers", page.values) if page.values else room
    return _act(
        _("Print the slips of the world café"),
        _("Everyone has a seat. The slips show who sits where in each round."),
        _("Go to the slips"),
        prints,
    )


def _act(title: str, why: str, button: str, place: EventPage) -> NextAct:
    return NextAct(title=title, why=why, button=button, place=place, can=Can.EDIT_CAFE)


def _needs(found: StationCounts, page: EventPage) -> list[OpenNeed]:
    said = (
        (
            found["unhosted"],
            _n("café table has no host", "café tables have no host", found["unhosted"]),
            _("Name hosts"),
        ),
        (
            found["unasked"],
            _n("café table has no question", "café tables have no question", found["unasked"]),
            _("Write questions"),
        ),
    )
    return list_open_needs(_all_at_once(page), Can.EDIT_CAFE, said)


def _all_at_once(page: EventPage) -> EventPage:
    """Where questions and hosts of all tables are typed; with several cafés the first page says which."""
    return EventPage("cafe.edit_grid", page.values) if page.values else page


CAFE = Station(
    key="cafe",
    asks_afterwards=False,
    name=_l("Café"),
    page="cafe.show_cafe",
    band=Band.IN_THE_ROOM,
    counts=_counts,
    told=cafe_readiness,
    other_pages=frozenset({"cafe.show_tables", "cafe.show_guests"}),
)
