"""The dates of a checklist."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...i18n import _n
from ..actions import remembering
from ..blueprint import bp
from ..models import Did
from ..queries import tasks_of
from . import actions


@bp.route("/events/<slug>/checklist/dates", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def replan(event: Event) -> Any:
    if request.method == "POST":
        with remembering(event, Did.REPLANNED, current_user.id):
            moves = actions.replan(event)
        flash(_n("%(num)d date is counted anew.", "%(num)d dates are counted anew.", len(moves)))
        db.session.commit()
        return redirect(url_for("checklists.page", slug=event.slug))
    return render_template("checklists/replan.html", event=event, moves=actions.moved(event, tasks_of(event)))
