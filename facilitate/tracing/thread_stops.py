"""The way of one theme, objective or decision as a page shows it: stop by stop, each with what stands there or what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask import url_for

from ..consultation.models import Theme
from ..consultation.sharing.wording import unserved_text
from ..events.access import Can, may
from ..events.models import Event
from ..events.queries import LinkedEvent
from ..lib.clock import format_wall_time
from ..web.i18n import _, format_day, label_of, pick_wording
from . import wording
from .gathering import QuotedLine, ThreadData, quote_lines
from .web import Knot, KnotKind

LINES = 8
"""Lines of the notes that stand on a page."""


@dataclass(frozen=True)
class StopItem:
    """Something that stands at a stop: in words, where it leads, what is to be said beside it."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class ThreadStop:
    """One stop of the way; `here`: the page is about this one; `missing`: what is said where nothing stands there.

    `ways_out`: where what is missing is made, or said; none where it cannot be, or not by who is signed in.
    """

    name: str
    items: Sequence[StopItem] = ()
    missing: str = ""
    here: bool = False
    quotes: Sequence[QuotedLine] = ()
    ways_out: Sequence[StopItem] = ()


def knot_title(fabric: ThreadData, knot: Knot) -> str:
    """What a page is about."""
    if knot.kind is KnotKind.THEME:
        return pick_wording(fabric.themes[knot.id].name)
    if knot.kind is KnotKind.OBJECTIVE:
        return wording.objective_name(fabric, knot.id)
    return fabric.decisions[knot.id].text


def stops_on_way(event: Event, fabric: ThreadData, knot: Knot) -> list[ThreadStop]:
    """The way of a knot from answers to what comes next; what was said is quoted for those who take notes."""
    way = fabric.web.way(knot)
    made_in = fabric.decisions[knot.id].row.step_id if knot.kind is KnotKind.DECISION else None
    steps = [one for one in way[KnotKind.STEP] if made_in in (None, one)]
    said = quote_lines(event, fabric, steps, LINES) if may(Can.TAKE_NOTES) else []
    return [
        *_before(fabric),
        _asked(event, fabric, way[KnotKind.THEME], knot),
        _themes(event, fabric, way[KnotKind.THEME], knot),
        _objectives(event, fabric, way[KnotKind.OBJECTIVE], knot),
        _steps(event, fabric, steps, way[KnotKind.THEME], knot),
        ThreadStop(
            _("What was said"),
            _noted(event, fabric, steps),
            _("nothing was written down") if fabric.begun else _("not held yet"),
            quotes=said,
        ),
        _decisions(event, fabric, way[KnotKind.DECISION], knot),
        _actions(event, fabric, way[KnotKind.ACTION]),
        _report(event, fabric),
        *_changed(event, fabric),
        *_next_meeting(fabric),
        _next(fabric),
    ]


def _before(fabric: ThreadData) -> list[ThreadStop]:
    """The thread of the event on which this one builds; where it builds on none, that is no hole."""
    one = fabric.linked.earlier
    if one is None:
        return []
    return [ThreadStop(_("Builds on"), [_linked(one)])]


def _asked(event: Event, fabric: ThreadData, themes: Iterable[int], knot: Knot) -> ThreadStop:
    reads = may(Can.READ_ANSWERS)
    heard = (
        wording.theme_heard_text(fabric, knot.id, reads)
        if knot.kind is KnotKind.THEME and fabric.counts[knot.id].total
        else wording.themes_origin_text(fabric, themes, reads)
    )
    url = (
        url_for("consultation.show_quotes", slug=event.slug, theme=list(themes))
        if reads and heard
        else ""
    )
    return ThreadStop(
        _("Asked for"), [StopItem(heard, url)] if heard else [], _("by the team itself")
    )


def _themes(event: Event, fabric: ThreadData, themes: Iterable[int], knot: Knot) -> ThreadStop:
    reads = may(Can.READ_ANSWERS)
    items = [
        StopItem(
            pick_wording(fabric.themes[one].name),
            url_for("tracing.show_theme_thread", slug=event.slug, theme_id=one),
            wording.theme_heard_text(fabric, one, reads),
        )
        for one in themes
    ]
    return ThreadStop(_("Themes"), items, _("no theme"), knot.kind is KnotKind.THEME)


def _objectives(
    event: Event, fabric: ThreadData, objectives: Iterable[int], knot: Knot
) -> ThreadStop:
    items = [
        StopItem(
            wording.objective_name(fabric, one),
            url_for("tracing.show_objective_thread", slug=event.slug, objective_id=one),
            label_of(fabric.objectives[one].status),
        )
        for one in objectives
    ]
    theme = fabric.themes[knot.id] if knot.kind is KnotKind.THEME else None
    if theme is None or items:
        return ThreadStop(
            _("Objective"), items, _("no objective yet"), knot.kind is KnotKind.OBJECTIVE
        )
    if theme.goal:
        url = url_for("objectives.show_objectives", slug=event.slug)
        goal = StopItem(f"{theme.goal.code} · {pick_wording(theme.goal.text)}", url)
        return ThreadStop(_("Goal"), [goal])
    return ThreadStop(
        _("Objective"),
        missing=unserved_text(theme) or _("no objective yet"),
        ways_out=_ways_out(event, theme),
    )


def _ways_out(event: Event, theme: Theme) -> list[StopItem]:
    """What can be done about a theme nothing takes up: make something of it, or say why not."""
    make = url_for("objectives.add_from_theme", slug=event.slug, theme_id=theme.id)
    turn = [StopItem(_("Turn into an objective"), make)] if may(Can.EDIT_OBJECTIVES) else []
    return [*turn, *_say_why(event, theme)]


def _say_why(event: Event, theme: Theme) -> list[StopItem]:
    """Where it is written why a theme is not taken up, as long as nobody has."""
    if unserved_text(theme) or not may(Can.CODE_ANSWERS):
        return []
    url = url_for("consultation.edit_theme", slug=event.slug, theme_id=theme.id, _anchor="unserved")
    return [StopItem(_("Say why it is not taken up"), url)]


def _steps(
    event: Event, fabric: ThreadData, steps: Iterable[int], themes: Sequence[int], knot: Knot
) -> ThreadStop:
    items = []
    for one in steps:
        text = fabric.titled(one)
        there = fabric.placed.get(one)
        on = there.on.isoformat() if there else None
        url = url_for("agenda.show_agenda", slug=event.slug, day=on, _anchor=f"step-{one}")
        note = (
            f"{format_day(there.on, 'EEE')} {format_wall_time(there.start)}"
            if there
            else _("parked")
        )
        items.append(StopItem(text, url, note))
    name, nowhere = _("Worked on in"), _("on no agenda yet")
    if items or knot.kind not in (KnotKind.THEME, KnotKind.OBJECTIVE):
        return ThreadStop(name, items, nowhere)
    taken_up = [one for one in themes if fabric.themes[one].objective_id]
    made = [knot.id] if knot.kind is KnotKind.OBJECTIVE else _made_of(fabric, taken_up)
    if why := wording.why_unserved(fabric, taken_up, made):
        return ThreadStop(name, missing=why)
    if not taken_up and made and may(Can.EDIT_OBJECTIVES):
        url = url_for("objectives.edit_objective", slug=event.slug, objective_id=knot.id)
        say = StopItem(_("Say why it is not taken up"), f"{url}#unserved")
        return ThreadStop(name, missing=nowhere, ways_out=[say])
    asked = [way for one in taken_up for way in _say_why(event, fabric.themes[one])]
    if len(asked) > 1:
        names = [pick_wording(fabric.themes[one].name) for one in taken_up]
        asked = [
            replace(way, text=f"{way.text}: {theme}")
            for way, theme in zip(asked, names, strict=True)
        ]
    return ThreadStop(name, missing=nowhere, ways_out=asked)


def _made_of(fabric: ThreadData, themes: Iterable[int]) -> list[int]:
    """The objectives that take up these themes."""
    made = dict.fromkeys(fabric.themes[one].objective_id or 0 for one in themes)
    return [one for one in made if one in fabric.objectives]


def _noted(event: Event, fabric: ThreadData, steps: Iterable[int]) -> list[StopItem]:
    found = []
    for one in steps:
        noted = wording.step_notes_text(fabric, one)
        if noted:
            url = (
                url_for("notes.take_notes", slug=event.slug, step_id=one)
                if may(Can.TAKE_NOTES)
                else ""
            )
            found.append(StopItem(pick_wording(fabric.plan.steps[one].title), url, noted))
    return found


def _decisions(
    event: Event, fabric: ThreadData, decisions: Iterable[int], knot: Knot
) -> ThreadStop:
    items = [
        StopItem(
            fabric.decisions[one].text,
            url_for("tracing.show_decision_thread", slug=event.slug, decision_id=one),
            label_of(fabric.decisions[one].row.how),
        )
        for one in decisions
    ]
    return ThreadStop(_("Decisions"), items, _("nothing decided"), knot.kind is KnotKind.DECISION)


def _actions(event: Event, fabric: ThreadData, actions: Iterable[int]) -> ThreadStop:
    items = []
    for one in actions:
        told = fabric.actions[one]
        row = told.row
        due = (
            _("by %(day)s", day=format_day(row.due_on, "dated"))
            if row.due_on and not row.closed
            else ""
        )
        note = " · ".join(filter(None, [told.owner or _("nobody yet"), label_of(row.status), due]))
        url = url_for("report.show_following", slug=event.slug, _anchor=f"action-{one}")
        items.append(
            StopItem(f"{told.text} – {told.outcome}" if told.outcome else told.text, url, note)
        )
    return ThreadStop(_("Actions"), items, _("no action so far"))


def _report(event: Event, fabric: ThreadData) -> ThreadStop:
    if not fabric.edition:
        return ThreadStop(_("Report"), missing=_("not released yet"))
    url = url_for("report.show_report", slug=event.slug, _anchor="asked")
    return ThreadStop(
        _("Report"), [StopItem(_("Edition %(number)d, released", number=fabric.edition), url)]
    )


def _changed(event: Event, fabric: ThreadData) -> list[ThreadStop]:
    """Where it is written down what became of it months later; before the event begins that is no hole."""
    if not fabric.begun:
        return []
    url = url_for("outcomes.show_outcomes", slug=event.slug)
    item = StopItem(_("Indicators, actions, and what people say months later"), url)
    return [ThreadStop(_("What this event changed"), [item])]


def _next_meeting(fabric: ThreadData) -> list[ThreadStop]:
    """The next meeting of the forum whose meeting the event is; of any other event none is missing."""
    if not (fabric.of_forum or fabric.meeting):
        return []
    one = fabric.meeting
    items = [_linked(one)] if one else []
    return [ThreadStop(_("Next meeting"), items, _("not planned yet"))]


def _linked(one: LinkedEvent) -> StopItem:
    """Another event, by its own thread."""
    url = url_for("tracing.show_thread", slug=one.slug) if one.slug else ""
    return StopItem(pick_wording(one.title), url, format_day(one.first_day, "dated"))


def _next(fabric: ThreadData) -> ThreadStop:
    items = [_linked(one) for one in fabric.linked.later]
    return ThreadStop(_("Builds on it"), items, _("no event builds on this one yet"))
