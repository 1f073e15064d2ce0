"""Before anything is sent to owners: how many mails, to whom, and each exactly as it is read."""

from typing import Any

from flask import abort, render_template, url_for

from ... import clock
from ...events.access import Can, may, needs
from ...events.models import Event
from ...mailing.pages import show_mailing
from ..blueprint import bp
from .mailing import PromiseMail, PromiseMailing


@bp.route("/events/<slug>/report/following/mail/<kind>", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def tell_owners(event: Event, kind: str) -> Any:
    """One mail an owner with everything they promised (`told`), or with what is late (`reminder`)."""
    if kind not in list(PromiseMail):
        abort(404)
    mailing = PromiseMailing(event, PromiseMail(kind), clock.now(), clock.today_in(event))
    return show_mailing(
        mailing,
        lambda page: render_template(
            "report/following/mail.html",
            event=event,
            kind=mailing.mail,
            mailing=page,
            unreached=mailing.unreached,
        ),
        back=url_for("report.show_following", slug=event.slug),
        stem=f"{event.slug}-promises",
        addresses=may(Can.SEE_CONTACTS),
    )
