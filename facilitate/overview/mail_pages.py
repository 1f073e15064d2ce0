"""The administrators' page of mails that have not gone out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from .. import clock
from ..accounts.doors import administrators
from ..db import db, row_id
from ..i18n import _, _n
from ..mail import CUT_OFF, Message, MessageState, can_mail, send_all_soon
from ..refused import Refused
from . import outbox
from .blueprint import bp


@dataclass(frozen=True)
class Line:
    """One mail of the list: how far it has come, in words, and whether it can be sent again now."""

    mail: Message
    state: str
    sendable: bool


@bp.get("/mails")
@administrators
def mails() -> Any:
    """Mails that wait or failed: to whom, what, why, and when they are tried again."""
    now = clock.now()
    lines = [_line(message, now) for message in outbox.stuck_mails(now)]
    letters = outbox.stuck_letters(now)
    return render_template(
        "overview/mails.html",
        lines=lines,
        several=[line.mail for line in lines if line.mail.state is not MessageState.SENDING],
        letters=letters,
        lead=_lead(len(lines) + sum(number for *_event, number in letters)),
        can_mail=can_mail(),
        most=outbox.MOST,
        at_home=clock.at_home,
    )


@bp.post("/mails/again")
@administrators
def send_mails_again() -> Any:
    """Send one of them again, the `mail` of the form, or all that are listed."""
    if not can_mail():
        raise Refused(_("No mail server is set: nothing can be sent."))
    ids = outbox.send_again(clock.now(), request.form.get("mail", type=row_id))
    flash(_n("%(num)d mail is sent again.", "%(num)d mails are sent again.", len(ids)))
    db.session.commit()
    send_all_soon(ids)
    return redirect(url_for("overview.mails"))


def _line(message: Message, now: datetime) -> Line:
    if message.state is MessageState.WAITING:
        return Line(message, _("waiting to be sent"), True)
    if message.state is MessageState.SENDING:
        if message.sent_at is not None and message.sent_at < now - CUT_OFF:
            return Line(message, _("cut off: it may have arrived or not"), True)
        return Line(message, _("being sent"), False)
    if message.again_at is None:
        return Line(message, _("failed; not tried again by itself"), True)
    again = clock.at_home(message.again_at)
    return Line(message, _("failed; next try at %(time)s", time=f"{again:%H:%M}"), True)


def _lead(number: int) -> str:
    if not can_mail():
        return _("No mail server is set: links are shown to be copied, and nothing goes out from here.")
    if not number:
        return _("Every mail of the last 30 days has gone out.")
    return _n("%(num)d mail has not gone out.", "%(num)d mails have not gone out.", number)
