"""Beginning a checklist."""

from datetime import date
from typing import Any

from flask import flash, redirect, url_for

from ...db import db
from ...events.access import Can, needs
from ...events.models import Event, Member, Role
from ...events.queries import team_of
from ...i18n import _n
from ..blueprint import bp
from . import actions


@bp.post("/events/<slug>/checklist/start")
@needs(Can.EDIT_CHECKLIST)
def start(event: Event) -> Any:
    people: dict[Role, Member] = {}
    for member in team_of(event):
        people.setdefault(member.role, member)
    copied = actions.start(event, date.today(), people)
    flash(_n("%(num)d task is copied.", "%(num)d tasks are copied.", len(copied)))
    db.session.commit()
    return redirect(url_for("checklists.page", slug=event.slug))
