"""What happens around reminding: mails go out, people choose them, calendars of due dates are made."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from ... import clock
from ...accounts.models import User
from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import Event, Member
from ...lib.ics import CalendarEntry, to_ics
from ...mail.outbox import MailAbout, OutgoingMail, can_mail, post_mails, send_mails_soon
from ...run.jobs import daily
from ...web.addresses import full_address
from ...web.i18n import LANGUAGES, _, pick_wording, use_language
from ...web.shared_keys import calendar_host
from ..actions import closed_days
from ..calendar_texts import TaskWords, cleared_tasks
from ..models import TaskFeed, TaskMail
from . import digest as rule
from .digest import TaskOfMine
from .entries import CalendarTask, brought_entries, task_entries
from .queries import (
    InFeed,
    MailWish,
    Team,
    events_with_mails,
    feed_of,
    feed_tasks,
    mail_of,
    mail_wishes,
    open_tasks,
    tasks_in,
    team_in,
)
from .wording import MailFrame, ReminderLetter, day_before_letter, weekly_letter

LOOK_AGAIN = timedelta(hours=6)
"""How often a calendar is asked to look for news: due dates are days."""


@daily
def remind() -> None:
    """Send everybody the mails about their tasks whose turn has come; event by event, so that one is told at once."""
    if not can_mail():
        return
    for event in events_with_mails():
        ids = queue_reminders_of_event(event, clock.today_in(event))
        db.session.commit()
        if ids:
            send_mails_soon(ids)


def queue_reminders_of_event(event: Event, today: date) -> list[int]:
    """Put the mails of one event that are due today into the outbox; gives their ids.

    A turn is taken before anything is written: of two workers, and of two runs on one day, one tells.
    """
    turns = [
        one
        for one in mail_wishes(event)
        if _weekly_turn(event, one, today) or _before_turn(event, one, today)
    ]
    if not turns:
        return []
    team = team_in(event, today)
    if rule.is_at_rest(event.last_day, team.latest, today):
        return []
    tasks = open_tasks([one.member_id for one in turns])
    letters = [
        (one, _letter(event, one, tasks=tasks.get(one.member_id, []), team=team, today=today))
        for one in turns
    ]
    mails = [
        OutgoingMail(to=one.address, name=one.name, subject=letter.subject, body=letter.body)
        for one, letter in letters
        if letter is not None
    ]
    return [message.id for message in post_mails(mails, MailAbout.TASKS, event.id)]


def _weekly_turn(event: Event, to: MailWish, today: date) -> bool:
    return to.weekly and rule.weekly_turn(today, to.weekly_sent_on, closed_days(event))


def _before_turn(event: Event, to: MailWish, today: date) -> bool:
    return to.day_before and rule.day_before_turn(today, to.day_before_sent_on, closed_days(event))


def _letter(
    event: Event, to: MailWish, tasks: Sequence[TaskOfMine], team: Team, today: date
) -> ReminderLetter | None:
    """The mail somebody gets today; None where there is nothing to say, or another worker says it."""
    week = _weekly_turn(event, to, today)
    if not _taken(to, week, today):
        return None
    with use_language(to.language if to.language in LANGUAGES else event.language):
        frame = mail_frame(event, to.name)
        if week:
            found = rule.weekly_digest(tasks, today)
            return weekly_letter(found, team, frame, today) if found else None
        soon = rule.day_before(tasks, today, closed_days(event), to.day_before_sent_on)
        return day_before_letter(soon, frame, today) if soon else None


def _taken(to: MailWish, week: bool, today: date) -> bool:
    """Take the turn. What the weekly mail says need not be said a second time that day."""
    values: dict[str, Any] = {"day_before_sent_on": today} | (
        {"weekly_sent_on": today} if week else {}
    )
    taken = db.session.execute(
        sa.update(TaskMail)
        .where(
            TaskMail.id == to.mail_id,
            TaskMail.weekly_sent_on.is_not_distinct_from(to.weekly_sent_on),
            TaskMail.day_before_sent_on.is_not_distinct_from(to.day_before_sent_on),
        )
        .values(values)
        .returning(TaskMail.id)
        .execution_options(synchronize_session=False)
    )
    return taken.first() is not None


def preview_weekly_mail(event: Event, member: Member, today: date) -> ReminderLetter | None:
    """The weekly mail as it would be today, in the language spoken now; None where it would say nothing."""
    found = rule.weekly_digest(open_tasks([member.id]).get(member.id, []), today)
    return (
        weekly_letter(found, team_in(event, today), mail_frame(event, member.name), today)
        if found
        else None
    )


def mail_frame(event: Event, name: str) -> MailFrame:
    """What every mail of somebody holds, in the language spoken now."""
    return MailFrame(
        name,
        " ".join(pick_wording(event.title).split()),
        f"{full_address('checklists.show_checklist', slug=event.slug)}?mine=1&open=1",
        full_address("checklists.edit_mails", slug=event.slug),
    )


def choose_mails(
    event: Event, member: Member, *, weekly: bool, day_before: bool, today: date
) -> TaskMail:
    """Keep which mails somebody wants. The weekly one begins on the next Monday, the other one with what is due tomorrow."""
    wait_for_event_lock(event)
    mail = mail_of(member.id)
    if mail is None:
        mail = TaskMail(member_id=member.id, weekly=False, day_before=False)
        db.session.add(mail)
    if weekly and not mail.weekly:
        mail.weekly_sent_on = today
    if day_before and not mail.day_before:
        mail.day_before_sent_on = today - rule.DAY
    mail.weekly, mail.day_before = weekly, day_before
    db.session.flush()
    return mail


def create_task_feed(event: Event, user_id: int) -> TaskFeed:
    """Somebody's calendar with a new address; the one before stops working."""
    wait_for_event_lock(event)
    feed = feed_of(user_id)
    if feed is None:
        feed = TaskFeed(user_id=user_id, token="")
        db.session.add(feed)
    feed.token = secrets.token_urlsafe(24)
    db.session.flush()
    return feed


class TaskCalendar(NamedTuple):
    """Everything somebody has to do, in all events: what their calendar is called, and its entries."""

    name: str
    entries: Sequence[CalendarEntry]

    def calendar(self, now: datetime) -> bytes:
        """As a file that tells when to look again."""
        return to_ics(self.name, self.entries, stamp=now, refresh=LOOK_AGAIN)


def feed_of_tasks(user: User, now: datetime, *, as_todo: bool = False) -> TaskCalendar:
    """As it is now; `as_todo`: for programs that keep tasks, and nothing else."""
    with use_language(user.language if user.language in LANGUAGES else "sq"):
        name = _("My tasks")
    tasks = _entries(feed_tasks(user.id, now), as_todo)
    return TaskCalendar(name, tasks if as_todo else [*tasks, *brought_entries(user)])


def calendar_in(event: Event, member_id: int | None, *, as_todo: bool = False) -> bytes:
    """What somebody has to do in one event, as a copy of today; `as_todo`: for programs that keep tasks."""
    entries = _entries(tasks_in(event, member_id) if member_id else [], as_todo)
    return to_ics(event.title.to(event.language), entries, stamp=clock.now())


def _told(found: Sequence[InFeed]) -> dict[int, TaskOfMine]:
    """The tasks by number, in the words that may leave."""
    told: dict[int, TaskOfMine] = {}
    for event in {one.event.id: one.event for one in found}.values():
        tasks = {one.task.id: one.task for one in found if one.event.id == event.id}
        words_of = {
            key: TaskWords(one.title, one.benchmark, one.blocked_by) for key, one in tasks.items()
        }
        for key, said in cleared_tasks(event, words_of).items():
            told[key] = replace(
                tasks[key], title=said.title, benchmark=said.benchmark, blocked_by=said.blocked_by
            )
    return told


def _entries(found: Sequence[InFeed], as_todo: bool = False) -> list[CalendarEntry]:
    told = _told(found)
    shown = [
        CalendarTask(
            task=told[one.task.id],
            phase=one.phase,
            event=one.event.title.to(one.event.language),
            language=one.event.language,
            sequence=one.version + one.event.version,
            address=full_address("checklists.show_task", slug=one.event.slug, task_id=one.task.id),
            gone=one.gone,
        )
        for one in found
    ]
    return task_entries(shown, calendar_host(), as_todo=as_todo)
