"""Everything the pages that follow the clock show: where it stands, in words, and what a device needs to go on by itself."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ...events.models import Event
from ...lib.ics import CalendarEntry, to_ics
from ...web.i18n import _, pick_wording
from ..clock import ClockPhase, ClockStanding, LastPress, Lengths, clock_standing, round_now
from ..floor import CafeStep
from ..models import Cafe
from ..queries import cafe_steps, lengths_of
from .actions import next_round
from .queries import KeptCafe, OpenCafe, PathPlace, guest_path
from .wording import clock_phrases, clock_texts


def to_milliseconds(at: datetime) -> int:
    """A moment as scripts count it."""
    return round(at.timestamp() * 1000)


def wall_time(at: datetime, zone: str) -> str:
    """A moment by the clock on the wall there, `10:05`."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")


@dataclass(frozen=True)
class ClockView:
    """The clock as a page shows it. `round` is the one whose names are looked for (0: none); `on`: it goes on already."""

    at: ClockStanding
    lengths: Lengths
    first: int
    round: int
    on: bool
    text: dict[str, str]
    say: dict[str, str]
    state: dict[str, Any]

    @property
    def times(self) -> dict[str, str]:
        """When each phase still to come begins, by the clock on the wall, by `Standing.seen` of it."""
        return {f"{leg['round']}-{leg['phase']}": leg["at"] for leg in self.state["legs"]}

    @property
    def view(self) -> str:
        """What the wall shows: names to be found, the talk, the plenary, or that it is over."""
        if self.at.phase is ClockPhase.OVER:
            return "over"
        if self.at.phase is ClockPhase.TALK:
            return "talk"
        return "names" if self.round else "plenary"


def clock_shown(
    cafe: Cafe, stood: LastPress | None, seating_id: int, now: datetime, zone: str
) -> ClockView:
    """The café's clock at that moment, in the language spoken now."""
    lengths = lengths_of(cafe)
    at, first, say = clock_standing(stood, lengths, now), next_round(cafe), clock_phrases()
    ends = wall_time(now + timedelta(seconds=at.left), zone)
    round, on = round_now(at, cafe.held, cafe.rounds)
    state = _state(
        cafe, at, begun=stood is not None, first=first, seating_id=seating_id, now=now, zone=zone
    )
    return ClockView(
        at=at,
        lengths=lengths,
        first=first,
        round=round,
        on=on,
        text=clock_texts(at, lengths, first=first, ends=ends, say=say),
        say=say,
        state=state,
    )


def _state(
    cafe: Cafe,
    at: ClockStanding,
    begun: bool,
    first: int,
    seating_id: int,
    now: datetime,
    zone: str,
) -> dict[str, Any]:
    """What a device needs: the phases to come from moment to moment; paused, the seconds left of the first one."""
    return {
        "now": to_milliseconds(now),
        "begun": begun,
        "paused": at.paused,
        "left": at.left,
        "legs": [
            {
                "round": leg.round,
                "phase": leg.phase.value,
                "from": to_milliseconds(leg.start),
                "to": to_milliseconds(leg.end),
                "at": wall_time(leg.start, zone),
                "until": wall_time(leg.end, zone),
            }
            for leg in at.legs
        ],
        "rounds": cafe.rounds,
        "minutes": cafe.minutes,
        "held": cafe.held,
        "first": first,
        "mark": f"{seating_id}-{cafe.rounds}",
    }


def clock_view_of(event: Event, kept: KeptCafe, now: datetime) -> ClockView:
    """The café's clock for a page that stays open and asks again."""
    return clock_shown(kept.cafe, kept.clock, seating_id=kept.seating_id, now=now, zone=event.zone)


@dataclass(frozen=True)
class OwnPath:
    """Somebody's path at one moment: every round with its table; `here` is the one to go to or to be at."""

    name: str
    places: list[PathPlace]
    at: ClockStanding
    here: PathPlace | None
    on: bool


def own_path(visit: OpenCafe, key: str, name: str, now: datetime) -> OwnPath:
    """Somebody's path, with the times of the clock, or while it stands still with those of the agenda."""
    at = clock_standing(visit.clock, lengths_of(visit.cafe), now)
    number, on = round_now(at, visit.cafe.held, visit.cafe.rounds)
    places = guest_path(visit, key)
    if places:
        times = _times(visit, at)
        places = [replace(place, at=times.get(place.round)) for place in places]
    here = next((place for place in places if place.round == number), None)
    return OwnPath(name=name, places=places, at=at, here=here, on=on)


def _times(visit: OpenCafe, at: ClockStanding) -> dict[int, datetime]:
    """When the rounds begin by the clock on the wall: those still to come by the clock, else as planned."""
    event, cafe = visit.event, visit.cafe
    if at.phase is not ClockPhase.BEFORE:
        zone = ZoneInfo(event.zone)
        return {
            leg.round: leg.start.astimezone(zone) for leg in at.legs if leg.phase is ClockPhase.TALK
        }
    on = next((one for one in cafe_steps(event, also=cafe.step_id) if one.id == cafe.step_id), None)
    return (
        {number: _planned(cafe, on, number) for number in range(1, cafe.rounds + 1)} if on else {}
    )


def _planned(cafe: Cafe, on: CafeStep, number: int) -> datetime:
    minutes = on.start + (number - 1) * (cafe.minutes + cafe.move)
    return datetime.combine(on.day.on, time()) + timedelta(minutes=minutes)


def path_calendar(visit: OpenCafe, key: str, mine: OwnPath, now: datetime) -> bytes:
    """Somebody's rounds as a calendar file, in the language spoken now: an entry a round whose time is known."""
    event, cafe = visit.event, visit.cafe
    entries = []
    for place in mine.places:
        if not place.number or place.at is None:
            continue
        starts = place.at.replace(tzinfo=ZoneInfo(event.zone))
        table = _("Table %(number)d", number=place.number)
        entries.append(
            CalendarEntry(
                uid=f"cafe{cafe.id}{key}-{place.round}@facilitate",
                title=f"{pick_wording(event.title)}: {table}",
                starts=starts,
                ends=starts + timedelta(minutes=cafe.minutes),
                place=place.link
                or ", ".join(part for part in (place.room, event.venue, event.town) if part),
                text=pick_wording(place.about),
                url=place.link,
            )
        )
    return to_ics(pick_wording(event.title), entries, stamp=now)
