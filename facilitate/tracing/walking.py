"""The way of one theme, objective or decision as a page shows it: stop by stop, each with what stands there or what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import url_for

from ..events.access import Can, may
from ..events.models import Event
from ..lib.clock import format_wall_time
from ..web.i18n import _, format_day, label_of, pick_wording
from . import wording
from .gathering import Fabric, Said, lines_from
from .web import Kind, Knot

LINES = 8
"""Lines of the notes that stand on a page."""


@dataclass(frozen=True)
class Item:
    """Something that stands at a stop: in words, where it leads, what is to be said beside it."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Stop:
    """One stop of the way; `here`: the page is about this one; `missing`: what is said where nothing stands there."""

    name: str
    items: Sequence[Item] = ()
    missing: str = ""
    here: bool = False
    quotes: Sequence[Said] = ()


def title_of(fabric: Fabric, knot: Knot) -> str:
    """What a page is about."""
    if knot.kind is Kind.THEME:
        return pick_wording(fabric.themes[knot.id].name)
    if knot.kind is Kind.OBJECTIVE:
        return wording.name_of(fabric, knot.id)
    return fabric.decisions[knot.id].row.text


def stops_of(event: Event, fabric: Fabric, knot: Knot) -> list[Stop]:
    """The way of a knot from answers to what comes next; what was said is quoted for those who take notes."""
    way = fabric.web.way(knot)
    made_in = fabric.decisions[knot.id].row.step_id if knot.kind is Kind.DECISION else None
    steps = [one for one in way[Kind.STEP] if made_in in (None, one)]
    said = lines_from(event, steps, LINES) if may(Can.TAKE_NOTES) else []
    return [
        _asked(event, fabric, way[Kind.THEME], knot),
        _themes(event, fabric, way[Kind.THEME], knot),
        _objectives(event, fabric, way[Kind.OBJECTIVE], knot),
        _steps(event, fabric, steps),
        Stop(
            _("What was said"),
            _noted(event, fabric, steps),
            _("nothing was written down") if fabric.begun else _("not held yet"),
            quotes=said,
        ),
        _decisions(event, fabric, way[Kind.DECISION], knot),
        _actions(event, fabric, way[Kind.ACTION]),
        _report(event, fabric),
        _next(fabric),
    ]


def _asked(event: Event, fabric: Fabric, themes: Iterable[int], knot: Knot) -> Stop:
    reads = may(Can.READ_ANSWERS)
    heard = (
        wording.of_theme(fabric, knot.id, reads)
        if knot.kind is Kind.THEME and fabric.counts[knot.id].total
        else wording.of_themes(fabric, themes, reads)
    )
    url = (
        url_for("consultation.quotes", slug=event.slug, theme=list(themes))
        if reads and heard
        else ""
    )
    return Stop(_("Asked for"), [Item(heard, url)] if heard else [], _("by the team itself"))


def _themes(event: Event, fabric: Fabric, themes: Iterable[int], knot: Knot) -> Stop:
    reads = may(Can.READ_ANSWERS)
    items = [
        Item(
            pick_wording(fabric.themes[one].name),
            url_for("tracing.theme", slug=event.slug, theme_id=one),
            wording.of_theme(fabric, one, reads),
        )
        for one in themes
    ]
    return Stop(_("Themes"), items, _("no theme"), knot.kind is Kind.THEME)


def _objectives(event: Event, fabric: Fabric, objectives: Iterable[int], knot: Knot) -> Stop:
    items = [
        Item(
            wording.name_of(fabric, one),
            url_for("tracing.objective", slug=event.slug, objective_id=one),
            label_of(fabric.objectives[one].status),
        )
        for one in objectives
    ]
    return Stop(_("Objective"), items, _("no objective yet"), knot.kind is Kind.OBJECTIVE)


def _steps(event: Event, fabric: Fabric, steps: Iterable[int]) -> Stop:
    items = []
    for one in steps:
        text = fabric.titled(one)
        there = fabric.placed.get(one)
        on = there.on.isoformat() if there else None
        url = url_for("agenda.page", slug=event.slug, day=on, _anchor=f"step-{one}")
        note = (
            f"{format_day(there.on, 'EEE')} {format_wall_time(there.start)}"
            if there
            else _("parked")
        )
        items.append(Item(text, url, note))
    return Stop(_("Worked on in"), items, _("on no agenda yet"))


def _noted(event: Event, fabric: Fabric, steps: Iterable[int]) -> list[Item]:
    found = []
    for one in steps:
        noted = wording.of_step(fabric.said[one]) if one in fabric.said else ""
        if noted:
            url = url_for("notes.step", slug=event.slug, step_id=one) if may(Can.TAKE_NOTES) else ""
            found.append(Item(pick_wording(fabric.plan.steps[one].title), url, noted))
    return found


def _decisions(event: Event, fabric: Fabric, decisions: Iterable[int], knot: Knot) -> Stop:
    items = [
        Item(
            fabric.decisions[one].row.text,
            url_for("tracing.decision", slug=event.slug, decision_id=one),
            label_of(fabric.decisions[one].row.how),
        )
        for one in decisions
    ]
    return Stop(_("Decisions"), items, _("nothing decided"), knot.kind is Kind.DECISION)


def _actions(event: Event, fabric: Fabric, actions: Iterable[int]) -> Stop:
    items = []
    for one in actions:
        row = fabric.actions[one].row
        due = (
            _("by %(day)s", day=format_day(row.due_on, "dated"))
            if row.due_on and not row.closed
            else ""
        )
        note = " · ".join(filter(None, [row.owner or _("nobody yet"), label_of(row.status), due]))
        url = url_for("report.following", slug=event.slug, _anchor=f"action-{one}")
        items.append(Item(f"{row.text} – {row.outcome}" if row.outcome else row.text, url, note))
    return Stop(_("Actions"), items, _("no action so far"))


def _report(event: Event, fabric: Fabric) -> Stop:
    if not fabric.edition:
        return Stop(_("Report"), missing=_("not released yet"))
    url = url_for("report.read", slug=event.slug, _anchor="asked")
    return Stop(_("Report"), [Item(_("Edition %(number)d, released", number=fabric.edition), url)])


def _next(fabric: Fabric) -> Stop:
    items = [
        Item(
            pick_wording(one.title),
            url_for("events.home", slug=one.slug),
            format_day(one.first_day, "dated"),
        )
        for one in fabric.later
    ]
    return Stop(_("Builds on it"), items, _("no event builds on this one yet"))
