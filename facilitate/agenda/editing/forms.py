"""What may be typed about days, rooms, steps and strands; the cells of a step, each a part of its form with the same rules."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from ...events.models import Member, Objective
from ...techniques.queries import all_techniques
from ...web.forms import (
    EnumField,
    MinutesField,
    NumberField,
    PickField,
    PickManyField,
    TextField,
    WordsField,
)
from ...web.i18n import _, _l, _n, format_day, pick_wording, sort_by_name
from ..kinds import StepKind
from ..places import list_address, place_at_address
from ..placing import holds_steps
from ..plan import PARKED, Plan, PlanPlace, PlanStep
from .fields import MaterialsField, MomentField, SpeakersField
from .merging import MergedForm

NOT_ON_THE_LIST: dict[str, Any] = {"invalid_choice_message": _l("Please choose one from the list.")}
MOST_PEOPLE = 100_000


class DayForm(MergedForm):
    """When a day starts and is meant to end."""

    starts = MomentField(_l("Starts at"), validators=[InputRequired(_l("Please fill this in."))])
    planned_end = MomentField(
        _l("Planned end"),
        validators=[InputRequired(_l("Please fill this in."))],
        description=_l("After midnight like 0:30 +1."),
    )

    def validate_starts(self, field: Any) -> None:
        if field.data is not None and field.data >= 1440:
            raise ValidationError(_("A day must start before midnight."))

    def validate_planned_end(self, field: Any) -> None:
        if (
            field.data is not None
            and self.starts.data is not None
            and field.data <= self.starts.data
        ):
            raise ValidationError(_("The day ends before it starts."))


class RoomForm(MergedForm):
    """A room of the venue."""

    name = TextField(_l("Room"), required=True, is_name=True)
    capacity = NumberField(
        _l("Capacity"),
        default=0,
        most=MOST_PEOPLE,
        description=_l("People it holds with your set-up; 0: not counted yet."),
    )


class StrandForm(MergedForm):
    """One of the parallel strands of a block."""

    name = WordsField(_l("Name of the group"), required=True, is_name=True)
    room = PickField(_l("Room"))
    lead = PickField(_l("Facilitator"))
    note_taker = PickField(_l("Note-taker"))
    people = NumberField(
        _l("People"),
        default=0,
        most=MOST_PEOPLE,
        description=_l("How many people are expected in it; 0: an even share of everybody."),
    )


class StepForm(MergedForm):
    """A step of the agenda."""

    title = WordsField(_l("Title"), required=True, is_name=True)
    kind = EnumField(_l("Kind"), of=StepKind, default=StepKind.PLENARY)
    minutes = MinutesField(
        _l("Minutes"),
        default=30,
        description=_l("45, 1h30 or 1:30; 0 for a marker that takes no time."),
    )
    pinned = MomentField(
        _l("Fixed start"),
        description=_l("A time like 9:30; leave empty to follow the previous step."),
    )
    where = SelectField(_l("Place in the agenda"), **NOT_ON_THE_LIST)
    technique = SelectField(_l("Technique"), default="", **NOT_ON_THE_LIST)
    room = PickField(_l("Room"))
    lead = PickField(_l("Lead"))
    note_taker = PickField(_l("Note-taker"))
    supporters = PickManyField(
        _l("Supporters"), filters=[lambda ids: tuple(sorted(set(ids or ())))]
    )
    speakers = SpeakersField(_l("Speakers"))
    objectives = PickManyField(
        _l("Objectives it serves"), filters=[lambda ids: tuple(sorted(set(ids or ())))]
    )
    about = WordsField(
        _l("For participants"),
        long=True,
        description=_l("Shown in the public programme. Everything below stays within the team."),
    )
    internal = BooleanField(_l("Only for the team: not in the public programme"))
    aim = WordsField(_l("Aim"), long=True)
    say = WordsField(_l("What to say"), long=True)
    do = WordsField(_l("What to do"), long=True)
    materials = MaterialsField(_l("Materials"))
    people = NumberField(_l("People"), default=0, most=MOST_PEOPLE, description=_l("0: everybody."))
    groups = NumberField(
        _l("Tables or groups"),
        default=0,
        most=10_000,
        description=_l("0: as many as the people need."),
    )

    def validate_where(self, field: Any) -> None:
        if self.pinned.data is not None and field.data == "parked":
            raise ValidationError(
                _("A parked step has no time: clear the fixed start, or choose a day.")
            )


class StepOffers(NamedTuple):
    """What a step's lists offer, each asked for only where a form has such a list; `people` as in `fields.SpeakersField`."""

    team: Callable[[], Sequence[Member]]
    objectives: Callable[[], Sequence[Objective]]
    people: Callable[[], dict[str, tuple[int, str]]]


def fill_people(form: Any, plan: Plan, team: Callable[[], Sequence[Member]]) -> None:
    """Offer rooms and the team in those of the form's lists that it has."""
    if "room" in form:
        form.room.offer(sort_by_name(list(plan.rooms.values()), lambda room: room.name), room_text)
    lists = [form[name] for name in ("lead", "note_taker", "supporters") if name in form]
    people = sort_by_name(list(team()), lambda member: member.name) if lists else []
    for one in lists:
        one.offer(people, lambda member: member.name)


def room_text(room: Any) -> str:
    """A room's name and how many it holds."""
    return (
        _n(
            "%(room)s (%(num)d person)",
            "%(room)s (%(num)d people)",
            room.capacity,
            room=room.name,
        )
        if room.capacity
        else room.name
    )


def step_form(
    step: PlanStep | None,
    plan: Plan,
    offers: StepOffers,
    cell: str = "",
    *,
    into: PlanPlace | None = None,
    **values: Any,
) -> StepForm:
    """The form with its lists filled, or of it the fields of that `cell` alone: only what these offer is asked for."""
    if step is not None:
        values = {"where": list_address(plan, step.place), **values}
    form: Any = StepForm(obj=step, data=values) if step else StepForm(**values)
    if cell:
        kept = (*CELLS[cell], "revision", "csrf_token")
        for name in [one for one in form._fields if one not in kept]:
            del form[name]
    fill_people(form, plan, offers.team)
    if "objectives" in form:
        form.objectives.offer(
            offers.objectives(), lambda one: f"{one.code} {pick_wording(one.text)}"
        )
    if "technique" in form:
        form.technique.choices = _techniques(step.technique if step else "")
    if "where" in form:
        choices = list_choices(plan, step, into)
        form.where.choices = [SelectChoice(name, text) for name, text in choices]
    if "speakers" in form:
        form.speakers.offer(offers.people())
    return form


def list_choices(
    plan: Plan, step: PlanStep | None = None, into: PlanPlace | None = None
) -> list[tuple[str, str]]:
    """Every list a step may stand in, by its name and what people call it; `into` is asked for and is one of them."""
    may_go_in = step is None or not holds_steps(plan, step)
    found = []
    for place in [*(PlanPlace(day=one.id) for one in plan.in_order), PARKED]:
        on = plan.days[place.day].on if place.day is not None else None
        found.append((list_address(plan, place), format_day(on, "long") if on else _("Parking")))
        for block in plan.at(place) if may_go_in else []:
            if step is None or block.id != step.id:
                found += _inside(plan, block, into == PlanPlace(block=block.id))
    return found


def _inside(plan: Plan, block: PlanStep, asked: bool) -> list[tuple[str, str]]:
    """The lists of a block: its groups, or itself; none for a step that takes no others."""
    strands = plan.strands_of.get(block.id, [])
    if not (asked or strands or block.kind is StepKind.SESSION or plan.inside(block.id)):
        return []
    name = pick_wording(block.title)
    if strands:
        return [(f"strand-{one.id}", f"– {name}: {pick_wording(one.name)}") for one in strands]
    return [(f"block-{block.id}", f"– {name}")]


def list_name(plan: Plan, name: str) -> str:
    """What people call a list."""
    return dict(list_choices(plan)).get(name, name).removeprefix("– ")


def place_chosen(form: StepForm, plan: Plan) -> PlanPlace:
    """The list chosen in the form."""
    return place_at_address(plan, form.where.data or "") or PARKED


def _techniques(kept: str) -> list[SelectChoice]:
    """The shelf by name, after an empty choice; a key that is no longer on the shelf stays as it is."""
    known = sort_by_name(
        list(all_techniques().values()), lambda technique: pick_wording(technique.name)
    )
    gone = [SelectChoice(kept, kept)] if kept and kept not in all_techniques() else []
    return [
        SelectChoice("", "–"),
        *gone,
        *(SelectChoice(one.key, pick_wording(one.name)) for one in known),
    ]


CELLS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "start": ("pinned", "where"),
    "minutes": ("minutes",),
    "lead": ("lead",),
    "people": ("speakers", "supporters"),
    "room": ("room",),
    "technique": ("kind", "technique"),
    "objectives": ("objectives",),
    "materials": ("materials",),
}
"""Which fields of the form a cell has, in the order in which one goes through them; `where` is asked, not shown."""
CELL = f"any({', '.join(CELLS)})"
"""A cell in an address."""
