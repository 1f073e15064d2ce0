"""What the mails about tasks say, in the language spoken now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...web.i18n import _, _n, format_day, pick_wording
from ..readiness import is_missed
from .digest import DAY, Digest, TaskOfMine
from .queries import Team


@dataclass(frozen=True)
class ReminderLetter:
    """A mail, ready to go."""

    subject: str
    body: str


@dataclass(frozen=True)
class MailFrame:
    """What every mail of somebody holds: their name, the event's, and the addresses of their tasks and of this choice."""

    name: str
    event: str
    tasks: str
    choice: str


def weekly_letter(digest: Digest, team: Team, frame: MailFrame, today: date) -> ReminderLetter:
    """The mail of the week."""
    opening = _("Here is your part of “%(event)s” for this week.", event=frame.event)
    late, passed = (
        [_line(task, _ago(task.due_on, today)) for task in part]
        for part in (digest.late, digest.passed)
    )
    blocked = [
        _line(task, _ago(task.due_on, today) if task.due_on < today else _due(task))
        for task in digest.blocked
    ]
    parts = [
        _part(_("Late"), late),
        _part(_("Due this week"), [_line(task, _due(task)) for task in digest.this_week]),
        _part(_("Blocked"), blocked),
        _part(_("Due next week"), [_line(task, _due(task)) for task in digest.next_week]),
        _part(_("Due before this event was created"), passed),
        team_sentence(team),
    ]
    return ReminderLetter(
        f"{_weekly_subject(digest, today)} – {frame.event}", _mail(opening, parts, frame)
    )


def day_before_letter(tasks: Sequence[TaskOfMine], frame: MailFrame, today: date) -> ReminderLetter:
    """The mail before something is due."""
    opening = _(
        "A reminder from “%(event)s”, so that nothing takes you by surprise.",
        event=frame.event,
    )
    lines = [_line(task, due_when(task.due_on, today)) for task in tasks]
    return ReminderLetter(
        f"{_before_subject(tasks, today)} – {frame.event}",
        _mail(opening, ["\n".join(lines)], frame),
    )


def due_when(due_on: date, today: date) -> str:
    """`due tomorrow`, `due on Monday 16 February`."""
    if due_on == today:
        return _("due today")
    return (
        _("due tomorrow")
        if due_on == today + DAY
        else _("due on %(day)s", day=format_day(due_on, "long"))
    )


def team_sentence(team: Team) -> str:
    """What the team has done, in one line."""
    so_far = _n(
        "%(num)d of %(all)d tasks is done now.",
        "%(num)d of %(all)d tasks are done now.",
        team.done,
        all=team.total,
    )
    if not team.last_week:
        return so_far
    done = _n(
        "Last week the team got %(num)d task done.",
        "Last week the team got %(num)d tasks done.",
        team.last_week,
    )
    return f"{done} {so_far}"


def _weekly_subject(digest: Digest, today: date) -> str:
    sunday = today + timedelta(days=6 - today.weekday())
    due = len(digest.this_week) + sum(today <= task.due_on <= sunday for task in digest.blocked)
    stuck = [task for task in digest.blocked if is_missed(task, today, task.made_on)]
    late = len(digest.late) + len(stuck)
    if due and late:
        return _n(
            "%(num)d task due this week, %(late)d late",
            "%(num)d tasks due this week, %(late)d late",
            due,
            late=late,
        )
    if due:
        return _n("%(num)d task due this week", "%(num)d tasks due this week", due)
    if late:
        return _n("%(num)d task is late", "%(num)d tasks are late", late)
    coming = len(digest.next_week) or len(digest.blocked)
    if not coming:
        return _n(
            "Give %(num)d task a date you can keep",
            "Give %(num)d tasks a date you can keep",
            len(digest.passed),
        )
    return _n("%(num)d task due next week", "%(num)d tasks due next week", coming)


def _before_subject(tasks: Sequence[TaskOfMine], today: date) -> str:
    number, last = len(tasks), tasks[-1].due_on
    if last == today:
        return _n("%(num)d task due today", "%(num)d tasks due today", number)
    if last == today + DAY:
        return _n("%(num)d task due tomorrow", "%(num)d tasks due tomorrow", number)
    if tasks[0].due_on == last:
        return _n(
            "%(num)d task due on %(day)s",
            "%(num)d tasks due on %(day)s",
            number,
            day=format_day(last, "EEEE"),
        )
    return _n(
        "%(num)d task due by %(day)s",
        "%(num)d tasks due by %(day)s",
        number,
        day=format_day(last, "EEEE"),
    )


def _due(task: TaskOfMine) -> str:
    return format_day(task.due_on, "long")


def _ago(due_on: date, today: date) -> str:
    return _n(
        "was due %(num)d day ago, on %(day)s",
        "was due %(num)d days ago, on %(day)s",
        (today - due_on).days,
        day=format_day(due_on, "long"),
    )


def _line(task: TaskOfMine, when: str) -> str:
    lines = [f"• {' '.join(pick_wording(task.title).split())} – {when}"]
    if task.blocked_by:
        lines.append("  " + _("Blocked by: %(what)s", what=" ".join(task.blocked_by.split())))
    if task.benchmark:
        lines.append(
            "  "
            + _(
                "Benchmark: %(benchmark)s", benchmark=" ".join(pick_wording(task.benchmark).split())
            )
        )
    return "\n".join(lines)


def _part(title: str, lines: Sequence[str]) -> str:
    return "\n".join([title.upper(), *lines]) if lines else ""


def _mail(opening: str, parts: Sequence[str], frame: MailFrame) -> str:
    hello = _("Hello %(name)s,", name=frame.name)
    tick = _("Tick off what is done, or say what is in the way: %(address)s", address=frame.tasks)
    stop = _("You asked for this e-mail. Change or stop it here: %(address)s", address=frame.choice)
    return "\n\n".join([f"{hello}\n{opening}", *filter(None, parts), tick, f"--\n{stop}"]) + "\n"
