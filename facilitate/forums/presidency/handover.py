"""The sheet one presidency hands to the next: two pages in Word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from ...db import db
from ...events.models import Event
from ...i18n import _, _n, day, label, use_language, words
from ...lib.documents import TableLook, WordFile
from ...release.clearing import Cleared, clear
from ...release.models import Source
from ..keeping import MEETING
from ..labels import role_name, stands
from ..leaving import of_forum, point_texts, position_texts
from ..meetings.queries import points_of
from ..models import (
    ActivityStatus,
    ForumMeeting,
    ForumMember,
    ForumRole,
    OpenPoint,
    PointKind,
    Position,
)
from ..queries import agreed_days
from ..rhythm.queries import DutyCard, duty_cards
from .labels import late, plan_said, term_days
from .plans import Whole
from .queries import here
from .word import begun

MOST_ROWS = 10
"""Rows of one table: the sheet stays on two pages; what is left out is counted."""
POINTS = TableLook("Guide Table", (9.2, 4.6, 3.2), ("Table Text",) * 3)
DAYS = TableLook("Guide Table", (4.2, 12.8), ("Table Text",) * 2)
PEOPLE = TableLook("Guide Table", (5.4, 5.0, 6.6), ("Table Text",) * 3)


@dataclass(frozen=True)
class Handed:
    """Everything that is handed over; `contacts`: whether whoever takes it out may see addresses and numbers."""

    whole: Whole
    points: Sequence[OpenPoint]
    meetings: Sequence[tuple[date, str]]
    duties: Sequence[DutyCard]
    positions: Sequence[Position]
    contacts: bool
    told: Cleared

    @property
    def members(self) -> list[ForumMember]:
        """Who belongs today, observers last."""
        found = self.whole.board
        return sorted(here(found.members, found.today), key=lambda one: one.role is ForumRole.OBSERVER)

    @property
    def short(self) -> bool:
        """Whether everything but the people fits on one page."""
        left = sum(one.status is not ActivityStatus.DONE for one in self.whole.activities)
        rows = (len(self.points), left, len(self.meetings))
        return sum(min(one, MOST_ROWS) for one in rows) + len(self.duties) + len(self.positions) <= MOST_ROWS

    @property
    def shown(self) -> int:
        """How many people's addresses or numbers are in it."""
        people = [one.person for one in self.members if one.person]
        return sum(bool(one.email or one.phone) for one in people) if self.contacts else 0


def handed(whole: Whole, *, contacts: bool) -> Handed:
    """Gather it: ten statements."""
    forum, today = whole.forum, whole.board.today
    points = [one for one in points_of(forum) if one.closed_on is None and one.kind is PointKind.ACTION]
    positions = sa.select(Position).where(Position.forum_id == forum.id, Position.settled_on.is_(None))
    duties = [one for one in duty_cards(forum, today) if one.duty.key != MEETING]
    under_review = db.session.scalars(positions.order_by(Position.id)).all()
    texts = [
        *whole.texts,
        *(text for one in under_review for text in position_texts(one)),
        *point_texts(points),
    ]
    return Handed(
        whole, sorted(points, key=lambda one: one.due_on or date.max), _meetings(whole), duties, under_review, contacts,
        clear(of_forum(forum), texts),
    )  # fmt: skip


def _meetings(whole: Whole) -> list[tuple[date, str]]:
    """Meetings to come, and days agreed for meetings that are not opened yet."""
    forum, today = whole.forum, whole.board.today
    events = db.session.scalars(
        sa.select(Event)
        .join(ForumMeeting, ForumMeeting.event_id == Event.id)
        .where(ForumMeeting.forum_id == forum.id, Event.last_day >= today)
    )
    found = [(one.first_day, ", ".join(filter(None, (words(one.title), one.town)))) for one in events]
    for one in agreed_days(forum, today):
        host = f", {one.host.organisation.name}" if one.host else ""
        found.append((one.chosen or today, _("day agreed, not opened yet") + host))
    return sorted(found)


def handover_word(found: Handed, language: str) -> bytes:
    """The sheet as the bytes of a .docx."""
    with use_language(language):
        whole = found.whole
        term, following = whole.term, whole.board.succeeding(whole.term)
        title, forum = _("Handover of the presidency"), words(whole.forum.name)
        file = begun(title, forum, datetime.combine(whole.board.today, time(12), UTC), language)
        file.add(title, "Heading 2")
        file.add(f"{forum} · {day(whole.board.today, 'dated')}", "Body Text")
        to = (
            f"{following.member.organisation.name} ({term_days(following)})"
            if following
            else _("not planned yet")
        )
        file.add(
            _("From: %(name)s (%(days)s)", name=term.member.organisation.name, days=term_days(term)),
            "Body Text",
        )
        file.add(_("To: %(name)s", name=to), "Body Text")
        _actions(file, found)
        _plan(file, found)
        _calendar(file, found)
        _positions(file, found)
        _people(file, found)
        return file.save()


def _section(file: WordFile, title: str, empty: str) -> None:
    file.add(title, "Heading 3", with_next=True)
    if empty:
        file.add(empty, "Body Text")


def _actions(file: WordFile, found: Handed) -> None:
    today = found.whole.board.today
    _section(file, _("Open actions"), "" if found.points else _("None is open."))
    rows = [
        (
            found.told.said_of(Source.POINT, one.id), one.member.organisation.name if one.member else "–", _when(one.due_on, today),
        )
        for one in found.points
    ]  # fmt: skip
    _table(file, rows, [_("What"), _("Responsible"), _("By")], _("Open actions"))


def _plan(file: WordFile, found: Handed) -> None:
    whole = found.whole
    _section(file, _("Work plan"), plan_said(whole))
    if whole.activities:
        done = sum(one.status is ActivityStatus.DONE for one in whole.activities)
        file.add(
            _("%(done)d of %(all)d activities are done. The others:", done=done, all=len(whole.activities)),
            "Body Text",
        )
    names = {row.id: row.organisation.name for row in whole.board.members}
    rows = [
        (
            found.told.said_of(Source.WORK_PLAN, one.work_plan_id, f"activity-{one.id}"), names.get(one.member_id or 0, "–"),
            f"{label(one.status)}{', ' + day(one.due_on, 'd MMM y') if one.due_on else ''}"
            f"{', ' + _('late') if late(one.due_on, one.status, whole.board.today) else ''}",
        )
        for one in whole.activities
        if one.status is not ActivityStatus.DONE
    ]  # fmt: skip
    _table(file, rows, [_("What"), _("Responsible"), _("Status")], _("Work plan"))


def _calendar(file: WordFile, found: Handed) -> None:
    rows = [(day(on, "d MMM y"), text) for on, text in found.meetings[:MOST_ROWS]]
    _section(file, _("Calendar"), "" if rows else _("No meeting has a date yet."))
    if rows:
        file.table(DAYS, rows, [_("When"), _("Meeting")], name=_("Calendar"))
    if found.duties:
        file.add(_("Duties"), "Heading 3", with_next=True)
    for one in found.duties:
        file.add(f"{words(one.duty.name)}: {stands(one.standing)}", "List Bullet")


def _positions(file: WordFile, found: Handed) -> None:
    _section(file, _("Positions under review"), "" if found.positions else _("None."))
    for one in found.positions[:MOST_ROWS]:
        since = _("sent on %(day)s", day=day(one.sent_on, "dated")) if one.sent_on else _("draft")
        file.add(f"{found.told.said_of(Source.POSITION, one.id, 'title')} ({since})", "List Bullet")


def _people(file: WordFile, found: Handed) -> None:
    if found.short:  # people on a page of their own; otherwise they follow, so that two pages are enough
        file.new_page()
    _section(
        file, _("Members and contacts"),
        "" if found.contacts else _("Addresses and numbers are left out: your account does not see them."),
    )  # fmt: skip
    rows = []
    for one in found.members:
        person = one.person
        ways = [person.phone, person.email] if person and found.contacts else []
        role = "" if one.role is ForumRole.MEMBER else f" ({role_name(found.whole.forum.kind, one.role)})"
        rows.append(
            (one.organisation.name + role, person.name if person else "–", ", ".join(filter(None, ways)))
        )
    if rows:
        file.table(PEOPLE, rows, [_("Organisation"), _("Name"), _("Contact")], name=_("Members and contacts"))


def _table(file: WordFile, rows: Sequence[tuple[str, str, str]], heading: Sequence[str], name: str) -> None:
    if rows:
        file.table(POINTS, rows[:MOST_ROWS], heading, name=name)
    if len(rows) > MOST_ROWS:
        more = len(rows) - MOST_ROWS
        file.add(_n("%(num)d more is in the planner.", "%(num)d more are in the planner.", more), "Body Text")


def _when(on: date | None, today: date) -> str:
    if on is None:
        return "–"
    return day(on, "d MMM y") + (", " + _("late") if on < today else "")
