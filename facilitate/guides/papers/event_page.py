"""The event on a page: what it is for, when and where, who comes, its objectives."""

from dataclasses import replace

from ...agenda.numbering import StepNumber
from ...lib.document_tables import Cell, StyledPara, TableLook
from ...web.i18n import _, _n, format_days, percent_in_words
from ..choices import Choices
from ..guide import Guide, GuideGuests, GuideObjective
from .look import (
    SMALL,
    TEXT,
    GuideFile,
    GuideLine,
    PendingTable,
    facts_table,
    join_parts,
    numbers_text,
    page_capacity,
    pieces_height,
    put_pieces,
)

OBJECTIVES = TableLook("Guide Table", (13.4, 2.6), (TEXT, SMALL))
NARROW_OBJECTIVES = TableLook("Guide Table", (12.2, 3.8), (TEXT, SMALL))
CHAPTER_LINES = 8
"""Lines that the headings of the event's page take, and what stands around its tables."""


def add_event_page(file: GuideFile, guide: Guide, choices: Choices) -> None:
    """The event on a page: what it is for, when and where, who comes, its objectives; without scripts only their texts."""
    page, guests = page_capacity(choices), guide.guests
    when = format_days(guide.first_day, guide.last_day, year=True)
    known = [
        (_("When and where"), join_parts(when, guide.place)),
        (_("Participants"), _participants(guide)),
        (_("Who comes"), _sectors(guests)),
    ]
    facts, objectives = facts_table(page, known), _objectives(guide, choices)
    below = [GuideLine(guide.description, "Body Text"), *facts, *objectives]
    leads = [GuideLine(goal, "Lead") for goal in guide.goals]
    # in smaller letters where it would begin another page: a Lead takes half as much again as the text around it
    room = page.lines - CHAPTER_LINES - pieces_height(below, page)
    is_tight = 1.5 * pieces_height(leads, page) > room
    goals = [replace(one, style="Body Text") for one in leads] if is_tight else leads
    for goal in goals:
        file.add(goal.text, goal.style)
    file.add(guide.description, "Body Text")
    put_pieces(file, facts, page)
    if objectives:
        file.part(_("Objectives"))
    for one in objectives:
        file.table(one.look, one.rows, one.heading, _("Objectives"))


def _objectives(guide: Guide, choices: Choices) -> list[PendingTable]:
    if not guide.objectives:
        return []
    served: dict[str, list[StepNumber]] = {}
    for step in guide.steps:
        for one in step.objectives:
            served.setdefault(one.code, []).append(step.number)
    rows: list[list[Cell]] = [
        [_objective(one, in_full=choices.scripts), numbers_text(served.get(one.code, []))]
        for one in guide.objectives
    ]
    look = NARROW_OBJECTIVES if page_capacity(choices).narrow else OBJECTIVES
    return [PendingTable(look, rows, [_("Objective"), _("Served in steps")], _("Objectives"))]


def _objective(one: GuideObjective, *, in_full: bool) -> list[StyledPara]:
    """Its text, and in full under it what is expected of it and where it comes from."""
    result = _("Expected result: %(result)s", result=one.result) if one.result else ""
    source = _("Source: %(source)s", source=one.source) if one.source else ""
    under = f"{result.rstrip('.')}. {source}" if result and source else result or source
    return [
        StyledPara(f"{one.code} · {one.text}", TEXT),
        *([StyledPara(under, SMALL)] if under and in_full else []),
    ]


def _participants(guide: Guide) -> str:
    """`110 expected · 108 invited · 78 coming, from 12 counties, 51 from outside the capital`"""
    guests = guide.guests
    coming = [
        _n("%(num)d coming", "%(num)d coming", guests.coming) if guests.coming else "",
        _n("from %(num)d county", "from %(num)d counties", guests.counties)
        if guests.counties
        else "",
        _("%(num)d from outside the capital", num=guests.outside) if guests.outside else "",
    ]
    return join_parts(
        _n("%(num)d expected", "%(num)d expected", guide.expected) if guide.expected else "",
        _n("%(num)d invited", "%(num)d invited", guests.invited) if guests.invited else "",
        ", ".join(part for part in coming if part),
    )


def _sectors(guests: GuideGuests) -> str:
    """`Local government: 32 (41.0%) · Others: 46 (59.0%)`; groups under three are told together, so that all add up."""
    told = sum(people for _name, people in guests.sectors)
    whole = max(guests.coming, told)
    groups = [*guests.sectors, (_("Others"), whole - told if told else 0)]
    return join_parts(
        *(
            f"{name}: {people} ({percent_in_words(people / whole)})"
            for name, people in groups
            if people
        )
    )
