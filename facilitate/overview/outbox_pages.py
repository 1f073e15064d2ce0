"""The Outbox: an event's mails for who sends them, all mails for administrators; and sending one, or what failed, again."""

from collections import Counter
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, current_app, flash, redirect, render_template, request, url_for

from .. import clock
from ..accounts.doors import administrators_only
from ..data.db import db, row_id
from ..directory.search import read_list_search
from ..events.access import Can, needs
from ..events.models import Event
from ..mail.outbox import CUT_OFF, MailAbout, Message, MessageState, can_mail, send_mails_soon
from ..mailing import labels
from ..web.i18n import _, _n
from ..web.refused import Refused
from . import outbox, resending
from .blueprint import bp
from .outbox import MailProgress, MailSearch, OutboxEntry

__all__ = ["labels"]


@bp.get("/events/<slug>/outbox")
@needs(Can.SEE_OUTBOX)
def show_event_outbox(event: Event) -> Any:
    """What left this event: to whom, what, when, and what became of it."""
    return _page(event, "overview/event_outbox.html", event.zone)


@bp.post("/events/<slug>/outbox/again")
@needs(Can.SEE_OUTBOX)
def resend_event_mails(event: Event) -> Any:
    ids = _again(event)
    db.session.commit()
    send_mails_soon(ids)
    return redirect(url_for("overview.show_event_outbox", slug=event.slug))


@bp.get("/outbox")
@administrators_only
def show_planner_outbox() -> Any:
    """What left the planner: of all events, of forums, of accounts."""
    return _page(None, "overview/planner_outbox.html", current_app.extensions["settings"].zone)


@bp.post("/outbox/again")
@administrators_only
def resend_planner_mails() -> Any:
    ids = _again(None)
    db.session.commit()
    send_mails_soon(ids)
    return redirect(url_for("overview.show_planner_outbox"))


def _page(event: Event | None, template: str, zone: str) -> Any:
    now, args = clock.now(), request.args
    sought = MailSearch(
        **vars(read_list_search(args)), state=args.get("state", ""), about=args.get("about", "")
    )
    numbers, counted = outbox.count_mails(event), outbox.uncounted_reminders(event)
    progress: Counter[MailProgress] = Counter()
    for (far, _about), number in numbers.items():
        progress[far] += number

    def local(moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(zone))

    def state(entry: OutboxEntry) -> str:
        return mail_state_text(entry.mail, now, zone)

    return render_template(
        template,
        event=event,
        asked=sought,
        found=outbox.find_mails(event, sought, numbers),
        lead=_lead(progress),
        empty=not progress and not counted,
        abouts=[about for about in MailAbout if any(of == about for _far, of in numbers)],
        counted=counted,
        states=[
            (MailProgress.FAILED, _("failed (%(num)d)", num=progress[MailProgress.FAILED])),
            (MailProgress.WAITING, _("waiting (%(num)d)", num=progress[MailProgress.WAITING])),
            (MailProgress.SENT, _("sent (%(num)d)", num=progress[MailProgress.SENT])),
        ],
        again=len(resending.resendable_mails(event, now)),
        can_mail=can_mail(),
        state=state,
        local=local,
        is_sendable=lambda entry: is_resendable(entry.mail, now),
    )


def _again(event: Event | None) -> list[int]:
    """Let one mail, the `mail` of the form, or all that failed lately, wait once more; gives them and says how many."""
    if not can_mail():
        raise Refused(_("No mail server is set up: nothing can be sent."))
    now, only = clock.now(), request.form.get("mail", type=row_id)
    if only is None:
        ids = resending.resend_mails(resending.resendable_mails(event, now), now)
    else:
        entry = outbox.outbox_entry(event, only) or abort(404)
        ids = resending.resend_mail(entry, now) if is_resendable(entry.mail, now) else []
    flash(
        _n("%(num)d e-mail is being sent again.", "%(num)d e-mails are being sent again.", len(ids))
        if ids
        else _("Nothing was sent again: it has gone out in the meantime.")
    )
    return ids


def is_resendable(mail: Message, now: datetime) -> bool:
    """Whether a mail can be sent again now: it has not gone out, and nobody is sending it."""
    if mail.state is MessageState.SENDING:
        return mail.sent_at is not None and mail.sent_at < now - CUT_OFF
    return mail.state is not MessageState.SENT


def mail_state_text(mail: Message, now: datetime, zone: str) -> str:
    """How far a mail is: `sent`, `failed; next try at 14:20`."""
    if mail.state is MessageState.SENT:
        return _("sent")
    if mail.state is MessageState.WAITING:
        return _("waiting to be sent")
    if mail.state is MessageState.SENDING:
        return (
            _("interrupted: it may or may not have arrived")
            if is_resendable(mail, now)
            else _("being sent")
        )
    if mail.again_at is None:
        return _("failed; not tried again automatically")
    again = mail.again_at.astimezone(ZoneInfo(zone))
    return _("failed; next try at %(time)s", time=f"{again:%H:%M}")


def _lead(progress: Counter[MailProgress]) -> str:
    """`2 mails failed, 1 is waiting, 210 were sent.`"""
    if not progress:
        return _("No e-mail has been sent from here yet.")
    failed, waiting, sent = (
        progress[one] for one in (MailProgress.FAILED, MailProgress.WAITING, MailProgress.SENT)
    )
    if not failed and not waiting:
        return _n("The only e-mail was sent.", "All %(num)d e-mails were sent.", sent)
    parts = [
        _n("%(num)d e-mail failed.", "%(num)d e-mails failed.", failed) if failed else "",
        _n("%(num)d e-mail is waiting.", "%(num)d e-mails are waiting.", waiting)
        if waiting
        else "",
        _n("%(num)d e-mail was sent.", "%(num)d e-mails were sent.", sent) if sent else "",
    ]
    return " ".join(filter(None, parts))
