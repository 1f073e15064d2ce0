"""A line at the end of a list: Enter makes a step of it, and while one types it says what it understands."""

from typing import Any

from flask import flash, render_template, request, url_for

from ...db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...i18n import _, language
from ...lib.text import clean
from ...refused import Refused
from .. import actions as agenda
from ..blueprint import bp
from ..editing.doing import put, why
from ..editing.showing import back, shows_how_it_is
from ..history import Did
from ..lists import place_named
from ..placing import GONE, Misplaced
from ..plan import Place, Plan
from ..queries import plan_of
from ..wording import done
from .actions import known_in, put_in, read_lines
from .chips import chips_of
from .reading import LONGEST_LINE, Typed, read_line


@bp.post("/events/<slug>/agenda/line")
@needs(Can.EDIT_AGENDA)
@shows_how_it_is
def add_line(event: Event) -> Any:
    """The step of a typed line, or a step of each line that was pasted: one change, undone in one."""
    plan = agenda.ready(event)
    place = _place(plan)
    typed = read_lines(_typed(), known_in(event, plan))
    if not typed:
        raise Refused(_("Write what happens in this step, such as: 10:30 Coffee 30"))
    new: list[int] = []

    def rule(before: Plan) -> Plan:
        after, new[:] = put_in(before, typed, place, language())
        return after

    title = rule(plan).steps[new[0]].title
    written = put(event, plan, did=Did.ADDED, rule=rule, about=title, count=len(typed))
    if len(typed) > 1:
        flash(done(Did.ADDED, title, len(typed)), f"undo:{url_for('agenda.undo', slug=event.slug)}")
    db.session.commit()
    return back(event, written.plan, written.plan.steps[written.steps[new[-1]]])


@bp.get("/events/<slug>/agenda/line")
@needs(Can.EDIT_AGENDA)
def understand_line(event: Event) -> Any:
    """What is understood of a line that is being typed."""
    plan = plan_of(event)
    text = clean(request.args.get("line", ""))[:LONGEST_LINE]
    typed = read_line(text, known_in(event, plan)) if text else Typed()
    chips = chips_of(event, plan, typed, place_named(plan, request.args.get("in", "")))
    return render_template("agenda/adding/chips.html", chips=chips if typed.title else [])


def _typed() -> str:
    return clean(request.form.get("line", ""))


def _place(plan: Plan) -> Place:
    place = place_named(plan, request.form.get("in", ""))
    if place is None:
        raise Refused(why(Misplaced(GONE)))
    return place
