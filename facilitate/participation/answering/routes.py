"""Answering by a personal link: on a phone, without account and without JavaScript; thanks, changing one's mind, the day in a calendar."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db
from ...events.access import Can, needs
from ...events.actions import wait_for_event_lock
from ...events.models import Event, Member, Role
from ...events.queries import team_of
from ...mail.outbox import send_mails_soon
from ...mail.setup import mail_server
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, _, reader_language, refresh
from ...web.limits import is_within_limit
from ..blueprint import bp
from ..inviting import seats
from ..inviting.calendar_copies import copy_of_person, event_calendar
from ..inviting.paper import own_letter
from ..models import Registration, RegistrationSetting
from ..queries import find_registration, registration_setting
from . import needs_pages, wording
from .actions import save_invitation_answer as keep
from .answer_rules import InvitationReply
from .calendar_answers import ImportedReply, import_calendar_replies, reply_to_event
from .calendar_files import CalendarRepliesForm, read_reply_files
from .forms import DIETS, InvitationAnswerForm, answer_state, invitation_answer_form
from .mailbox import arrived_replies, mailbox_sentence, mark_replies_read, unread_replies

__all__ = ["needs_pages"]
BEHIND_A_LINK = "30/hour"
"""Answers with one personal link. Nobody changes their mind that often."""
LETTERS = "30/hour"
"""Letters to one personal link: each is written when it is asked for."""


@dataclass(frozen=True)
class InvitationVisit:
    """Somebody at their personal link, and what they see there."""

    one: Registration
    event: Event
    setting: RegistrationSetting

    @property
    def closed(self) -> bool:
        """Whether the time to answer is over."""
        return clock.today_in(self.event) > wording.last_day_to_answer(self.event, self.setting)

    @property
    def hosts(self) -> list[Member]:
        """Whom to write to: the event's organisers."""
        return [
            one for one in team_of(self.event) if one.role is Role.ORGANISER and one.user.active
        ]

    def form(self, status: int, form: InvitationAnswerForm, **more: Any) -> Any:
        """The form, with what was typed in it."""
        free = (
            seats.count_left(self.setting.capacity, seats.count_taken(self.event))
            if self.setting.capacity
            else None
        )
        full = wording.no_seat_notice(self.one, free)
        return self.page(
            "answer", status, form=form, diets=DIETS, replies=InvitationReply, full=full, **more
        )

    def page(self, name: str, status: int = 200, **more: Any) -> Any:
        """A page of this visit."""
        about = {
            "one": self.one,
            "event": self.event,
            "setting": self.setting,
            "row": self.one.participation,
        }
        told = {
            "sentence": wording.answer_sentence(self.one),
            "lines": wording.answer_lines(self.event, self.setting, self.one),
            "until": wording.answer_until_notice(self.event, self.setting),
            "closed": self.closed,
        }
        return render_template(
            f"participation/answering/{name}.html", **about, **told, **more
        ), status


def _visit(token: str, anew: bool = False) -> InvitationVisit | None:
    found = find_registration(token, anew)
    if found is None:
        return None
    one, event = found
    if "language" not in session and not current_user.is_authenticated:
        session["language"] = reader_language(one.participation.person.languages, event.language)
        refresh()
    return InvitationVisit(one, event, registration_setting(event))


def _gone() -> Any:
    return render_template("participation/answering/gone.html"), 404


def _switched() -> bool:
    """Whether the button for the other language was pressed; from here on that language is spoken."""
    code = request.form.get("switch")
    if code not in LANGUAGES:
        return False
    session["language"] = code
    refresh()
    return True


@bp.route("/r/<token>", methods=["GET", "POST"])
@public_page
def answer_invitation(token: str) -> Any:
    """The answer there is, or the form; the later answer counts, and two at once are both shown."""
    switched, visit = _switched(), _visit(token)
    if visit is None:
        return _gone()
    if request.method == "GET":
        return _shown(visit)
    form = invitation_answer_form(visit.event, visit.setting, visit.one)
    if visit.closed:
        return visit.page("kept", 409, hosts=visit.hosts, typed=True)
    if switched:
        return visit.form(200, form)
    if not is_within_limit(BEHIND_A_LINK, "registering", token):
        form.form_errors = [
            _("Too many answers came from this link. Please wait an hour, then send yours again.")
        ]
        return visit.form(429, form)
    if not form.validate():
        return visit.form(422, form)
    if form.website.data:  # perhaps a browser filled it in by itself: a person presses once more
        form.form_errors = [_("Please press “Send” once more.")]
        return visit.form(422, form)
    return _kept(token, visit.event, form)


def _shown(visit: InvitationVisit) -> Any:
    if visit.closed or (visit.one.answered_at and "change" not in request.args):
        return visit.page("kept", hosts=visit.hosts if visit.closed else [])
    return visit.form(200, invitation_answer_form(visit.event, visit.setting, visit.one))


def _kept(token: str, event: Event, form: InvitationAnswerForm) -> Any:
    """Keep what is right, after all who answer at this moment; says what was answered before."""
    wait_for_event_lock(event)
    visit = _visit(token, anew=True)
    if visit is None:  # taken out of the list while they were writing
        return _gone()
    form.one, was = (
        visit.one,
        wording.answer_in_one_line(event, visit.setting, visit.one)
        if visit.one.answered_at
        else "",
    )
    if (form.answered.data or "") != answer_state(visit.one):
        form.answered.data = answer_state(visit.one)
        return visit.form(409, form, meanwhile=was)
    mails = keep(event, visit.setting, one=visit.one, said=form.said, now=clock.now())
    now = wording.answer_in_one_line(event, visit.setting, visit.one)
    if was and was != now:
        flash(_("Your answer has been changed. Previously: %(before)s.", before=was))
    else:
        flash(_("Thank you. We have received your answer."))
    db.session.commit()
    send_mails_soon(mails)
    return redirect(url_for("participation.answer_invitation", token=token))


def _again(sentence: str, status: int, token: str) -> Any:
    """What was typed once more, after something broke (see `web/error_pages.py`)."""
    visit = _visit(token, anew=True)
    if visit is None:
        return None
    form = invitation_answer_form(visit.event, visit.setting, visit.one)
    form.form_errors = [sentence]
    return visit.form(status, form)


answer_invitation.again = _again  # type: ignore[attr-defined]


@bp.get("/r/<token>/event.ics")
@public_page
def export_invitation_calendar(token: str) -> Any:
    """The event as an entry for a calendar."""
    visit = _visit(token)
    if visit is None:
        return _gone()
    copy = copy_of_person(visit.event.id, visit.one.participation.person_id)
    return send_download(event_calendar(visit.event, copy).encode(), f"{visit.event.slug}.ics")


@bp.get("/r/<token>/letter.docx")
@public_page
def export_invitation_letter(token: str) -> Any:
    """Their own letter with the form for the employer, as Word; `lang=both`: in both languages side by side."""
    visit = _visit(token)
    if visit is None:
        return _gone()
    if not is_within_limit(LETTERS, "letters", token):
        return visit.page("busy", 429)
    return send_download(*own_letter(visit.event, visit.one, request.args.get("lang", "")))


@bp.route("/events/<slug>/people/calendar-answers", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def import_calendar_answers(event: Event) -> Any:
    """Import them; what became of each stands below. `read`: those that came by mail were looked at."""
    if "read" in request.form:
        mark_replies_read(event)
        db.session.commit()
        return redirect(url_for("participation.import_calendar_answers", slug=event.slug))
    form, taken, unread = CalendarRepliesForm(), list[ImportedReply](), list[tuple[str, str]]()
    if form.validate_on_submit():
        replies, unread = read_reply_files(form)
        replies = [reply_to_event(one) for one in replies]
        taken, mails = import_calendar_replies(event, replies, clock.now())
        db.session.commit()
        send_mails_soon(mails)
    arrived = arrived_replies(event)
    return render_template(
        "participation/answering/calendar_answers.html",
        event=event,
        form=form,
        taken=taken,
        unread=unread,
        arrived=arrived,
        waiting=unread_replies(event) if arrived else 0,
        mailbox=mailbox_sentence(),
        proposed=partial(wording.proposed_time, event),
        setting=registration_setting(event),
        sender=mail_server().sender,
    ), form.status
