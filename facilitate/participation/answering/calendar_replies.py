"""Answers that a calendar sent: read out of a saved mail (.eml) or of its attachment (.ics), as each calendar writes them.

What a calendar answers with is iTIP (RFC 5546): METHOD:REPLY, the invitation's own UID, one ATTENDEE with how it stands. Outlook,
Google, Apple and Thunderbird wrap it differently: as a part of the mail, an attachment, or both, coded in ways of their own.
"""

import contextlib
import email.policy
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.utils import parseaddr
from enum import StrEnum
from itertools import islice
from typing import Any

from icalendar import Calendar

from ...lib.reading_child import FileProblem
from ...lib.text import clean_text
from ...web.i18n import _l, register_labels

MOST = 50
"""Parts of a mail that are looked at."""
LONGEST = 200
_CODED = ("iso-8859-", "windows-", "utf-16")
"""How older mail servers code a calendar; others send UTF-8."""
_OLE = b"\xd0\xcf\x11\xe0"
"""What a mail saved by Outlook (.msg) begins with."""
_UID = re.compile(r"([a-z]+)-(\d{1,9})@(.{1,253})")
EVENT, DAY, REHEARSAL = "event", "proposal", "rehearsal"
"""What names of entries begin with: of invitations to events, of a forum's agreed days, of rehearsals. The number of the row follows."""


class NoCalendarReply(StrEnum):
    """Why a file has no answer in it."""

    NONE = "none"
    NOT_OURS = "not_ours"
    OUTLOOK_ONLY = "outlook_only"


register_labels(
    {
        NoCalendarReply.NONE: _l("There is no answer of a calendar in this file."),
        NoCalendarReply.NOT_OURS: _l("This answers an invitation that is not from this planner."),
        NoCalendarReply.OUTLOOK_ONLY: _l(
            "Only Outlook opens this file (.msg or winmail.dat). Read the answer there and note it on the list, or save it from Outlook on the web (.eml)."
        ),
    }
)


class CalendarStatus(StrEnum):
    """What a calendar said."""

    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"


@dataclass(frozen=True)
class CalendarReply:
    """One answer: to the entry of what (an event, an agreed day, a rehearsal) and its number, of which planner (`host`) and address, when
    the calendar wrote it. `sequence`: which edition of the entry it answers; `begins`, `ends`: when that was to be, as ISO 8601 and
    as far as it is said. `proposes`: the other day or moment that a counter-proposal (METHOD:COUNTER, Outlook's *Propose new time*)
    asks for instead. `delegates`: they ask somebody else to go.
    """

    about: str
    row: int
    host: str
    email: str
    name: str
    answered: CalendarStatus
    at: datetime | None
    sequence: int = 0
    proposes: str = ""
    delegates: bool = False
    begins: str = ""
    ends: str = ""


Counts = Callable[[int, Sequence[CalendarReply]], int]
_counting: dict[str, Counts] = {}


def takes_replies(about: str) -> Callable[[Counts], Counts]:
    """Marks the function of a room that counts answers to its own entries, by the number in their names; and gives how many it counted. It does not commit."""

    def told(count: Counts) -> Counts:
        _counting[about] = count
        return count

    return told


def counts_replies(about: str) -> Counts | None:
    """The function that counts answers about it; None where nothing of ours is called so."""
    return _counting.get(about)


TellsPacked = Callable[[str], int]
_telling: list[TellsPacked] = []


def tells_packed(tell: TellsPacked) -> TellsPacked:
    """Marks the function of a room that keeps for showing that an answer only Outlook opens came from that address.

    It gives at how many of the room's entries, and does not commit.
    """
    _telling.append(tell)
    return tell


def tell_packed(sender: str) -> int:
    """Let every room show it at entries of its own: at how many."""
    return sum(tell(sender) for tell in _telling)


def read_calendar_reply(content: bytes) -> CalendarReply:
    """The answer in a saved mail or calendar file. Raises FileProblem where there is none."""
    return read_calendar_replies(content)[0]


def read_calendar_replies(content: bytes) -> list[CalendarReply]:
    """The answers in a saved mail, which may carry others as attachments, or calendar file. Raises FileProblem where there is none."""
    replies, strange = list[CalendarReply](), False
    if content.startswith(_OLE):
        raise FileProblem(NoCalendarReply.OUTLOOK_ONLY)
    for text in _calendars(content):
        for method, component in _events(text):
            try:
                found = _reply(component, counters=method == "COUNTER")
            except (
                Exception
            ):  # the library raises whatever an odd line leads to, when it is asked for
                found = None
            if found:
                replies.append(found)
            strange = True
    if replies:
        return list(dict.fromkeys(replies))  # as a part of the mail and as its attachment
    packed = NoCalendarReply.OUTLOOK_ONLY if _is_packed(content) else NoCalendarReply.NONE
    raise FileProblem(NoCalendarReply.NOT_OURS if strange else packed)


def may_be_packed(content: bytes) -> bool:
    """Whether a mail may carry what Outlook alone opens; a look that costs nothing."""
    small = content.lower()
    return b"ms-tnef" in small or b"winmail.dat" in small


def packed_sender(content: bytes) -> str:
    """The address of who sent what Outlook alone opens; empty where a mail carries nothing of the kind."""
    sent_by = message_from_bytes(content, policy=email.policy.default).get("From", "")
    return clean_text(parseaddr(str(sent_by))[1])[:LONGEST] if _is_packed(content) else ""


def _is_packed(content: bytes) -> bool:
    """Whether a mail carries what Outlook alone opens."""
    parts = message_from_bytes(content, policy=email.policy.default).walk()
    return any(
        part.get_content_type() == "application/ms-tnef"
        or (part.get_filename() or "").lower() == "winmail.dat"
        for part in islice(parts, MOST)
    )


def _calendars(content: bytes) -> Iterator[bytes]:
    """The calendars of a file: itself, or those that a mail carries."""
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        yield content
        return
    mail = message_from_bytes(content, policy=email.policy.default)
    for number, part in enumerate(mail.walk()):
        named = (part.get_filename() or "").lower().endswith(".ics")
        if number >= MOST or not (
            part.get_content_type() in ("text/calendar", "application/ics") or named
        ):
            continue
        whole = part.get_payload(decode=True)
        if isinstance(whole, bytes):
            coded = part.get_content_charset("")
            if coded.startswith(_CODED):
                with contextlib.suppress(LookupError, ValueError):  # it is not coded as it says
                    whole = whole.decode(coded).encode()
            yield whole


def _events(text: bytes) -> Iterator[tuple[str, Any]]:
    """The entries of a calendar that is a reply or proposes another time, with its method."""
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except Exception:  # as above
        return
    for calendar in calendars:
        method = str(calendar.get("method", "")).upper()
        if method in ("REPLY", "COUNTER"):
            yield from ((method, one) for one in calendar.walk("VEVENT"))


def _reply(component: Any, *, counters: bool) -> CalendarReply | None:
    """What an entry of a reply says; None where it is not to an invitation of ours, or says nothing.

    Who proposes another time (`counters`) and does not decline this one is perhaps coming, whatever else is written; so is who asks
    somebody else to go.
    """
    ours = _UID.fullmatch(str(component.get("uid", "")))
    listed = component.get("attendee")
    listed = listed if isinstance(listed, list) and listed else [listed]
    # some list everybody who was asked: who answers is the one who has said something
    attendee = next((one for one in listed if _said(one) not in ("", "NEEDS-ACTION")), listed[0])
    said = _said(attendee)
    delegates = said == "DELEGATED"
    if delegates or (counters and attendee is not None and said != CalendarStatus.DECLINED):
        said = CalendarStatus.TENTATIVE
    if ours is None or said not in list(CalendarStatus) or ours[1] not in (EVENT, DAY, REHEARSAL):
        return None
    edition = str(component.get("sequence", ""))
    return CalendarReply(
        about=ours[1],
        row=int(ours[2]),
        host=ours[3],
        email=_address(attendee),
        name=clean_text(str(attendee.params.get("CN", "")))[:LONGEST],
        answered=CalendarStatus(said),
        at=_written_at(component),
        sequence=int(edition) if edition.isdecimal() and len(edition) < 10 else 0,
        proposes=_moment(component, "dtstart") if counters else "",
        delegates=delegates,
        begins="" if counters else _moment(component, "dtstart"),
        ends="" if counters else _moment(component, "dtend"),
    )


def _address(attendee: Any) -> str:
    """Who answers: `mailto:` and an address; Exchange and iCloud may name somebody otherwise, and their address beside it."""
    name = str(attendee).strip()
    beside = "" if name.lower().startswith("mailto:") else str(attendee.params.get("EMAIL", ""))
    told = re.sub(r"^mailto:", "", beside.strip() or name, flags=re.IGNORECASE)
    return clean_text(told)[:LONGEST]


def _said(attendee: Any) -> str:
    return str(getattr(attendee, "params", {}).get("PARTSTAT", "")).upper()


def _moment(component: Any, name: str) -> str:
    """When the entry is to begin or end: a day, or a moment in UTC; empty where that cannot be read."""
    with contextlib.suppress(
        ValueError, OverflowError
    ):  # no moment, or none that can be elsewhere too
        at = getattr(component.get(name), "dt", None)
        if isinstance(at, datetime):
            return at.astimezone(UTC).isoformat() if at.tzinfo else at.date().isoformat()
        return at.isoformat() if isinstance(at, date) else ""
    return ""


def _written_at(component: Any) -> datetime | None:
    """When the calendar wrote the answer; None where it does not say so, or says what cannot be."""
    try:
        stamp = getattr(component.get("dtstamp"), "dt", None)
        return stamp.astimezone(UTC) if isinstance(stamp, datetime) and stamp.tzinfo else None
    except (ValueError, OverflowError):  # no moment, or none that can be elsewhere too
        return None
