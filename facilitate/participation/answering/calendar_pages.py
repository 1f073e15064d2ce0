"""The page where answers that calendars sent are imported."""

from typing import Any

from flask import render_template
from wtforms import MultipleFileField
from wtforms.validators import ValidationError

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...exchange.sentences import unread_reason
from ...lib.reading_child import FileProblem
from ...mail.outbox import send_mails_soon
from ...mail.setup import mail_server
from ...web.forms import PlannerForm
from ...web.i18n import _, _l
from ...web.uploaded import read_upload
from ..blueprint import bp
from ..queries import registration_setting
from .calendar_answers import ImportedReply, import_calendar_replies
from .calendar_replies import CalendarReply, read_calendar_reply
from .mailbox import arrived_replies, mailbox_sentence

MOST = 200
"""Files at once."""


class CalendarRepliesForm(PlannerForm):
    """Saved mails."""

    files = MultipleFileField(
        _l("Saved mails (.eml) or calendar files (.ics)"),
        description=_l(
            "In the mail program: save the answer, or drag it into a folder. Several at once."
        ),
    )

    def validate_files(self, field: Any) -> None:
        field.data = [one for one in field.data or [] if getattr(one, "filename", "")]
        if not field.data:
            raise ValidationError(_("Please choose a file."))
        if len(field.data) > MOST:
            raise ValidationError(_("At most %(max)d files at once.", max=MOST))


@bp.route("/events/<slug>/people/calendar-answers", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def import_calendar_answers(event: Event) -> Any:
    """Import them; what became of each stands below."""
    form, taken, unread = CalendarRepliesForm(), list[ImportedReply](), list[tuple[str, str]]()
    if form.validate_on_submit():
        replies: list[CalendarReply] = []
        for file in form.files.data:
            try:
                replies.append(read_upload(read_calendar_reply, file.read()))
            except FileProblem as problem:
                unread.append((file.filename, unread_reason(problem)))
        wait_for_event_lock(event)
        taken, mails = import_calendar_replies(event, replies, clock.now())
        db.session.commit()
        send_mails_soon(mails)
    return render_template(
        "participation/answering/calendar_answers.html",
        event=event,
        form=form,
        taken=taken,
        unread=unread,
        arrived=arrived_replies(event),
        mailbox=mailbox_sentence(),
        setting=registration_setting(event),
        sender=mail_server().sender,
    ), form.status
