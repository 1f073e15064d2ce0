"""A line becomes a decision or an action: a small form beside it, by button or by the keys d and a; a page without JavaScript."""

import re
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...agenda.arriving.dates import find_date
from ...data.db import db
from ...events.access import Can, needs
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...events.queries import objectives_of
from ...web.i18n import _
from ..blueprint import bp
from ..models import NoteAction, NoteDecision, NoteLine
from . import actions
from .forms import ActionForm, DecisionForm
from .queries import is_made, known_owners, note_line_or_404, objective_of_step

_NAMED = re.compile(r"@([^\W\d_][\w’'-]*(?: [A-ZËÇ][\w’'-]*)*)")
"""Somebody named in a line; what follows belongs to the name as long as it begins with a capital."""


@bp.route("/events/<slug>/notes/lines/<int:line_id>/decision", methods=["GET", "POST"])
@needs(Can.TAKE_NOTES)
def record_decision_from_line(event: Event, line_id: int) -> Any:
    """The line is a decision."""
    line = note_line_or_404(event, line_id)
    said = {"text": line.text, "objective_id": objective_of_step(line)}
    form = DecisionForm(objectives_of(event), data=said, prefix="line")
    if not _may_be_made(event, line, form, NoteDecision):
        return _form(event, line, form, "decision")
    row = actions.record_decision(
        event,
        form.text.data,
        form.how.data,
        form.objections.data,
        objective_id=form.objective_id.data,
        line=line,
    )
    return _done(event, line, "decision", row.id)


@bp.route("/events/<slug>/notes/lines/<int:line_id>/action", methods=["GET", "POST"])
@needs(Can.TAKE_NOTES)
def record_action_from_line(event: Event, line_id: int) -> Any:
    """The line is an action. Whom it names (`@Ana Hoxha`), else who said it, is the first one thought of."""
    line = note_line_or_404(event, line_id)
    said = {
        "text": line.text,
        "owner": _named_in(line) or _said_by(line),
        "due_on": _day_in(event, line),
        "objective_id": objective_of_step(line),
    }
    form = ActionForm(objectives_of(event), known_owners(event), data=said, prefix="line")
    if not _may_be_made(event, line, form, NoteAction):
        return _form(event, line, form, "action")
    row = actions.record_action(
        event,
        form.text.data,
        form.whose,
        form.due_on.data,
        objective_id=form.objective_id.data,
        line=line,
    )
    return _done(event, line, "action", row.id)


def _may_be_made(
    event: Event,
    line: NoteLine,
    form: DecisionForm | ActionForm,
    model: type[NoteDecision] | type[NoteAction],
) -> bool:
    """Whether the form is right and nobody has made the same of this line meanwhile: their words stay, and mine to compare."""
    if not form.validate_on_submit():
        return False
    wait_for_event_lock(event)
    if not is_made(line, model):
        return True
    form.form_errors = [
        _(
            "Somebody has already done this with the line. It is on the page of decisions and actions."
        )
    ]
    return False


def _named_in(line: NoteLine) -> str:
    found = _NAMED.search(line.text)
    return found[1] if found else ""


def _day_in(event: Event, line: NoteLine) -> date | None:
    """The day the line names by which it is to be done; none before the event begins."""
    found = find_date(line.text, event.last_day)
    return found.on if found and found.on and found.on >= event.first_day else None


def _said_by(line: NoteLine) -> str:
    return f"{line.person.name}, {line.person.organisation.name}" if line.person else line.who


def _quick() -> bool:
    """Whether the form stands beside its line, not on a page of its own."""
    return request.headers.get("HX-Request") == "true"


def _form(event: Event, line: NoteLine, form: DecisionForm | ActionForm, what: str) -> Any:
    name = "beside" if _quick() else "line"
    return render_template(
        f"notes/deciding/{name}.html", event=event, line=line, form=form, what=what
    ), form.status


def _done(event: Event, line: NoteLine, what: str, row_id: int) -> Any:
    db.session.commit()
    if _quick():
        return render_template("notes/deciding/made.html", event=event, what=what, row_id=row_id)
    flash(_("Recorded."))
    return redirect(url_for("notes.show_decisions", slug=event.slug, _anchor=f"{what}-{row_id}"))
