"""Answers of calendars as saved files: chosen in a form, read one by one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import MultipleFileField
from wtforms.validators import ValidationError

from ...exchange.sentences import unread_reason
from ...exchange.waiting import bare_file_name
from ...lib.reading_child import FileProblem
from ...web.forms import PlannerForm
from ...web.i18n import _, _l
from ...web.uploaded import read_upload
from .calendar_answers import is_own_reply, reply_to_event
from .calendar_replies import CalendarReply, counts_replies, read_calendar_replies

MOST = 200
"""Files at once."""


class CalendarRepliesForm(PlannerForm):
    """Saved mails."""

    files = MultipleFileField(
        _l("Saved e-mails (.eml) or calendar files (.ics)"),
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
            replies += read_upload(read_calendar_replies, file.read())
        except FileProblem as problem:
            unread.append((bare_file_name(file.filename or ""), unread_reason(problem)))
    return replies, unread


@dataclass(frozen=True)
class SavedReplies:
    """What became of saved answers: how many count, how many are about something else, and of files without one name and why."""

    counted: int = 0
    others: int = 0
    unread: Sequence[tuple[str, str]] = ()


def count_saved_replies(
    form: CalendarRepliesForm, about: str, mine: Collection[int]
) -> SavedReplies:
    """Count the answers about that, by number of its rows; those of others, and of a day that is a meeting now, are left. Does not commit."""
    count, counted, others = counts_replies(about), 0, 0
    assert count is not None, about
    replies, unread = read_reply_files(form)
    for reply in map(reply_to_event, replies):
        own = reply.about == about and reply.row in mine and is_own_reply(reply)
        done = count(reply.row, [reply]) if own else 0
        counted, others = counted + done, others + (1 - done)
    return SavedReplies(counted, others, unread)
