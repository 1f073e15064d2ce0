"""The demo's coalition of five shelters: presidencies in turn, their work plans, a position that one member does not share."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from babel.dates import format_date

from ...data.content import words_from_toml
from ...data.db import db
from ...directory.models import Organisation
from ...forums.actions import make_keeper
from ...forums.models import (
    Activity,
    ActivityStatus,
    Approval,
    Forum,
    ForumMember,
    ForumRole,
    OrderChange,
    Position,
    Presidency,
    Review,
    Stand,
    WorkPlan,
)
from ...lib.text import Words
from .forums_making import Making, add_meetings, make_forum, replace_person

HALF = 6


def load_coalition(making: Making, table: dict[str, Any]) -> Forum:
    """Put the coalition into the planner."""
    terms = _terms(making.today + timedelta(days=table["ends_in"]), len(table["presidencies"]))
    since = terms[0][0]
    forum = make_forum(
        table["slug"],
        "coalition",
        name=words_from_toml(table, "name"),
        purpose=words_from_toml(table, "purpose"),
        since=since,
    )
    make_keeper(forum, making.users[table["keeper"]].id)
    offices = {one.name: one for one in making.pool.organisations}
    members = [
        _member(making, forum, organisation=offices[name], since=since, turn=turn)
        for turn, name in enumerate(table["order"])
    ]
    for name in table["observers"]:
        _member(making, forum, organisation=offices[name], since=since, turn=None)
    db.session.flush()
    _preside(making, forum, members=members, terms=terms, plans=table["presidencies"])
    _order_changed(making, forum, members, terms[1][0])
    _position(making, forum, members, table["position"])
    hosts = [
        (one.organisation.district.name, one.organisation.county.key)
        for one in members
        if one.organisation.district and one.organisation.county
    ]
    ids = [one.id for one in members]
    title = Words("Coalition of shelters", "Koalicioni i Strehëzave")
    replace_person(making, forum, members[3], making.today - timedelta(days=85))
    db.session.flush()
    add_meetings(
        making,
        forum,
        row=table,
        title=title,
        topics=table["topics"],
        hosts=hosts,
        named=_of_the_month,
        host_ids=ids,
    )
    return forum


def _member(
    making: Making, forum: Forum, organisation: Organisation, since: date, turn: int | None
) -> ForumMember:
    row = ForumMember(
        forum_id=forum.id,
        organisation_id=organisation.id,
        organisation=organisation,
        person_id=making.person(organisation).id,
        role=ForumRole.OBSERVER if turn is None else ForumRole.MEMBER,
        since=since,
        turn=turn if turn is None else turn + 1,
    )
    db.session.add(row)
    return row


def _of_the_month(title: Words, on: date, _number: int) -> Words:
    return Words(
        *(
            f"{text}, {format_date(on, 'LLLL y', language)}"
            for text, language in ((title.en, "en"), (title.sq, "sq"))
        )
    )


def _terms(last_day: date, number: int) -> list[tuple[date, date]]:
    """So many terms of six months, the present one ending on that day, and the one that follows."""
    ends = [_months(last_day, HALF * (place - number + 1)) for place in range(-1, number + 1)]
    return [(before + timedelta(days=1), end) for before, end in zip(ends, ends[1:], strict=False)]


def _months(day: date, months: int) -> date:
    """That day of the month `months` later, or the last one that month has of it (up to the 28th)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def _preside(
    making: Making,
    forum: Forum,
    members: list[ForumMember],
    terms: list[tuple[date, date]],
    plans: list[dict[str, Any]],
) -> None:
    """Each term its member; a work plan for each but the coming one, approved by all."""
    for place, (first, last) in enumerate(terms):
        term = Presidency(
            forum_id=forum.id, member_id=members[place].id, first_day=first, last_day=last
        )
        db.session.add(term)
        db.session.flush()
        if place >= len(plans):
            continue
        plan = WorkPlan(
            presidency_id=term.id,
            aims=plans[place]["aims"],
            sent_on=making.before(-(first - making.today).days),
        )
        db.session.add(plan)
        db.session.flush()
        for number, (text, who, left, status) in enumerate(plans[place]["activities"]):
            db.session.add(
                Activity(
                    work_plan_id=plan.id,
                    position=number,
                    text=text,
                    member_id=members[who].id,
                    due_on=last - timedelta(days=left),
                    status=ActivityStatus(status),
                )
            )
        for number, member in enumerate(members):
            _approve(plan, member, first + timedelta(days=6 + 3 * number))


def _approve(plan: WorkPlan, member: ForumMember, on: date) -> None:
    name = member.person.name if member.person else ""
    at = datetime.combine(on, time(10, 30), UTC)
    db.session.add(
        Approval(
            work_plan_id=plan.id, edition=1, member_id=member.id, approves=True, name=name, at=at
        )
    )


def _order_changed(making: Making, forum: Forum, members: list[ForumMember], on: date) -> None:
    """Once two members changed places."""
    after = [one.id for one in members]
    before = [after[0], after[2], after[1], *after[3:]]
    db.session.add(
        OrderChange(
            forum_id=forum.id,
            before=before,
            after=after,
            reason="Strehëza “Hapësira e Bardhë” po ndërronte ndërtesë; Korça e mori radhën e saj.",
            at=datetime.combine(on - timedelta(days=50), time(11), UTC),
            by_id=making.users["S1"].id,
        )
    )


def _position(
    making: Making, forum: Forum, members: list[ForumMember], table: dict[str, Any]
) -> None:
    """A position every member has reviewed; one dissents and says why."""
    sent = making.before(45)
    row = Position(forum_id=forum.id, title=table["title"], text=table["text"], sent_on=sent)
    db.session.add(row)
    db.session.flush()
    people = {one.id: one.person.name for one in members if one.person}
    for place, stand, reason in table["reviews"]:
        at = datetime.combine(sent + timedelta(days=2 + place), time(9, 15), UTC)
        member = members[place]
        db.session.add(
            Review(
                position_id=row.id,
                edition=1,
                member_id=member.id,
                stand=Stand(stand),
                reason=reason,
                name=people.get(member.id, ""),
                at=at,
            )
        )
