"""The days of a guide, step by step: what has to be ready, the running script, and what to do when it comes otherwise."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ...cafe.group_words import speaking_of
from ...lib.clock import format_wall_time
from ...lib.document_tables import Cell, StyledPara, TableLook
from ...web.i18n import _, label_of
from ..guide import GuideDay, GuideGroup, GuideStep, ScriptLine
from ..keeping_time import RESTS
from ..labels import group_text, guide_hole_text, guide_material_text, minutes_text
from ..rooms import crowd_text
from .cafe_page import cafe_page
from .look import (
    SETTLES,
    SMALL,
    TEXT,
    GuideFile,
    GuideLine,
    PageCapacity,
    PendingTable,
    Piece,
    facts_table,
    join_parts,
    linked_step,
    pieces_height,
    put_pieces,
    step_bookmark,
)
from .telling import GuideTelling, day_line

TROUBLES = TableLook("Guide Table", (4.6, 11.4), (TEXT,) * 2)
FULL = 1.05
"""Shares of a page that a step fills, as roughly as heights are known."""
WIDE, NARROW = 4, 3
"""So many groups stand in columns; more of them in rows."""


def add_day_pages(told: GuideTelling, one: GuideDay) -> None:
    """The steps of a day; those of parallel groups one group after the other, under the group's name."""
    told.file.add(day_line(one), "Note", with_next=True)
    groups: dict[str, GuideGroup] = {}
    theirs = {(step.session, step.group) for step in one.steps if step.own and step.group}
    place = ("", "")
    for at, step in enumerate(one.steps):
        if step.groups:
            groups = {group.name: group for group in step.groups}
        if (step.session, step.group) != place:
            place = step.session, step.group
            if place in theirs:
                _group_heading(told.file, step.group, groups.get(step.group))
        told.file.numbered_from(step.number.place, step.number.day)
        if step.own:
            if at and told.choices.scripts and _begins_page(step, one.steps[at - 1]):
                told.file.new_page()
            _step(told, step, step_following(one.steps, at))
        else:
            told.file.add(_one_line(step), "Step Line", bookmark=step_bookmark(step.number))
        if step.number.place % SETTLES == 0:
            told.file.settle()


def _group_heading(file: GuideFile, name: str, group: GuideGroup | None) -> None:
    file.add(name, "Group Heading")
    if group:
        file.add(group_text(replace(group, name="")), "Step Time")


def _one_line(step: GuideStep) -> str:
    """`10:30–11:00 · Coffee break (North) · Besnik Kola`: a step of somebody else."""
    title = f"{step.title} ({step.group})" if step.group else step.title
    return join_parts(step.when, title.replace("\n", " "), step.lead)


def step_following(steps: Sequence[GuideStep], at: int) -> GuideStep | None:
    """The step that begins when the one at that place is over; None at the end of the day, and for what holds others."""
    step = steps[at]
    if step.holds:
        return None
    for later in steps[at + 1 :]:
        if later.start >= step.end and later.group in ("", step.group):
            return later
    return None


def _begins_page(step: GuideStep, before: GuideStep) -> bool:
    """Whether a step has a page to begin: one with a script does, but for the first one of a block."""
    return bool(step.lines) and step.kind not in RESTS and not before.holds


def _step(told: GuideTelling, step: GuideStep, after: GuideStep | None) -> None:
    """A step in full; without its scripts, what stands on a card."""
    told.file.head(
        step.title,
        "Step Heading",
        2,
        bookmark=step_bookmark(step.number),
        number=step.number,
        when=format_wall_time(step.start),
    )
    rests = step.lead if step.kind in RESTS else ""
    about = join_parts(
        step.when, _minutes(told, step.minutes), step.group, step.technique, step.room, rests
    )
    pieces: list[Piece] = [GuideLine(about, "Step Time", with_next=True)]
    pieces += [GuideLine(guide_hole_text(hole), "Hole", with_next=True) for hole in step.holes]
    if step.kind in RESTS:
        put_pieces(told.file, [*pieces, *_rest(told, step)], told.page, most=0.9)
        return
    pieces += _ready(told, step)
    pieces += _beside(told, step)
    with speaking_of(step.kind):
        pieces += cafe_page(step.cafe) if step.cafe else []
    if told.choices.scripts:
        pieces += _running(told, step, after)
        pieces += _otherwise(told, step)
        pieces += _troubles(told, step)
    else:
        pieces += _card_end(told, step, after)
    shown = pieces if told.choices.large else fitted(pieces, told.page)
    put_pieces(told.file, shown, told.page)


def fitted(pieces: list[Piece], page: PageCapacity) -> list[Piece]:
    """The pieces of a step, what can go wrong in smaller letters where the step would begin another page for it."""
    if pieces_height(pieces, page) <= page.lines * FULL:
        return pieces
    return [
        replace(one, look=replace(TROUBLES, columns=(SMALL,) * 2))
        if isinstance(one, PendingTable) and one.look is TROUBLES
        else one
        for one in pieces
    ]


def _rest(told: GuideTelling, step: GuideStep) -> list[Piece]:
    """A break or a meal: what has to be there in one line, and the words for it."""
    materials = "; ".join(
        told.once(one, partial(guide_material_text, one)) for one in step.materials
    )
    if not told.choices.scripts:
        return []
    pieces = facts_table(told.page, [(told.names.materials, materials)])
    for line in step.lines:
        pieces += _line(told, step, line)
    if step.transition:
        pieces.append(GuideLine(step.transition, "Transition"))
    return [
        *pieces,
        *([_box(step, told.names.late % {"what": step.late}, "Late")] if step.late else []),
    ]


def _minutes(told: GuideTelling, minutes: int) -> str:
    return told.once(minutes, lambda: minutes_text(minutes)) if minutes else ""


def _ready(told: GuideTelling, step: GuideStep) -> list[Piece]:
    """What it is for, who does what, and what has to be there."""
    names = told.names
    if not told.choices.scripts:
        return facts_table(told.page, _on_card(told, step))
    materials = [told.once(one, partial(guide_material_text, one)) for one in step.materials]
    rows = [
        *_what_for(told, step),
        (names.lead, _who_leads(step)),
        (names.speakers, ", ".join(step.speakers)),
        (names.notes, _named(step.note_taker, step.notes)),
        (names.helpers, step.helper),
        (names.setting, _setting(told, step)),
        (names.materials, "; ".join(materials)),
    ]
    return facts_table(told.page, rows)


def _on_card(told: GuideTelling, step: GuideStep) -> list[tuple[str, str]]:
    """What a step's card says; what to bring stands in the shopping list."""
    names = told.names
    notes = _("notes: %(name)s", name=step.note_taker) if step.note_taker else ""
    who = join_parts(_who_leads(step), notes)
    return [
        (names.purpose, step.aim),
        (names.objectives, ", ".join(one.code for one in step.objectives)),
        (names.lead, who),
        (names.speakers, ", ".join(step.speakers)),
        (names.setting, _setting(told, step)),
    ]


def _who_leads(step: GuideStep) -> str:
    """`Artan Bregu · with Petrit Xhani`"""
    helpers = ", ".join(step.supporters)
    return join_parts(step.lead, _("with %(names)s", names=helpers) if helpers else "")


def _what_for(told: GuideTelling, step: GuideStep) -> list[tuple[str, str]]:
    """The purpose, and up to two objectives in full; of more only the codes, they stand on the page of the event."""
    names, codes = told.names, ", ".join(one.code for one in step.objectives)
    if step.aim and len(step.objectives) > 2:
        return [(names.purpose, f"{step.aim} ({codes})")]
    texts = [f"{one.code} · {one.text}" for one in step.objectives]
    return [
        (names.purpose, step.aim),
        (names.objectives, codes if len(texts) > 2 else "\n".join(texts)),
    ]


def _named(name: str, instruction: str) -> str:
    """Who takes notes, and how."""
    return f"{name}. {instruction}" if name and instruction else name or instruction


def _setting(told: GuideTelling, step: GuideStep) -> str:
    """`100 people, 14 tables. Chairs in a half circle.`"""
    return ". ".join(filter(None, (_people(told, step), step.setting)))


def _people(told: GuideTelling, step: GuideStep) -> str:
    """`100 people, 14 tables`; tables, stations or groups where people work in them."""
    if not step.people or step.holds:
        return ""
    people, places = step.people, step.places_said
    return told.once((people, places), lambda: crowd_text(people, *places))


def _beside(told: GuideTelling, step: GuideStep) -> list[Piece]:
    """The groups side by side: a column for each, or a row where there are many."""
    if not step.groups:
        return []
    table: list[list[Cell]] = [
        [_("Group"), *(group.name for group in step.groups)],
        [_("Room"), *(group.room for group in step.groups)],
        [_("Lead"), *(group.lead for group in step.groups)],
        [_("Takes notes"), *(group.note_taker for group in step.groups)],
        [_("People"), *(str(group.people or "") for group in step.groups)],
        [_("Steps"), *(_own_steps(told, group) for group in step.groups)],
    ]
    table = [row for number, row in enumerate(table) if not number or any(row[1:])]
    if len(step.groups) > (NARROW if told.page.narrow else WIDE):
        table = [list(column) for column in zip(*table, strict=True)]
        widths = tuple(4.6 if name == _("Steps") else 2.3 for name in table[0])
    else:
        widths = (2.2, *(13.8 / len(step.groups) for _group in step.groups))
    look = TableLook("Guide Table", widths, (SMALL,) * len(widths))
    heading, *rows = table
    names = [one if isinstance(one, str) else "" for one in heading]
    return [
        GuideLine(_("Parallel groups"), "Heading 3"),
        PendingTable(look, rows, names, _("Parallel groups")),
    ]


def _own_steps(told: GuideTelling, group: GuideGroup) -> list[StyledPara]:
    steps = [told.steps[number] for number in group.steps if number in told.steps]
    return [replace(linked_step(step, SMALL), text=f"{step.when} {step.called}") for step in steps]


def _running(told: GuideTelling, step: GuideStep, after: GuideStep | None) -> list[Piece]:
    """The running script, from the first minute to the words that lead on."""
    pieces: list[Piece] = []
    if step.etiquette:
        pieces.append(
            GuideLine(
                _("Rules for everybody: read them aloud, and put them on the tables"), "Heading 3"
            )
        )
        pieces += [GuideLine(rule, "List Bullet") for rule in step.etiquette]
    if step.lines or step.close:
        pieces.append(GuideLine(told.names.script, "Heading 3"))
    for line in step.lines:
        pieces += _line(told, step, line)
    if step.close:
        pieces += [_box(step, told.names.close, "Minute"), GuideLine(step.close, "Do")]
    if after:
        pieces.append(_next(told, after, with_next=bool(step.transition)))
    if step.transition:
        pieces.append(GuideLine(step.transition, "Transition"))
    return pieces


def _line(told: GuideTelling, step: GuideStep, line: ScriptLine) -> list[Piece]:
    pieces: list[Piece] = []
    if not step.one_breath and line.at is not None:
        speaks = line.speaks
        who = told.once(speaks, lambda: label_of(speaks)) if speaks else ""
        pieces.append(
            GuideLine(join_parts(line.clock, _minutes(told, line.minutes), who), "Minute")
        )
    if line.do:
        pieces.append(GuideLine(line.do, "Do", with_next=bool(line.say)))
    if line.say:
        pieces.append(GuideLine(line.say, "Script"))
    return pieces


def _next(told: GuideTelling, after: GuideStep, *, with_next: bool = False) -> GuideLine:
    """`Next at 10:30: Coffee break`"""
    text = told.names.following % {
        "time": format_wall_time(after.start),
        "title": after.title.replace("\n", " "),
    }
    return GuideLine(text, "Note", with_next=with_next)


def _box(step: GuideStep, text: str, style: str) -> GuideLine:
    """What may begin a page, above which the step that begins there is named: it says itself whose it is."""
    return GuideLine(join_parts(str(step.number), text), style)


def _otherwise(told: GuideTelling, step: GuideStep) -> list[Piece]:
    """What to do when time is short, and when there is time left."""
    late = [_box(step, told.names.late % {"what": step.late}, "Late")] if step.late else []
    spare = [_box(step, told.names.spare % {"what": step.spare}, "Spare")] if step.spare else []
    return [*late, *spare]


def _troubles(told: GuideTelling, step: GuideStep) -> list[Piece]:
    """What goes wrong; told once where a technique comes back."""
    if not step.troubles:
        return []
    key = tuple(step.troubles)
    before = told.troubles.setdefault(key, step.number)
    if before != step.number:
        text = _("What can go wrong, and what to do then: see step %(number)s.", number=before)
        return [GuideLine(text, "Note")]
    rows = [[one.trouble, one.remedy] for one in step.troubles]
    # its head is repeated above what goes on on the next page, which says there whose it is
    heading = [join_parts(str(step.number), _("What can go wrong")), _("What to do then")]
    return [PendingTable(TROUBLES, rows, heading, _("What can go wrong"))]


def _card_end(told: GuideTelling, step: GuideStep, after: GuideStep | None) -> list[Piece]:
    late = [_box(step, told.names.late % {"what": step.late}, "Late")] if step.late else []
    return [*late, *([_next(told, after)] if after else [])]
