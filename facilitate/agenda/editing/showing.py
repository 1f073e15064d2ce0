"""What the agenda's page shows: its days as nested rows, what is parked, what others did meanwhile; whole or as a part."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup, escape

from ... import clock
from ...accounts.models import User
from ...data.db import db, row_id
from ...events.access import Can, may
from ...events.models import Event, Member, Objective
from ...events.queries import objectives_of, team_of
from ...techniques.queries import techniques_for_keys
from ...techniques.technique import Technique
from ...web.i18n import current_language, label_of
from ...web.refused import Refused
from ..hints import AgendaLack
from ..kinds import StepKind
from ..models import AgendaChange, StepComment
from ..placing import holds_steps
from ..plan import PARKED, Plan, PlanDay, PlanStep
from ..programmes import ProgrammeDay, ProgrammeStep, programme_from
from ..queries import agenda_now_of, plan_of
from ..timing_history import lessons_for_steps
from ..totals import add_up_day
from ..warnings import AgendaWarning
from ..wording import agenda_lead, done_text
from .as_time import digit_words, draw_steps, picture_span
from .checked_days import (
    days_to_check,
    find_hints,
    find_warnings,
    leaves_of_day,
    unserved_objectives,
)
from .forms import list_choices
from .rows import TAKES_STEPS, card_keys, nest_rows


class OpenTalk(NamedTuple):
    """What is said about a step and not resolved yet: comments, and among them proposals."""

    comments: int
    proposals: int


def open_talk_of(event: Event) -> dict[int, OpenTalk]:
    """What is open about each step that is talked about, by its number."""
    rows = db.session.execute(
        sa.select(StepComment.step_id, sa.func.count(), sa.func.count(StepComment.proposal))
        .where(StepComment.event_id == event.id, StepComment.resolved_at.is_(None))
        .group_by(StepComment.step_id)
    )
    return {step: OpenTalk(comments, proposals) for step, comments, proposals in rows}


PARKING = 0
"""The number of the day that what is parked is laid out on: a day of the database has a number above 0, a new one below."""
MOST_NEWS = 3


def parked_steps(
    event: Event, plan: Plan, team: Iterable[Member], objectives: Iterable[Objective]
) -> list[ProgrammeStep]:
    """What is parked, laid out as if it were a day of its own; its times mean nothing, its lengths do."""
    if not plan.at(PARKED):
        return []
    steps = {one.id: replace(one, day=None if one.block else PARKING) for one in plan.walk(PARKED)}
    aside = Plan({PARKING: PlanDay(PARKING, event.first_day, 0)}, plan.rooms, plan.strands, steps)
    return programme_from(event, aside, team, objectives)[0].steps


class News(NamedTuple):
    """Something somebody else did: their name and what they did, as a sentence."""

    name: str
    what: str


def news_of(event: Event, revision: int) -> list[News]:
    """What others did to the agenda after that change, the newest first."""
    changed = AgendaChange
    query = (
        sa.select(changed.did, changed.about, changed.count.label("steps"), User.name)
        .join(User, User.id == changed.user_id)
        .where(
            changed.event_id == event.id, changed.id > revision, changed.user_id != current_user.id
        )
        .order_by(changed.id.desc())
        .limit(MOST_NEWS)
    )
    return [
        News(row.name, done_text(row.did, row.about, row.steps))
        for row in db.session.execute(query)
    ]


def agenda_page_values(event: Event, plan: Plan | None = None) -> dict[str, Any]:
    """Everything the agenda's page shows; `plan` is the agenda for who has it already."""
    plan = plan or plan_of(event)
    team, objectives = team_of(event), objectives_of(event)
    days = programme_from(event, plan, team, objectives)
    keys, looked = (
        [objective.id for objective in objectives],
        days_to_check(event, days, plan, team),
    )
    asked = request.values.get("day", "") or clock.today_in(event).isoformat()
    day, seen = day_shown(days, asked), request.values.get("seen", type=row_id)
    aside, seen_days = (
        parked_steps(event, plan, team, objectives),
        days if asked == "all" else [day],
    )
    seen_steps, now = (
        [one.step for one_day in seen_days for one in one_day.steps],
        agenda_now_of(event, current_user.id),
    )
    techniques = techniques_for_keys(step.technique for step in plan.steps.values())
    talk, lessons = open_talk_of(event), lessons_for_steps(event, seen_steps, now.more)
    around = (
        (current_language(), event.slug, may(Can.EDIT_AGENDA), request.values.get("view")),
        "all" if asked == "all" else day.day.on,
        tuple((member.id, member.name) for member in team),
        tuple((one.id, one.code, one.text, one.sought) for one in objectives),
    )
    warnings = find_warnings(looked, [one.id for one in objectives if not one.postponed])
    hints = find_hints(looked, {objective.id: objective.sought for objective in objectives})
    return {
        "plan": plan,
        "card_key": card_keys(around, techniques, lessons, talk),
        "programme": days,
        "shown": day,
        "all_days": asked == "all",
        "as_time": request.values.get("view") == "time",
        "days_shown": seen_days,
        "rows": nest_rows,
        "drawn": draw_steps,
        "digits": digit_words,
        "span_of": picture_span,
        "parked": aside,
        "objectives": objectives,
        "techniques": techniques,
        "members": {member.id: member for member in team},
        "lead": agenda_lead(days, len(keys), len(unserved_objectives(looked, keys))),
        "warnings": warnings,
        "hints": hints,
        "to_look_at": group_by_kind(warnings),
        "missing": group_by_kind(hints),
        "most_of_a_kind": MOST_OF_A_KIND,
        "look_key": look_keys(around, plan, days, techniques),
        "totals": {one.day.id: add_up_day(leaves_of_day(one)) for one in seen_days},
        "kinds": {kind: label_of(kind) for kind in StepKind},
        "now": now,
        "news": news_of(event, seen) if seen is not None else [],
        "talk": talk,
        "lessons": lessons,
        "lists": list_choices(plan),
        "untold": untranslated_titles(plan, days),
        "fill": fill_places,
        "below": request.args.get("below", type=row_id),
        "steps": {
            one.step.id: one for steps in [aside, *(day.steps for day in days)] for one in steps
        },
    }


def untranslated_titles(plan: Plan, days: Iterable[ProgrammeDay]) -> dict[str, list[int]]:
    """The steps whose title is not there yet in a language, in the order of the agenda, what is parked last."""
    placed = [one.step for day in days for one in day.steps]
    steps = [*placed, *plan.walk(PARKED)]
    return {
        "en": [step.id for step in steps if not step.title.en],
        "sq": [step.id for step in steps if not step.title.sq],
    }


def fill_places(shell: Markup, **values: Any) -> Markup:
    """A piece of a page with values in its {places}; what is no markup yet is escaped."""
    return Markup(str(shell).format_map({name: escape(value) for name, value in values.items()}))  # noqa: S704


def day_shown(days: Sequence[ProgrammeDay], asked: str) -> ProgrammeDay:
    """The day of that date or of that number (1, 2 …), or the first one."""
    named: Mapping[str, ProgrammeDay] = {one.day.on.isoformat(): one for one in days} | {
        str(number): one for number, one in enumerate(days, 1)
    }
    return named.get(asked, days[0])


def in_part() -> bool:
    """Whether only what changed on the page is asked for: by a script of the page, which puts it in."""
    return "X-Requested-With" in request.headers


def page_or_part(event: Event, plan: Plan | None = None) -> str:
    """The agenda's page, or the part of it that may have changed."""
    name = "agenda/programme.html" if in_part() else "agenda/page.html"
    return render_template(name, event=event, part=in_part(), **agenda_page_values(event, plan))


def return_to_agenda(event: Event, plan: Plan | None = None, step: PlanStep | None = None) -> Any:
    """After a change: to the day one is looking at, else to the step's own; at the step. A script gets the part."""
    if in_part():
        return page_or_part(event, plan)
    day = request.form.get("day", "")
    if not day and step is not None and plan is not None:
        on = plan.days.get(plan.day_of(step) or 0)
        day = on.on.isoformat() if on else ""
    anchor, view = f"step-{step.id}" if step else None, request.form.get("view") or None
    return redirect(
        url_for("agenda.show_agenda", slug=event.slug, day=day or None, view=view, _anchor=anchor)
    )


def shows_how_it_is(view: Callable[..., Any]) -> Callable[..., Any]:
    """What is refused is said on the agenda's page, which shows how it is now (409)."""

    @wraps(view)
    def guarded(event: Event, **asked: Any) -> Any:
        try:
            return view(event=event, **asked)
        except Refused as refused:
            db.session.rollback()
            flash(str(refused), "problem")
            return page_or_part(event), 409

    return guarded


def is_block(plan: Plan, step: PlanStep) -> bool:
    """Whether a step may take others in: a session or groups in a day, or what holds some already."""
    return step.block is None and (step.kind in TAKES_STEPS or holds_steps(plan, step))


MOST_OF_A_KIND = 12
"""How many of a kind are shown at once."""
ByKind = Mapping[Any, Sequence[AgendaWarning | AgendaLack]]


def group_by_kind(found: Iterable[AgendaWarning | AgendaLack]) -> ByKind:
    """Those of a kind together, in their order."""
    kinds: dict[Any, list[AgendaWarning | AgendaLack]] = {}
    for one in found:
        kinds.setdefault(one.what, []).append(one)
    return kinds


def look_keys(
    around: Hashable,
    plan: Plan,
    days: Sequence[ProgrammeDay],
    techniques: Mapping[str, Technique],
) -> Callable[[ByKind], Hashable]:
    """What tells the lists below the agenda apart: everything they say (`agenda/warnings.html`, `agenda/hints.html`)."""
    starts = {one.step.id: one.start for day in days for one in day.steps}
    dates, whole = tuple(day.on for day in days), request.args.get("look") == "all"

    def about(key: int) -> Hashable:
        """What is said of a step besides what is wrong with it."""
        step = plan.steps.get(key)
        way = techniques.get(step.technique) if step else None
        return step and (step.title, starts.get(key), way and way.name)

    def key_of(kinds: ByKind) -> Hashable:
        return (
            around,
            dates,
            whole,
            tuple(
                (len(found), one, about(one.step), about(getattr(one, "other", 0)))
                for found in kinds.values()
                for one in (found if whole else found[:MOST_OF_A_KIND])
            ),
        )

    return key_of
