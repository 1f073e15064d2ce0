"""Inviting at a glance – seats, mix, who has got what –, how people register, how sending goes, and the target mix."""

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404
from ...directory.queries import all_counties, all_sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...mail.outbox import MessageState, can_mail, send_mails_soon
from ...web.i18n import _, _n, in_both_languages
from ..actions import REMOVALS
from ..blueprint import bp
from ..models import Standing, Target
from ..queries import count_standings, registration_setting
from . import actions
from .calendar_copies import count_outdated_copies
from .forms import registration_setting_form, target_form
from .letters import TEXT
from .mix import COMING, ON_THE_LIST, TargetWish, measure_target
from .queries import InviteeLine, invitee_groups, invitee_lines, targets_of
from .wording import TargetProgress, TargetTeller, late_invitations_notice


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


def targets_with_counts(event: Event) -> list[TargetProgress]:
    """Every wish of the event with a live count."""
    targets, groups, places = targets_of(event), invitee_groups(event), all_counties()
    teller, keys = TargetTeller(all_sectors(), places), [place.key for place in places]
    found = []
    for target in targets:
        wish = TargetWish(target.kind, tuple(target.keys.split()), target.least)
        listed, coming = (measure_target(wish, groups, keys, of) for of in (ON_THE_LIST, COMING))
        found.append(teller.told(target.id, wish, listed, coming))
    return found


@bp.route("/events/<slug>/people/mix", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def edit_target_mix(event: Event) -> Any:
    form = target_form(event, registration_setting(event).asks_gender)
    if form.validate_on_submit():
        db.session.add(
            Target(event_id=event.id, kind=form.kind.data, keys=form.keys, least=form.least.data)
        )
        flash(_("The target was added."))
        db.session.commit()
        return redirect(url_for("participation.edit_target_mix", slug=event.slug))
    return render_template(
        "participation/inviting/mix.html",
        event=event,
        form=form,
        targets=targets_with_counts(event),
    ), form.status


@bp.post("/events/<slug>/people/mix/<int:target_id>/remove")
@needs(Can.EDIT_PEOPLE)
def remove_target(event: Event, target_id: int) -> Any:
    row = get_or_404(Target, Target.id == target_id, Target.event_id == event.id)
    page = url_for("participation.edit_target_mix", slug=event.slug)
    change = REMOVALS.remove(
        event, row, in_both_languages(lambda: _("Target mix")), current_user.id
    )
    flash(_("The target was removed."), REMOVALS.offer_undo(event, change, page))
    db.session.commit()
    return redirect(page)
