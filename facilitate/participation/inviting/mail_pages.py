"""Invitations and reminders: what somebody gets, who gets it, sending; the letters on paper."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db
from ...events.access import Can, may, needs
from ...events.models import Event
from ...mail.outbox import can_mail
from ...mailing.pages import hand_over_mails, show_mailing, take_along
from ...web.downloads import send_download as send_file
from ...web.forms import PickManyField, PlannerForm
from ...web.i18n import _, _n
from ...web.picking import asked_pick
from ...web.refused import Refused
from ..blueprint import bp
from ..models import Registration, Standing
from ..queries import count_standings, registration_setting
from . import actions, paper, seats
from .calendar_mailing import CalendarMail, CalendarMailing
from .letters import InvitationMail, Tick
from .pen import InvitationPen
from .queries import InviteeLine, invitee_lines
from .wording import late_invitations_notice, seats_warning

ON_PAPER = (Standing.LISTED, Standing.INVITED)
"""Who may still need the invitation on paper."""


class PaperLettersForm(PlannerForm):
    """Who has got the letter on paper."""

    people = PickManyField(validate_choice=False)


def _mail(kind: str) -> InvitationMail:
    if kind not in list(InvitationMail):
        abort(404)
    return InvitationMail(kind)


@bp.get("/events/<slug>/people/invite/<kind>")
@needs(Can.EDIT_PEOPLE)
def show_invitation_mail(event: Event, kind: str) -> Any:
    """The mail exactly as one of the list gets it."""
    of, setting = _mail(kind), registration_setting(event)
    lines = invitee_lines(event)
    people = [(one.row.id, f"{one.row.person.name}, {one.row.organisation.name}") for one in lines]
    who = asked_pick("who", people)
    line = next((one for one in lines if one.row.id == who), lines[0] if lines else None)
    written = None
    if line:
        pen = InvitationPen(event, setting)
        registration = line.registration or Registration(token=_("made-when-it-is-sent"))
        written = (pen.invitation if of is InvitationMail.INVITATION else pen.reminder)(
            line.row, registration
        )
    return render_template(
        "participation/inviting/mail.html",
        event=event,
        kind=of,
        kinds=InvitationMail,
        people=people,
        who=who,
        line=line,
        written=written,
        language_of_it=InvitationPen(event, setting).language_of(line.row.person) if line else "",
    )


@bp.route("/events/<slug>/people/invite/<kind>/send", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def send_invitation_mails(event: Event, kind: str) -> Any:
    of, status, again, now = _mail(kind), 200, "again" in request.values, clock.now()
    if request.method == "POST":
        if not can_mail():
            raise Refused(
                _(
                    "No mail server is set up. Print the letters, or download everybody’s "
                    "link in Excel for a mail merge."
                )
            )
        ids = actions.send_invitations(
            event, of, mark=request.form.get("fingerprint", ""), now=now, again=again
        )
        if ids is not None:
            return hand_over_mails(ids, url_for("participation.show_invitations", slug=event.slug))
        status = 409
    setting, recipients = registration_setting(event), actions.recipients_of(event, of, now, again)
    number = len(recipients.to) if of is InvitationMail.INVITATION else 0
    return render_template(
        "participation/inviting/send.html",
        event=event,
        kind=of,
        again=again,
        setting=setting,
        recipients=recipients,
        fingerprint=actions.invitation_fingerprint(setting, recipients),
        late=partial(late_invitations_notice, event.first_day, clock.today_in(event), number),
        room=seats_warning(setting.capacity, seats.count_taken(event), len(recipients.to)),
        can_mail=can_mail(),
        addresses=may(Can.SEE_CONTACTS),
        language_of=InvitationPen(event, setting).language_of,
        status=status,
    ), status


@bp.route("/events/<slug>/people/invite/calendars/<kind>", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def change_calendars(event: Event, kind: str) -> Any:
    """Entries in people's calendars follow the event: it changed, they are not expected any more, it does not take place."""
    if kind not in list(CalendarMail):
        abort(404)
    mailing = CalendarMailing(event, CalendarMail(kind))
    return show_mailing(
        mailing,
        lambda page: render_template(
            "participation/inviting/calendars.html",
            event=event,
            kind=mailing.mail,
            kinds=CalendarMail,
            mailing=page,
        ),
        back=url_for("participation.show_invitations", slug=event.slug),
        stem=f"{event.slug}-{kind}",
        addresses=may(Can.SEE_CONTACTS),
    )


@bp.get("/events/<slug>/people/letters")
@needs(Can.EDIT_PEOPLE)
def show_letters(event: Event) -> Any:
    return _letters_page(event)


def _letters_page(event: Event, problem: str = "") -> Any:
    """Everybody who may need a letter, with ticks as the address asks for them, else as they are usual."""
    lines = invitee_lines(event, *ON_PAPER)
    asked = request.args.get("tick", "")
    tick = Tick(asked) if asked in list(Tick) else usual_tick(lines)
    ticked = {line.row.id for line in lines if is_ticked(line, tick)}
    page = render_template(
        "participation/inviting/letters.html",
        anybody=bool(lines) or bool(count_standings(event)),
        event=event,
        lines=lines,
        form=PaperLettersForm(),
        ticks=Tick,
        tick=tick,
        ticked=ticked,
        problem=problem,
    )
    return page, 422 if problem else 200


@bp.post("/events/<slug>/people/letters")
@needs(Can.EDIT_PEOPLE)
def export_letters(event: Event) -> Any:
    """The letters to those ticked, to hand over: Word, or (`merge`) the data of a mail merge; `given`: they are invited from now on."""
    form = PaperLettersForm()
    ids = form.people.data or []
    if not form.validate_on_submit() or not ids:
        return _letters_page(event, _("First tick the people who get a letter."))
    if "given" in request.form:
        number = actions.invited_on_paper(event, ids, clock.today_in(event))
        flash(_n("%(num)d person is now invited.", "%(num)d people are now invited.", number))
        db.session.commit()
        return redirect(url_for("participation.show_letters", slug=event.slug))
    if "merge" in request.form:
        answer = take_along(
            paper.letters_to(event, set(ids)),
            request.form["merge"],
            f"{event.slug}-invitations",
            addresses=may(Can.SEE_CONTACTS),
        )
    else:
        answer = send_file(*paper.letters_file(event, set(ids), request.form.get("lang", "")))
    db.session.commit()  # everybody has a link now
    return answer


def usual_tick(lines: Sequence[InviteeLine]) -> Tick:
    """Whom no mail can reach; where there is none, everybody without an invitation yet, and after that everybody."""
    return next(
        (
            tick
            for tick in (Tick.NO_EMAIL, Tick.NEW)
            if any(is_ticked(line, tick) for line in lines)
        ),
        Tick.ALL,
    )


def is_ticked(line: InviteeLine, tick: Tick) -> bool:
    """Whether one of the list is ticked."""
    new = line.row.standing is Standing.LISTED
    return {
        Tick.NEW: new,
        Tick.NO_EMAIL: new and not line.row.person.email,
        Tick.ALL: True,
        Tick.NOBODY: False,
    }[tick]
