"""What one presidency hands to the next, and the parts of the sheet that says it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ...release import two_people
from ...release.clearing import ClearedTexts, clear_texts
from ...release.models import TextSource
from ...release.texts import RoomText
from ...release.two_people import ReleaseStanding
from ...release.verdicts import GONE
from ...web.i18n import _, _n, format_day, label_of, pick_wording
from ..duty_status import MEETING
from ..labels import role_name, standing_text
from ..leaving import point_texts, position_texts, whose_forum
from ..meetings.queries import points_of
from ..models import (
    Activity,
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
from .labels import is_activity_late, plan_said, plan_title, term_days
from .plans import PlanRecord
from .queries import members_on

MOST_ROWS = 10
"""Rows of one table: the sheet stays on two pages; what is left out is counted."""


@dataclass(frozen=True)
class HandoverFacts:
    """Everything that is handed over; `contacts`: whether whoever reads it may see addresses and numbers."""

    whole: PlanRecord
    points: Sequence[OpenPoint]
    meetings: Sequence[tuple[date, str]]
    duties: Sequence[DutyCard]
    positions: Sequence[Position]
    contacts: bool
    told: ClearedTexts
    released: ReleaseStanding

    @property
    def out(self) -> bool:
        """Whether two people have released exactly these words."""
        return not self.told.undecided and self.released.out

    @property
    def members(self) -> list[ForumMember]:
        """Who belongs today, observers last."""
        found = self.whole.board
        return sorted(
            members_on(found.members, found.today), key=lambda one: one.role is ForumRole.OBSERVER
        )

    @property
    def short(self) -> bool:
        """Whether everything but the people fits on one page."""
        rows = (len(self.points), len(_left(self.whole)), len(self.meetings))
        return (
            sum(min(one, MOST_ROWS) for one in rows) + len(self.duties) + len(self.positions)
            <= MOST_ROWS
        )

    @property
    def shown(self) -> int:
        """How many people's addresses or numbers are in it."""
        people = [one.person for one in self.members if one.person]
        return sum(bool(one.email or one.phone) for one in people) if self.contacts else 0


def gather_handover(whole: PlanRecord, *, contacts: bool) -> HandoverFacts:
    """Everything one presidency hands to the next."""
    forum, today = whole.forum, whole.board.today
    points = [
        one for one in points_of(forum) if one.closed_on is None and one.kind is PointKind.ACTION
    ]
    positions = sa.select(Position).where(
        Position.forum_id == forum.id, Position.settled_on.is_(None)
    )
    duties = [one for one in duty_cards(forum, today) if one.duty.key != MEETING]
    under_review = db.session.scalars(positions.order_by(Position.id)).all()
    told = clear_texts(whose_forum(forum), _said(whole, points, under_review))
    return HandoverFacts(
        whole=whole,
        points=sorted(points, key=lambda one: one.due_on or date.max),
        meetings=_meetings(whole),
        duties=duties,
        positions=under_review,
        contacts=contacts,
        told=told,
        released=two_people.release_standing(TextSource.HANDOVER, whole.term.id, told.digest),
    )


def _said(
    whole: PlanRecord, points: Sequence[OpenPoint], positions: Sequence[Position]
) -> Iterator[RoomText]:
    """What people wrote that stands on the sheet: activities that are left, titles of positions, open actions."""
    left = {f"activity-{one.id}" for one in _left(whole)}
    yield from (text for text in whole.texts if text.field in left)
    yield from (text for one in positions for text in position_texts(one) if text.field == "title")
    yield from (text for text in point_texts(points) if text.field == "text")


def _left(whole: PlanRecord) -> list[Activity]:
    return [one for one in whole.activities if one.status is not ActivityStatus.DONE]


def _meetings(whole: PlanRecord) -> list[tuple[date, str]]:
    """Meetings to come, and days agreed for meetings that are not created yet."""
    forum, today = whole.forum, whole.board.today
    events = db.session.scalars(
        sa.select(Event)
        .join(ForumMeeting, ForumMeeting.event_id == Event.id)
        .where(ForumMeeting.forum_id == forum.id, Event.last_day >= today)
    )
    found = [
        (one.first_day, ", ".join(filter(None, (pick_wording(one.title), one.town))))
        for one in events
    ]
    for one in agreed_days(forum, today):
        host = f", {one.host.organisation.name}" if one.host else ""
        found.append((one.chosen or today, _("day agreed, not created yet") + host))
    return sorted(found)


@dataclass(frozen=True)
class HandoverPart:
    """A part of the sheet: its title, sentences, a table with its heading or points; `more`: that rows were left out."""

    title: str
    said: Sequence[str] = ()
    heading: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    points: Sequence[str] = ()
    more: str = ""


def handover_heading(found: HandoverFacts) -> list[str]:
    """From whom to whom."""
    term, following = found.whole.term, found.whole.board.succeeding(found.whole.term)
    to = (
        f"{following.member.organisation.name} ({term_days(following)})"
        if following
        else _("not planned yet")
    )
    return [
        _("From: %(name)s (%(days)s)", name=term.member.organisation.name, days=term_days(term)),
        _("To: %(name)s", name=to),
    ]


def handover_signatures(found: HandoverFacts) -> list[tuple[str, str]]:
    """Who signs the sheet, with what they do by it; who follows may not be known yet."""
    term, following = found.whole.term, found.whole.board.succeeding(found.whole.term)
    return [
        (_("Handed over by"), term.member.organisation.name),
        (_("Received by"), following.member.organisation.name if following else ""),
    ]


def handover_parts(found: HandoverFacts) -> list[HandoverPart]:
    """The parts of the sheet in their order, the people last; in the language spoken now and the words that may leave."""
    parts = [_actions(found), _plan(found), _calendar(found)]
    if found.duties:
        duties = [
            f"{pick_wording(one.duty.name)}: {standing_text(one.standing)}" for one in found.duties
        ]
        parts.append(HandoverPart(_("Duties"), points=duties))
    return [*parts, _positions(found), _people(found)]


def _actions(found: HandoverFacts) -> HandoverPart:
    today = found.whole.board.today
    rows = [
        (
            found.told.said_of(TextSource.POINT, one.id) or GONE,
            one.member.organisation.name if one.member else "–",
            _when(one.due_on, today),
        )
        for one in found.points
    ]
    said = [] if rows else [_("None is open.")]
    return _short(_("Open actions"), said, [_("What"), _("Responsible"), _("By")], rows)


def _plan(found: HandoverFacts) -> HandoverPart:
    whole, said = found.whole, [plan_said(found.whole)]
    if whole.activities:
        said.append(_how_many_done(len(whole.activities), len(_left(whole))))
    names = {row.id: row.organisation.name for row in whole.board.members}
    rows = [
        (
            found.told.said_of(TextSource.WORK_PLAN, one.work_plan_id, f"activity-{one.id}")
            or GONE,
            names.get(one.member_id or 0, "–"),
            f"{label_of(one.status)}{', ' + format_day(one.due_on, 'd MMM y') if one.due_on else ''}"
            f"{', ' + _('late') if is_activity_late(one.due_on, one.status, whole.board.today) else ''}",
        )
        for one in _left(whole)
    ]
    return _short(plan_title(whole), said, [_("What"), _("Responsible"), _("Status")], rows)


def _how_many_done(number: int, left: int) -> str:
    """What stands above the activities that are left, and in place of them where none is."""
    if not left:
        return _n("The one activity is done.", "All %(num)d activities are done.", number)
    return _n(
        "%(num)d of %(all)d activities is done. The others:",
        "%(num)d of %(all)d activities are done. The others:",
        number - left,
        all=number,
    )


def _calendar(found: HandoverFacts) -> HandoverPart:
    rows = [(format_day(on, "d MMM y"), text) for on, text in found.meetings[:MOST_ROWS]]
    said = [] if rows else [_("No meeting has a date yet.")]
    return HandoverPart(_("Calendar"), said, [_("When"), _("Meeting")], rows)


def _positions(found: HandoverFacts) -> HandoverPart:
    points = []
    for one in found.positions[:MOST_ROWS]:
        since = (
            _("sent on %(day)s", day=format_day(one.sent_on, "dated"))
            if one.sent_on
            else _("draft")
        )
        points.append(
            f"{found.told.said_of(TextSource.POSITION, one.id, 'title') or GONE} ({since})"
        )
    return HandoverPart(_("Positions under review"), [] if points else [_("None.")], points=points)


def _people(found: HandoverFacts) -> HandoverPart:
    hidden = _("Addresses and numbers are left out: your account cannot see them.")
    rows = []
    for one in found.members:
        person = one.person
        ways = [person.phone, person.email] if person and found.contacts else []
        role = (
            ""
            if one.role is ForumRole.MEMBER
            else f" ({role_name(found.whole.forum.kind, one.role)})"
        )
        rows.append(
            (
                one.organisation.name + role,
                person.name if person else "–",
                ", ".join(filter(None, ways)),
            )
        )
    heading = [_("Organisation"), _("Name"), _("Contact")]
    return HandoverPart(
        _("Members and contacts"), [] if found.contacts else [hidden], heading, rows
    )


def _short(
    title: str, said: Sequence[str], heading: Sequence[str], rows: Sequence[Sequence[str]]
) -> HandoverPart:
    """A table of ten rows; how many more there are."""
    more = len(rows) - MOST_ROWS
    left = (
        _n("%(num)d more is in the planner.", "%(num)d more are in the planner.", more)
        if more > 0
        else ""
    )
    return HandoverPart(title, said, heading, rows[:MOST_ROWS], more=left)


def _when(on: date | None, today: date) -> str:
    if on is None:
        return "–"
    return format_day(on, "d MMM y") + (", " + _("late") if on < today else "")
