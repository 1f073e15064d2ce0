"""Moves are laid into the hours: each day opens and closes, with rests and a meal, and the minutes stretch as far as they may."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from ...lib.text import Words
from ...techniques.technique import Energy, Range, Speaks, TechniqueFamily
from ..kinds import StepKind
from .draft import DraftBrief, DraftHours, DraftReason, DraftStep, DraftStyle, DraftWhy
from .moves import Chooser, DraftMove, least_minutes, scaled_minutes

SITTING, TIRED = 95, 75
"""Minutes that people sit in a row at most, and after which the next move has a rest before it."""
BREAK, MEAL = 20, 60
MOST_SITTING, HALF, BEGUN = 100, 45, 45
"""What sitting in a row stays below, how long it is before a rest may come early, and up to when it has only begun."""
EARLY_LUNCH, NOON, LATE_LUNCH = 11 * 60 + 40, 12 * 60, 13 * 60 + 15
"""From when a meal takes the place of a break, when it is due, and what no move before it runs past."""
FULL_DAY, SHORT_DAY = 300, 180
"""Minutes from which a day has arrival, and up to which opening and closing are a few minutes."""
APART = 60
"""Minutes between a pause and a meal."""
OF_AN_EDGE = 20
"""Minutes that a day's opening or closing alone takes: nobody rests after the one or before the other."""
MOST_TIGHTER = 0.35
"""How much further minutes shrink so that a pause is not close to a meal."""
FACTORS = tuple(number / 100 for number in range(130, 35, -5))
COFFEE = Words("Coffee", "Pushim për kafe")
LUNCH = Words("Lunch", "Drekë")
ARRIVAL = Words("Registration and coffee", "Regjistrimi dhe kafja")
OPENING = Words("Opening: why we are here", "Hapja: pse jemi mbledhur")
MORNING = Words("Opening of the day", "Hapja e ditës")
CLOSING = Words("Closing: what we take home", "Mbyllja: çfarë marrim me vete")


@dataclass(frozen=True)
class RestWays:
    """How rests are laid: the meal waits until an hour after a pause, or takes its place from a minute on; the pause comes early."""

    meal_waits: bool = False
    pause_early: bool = False
    meal_from: int = EARLY_LUNCH


WAYS = (
    RestWays(),
    RestWays(meal_waits=True),
    RestWays(meal_waits=True, pause_early=True),
    RestWays(meal_from=11 * 60 + 30),
)
"""As usual, and what is tried where a pause stands close to the meal."""


@dataclass(frozen=True)
class DayFrame:
    """What a day begins and ends with."""

    first: tuple[DraftMove, ...] = ()
    last: tuple[DraftMove, ...] = ()


def day_frames(brief: DraftBrief, choose: Chooser) -> list[DayFrame]:
    """The frame of each day: on the first people arrive and meet, on the last they look back."""
    found, days = [], len(brief.hours)
    for number, hours in enumerate(brief.hours, 1):
        minutes = hours.ends - hours.starts
        first = (
            _beginning(brief, choose, minutes)
            if number == 1
            else [_plain(MORNING, DraftWhy.MORNING)]
        )
        found.append(DayFrame(tuple(first), (_end(choose, minutes, number == days),)))
    return found


def _plain(title: Words, why: DraftWhy) -> DraftMove:
    return DraftMove(
        0.0, StepKind.PLENARY, title, takes=Range(10, 10, 15), reasons=(DraftReason(why),)
    )


def _beginning(brief: DraftBrief, choose: Chooser, minutes: int) -> list[DraftMove]:
    if minutes <= SHORT_DAY:
        return [_plain(OPENING, DraftWhy.WELCOME)]
    people = (brief.people,) if brief.people else ()
    arrive = DraftMove(
        0.0,
        StepKind.REGISTRATION,
        ARRIVAL,
        takes=Range(20, 30, 30),
        reasons=(DraftReason(DraftWhy.ARRIVE, numbers=people),),
    )
    openings = [one for one in choose.of(TechniqueFamily.OPENING) if not one.brings_about]
    hosts = [one for one in openings if any(part.speaks is Speaks.SPEAKERS for part in one.steps)]
    meetings = [one for one in openings if one not in hosts]
    host, meet = choose.best(hosts, 25), choose.best(meetings, 25)
    found = [arrive] if minutes >= FULL_DAY else []
    found.append(
        replace(
            _short(choose.move(host, 0.1, DraftReason(DraftWhy.WELCOME)), 25), kind=StepKind.PLENARY
        )
        if host
        else _plain(OPENING, DraftWhy.WELCOME)
    )
    if meet:
        found.append(_short(choose.move(meet, 0.2, DraftReason(DraftWhy.MEET, numbers=people)), 25))
    return found


def _end(choose: Chooser, minutes: int, last: bool) -> DraftMove:
    """What closes a day: a look back where there is time for it, else a few minutes."""
    backs = [one for one in choose.of(TechniqueFamily.CLOSE) if not one.brings_about]
    one = choose.best(backs, 20, again=True) if last and minutes > SHORT_DAY else None
    if one is None:
        return replace(_plain(CLOSING, DraftWhy.LOOK_BACK), rank=99.0)
    return _short(choose.move(one, 99.0, DraftReason(DraftWhy.LOOK_BACK)), 25)


def _short(move: DraftMove, most: int) -> DraftMove:
    """What frames a day is kept short: the time is for the work."""
    top = max(least_minutes(move.takes), most)
    return replace(move, takes=Range(move.takes.min, min(move.takes.best, top), top))


def part_moves_by_day(
    moves: Sequence[DraftMove], hours: Sequence[DraftHours]
) -> list[list[DraftMove]]:
    """The moves day by day, in their order, as much on each as its hours are long."""
    whole = sum(move.takes.best for move in moves) or 1
    length = sum(one.ends - one.starts for one in hours)
    found: list[list[DraftMove]] = [[] for _one in hours]
    day, done, filled = 0, 0.0, float(hours[0].ends - hours[0].starts)
    for number, move in enumerate(moves):
        middle = (done + move.takes.best / 2) / whole * length
        rest = len(moves) - number
        late = middle > filled or (rest <= len(hours) - 1 - day and found[day])
        if late and day < len(hours) - 1 and not move.joined:
            day += 1
            filled += hours[day].ends - hours[day].starts
        found[day].append(move)
        done += move.takes.best
    return found


def lay_moves(choose: Chooser, moves: Sequence[DraftMove]) -> tuple[list[DraftStep], float] | None:
    """The steps of all days, and how far the minutes had to shrink (1: as usual); None where a day is too short."""
    brief = choose.brief
    hours_there = sum(hours.ends - hours.starts for hours in brief.hours)
    if sum(least_minutes(move.takes) for move in moves) > hours_there:
        return None
    frame, found, least_factor = day_frames(brief, choose), list[DraftStep](), FACTORS[0]
    for hours, day, edge in zip(
        brief.hours, part_moves_by_day(moves, brief.hours), frame, strict=True
    ):
        if not day and hours is not brief.hours[0]:
            continue
        fitting = (
            (factor, steps)
            for factor, ways in product(FACTORS, WAYS)
            if (steps := _day(brief, choose, hours, [*edge.first, *day, *edge.last], factor, ways))
        )
        factor, steps = _best_rested(fitting)
        if steps is None:
            return None
        found += steps
        least_factor = min(least_factor, factor)
    return found, least_factor


def _best_rested(
    fitting: Iterable[tuple[float, list[DraftStep]]],
) -> tuple[float, list[DraftStep] | None]:
    """Of the ways a day fits, the roomiest with no pause close to a meal, where one as well rested is not much tighter."""
    first: tuple[float, list[DraftStep] | None] = (0.0, None)
    for factor, steps in fitting:
        if first[1] is None:
            first = factor, steps
        if rests_apart(steps) and rests_of(steps) >= rests_of(first[1] or []):
            return factor, steps
        if factor < first[0] - MOST_TIGHTER:
            break
    return first


def rests_of(steps: Sequence[DraftStep]) -> set[tuple[int, StepKind]]:
    """Which days have a pause, and which a meal."""
    return {(one.day, one.kind) for one in steps if one.kind in (StepKind.BREAK, StepKind.MEAL)}


def rests_apart(steps: Sequence[DraftStep]) -> bool:
    """Whether no pause is within an hour of a meal of its day, nor right after a day begins or before it ends."""
    meals = [one for one in steps if one.kind is StepKind.MEAL]
    begins = {one.day: one.start for one in reversed(steps)}
    ends = {one.day: one.end for one in steps}
    pauses = [one for one in steps if one.kind is StepKind.BREAK]
    return all(
        min(one.start - begins[one.day], ends[one.day] - one.end) > OF_AN_EDGE for one in pauses
    ) and not any(
        meal.day == one.day and max(one.start - meal.end, meal.start - one.end) < APART
        for one in pauses
        for meal in meals
    )


def _day(
    brief: DraftBrief,
    choose: Chooser,
    hours: DraftHours,
    moves: Sequence[DraftMove],
    factor: float,
    ways: RestWays,
) -> list[DraftStep] | None:
    """The steps of a day with its rests; None where they do not fit."""
    day = _Filling(hours, factor, hours.starts > 690 or hours.ends < 14 * 60, ways)
    lengths = [scaled_minutes(move.takes, factor) for move in moves]
    for number, move in enumerate(moves):
        length = day.length(move, lengths[number])
        then = next((n for n in (number + 1,) if n < len(moves) and moves[n].joined), None)
        whole = length + (lengths[then] if then else 0)
        if not move.joined:
            rest = day.wants(whole, sum(lengths[number:]) - whole)
            if rest is StepKind.MEAL:
                day.rest(rest, LUNCH, MEAL if factor > 0.6 else 45, why=DraftWhy.MEAL)
                if _wakes(choose, move) and (wake := _waking(choose)):
                    day.put(wake, scaled_minutes(wake.takes, min(factor, 1.0)))
            elif rest is StepKind.BREAK:
                day.rest(rest, COFFEE, BREAK if factor > 0.6 else 15, why=DraftWhy.REST)
            length = day.length(move, lengths[number])
        day.put(move, length)
    if day.now > hours.ends:
        return None
    leads = brief.leads or (None,)
    return [
        replace(step, lead=leads[number % len(leads)], room=brief.room)
        for number, step in enumerate(day.steps)
    ]


def _wakes(choose: Chooser, after: DraftMove) -> bool:
    """Whether people get up after the meal: where they would listen next, or where the draft moves them anyway."""
    listening = after.kind in (StepKind.TALK, StepKind.PANEL, StepKind.PLENARY)
    return (listening or choose.style is DraftStyle.MOVE) and after.rank < 90


def _waking(choose: Chooser) -> DraftMove | None:
    lively = [one for one in choose.of(TechniqueFamily.ENERGISE) if one.energy is Energy.MOVING]
    one = choose.best(lively, 15, again=True)
    return choose.move(one, 0.0, DraftReason(DraftWhy.WAKE)) if one else None


class _Filling:
    """A day that is being filled: where it has come to, and how long people have sat since the last rest."""

    def __init__(self, hours: DraftHours, factor: float, eaten: bool, ways: RestWays) -> None:
        self.hours, self.factor, self.eaten, self.ways = hours, factor, eaten, ways
        self.now, self.sat, self.rested = hours.starts, 0, 0
        self.steps: list[DraftStep] = []

    def length(self, move: DraftMove, minutes: int) -> int:
        """The minutes of a move, a little less where a rest shortly after the last one would be the alternative."""
        room = (SITTING - self.sat) // 5 * 5
        if 0 < self.sat <= BEGUN and least_minutes(move.takes) <= room < minutes:
            return room
        return minutes

    def wants(self, minutes: int, after: int) -> StepKind | None:
        """The rest that is due before a move of so many minutes, with `after` minutes still to come behind it."""
        due = max(NOON, self.rested + APART) if self.ways.meal_waits else NOON
        if not self.eaten and (self.now >= due or self.now + minutes > LATE_LUNCH):
            return StepKind.MEAL
        if not self.sat or self.sat + minutes + after < MOST_SITTING:
            return None
        ends_alone = self.sat >= HALF and 0 < after <= BEGUN and minutes + after < MOST_SITTING
        tired = HALF if self.ways.pause_early and not self.eaten else TIRED
        if self.sat + minutes <= SITTING and self.sat < tired and not ends_alone:
            return None
        if not self.eaten and self.now >= self.ways.meal_from:
            return StepKind.MEAL
        return StepKind.BREAK

    def rest(self, kind: StepKind, title: Words, minutes: int, why: DraftWhy) -> None:
        self._add(
            DraftMove(
                0.0,
                kind,
                title,
                takes=Range(0, 0, 0),
                reasons=(DraftReason(why, numbers=(self.sat,)),),
            ),
            minutes,
        )
        self.sat, self.rested = 0, self.now
        self.eaten = self.eaten or kind is StepKind.MEAL

    def put(self, move: DraftMove, minutes: int) -> None:
        self._add(move, minutes)
        self.sat = 0 if move.kind is StepKind.REGISTRATION else self.sat + minutes

    def _add(self, move: DraftMove, minutes: int) -> None:
        reasons = move.reasons
        if move.technique and move.aims and minutes < move.takes.best - 4:
            reasons = (*reasons, DraftReason(DraftWhy.SQUEEZED, numbers=(minutes, move.takes.best)))
        self.steps.append(
            DraftStep(
                key=0,
                day=self.hours.day,
                start=self.now,
                minutes=minutes,
                kind=move.kind,
                title=move.title,
                technique=move.technique,
                objectives=move.aims,
                reasons=reasons,
                do=move.do,
                groups=move.groups,
            )
        )
        self.now += minutes
