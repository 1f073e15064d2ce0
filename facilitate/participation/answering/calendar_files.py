"""Answers of calendars as saved files: chosen in a form, read one by one."""

from typing import Any

from wtforms import MultipleFileField
from wtforms.validators import ValidationError

from ...exchange.sentences import unread_reason
from ...lib.reading_child import FileProblem
from ...web.forms import PlannerForm
from ...web.i18n import _, _l
from ...web.uploaded import read_upload
from .calendar_replies import CalendarReply, read_calendar_reply

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


def read_reply_files(
    form: CalendarRepliesForm,
) -> tuple[list[CalendarReply], list[tuple[str, str]]]:
    """The answers in the chosen files; of a file without one its name and why."""
    replies, unread = list[CalendarReply](), list[tuple[str, str]]()
    for file in form.files.data:
        try:
            replies.append(read_upload(read_calendar_reply, file.read()))
        except FileProblem as problem:
            unread.append((file.filename, unread_reason(problem)))
    return replies, unread
