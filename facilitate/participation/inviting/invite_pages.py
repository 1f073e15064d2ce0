"""Inviting at a glance – seats, mix, who has got what –, how people register, and how sending goes."""

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...mail.outbox import MessageState, can_mail, send_mails_soon
from ...web.i18n import _, _n
from ..blueprint import bp
from ..models import Standing
from ..queries import count_standings, registration_setting
from . import actions
from .calendar_copies import count_outdated_copies
from .forms import registration_setting_form
from .letters import TEXT
from .mix_pages import targets_with_counts
from .queries import InviteeLine, invitee_lines
from .wording import late_invitations_notice


@bp.get("/events/<slug>/people/invite")
@needs(Can.EDIT_PEOPLE)
def show_invitations(event: Event) -> Any:
    setting, counts, lines = (
        registration_setting(event),
        count_standings(event),
        invitee_lines(event),
    )
    mails = _mails(lines)
    part = "part" in request.args
    return render_template(
        f"participation/inviting/{'progress' if part else 'invite'}.html",
        event=event,
        setting=setting,
        counts=counts,
        standings=Standing,
        seats=actions.seats_said(setting, counts),
        late=partial(
            late_invitations_notice,
            event.first_day,
            clock.today_in(event),
            counts.get(Standing.LISTED, 0),
        ),
        targets=[] if part else targets_with_counts(event),
        mails=mails,
        failed=[line for line in lines if line.mail is MessageState.FAILED],
        silent=_silent(lines),
        no_address=[
            line
            for line in lines
            if line.row.standing is Standing.LISTED and not line.row.person.email
        ],
        can_mail=can_mail(),
        over=event.last_day < clock.today_in(event),
        outdated=(0, 0) if part else count_outdated_copies(event),
    )


def _mails(lines: list[InviteeLine]) -> dict[str, int]:
    """How many have got their last mail, wait for it, or did not get it."""
    states = [line.mail for line in lines]
    waiting = states.count(MessageState.WAITING) + states.count(MessageState.SENDING)
    sent, failed = states.count(MessageState.SENT), states.count(MessageState.FAILED)
    return {"sent": sent, "waiting": waiting, "failed": failed, "all": sent + waiting + failed}


def _silent(lines: list[InviteeLine]) -> int:
    return sum(
        line.row.standing is Standing.INVITED
        and not (line.registration and line.registration.answered_at)
        for line in lines
    )


@bp.post("/events/<slug>/people/sending/again")
@needs(Can.EDIT_PEOPLE)
def resend_invitations(event: Event) -> Any:
    """Hand to the queue what waits, and write anew what failed, to the addresses as they are now."""
    ids = actions.retry_invitation_mails(event, clock.now())
    flash(_n("%(num)d e-mail will be sent again.", "%(num)d e-mails will be sent again.", len(ids)))
    db.session.commit()
    send_mails_soon(ids)
    return redirect(url_for("participation.show_invitations", slug=event.slug))


@bp.route("/events/<slug>/people/setting", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def edit_registration_setting(event: Event) -> Any:
    row = registration_setting(event)
    form = registration_setting_form(event, row)
    if row.version is None:  # not kept yet
        row.version = 1
    if form.saves(row):
        db.session.add(row)
        db.session.flush()
        mails = actions.update_waiting_list(event, [], clock.now())
        flash(_("Saved."))
        db.session.commit()
        send_mails_soon(mails)
        return redirect(url_for("participation.show_invitations", slug=event.slug))
    return render_template(
        "participation/inviting/setting.html", event=event, form=form, placeholders=str(TEXT)
    ), form.status
