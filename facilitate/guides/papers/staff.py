"""What office and hall staff carry: each day minute by minute with rooms and things to have ready, their tasks, the rooms."""

from pathlib import Path

from ...lib.document_tables import Cell, StyledPara, TableLook
from ...web.i18n import _, format_day, use_language
from ..choices import Choices
from ..guide import Guide, GuideDay, GuideStep, GuideTask
from ..rooms import crowd_text
from .back_matter import add_room_plans, add_shopping_list, shopping_lines
from .look import GuideFile, begin_guide_file, join_lines, join_parts, linked_step
from .telling import day_line, numbered_day_title

DAY = TableLook("Guide Table", (2.6, 4.3, 5.3, 4.8), ("Table Text",) * 4)
TASKS = TableLook("Guide Table", (1.0, 3.2, 8.6, 4.2), ("Table Text",) * 4)
BOX = "☐"


def to_word(guide: Guide, choices: Choices, look: Path | bytes) -> bytes:
    """The staff's sheets – cut already (`choices.cut_guide`) – as the bytes of a .docx, in its own language, in that look."""
    with use_language(guide.language):
        file = begin_guide_file(guide, choices, look)
        file.no_cover()
        for one in guide.days:
            _day(file, guide, one)
        if not guide.days:
            file.add(_("The agenda has no steps yet."), "Body Text")
        if guide.tasks:
            file.chapter(_("Tasks up to the end of the event"))
            _tasks(file, guide.tasks)
        if guide.rooms:
            file.chapter(_("Room plans"))
            add_room_plans(file, guide, choices)
        if shopping_lines(guide):
            file.chapter(_("Shopping list"))
            add_shopping_list(file, guide, choices)
        return file.save()


def _day(file: GuideFile, guide: Guide, one: GuideDay) -> None:
    file.chapter(numbered_day_title(one))
    when = day_line(one) if one.steps else ""
    file.add(join_parts(guide.title, guide.place, when), "Step Time")
    if not one.steps:
        file.add(_("This day has no steps yet."), "Body Text")
        return
    heading = [_("Time"), _("What"), _("Where and how it is set up"), _("To have ready")]
    rows: list[list[Cell]] = [
        [step.when, [linked_step(step), *_people(step)], _place(step), _ready(step)]
        for step in one.steps
    ]
    file.table(DAY, rows, heading, numbered_day_title(one))


def _people(step: GuideStep) -> list[StyledPara]:
    said = join_parts(step.lead, ", ".join(step.supporters), ", ".join(step.speakers))
    return [StyledPara(said, "Table Small")] if said else []


def _place(step: GuideStep) -> str:
    """`Salla` / `60 people, 8 tables` / what else is said of it, and where its groups are."""
    crowd = "" if step.holds else crowd_text(step.people, *step.places_said)
    groups = (f"{one.name}: {one.room}" for one in step.groups if one.room)
    return join_lines(step.room, crowd, step.setting, *groups)


def _ready(step: GuideStep) -> str:
    """What has to be there, and how many altogether: nobody multiplies in a hurry."""
    return join_lines(
        *(f"{one.text}: {one.total}" if one.total else one.text for one in step.materials)
    )


def _tasks(file: GuideFile, tasks: list[GuideTask]) -> None:
    rows = [(BOX, format_day(one.due, "EEE d MMM"), one.title, one.who) for one in tasks]
    file.table(
        TASKS, rows, ["", _("By"), _("Task"), _("Who")], _("Tasks up to the end of the event")
    )
