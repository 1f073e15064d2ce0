"""The Outbox: an event's mails for who sends them, all mails for administrators; sending one, or what failed, again to the address of now."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import abort, current_app, flash, redirect, render_template, request, url_for

from .. import clock
from ..accounts.doors import administrators_only
from ..consultation.inviting.actions import retry_letters
from ..consultation.inviting.letter_pages import hindrance_texts
from ..consultation.models import LetterKind
from ..data.db import db, row_id
from ..directory.models import Person
from ..directory.search import read_list_search
from ..events.access import Can, needs
from ..events.models import Event
from ..mail.outbox import (
    CUT_OFF,
    MailAbout,
    Message,
    MessageState,
    can_mail,
    is_cut_off,
    send_mails_soon,
)
from ..web.i18n import _, _n
from ..web.refused import Refused
from . import outbox
from .blueprint import bp
from .outbox import MailProgress, MailSearch, OutboxEntry, lately_failed_mails


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
        again=len(resendable_mails(event, now)),
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
        ids = resend_mails(resendable_mails(event, now), now)
    else:
        entry = outbox.outbox_entry(event, only) or abort(404)
        ids = resend_mail(entry, now) if is_resendable(entry.mail, now) else []
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


FREE = (MessageState.WAITING, MessageState.FAILED)
"""Mails that surely have not arrived."""


def requeue_mails(ids: Collection[int], now: datetime) -> list[int]:
    """Let these mails wait for their turn once more; gives those that do, to be handed over after the commit.

    Left out are mails that went out, or are being sent at this moment.
    """
    waiting = (
        sa.update(Message)
        .where(Message.id.in_(ids), sa.or_(Message.state.in_(FREE), is_cut_off(now)))
        .values(state=MessageState.WAITING, error="", sent_at=None, again_at=None)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    found = sorted(db.session.scalars(waiting))
    _address_anew(found)
    return found


def _address_anew(ids: Collection[int]) -> None:
    """Take the address of who is in the directory from there; who has none any more keeps the one that was written to."""
    address = sa.select(Person.email).where(Person.id == Message.person_id, Person.email != "")
    db.session.execute(
        sa.update(Message)
        .where(Message.id.in_(ids), address.exists())
        .values(to=address.scalar_subquery())
        .execution_options(synchronize_session=False)
    )


def resend_mail(entry: OutboxEntry, now: datetime) -> list[int]:
    """Let a mail wait once more; gives it where it does, to be handed over after the commit.

    Raises Refused for a letter that leads nowhere now: the questionnaire is closed.
    """
    if entry.kind is None or entry.event is None or entry.questionnaire is None:
        return requeue_mails([entry.id], now)
    if reason := hindrance_texts(entry.event, entry.questionnaire).get(entry.kind):
        raise Refused(reason)
    if entry.mail.state is MessageState.FAILED:
        return retry_letters(entry.event, entry.questionnaire, {entry.kind}, entry.invitation)
    return requeue_mails([entry.id], now)


def resendable_mails(event: Event | None, now: datetime) -> list[OutboxEntry]:
    """The failed mails of the last weeks that may go out again now."""
    entries, hindered = lately_failed_mails(event, now), set[tuple[int, LetterKind]]()
    asked = {entry.questionnaire.id: entry for entry in entries if entry.questionnaire is not None}
    for number, entry in asked.items():
        if entry.event and entry.questionnaire:
            hindered |= {
                (number, kind) for kind in hindrance_texts(entry.event, entry.questionnaire)
            }
    return [
        entry
        for entry in entries
        if entry.questionnaire is None or (entry.questionnaire.id, entry.kind) not in hindered
    ]


def resend_mails(entries: Sequence[OutboxEntry], now: datetime) -> list[int]:
    """Let all these mails wait once more; gives them."""
    ids = requeue_mails([entry.id for entry in entries if entry.questionnaire is None], now)
    letters = {
        (entry.questionnaire.id, entry.kind): entry
        for entry in entries
        if entry.questionnaire is not None
    }
    for entry in letters.values():
        if entry.event and entry.questionnaire and entry.kind:
            ids += retry_letters(entry.event, entry.questionnaire, {entry.kind})
    return ids
