"""A forum's meetings as a list that leaves and comes back: past ones come in with who came and what was decided, and are undone whole."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import sqlalchemy as sa
from flask import has_request_context, url_for
from flask_login import current_user

from .. import clock
from ..accounts.doors import is_administrator, is_in_a_team
from ..accounts.models import User
from ..data.db import db
from ..data.row_cells import made_rows, recording_rows
from ..directory.importing.actions import wait_for_directory
from ..directory.models import Organisation, Person
from ..events.access import ALLOWED, Can
from ..events.models import Event, Member, Role
from ..exchange.columns import ColumnKind, ExchangeColumn, ExchangeTable
from ..exchange.conversation import Taken
from ..exchange.merge import ListRecord
from ..exchange.plain_lists import PlainList, with_codes
from ..exchange.plain_pages import KeptList, PlainConversation
from ..exchange.preview import Decided
from ..forums.actions import lock_forum
from ..forums.meetings.queries import last_meeting
from ..forums.models import Forum, ForumMeeting
from ..history.imports import RoomImports
from ..history.models import Change, change_of_room
from ..history.rooms import Place, ToldChange
from ..lib.cells import cells_from_rows
from ..lib.text import plain_text
from ..lib.uploads import read_text
from ..notes.deciding.forms import LONGEST
from ..notes.models import NoteDecision
from ..participation.models import Participation
from ..web.forms import LONG, SHORT
from ..web.i18n import _, _l, _n, use_language
from .past_people import PastPeople, lines_in_order, text_lines
from .past_writing import (
    MeetingsWriter,
    attendance_line,
    attended_by_event,
    decision_line,
    decisions_by_event,
    held_meetings,
    members_by_name,
)

MEETINGS = with_codes(
    ExchangeTable(
        "forum-meetings",
        (
            ExchangeColumn(
                name="day",
                label=_l("Day"),
                kind=ColumnKind.DAY,
                width=13,
                also="date data when kur|data e mbledhjes|data e takimit|date of the meeting",
            ),
            ExchangeColumn(
                name="title",
                label=_l("Meeting"),
                limit=SHORT,
                width=38,
                also="title mbledhja takimi titulli emertimi tema|name of the meeting",
            ),
            ExchangeColumn(
                name="town",
                label=_l("Town"),
                limit=SHORT,
                width=16,
                also="place venue where vendi ku qyteti|vendi i mbledhjes",
            ),
            ExchangeColumn(
                name="host",
                label=_l("Host"),
                limit=SHORT,
                width=26,
                also="organiser organizer organizatori|nen kujdesin e",
            ),
            ExchangeColumn(
                name="people",
                label=_l("Who came"),
                kind=ColumnKind.LONG_TEXT,
                limit=LONG,
                width=46,
                also="participants attendees attendance present pjesemarres pjesemarresit prezent|te pranishmit|te pranishem",
            ),
            ExchangeColumn(
                name="decisions",
                label=_l("Decisions"),
                kind=ColumnKind.LONG_TEXT,
                limit=LONG,
                width=60,
                also="decided decision vendime vendimet vendimi konkluzione konkluzionet|vendimet e marra|cfare u vendos",
            ),
        ),
        found_by="day",
        others=True,
    )
)


class PastMeetingImport(Change):
    """Past meetings of a forum that came from a file."""

    __mapper_args__ = change_of_room("past_meetings")


class _PastMeetingImports(RoomImports):
    """Undone, meetings that are new go with all that came in with them; one that somebody has worked on since stays, and all others."""

    def _take_back(self, event: Place, change_id: int, by: int, again: bool) -> ToldChange:
        with db.session.begin_nested():
            change = db.session.get(self.kind, change_id)
            if change is not None and not again:
                _let_go_of_decisions(change)
            return super()._take_back(event, change_id, by, again)


def _let_go_of_decisions(change: Change) -> None:
    """Decisions that are as they came: a removed one stays in its table, and would hold its meeting there."""
    cells = cells_from_rows(change.cells)
    new = {cell.id for cell in cells if cell.table == "event" and cell.before is None}
    for cell in cells:
        kept = cell.after or {}
        if cell.table != "note_decision" or kept.get("event_id") not in new:
            continue
        row = db.session.get(NoteDecision, cell.id)
        if row is not None and row.text == kept["text"] and row.removed_at is None:
            db.session.delete(row)
    db.session.flush()


IMPORTS = _PastMeetingImports(
    kind=PastMeetingImport,
    key="past_meetings",
    name=_l("Forums’ meetings from Excel"),
    page="forums.list_forums",
    sees=is_in_a_team,
    undoes=is_administrator,
    undoes_own=is_in_a_team,
    lenient=("note_decision", "person", "organisation"),
)


def _read_decisions(said: str) -> str:
    lines = dict.fromkeys(" ".join(line.split()) for line in text_lines(said))
    if any(len(line) > LONGEST for line in lines):
        raise ValueError(_("This text is too long: at most %(max)d characters.", max=LONGEST))
    return "\n".join(lines)


def _worked_on(ids: Sequence[int]) -> set[int]:
    """The events whose people whoever is signed in may change; by a command all of them."""
    if not has_request_context() or current_user.administrator:
        return set(ids)
    may = [role for role in Role if Can.EDIT_PEOPLE in ALLOWED[role]]
    query = sa.select(Member.event_id).where(
        Member.user_id == current_user.id, Member.event_id.in_(ids), Member.role.in_(may)
    )
    return set(db.session.scalars(query))


def _meetings_now(forum: Forum, language: str) -> PlainList:
    """The meetings that were held, the latest first. Who came and what was decided only stands there for who may change it."""
    today = clock.today()
    rows = held_meetings(forum, today)
    ids = [row.event_id for row in rows]
    came, decided, mine = attended_by_event(ids), decisions_by_event(ids), _worked_on(ids)

    def record(row: ForumMeeting) -> ListRecord:
        people = lines_in_order(map(attendance_line, came.get(row.event_id, ())))
        texts = "\n".join(map(decision_line, decided.get(row.event_id, ())))
        open_to_me = row.event_id in mine
        return ListRecord(
            _code(row),
            {
                "day": row.event.first_day,
                "title": read_text(row.event.title.to(language)),
                "town": read_text(row.event.town),
                "host": read_text(row.host.organisation.name) if row.host else "",
                "people": read_text(people) if open_to_me else "",
                "decisions": read_text(texts) if open_to_me else "",
            },
        )

    hosts, looked_up = members_by_name(forum), PastPeople()

    def read_host(said: str) -> str:
        if said and plain_text(said) not in hosts:
            raise ValueError(_("No member of the forum has this name."))
        return hosts[plain_text(said)].organisation.name if said else ""

    with use_language(language):
        records = {_code(row): record(row) for row in rows}
        locked = {_code(row) for row in rows if row.event_id not in mine}
        return PlainList(
            table=MEETINGS,
            slug=forum.slug,
            language=language,
            title=_("Meetings held"),
            facts=_(
                "One row for each meeting. In “Who came” one person on each line: name, organisation. In "
                "“Decisions” one on each line."
            ),
            records=records,
            known_by=("day",),
            needs=("day",),
            readers={
                "host": read_host,
                "people": looked_up.read,
                "decisions": _read_decisions,
            },
            check=partial(_check, records, locked, today),
            removes=False,
        )


def _check(
    records: Mapping[str, ListRecord], locked: set[str], today: date, rows: Sequence[ListRecord]
) -> Mapping[tuple[int, str], str]:
    """Days that cannot be, and rows of meetings that are others' work."""
    wrong: dict[tuple[int, str], str] = {}
    taken = {record.values["day"]: code for code, record in records.items()}
    for row in rows:
        day, there = row.get("day"), records.get(row.code)
        if there is not None:
            if day is not None and day != there.values["day"]:
                wrong[row.number, "day"] = _(
                    "You change the day of a meeting on its own page. It stays as it is."
                )
            if not row.get("title"):
                wrong[row.number, "title"] = ""
            for name, value in row.values.items():
                if row.code in locked and name != "day" and value != there.values[name]:
                    wrong[row.number, name] = _("You do not work on this meeting; it stays.")
        elif isinstance(day, date) and day > today:
            wrong[row.number, ""] = _(
                "This day is still to come: only past meetings are imported here."
            )
        elif taken.setdefault(day, row.code or str(row.number)) != (row.code or str(row.number)):
            wrong[row.number, ""] = _("There is a meeting on this day already.")
    return wrong


def _code(row: ForumMeeting) -> str:
    return f"M{row.event_id}"


def kept_meetings(forum: Forum) -> KeptList:
    """The meetings of a forum: how they are, and how what a file says becomes so."""

    def write_meetings(decided: Decided, language: str, source: str, by: int | None) -> Taken:
        lock_forum(forum)
        wait_for_directory()
        writer = MeetingsWriter(forum, language, db.session.get(User, by or 0))
        mine = sa.select(ForumMeeting.event_id).where(ForumMeeting.forum_id == forum.id)
        with recording_rows(
            (Event, Event.id.in_(mine)),
            (Member, Member.event_id.in_(mine)),
            (ForumMeeting, ForumMeeting.forum_id == forum.id),
            (Participation, Participation.event_id.in_(mine)),
            (NoteDecision, NoteDecision.event_id.in_(mine)),
        ) as rows:
            for record in sorted(decided.new, key=lambda one: str(one.get("day"))):
                writer.add(record.values)
            for code, values in decided.changed.items():
                writer.change(code, values)
        known = [
            *made_rows(Organisation, [row.id for row in writer.people.offices]),
            *made_rows(Person, [row.id for row in writer.people.people]),
        ]
        number = len(decided.new) + len(decided.changed)
        change = IMPORTS.remember(None, [*known, *rows], by, source, count=number)
        said = _n("%(num)d meeting was imported.", "%(num)d meetings were imported.", number)
        return Taken(
            said,
            lambda: IMPORTS.way_back(
                None, change, url_for("forums.list_meetings", slug=forum.slug)
            ),
        )

    last = last_meeting(forum)
    return KeptList(
        key="meetings",
        language=last.event.language if last else "sq",
        now=lambda language: _meetings_now(forum, language),
        write=write_meetings,
    )


class _MeetingsConversation(PlainConversation):
    asks = _l(
        "The list from this page, or your own with a row for each meeting and the columns Day, Meeting, Town, Host, Who came, Decisions. "
        "In “Who came” each line is a person: name, comma, organisation. In “Decisions” each line is one."
    )


def conversation_of_meetings(forum: Forum) -> PlainConversation:
    """The pages on which the meetings of a forum come in."""
    return _MeetingsConversation(
        kept=kept_meetings(forum),
        owner_id=forum.id,
        page="forums.list_meetings",
        pages="setup.past_",
        ways={"slug": forum.slug},
        name=_("Meetings"),
        more={"forum": forum},
        layout="layouts/base.html",
    )
