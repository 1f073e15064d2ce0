"""The back of a guide: shopping list, room plans, how a facilitator behaves, the training plan, blank sheets for notes."""

from collections.abc import Sequence

from ...lib.boxes import RichPara, WordPicture
from ...lib.clock import format_wall_span
from ...lib.document_tables import Cell, StyledPara, TableLook
from ...lib.text import Words
from ...web.i18n import _, _n, format_day, label_of
from ..choices import Choices, GuideReader
from ..conduct import ANONYMITY, BEHAVIOUR, DEFINITION, SOURCE, TECHNIQUES
from ..guide import Guide, GuideRoom, GuideStep, ShopLine
from ..labels import minutes_text
from ..rooms import places_text, room_picture_of
from ..training_plan import Training, TrainingPart
from .booklet import steps_with_forms
from .look import (
    NUMBER,
    SMALL,
    TEXT,
    GuideFile,
    GuideLine,
    Piece,
    join_parts,
    numbers_text,
    page_capacity,
    put_pieces,
)

SHOPPING = TableLook("Guide Table", (1.2, 7.5, 1.7, 2.0, 3.6), (TEXT, TEXT, NUMBER, NUMBER, TEXT))
NARROW = TableLook("Guide Table", (1.8, 5.4, 2.7, 3.1, 3.0), (TEXT, TEXT, NUMBER, NUMBER, TEXT))
SHEETS = TableLook("Guide Table", (4.4, 7.6, 4.0), (SMALL,) * 3)
SETTING = TableLook("Guide Facts", (8.0, 8.0), (TEXT,) * 2)
BOX = "☐"
PLAN = 0.74
"""The size of a room plan at most: two beside each other on A4."""


def steps_in_full(guide: Guide) -> list[GuideStep]:
    """The steps that are told in full."""
    return [step for step in guide.steps if step.own]


def shopping_lines(guide: Guide) -> list[ShopLine]:
    """What the steps told here need, and what is needed whatever happens."""
    told = {step.number for step in steps_in_full(guide)}
    return [line for line in guide.shopping if not line.steps or told.intersection(line.steps)]


def add_shopping_list(file: GuideFile, guide: Guide, choices: Choices) -> None:
    """What to bring, with totals, and where it is needed."""
    file.add(
        _(
            "Calculated for %(people)s. Tick everything off in the room the day before. “At "
            "once” is how many are in use at the same time: what is not used up can be "
            "carried from step to step.",
            people=_n("%(num)d person", "%(num)d people", guide.expected),
        )
        if guide.expected
        else " ".join(
            (
                _("Tick everything off in the room the day before."),
                _(
                    "Amounts for each person, table or group follow once the event says how many people are expected."
                ),
            )
        ),
        "Body Text",
    )
    if choices.reader is GuideReader.FACILITATOR:
        file.add(
            _("Only what your own steps need; the totals are those of the whole event."), "Note"
        )
    rows: list[list[Cell]] = [
        [BOX, line.text, str(line.bring or ""), str(line.most or ""), numbers_text(line.steps, "")]
        for line in shopping_lines(guide)
    ]
    heading = [_("Ready"), _("Material"), _("To bring"), _("At once"), _("Needed in steps")]
    look = NARROW if page_capacity(choices).narrow else SHOPPING
    file.table(look, rows, heading, _("Shopping list"), last=8)


def add_room_plans(file: GuideFile, guide: Guide, choices: Choices) -> None:
    """A picture for every way a room is set up."""
    file.add(
        _(
            "Hand these pages to the people who set up the rooms; check each room before its "
            "first step."
        ),
        "Body Text",
    )
    beside_each_other = 1 if page_capacity(choices).narrow else 2
    drawn = sorted(
        guide.rooms, key=lambda one: [other.room for other in guide.rooms].index(one.room)
    )
    width = file.text_width / beside_each_other
    look = TableLook(SETTING.style, (width,) * beside_each_other, (TEXT,) * beside_each_other)
    cells: list[Cell] = [_plan(one, width - 1.6) for one in drawn]
    cells += [""] * (-len(cells) % beside_each_other)
    places = range(0, len(cells), beside_each_other)
    rows = [cells[place : place + beside_each_other] for place in places]
    file.table(look, rows, name=_("Room plans"))


def _plan(one: GuideRoom, width: float) -> list[StyledPara]:
    """A plan, with its room above it and how it is set up below."""
    people = _n("%(num)d person", "%(num)d people", one.people) if one.people else ""
    tables = places_text(one.layout, one.tables)
    steps = _n("step %(steps)s", "steps %(steps)s", len(one.steps), steps=numbers_text(one.steps))
    picture = room_picture_of(one)
    share = min(PLAN, width / picture.width)
    drawn = WordPicture(
        picture.png, picture.width * share, picture.about, high=picture.height * share
    )
    texts = [
        StyledPara(join_parts(one.room or _("Room not chosen yet"), label_of(one.layout)), TEXT),
        StyledPara(join_parts(people, tables, steps), SMALL),
        RichPara("", TEXT, picture=drawn),
        StyledPara(one.setting, SMALL),
    ]
    return [one for one in texts if one.text or isinstance(one, RichPara)]


def add_behaviour(file: GuideFile, guide: Guide, choices: Choices) -> None:
    """What a facilitator stands for, and how."""
    file.add(DEFINITION.to(guide.language), "Lead")
    file.add(SOURCE.to(guide.language), "Note")
    _list(file, _("What you stand for"), BEHAVIOUR, guide.language)
    _list(file, _("How you do it"), TECHNIQUES, guide.language)


def add_anonymity(file: GuideFile, guide: Guide, choices: Choices) -> None:
    """The ground that everybody in the room stands on."""
    file.add(
        _(
            "Victims are anonymous at all times, in the room and on paper. This is not a matter "
            "of politeness: a person who is recognised can be in danger."
        ),
        "Lead",
    )
    for one in ANONYMITY:
        file.add(one.to(guide.language), "List Bullet")


def _list(file: GuideFile, title: str, items: list[Words], language: str) -> None:
    file.part(title)
    for one in items:
        file.add(one.to(language), "List Bullet")


def add_training_plan(file: GuideFile, guide: Guide, choices: Choices) -> None:
    """The half day on which the team rehearses this plan."""
    plan, page = guide.training, page_capacity(choices)
    for one in guide.rehearsals:
        file.add(join_parts(one.title, one.when, one.place), "List Bullet")
    if plan is None:
        return
    span = format_wall_span(plan.start, plan.start + plan.minutes)
    file.add(
        _(
            "Train the facilitators before the event, using this plan: %(span)s, a few "
            "days before, if possible in the room itself. Everybody who leads, helps or "
            "takes notes takes part.",
            span=span,
        ),
        "Lead",
    )
    if plan.materials:
        file.part(_("What to bring"))
        for line in plan.materials:
            file.add(line, "List Bullet")
    file.part(_("The half day, part by part"))
    for part in plan.parts:
        file.add(part.title, "Heading 3")
        put_pieces(file, _part(plan, part), page)


def _part(plan: Training, part: TrainingPart) -> list[Piece]:
    start = plan.start + part.start
    steps = (
        _n("step %(steps)s", "steps %(steps)s", len(part.steps), steps=numbers_text(part.steps))
        if part.steps
        else ""
    )
    when = join_parts(
        format_wall_span(start, start + part.minutes),
        minutes_text(part.minutes),
        steps,
    )
    say: list[Piece] = [GuideLine(part.say, "Script")] if part.say else []
    return [
        GuideLine(when, "Step Time", with_next=True),
        GuideLine(part.do, "Do", with_next=bool(say)),
        *say,
    ]


def add_note_sheets(file: GuideFile, guide: Guide) -> None:
    """Who gets which sheet for notes; the sheets themselves are the note-takers' booklet."""
    file.add(
        _(
            "Each step with group work has a sheet in the note-takers’ booklet, with the headings agreed for this event. "
            "Give each sheet to its note-taker before the step."
        ),
        "Body Text",
    )
    add_sheet_list(file, guide, steps_with_forms(guide))


def add_sheet_list(file: GuideFile, guide: Guide, steps: Sequence[GuideStep]) -> None:
    """The steps that have a sheet for notes: when they are, and who writes there."""
    on = {step.number: format_day(one.on) for one in guide.days for step in one.steps}
    rows: list[list[Cell]] = [
        [f"{on[step.number]}, {step.when}", step.called, note_takers_text(step)] for step in steps
    ]
    file.table(SHEETS, rows, [_("When"), _("Step"), _("Takes notes")], _("Sheets for notes"))


def note_takers_text(step: GuideStep) -> str:
    """Everybody who takes notes in a step, in its groups and at its tables; where nobody does yet, a line to write on."""
    groups = [one.note_taker for one in step.groups]
    tables = [one.note_taker for one in step.cafe.tables] if step.cafe else []
    found = dict.fromkeys(name for name in (step.note_taker, *groups, *tables) if name)
    return ", ".join(found) or "…" * 10
