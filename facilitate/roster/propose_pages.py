"""Who of the roster could lead a step, each with the reason; whoever is used joins the team."""

from typing import Any

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for

from ..agenda.actions import plan_to_change
from ..agenda.blueprint import bp
from ..agenda.editing.agenda_changes import change_known_agenda
from ..agenda.history import AgendaAct
from ..agenda.queries import plan_of
from ..agenda.wording import done_text
from ..data.db import db, row_id
from ..directory.models import RosterEntry
from ..events.access import Can, may, needs
from ..events.models import Event
from ..events.queries import my_events
from ..techniques.queries import technique_by_key
from ..web.i18n import _, _n, join_names
from .accounts_of import team_member
from .proposing import lead_candidates, lead_step
from .wording import busy_said, reasons_said

SHOWN = 20
"""How many of those who are free, and of those who are not, are proposed: the best of each."""


@bp.get("/events/<slug>/agenda/leads/<int:step_id>")
@needs(Can.EDIT_AGENDA)
def propose_leads(event: Event, step_id: int) -> Any:
    """The facilitators of the roster, the best for this step first, who is not free last."""
    plan = plan_of(event)
    step = plan.steps.get(step_id) or abort(404)
    found = lead_candidates(event, plan, [step.id]).get(step.id, [])
    free, others = [one for one in found if one.is_free], [one for one in found if not one.is_free]
    return render_template(
        "roster/propose.html",
        event=event,
        step=step,
        technique=technique_by_key(step.technique),
        free=free[:SHOWN],
        others=others[:SHOWN],
        count=len(free),
        more=len(free[SHOWN:]) + len(others[SHOWN:]),
        reasons_said=reasons_said,
        busy_said=busy_said,
        titles={one.id: one.title for one in my_events()},
        may_add=may(Can.EDIT_TEAM),
    )


@bp.post("/events/<slug>/agenda/leads/<int:step_id>/use")
@needs(Can.EDIT_AGENDA)
def use_proposed_lead(event: Event, step_id: int) -> Any:
    """`person` leads the step, `beside` (a senior) helps; who is not in the team joins it as viewer."""
    asked = [request.form.get(name, type=row_id) for name in ("person", "beside")]
    plan = plan_to_change(event)
    step = plan.steps.get(step_id) or abort(404)
    query = sa.select(RosterEntry).where(RosterEntry.person_id.in_([one for one in asked if one]))
    entries = {one.person_id: one for one in db.session.scalars(query)}
    lead = entries.get(asked[0] or 0) or abort(404)
    beside = entries.get(asked[1] or 0)
    members = [team_member(event, one) for one in (lead, beside) if one]
    change_known_agenda(
        event,
        plan,
        did=AgendaAct.LED,
        rule=lambda one: one.with_rows(lead_step(step, *(member.id for member, _new in members))),
        about=step.title,
    )
    flash(done_text(AgendaAct.LED, step.title, 1))
    new = [member for member, is_new in members if is_new]
    if new:
        flash(_joined([member.name for member in new], can_sign_in=any(m.user.active for m in new)))
    db.session.commit()
    return redirect(url_for("agenda.edit_leads", slug=event.slug))


def _joined(names: list[str], can_sign_in: bool) -> str:
    """Who is new in the team; of who has an address, also how they come to sign in."""
    said = _n(
        "%(names)s joined the team as viewer.",
        "%(names)s joined the team as viewers.",
        len(names),
        names=join_names(names),
    )
    how = _("To let them sign in, invite them with their address on the team page.")
    return f"{said} {how}" if can_sign_in else said
