"""Before anything is sent to owners: how many mails, to whom, and each exactly as it is read."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from ... import clock
from ...db import db
from ...events.access import Can, may, needs
from ...events.models import Event
from ...i18n import _, _n
from ...mail import can_mail, send_all_soon
from ...notes.deciding.queries import actions_of
from ...refused import Refused
from ..blueprint import bp
from . import mailing
from .mailing import Mail


@bp.route("/events/<slug>/report/following/mail/<kind>", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def tell_owners(event: Event, kind: str) -> Any:
    """One mail an owner with everything they promised (`told`), or with what is late (`reminder`)."""
    if kind not in list(Mail):
        abort(404)
    of, now, today, status = Mail(kind), clock.now(), clock.today_in(event), 200
    if request.method == "POST":
        if not can_mail():
            raise Refused(_("No mail server is set. Copy the links and hand them over yourself."))
        ids = mailing.send(event, of, fingerprint=request.form.get("fingerprint", ""), now=now, today=today)
        if ids is not None:
            flash(_n("%(num)d mail goes out.", "%(num)d mails go out.", len(ids)))
            db.session.commit()
            send_all_soon(ids)
            return redirect(url_for("report.following", slug=event.slug))
        status = 409
    found = mailing.recipients_of(event, actions_of(event), of, today)
    return render_template(
        "report/following/mail.html",
        event=event, kind=of, found=found, can_mail=can_mail(), addresses=may(Can.SEE_CONTACTS), status=status,
        letters=[(one, *mailing.written(event, one, of)) for one in found.to],
    ), status  # fmt: skip
