"""From the programme to calendar entries, in the language asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..agenda.plan import PlanRoom, PlanStrand
from ..agenda.programmes import ProgrammeDay, ProgrammeStep
from ..agenda.publishing.public import Occasion, PublicDay, PublicStep, list_occasions, occasion_of
from ..lib.clock import wall_moment
from ..lib.ics import CalendarEntry


@dataclass(frozen=True)
class CalendarSetting:
    """What all entries of a calendar share: where the event is, its time zone, and the agenda's revision.

    `host` makes the entries' names unique in the world; `revision` grows with every change, so that calendars take over
    the newest copy.
    """

    zone: str
    language: str
    host: str
    place: str
    revision: int

    def entry(
        self, uid: str, title: str, on: date, start: int, end: int, room: str, text: str
    ) -> CalendarEntry:
        """One entry; times in minutes after midnight of that date."""
        return CalendarEntry(
            uid=f"{uid}@{self.host}",
            title=title,
            text=text,
            sequence=self.revision,
            starts=wall_moment(on, start, self.zone),
            ends=wall_moment(on, end, self.zone),
            place=", ".join(part for part in (room, self.place) if part),
        )


def team_entries(
    days: Sequence[ProgrammeDay], setting: CalendarSetting, step: int = 0
) -> list[CalendarEntry]:
    """One entry a step that takes time, internal ones too, with its aim: for the team. `step`: that one alone."""
    return [
        _step(one_day.on, one, setting)
        for one_day in days
        for one in (one_day.steps if step else one_day.leaves)
        if one.end > one.start and step in (0, one.step.id)
    ]


def member_entries(
    days: Sequence[ProgrammeDay],
    member: int,
    setting: CalendarSetting,
    rooms: Mapping[int, PlanRoom],
) -> list[CalendarEntry]:
    """What somebody of the team leads, helps in or takes notes of; in parallel groups the own group."""
    return [entry for one_day in days for entry in _of_member(one_day, member, setting, rooms)]


def _of_member(
    one_day: ProgrammeDay, member: int, setting: CalendarSetting, rooms: Mapping[int, PlanRoom]
) -> Iterator[CalendarEntry]:
    for one in one_day.leaves:
        if one.end <= one.start:
            continue
        groups = [strand for strand in one.strands if member in (strand.lead, strand.note_taker)]
        for strand in groups:
            yield _strand(one_day.on, one, strand=strand, setting=setting, rooms=rooms)
        people = [one.lead, one.note_taker, *one.supporters]
        if not groups and any(person is not None and person.id == member for person in people):
            yield _step(one_day.on, one, setting)


def _step(on: date, one: ProgrammeStep, setting: CalendarSetting) -> CalendarEntry:
    text = one.step.aim.to(setting.language)
    title = one.step.title.to(setting.language)
    return setting.entry(f"step-{one.step.id}", title, on, one.start, one.end, one.room, text)


def _strand(
    on: date,
    one: ProgrammeStep,
    strand: PlanStrand,
    setting: CalendarSetting,
    rooms: Mapping[int, PlanRoom],
) -> CalendarEntry:
    title = f"{one.step.title.to(setting.language)}: {strand.name.to(setting.language)}"
    room = own.name if (own := rooms.get(strand.room or 0)) else one.room
    text = one.step.aim.to(setting.language)
    return setting.entry(f"strand-{strand.id}", title, on, one.start, one.end, room, text)


def public_entries(days: Iterable[PublicDay], setting: CalendarSetting) -> list[CalendarEntry]:
    """What participants may know of each step that takes time; nothing of the team's."""
    return [_occasion(day.on, one, setting) for day in days for one in list_occasions(day.steps)]


def spoken_in(days: Iterable[PublicDay]) -> set[str]:
    """Who speaks in a programme that has an entry in a calendar."""
    days = list(days)
    names = {name for day in days for step in day.steps for name in _names(step)}
    return {
        name
        for name in names
        if any(True for day in days for step in day.steps for _one in _spoken(step, name))
    }


def _names(step: PublicStep) -> Iterator[str]:
    yield from step.speakers
    for one in [*step.steps, *(inner for strand in step.strands for inner in strand.steps)]:
        yield from _names(one)


def speaker_entries(
    days: Iterable[PublicDay], name: str, setting: CalendarSetting
) -> list[CalendarEntry]:
    """The steps somebody speaks in; a session that names the speaker is one entry."""
    return [
        _occasion(day.on, one, setting)
        for day in days
        for step in day.steps
        for one in _spoken(step, name)
    ]


def _spoken(step: PublicStep, name: str) -> Iterator[Occasion]:
    if name in step.speakers:
        if step.end > step.start:
            yield occasion_of(step, speakers=())
        return
    for one in [*step.steps, *(inner for strand in step.strands for inner in strand.steps)]:
        yield from _spoken(one, name)


def _occasion(on: date, one: Occasion, setting: CalendarSetting) -> CalendarEntry:
    uid = f"strand-{one.strand}" if one.strand else f"step-{one.step}"
    text = "\n".join(part for part in (", ".join(one.speakers), one.about) if part)
    return setting.entry(uid, one.title, on, one.start, one.end, one.room, text)
