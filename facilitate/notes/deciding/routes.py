"""What was decided and promised: one page; written down there or at a line, changed, taken out and put back; what a line becomes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...agenda.arriving.dates import find_date
from ...data.db import db
from ...events.access import Can, may, needs
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...events.queries import objectives_of
from ...web.i18n import _
from ..blueprint import bp
from ..models import NoteAction, NoteDecision, NoteLine
from . import actions, wording
from .action_counts import ActionCount, action_order, count_actions, is_action_late
from .forms import ActionForm, DecisionForm, ask_objective
from .queries import (
    action_of,
    actions_of,
    decision_of,
    decisions_of,
    is_made,
    known_owners,
    note_line_or_404,
    objectives_of_step,
    waiting_lines,
)


@dataclass(frozen=True)
class ActionDates:
    """How one action is shown on its day: whether it is late, and its day in words."""

    today: date

    def late(self, action: NoteAction) -> bool:
        return is_action_late(action, self.today)

    def when(self, action: NoteAction) -> str:
        return wording.action_day_text(action, self.today)


def _page(
    event: Event, deciding: DecisionForm | None = None, promising: ActionForm | None = None
) -> tuple[str, int]:
    """The page; its forms may hold mistakes."""
    today, decided, promised = clock.today_in(event), decisions_of(event), actions_of(event)
    count: ActionCount = count_actions(
        [one.row for one in promised], [one.owner for one in promised], today
    )
    writes = may(Can.TAKE_NOTES)
    waiting = waiting_lines(event) if writes else []
    if writes:
        objectives, known = objectives_of(event), known_owners(event)
        deciding = deciding or DecisionForm(objectives, formdata=None)
        promising = promising or ActionForm(objectives, known, formdata=None)
        promising.tell_apart("action")
    return render_template(
        "notes/deciding/page.html",
        event=event,
        decided=decided,
        promised=sorted(promised, key=lambda one: action_order(one.row, today)),
        lead=wording.decisions_lead(len(decided), count, waiting),
        nobody=wording.unowned_actions_text(count),
        shown=ActionDates(today),
        writes=writes,
        waiting=waiting,
        waits=wording.waiting_lines_text(waiting),
        deciding=deciding,
        promising=promising,
        removed=[*decisions_of(event, removed=True), *actions_of(event, removed=True)]
        if writes
        else [],
    ), max((form.status for form in (deciding, promising) if form), default=200)


def _back(event: Event, anchor: str) -> Any:
    return redirect(url_for("notes.show_decisions", slug=event.slug, _anchor=anchor))


@bp.get("/events/<slug>/notes/decisions")
@needs(Can.SEE)
def show_decisions(event: Event) -> Any:
    """Everything that was decided and promised; lines that wait to become one."""
    return _page(event)


@bp.post("/events/<slug>/notes/decisions")
@needs(Can.TAKE_NOTES)
def add_decision(event: Event) -> Any:
    """A decision that no line holds."""
    form = DecisionForm(objectives_of(event))
    if not form.validate_on_submit():
        return _page(event, deciding=form)
    row = actions.record_decision(
        event,
        form.text.data,
        form.how.data,
        form.objections.data,
        objective_id=form.objective_id.data,
    )
    flash(_("Recorded."))
    db.session.commit()
    return _back(event, f"decision-{row.id}")


@bp.post("/events/<slug>/notes/actions")
@needs(Can.TAKE_NOTES)
def add_action(event: Event) -> Any:
    """An action that no line holds."""
    form = ActionForm(objectives_of(event), known_owners(event))
    if not form.validate_on_submit():
        return _page(event, promising=form)
    row = actions.record_action(
        event, form.text.data, form.whose, form.due_on.data, objective_id=form.objective_id.data
    )
    flash(_("Recorded."))
    db.session.commit()
    return _back(event, f"action-{row.id}")


@bp.route("/events/<slug>/notes/decisions/<int:decision_id>", methods=["GET", "POST"])
@needs(Can.TAKE_NOTES)
def edit_decision(event: Event, decision_id: int) -> Any:
    """One decision, to be changed; one that was taken out meanwhile is put back by it."""
    row = decision_of(event, decision_id)
    form = DecisionForm(objectives_of(event), row)
    if form.saves(row):
        return _saved(event, row, f"decision-{row.id}")
    return render_template(
        "notes/deciding/decision.html", event=event, form=form, row=row
    ), form.status


@bp.route("/events/<slug>/notes/actions/<int:action_id>", methods=["GET", "POST"])
@needs(Can.TAKE_NOTES)
def edit_action(event: Event, action_id: int) -> Any:
    """One action, to be changed, like a decision."""
    row = action_of(event, action_id)
    form = ActionForm(objectives_of(event), known_owners(event), row)
    if form.saves(row):
        return _saved(event, row, f"action-{row.id}")
    return render_template(
        "notes/deciding/action.html", event=event, form=form, row=row
    ), form.status


def _saved(event: Event, row: NoteDecision | NoteAction, anchor: str) -> Any:
    actions.restore_deed(row)
    flash(_("Saved."))
    db.session.commit()
    return _back(event, anchor)


@bp.post("/events/<slug>/notes/decisions/<int:decision_id>/<any(remove, back):what>")
@needs(Can.TAKE_NOTES)
def change_decision_state(event: Event, decision_id: int, what: str) -> Any:
    """Take a decision out, or put it back."""
    undo = url_for(
        "notes.change_decision_state", slug=event.slug, decision_id=decision_id, what="back"
    )
    return _change_state(event, decision_of(event, decision_id), what, undo=undo)


@bp.post("/events/<slug>/notes/actions/<int:action_id>/<any(remove, back):what>")
@needs(Can.TAKE_NOTES)
def change_action_state(event: Event, action_id: int, what: str) -> Any:
    """Take an action out, or put it back."""
    undo = url_for("notes.change_action_state", slug=event.slug, action_id=action_id, what="back")
    return _change_state(event, action_of(event, action_id), what, undo=undo)


def _change_state(event: Event, row: NoteDecision | NoteAction, what: str, *, undo: str) -> Any:
    actions.DO[what](row)
    if what == "remove":
        flash(_("Removed."), f"undo:{undo}")
    db.session.commit()
    return _back(event, "decisions" if isinstance(row, NoteDecision) else "actions")


_NAMED = re.compile(r"@([^\W\d_][\w’'-]*(?: [A-ZËÇ][\w’'-]*)*)")
"""Somebody named in a line; what follows belongs to the name as long as it begins with a capital."""


@bp.route("/events/<slug>/notes/lines/<int:line_id>/decision", methods=["GET", "POST"])
@needs(Can.TAKE_NOTES)
def record_decision_from_line(event: Event, line_id: int) -> Any:
    """The line is a decision."""
    line = note_line_or_404(event, line_id)
    served = objectives_of_step(line)
    said = {"text": line.text, "objective_id": _only(served)}
    form = DecisionForm(objectives_of(event), data=said, prefix="line")
    ask_objective(form, served)
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
    served = objectives_of_step(line)
    said = {
        "text": line.text,
        "owner": _named_in(line) or _said_by(line),
        "due_on": _day_in(event, line),
        "objective_id": _only(served),
    }
    form = ActionForm(objectives_of(event), known_owners(event), data=said, prefix="line")
    ask_objective(form, served)
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


def _only(served: Sequence[int]) -> int | None:
    return served[0] if len(served) == 1 else None


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
