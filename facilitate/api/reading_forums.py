"""What can be read of forums."""

from datetime import date
from typing import TypedDict

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from .. import clock
from ..accounts.doors import in_a_team
from ..forums.doors import forum_readers
from ..forums.meetings.queries import meetings_of, members_now, point_of
from ..forums.models import Forum, ForumRole, OpenPoint, PointKind
from ..web.i18n import _l
from .operation import Bilingual, Paged, read_operation, tell_row
from .rights import ApiArea


class ForumShape(TypedDict):
    """A forum: a group that keeps meeting."""

    slug: str
    kind: str
    name: Bilingual
    purpose: Bilingual
    ended_on: date | None
    version: int


class ForumMemberShape(TypedDict):
    """An organisation in a forum."""

    id: int
    organisation_id: int
    organisation: str
    role: ForumRole
    since: date | None


class MeetingShape(TypedDict):
    """A meeting of a forum, held or to come; `slug` is its event, `came` how many came, where that is known."""

    id: int
    slug: str
    title: Bilingual
    first_day: date
    last_day: date
    host: str
    came: int | None


class PointShape(TypedDict):
    """An action or question that is open in a forum, or was."""

    id: int
    kind: PointKind
    text: str
    member_id: int | None
    due_on: date | None
    raised_at: str | None
    closed_on: date | None
    outcome: str
    version: int


@read_operation("/forums", page="forums.list_forums", area=ApiArea.FORUMS, about=_l("All forums"))
@in_a_team
def read_forums() -> Paged[ForumShape]:
    return Paged(sa.select(Forum), Forum.id, _forum)


@read_operation(
    "/forums/<slug>", page="forums.show_forum", area=ApiArea.FORUMS, about=_l("One forum")
)
@forum_readers
def read_forum(forum: Forum) -> ForumShape:
    return _forum(forum)


def _forum(row: Forum) -> ForumShape:
    return tell_row(ForumShape, row)


@read_operation(
    "/forums/<slug>/members",
    page="forums.show_forum",
    area=ApiArea.FORUMS,
    about=_l("Organisations that belong to it now"),
)
@forum_readers
def read_forum_members(forum: Forum) -> list[ForumMemberShape]:
    return [
        tell_row(ForumMemberShape, one, organisation=one.organisation.name)
        for one in members_now(forum)
    ]


@read_operation(
    "/forums/<slug>/meetings",
    page="forums.list_meetings",
    area=ApiArea.FORUMS,
    about=_l("Its meetings, the latest first"),
)
@forum_readers
def read_meetings(forum: Forum) -> list[MeetingShape]:
    return [
        tell_row(
            MeetingShape,
            one.event,
            host=one.host.organisation.name if one.host else "",
            came=one.came if one.event.first_day <= clock.today_in(one.event) else None,
        )
        for one in meetings_of(forum)
    ]


@read_operation(
    "/forums/<slug>/points",
    page="forums.list_meetings",
    area=ApiArea.FORUMS,
    about=_l("Its actions and questions, open and closed"),
)
@forum_readers
def read_points(forum: Forum) -> Paged[PointShape]:
    query = sa.select(OpenPoint).where(OpenPoint.forum_id == forum.id)
    return Paged(query.options(joinedload(OpenPoint.raised_at)), OpenPoint.id, _point)


@read_operation(
    "/forums/<slug>/points/<int:point_id>",
    page="forums.list_meetings",
    area=ApiArea.FORUMS,
    about=_l("One action or question"),
)
@forum_readers
def read_point(forum: Forum, point_id: int) -> PointShape:
    return _point(point_of(forum, point_id))


def _point(row: OpenPoint) -> PointShape:
    return tell_row(PointShape, row, raised_at=row.raised_at.slug if row.raised_at else None)
