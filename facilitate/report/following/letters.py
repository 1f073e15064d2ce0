"""The mail to whoever promised something, and the days it is due as entries for their calendar."""

from collections.abc import Sequence
from datetime import datetime

from ...events.models import Event
from ...lib.ics import to_ics, whole_day_entry
from ...mailing.letters import named_greeting
from ...web.addresses import full_address
from ...web.i18n import _, _n, format_day, use_language
from ..clearing.cleared_actions import ClearedAction


def promise_url(token: str) -> str:
    """The whole address of a personal link, as it stands in a mail."""
    return full_address("report.show_promise", token=token)


def promise_letter(
    event: Event, name: str, rows: Sequence[ClearedAction], code: str, link: str, late: bool
) -> tuple[str, str]:
    """Subject and body in that language, one letter for all somebody (`name`) promised. `late`: it reminds."""
    with use_language(code):
        title = event.title.to(code)
        subject = (
            _("Still open: what you promised at “%(event)s”", event=title)
            if late
            else _("What you promised at “%(event)s”", event=title)
        )
        begin = (
            _n(
                "This is still open from “%(event)s”, and its date has passed:",
                "These %(num)d are still open from “%(event)s”, and their dates have passed:",
                len(rows),
                event=title,
            )
            if late
            else _n(
                "At “%(event)s” you promised to do this:",
                "At “%(event)s” you promised to do these %(num)d things:",
                len(rows),
                event=title,
            )
        )
        listed = "\n".join(f"– {' '.join(one.text.split())}{_until(one)}" for one in rows)
        body = _(
            "%(hello)s,\n\n%(begin)s\n\n%(list)s\n\nTell us how far it has got; it takes a minute "
            "and needs no account:\n\n%(link)s\n\nThis link is yours; please do not pass it on.",
            hello=named_greeting(rows[0].row.person, name),
            begin=begin,
            list=listed,
            link=link,
        )
        return subject, body


def _until(one: ClearedAction) -> str:
    if one.row.due_on is None:
        return ""
    when = _("by %(day)s", day=format_day(one.row.due_on, "dated"))
    return f" ({when})"


def due_calendar(
    event: Event, rows: Sequence[ClearedAction], code: str, link: str, now: datetime
) -> bytes:
    """The days on which something is due, as a calendar; empty where nothing has a day. Sent again, an entry is replaced."""
    title = event.title.to(code)
    entries = [
        whole_day_entry(
            f"action-{one.id}@facilitate",
            " ".join(one.text.split()),
            one.row.due_on,
            text=title,
            url=link,
            sequence=one.row.version,
        )
        for one in rows
        if one.row.due_on
    ]
    return to_ics(title, entries, stamp=now) if entries else b""
