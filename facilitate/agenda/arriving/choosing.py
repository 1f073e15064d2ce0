"""What a person chose in the preview of an arrived agenda: columns, days, people, times put right, lines to be steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from ...lib.clock import after_midnight, read_clock, read_minutes
from ...lib.numbers import read_whole
from ..plan import Plan
from .arrived import DAY_LONG, Arrived
from .columns import FIELDS
from .into_plan import ArrivalChoices
from .matching import Match, chosen_ones

PARKED, NOBODY = "parked", "new"


@dataclass
class StepCorrections:
    """Corrections of steps by their number from 0; `wrong`: fields whose text cannot be read, by name."""

    changes: dict[int, dict[str, int]] = field(default_factory=dict)
    without: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def columns_chosen(values: Mapping[str, str]) -> dict[int, str]:
    """What somebody said the columns are: `column-0=start`; empty where nobody said anything."""
    found = {
        number: text
        for name, text in values.items()
        if name.startswith("column-")
        and (number := read_whole(name.removeprefix("column-"))) is not None
    }
    return {number: text for number, text in found.items() if text in FIELDS}


def read_corrections(form: MultiDict[str, str], arrived: Arrived) -> StepCorrections:
    """Starts and minutes that were typed over those understood, and steps that are none."""
    put = StepCorrections()
    for number, step in enumerate(arrived.steps):
        if f"not-{number}" in form:
            put.without.append(number)
        for name, before in (("start", step.start), ("minutes", step.minutes)):
            typed = form.get(f"{name}-{number}", "").strip()
            if not typed:
                continue
            try:
                value = (
                    after_midnight(read_clock(typed)) if name == "start" else read_minutes(typed)
                )
            except ValueError:
                put.wrong.append(f"{name}-{number}")
                continue
            if name == "start" and before >= DAY_LONG and value < DAY_LONG // 2:
                value += DAY_LONG
            if value != before:
                put.changes.setdefault(number, {})[name] = value
    return put


def people_chosen(form: MultiDict[str, str], matches: Sequence[Match]) -> list[Match]:
    """The matches with who was chosen; somebody who was not offered is nobody."""
    found = []
    for number, one in enumerate(matches):
        asked = form.get(f"person-{number}", one.chosen or NOBODY)
        known = {known.key for known in one.offered}
        found.append(replace(one, chosen=asked if asked in known else ""))
    return found


def days_chosen(
    form: MultiDict[str, str], plan: Plan, usual: Sequence[int | None]
) -> list[int | None]:
    """The day of the plan for each arrived day."""
    by_date = {day.on.isoformat(): day.id for day in plan.days.values()}
    found: list[int | None] = []
    for number, before in enumerate(usual):
        asked = form.get(f"day-{number}")
        found.append(before if asked is None else by_date.get(asked))
    return found


def wanted_from(
    form: MultiDict[str, str],
    plan: Plan,
    arrived: Arrived,
    usual: ArrivalChoices,
    matches: Sequence[Match],
) -> ArrivalChoices:
    """How the agenda is to be taken, as it was chosen."""
    members, persons = chosen_ones(matches)
    return ArrivalChoices(
        days=days_chosen(form, plan, usual.days),
        language=usual.language,
        members=members,
        persons=persons,
        replaces=form.get("how") == "replace",
        parked=[one.text for number, one in enumerate(arrived.left) if f"left-{number}" in form],
    )
