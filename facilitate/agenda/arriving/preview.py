"""What the preview of an arrived agenda shows: steps as understood beside how they stand in the file, what is doubtful first."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from werkzeug.datastructures import MultiDict

from ...events.models import Event
from ...lib.clock import format_wall_time
from ...web.i18n import _, _n, format_day, label_of
from ..plan import Plan, PlanPlace
from . import actions
from .arrival_texts import FIELD_NAMES, file_spot_text
from .arrived import QUIET, Arrived, ArrivedColumn, ArrivedDay, ArrivedStep, LeftOut, WhyLeftOut
from .choosing import Match, StepCorrections, days_chosen, people_chosen, wanted_from
from .into_plan import ArrivalChoices, guess_step_kind, replaced_days, there_already
from .table_layout import FIELDS


@dataclass(frozen=True)
class ShownStep:
    """A step in the preview; `number` counts all of the file from 0."""

    number: int
    step: ArrivedStep
    there: bool
    day: int

    @property
    def clock(self) -> str:
        return format_wall_time(self.step.start)

    @property
    def place(self) -> str:
        return file_spot_text(self.step.spot)

    @property
    def loud(self) -> list[str]:
        """What somebody should look at."""
        return [label_of(doubt) for doubt in self.step.doubts if doubt not in QUIET]

    @property
    def beside(self) -> str:
        """What else was understood, on one line."""
        found = [label_of(guess_step_kind(self.step))] if self.step.is_break else []
        found += [", ".join(self.step.people)] if self.step.people else []
        found += [self.step.room] if self.step.room else []
        groups, rounds, people = self.step.cafe.groups, self.step.cafe.rounds, self.step.cafe.people
        found += [_n("%(num)d table", "%(num)d tables", groups)] if groups else []
        found += [f"{rounds[0]} × {rounds[1]} min"] if rounds else []
        found += [_n("%(num)d person", "%(num)d people", people)] if people else []
        found += [label_of(doubt) for doubt in self.step.doubts if doubt in QUIET]
        return " · ".join(found)


class ArrivalPreview:
    """An arrived agenda as it would come into this plan, as far as it was put right in the form."""

    def __init__(
        self,
        event: Event,
        plan: Plan,
        arrived: Arrived,
        form: MultiDict[str, str],
        put: StepCorrections,
        columns: Mapping[int, str],
    ) -> None:
        self.event, self.plan, self.arrived, self.form = event, plan, arrived, form
        self.put, self.columns_chosen = put, columns

    @cached_property
    def corrected(self) -> Arrived:
        return actions.correct_arrived(self.arrived, self.put.changes, self.put.without)

    @cached_property
    def usual(self) -> ArrivalChoices:
        return ArrivalChoices(
            days=actions.days_for(self.plan, self.arrived),
            language=actions.language_of(self.event, self.arrived),
            expected=self.event.expected,
        )

    @cached_property
    def matches(self) -> list[Match]:
        return people_chosen(self.form, actions.matches_of(self.event, self.arrived))

    def facilitates(self, one: Match) -> bool:
        """Whether somebody who is not in the team is named as facilitator, and nowhere as speaker."""
        steps = [step for step in self.arrived.steps if one.name in step.people]
        return not one.chosen.startswith("m") and all(
            one.name in step.facilitators for step in steps
        )

    @cached_property
    def wanted(self) -> ArrivalChoices:
        return wanted_from(self.form, self.plan, self.arrived, self.usual, self.matches)

    @cached_property
    def day_ids(self) -> list[int | None]:
        return days_chosen(self.form, self.plan, self.usual.days)

    @cached_property
    def steps(self) -> list[ShownStep]:
        there = there_already(self.plan, self.arrived, self.wanted)
        found: list[ShownStep] = []
        for place, one in enumerate(self.arrived.days):
            for step in one.steps:
                number = len(found)
                found.append(ShownStep(number=number, step=step, there=number in there, day=place))
        return found

    @property
    def new(self) -> int:
        return sum(not one.there for one in self.steps)

    @property
    def doubtful(self) -> list[ShownStep]:
        """Steps that somebody should look at, those that are there already aside."""
        wrong = {name.rpartition("-")[2] for name in self.put.wrong}
        return [
            one for one in self.steps if (one.loud and not one.there) or str(one.number) in wrong
        ]

    def of_day(self, place: int) -> list[ShownStep]:
        """The other steps of a day."""
        apart = {one.number for one in self.doubtful}
        return [one for one in self.steps if one.day == place and one.number not in apart]

    @property
    def days(self) -> list[tuple[int, ArrivedDay, str, list[str]]]:
        """Each day of the file: its number, itself, the date it comes to (or "parked"), and what is doubtful about it."""
        found = []
        for place, one in enumerate(self.arrived.days):
            to = self.day_ids[place]
            name = self.plan.days[to].on.isoformat() if to is not None else "parked"
            doubts = [label_of(doubt) for doubt in one.doubts]
            if one.on and to is not None and self.plan.days[to].on != one.on:
                doubts.append(_("In the file it is %(day)s.", day=format_day(one.on, "full")))
            if to is None:
                doubts.append(_("The event does not have this day: its steps go to Parking."))
            found.append((place, one, name, doubts))
        return found

    def replaced_text(self) -> str:
        """`The steps of Tuesday 30 March are replaced; other days stay.`; empty where nothing was there to replace."""
        gone = replaced_days(self.corrected, self.wanted)
        filled = [day for day in self.plan.in_order if self.plan.at(PlanPlace(day.id))]
        days = [format_day(day.on, "long") for day in filled if day.id in gone]
        if not days:
            return ""
        named = _(" and ").join([*([", ".join(days[:-1])] if days[1:] else []), days[-1]])
        if len(filled) == len(days):
            return _("The steps of %(days)s are replaced.", days=named)
        return _("The steps of %(days)s are replaced; other days stay.", days=named)

    @property
    def first_day(self) -> str | None:
        to = next((one for one in self.day_ids if one is not None), None)
        return self.plan.days[to].on.isoformat() if to is not None else None

    @property
    def left(self) -> list[tuple[int, LeftOut, str, str]]:
        """What became no step, headings aside: its number, itself, its place, why."""
        return [
            (number, one, file_spot_text(one.spot), label_of(one.why))
            for number, one in enumerate(self.arrived.left)
            if one.why is not WhyLeftOut.HEADING
        ]

    @property
    def headings(self) -> list[str]:
        return [one.text for one in self.arrived.left if one.why is WhyLeftOut.HEADING]

    @property
    def columns(self) -> list[ArrivedColumn]:
        return list(self.arrived.columns)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What a column can be read as, each with its name."""
        return [("", _("nothing")), *((name, str(FIELD_NAMES[name])) for name in FIELDS)]

    @property
    def lead(self) -> str:
        """`23 steps in 2 days; 3 lines are left out. 4 steps need your eye.`"""
        steps = _n("%(num)d step", "%(num)d steps", len(self.steps))
        days = _n("%(num)d day", "%(num)d days", len(self.arrived.days))
        said = [_("It has %(steps)s in %(days)s.", steps=steps, days=days)]
        if not self.new:
            said.append(_("All of them are already in the agenda: there is nothing new."))
        elif self.new < len(self.steps):
            said.append(_n("%(num)d of them is new.", "%(num)d of them are new.", self.new))
        if self.left:
            said.append(
                _n("%(num)d line is left out.", "%(num)d lines are left out.", len(self.left))
            )
        if self.doubtful:
            said.append(
                _n(
                    "%(num)d step needs your attention.",
                    "%(num)d steps need your attention.",
                    len(self.doubtful),
                )
            )
        return " ".join(said)

    def value(self, name: str, usual: str) -> str:
        """What was typed in a field, or what was understood."""
        return self.form.get(name, usual)

    def is_wrong(self, name: str) -> bool:
        return name in self.put.wrong
