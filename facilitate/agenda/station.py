"""How far an agenda is: every day filled, nothing empty or over time, each step led by somebody."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

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
    list_open_needs,
    percent_done,
    select_rows_as_text,
    split_text_rows,
)
from ..lib.text import capitalize_first
from ..web.i18n import _, _l, _n
from .dates import dates_between, moved_dates
from .models import Day, Step, Strand
from .timing import Slot, time_day
from .warnings import UNLED

AGENDA_PAGE = EventPage("agenda.show_agenda")
LEADS = EventPage("agenda.edit_leads")
"""Where all steps that nobody leads are given their lead at once."""


@dataclass(frozen=True)
class AgendaTally:
    """What of an agenda is open. `empty`: days without a step; `gaps`: steps before which nothing happens;

    `over`: steps that begin before the last one is over, and days that end too late; `unled`: steps nobody leads.
    `empty_at`, `gap_at`: where the first of them is.
    """

    steps: int = 0
    empty: int = 0
    gaps: int = 0
    over: int = 0
    unled: int = 0
    empty_at: EventPage = AGENDA_PAGE
    gap_at: EventPage = AGENDA_PAGE

    @property
    def open(self) -> int:
        return self.empty + self.gaps + self.over + self.unled


def _counts(asking: CountParameters) -> dict[str, object]:
    step = (
        Step.id,
        Step.day_id,
        Step.block_id,
        Step.strand_id,
        Step.rank,
        Step.minutes,
        Step.pinned,
        Step.kind,
        Step.lead_id,
    )
    return {
        "days": select_rows_as_text(
            (Day.id, Day.on, Day.starts, Day.planned_end), Day.event_id == asking.event
        ),
        "steps": select_rows_as_text(
            step, Step.event_id == asking.event, Step.removed_at.is_(None)
        ),
        "strands": select_rows_as_text(
            (Strand.id, Strand.block_id, Strand.lead_id),
            Strand.event_id == asking.event,
            Strand.removed_at.is_(None),
        ),
    }


@dataclass(frozen=True)
class _OpenStep:
    id: int
    day: str
    block: str
    strand: str
    rank: str
    minutes: int
    pinned: int | None
    kind: str
    led: bool


def tally_agenda(found: StationCounts, event: Event) -> AgendaTally:
    """What is open on the event's own days, calculated as the agenda does."""
    rows = split_text_rows(found["days"])
    dates = dates_between(event.first_day, event.last_day)
    now_on = moved_dates([date.fromisoformat(on) for _id, on, *_rest in rows], dates)
    days = {
        key: (now_on[date.fromisoformat(on)], int(starts), int(planned_end))
        for key, on, starts, planned_end in rows
    }
    all_rows = [_row(cells) for cells in split_text_rows(found["steps"])]
    leads: dict[str, list[bool]] = defaultdict(list)
    for _id, holder, lead in split_text_rows(found["strands"]):
        leads[holder].append(bool(lead))
    inside: dict[str, list[_OpenStep]] = defaultdict(list)
    for row in sorted(all_rows, key=lambda one: one.rank):
        if row.block:
            inside[row.block].append(row)
    within = {key for key, (on, *_rest) in days.items() if event.first_day <= on <= event.last_day}
    steps = empty = over = unled = filled = 0
    empty_at: list[EventPage] = []
    gap_at: list[EventPage] = []
    for key in sorted(within, key=lambda one: days[one][0]):
        shown = {"day": days[key][0].isoformat()}
        top = sorted(
            (one for one in all_rows if one.day == key and not one.block), key=lambda one: one.rank
        )
        if not top:
            empty_at.append(EventPage(AGENDA_PAGE.endpoint, shown))
            continue
        filled += 1
        timed = time_day(days[key][1], [_slot(one, inside) for one in top])
        own = {one.id for one in top}
        gap_at += [
            EventPage(AGENDA_PAGE.endpoint, {**shown, "_anchor": f"step-{one.id}"})
            for one in timed
            if one.gap > 0 and one.id in own
        ]
        over += sum(one.gap < 0 for one in timed)
        over += max(one.end for one in timed) > days[key][2]
        for block in top:
            held = inside[str(block.id)]
            steps += 1 + len(held)
            groups = leads[str(block.id)]
            led = block.led or bool(held) or (bool(groups) and all(groups))
            unled += not led and block.kind not in UNLED
            unled += sum(not (one.led or block.led) and one.kind not in UNLED for one in held)
    empty = (event.last_day - event.first_day).days + 1 - filled
    return AgendaTally(
        steps=steps,
        empty=empty,
        gaps=len(gap_at),
        over=over,
        unled=unled,
        empty_at=next(iter(empty_at), AGENDA_PAGE),
        gap_at=next(iter(gap_at), AGENDA_PAGE),
    )


def _row(cells: list[str]) -> _OpenStep:
    key, day, block, strand, rank, minutes, pinned, kind, lead = cells
    return _OpenStep(
        id=int(key),
        day=day,
        block=block,
        strand=strand,
        rank=rank,
        minutes=int(minutes),
        pinned=int(pinned) if pinned else None,
        kind=kind,
        led=bool(lead),
    )


def _slot(row: _OpenStep, inside: dict[str, list[_OpenStep]]) -> Slot:
    strands: dict[str, list[Slot]] = defaultdict(list)
    for one in inside[str(row.id)]:
        strands[one.strand].append(Slot(one.id, one.minutes, one.pinned))
    held = tuple(tuple(one) for one in strands.values())
    return Slot(row.id, row.minutes, row.pinned, held)


def agenda_progress(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """Ready once every day has its steps, nothing is empty or over time, and each step has somebody who leads it."""
    counted = tally_agenda(found, event)
    if not counted.steps:
        return RoomProgress(
            RoomState.NOT_BEGUN,
            reason=_("no step yet"),
            act=_act(
                _("Plan the days"),
                _(
                    "Type a line and press Enter, paste a programme you have, or start with a template."
                ),
                _("Create the agenda"),
            ),
        )
    said = _n("%(num)d step", "%(num)d steps", counted.steps)
    if not counted.open:
        return RoomProgress(
            RoomState.READY, reason=_("%(steps)s, no gaps, each with a lead", steps=said), part=100
        )
    wrong = _wrong(counted)
    return RoomProgress(
        RoomState.UNDER_WAY,
        reason=", ".join([said, *wrong]),
        open=_n("%(num)d open", "%(num)d open", counted.open),
        part=max(10, percent_done(counted.steps, counted.steps + counted.open)),
        act=_next(counted, capitalize_first(", ".join(wrong)) + "."),
        needs=_needs(counted),
    )


def _wrong(counted: AgendaTally) -> list[str]:
    said = (
        _n("%(num)d day is empty", "%(num)d days are empty", counted.empty),
        _n("%(num)d gap", "%(num)d gaps", counted.gaps),
        _n("%(num)d time does not fit", "%(num)d times do not fit", counted.over),
        _n("%(num)d step without a lead", "%(num)d steps without a lead", counted.unled),
    )
    numbers = (counted.empty, counted.gaps, counted.over, counted.unled)
    return [text for text, many in zip(said, numbers, strict=True) if many]


def _next(counted: AgendaTally, why: str) -> NextAct:
    if counted.empty:
        title = _n("Fill %(num)d empty day", "Fill %(num)d empty days", counted.empty)
        return _act(title, why, _("Open the agenda"), counted.empty_at)
    if counted.over or counted.gaps:
        place = AGENDA_PAGE if counted.over else counted.gap_at
        return _act(_("Make the times of the agenda fit"), why, _("Open the agenda"), place)
    title = _n("Say who leads %(num)d step", "Say who leads %(num)d steps", counted.unled)
    return _act(title, why, _("Name them"), LEADS)


def _act(title: str, why: str, button: str, place: EventPage = AGENDA_PAGE) -> NextAct:
    return NextAct(
        title=title,
        why=why,
        button=button,
        place=place,
        can=Can.EDIT_AGENDA,
    )


def _needs(counted: AgendaTally) -> list[OpenNeed]:
    empty = _n("day is empty", "days are empty", counted.empty)
    gaps = _n("gap in the agenda", "gaps in the agenda", counted.gaps)
    over = _n("time does not fit", "times do not fit", counted.over)
    unled = _n("step has no lead", "steps have no lead", counted.unled)
    said = (
        (counted.empty_at, (counted.empty, empty, _("Fill"))),
        (counted.gap_at, (counted.gaps, gaps, _("Fill"))),
        (AGENDA_PAGE, (counted.over, over, _("Edit"))),
        (LEADS, (counted.unled, unled, _("Name them"))),
    )
    return [need for place, one in said for need in list_open_needs(place, Can.EDIT_AGENDA, [one])]


AGENDA = Station(
    key="agenda",
    asks_afterwards=False,
    name=_l("Agenda"),
    page="agenda.show_agenda",
    band=Band.BEFORE,
    counts=_counts,
    told=agenda_progress,
)
