"""Who saw contact details on a page: noted once a day for each account and page."""

import sqlalchemy as sa
from flask import Response, current_app, g, request
from flask_login import current_user

from ... import clock
from ...accounts.audit import AuditAct, AuditEntry
from ...data.db import db, will_write
from ..blueprint import bp


@bp.app_template_global()
def contacts_shown(people: int = 1) -> str:
    """For a template that shows how to reach so many people: nothing to print, but it is noted."""
    g.contacts_shown = g.get("contacts_shown", 0) + people
    return ""


@bp.after_app_request
def note_contacts_seen(response: Response) -> Response:
    """Note that whoever is signed in saw them here today. The page's address says where: the log never forgets a name.

    What was searched for is not noted; each page of a long list is one of its own.
    """
    people = g.pop("contacts_shown", 0)
    if people and request.method == "GET" and current_user.is_authenticated:
        page = request.args.get("page", type=int)
        where = f"{request.path}{f'?page={page}' if page else ''} · {people}"
        who = current_user.id
        if not _is_noted(who, where):
            will_write()
            db.session.add(AuditEntry(at=clock.now(), act=AuditAct.SAW, by_id=who, about=where))
            db.session.commit()
    return response


def _is_noted(user_id: int, where: str) -> bool:
    """Whether that account was noted with it today, where the planner is at home."""
    zone = current_app.extensions["settings"].zone
    since, _until = clock.day_bounds(clock.today(), zone)
    there = sa.select(AuditEntry.id).where(
        AuditEntry.at >= since,
        AuditEntry.act == AuditAct.SAW,
        AuditEntry.by_id == user_id,
        AuditEntry.about == where,
    )
    return db.session.scalar(there.limit(1)) is not None
