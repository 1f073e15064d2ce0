"""The front of a guide: cover, how to use it, what is still to do, the team, the agenda at a glance."""

from collections.abc import Iterable
from dataclasses import replace

from ...agenda.numbering import StepNumber
from ...lib.clock import format_wall_time
from ...lib.document_tables import Cell, StyledPara, TableLook
from ...web.i18n import _, _n, format_day, format_days, label_of
from ..choices import Choices, GuideReader
from ..guide import Guide, GuideDay, GuidePerson, GuideStep, Hole, Lack
from ..labels import guide_hole_text
from .look import (
    NUMBER,
    SMALL,
    TEXT,
    GuideFile,
    PageCapacity,
    PendingTable,
    guide_owner,
    join_lines,
    leads_of,
    linked_step,
    numbers_text,
    page_capacity,
    put_pieces,
    step_bookmark,
)
from .telling import day_line, numbered_day_title

HOLES = TableLook("Guide Table", (6.4, 9.6), (TEXT,) * 2)
TEAM = TableLook("Guide Table", (3.4, 3.0, 3.2, 3.2, 3.2), (TEXT,) * 5)
NARROW_TEAM = TableLook("Guide Table", (3.1, 3.8, 3.0, 3.1, 3.0), (SMALL,) * 5)
PERSON = TableLook("Guide Table", (3.4, 9.4, 3.2), (SMALL,) * 3)
NARROW_PERSON = TableLook("Guide Table", (2.9, 8.9, 4.2), (SMALL,) * 3)
OVERVIEW = TableLook(
    "Guide Table", (2.3, 1.1, 5.4, 2.8, 2.4, 2.0), (TEXT, NUMBER, TEXT, SMALL, SMALL, SMALL)
)
NARROW = TableLook("Guide Table", (2.0, 1.6, 6.6, 5.8), (TEXT, NUMBER, TEXT, SMALL))


def add_cover(file: GuideFile, guide: Guide, choices: Choices) -> None:
    """What it is, whose it is, and how old."""
    owner, leads = guide_owner(guide, choices), leads_of(guide)
    file.add(label_of(choices.reader) if owner else _("Facilitator guide"), "Cover Kicker")
    file.add(guide.title, "Title")
    file.add(format_days(guide.first_day, guide.last_day, year=True), "Subtitle")
    file.add(guide.place, "Cover Text")
    if owner:
        file.add(
            _("For %(name)s, %(role)s", name=owner.name, role=label_of(owner.role).lower()),
            "Cover Text",
        )
    if leads and leads != [owner.name if owner else ""]:
        file.add(_("Lead facilitator: %(names)s", names=", ".join(leads)), "Cover Text")
    file.add(_counts(guide) + ".", "Cover Text")
    if choices.days:
        only = ", ".join(numbered_day_title(one) for one in guide.days)
        file.add(
            _("Only %(days)s.", days=only) if only else _("None of the days asked for."),
            "Cover Text",
        )
    if not choices.scripts:
        file.add(_("The short guide, without the running scripts."), "Cover Text")
    made = format_day(guide.made_on, "dated")
    file.add(_("As of %(day)s. For the facilitation team only.", day=made), "Cover Text")


def _counts(guide: Guide) -> str:
    """`2 days, 30 steps`"""
    return ", ".join(
        [
            _n("%(num)d day", "%(num)d days", len(guide.days)),
            _n("%(num)d step", "%(num)d steps", len(guide.steps))
            if guide.steps
            else _("no steps yet"),
        ]
    )


def add_how_to_use(file: GuideFile, guide: Guide, choices: Choices) -> None:
    """How to read and use the guide, and what is still to do."""
    file.add(
        _(
            "You can run this event from these pages even if you have never seen it before. "
            "Each step says when it begins, what it is for, who leads it and what has to be "
            "ready."
        ),
        "Lead",
    )
    if choices.reader is GuideReader.FACILITATOR:
        file.add(
            _(
                "Your own steps are printed in full. The others have one line each, so that "
                "you know what comes before yours and what follows."
            ),
            "Body Text",
        )
    if choices.scripts:
        _legend(file)
    file.part(_("Before, during and after"))
    for line in _advice(choices):
        file.add(line, "List Bullet")
    _still_to_do(file, guide, page_capacity(choices))


def _legend(file: GuideFile) -> None:
    """What the styles mean, each in its own style."""
    file.add(
        _(
            "Your steps contain the running script: minute by minute, what happens and what "
            "is said. Change the words until they are your own, but keep the times: the "
            "steps after yours depend on them."
        ),
        "Body Text",
    )
    file.add(_("What you do looks like this."), "Do", with_next=True)
    file.add(_("What you say aloud looks like this."), "Script", with_next=True)
    file.add(_("Words that lead to the next step look like this."), "Transition", with_next=True)
    file.add(_("If you are late: what to shorten or leave out."), "Late", with_next=True)
    file.add(_("If there is time left: what is worth doing."), "Spare", with_next=True)
    file.add(_("What is still to do looks like this."), "Hole")


def _advice(choices: Choices) -> list[str]:
    lines = [
        _("The evening before: read the day from beginning to end, and say your words aloud once."),
        _(
            "Ten minutes before each step: is the room set up, are the materials ready, does "
            "the note-taker have a good seat?"
        ),
        _(
            "During a step: one eye on the clock. If you run over, tell the person who leads "
            "the next step."
        ),
        _("After a step: collect sheets and notes at once, with the number of the step on each."),
    ]
    return lines if choices.scripts else lines[1:]


def _still_to_do(file: GuideFile, guide: Guide, page: PageCapacity) -> None:
    if not guide.holes:
        file.add(
            _("Nothing is missing: every step has a lead, a technique and words to say."),
            "Body Text",
        )
        return
    file.part(_("Still to do"), listed=True)
    places: dict[int, list[Hole]] = {}
    for hole in guide.holes:
        places.setdefault(hole.step_id, []).append(hole)
    rows: list[list[Cell]] = []
    for holes in places.values():
        one = holes[0]
        place = (
            StyledPara(f"{one.number.leading} {one.title}", TEXT, step_bookmark(one.number))
            if one.number
            else StyledPara(_("The event"), TEXT)
        )
        rows.append([[place], join_lines(*map(guide_hole_text, holes))])
    grid = PendingTable(HOLES, rows, [_("Step"), _("What is missing")], _("Still to do"))
    put_pieces(file, [grid], page)


def add_team(file: GuideFile, guide: Guide, choices: Choices) -> None:
    """Who does what, and when: all in one table, then person by person with the times."""
    heading = [_("Name"), _("Role"), _("Leads steps"), _("Helps in steps"), _("Takes notes")]
    rows: list[list[Cell]] = [
        [one.name, label_of(one.role), *map(numbers_text, (one.leads, one.helps, one.notes))]
        for one in guide.team
    ]
    look = NARROW_TEAM if page_capacity(choices).narrow else TEAM
    file.table(look, rows, heading, _("Team"))
    owner = guide_owner(guide, choices)
    found = {step.number: (one, step) for one in guide.days for step in one.steps}
    if owner and (owner.leads or owner.helps or owner.notes):
        file.part(_("What you do, and when"), listed=True)
        _person(file, page_capacity(choices), owner, found)


def _person(
    file: GuideFile,
    page: PageCapacity,
    person: GuidePerson,
    found: dict[StepNumber, tuple[GuideDay, GuideStep]],
) -> None:
    """Somebody's part with its times; who has none yet stands in the table above."""
    roles = (
        (_("leads"), person.leads),
        (_("helps"), person.helps),
        (_("takes notes"), person.notes),
    )
    parts: dict[StepNumber, list[str]] = {}
    for name, steps in roles:
        for number in steps:
            if number in found:
                place = _place(person, found[number][1], leads=steps is person.leads)
                parts.setdefault(number, []).append(f"{name} ({place})" if place else name)
    if not parts:
        return
    file.add(person.name, "Heading 3")
    several, day_pattern = (
        len({on.number for on, _step in found.values()}) > 1,
        _("Day %(number)d, %(when)s"),
    )
    rows: list[list[Cell]] = []
    for number in sorted(parts):
        on, step = found[number]
        when = format_wall_time(step.start) if page.narrow else step.when
        if several:
            when = day_pattern % {"number": on.number, "when": when}
        rows.append([when, [linked_step(step, SMALL)], ", ".join(parts[number])])
    heading = [_("When"), _("Step"), _("Role in this step")]
    put_pieces(
        file,
        [PendingTable(NARROW_PERSON if page.narrow else PERSON, rows, heading, person.name)],
        page,
        most=0.9,
    )


def _place(person: GuidePerson, step: GuideStep, *, leads: bool) -> str:
    """The groups of a step that somebody leads or takes notes in; empty where it is all of it."""
    if person.id in (step.lead_id, step.note_taker_id, *step.supporter_ids):
        return ""
    groups = [
        one for one in step.groups if person.id == (one.lead_id if leads else one.note_taker_id)
    ]
    return ", ".join(one.name for one in groups)


def add_overview(file: GuideFile, guide: Guide, choices: Choices) -> None:
    """The agenda at a glance: a table for each day, on one page where it fits."""
    page = page_capacity(choices)
    for one in guide.days:
        if one.steps:
            file.part(numbered_day_title(one), listed=True)
            file.add(day_line(one), "Note", with_next=True)
            put_pieces(file, [_glance(one, page)], page, most=1.1)
    if not guide.steps:
        file.add(_("There is no step in the agenda yet."), "Hole")


def _glance(one: GuideDay, page: PageCapacity) -> PendingTable:
    name = numbered_day_title(one)
    if page.narrow:
        heading = [_("Time"), _("Min."), _("Step"), _("How, who, where")]
        return PendingTable(NARROW, [_narrow_row(step) for step in one.steps], heading, name)
    heading = [_("Time"), _("Min."), _("Step"), _("Technique"), _("Lead"), _("Room")]
    return PendingTable(OVERVIEW, [_row(step) for step in one.steps], heading, name)


def _row(step: GuideStep) -> list[Cell]:
    return [
        step.when,
        str(step.minutes or ""),
        _title(step),
        step.technique,
        _lead(step),
        step.room,
    ]


def _narrow_row(step: GuideStep) -> list[Cell]:
    return [
        format_wall_time(step.start),
        str(step.minutes or ""),
        _title(step),
        join_lines(step.technique, _lead(step), step.room),
    ]


def _title(step: GuideStep) -> list[StyledPara]:
    """The title; what a block holds stands below it with a dash, as on the wall."""
    if step.session and not step.group:
        return [replace(linked_step(step), text=f"– {step.called}")]
    return [linked_step(step), *([StyledPara(step.group, SMALL)] if step.group else [])]


def _lead(step: GuideStep) -> str:
    lacks: Iterable[Lack] = (hole.lack for hole in step.holes)
    return step.lead or (_("nobody yet") if Lack.LEAD in lacks else "")
